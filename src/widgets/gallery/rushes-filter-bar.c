/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-filter-bar.h"

#include "rushes-filter-menu.h"
#include "rushes-filter-values.h"
#include "rushes-fold.h"
#include "rushes-tip.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* What the gallery is narrowed to: a menu that adds, a chip for each that takes away, and filters under a name. What holds stands
 * in the settings; the menu's actions write there, and everything here shows what is written. */
struct _RushesFilterBar
{
  GtkBox parent_instance;
  GtkMenuButton *menu_button, *save_button;
  GtkWidget *line, *scroller, *chips, *save_popover, *name_entry, *name_button, *forget_button;
  GtkDropDown *sort_drop;
  GtkWidget *stack_button;
  RushesLibrary *library;
  GSettings *settings;
  GSimpleActionGroup *actions;
  GVariant *filter; /* a{ss} */
  gboolean looking; /* what matches the filter is being looked at again */
  GMenu *saved, *values[RUSHES_FILTER_N_VALUES]; /* parts of the menu */
};

#define MOST_CHARS 28

static const char *const sorts[] = { "newest", "oldest", "rating", "longest", NULL };

static guint signal_changed;

G_DEFINE_FINAL_TYPE (RushesFilterBar, rushes_filter_bar, GTK_TYPE_BOX)

/* Returns: (transfer full) (nullable): the name under which what is shown now is saved */
static char *
dup_name (RushesFilterBar *self)
{
  g_autoptr (GVariant) saved = g_settings_get_value (self->settings, "saved-filters");
  GVariantIter iter;
  const char *name;
  GVariant *filter;

  g_variant_iter_init (&iter, saved);
  while (g_variant_iter_next (&iter, "{&s@a{ss}}", &name, &filter))
    {
      gboolean same = g_variant_equal (filter, self->filter);
      g_variant_unref (filter);
      if (same)
        return g_strdup (name);
    }
  return NULL;
}

/* @filter: (nullable): what has that name from now on; %NULL forgets it */
static void
put_saved (RushesFilterBar *self, const char *name, GVariant *filter)
{
  g_autoptr (GVariant) saved = g_settings_get_value (self->settings, "saved-filters");
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sa{ss}}"));
  GVariantIter iter;
  const char *old_name;
  GVariant *old;

  g_variant_iter_init (&iter, saved);
  while (g_variant_iter_loop (&iter, "{&s@a{ss}}", &old_name, &old))
    if (!g_str_equal (old_name, name))
      g_variant_builder_add (&builder, "{s@a{ss}}", old_name, old);
  if (filter != NULL)
    g_variant_builder_add (&builder, "{s@a{ss}}", name, filter);
  g_settings_set_value (self->settings, "saved-filters", g_variant_builder_end (&builder));
}

static char *
dup_typed_name (RushesFilterBar *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_entry))));
}

static void
set_enabled (RushesFilterBar *self, const char *action, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), action)), enabled);
}

/* A name that is in use is given to what is shown now. */
static void
on_name_changed (RushesFilterBar *self)
{
  g_autofree char *name = dup_typed_name (self);
  g_autoptr (GVariant) saved = g_settings_get_value (self->settings, "saved-filters");
  g_autoptr (GVariant) used = g_variant_lookup_value (saved, name, NULL);

  set_enabled (self, "save", *name != '\0');
  gtk_button_set_label (GTK_BUTTON (self->name_button), used != NULL ? _("_Replace") : _("_Save"));
}

static void
save (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RushesFilterBar *self = data;
  g_autofree char *name = dup_typed_name (self);

  gtk_popover_popdown (GTK_POPOVER (self->save_popover));
  put_saved (self, name, self->filter);
  gtk_editable_set_text (GTK_EDITABLE (self->name_entry), "");
}

static void
forget (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RushesFilterBar *self = data;
  g_autofree char *name = dup_name (self);

  if (name != NULL)
    put_saved (self, name, NULL);
}

static void
use_saved (GSimpleAction *action, GVariant *name, gpointer data)
{
  RushesFilterBar *self = data;
  g_autoptr (GVariant) saved = g_settings_get_value (self->settings, "saved-filters");
  g_autoptr (GVariant) filter = g_variant_lookup_value (saved, g_variant_get_string (name, NULL), G_VARIANT_TYPE ("a{ss}"));

  if (filter != NULL)
    g_settings_set_value (self->settings, "filter", filter);
}

