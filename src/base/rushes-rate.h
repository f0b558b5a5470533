/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Frames per second, exactly: 24000/1001 is what people call 23.976. */
typedef struct
{
  int frames;
  int seconds;
} RushesRate;

/* What says more a second is no clip: it says nothing. */
#define RUSHES_RATE_MAX 10000
#define RUSHES_RATE_DEFAULT ((RushesRate) { 24, 1 })

gboolean rushes_rate_parse      (const char *text,
                                 RushesRate *rate);
char    *rushes_rate_dup_text   (RushesRate  rate);
char    *rushes_rate_dup_shown  (RushesRate  rate);
double   rushes_rate_to_seconds (RushesRate  rate,
                                 gint64      n_frames);
gint64   rushes_rate_to_frames  (RushesRate  rate,
                                 double      seconds);

G_END_DECLS
