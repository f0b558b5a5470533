/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a server said of a failure, in whatever shape (contracts/openai-videos.md, sections 5 and 8, rule 9). */
typedef struct
{
  char *message; /* or NULL */
  char *code;    /* its code, else its type; or NULL */
  char *param;   /* the field it means, or NULL */
} RushesOpenaiSaid;

void  rushes_openai_said_read      (RushesOpenaiSaid *self,
                                    JsonObject       *object);
void  rushes_openai_said_read_body (RushesOpenaiSaid *self,
                                    GBytes           *body);
void  rushes_openai_said_clear     (RushesOpenaiSaid *self);
char *rushes_openai_dup_scalar     (JsonObject       *object,
                                    const char       *member);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RushesOpenaiSaid, rushes_openai_said_clear)

G_END_DECLS
