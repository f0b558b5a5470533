/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What of a picture is seen: the same for pictures of any size. */
typedef struct
{
  double zoom; /* pixels of the screen for one of the picture; 0: the whole picture, as large as there is room */
  double x, y; /* of the picture, 0 to 1: what lies in the middle */
} RushesView;

#define RUSHES_TYPE_STAGE (rushes_stage_get_type ())
G_DECLARE_FINAL_TYPE (RushesStage, rushes_stage, RUSHES, STAGE, GtkWidget)

void         rushes_stage_set_paintable (RushesStage      *self,
                                         GdkPaintable     *paintable);
double       rushes_stage_get_scale     (RushesStage      *self);
void         rushes_stage_get_room      (RushesStage      *self,
                                         int              *width,
                                         int              *height);
RushesView   rushes_stage_get_view      (RushesStage      *self);
void         rushes_stage_set_view      (RushesStage      *self,
                                         const RushesView *view);
void         rushes_stage_fit           (RushesStage      *self);
void         rushes_stage_get_area      (RushesStage      *self,
                                         graphene_rect_t  *area);
gboolean     rushes_stage_take_key      (RushesStage      *self,
                                         guint             key,
                                         GdkModifierType   state);

G_END_DECLS
