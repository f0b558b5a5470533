/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-window.h"

G_BEGIN_DECLS

void     rushes_shot_actions_add         (RushesWindow       *window);
gboolean rushes_shot_actions_choose      (RushesWindow       *window,
                                          RushesClip         *clip);
void     rushes_shot_actions_set_picture (RushesBoardSession *session,
                                          gint64              number,
                                          const char         *member,
                                          const char         *path);

G_END_DECLS
