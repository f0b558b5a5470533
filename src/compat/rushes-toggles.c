/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-toggles.h"

#include "rushes-toggle.h"

/* A few buttons of which one is down: the first, until another is. Each has a name among them; “active-name” is that of the one that is down, %NULL
 * while there is none. Tab goes to that one, arrow keys from one to the next. AdwToggleGroup from libadwaita 1.7 on, linked buttons before.
 *
 * In a `.ui` file it has RushesToggle as <child>, after its own properties: “flat” (no frame), “homogeneous”, “title” (what the ear gets of all
 * of them). Each button is called “GROUP-NAME” as a widget. */
struct _RushesToggles
{
  AdwBin parent_instance;
  GtkWidget *group; /* AdwToggleGroup, or a box of GtkToggleButton */
  gboolean flat;
};

typedef enum
{
  PROP_ACTIVE_NAME = 1,
  PROP_FLAT,
  PROP_HOMOGENEOUS,
  PROP_TITLE,
} RushesTogglesProperty;

static GParamSpec *properties[PROP_TITLE + 1];

static void rushes_toggles_buildable_init (GtkBuildableIface *iface);
static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesToggles, rushes_toggles, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, rushes_toggles_buildable_init))

static void
on_active (RushesToggles *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE_NAME]);
}

#if ADW_CHECK_VERSION(1, 7, 0)

static GtkWidget *
new_group (RushesToggles *self)
{
  GtkWidget *group = adw_toggle_group_new ();

  adw_toggle_group_set_can_shrink (ADW_TOGGLE_GROUP (group), FALSE);
  g_signal_connect_swapped (group, "notify::active-name", G_CALLBACK (on_active), self);
  return group;
}

static void
make_flat (RushesToggles *self)
{
  gtk_widget_add_css_class (self->group, "flat");
}

/* Its tooltip is markup, and what the ear gets where it has neither label nor picture. */
static GtkWidget *
add (RushesToggles *self, const char *name, const char *label, const char *icon_name, GtkWidget *picture, const char *tooltip)
{
  AdwToggle *toggle = adw_toggle_new ();
  g_autofree char *markup = g_markup_escape_text (tooltip != NULL ? tooltip : "", -1);

  adw_toggle_set_name (toggle, name);
  adw_toggle_set_label (toggle, picture != NULL ? tooltip : label);
  adw_toggle_set_icon_name (toggle, icon_name);
  adw_toggle_set_child (toggle, picture);
  adw_toggle_set_tooltip (toggle, markup);
  adw_toggle_group_add (ADW_TOGGLE_GROUP (self->group), toggle);
  return gtk_widget_get_last_child (self->group);
}

void
rushes_toggles_clear (RushesToggles *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  adw_toggle_group_remove_all (ADW_TOGGLE_GROUP (self->group));
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
rushes_toggles_get_active_name (RushesToggles *self)
{
  return adw_toggle_group_get_active_name (ADW_TOGGLE_GROUP (self->group));
}

/* @name: one of those that were added */
void
rushes_toggles_set_active_name (RushesToggles *self, const char *name)
{
  adw_toggle_group_set_active_name (ADW_TOGGLE_GROUP (self->group), name);
}

#else

static GtkWidget *
new_group (RushesToggles *self)
{
  GtkWidget *group = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO_GROUP, NULL);

  gtk_widget_add_css_class (group, "linked");
  return group;
}

static void
make_flat (RushesToggles *self)
{
  gtk_widget_remove_css_class (self->group, "linked");
  gtk_box_set_spacing (GTK_BOX (self->group), 3);
}

static const char *
get_name (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "toggle");
}

/* Returns: (nullable): the one that is down */
static GtkWidget *
find_active (RushesToggles *self)
{
  for (GtkWidget *button = gtk_widget_get_first_child (self->group); button != NULL; button = gtk_widget_get_next_sibling (button))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)))
      return button;
  return NULL;
}

static void
on_toggled (GtkToggleButton *button, RushesToggles *self)
{
  gboolean active = gtk_toggle_button_get_active (button);

  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_CHECKED, active ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  if (active)
    on_active (self);
}

static void
fill (GtkButton *button, const char *label, const char *icon_name, GtkWidget *picture)
{
  if (picture != NULL)
    gtk_button_set_child (button, picture);
  else if (icon_name != NULL)
    gtk_button_set_icon_name (button, icon_name);
  else
    gtk_button_set_label (button, label);
}

static GtkWidget *
add (RushesToggles *self, const char *name, const char *label, const char *icon_name, GtkWidget *picture, const char *tooltip)
{
  GtkWidget *button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);
  GtkWidget *first = gtk_widget_get_first_child (self->group);

  fill (GTK_BUTTON (button), label, icon_name, picture);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label != NULL ? label : tooltip, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  if (self->flat)
    gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "toggle", g_strdup (name), g_free);
  g_signal_connect (button, "toggled", G_CALLBACK (on_toggled), self);
  gtk_box_append (GTK_BOX (self->group), button);
  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
  else
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  return button;
}

/* Until others are added no one is down. */
void
rushes_toggles_clear (RushesToggles *self)
{
  GtkWidget *button = gtk_widget_get_first_child (self->group);

  if (button == NULL)
    return;
  for (; button != NULL; button = gtk_widget_get_first_child (self->group))
    {
      g_signal_handlers_disconnect_by_func (button, on_toggled, self);
      gtk_box_remove (GTK_BOX (self->group), button);
    }
  on_active (self);
}