static void
clear (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_settings_reset (RUSHES_FILTER_BAR (data)->settings, "filter");
}

static void
choose (GSimpleAction *action, GVariant *value, gpointer data)
{
  RushesFilterBar *self = data;
  g_autoptr (GVariant) filter = rushes_filter_set (self->filter, g_action_get_name (G_ACTION (action)), g_variant_get_string (value, NULL));

  g_settings_set_value (self->settings, "filter", filter);
}

/* The value of a chip is not wanted any more. */
static void
take_away (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RushesFilterBar *self = data;
  const char *facet, *value;
  g_autoptr (GVariant) filter = NULL;

  g_variant_get (parameter, "(&s&s)", &facet, &value);
  filter = rushes_filter_is_multiple (facet) ? rushes_filter_toggle (self->filter, facet, value) : rushes_filter_set (self->filter, facet, NULL);
  g_settings_set_value (self->settings, "filter", filter);
}

static GtkWidget *
new_chip (const char *facet, const char *value, const char *label)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3), *text = gtk_label_new (label), *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *tip = g_strdup_printf (_("Remove the Filter “%s”"), label);

  if (g_utf8_strlen (label, -1) > MOST_CHARS) /* a shorter one is not cut: the row of chips scrolls */
    {
      gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (text), MOST_CHARS);
    }
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "filter.take-away");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", facet, value);
  rushes_tip_set (button, tip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_widget_set_css_classes (button, (const char *[]) { "flat", "circular", "fclose", NULL });
  gtk_widget_add_css_class (chip, "fchip");
  gtk_box_append (GTK_BOX (chip), text);
  gtk_box_append (GTK_BOX (chip), button);
  return chip;
}

static gboolean
has_focus_within (GtkWidget *parent)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == parent || gtk_widget_is_ancestor (focus, parent));
}

/* Between values of which any is meant. */
static GtkWidget *
new_or (void)
{
  GtkWidget *label = gtk_label_new (C_("between values of a filter", "or"));

  gtk_widget_set_css_classes (label, (const char *[]) { "caption", "dim-label", NULL });
  return label;
}

static void
add_chips (RushesFilterBar *self, const char *facet)
{
  g_autofree char *all = rushes_filter_dup_value (self->filter, facet);
  g_auto (GStrv) values = rushes_filter_list_values (self->filter, facet);
  GSimpleAction *action = G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), facet));

  g_simple_action_set_state (action, g_variant_new_string (all != NULL ? all : ""));
  rushes_filter_values_show (G_ACTION_MAP (self->actions), facet, self->filter);
  for (char **value = values; *value != NULL; value++)
    {
      g_autofree char *label = rushes_filter_menu_dup_label (facet, *value);
      if (label == NULL || *label == '\0')
        continue;
      if (gtk_widget_get_last_child (self->chips) != NULL && value > values)
        gtk_box_append (GTK_BOX (self->chips), new_or ());
      gtk_box_append (GTK_BOX (self->chips), new_chip (facet, *value, label));
    }
}

/* The button that was pressed goes with its chip: the focus goes to what adds the next. */
static void
show_chips (RushesFilterBar *self)
{
  gboolean focused = has_focus_within (self->scroller);
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_box_remove (GTK_BOX (self->chips), chip);
  for (const char *const *facet = rushes_filter_get_facets (); *facet != NULL; facet++)
    add_chips (self, *facet);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self->menu_button));
}

/* What can be saved, or is. */
static void
show_name (RushesFilterBar *self)
{
  g_autofree char *name = dup_name (self);
  gboolean active = rushes_filter_bar_is_active (self);
  GSimpleAction *use = G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "use"));

  g_simple_action_set_state (use, g_variant_new_string (name != NULL ? name : ""));
  set_enabled (self, "clear", active);
  gtk_widget_set_visible (GTK_WIDGET (self->save_button), active && name == NULL);
  gtk_widget_set_visible (self->forget_button, active && name != NULL);
  gtk_widget_set_visible (self->scroller, active);
}

static void
on_saved (RushesFilterBar *self)
{
  g_autoptr (GVariant) filters = g_settings_get_value (self->settings, "saved-filters");

  rushes_filter_menu_fill (self->saved, filters);
  show_name (self);
}

