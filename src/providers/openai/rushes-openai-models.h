/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-connection.h"
#include "rushes-model.h"

G_BEGIN_DECLS

/* One kind of server that speaks the Videos API, as data. */
typedef struct
{
  const char *id;
  const char *name;
  const char *url;   /* what a fresh installation listens at */
  const char *auth;  /* see RUSHES_CONNECTION_AUTH */
  gboolean seed;     /* takes a seed field */
  gboolean negative; /* takes a negative_prompt field */
  const char *body;          /* see RUSHES_CONNECTION_BODY; NULL: "auto" */
  const char *seconds_type;  /* see RUSHES_CONNECTION_SECONDS_TYPE; NULL: "string" */
  const char *seconds_field; /* NULL: "seconds" */
  const char *picture;       /* see RUSHES_CONNECTION_PICTURE; NULL: "object" */
  const char *models;        /* NULL: "/models" */
  int poll_ms;               /* 0: the usual */
} RushesOpenaiPreset;

const RushesOpenaiPreset *rushes_openai_get_presets    (guint             *n_presets);
const RushesOpenaiPreset *rushes_openai_find_preset    (const char        *id);
GVariant                 *rushes_openai_preset_options (const RushesOpenaiPreset *preset);
RushesModelSpec          *rushes_openai_new_spec       (RushesConnection  *connection,
                                                        const char        *id);
gboolean                  rushes_openai_id_is_video    (const char        *id);

G_END_DECLS
