/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-database.h"
#include "rushes-judgement.h"

G_BEGIN_DECLS

#define RUSHES_JOURNAL_SQL                                                                                             \
  "CREATE TABLE steps (step INTEGER PRIMARY KEY AUTOINCREMENT, undone INTEGER NOT NULL DEFAULT 0);"                    \
  "CREATE TABLE changes (step INTEGER NOT NULL REFERENCES steps ON DELETE CASCADE, clip TEXT NOT NULL,"                \
  " opinion TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL);"                                                \
  "CREATE INDEX changes_step ON changes (step);"

gboolean   rushes_journal_append (RushesDatabase *database,
                                  GPtrArray      *judgements,
                                  GError        **error);
GPtrArray *rushes_journal_take   (RushesDatabase *database,
                                  gboolean        redo,
                                  GError        **error);

G_END_DECLS
