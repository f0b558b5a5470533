/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_MANY_CONTENT (rushes_many_content_get_type ())
G_DECLARE_FINAL_TYPE (RushesManyContent, rushes_many_content, RUSHES, MANY_CONTENT, GdkContentProvider)

GdkContentProvider *rushes_many_content_new (RushesLibrary *library,
                                             GArray        *rows);

G_END_DECLS
