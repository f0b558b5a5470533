/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-poster.h"
#include "rushes-thumbnailer.h"

G_BEGIN_DECLS

/* Leafing through a clip on its poster: its filmstrip, fetched when it is first asked for. */
typedef struct _RushesScrub RushesScrub;

RushesScrub *rushes_scrub_new  (RushesPoster      *poster,
                                RushesThumbnailer *thumbnailer,
                                const char        *id,
                                const char        *path,
                                gint64             duration_ms);
void         rushes_scrub_free (RushesScrub       *self);
void         rushes_scrub_to   (RushesScrub       *self,
                                double             at);
void         rushes_scrub_by   (RushesScrub       *self,
                                int                frames);

G_END_DECLS
