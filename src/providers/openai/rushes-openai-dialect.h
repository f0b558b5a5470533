/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-connection.h"
#include "rushes-said.h"

G_BEGIN_DECLS

/* How one server wants to be asked for a clip: as its connection says, and then as the server itself did. */
typedef struct
{
  gboolean json;       /* else multipart */
  gboolean may_switch; /* the connection leaves the form open */
  char *seconds_field;
  char *picture;       /* see RUSHES_CONNECTION_PICTURE; NULL: "object" */
  char *models;        /* the path of the list of models; NULL: the usual */
  GHashTable *types;   /* field → "string", "integer", "number" or "boolean": of JSON */
  GHashTable *tried;   /* what was corrected already; not remembered */
} RushesOpenaiDialect;

RushesOpenaiDialect *rushes_openai_dialect_new      (RushesConnection          *connection);
RushesOpenaiDialect *rushes_openai_dialect_copy     (const RushesOpenaiDialect *self);
void                 rushes_openai_dialect_free     (RushesOpenaiDialect       *self);
GVariant            *rushes_openai_dialect_convert  (const RushesOpenaiDialect *self,
                                                     const char                *field,
                                                     GVariant                  *value);
char                *rushes_openai_dialect_to_text  (GVariant                  *value);
gboolean             rushes_openai_dialect_correct  (RushesOpenaiDialect       *self,
                                                     guint                      status,
                                                     const RushesSaid          *said,
                                                     GVariant                  *fields);
gboolean             rushes_openai_dialect_is_open  (RushesConnection          *connection);
gboolean             rushes_openai_dialect_listen   (RushesOpenaiDialect       *self,
                                                     GPtrArray                 *models,
                                                     const char                *path);
void                 rushes_openai_dialect_write    (const RushesOpenaiDialect *self,
                                                     GKeyFile                  *file,
                                                     const char                *group);
gboolean             rushes_openai_dialect_read     (RushesOpenaiDialect       *self,
                                                     GKeyFile                  *file,
                                                     const char                *group);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesOpenaiDialect, rushes_openai_dialect_free)

G_END_DECLS
