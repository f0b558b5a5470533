/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *rushes_timecode_format (double      seconds,
                                 double      rate);

char    *rushes_timecode_format_range (gint64 from_us,
                                 gint64      to_us,
                                 double      rate);
gboolean rushes_timecode_parse (const char *text,
                                double      rate,
                                double     *seconds);

G_END_DECLS
