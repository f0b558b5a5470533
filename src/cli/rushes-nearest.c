/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-nearest.h"

#include "rushes-error.h"

#include <glib/gi18n.h>

/* A workflow was saved with a choice that the server has no more. The form shows the nearest one; a script says that it wants it. */

/* Whether --set gives the field another value. */
static gboolean
is_set (const RushesDraft *draft, const char *name)
{
  g_autoptr (GVariant) value = draft->fields != NULL ? g_variant_lookup_value (draft->fields, name, NULL) : NULL;

  return value != NULL;
}

/* (transfer full): as it is typed */
static char *
dup_option (const RushesField *field)
{
  g_autofree char *item = g_strdup_printf ("%s=%s", field->name, g_variant_get_string (field->initial, NULL));
  g_autofree char *quoted = g_shell_quote (item);

  return g_strdup_printf ("--set %s", strpbrk (item, " '\"\\()[]*?&;<>|$`!#~") != NULL ? quoted : item);
}

/* Refuses what the server would, with all that takes it. @spec: (nullable): as a server that was asked describes it */
gboolean
rushes_nearest_check (const RushesModelSpec *spec, const RushesDraft *draft, GError **error)
{
  g_autoptr (GString) notes = g_string_new (NULL), options = g_string_new (NULL);

  for (guint i = 0; spec != NULL && i < spec->fields->len; i++)
    {
      const RushesField *field = spec->fields->pdata[i];
      g_autofree char *option = NULL;

      if (field->note == NULL || field->type != RUSHES_FIELD_CHOICE || is_set (draft, field->name))
        continue;
      option = dup_option (field);
      g_string_append_printf (notes, "%s: %s. ", field->label, field->note);
      g_string_append_printf (options, " %s", option);
    }
  if (options->len == 0)
    return TRUE;
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("%sNothing was sent; this takes the nearest:%s"), notes->str, options->str);
  return FALSE;
}
