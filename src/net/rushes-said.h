/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a server said of a failure, in whatever shape (contracts/openai-videos.md, sections 5 and 8, rule 9): words for
 * people, never JSON. */
typedef struct
{
  char *message; /* or NULL */
  char *code;    /* its code, else its type; or NULL */
  char *param;   /* the field it means, or NULL */
} RushesSaid;

void  rushes_said_read          (RushesSaid *self,
                                 JsonObject *object);
void  rushes_said_read_body     (RushesSaid *self,
                                 GBytes     *body);
char *rushes_said_dup_message   (GBytes     *body);
void  rushes_said_clear         (RushesSaid *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RushesSaid, rushes_said_clear)

G_END_DECLS
