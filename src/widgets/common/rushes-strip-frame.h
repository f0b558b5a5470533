/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rushes_strip_frame_snapshot (GdkTexture            *strip,
                                  int                    frame,
                                  GtkSnapshot           *snapshot,
                                  const graphene_rect_t *into,
                                  gboolean               cover);

G_END_DECLS
