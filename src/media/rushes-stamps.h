/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What files were when they were read: time and size. Any thread. */
typedef struct _RushesStamps RushesStamps;

RushesStamps *rushes_stamps_new          (void);
void          rushes_stamps_free         (RushesStamps *self);
void          rushes_stamps_note         (RushesStamps *self,
                                          const char   *path);
GPtrArray    *rushes_stamps_take_changed (RushesStamps *self);

G_END_DECLS
