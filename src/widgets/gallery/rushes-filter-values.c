/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-filter-values.h"

/* The values of which several may be chosen: a menu ticks what has an action of its own, so each has one, “FACET-0” and so on. */

#define VALUE "rushes-value"
#define FACET "rushes-facet"

static GSimpleAction *
find (GActionMap *actions, const char *facet, guint number)
{
  g_autofree char *name = g_strdup_printf ("%s-%u", facet, number);
  GAction *action = g_action_map_lookup_action (actions, name);

  return action != NULL ? G_SIMPLE_ACTION (action) : NULL;
}

static void
on_toggled (GSettings *settings, GVariant *state, GSimpleAction *action)
{
  g_autoptr (GVariant) filter = g_settings_get_value (settings, "filter"), changed = NULL;
  GObject *object = G_OBJECT (action);

  changed = rushes_filter_toggle (filter, g_object_get_data (object, FACET), g_object_get_data (object, VALUE));
  g_settings_set_value (settings, "filter", changed);
}

static void
add (GActionMap *actions, const char *facet, guint number, const char *value, GSettings *settings)
{
  g_autofree char *name = g_strdup_printf ("%s-%u", facet, number);
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (FALSE));

  g_object_set_data_full (G_OBJECT (action), FACET, g_strdup (facet), g_free);
  g_object_set_data_full (G_OBJECT (action), VALUE, g_strdup (value), g_free);
  g_signal_connect_object (action, "change-state", G_CALLBACK (on_toggled), settings, G_CONNECT_SWAPPED);
  g_action_map_add_action (actions, G_ACTION (action));
}

/* @names: (element-type utf8): all values there are; each gets its action, in their order. What is chosen is @settings' “filter”. */
void
rushes_filter_values_fill (GActionMap *actions, const char *facet, GPtrArray *names, GSettings *settings)
{
  guint n = 0;

  for (GSimpleAction *action; (action = find (actions, facet, n)) != NULL; n++)
    g_action_map_remove_action (actions, g_action_get_name (G_ACTION (action)));
  for (guint i = 0; i < names->len; i++)
    add (actions, facet, i, names->pdata[i], settings);
}

/* Ticks what is chosen. */
void
rushes_filter_values_show (GActionMap *actions, const char *facet, GVariant *filter)
{
  g_auto (GStrv) values = rushes_filter_list_values (filter, facet);
  GSimpleAction *action;

  for (guint i = 0; (action = find (actions, facet, i)) != NULL; i++)
    {
      const char *value = g_object_get_data (G_OBJECT (action), VALUE);
      g_simple_action_set_state (action, g_variant_new_boolean (g_strv_contains ((const char *const *) values, value)));
    }
}
