/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a clip is and what it was made with, over its picture while H is held. */
#define RUSHES_TYPE_FACTS (rushes_facts_get_type ())
G_DECLARE_FINAL_TYPE (RushesFacts, rushes_facts, RUSHES, FACTS, GtkBox)

void rushes_facts_set_up   (RushesFacts *self,
                            GtkWidget   *page);
void rushes_facts_set_clip (RushesFacts *self,
                            RushesClip  *clip);

G_END_DECLS
