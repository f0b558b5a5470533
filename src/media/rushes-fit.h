/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int x, y, width, height;
} RushesFitArea;

void rushes_fit        (int  width,
                        int  height,
                        int  room_width,
                        int  room_height,
                        int *fit_width,
                        int *fit_height);
void rushes_fit_centre (int  width,
                        int  height,
                        int  room_width,
                        int  room_height,
                        RushesFitArea *area);
void rushes_fit_inside (int  width,
                        int  height,
                        int  room_width,
                        int  room_height,
                        int *made_width,
                        int *made_height);

G_END_DECLS
