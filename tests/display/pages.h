/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef guint (*PagesLook) (GtkWidget  *top,
                            const char *page);

void pages_add_tests (const char *suite,
                      PagesLook   each);

G_END_DECLS
