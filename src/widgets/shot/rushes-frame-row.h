/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_FRAME_ROW (rushes_frame_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesFrameRow, rushes_frame_row, RUSHES, FRAME_ROW, AdwActionRow)

GtkWidget *rushes_frame_row_new         (const char     *name,
                                         const char     *title);
void       rushes_frame_row_set         (RushesFrameRow *self,
                                         const char     *said,
                                         const char     *note);
void       rushes_frame_row_set_menu    (RushesFrameRow *self,
                                         GMenuModel     *menu);
void       rushes_frame_row_set_picture (RushesFrameRow *self,
                                         GdkPaintable   *picture);

G_END_DECLS
