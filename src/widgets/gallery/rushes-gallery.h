/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip-list.h"
#include "rushes-job-queue.h"
#include "rushes-thumbnailer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_GALLERY (rushes_gallery_get_type ())
G_DECLARE_FINAL_TYPE (RushesGallery, rushes_gallery, RUSHES, GALLERY, GtkBox)

void            rushes_gallery_set_up           (RushesGallery     *self,
                                                 RushesLibrary     *library,
                                                 RushesJobQueue    *queue,
                                                 RushesThumbnailer *thumbnailer,
                                                 GSettings         *settings);
RushesClipList *rushes_gallery_get_clips        (RushesGallery     *self);
void            rushes_gallery_advance          (RushesGallery     *self);
void            rushes_gallery_select           (RushesGallery     *self,
                                                 RushesClip        *clip);
void            rushes_gallery_show_selected    (RushesGallery     *self);
void            rushes_gallery_leave            (RushesGallery     *self);
void            rushes_gallery_come_back        (RushesGallery     *self);
GArray         *rushes_gallery_list_selected    (RushesGallery     *self);
GPtrArray      *rushes_gallery_get_selected     (RushesGallery     *self);
void            rushes_gallery_show_work        (RushesGallery     *self,
                                                 const char        *text,
                                                 double             fraction);
void            rushes_gallery_search           (RushesGallery     *self,
                                                 const char        *words);
void            rushes_gallery_steer            (RushesGallery     *self,
                                                 GtkWidget         *search);
void            rushes_gallery_set_narrow       (RushesGallery     *self,
                                                 gboolean           narrow);

G_END_DECLS
