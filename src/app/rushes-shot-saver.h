/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-session.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_SHOT_SAVER (rushes_shot_saver_get_type ())
G_DECLARE_FINAL_TYPE (RushesShotSaver, rushes_shot_saver, RUSHES, SHOT_SAVER, GObject)

RushesShotSaver *rushes_shot_saver_new     (void);
void             rushes_shot_saver_set_shot (RushesShotSaver    *self,
                                            RushesBoardSession *session,
                                            gint64              number);
void             rushes_shot_saver_put     (RushesShotSaver    *self,
                                            const char         *member,
                                            GVariant           *value);
void             rushes_shot_saver_flush   (RushesShotSaver    *self);
gboolean         rushes_shot_saver_has     (RushesShotSaver    *self,
                                            const char         *member);
gboolean         rushes_shot_saver_is_busy (RushesShotSaver    *self);

G_END_DECLS
