/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-toggle.h"

/* One of a group, as a `.ui` file has it below RushesToggles: its name there, a label or an icon, and a tooltip, which is what the ear gets
 * where there is only an icon. AdwToggle is the same from libadwaita 1.7 on. */
struct _RushesToggle
{
  GObject parent_instance;
  char *texts[5];
};

typedef enum
{
  PROP_NAME = 1,
  PROP_LABEL,
  PROP_ICON_NAME,
  PROP_TOOLTIP,
} RushesToggleProperty;

static GParamSpec *properties[PROP_TOOLTIP + 1];

G_DEFINE_FINAL_TYPE (RushesToggle, rushes_toggle, G_TYPE_OBJECT)

static void
rushes_toggle_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, RUSHES_TOGGLE (object)->texts[id]);
}

static void
rushes_toggle_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RUSHES_TOGGLE (object)->texts[id] = g_value_dup_string (value);
}

static void
rushes_toggle_finalize (GObject *object)
{
  RushesToggle *self = RUSHES_TOGGLE (object);

  for (guint id = PROP_NAME; id <= PROP_TOOLTIP; id++)
    g_free (self->texts[id]);
  G_OBJECT_CLASS (rushes_toggle_parent_class)->finalize (object);
}

static void
rushes_toggle_class_init (RushesToggleClass *klass)
{
  static const char *const names[] = { NULL, "name", "label", "icon-name", "tooltip" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rushes_toggle_get_property;
  object_class->set_property = rushes_toggle_set_property;
  object_class->finalize = rushes_toggle_finalize;
  for (guint id = PROP_NAME; id <= PROP_TOOLTIP; id++)
    properties[id] = g_param_spec_string (names[id], NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rushes_toggle_init (RushesToggle *self)
{
}
