/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"
#include "rushes-board-jobs.h"
#include "rushes-core.h"

G_BEGIN_DECLS

void         rushes_boards_change_async  (RushesCore          *core,
                                          const char          *slug,
                                          GVariant            *change,
                                          GAsyncReadyCallback  callback,
                                          gpointer             data);
char        *rushes_boards_change_finish (GAsyncResult        *result,
                                          GError             **error);
char        *rushes_boards_change (RushesCore *core,
                                   const char *slug,
                                   GVariant   *change,
                                   GError    **error);
char        *rushes_boards_make   (RushesCore *core,
                                   const char *title,
                                   const char *from,
                                   GPtrArray  *remarks,
                                   GError    **error);
char       **rushes_boards_complete_words (RushesCore *core,
                                   const char *slug,
                                   char      **words,
                                   GError    **error);
RushesBoard *rushes_boards_load   (RushesCore *core,
                                   const char *slug,
                                   GError    **error);

G_END_DECLS
