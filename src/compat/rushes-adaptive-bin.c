/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-adaptive-bin.h"

/* A bin that says whether it is narrow. AdwBreakpointBin does the same from libadwaita 1.4 on; this one
 * works on every version, so that there is one path. */

#define SMALLEST_WIDTH 360
#define SMALLEST_HEIGHT 300
#define USUAL_DPI (96 * (gint64) 1024)

struct _RushesAdaptiveBin
{
  GtkWidget parent_instance;
  GtkWidget *child;
  gboolean narrow;
  guint tick;
  int limit; /* in pixels, of text of the usual size: what is less is narrow */
  int width;
};

typedef enum
{
  PROP_CHILD = 1,
  PROP_NARROW,
  PROP_LIMIT,
} RushesAdaptiveBinProperty;

static GParamSpec *properties[PROP_LIMIT + 1];

static void rushes_adaptive_bin_buildable_init (GtkBuildableIface *iface);
static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesAdaptiveBin, rushes_adaptive_bin, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, rushes_adaptive_bin_buildable_init))

static void
rushes_adaptive_bin_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    rushes_adaptive_bin_set_child (RUSHES_ADAPTIVE_BIN (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
rushes_adaptive_bin_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = rushes_adaptive_bin_add_child;
}

/* Letters of twice the size need twice the room. */
static gboolean
is_narrow (RushesAdaptiveBin *self)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return self->width * USUAL_DPI < (gint64) self->limit * MAX (dpi, USUAL_DPI);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RushesAdaptiveBin *self = RUSHES_ADAPTIVE_BIN (widget);
  gboolean narrow = is_narrow (self);

  self->tick = 0;
  if (self->narrow != narrow)
    {
      self->narrow = narrow;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }
  return G_SOURCE_REMOVE;
}

/* Wide contents must not keep the window from becoming narrow; and what it holds is not asked, since GTK asks for the window's size outside of its
 * frames whenever something in it may have another one, which a label is enough for: measuring each tile of a gallery took more than half of a turn. */
static void
rushes_adaptive_bin_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? SMALLEST_WIDTH : SMALLEST_HEIGHT;
}

/* The contents cannot be rearranged while they are being placed: that is done before the next frame. */
static void
rushes_adaptive_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RushesAdaptiveBin *self = RUSHES_ADAPTIVE_BIN (widget);
  int minimum_width, minimum_height;

  self->width = width;
  if (self->narrow != is_narrow (self) && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (widget, on_tick, NULL, NULL);
  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL, NULL);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, MAX (width, minimum_width), &minimum_height, NULL, NULL, NULL);
  gtk_widget_allocate (self->child, MAX (width, minimum_width), MAX (height, minimum_height), baseline, NULL);
}

static void
rushes_adaptive_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RushesAdaptiveBin *self = RUSHES_ADAPTIVE_BIN (object);

  switch ((RushesAdaptiveBinProperty) id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_LIMIT:
      g_value_set_int (value, self->limit);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_adaptive_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RushesAdaptiveBin *self = RUSHES_ADAPTIVE_BIN (object);

  switch ((RushesAdaptiveBinProperty) id)
    {
    case PROP_CHILD:
      rushes_adaptive_bin_set_child (self, g_value_get_object (value));
      break;
    case PROP_LIMIT:
      self->limit = g_value_get_int (value);
      break;
    case PROP_NARROW:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_adaptive_bin_dispose (GObject *object)
{
  RushesAdaptiveBin *self = RUSHES_ADAPTIVE_BIN (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (rushes_adaptive_bin_parent_class)->dispose (object);
}

static void
rushes_adaptive_bin_class_init (RushesAdaptiveBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rushes_adaptive_bin_get_property;
  object_class->set_property = rushes_adaptive_bin_set_property;
  object_class->dispose = rushes_adaptive_bin_dispose;
  widget_class->measure = rushes_adaptive_bin_measure;
  widget_class->size_allocate = rushes_adaptive_bin_size_allocate;
  properties[PROP_CHILD] =
    g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LIMIT] =
    g_param_spec_int ("limit", NULL, NULL, 0, G_MAXINT, RUSHES_NARROW_WIDTH, G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rushes_adaptive_bin_init (RushesAdaptiveBin *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

gboolean
rushes_adaptive_bin_get_narrow (RushesAdaptiveBin *self)
{
  return self->narrow;
}

void
rushes_adaptive_bin_set_child (RushesAdaptiveBin *self, GtkWidget *child)
{
  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}
