/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"

G_BEGIN_DECLS

/* One fact about one clip, before and after: what culling is made of, so that it can be taken back. */
typedef struct
{
  char *clip; /* its id */
  RushesOpinion opinion;
  GVariant *before; /* as rushes_clip_info_get_opinion() gives it */
  GVariant *after;
} RushesJudgement;

RushesJudgement *rushes_judgement_new        (const RushesClipInfo *info,
                                              RushesOpinion         opinion,
                                              GVariant             *after);
RushesJudgement *rushes_judgement_new_read   (const char           *clip,
                                              const char           *opinion,
                                              const char           *before,
                                              const char           *after);
void             rushes_judgement_apply      (const RushesJudgement *self,
                                              RushesClipInfo       *info);
void             rushes_judgement_free       (RushesJudgement      *self);
GPtrArray       *rushes_judgements_new       (void);
const char      *rushes_opinion_to_name      (RushesOpinion         opinion);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesJudgement, rushes_judgement_free)

G_END_DECLS
