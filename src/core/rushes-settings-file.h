/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-connection.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A workflow as it travels: what it is called, and its graph as its file has it. */
typedef struct
{
  char *id, *name;
  char *graph; /* (nullable): not read yet */
  gboolean favourite;
} RushesSettingsWorkflow;

/* What one file of settings holds. Keys are never in it: a connection that has one is marked with %RUSHES_CONNECTION_AWAITS_KEY. */
typedef struct
{
  GPtrArray *connections; /* RushesConnection */
  GPtrArray *workflows;   /* RushesSettingsWorkflow */
  GVariant *styles;       /* a{sv}: a name, and what it says */
  GVariant *preferences;  /* a{sv}: a key of the program's settings, and its value */
  GPtrArray *notes;       /* char *: a sentence for each thing that was left out */
} RushesSettingsFile;

RushesSettingsFile     *rushes_settings_file_new     (void);
void                    rushes_settings_file_free    (RushesSettingsFile *self);
char                   *rushes_settings_file_to_text (RushesSettingsFile *self);
RushesSettingsFile     *rushes_settings_file_parse   (const char         *text,
                                                      gsize               length,
                                                      const char         *name,
                                                      GError            **error);
RushesSettingsFile     *rushes_settings_file_read    (GFile              *file,
                                                      GError            **error);
RushesConnection       *rushes_settings_file_clean   (RushesConnection   *connection,
                                                      gboolean            has_key,
                                                      GPtrArray          *notes);
RushesSettingsWorkflow *rushes_settings_workflow_new (const char         *id,
                                                      const char         *name,
                                                      gboolean            favourite,
                                                      const char         *graph);
void                    rushes_settings_workflow_free (RushesSettingsWorkflow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesSettingsFile, rushes_settings_file_free)

G_END_DECLS
