/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *rushes_error_toast_new  (GtkWidget    *parent,
                                   const GError *error,
                                   const char   *place);
void      rushes_error_toast_show (GtkWidget    *widget,
                                   const GError *error);

G_END_DECLS
