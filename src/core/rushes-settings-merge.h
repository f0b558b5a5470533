/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-settings-here.h"
#include "rushes-settings-report.h"

G_BEGIN_DECLS

char     *rushes_settings_dup_name          (const char           *name,
                                             guint                 n);
gboolean  rushes_settings_is_same           (GVariant             *left,
                                             GVariant             *right);
GVariant *rushes_settings_rename            (GVariant             *values,
                                             GHashTable           *ids);
GVariant *rushes_settings_merge             (GVariant             *here,
                                             GVariant             *more,
                                             GPtrArray            *notes,
                                             guint                *n_same);
GVariant *rushes_settings_merge_preferences (RushesSettingsHere   *here,
                                             GVariant             *more,
                                             RushesSettingsReport *report);

G_END_DECLS
