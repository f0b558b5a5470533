/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-context.h"

G_BEGIN_DECLS

/* The posters of the shots that are in sight. */
typedef struct _RushesStripPictures RushesStripPictures;

RushesStripPictures *rushes_strip_pictures_new    (const RushesBoardContext *context,
                                                   GtkWidget                *widget,
                                                   GCallback                 on_more);
void                 rushes_strip_pictures_free   (RushesStripPictures      *self);
void                 rushes_strip_pictures_begin  (RushesStripPictures      *self);
GdkTexture          *rushes_strip_pictures_ask    (RushesStripPictures      *self,
                                                   RushesShot               *shot);
void                 rushes_strip_pictures_finish (RushesStripPictures      *self);
void                 rushes_strip_pictures_retry  (RushesStripPictures      *self);

G_END_DECLS
