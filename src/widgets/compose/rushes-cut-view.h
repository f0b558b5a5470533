/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-cut.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_CUT_VIEW (rushes_cut_view_get_type ())
G_DECLARE_FINAL_TYPE (RushesCutView, rushes_cut_view, RUSHES, CUT_VIEW, GtkWidget)

void             rushes_cut_view_set_texture (RushesCutView   *self,
                                              GdkTexture      *texture);
void             rushes_cut_view_set_ratio   (RushesCutView   *self,
                                              double           ratio);
gboolean         rushes_cut_view_is_cut      (RushesCutView   *self);
const RushesCut *rushes_cut_view_get_cut     (RushesCutView   *self);
void             rushes_cut_view_set_cut     (RushesCutView   *self,
                                              const RushesCut *cut);

G_END_DECLS
