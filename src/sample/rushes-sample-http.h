/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-sample-behaviour.h"
#include "rushes-sample-jobs.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* One server's state, on its own thread. */
typedef struct
{
  SoupServer *server;
  RushesSampleJobs *jobs;
  RushesSampleBehaviour *behaviour;
  GHashTable *sockets; /* client id → SoupWebsocketConnection */
  GHashTable *uploads; /* "folder/name": what was sent to the folder of inputs */
  char *key;
  const char *lacks; /* files with this in their name are missing, or NULL */
  gboolean old; /* a ComfyUI from before /api/jobs */
  guint n_ranges; /* requests for a part of something */
} RushesSampleWorld;


void        rushes_sample_http_json    (SoupServerMessage      *message,
                                        guint                   status,
                                        JsonBuilder            *builder);
void        rushes_sample_http_text    (SoupServerMessage      *message,
                                        guint                   status,
                                        const char             *type,
                                        const char             *text);
void        rushes_sample_http_file    (SoupServerMessage      *message,
                                        const char             *path,
                                        const RushesSampleRule *rule);
gboolean    rushes_sample_http_misbehave (RushesSampleWorld    *world,
                                        SoupServerMessage      *message,
                                        const RushesSampleRule *rule);
void        rushes_sample_http_cut     (SoupServerMessage      *message);
JsonObject *rushes_sample_http_read    (SoupServerMessage      *message,
                                        JsonNode              **root);
void        rushes_sample_http_member  (JsonBuilder            *builder,
                                        const char             *name,
                                        const char             *text);
void        rushes_sample_http_number  (JsonBuilder            *builder,
                                        const char             *name,
                                        gint64                  number);

/* The two protocols: whether the path was theirs. */
gboolean    rushes_sample_comfy_handle  (RushesSampleWorld     *world,
                                        SoupServerMessage      *message,
                                        const char             *path,
                                        GHashTable             *query);
void        rushes_sample_comfy_tell    (RushesSampleWorld     *world,
                                        RushesSampleJob        *job);
gboolean    rushes_sample_videos_handle (RushesSampleWorld     *world,
                                        SoupServerMessage      *message,
                                        const char             *path,
                                        GHashTable             *query);

G_END_DECLS
