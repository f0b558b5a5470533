/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-shot.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @member: of a shot, not to be shown anew: it is being typed. */
typedef gboolean (*RushesIsTypedFunc) (const char *member,
                                       gpointer    data);

#define RUSHES_TYPE_SHOT_FACTS (rushes_shot_facts_get_type ())
G_DECLARE_FINAL_TYPE (RushesShotFacts, rushes_shot_facts, RUSHES, SHOT_FACTS, AdwExpanderRow)

GtkWidget *rushes_shot_facts_new  (void);
void       rushes_shot_facts_show (RushesShotFacts   *self,
                                   RushesBoardItem   *shot,
                                   RushesIsTypedFunc  is_typed,
                                   gpointer           data);

G_END_DECLS
