/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-settings-here.h"
#include "rushes-settings-report.h"

G_BEGIN_DECLS

/* What of a file is new here, and what it will be called. */
typedef struct
{
  GPtrArray *connections; /* RushesConnection: to be added */
  GPtrArray *workflows;   /* RushesSettingsWorkflow: likewise */
  GPtrArray *restored;    /* char *: ids of workflows that were removed since the start, and are wanted again */
  GVariant *styles;       /* a{sv}: likewise */
  GVariant *preferences;  /* a{sv}: to be set */
  RushesSettingsReport *report;
} RushesSettingsPlan;

RushesSettingsPlan *rushes_settings_plan_new  (RushesSettingsHere *here,
                                               RushesSettingsFile *file);
void                rushes_settings_plan_free (RushesSettingsPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesSettingsPlan, rushes_settings_plan_free)

G_END_DECLS
