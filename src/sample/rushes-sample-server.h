/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  int port;               /* 0: any free one */
  const char *behaviour;  /* see rushes-sample-behaviour.h, or NULL */
  const char *key;        /* what requests must show as Bearer token, or NULL */
  const char *lacks;      /* ComfyUI: files with this in their name are missing; NULL for none */
  gboolean old;           /* ComfyUI as it was before 0.5.1, without /api/jobs */
  int run_ms;             /* how long a job pretends to work */
} RushesSampleOptions;

#define RUSHES_TYPE_SAMPLE_SERVER (rushes_sample_server_get_type ())
G_DECLARE_FINAL_TYPE (RushesSampleServer, rushes_sample_server, RUSHES, SAMPLE_SERVER, GObject)

RushesSampleServer *rushes_sample_server_start         (const RushesSampleOptions *options,
                                                        GError                   **error);
void                rushes_sample_server_stop          (RushesSampleServer        *self);
const char         *rushes_sample_server_get_comfy_url (RushesSampleServer        *self);
const char         *rushes_sample_server_get_videos_url (RushesSampleServer       *self);
char               *rushes_sample_server_dup_maker     (void);

G_END_DECLS
