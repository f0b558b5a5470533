/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_TOLD (rushes_told_get_type ())
G_DECLARE_FINAL_TYPE (RushesTold, rushes_told, RUSHES, TOLD, GObject)

RushesTold *rushes_told_new      (AdwToastOverlay *overlay);
void        rushes_told_say      (RushesTold      *self,
                                  AdwToast        *toast);
void        rushes_told_end      (RushesTold      *self);

G_END_DECLS
