/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rushes_media_name_for_shot (const char *number,
                                  const char *scene,
                                  const char *words,
                                  GHashTable *taken);
char *rushes_media_name_new      (const char *stem,
                                  const char *path,
                                  GHashTable *taken);
char *rushes_media_name_keep     (const char *path,
                                  GHashTable *taken);

G_END_DECLS
