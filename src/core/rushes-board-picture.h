/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-contact-sheet.h"

G_BEGIN_DECLS

GdkPixbuf *rushes_board_picture_load (const RushesSequenceShot *shot,
                                      int                       longest,
                                      gpointer                  data);

G_END_DECLS
