/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-rate.h"

G_BEGIN_DECLS

gboolean rushes_frame_code_drops     (RushesRate rate);
gint64   rushes_frame_code_get_start (RushesRate rate);
char    *rushes_frame_code_format    (RushesRate rate,
                                      gint64     frame);

G_END_DECLS
