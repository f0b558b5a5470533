/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-length-row.h"

#include "rushes-tip.h"
#include "rushes-toggles.h"

#include <glib/gi18n.h>
#include <stdlib.h>

/* How long: the lengths a model is known to have, and any other one that somebody types, since the server decides; or a
 * range. Signal "changed". */
struct _RushesLengthRow
{
  GtkListBoxRow parent_instance;
  GtkWidget *value_label, *spin;
  RushesToggles *choices; /* called by the place of their length, or OTHER */
  GArray *lengths;        /* double: those in the choices, none in a range */
  double fps;
  int frame_multiple;
  gboolean offered; /* there is a length to choose */
};

#define SHOWN_LENGTHS 5
#define OTHER "other" /* the one that lets type */
#define LONGEST 600 /* seconds that can be typed */

static guint signal_changed;

G_DEFINE_FINAL_TYPE (RushesLengthRow, rushes_length_row, GTK_TYPE_LIST_BOX_ROW)

/* Returns: (nullable): the length that was chosen, NULL where it is typed */
static const double *
get_chosen (RushesLengthRow *self)
{
  const char *name = rushes_toggles_get_active_name (self->choices);

  return name == NULL || g_str_equal (name, OTHER) ? NULL : &g_array_index (self->lengths, double, atoi (name));
}

/* What the model makes of it, rounded to its frames. */
static char *
dup_value (RushesLengthRow *self)
{
  double seconds = rushes_length_row_get_seconds (self);
  const RushesModelSpec rule = { .fps = self->fps, .frame_multiple = self->frame_multiple };
  int n = self->fps > 0 ? rushes_model_spec_frames (&rule, seconds, 0) : 0;

  if (n == 0)
    return g_strdup_printf (_("%g s"), seconds);
  return g_strdup_printf (ngettext ("%.2f s, %d frame", "%.2f s, %d frames", n), n / self->fps, n);
}

static void
update (RushesLengthRow *self)
{
  gboolean typed = get_chosen (self) == NULL;
  g_autofree char *value = dup_value (self);

  gtk_label_set_label (GTK_LABEL (self->value_label), value);
  gtk_widget_set_visible (self->spin, typed);
  gtk_widget_set_visible (self->value_label, !typed || self->fps > 0);
  g_signal_emit (self, signal_changed, 0);
}

static void
on_spin (RushesLengthRow *self)
{
  update (self);
}

static void
on_chosen (RushesLengthRow *self)
{
  if (rushes_toggles_get_active_name (self->choices) != NULL)
    update (self);
}

static void
add_length (RushesLengthRow *self, double seconds)
{
  g_autofree char *label = g_strdup_printf (_("%g s"), seconds);
  g_autofree char *name = g_strdup_printf ("%u", self->lengths->len);

  g_array_append_val (self->lengths, seconds);
  rushes_toggles_add (self->choices, name, label, NULL, NULL);
}

/* The choices say once, in the end, that they changed. */
static void
set_lengths (RushesLengthRow *self, const RushesModelSpec *spec)
{
  g_object_freeze_notify (G_OBJECT (self->choices));
  rushes_toggles_clear (self->choices);
  g_array_set_size (self->lengths, 0);
  for (guint i = 0; spec != NULL && i < MIN (spec->lengths->len, SHOWN_LENGTHS); i++)
    add_length (self, g_array_index (spec->lengths, double, i));
  if (self->lengths->len > 0)
    rushes_toggles_add_picture (self->choices, OTHER, gtk_label_new ("…"), _("Another Length"));
  gtk_widget_set_visible (GTK_WIDGET (self->choices), self->lengths->len > 0);
  g_object_thaw_notify (G_OBJECT (self->choices));
}

static void
set_range (RushesLengthRow *self, double minimum, double maximum, double initial)
{
  gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->spin), minimum, maximum);
  gtk_spin_button_set_increments (GTK_SPIN_BUTTON (self->spin), 1, 4);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spin), initial);
}

/* @spec: (nullable): whose lengths are offered; a model that decides itself hides the row */
void
rushes_length_row_set_spec (RushesLengthRow *self, const RushesModelSpec *spec)
{
  gboolean any = spec != NULL && (spec->lengths->len > 0 || spec->initial_seconds > 0);

  self->offered = any;
  self->fps = any ? spec->fps : 0;
  self->frame_multiple = any ? spec->frame_multiple : 0;
  gtk_widget_set_visible (GTK_WIDGET (self), any);
  set_lengths (self, spec);
  if (!any)
    return;
  if (spec->lengths->len > 0)
    set_range (self, 1, LONGEST, g_array_index (spec->lengths, double, 0));
  else
    set_range (self, spec->minimum_seconds, spec->maximum_seconds, spec->initial_seconds);
  update (self);
}

/* 0: the model decides */
double
rushes_length_row_get_seconds (RushesLengthRow *self)
{
  const double *chosen = get_chosen (self);

  if (chosen != NULL)
    return *chosen;
  return self->offered ? gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->spin)) : 0;
}

void
rushes_length_row_set_seconds (RushesLengthRow *self, double seconds)
{
  for (guint i = 0; i < self->lengths->len; i++)
    if (ABS (g_array_index (self->lengths, double, i) - seconds) < 0.01)
      {
        g_autofree char *name = g_strdup_printf ("%u", i);
        rushes_toggles_set_active_name (self->choices, name);
        return;
      }
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spin), seconds);
  if (self->lengths->len > 0)
    rushes_toggles_set_active_name (self->choices, OTHER);
}

static void
rushes_length_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_LENGTH_ROW);
  G_OBJECT_CLASS (rushes_length_row_parent_class)->dispose (object);
}

static void
rushes_length_row_finalize (GObject *object)
{
  g_array_unref (RUSHES_LENGTH_ROW (object)->lengths);
  G_OBJECT_CLASS (rushes_length_row_parent_class)->finalize (object);
}

static void
rushes_length_row_class_init (RushesLengthRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_length_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_length_row_finalize;
  signal_changed = g_signal_new ("changed", RUSHES_TYPE_LENGTH_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (RUSHES_TYPE_TOGGLES);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-length-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesLengthRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, RushesLengthRow, spin);
  gtk_widget_class_bind_template_child (widget_class, RushesLengthRow, choices);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_spin);
}

static void
rushes_length_row_init (RushesLengthRow *self)
{
  self->lengths = g_array_new (FALSE, FALSE, sizeof (double));
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_note (self->spin, self->value_label);
}
