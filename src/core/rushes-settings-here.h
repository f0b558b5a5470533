/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"
#include "rushes-settings-file.h"

G_BEGIN_DECLS

/* What is on this computer, as it was when somebody began to export or to import: for workers, which may not look into the lists themselves. */
typedef struct
{
  RushesCore *core;
  GSettings *settings;    /* the main thread's */
  GPtrArray *connections; /* RushesConnection: those that are written down */
  GPtrArray *workflows;   /* RushesSettingsWorkflow, without graphs */
  GVariant *preferences;  /* a{sv}: those that travel and were ever set */
} RushesSettingsHere;

RushesSettingsHere *rushes_settings_here_new      (RushesCore         *core,
                                                   GSettings          *settings);
void                rushes_settings_here_free     (RushesSettingsHere *self);
gboolean            rushes_settings_here_has_workflow (RushesSettingsHere *self,
                                                   const char         *id);
const char *const  *rushes_settings_get_preferences (void);
const char *const  *rushes_settings_get_prompts   (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesSettingsHere, rushes_settings_here_free)

G_END_DECLS
