/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A script of misbehaviour: rules "where=what[:number][*times]", separated by commas.
 *
 * where: check, create, poll, content, list, delete, cancel, upload, socket
 * what:  a status (401, 429 with :seconds for Retry-After, 500 …), html (a proxy's page, with :status, else 200),
 *        portal (a proxy's 401, in JSON of its own), garbage, huge, stall, broken (28 bytes of JSON),
 *        border (half of the clip in chunks, cut off between two),
 *        lost (done, but the answer is cut off), refuse (cut off before anything is done), short, empty,
 *        tiny, slow (:bytes per second), moderation, fail, quota, forget, restart, ended, redirect
 * times: how often; without it for ever */
typedef struct _RushesSampleBehaviour RushesSampleBehaviour;

typedef struct
{
  char *where, *what;
  int number; /* -1 if not given */
  int times;  /* left; -1 for ever */
} RushesSampleRule;

RushesSampleBehaviour  *rushes_sample_behaviour_new  (const char            *script,
                                                      GError               **error);
void                    rushes_sample_behaviour_free (RushesSampleBehaviour *self);
const RushesSampleRule *rushes_sample_behaviour_take (RushesSampleBehaviour *self,
                                                      const char            *where);

G_END_DECLS
