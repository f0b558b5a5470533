/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

#define RUSHES_FILMSTRIP_FRAMES 14
#define RUSHES_FILMSTRIP_HEIGHT 90 /* of a frame, at most; it keeps its shape */
#define RUSHES_FILMSTRIP_WIDTH 160

GdkPixbuf *rushes_filmstrip_extract_poster (const char *path,
                                            int         longest_side,
                                            GError    **error);
GdkPixbuf *rushes_filmstrip_extract        (const char *path,
                                            GError    **error);
gboolean   rushes_filmstrip_save_frame     (const char *path,
                                            double      seconds,
                                            const char *to,
                                            GError    **error);
void       rushes_filmstrip_use_threads    (GObject    *pipeline,
                                            int         n_threads);

G_END_DECLS
