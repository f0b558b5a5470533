/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-database.h"
#include "rushes-index.h"

struct _RushesIndex
{
  GObject parent_instance;
  RushesDatabase *database;
  RushesDatabase *reader;   /* single rows, on the main thread: it waits for nobody */
  RushesDatabase *searcher; /* the workers' questions, beside the writers */
  gint64 version;           /* as the writers' connection saw it last: others change it */
  gboolean changed;         /* that was so when it was asked last */
};

gboolean rushes_index_look_up  (RushesDatabase *database,
                                const char     *id,
                                gint64         *row,
                                GError        **error);
gboolean rushes_index_has_news (RushesIndex    *self);
char    *rushes_index_dup_shown (RushesIndex   *self,
                                gint64          row);
gboolean rushes_index_prepare_missing
                               (RushesIndex    *self,
                                GError        **error);
gboolean rushes_index_prepare_boards
                               (RushesIndex    *self,
                                GError        **error);
gboolean rushes_index_catch_up (RushesIndex    *self,
                                GError        **error);
