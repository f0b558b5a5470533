/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-filter-menu.h"

#include <glib/gi18n.h>

/* The words for what a gallery can be narrowed to, in a menu and on chips. */

#define VALUE "x-rushes-value"

typedef struct
{
  const char *value;
  const char *item; /* in the menu */
  const char *chip; /* where it stands alone; NULL: the same */
} Choice;

typedef struct
{
  const char *facet;
  const char *title;
  const Choice *choices; /* NULL: what the library has */
  RushesValues values;
} Submenu;

static const Choice decisions[] = { { "picked", N_("Picked"), NULL }, { "rejected", N_("Rejected"), NULL }, { "not-rejected", N_("Not Rejected"), NULL },
                                    { "open", N_("Undecided"), NULL }, { NULL } };
static const Choice ratings[] = { { "1", "★ +", "★ 1+" }, { "2", "★★ +", "★ 2+" }, { "3", "★★★ +", "★ 3+" }, { "4", "★★★★ +", "★ 4+" },
                                  { "5", "★★★★★", "★ 5" }, { NULL } };
static const Choice marks[] = { { "favourite", N_("Favourites"), NULL }, { "unseen", N_("Not Looked At"), NULL },
                                { "noted", N_("With Notes"), NULL }, { "missing", N_("File Missing"), NULL }, { NULL } };
static const Choice labels[] = { { "6", N_("Red"), N_("Red Label") }, { "7", N_("Green"), N_("Green Label") }, { "8", N_("Blue"), N_("Blue Label") },
                                 { "9", N_("Purple"), N_("Purple Label") }, { NULL } };
static const Choice services[] = { { "comfyui", "ComfyUI", NULL }, { "openai", "OpenAI Sora", NULL }, { NULL } };
static const Choice saved_days[] = { { "1", N_("Today"), NULL }, { "7", N_("Last 7 Days"), NULL }, { "30", N_("Last 30 Days"), NULL },
                                     { "365", N_("Last 12 Months"), NULL }, { NULL } };
static const Choice lengths[] = { { "short", N_("Up to 5 Seconds"), NULL }, { "medium", N_("5 to 10 Seconds"), NULL },
                                  { "long", N_("Longer than 10 Seconds"), NULL }, { NULL } };
static const Choice shapes[] = { { "wide", N_("Wide"), NULL }, { "tall", N_("Tall"), NULL }, { "square", N_("Square"), NULL }, { NULL } };

static const Submenu submenus[] = {
  { RUSHES_FACET_DECISION, N_("_Decision"), decisions, 0 },
  { RUSHES_FACET_RATING, N_("_Rating"), ratings, 0 },
  { RUSHES_FACET_MARKS, N_("Mar_ks"), marks, 0 },
  { RUSHES_FACET_LABEL, N_("L_abel"), labels, 0 },
  { RUSHES_FACET_TAG, N_("_Tag"), NULL, RUSHES_VALUES_TAG },
  { RUSHES_FACET_BOARD, N_("_Board"), NULL, RUSHES_VALUES_BOARD },
  { RUSHES_FACET_SERVICE, N_("S_ervice"), services, 0 },
  { RUSHES_FACET_MODEL, N_("_Model"), NULL, RUSHES_VALUES_MODEL },
  { RUSHES_FACET_CONNECTION, N_("_Connection"), NULL, RUSHES_VALUES_CONNECTION },
  { RUSHES_FACET_SAVED, N_("_Saved"), saved_days, 0 },
  { RUSHES_FACET_LENGTH, N_("Le_ngth"), lengths, 0 },
  { RUSHES_FACET_SHAPE, N_("S_hape"), shapes, 0 },
};

static void
append (GMenu *menu, const char *label, const char *facet, const char *value)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_autofree char *action = g_strconcat ("filter.", facet, NULL);

  g_menu_item_set_action_and_target (item, action, "s", value);
  g_menu_append_item (menu, item);
}

/* In a menu an underscore would be a mnemonic. */
static char *
dup_plain (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

static void
append_name (GMenu *menu, const char *name, const char *action)
{
  g_autofree char *label = dup_plain (name);

  append (menu, label, action, name);
}

/* One that is ticked by itself: rushes-filter-values.c has the action. */
static void
append_value (GMenu *menu, const char *name, const char *facet, guint number)
{
  g_autofree char *label = dup_plain (name), *action = g_strdup_printf ("filter.%s-%u", facet, number);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, VALUE, "s", name);
  g_menu_append_item (menu, item);
}

