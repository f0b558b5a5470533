/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-cut.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_DROP_ZONE (rushes_drop_zone_get_type ())
G_DECLARE_FINAL_TYPE (RushesDropZone, rushes_drop_zone, RUSHES, DROP_ZONE, GtkWidget)

const char      *rushes_drop_zone_get_path   (RushesDropZone  *self);
void             rushes_drop_zone_set_path   (RushesDropZone  *self,
                                              const char      *path);
const RushesCut *rushes_drop_zone_get_cut    (RushesDropZone  *self);
void             rushes_drop_zone_set_cut    (RushesDropZone  *self,
                                              const RushesCut *cut);
void             rushes_drop_zone_set_target (RushesDropZone  *self,
                                              int              width,
                                              int              height);
gboolean         rushes_drop_zone_paste      (RushesDropZone  *self);

G_END_DECLS
