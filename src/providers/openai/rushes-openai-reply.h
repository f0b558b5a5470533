/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job.h"
#include "rushes-said.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A video object of any dialect, read (contracts/openai-videos.md, sections 2, 5, 7 and 8). */
typedef struct
{
  char *id;
  char *status;         /* in the server's words; "" if absent */
  RushesJobState state; /* QUEUED, RUNNING, FETCHING (completed), FAILED or CANCELLED */
  double fraction;      /* 0–1, < 0 if absent */
  RushesSaid said; /* why it failed */
  char *poll_url;               /* where to ask for it, or NULL */
  char *url;            /* where the result is besides /content, or NULL */
  char *model, *prompt, *size, *seconds; /* or NULL */
  gint64 created_us, expires_us;         /* 0 if absent */
  double cost;                           /* US dollars, < 0 if absent */
} RushesOpenaiReply;

RushesOpenaiReply *rushes_openai_reply_new       (JsonObject        *object);
void               rushes_openai_reply_free      (RushesOpenaiReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesOpenaiReply, rushes_openai_reply_free)

G_END_DECLS
