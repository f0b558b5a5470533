/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

#define RUSHES_WAVEFORM_WIDTH 1024 /* evenly over the clip */
#define RUSHES_WAVEFORM_HEIGHT 48

GdkPixbuf *rushes_waveform_extract (const char *path,
                                    GError    **error);

G_END_DECLS
