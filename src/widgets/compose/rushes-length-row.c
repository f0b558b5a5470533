/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-length-row.h"

#include "rushes-tip.h"

#include <glib/gi18n.h>

/* How long: the lengths a model is known to have, and any other one that somebody types, since the server decides; or a
 * range. Signal "changed". */
struct _RushesLengthRow
{
  GtkListBoxRow parent_instance;
  GtkWidget *value_label, *spin, *choices;
  GPtrArray *buttons; /* GtkToggleButton, with the length as data */
  GtkWidget *other;   /* the one that lets type, NULL in a range */
  double fps;
  int frame_multiple;
  gboolean offered; /* there is a length to choose */
};

#define SHOWN_LENGTHS 5
#define LONGEST 600 /* seconds that can be typed */

static guint signal_changed;

G_DEFINE_FINAL_TYPE (RushesLengthRow, rushes_length_row, GTK_TYPE_LIST_BOX_ROW)

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
  gboolean typed = self->other == NULL || gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->other));
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
on_toggled (GtkToggleButton *button, RushesLengthRow *self)
{
  if (gtk_toggle_button_get_active (button))
    update (self);
}

static GtkWidget *
add_button (RushesLengthRow *self, const char *label)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);
  GtkWidget *first = gtk_widget_get_first_child (self->choices);

  gtk_box_append (GTK_BOX (self->choices), button);
  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
  g_signal_connect (button, "toggled", G_CALLBACK (on_toggled), self);
  return button;
}

static void
add_length (RushesLengthRow *self, double seconds)
{
  g_autofree char *label = g_strdup_printf (_("%g s"), seconds);
  GtkWidget *button = add_button (self, label);

  g_object_set_data_full (G_OBJECT (button), "seconds", g_memdup2 (&seconds, sizeof seconds), g_free);
  g_ptr_array_add (self->buttons, button);
}

static void
clear (RushesLengthRow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->choices)) != NULL)
    gtk_box_remove (GTK_BOX (self->choices), child);
  g_ptr_array_set_size (self->buttons, 0);
  self->other = NULL;
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

  clear (self);
  self->offered = any;
  gtk_widget_set_visible (GTK_WIDGET (self), any);
  gtk_widget_set_visible (self->choices, any && spec->lengths->len > 0);
  if (!any)
    return;
  self->fps = spec->fps;
  self->frame_multiple = spec->frame_multiple;
  for (guint i = 0; i < MIN (spec->lengths->len, SHOWN_LENGTHS); i++)
    add_length (self, g_array_index (spec->lengths, double, i));
  if (spec->lengths->len > 0)
    {
      self->other = add_button (self, "…");
      rushes_tip_set (self->other, _("Another Length"));
      gtk_widget_set_name (self->other, "other-length");
      set_range (self, 1, LONGEST, g_array_index (spec->lengths, double, 0));
      gtk_toggle_button_set_active (self->buttons->pdata[0], TRUE);
    }
  else
    set_range (self, spec->minimum_seconds, spec->maximum_seconds, spec->initial_seconds);
  update (self);
}

/* 0: the model decides */
double
rushes_length_row_get_seconds (RushesLengthRow *self)
{
  for (guint i = 0; i < self->buttons->len; i++)
    if (gtk_toggle_button_get_active (self->buttons->pdata[i]))
      return *(double *) g_object_get_data (self->buttons->pdata[i], "seconds");
  return self->offered ? gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->spin)) : 0;
}

void
rushes_length_row_set_seconds (RushesLengthRow *self, double seconds)
{
  for (guint i = 0; i < self->buttons->len; i++)
    if (ABS (*(double *) g_object_get_data (self->buttons->pdata[i], "seconds") - seconds) < 0.01)
      {
        gtk_toggle_button_set_active (self->buttons->pdata[i], TRUE);
        return;
      }
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spin), seconds);
  if (self->other != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->other), TRUE);
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
  g_ptr_array_unref (RUSHES_LENGTH_ROW (object)->buttons);
  G_OBJECT_CLASS (rushes_length_row_parent_class)->finalize (object);
}

static void
rushes_length_row_class_init (RushesLengthRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_length_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_length_row_finalize;
  signal_changed = g_signal_new ("changed", RUSHES_TYPE_LENGTH_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-length-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesLengthRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, RushesLengthRow, spin);
  gtk_widget_class_bind_template_child (widget_class, RushesLengthRow, choices);
  gtk_widget_class_bind_template_callback (widget_class, on_spin);
}

static void
rushes_length_row_init (RushesLengthRow *self)
{
  self->buttons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
