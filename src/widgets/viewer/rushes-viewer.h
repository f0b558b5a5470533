/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip-list.h"
#include "rushes-player.h"
#include "rushes-thumbnailer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_VIEWER (rushes_viewer_get_type ())
G_DECLARE_FINAL_TYPE (RushesViewer, rushes_viewer, RUSHES, VIEWER, GtkBox)

void          rushes_viewer_set_up     (RushesViewer      *self,
                                        RushesLibrary     *library,
                                        RushesThumbnailer *thumbnailer);
void          rushes_viewer_open       (RushesViewer      *self,
                                        RushesClipList    *clips,
                                        RushesClip        *clip);
void          rushes_viewer_close      (RushesViewer      *self);
RushesClip   *rushes_viewer_get_clip   (RushesViewer      *self);
RushesPlayer *rushes_viewer_get_player (RushesViewer      *self);
void          rushes_viewer_set_narrow (RushesViewer      *self,
                                        gboolean           narrow);
gboolean      rushes_viewer_can_go     (RushesViewer      *self,
                                        int                by);
void          rushes_viewer_show_neighbour (RushesViewer  *self,
                                        int                by);

G_END_DECLS
