/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-frames-row.h"

#include "rushes-tip.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

/* How long a shot is planned: seconds and frames of its board, typed as “7 s 12 f”, “7+12”, “7.5” or “7.5 s”. A step is a frame, a long one a
 * second. “changed” when it is the user's; “given” when the length is inherited again. */
struct _RushesFramesRow
{
  AdwActionRow parent_instance;
  GtkSpinButton *spin;
  GtkWidget *give_back;
  RushesRate rate;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RushesFramesRow, rushes_frames_row, ADW_TYPE_ACTION_ROW)

enum
{
  CHANGED,
  GIVEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64
get_per_second (RushesFramesRow *self)
{
  return MAX (1, rushes_rate_to_frames (self->rate, 1));
}

static gboolean
on_output (RushesFramesRow *self)
{
  gint64 n = rushes_frames_row_get (self), per_second = get_per_second (self);
  g_autofree char *text = n % per_second == 0 ? g_strdup_printf (_("%d s"), (int) (n / per_second))
                                              : g_strdup_printf (_("%d s %02d f"), (int) (n / per_second), (int) (n % per_second));

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->spin)), text))
    gtk_editable_set_text (GTK_EDITABLE (self->spin), text);
  return TRUE;
}

/* The first two numbers: seconds and frames; with a point in the first, or alone, it is seconds. */
static int
on_input (GtkSpinButton *spin, double *value, RushesFramesRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  char *end;
  double seconds = g_strtod (text, &end), frames = 0;

  if (end == text)
    return GTK_INPUT_ERROR;
  while (*end != '\0' && !g_ascii_isdigit (*end))
    end++;
  if (*end != '\0')
    frames = g_ascii_strtod (end, NULL);
  *value = frames > 0 ? floor (seconds) * get_per_second (self) + frames : rushes_rate_to_frames (self->rate, seconds);
  return TRUE;
}

static void
on_value_changed (RushesFramesRow *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_give_back (RushesFramesRow *self)
{
  g_signal_emit (self, signals[GIVEN], 0);
}

static void
rushes_frames_row_class_init (RushesFramesRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GIVEN] = g_signal_new ("given", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_frames_row_init (RushesFramesRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->rate = RUSHES_RATE_DEFAULT;
  self->give_back = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_widget_add_css_class (self->give_back, "flat");
  gtk_widget_set_valign (self->give_back, GTK_ALIGN_CENTER);
  rushes_tip_set (self->give_back, _("Inherit Again"));
  g_signal_connect_swapped (self->give_back, "clicked", G_CALLBACK (on_give_back), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->give_back);
  self->spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1, 100000, 1));
  gtk_spin_button_set_numeric (self->spin, FALSE);
  gtk_widget_set_valign (GTK_WIDGET (self->spin), GTK_ALIGN_CENTER);
  gtk_widget_set_name (GTK_WIDGET (self->spin), "planned-length");
  gtk_editable_set_width_chars (GTK_EDITABLE (self->spin), 7);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Length"), -1);
  g_signal_connect_swapped (self->spin, "output", G_CALLBACK (on_output), self);
  g_signal_connect (self->spin, "input", G_CALLBACK (on_input), self);
  g_signal_connect_swapped (self->spin, "value-changed", G_CALLBACK (on_value_changed), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->spin));
  rushes_tip_note_row (GTK_WIDGET (self->spin));
}

GtkWidget *
rushes_frames_row_new (void)
{
  return g_object_new (RUSHES_TYPE_FRAMES_ROW, "title", _("Length"), NULL);
}

/* @origin: (nullable): where it comes from; NULL: it is the shot's own */
void
rushes_frames_row_set (RushesFramesRow *self, RushesRate rate, gint64 n_frames, const char *origin)
{
  g_autofree char *frames = g_strdup_printf (ngettext ("%d frame", "%d frames", n_frames), (int) n_frames);
  g_autofree char *from = origin != NULL ? g_strdup_printf ("%s · %s", frames, origin) : g_strdup (frames);

  self->filling = TRUE;
  self->rate = rate;
  gtk_spin_button_set_increments (self->spin, 1, (double) get_per_second (self));
  gtk_spin_button_set_value (self->spin, (double) n_frames);
  on_output (self);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), from);
  gtk_widget_set_visible (self->give_back, origin == NULL);
  if (origin != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "inherited");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "inherited");
  self->filling = FALSE;
}

/* Returns: in frames of the board */
gint64
rushes_frames_row_get (RushesFramesRow *self)
{
  return llround (gtk_spin_button_get_value (self->spin));
}
