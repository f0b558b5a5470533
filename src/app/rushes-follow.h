/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

G_BEGIN_DECLS

int  rushes_follow_jobs  (RushesCore *core,
                          GPtrArray  *ids);
void rushes_follow_say   (const char *format,
                          ...) G_GNUC_PRINTF (1, 2);
int  rushes_follow_fail  (const GError *error,
                          const char   *place);
gboolean rushes_follow_tell_owner (RushesCore *core,
                          const char *action,
                          const char *id);

G_END_DECLS
