/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-desk.h"
#include "rushes-compose.h"
#include "rushes-composer.h"
#include "rushes-core.h"
#include "rushes-gallery.h"
#include "rushes-review.h"
#include "rushes-shot-form.h"
#include "rushes-told.h"
#include "rushes-viewer.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_WINDOW (rushes_window_get_type ())
G_DECLARE_FINAL_TYPE (RushesWindow, rushes_window, RUSHES, WINDOW, AdwApplicationWindow)

RushesWindow   *rushes_window_new          (AdwApplication *application,
                                            GSettings      *settings);
gboolean        rushes_window_arrange      (RushesWindow   *self);
void            rushes_window_place_parts  (RushesWindow   *self);
void            rushes_window_fill         (RushesWindow   *self,
                                            RushesCore     *core,
                                            gboolean        empty);
gboolean        rushes_window_was_seen     (RushesWindow   *self);
RushesCore     *rushes_window_get_core     (RushesWindow   *self);
RushesGallery  *rushes_window_get_gallery  (RushesWindow   *self);
RushesViewer   *rushes_window_get_viewer   (RushesWindow   *self);
RushesReview   *rushes_window_get_review   (RushesWindow   *self);
RushesComposer *rushes_window_get_composer (RushesWindow   *self);
RushesBoardDesk *rushes_window_get_desk    (RushesWindow   *self);
RushesShotForm *rushes_window_get_shot_form (RushesWindow  *self);
GSettings      *rushes_window_get_settings (RushesWindow   *self);
RushesThumbnailer *rushes_window_get_thumbnailer (RushesWindow *self);
gboolean        rushes_window_is_about_shot (RushesWindow  *self);
GPtrArray      *rushes_window_ref_clips    (RushesWindow   *self);
GArray         *rushes_window_list_entries (RushesWindow   *self);
GArray         *rushes_window_list_rows    (RushesWindow   *self);
void            rushes_window_show_page    (RushesWindow   *self,
                                            const char     *name);
void            rushes_window_show_main    (RushesWindow   *self);
void            rushes_window_show_shot    (RushesWindow   *self,
                                            gint64          number,
                                            gboolean        write);
void            rushes_window_show_clip    (RushesWindow   *self,
                                            RushesClip     *clip);
void            rushes_window_close_viewer (RushesWindow   *self);
void            rushes_window_search       (RushesWindow   *self,
                                            const char     *words);
void            rushes_window_show_review  (RushesWindow   *self,
                                            GPtrArray      *clips);
void            rushes_window_close_review (RushesWindow   *self);
void            rushes_window_toast        (RushesWindow   *self,
                                            AdwToast       *toast);
RushesTold     *rushes_window_new_told     (RushesWindow   *self);
void            rushes_window_end_toast    (RushesWindow   *self,
                                            AdwToast       *toast);
void            rushes_window_set_banner   (RushesWindow   *self,
                                            const char     *text);
void            rushes_window_open_workflow (RushesWindow  *self,
                                            GFile          *file);

G_END_DECLS