static GMenuModel *
new_submenu (const Submenu *submenu, GMenu *values)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = submenu->choices != NULL ? g_menu_new () : g_object_ref (values);

  append (menu, C_("value of a filter", "Any"), submenu->facet, "");
  for (const Choice *choice = submenu->choices; choice != NULL && choice->value != NULL; choice++)
    append (section, _(choice->item), submenu->facet, choice->value);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  return G_MENU_MODEL (menu);
}

static GMenuModel *
new_facets (GMenu *values[])
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (submenus); i++)
    {
      g_autoptr (GMenuModel) submenu = new_submenu (&submenus[i], values[submenus[i].values]);
      g_menu_append_submenu (menu, _(submenus[i].title), submenu);
    }
  return G_MENU_MODEL (menu);
}

/**
 * rushes_filter_menu_new:
 * @saved: where rushes_filter_menu_fill() puts the filters that have a name
 * @values: where rushes_filter_menu_fill_values() puts what the library has
 *
 * Its actions are “filter.FACET”, which take a value, “filter.FACET-0” and so on where several may be chosen, “filter.use”, which takes
 * a name, and “filter.clear”. Its parts can be filled while it is open.
 *
 * Returns: (transfer full)
 */
GMenuModel *
rushes_filter_menu_new (GMenu *saved, GMenu *values[RUSHES_FILTER_N_VALUES])
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();
  g_autoptr (GMenuModel) facets = new_facets (values);

  g_menu_append_section (menu, _("Saved Filters"), G_MENU_MODEL (saved));
  g_menu_append_section (menu, NULL, facets);
  g_menu_append (end, _("Show _Everything"), "filter.clear");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  return G_MENU_MODEL (menu);
}

/* @filters: an a{sa{ss}} */
void
rushes_filter_menu_fill (GMenu *saved, GVariant *filters)
{
  GVariantIter iter;
  const char *name;
  GVariant *filter;

  g_menu_remove_all (saved);
  g_variant_iter_init (&iter, filters);
  while (g_variant_iter_loop (&iter, "{&s@a{ss}}", &name, &filter))
    append_name (saved, name, "use");
}

/* Returns: the facet that has these values */
const char *
rushes_filter_menu_get_facet (RushesValues what)
{
  for (guint i = 0; i < G_N_ELEMENTS (submenus); i++)
    if (submenus[i].choices == NULL && submenus[i].values == what)
      return submenus[i].facet;
  g_assert_not_reached ();
}

/* @names: (element-type utf8): all that there are. An open menu sees a change only where there is one. Returns: whether there was */
gboolean
rushes_filter_menu_fill_values (GMenu *values, RushesValues what, GPtrArray *names)
{
  gboolean same = (guint) g_menu_model_get_n_items (G_MENU_MODEL (values)) == names->len;

  for (guint i = 0; same && i < names->len; i++)
    {
      g_autofree char *name = NULL;
      g_menu_model_get_item_attribute (G_MENU_MODEL (values), (int) i, VALUE, "s", &name);
      same = g_strcmp0 (name, names->pdata[i]) == 0;
    }
  if (same)
    return FALSE;
  g_menu_remove_all (values);
  for (guint i = 0; i < names->len; i++)
    append_value (values, names->pdata[i], rushes_filter_menu_get_facet (what), i);
  return TRUE;
}

static const Submenu *
find_submenu (const char *facet)
{
  for (guint i = 0; i < G_N_ELEMENTS (submenus); i++)
    if (g_str_equal (submenus[i].facet, facet))
      return &submenus[i];
  return NULL;
}

/* Returns: (transfer full) (nullable): what a chip says; %NULL for what this version doesn't know */
char *
rushes_filter_menu_dup_label (const char *facet, const char *value)
{
  const Submenu *submenu = find_submenu (facet);

  if (submenu == NULL)
    return NULL;
  if (submenu->choices == NULL)
    return g_strdup (value);
  for (const Choice *choice = submenu->choices; choice->value != NULL; choice++)
    if (g_str_equal (choice->value, value))
      return g_strdup (choice->chip != NULL ? _(choice->chip) : _(choice->item));
  return NULL;
}
