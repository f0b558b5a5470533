/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-rate.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_TRACK_GROUP (rushes_track_group_get_type ())
G_DECLARE_FINAL_TYPE (RushesTrackGroup, rushes_track_group, RUSHES, TRACK_GROUP, AdwPreferencesGroup)

GtkWidget *rushes_track_group_new  (void);
void       rushes_track_group_show (RushesTrackGroup *self,
                                    GVariant         *track,
                                    RushesRate        rate);
void       rushes_track_group_save (RushesTrackGroup *self);

G_END_DECLS
