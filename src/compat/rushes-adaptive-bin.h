/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Below this many pixels one page is shown at a time. */
#define RUSHES_NARROW_WIDTH 860

#define RUSHES_TYPE_ADAPTIVE_BIN (rushes_adaptive_bin_get_type ())
G_DECLARE_FINAL_TYPE (RushesAdaptiveBin, rushes_adaptive_bin, RUSHES, ADAPTIVE_BIN, GtkWidget)

gboolean rushes_adaptive_bin_get_narrow (RushesAdaptiveBin *self);
void     rushes_adaptive_bin_set_child  (RushesAdaptiveBin *self,
                                         GtkWidget         *child);

G_END_DECLS
