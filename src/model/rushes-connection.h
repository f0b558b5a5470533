/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-request.h"

G_BEGIN_DECLS

/* Options of a connection: a{sv}. Keys and headers are not here: they live in the keyring. */
#define RUSHES_CONNECTION_PRESET "preset"           /* s: "openai", "vllm-omni" … or "custom" */
#define RUSHES_CONNECTION_AUTH "auth"               /* s: "none", "bearer", "basic", "api-key", "x-api-key" */
#define RUSHES_CONNECTION_MODEL "model"             /* s: the model when the server lists none */
#define RUSHES_CONNECTION_SEED "seed"               /* b: the server takes a seed field */
#define RUSHES_CONNECTION_NEGATIVE "negative"       /* b: the server takes a negative_prompt field */
#define RUSHES_CONNECTION_BODY "body"               /* s: "auto", "multipart" or "json" */
#define RUSHES_CONNECTION_SECONDS_TYPE "seconds-type" /* s: "string", "integer" or "number" */
#define RUSHES_CONNECTION_SECONDS_FIELD "seconds-field" /* s: what the length is called: "seconds", "duration" */
#define RUSHES_CONNECTION_PICTURE "picture"         /* s: in JSON: "object" with image_url, bare "string", "file_id", "frame_images" */
#define RUSHES_CONNECTION_MODELS "models"           /* s: the path of the list of models */
#define RUSHES_CONNECTION_POLL "poll"               /* x: milliseconds between polls */
#define RUSHES_CONNECTION_DEADLINE "deadline"       /* d: minutes a job may take; 0: any */
#define RUSHES_CONNECTION_PATIENCE "patience"       /* d: minutes until a job that the server says it has not is given up; 0: the usual */
#define RUSHES_CONNECTION_MARKER "marker"           /* s: a field of a create that the server gives back, for our own mark */
#define RUSHES_CONNECTION_ORGANIZATION "organization" /* s: sent as OpenAI-Organization */
#define RUSHES_CONNECTION_PROJECT "project"         /* s: sent as OpenAI-Project */
#define RUSHES_CONNECTION_EXTRA "extra"             /* a{sv}: more fields of a create; s, x, d or b */
#define RUSHES_CONNECTION_CHOSEN "chosen"           /* x: when the user made it the default, in microseconds of UNIX time */
#define RUSHES_CONNECTION_PRICE "price"             /* d: US dollars per second */
#define RUSHES_CONNECTION_FINGERPRINT "fingerprint" /* s: SHA-256 of a trusted certificate, hex */
#define RUSHES_CONNECTION_SAMPLE "sample"           /* b: the built-in sample server */
#define RUSHES_CONNECTION_LIMIT "limit"             /* x: jobs at a time */
#define RUSHES_CONNECTION_AWAITS_KEY "awaits-key"   /* b: came from another computer, where it has a key */
#define RUSHES_CONNECTION_HAS_KEY "has-key"         /* b: whether the keyring was given something for it; absent: older than this, not known */

#define RUSHES_TYPE_CONNECTION (rushes_connection_get_type ())
G_DECLARE_FINAL_TYPE (RushesConnection, rushes_connection, RUSHES, CONNECTION, GObject)

RushesConnection  *rushes_connection_new          (const char         *id,
                                                   RushesProviderKind  kind,
                                                   const char         *name,
                                                   const char         *url,
                                                   GVariant           *options,
                                                   gboolean            is_default);
const char        *rushes_connection_get_id       (RushesConnection   *self);
RushesProviderKind rushes_connection_get_kind     (RushesConnection   *self);
const char        *rushes_connection_get_name     (RushesConnection   *self);
const char        *rushes_connection_get_url      (RushesConnection   *self);
gboolean           rushes_connection_get_default  (RushesConnection   *self);
GVariant          *rushes_connection_get_options  (RushesConnection   *self);
const char        *rushes_connection_get_string   (RushesConnection   *self,
                                                   const char         *option);
gboolean           rushes_connection_get_flag     (RushesConnection   *self,
                                                   const char         *option);
double             rushes_connection_get_number   (RushesConnection   *self,
                                                   const char         *option,
                                                   double              fallback);
gboolean           rushes_connection_is_free      (RushesConnection   *self);
double             rushes_connection_get_patience (RushesConnection   *self);
gboolean           rushes_connection_is_header_name (const char       *text);
RushesConnection  *rushes_connection_new_as_default (RushesConnection *self,
                                                   gboolean            is_default);
gboolean           rushes_connection_knows_key    (RushesConnection   *self,
                                                   gboolean           *has_key);
RushesConnection  *rushes_connection_new_with_key (RushesConnection   *self,
                                                   gboolean            has_key);

G_END_DECLS
