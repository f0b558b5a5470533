/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"
#include "rushes-model.h"

G_BEGIN_DECLS

/* Where a value comes from. */
typedef enum
{
  RUSHES_ORIGIN_NOWHERE,
  RUSHES_ORIGIN_SHOT,
  RUSHES_ORIGIN_SCENE,
  RUSHES_ORIGIN_BOARD,
  RUSHES_ORIGIN_MODEL,
} RushesOrigin;

GVariant   *rushes_inherit_lookup       (RushesBoardItem       *item,
                                         const char            *name,
                                         const RushesModelSpec *spec,
                                         RushesOrigin          *origin);
GVariant   *rushes_inherit_lookup_field (RushesBoardItem       *item,
                                         const char            *field,
                                         const RushesModelSpec *spec,
                                         RushesOrigin          *origin);
const char *rushes_inherit_get_string   (RushesBoardItem       *item,
                                         const char            *name);
gint64      rushes_inherit_get_int      (RushesBoardItem       *item,
                                         const char            *name,
                                         gint64                 fallback);
GVariant   *rushes_inherit_dup_fields   (RushesBoardItem       *item);
gint64      rushes_inherit_get_length   (RushesBoard           *board,
                                         RushesBoardItem       *shot);
char       *rushes_inherit_dup_prompt   (RushesBoardItem       *shot,
                                         gboolean               use_action);
GPtrArray  *rushes_inherit_list_references (RushesBoardItem  *shot,
                                          gboolean          use_action);

G_END_DECLS
