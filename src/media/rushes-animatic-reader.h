/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-frame-paintable.h"
#include "rushes-frame-source.h"
#include "rushes-part.h"

G_BEGIN_DECLS

/* Shows one part: a clip that is decoded, or a picture that stands still. Main thread. */
typedef struct _RushesAnimaticReader RushesAnimaticReader;

RushesAnimaticReader *rushes_animatic_reader_new         (const RushesPart     *part,
                                                          RushesRate            rate,
                                                          RushesFramePaintable *paintable,
                                                          int                   width,
                                                          int                   height,
                                                          GSourceOnceFunc       on_changed,
                                                          gpointer              data);
RushesFrameSource    *rushes_animatic_reader_free        (RushesAnimaticReader *self);
gboolean              rushes_animatic_reader_can_show    (RushesAnimaticReader *self,
                                                          const RushesPart     *part);
void                  rushes_animatic_reader_take_part   (RushesAnimaticReader *self,
                                                          const RushesPart     *part);
gboolean              rushes_animatic_reader_go_to       (RushesAnimaticReader *self,
                                                          gint64                at);
gint64                rushes_animatic_reader_get_at      (RushesAnimaticReader *self);
gboolean              rushes_animatic_reader_show        (RushesAnimaticReader *self);
void                  rushes_animatic_reader_set_room    (RushesAnimaticReader *self,
                                                          int                   width,
                                                          int                   height,
                                                          gboolean              again);
const char           *rushes_animatic_reader_get_problem (RushesAnimaticReader *self);

G_END_DECLS