static void
on_filter (RushesFilterBar *self)
{
  g_clear_pointer (&self->filter, g_variant_unref);
  self->filter = g_settings_get_value (self->settings, "filter");
  show_chips (self);
  show_name (self);
  g_signal_emit (self, signal_changed, 0);
}

static void
on_sort (RushesFilterBar *self)
{
  g_signal_emit (self, signal_changed, 0);
}

static void
values_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static gpointer
run_list (gpointer library, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (values_free);

  for (guint i = 0; i < RUSHES_FILTER_N_VALUES; i++)
    {
      GPtrArray *values = rushes_library_list_values (library, (RushesValues) i, error);
      if (values == NULL)
        return NULL;
      g_ptr_array_add (all, values);
    }
  return g_steal_pointer (&all);
}

static void
on_listed (gpointer bar, gpointer library, gpointer result, const GError *error)
{
  RushesFilterBar *self = bar;
  GPtrArray *all = result;

  if (self->library == NULL) /* closed, and not gone yet */
    return;
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const char *facet = rushes_filter_menu_get_facet ((RushesValues) i);
      if (!rushes_filter_menu_fill_values (self->values[i], (RushesValues) i, all->pdata[i]))
        continue;
      rushes_filter_values_fill (G_ACTION_MAP (self->actions), facet, all->pdata[i], self->settings);
      rushes_filter_values_show (G_ACTION_MAP (self->actions), facet, self->filter);
    }
  if (self->looking && all != NULL)
    g_signal_emit (self, signal_changed, 0);
  self->looking = FALSE;
}

static void
list_values (RushesFilterBar *self)
{
  g_autofree char *board = rushes_filter_dup_value (self->filter, RUSHES_FACET_BOARD);

  self->looking = board != NULL; /* what is on it may have changed, and is only known after this */
  rushes_way_back_work (self, run_list, g_object_ref (self->library), g_object_unref, (GDestroyNotify) g_ptr_array_unref, on_listed);
}

/* The menu is about to be shown; a tag may be new since. */
static void
on_menu (GtkMenuButton *button, gpointer data)
{
  RushesFilterBar *self = data;
  g_autoptr (GMenuModel) menu = gtk_menu_button_get_popover (button) == NULL ? rushes_filter_menu_new (self->saved, self->values) : NULL;

  list_values (self);
  if (menu != NULL) /* its widgets are not made before anybody wants them: it is the most that the gallery has */
    gtk_menu_button_set_menu_model (button, menu);
}

static void
add_facet (RushesFilterBar *self, const char *facet)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (facet, G_VARIANT_TYPE_STRING, g_variant_new_string (""));

  g_signal_connect (action, "change-state", G_CALLBACK (choose), self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

static gboolean
sort_from_setting (GValue *value, GVariant *setting, gpointer data)
{
  for (guint i = 0; sorts[i] != NULL; i++)
    if (g_str_equal (sorts[i], g_variant_get_string (setting, NULL)))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
sort_to_setting (const GValue *value, const GVariantType *type, gpointer data)
{
  return g_variant_new_string (sorts[MIN (g_value_get_uint (value), RUSHES_SORT_LONGEST)]);
}

/* Hands in what is narrowed; once. */
void
rushes_filter_bar_set_up (RushesFilterBar *self, RushesLibrary *library, GSettings *settings)
{
  self->library = g_object_ref (library);
  self->settings = g_object_ref (settings);
  g_settings_bind_with_mapping (settings, "sort", self->sort_drop, "selected", G_SETTINGS_BIND_DEFAULT, sort_from_setting, sort_to_setting, NULL, NULL);
  g_settings_bind (settings, "stack-takes", self->stack_button, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->stack_button, "toggled", G_CALLBACK (on_sort), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sort_drop, "notify::selected", G_CALLBACK (on_sort), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::filter", G_CALLBACK (on_filter), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::saved-filters", G_CALLBACK (on_saved), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_create_popup_func (self->menu_button, on_menu, self, NULL);
  on_filter (self);
  on_saved (self);
  on_name_changed (self);
  list_values (self);
}

/* Returns: (transfer none): “filter.FACET” and its kin */
GActionGroup *
rushes_filter_bar_get_actions (RushesFilterBar *self)
{
  return G_ACTION_GROUP (self->actions);
}

/* Adds what is chosen here; texts of @query live until the next “changed”. */
void
rushes_filter_bar_to_query (RushesFilterBar *self, RushesQuery *query)
{
  query->sort = (RushesSort) gtk_drop_down_get_selected (self->sort_drop);
  query->stacks = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->stack_button));
  rushes_filter_to_query (self->filter, query);
}

gboolean
rushes_filter_bar_is_active (RushesFilterBar *self)
{
  return gtk_widget_get_first_child (self->chips) != NULL;
}

/* @list: what is filtered and sorted, for the ear; as long there as this */
void
rushes_filter_bar_steer (RushesFilterBar *self, GtkWidget *list)
{
  rushes_tip_steer (GTK_WIDGET (self->sort_drop), list);
  rushes_tip_steer (GTK_WIDGET (self->stack_button), list);
}

/* In a narrow window the chips have a line of their own. */
void
rushes_filter_bar_set_narrow (RushesFilterBar *self, gboolean narrow)
{
  g_autoptr (GtkWidget) scroller = g_object_ref (self->scroller);
  GtkWidget *to = narrow ? GTK_WIDGET (self) : self->line;

  if (gtk_widget_get_parent (scroller) == to)
    return;
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (scroller)), scroller);
  gtk_box_append (GTK_BOX (to), scroller);
}

