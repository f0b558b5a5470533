/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What was exported, or came in. */
typedef struct
{
  guint n_connections, n_workflows, n_styles, n_filters;
  gboolean preferences; /* some were set */
  guint n_same;         /* things that were here already */
  GPtrArray *awaiting;  /* char *: connections whose keys are to be entered */
  GPtrArray *notes;     /* char *: a sentence for each thing that was left out, or has another name now */
} RushesSettingsReport;

RushesSettingsReport *rushes_settings_report_new       (void);
void                  rushes_settings_report_free      (RushesSettingsReport *self);
char                 *rushes_settings_report_dup_count (RushesSettingsReport *self);
char                 *rushes_settings_report_dup_rest  (RushesSettingsReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesSettingsReport, rushes_settings_report_free)

G_END_DECLS
