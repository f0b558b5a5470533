/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

G_BEGIN_DECLS

typedef enum
{
  RUSHES_SETTINGS_PREFERENCES = 1 << 0, /* how the program is, and filters that were saved */
  RUSHES_SETTINGS_PROMPTS = 1 << 1,     /* what stands in the form, for every model */
  RUSHES_SETTINGS_CONNECTIONS = 1 << 2, /* with their keys */
} RushesSettingsPart;

void       rushes_settings_reset       (GSettings          *settings,
                                        RushesSettingsPart  parts);
GPtrArray *rushes_settings_forget_keys (RushesSecrets      *secrets,
                                        GPtrArray          *connections,
                                        char              **kept,
                                        GError            **error);
void       rushes_settings_remove      (RushesConnections  *connections,
                                        GPtrArray          *all);

G_END_DECLS
