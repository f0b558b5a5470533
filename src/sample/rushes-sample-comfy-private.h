/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-sample-http.h"

G_BEGIN_DECLS

/* What a ComfyUI server has (-nodes). */
JsonObject *rushes_sample_comfy_load_object_info (RushesSampleWorld *world,
                                                  JsonNode         **root);
void        rushes_sample_comfy_send_object_info (RushesSampleWorld *world,
                                                  SoupServerMessage *message,
                                                  const char        *class_type);
void        rushes_sample_comfy_send_userdata    (SoupServerMessage *message,
                                                  const char        *path);
void        rushes_sample_comfy_send_stats       (RushesSampleWorld *world,
                                                  SoupServerMessage *message);

/* How it tells of its jobs (-jobs). */
void        rushes_sample_comfy_send_job         (RushesSampleWorld *world,
                                                  SoupServerMessage *message,
                                                  const char        *id);
void        rushes_sample_comfy_send_jobs        (RushesSampleWorld *world,
                                                  SoupServerMessage *message,
                                                  GHashTable        *query);
void        rushes_sample_comfy_send_queue       (RushesSampleWorld *world,
                                                  SoupServerMessage *message);
void        rushes_sample_comfy_send_history     (RushesSampleWorld *world,
                                                  SoupServerMessage *message,
                                                  const char        *id);
int         rushes_sample_comfy_count_live       (RushesSampleWorld *world);

G_END_DECLS