/* Returns: (nullable): the name of the one that is down */
const char *
rushes_toggles_get_active_name (RushesToggles *self)
{
  GtkWidget *active = find_active (self);

  return active != NULL ? get_name (active) : NULL;
}

/* @name: one of those that were added */
void
rushes_toggles_set_active_name (RushesToggles *self, const char *name)
{
  for (GtkWidget *button = gtk_widget_get_first_child (self->group); button != NULL; button = gtk_widget_get_next_sibling (button))
    if (g_strcmp0 (get_name (button), name) == 0)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

static gboolean
rushes_toggles_focus (GtkWidget *widget, GtkDirectionType direction)
{
  RushesToggles *self = RUSHES_TOGGLES (widget);
  GtkWidget *active = find_active (self);

  if (gtk_widget_get_focus_child (widget) == NULL && active != NULL)
    return gtk_widget_child_focus (active, direction);
  if (gtk_widget_get_focus_child (widget) != NULL && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    return FALSE;
  return GTK_WIDGET_CLASS (rushes_toggles_parent_class)->focus (widget, direction);
}

#endif

static void
name_button (RushesToggles *self, GtkWidget *button, const char *name)
{
  g_autofree char *full = g_strdup_printf ("%s-%s", gtk_widget_get_name (GTK_WIDGET (self)), name);

  gtk_widget_set_name (button, full);
}

/**
 * rushes_toggles_add:
 * @name: what it is called among the others
 * @label: (nullable): what stands on it
 * @icon_name: (nullable): what is drawn on it instead
 * @tooltip: (nullable): what it does, in full; with an icon, what the ear gets
 */
void
rushes_toggles_add (RushesToggles *self, const char *name, const char *label, const char *icon_name, const char *tooltip)
{
  g_return_if_fail (label != NULL || tooltip != NULL);
  name_button (self, add (self, name, label, icon_name, NULL, tooltip), name);
}

/**
 * rushes_toggles_add_picture:
 * @name: what it is called among the others
 * @picture: (transfer floating): what is in it
 * @tooltip: what it does, also for the ear
 */
void
rushes_toggles_add_picture (RushesToggles *self, const char *name, GtkWidget *picture, const char *tooltip)
{
  name_button (self, add (self, name, NULL, NULL, picture, tooltip), name);
}

/**
 * rushes_toggles_steer:
 * @other: what each of those that were added changes on the screen, for the ear; as long there as they
 */
void
rushes_toggles_steer (RushesToggles *self, GtkWidget *other)
{
  for (GtkWidget *button = gtk_widget_get_first_child (self->group); button != NULL; button = gtk_widget_get_next_sibling (button))
    if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (button)) == GTK_ACCESSIBLE_ROLE_RADIO) /* libadwaita has separators, too */
      gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_CONTROLS, other, NULL, -1);
}

static void
add_built (RushesToggles *self, RushesToggle *toggle)
{
  g_autofree char *name = NULL, *label = NULL, *icon_name = NULL, *tooltip = NULL;

  g_object_get (toggle, "name", &name, "label", &label, "icon-name", &icon_name, "tooltip", &tooltip, NULL);
  rushes_toggles_add (self, name, label, icon_name, tooltip);
}

static void
rushes_toggles_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (RUSHES_IS_TOGGLE (child))
    add_built (RUSHES_TOGGLES (buildable), RUSHES_TOGGLE (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
rushes_toggles_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = rushes_toggles_add_child;
}

static void
rushes_toggles_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RushesToggles *self = RUSHES_TOGGLES (object);

  switch ((RushesTogglesProperty) id)
    {
    case PROP_ACTIVE_NAME:
      g_value_set_string (value, rushes_toggles_get_active_name (self));
      break;
    case PROP_FLAT:
    case PROP_HOMOGENEOUS:
    case PROP_TITLE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_toggles_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RushesToggles *self = RUSHES_TOGGLES (object);

  switch ((RushesTogglesProperty) id)
    {
    case PROP_ACTIVE_NAME:
      rushes_toggles_set_active_name (self, g_value_get_string (value));
      break;
    case PROP_FLAT:
      self->flat = g_value_get_boolean (value);
      if (self->flat)
        make_flat (self);
      break;
    case PROP_HOMOGENEOUS:
      g_object_set_property (G_OBJECT (self->group), "homogeneous", value);
      break;
    case PROP_TITLE:
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->group), GTK_ACCESSIBLE_PROPERTY_LABEL, g_value_get_string (value), -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_toggles_class_init (RushesTogglesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rushes_toggles_get_property;
  object_class->set_property = rushes_toggles_set_property;
#if !ADW_CHECK_VERSION(1, 7, 0)
  GTK_WIDGET_CLASS (klass)->focus = rushes_toggles_focus;
#endif
  properties[PROP_ACTIVE_NAME] =
    g_param_spec_string ("active-name", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_FLAT] = g_param_spec_boolean ("flat", NULL, NULL, FALSE, flags);
  properties[PROP_HOMOGENEOUS] = g_param_spec_boolean ("homogeneous", NULL, NULL, FALSE, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (RUSHES_TYPE_TOGGLE);
}

static void
rushes_toggles_init (RushesToggles *self)
{
  self->group = new_group (self);
  adw_bin_set_child (ADW_BIN (self), self->group);
}
