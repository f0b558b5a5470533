/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-openai-dialect.h"
#include "rushes-target.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How a try ended, of which others may learn. */
typedef enum
{
  RUSHES_OPENAI_WORKED,  /* it was taken: remembered */
  RUSHES_OPENAI_MISSED,  /* it says nothing about the form */
  RUSHES_OPENAI_REFUSED, /* no form that is known was right: forgotten */
} RushesOpenaiOutcome;

#define RUSHES_TYPE_OPENAI_MEMORY (rushes_openai_memory_get_type ())
G_DECLARE_FINAL_TYPE (RushesOpenaiMemory, rushes_openai_memory, RUSHES, OPENAI_MEMORY, GObject)

RushesOpenaiMemory  *rushes_openai_memory_new    (const char                *path);
RushesOpenaiDialect *rushes_openai_memory_recall (RushesOpenaiMemory        *self,
                                                  RushesTarget              *target,
                                                  gboolean                  *listened);
void                 rushes_openai_memory_listen (RushesOpenaiMemory        *self,
                                                  RushesTarget              *target,
                                                  const RushesOpenaiDialect *dialect);
gboolean             rushes_openai_memory_begin  (RushesOpenaiMemory        *self,
                                                  RushesTarget              *target,
                                                  GCancellable              *cancellable);
void                 rushes_openai_memory_try    (RushesOpenaiMemory        *self,
                                                  RushesTarget              *target,
                                                  const RushesOpenaiDialect *dialect);
void                 rushes_openai_memory_end    (RushesOpenaiMemory        *self,
                                                  RushesTarget              *target,
                                                  const RushesOpenaiDialect *dialect,
                                                  gboolean                   first,
                                                  RushesOpenaiOutcome        outcome);

G_END_DECLS
