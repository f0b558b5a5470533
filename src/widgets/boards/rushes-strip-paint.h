/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-strip-layout.h"
#include "rushes-strip-pictures.h"
#include "rushes-strip-sound.h"

G_BEGIN_DECLS

/* What a strip is drawn with. */
typedef struct
{
  GtkWidget *widget;
  const RushesBoardContext *context;
  RushesStripLayout *layout;
  RushesStripPictures *pictures;
  RushesStripSound *sound;
  GPtrArray *jobs; /* (element-type RushesJob): filled: those whose progress was drawn */
  int gap;         /* before which shot what is dragged would stand; -1: nothing is */
  int taker;       /* the shot that would get it as a take; -1: none */
  gboolean narrow;
} RushesStripPaint;

int  rushes_strip_paint_get_frames_height (gboolean          narrow);
int  rushes_strip_paint_get_frames_top    (GtkWidget        *widget);
int  rushes_strip_paint_get_height        (GtkWidget        *widget,
                                           gboolean          narrow,
                                           gboolean          sound);
void rushes_strip_paint_board             (RushesStripPaint *self,
                                           GtkSnapshot      *snapshot);
void rushes_strip_paint_playhead          (GtkWidget        *widget,
                                           GtkSnapshot      *snapshot,
                                           double            x);

G_END_DECLS
