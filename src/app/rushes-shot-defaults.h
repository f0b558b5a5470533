/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"
#include "rushes-core.h"
#include "rushes-item-saver.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SHOT_DEFAULTS (rushes_shot_defaults_get_type ())
G_DECLARE_FINAL_TYPE (RushesShotDefaults, rushes_shot_defaults, RUSHES, SHOT_DEFAULTS, AdwPreferencesGroup)

GtkWidget *rushes_shot_defaults_new  (RushesCore         *core,
                                      RushesItemSaver    *saver,
                                      gboolean            scene);
void       rushes_shot_defaults_show (RushesShotDefaults *self,
                                      RushesBoard        *board,
                                      RushesBoardItem    *item);

G_END_DECLS
