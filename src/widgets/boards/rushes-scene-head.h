/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-shot-layout.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_SCENE_HEAD (rushes_scene_head_get_type ())
G_DECLARE_FINAL_TYPE (RushesSceneHead, rushes_scene_head, RUSHES, SCENE_HEAD, GtkBox)

GtkWidget *rushes_scene_head_new (void);
void       rushes_scene_head_set (RushesSceneHead        *self,
                                  const RushesScenePlace *scene,
                                  RushesRate              rate);

G_END_DECLS
