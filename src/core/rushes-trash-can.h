/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @file: in the trash; @info: what the trash knows of it */
typedef void (*RushesTrashFunc) (const char *file,
                                 const char *info,
                                 gpointer    data);

gboolean rushes_trash_can_is_out_of_sight (void);

void rushes_trash_can_foreach (const char     *folder,
                               RushesTrashFunc func,
                               gpointer        data);

G_END_DECLS
