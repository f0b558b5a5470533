/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-request.h"

G_BEGIN_DECLS

typedef enum
{
  RUSHES_PASTED_ANYTHING, /* an address or a key that says nothing of the server */
  RUSHES_PASTED_COMFYUI,
  RUSHES_PASTED_VIDEOS,
} RushesPastedKind;

/* What a pasted text says of a server. Each may be missing. */
typedef struct
{
  RushesPastedKind kind;
  char *url;     /* the base address, no slash at its end */
  char *key;     /* as a bearer, an API key, or user:password */
  gboolean basic; /* the key is a user's name and password */
  char *headers; /* others: "Name: value; Name: value" */
} RushesConnectionParse;

RushesConnectionParse *rushes_connection_parse      (const char            *text);
void                   rushes_connection_parse_free (RushesConnectionParse *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesConnectionParse, rushes_connection_parse_free)

G_END_DECLS
