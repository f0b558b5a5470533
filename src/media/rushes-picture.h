/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-cut.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

char *rushes_picture_prepare (const char      *path,
                              int              width,
                              int              height,
                              const RushesCut *cut,
                              const char      *folder,
                              GError         **error);
GdkPixbuf *rushes_picture_load (const char *path,
                                int         longest,
                                GError    **error);

G_END_DECLS
