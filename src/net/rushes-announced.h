/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_ANNOUNCED (rushes_announced_get_type ())
G_DECLARE_FINAL_TYPE (RushesAnnounced, rushes_announced, RUSHES, ANNOUNCED, GObject)

RushesAnnounced *rushes_announced_new    (void);
void             rushes_announced_browse (RushesAnnounced    *self,
                                          const char *const  *types,
                                          const char         *about);

G_END_DECLS
