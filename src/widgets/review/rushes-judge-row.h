/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is thought of a take, and what can be: stars, favourite, pick, reject. The buttons ask the window's actions, which are about the
 * take that the page has its focus on. */
#define RUSHES_TYPE_JUDGE_ROW (rushes_judge_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesJudgeRow, rushes_judge_row, RUSHES, JUDGE_ROW, GtkBox)

void rushes_judge_row_set_clip (RushesJudgeRow *self,
                                RushesClip     *clip);

G_END_DECLS