/* What is on a board may have changed while the gallery was not seen. */
static void
rushes_filter_bar_map (GtkWidget *widget)
{
  RushesFilterBar *self = RUSHES_FILTER_BAR (widget);
  g_autofree char *board = self->library != NULL ? rushes_filter_dup_value (self->filter, RUSHES_FACET_BOARD) : NULL;

  GTK_WIDGET_CLASS (rushes_filter_bar_parent_class)->map (widget);
  if (board != NULL)
    list_values (self);
}

static void
rushes_filter_bar_dispose (GObject *object)
{
  RushesFilterBar *self = RUSHES_FILTER_BAR (object);

  for (guint i = 0; i < RUSHES_FILTER_N_VALUES; i++)
    g_clear_object (&self->values[i]);
  g_clear_object (&self->saved);
  g_clear_pointer (&self->filter, g_variant_unref);
  g_clear_object (&self->library);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_FILTER_BAR);
  G_OBJECT_CLASS (rushes_filter_bar_parent_class)->dispose (object);
}

static void
rushes_filter_bar_class_init (RushesFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_filter_bar_dispose;
  g_type_ensure (RUSHES_TYPE_FOLD);
  widget_class->map = rushes_filter_bar_map;
  /* Something else is asked for: see rushes_filter_bar_to_query(). */
  signal_changed = g_signal_new ("changed", RUSHES_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesFilterBar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RushesFilterBar, save_button);
  gtk_widget_class_bind_template_child (widget_class, RushesFilterBar, save_popover);
  gtk_widget_class_bind_template_child (widget_class, RushesFilterBar, name_entry);
  gtk_widget_class_bind_template_child (widget_class, RushesFilterBar, name_button);
  gtk_widget_class_bind_template_child (widget_class, RushesFilterBar, forget_button);
  gtk_widget_class_bind_template_child (widget_class, RushesFilterBar, line);
  gtk_widget_class_bind_template_child (widget_class, RushesFilterBar, scroller);
  gtk_widget_class_bind_template_child (widget_class, RushesFilterBar, chips);
  gtk_widget_class_bind_template_child (widget_class, RushesFilterBar, sort_drop);
  gtk_widget_class_bind_template_child (widget_class, RushesFilterBar, stack_button);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
}

static void
rushes_filter_bar_init (RushesFilterBar *self)
{
  static const GActionEntry entries[] = {
    { .name = "use", .activate = use_saved, .parameter_type = "s", .state = "''" },
    { .name = "save", .activate = save },
    { .name = "forget", .activate = forget },
    { .name = "clear", .activate = clear },
    { .name = "take-away", .activate = take_away, .parameter_type = "(ss)" },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  for (const char *const *facet = rushes_filter_get_facets (); *facet != NULL; facet++)
    add_facet (self, *facet);
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_name_entry (GTK_EDITABLE (self->name_entry), gtk_entry_get_placeholder_text (GTK_ENTRY (self->name_entry)));
  self->saved = g_menu_new ();
  for (guint i = 0; i < RUSHES_FILTER_N_VALUES; i++)
    self->values[i] = g_menu_new ();
}
