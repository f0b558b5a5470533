/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-session.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_ITEM_SAVER (rushes_item_saver_get_type ())
G_DECLARE_FINAL_TYPE (RushesItemSaver, rushes_item_saver, RUSHES, ITEM_SAVER, GObject)

RushesItemSaver *rushes_item_saver_new     (void);
void             rushes_item_saver_set_item (RushesItemSaver   *self,
                                            RushesBoardSession *session,
                                            RushesBoardLevel    level,
                                            gint64              id);
void             rushes_item_saver_begin   (RushesItemSaver    *self,
                                            const char         *member);
void             rushes_item_saver_put     (RushesItemSaver    *self,
                                            const char         *member,
                                            GVariant           *value);
void             rushes_item_saver_flush   (RushesItemSaver    *self);
gboolean         rushes_item_saver_has     (RushesItemSaver    *self,
                                            const char         *member);
gboolean         rushes_item_saver_is_busy (RushesItemSaver    *self);

G_END_DECLS
