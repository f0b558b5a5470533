/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RUSHES_SIDE_MAX 65535 /* pixels */

char  *rushes_number_dup_text       (double number);
guint  rushes_number_count_decimals (double number);
gint64 rushes_number_to_whole       (double number);
int    rushes_number_to_int         (double number,
                                     int    lowest,
                                     int    highest);
int    rushes_number_to_side        (gint64 number);

G_END_DECLS
