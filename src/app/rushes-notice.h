/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RUSHES_NOTICE_READY,
  RUSHES_NOTICE_FAILED,
  RUSHES_NOTICE_OFFERED, /* it was cancelled, and the server has it all the same */
} RushesNoticeKind;

/* What is to be told of one job. */
typedef struct
{
  RushesNoticeKind kind;
  char *id;    /* the job's, and its clip's */
  char *title; /* of its request */
  char *body;
} RushesNotice;

RushesNotice  *rushes_notice_new              (RushesJob    *job);
void           rushes_notice_free             (RushesNotice *self);
GNotification *rushes_notice_new_notification (RushesNotice *self,
                                               GIcon        *icon);
GNotification *rushes_notice_new_group        (GPtrArray    *notices,
                                               GIcon        *icon);

char          *rushes_notice_dup_words        (GPtrArray    *notices);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesNotice, rushes_notice_free)

G_END_DECLS
