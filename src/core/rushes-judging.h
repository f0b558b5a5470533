/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-judgement.h"
#include "rushes-library.h"

G_BEGIN_DECLS

GPtrArray *rushes_judging_set          (GPtrArray     *clips,
                                        RushesOpinion  opinion,
                                        GVariant      *value);
GPtrArray *rushes_judging_toggle       (GPtrArray     *clips,
                                        RushesOpinion  opinion,
                                        GVariant      *value,
                                        GVariant      *otherwise);
char      *rushes_judging_dup_tag      (const char    *text);
GPtrArray *rushes_judging_tag          (GPtrArray     *clips,
                                        const char    *tag,
                                        gboolean       add);
GPtrArray *rushes_judging_tag_rows     (RushesLibrary    *library,
                                        GArray           *rows,
                                        const char       *tag,
                                        gboolean          add,
                                        GError          **error);
GPtrArray *rushes_judging_notes        (RushesClip       *clip,
                                        GVariant         *before,
                                        GVariant         *after);
GPtrArray *rushes_judging_note         (RushesClip       *clip,
                                        const RushesNote *before,
                                        const RushesNote *after);
char      *rushes_judging_dup_sentence (GPtrArray     *judgements);

G_END_DECLS
