/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_TAB_STOP (rushes_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (RushesTabStop, rushes_tab_stop, RUSHES, TAB_STOP, GtkWidget)

G_END_DECLS
