/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-settings-report.h"

#include <glib/gi18n.h>

RushesSettingsReport *
rushes_settings_report_new (void)
{
  RushesSettingsReport *self = g_new0 (RushesSettingsReport, 1);

  self->awaiting = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
rushes_settings_report_free (RushesSettingsReport *self)
{
  g_ptr_array_unref (self->awaiting);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static void
add_count (GStrvBuilder *parts, const char *format, guint n)
{
  g_autofree char *text = NULL;

  if (n == 0)
    return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_printf (format, n);
#pragma GCC diagnostic pop
  g_strv_builder_add (parts, text);
}

/* Returns: (transfer full): “2 connections, 1 workflow, preferences”; empty if there was nothing */
char *
rushes_settings_report_dup_count (RushesSettingsReport *self)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  add_count (parts, ngettext ("%u connection", "%u connections", self->n_connections), self->n_connections);
  add_count (parts, ngettext ("%u workflow", "%u workflows", self->n_workflows), self->n_workflows);
  add_count (parts, ngettext ("%u style", "%u styles", self->n_styles), self->n_styles);
  add_count (parts, ngettext ("%u saved filter", "%u saved filters", self->n_filters), self->n_filters);
  if (self->preferences)
    g_strv_builder_add (parts, _("preferences"));
  all = g_strv_builder_end (parts);
  return g_strjoinv (", ", all);
}

/* Returns: (transfer full): the sentences about the rest, a line each; may be empty */
char *
rushes_settings_report_dup_rest (RushesSettingsReport *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (self->awaiting->len > 0)
    {
      g_autofree char *names = NULL, *line = NULL;
      g_ptr_array_set_size (self->awaiting, (int) self->awaiting->len + 1); /* ends with a zero */
      names = g_strjoinv (", ", (char **) self->awaiting->pdata);
      g_ptr_array_set_size (self->awaiting, (int) self->awaiting->len - 1);
      line = g_strdup_printf (_("Keys did not come along. Enter them again for: %s."), names);
      g_strv_builder_add (lines, line);
    }
  if (self->n_same > 0)
    {
      g_autofree char *line = g_strdup_printf (ngettext ("%u thing was here already.", "%u things were here already.", self->n_same), self->n_same);
      g_strv_builder_add (lines, line);
    }
  for (guint i = 0; i < self->notes->len; i++)
    g_strv_builder_add (lines, self->notes->pdata[i]);
  all = g_strv_builder_end (lines);
  return g_strjoinv ("\n", all);
}
