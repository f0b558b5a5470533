/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* What a job shows while it runs, decoded on a worker. */
typedef struct _RushesPreview RushesPreview;

/* Main thread. */
typedef void (*RushesPreviewFunc) (GdkTexture *texture,
                                   gpointer    data);

RushesPreview *rushes_preview_new  (RushesJob         *job,
                                    RushesPreviewFunc  func,
                                    gpointer           data);
void           rushes_preview_free (RushesPreview     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesPreview, rushes_preview_free)

G_END_DECLS
