/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-track-group.h"

#include "rushes-board-item.h"
#include "rushes-dialogs.h"
#include "rushes-plain-row.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>
#include <math.h>

/* The sound that is heard with a board: which file, from when on, how loud. “said” with what is to be said of the board, “track.volume=0.5”; a file in it is
 * the user's own. What is set step by step is said when the hand rests. */
struct _RushesTrackGroup
{
  AdwPreferencesGroup parent_instance;
  GtkWidget *file_row, *none, *offset_row, *volume_row;
  GtkSpinButton *offset, *volume; /* seconds; percent */
  RushesRate rate;
  gint64 frames;   /* the offset that the board says */
  double loudness; /* the volume that it says */
  gboolean filling;
  guint timer;
};

G_DEFINE_FINAL_TYPE (RushesTrackGroup, rushes_track_group, ADW_TYPE_PREFERENCES_GROUP)

#define REST_MS 700
#define FARTHEST 3600 /* seconds */
#define LOUDEST 1000  /* percent */

static guint signal_said;

/* @word: (transfer full) */
static void
say (RushesTrackGroup *self, char *word)
{
  g_autofree char *held = word;

  g_signal_emit (self, signal_said, 0, (const char *[]) { held, NULL });
}

/* What is set and not said yet is said. */
void
rushes_track_group_save (RushesTrackGroup *self)
{
  gint64 frames = llround (gtk_spin_button_get_value (self->offset) * self->rate.frames / self->rate.seconds);
  double loudness = gtk_spin_button_get_value (self->volume) / 100;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_clear_handle_id (&self->timer, g_source_remove);
  if (!gtk_widget_get_visible (self->offset_row))
    return;
  if (frames != self->frames)
    say (self, g_strdup_printf (RUSHES_BOARD_TRACK ".offset=%" G_GINT64_FORMAT, frames));
  if (fabs (loudness - self->loudness) > 0.0001)
    say (self, g_strconcat (RUSHES_BOARD_TRACK ".volume=", g_ascii_formatd (number, sizeof number, "%.2f", loudness), NULL));
}

static gboolean
on_rest (gpointer data)
{
  RushesTrackGroup *self = data;

  self->timer = 0;
  rushes_track_group_save (self);
  return G_SOURCE_REMOVE;
}

static void
on_set (RushesTrackGroup *self)
{
  if (self->filling)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (REST_MS, on_rest, self);
}

static void
on_file (GFile *file, gpointer self)
{
  if (g_file_peek_path (file) != NULL)
    say (self, g_strconcat (RUSHES_BOARD_TRACK "=", g_file_peek_path (file), NULL));
}

static void
on_choose (RushesTrackGroup *self)
{
  static const char *const types[] = { "audio/*", "video/*", "application/ogg", NULL };

  rushes_file_open (GTK_WIDGET (self), _("Scratch Track"), _("Sound"), types, on_file, self);
}

static void
on_none (RushesTrackGroup *self)
{
  say (self, g_strdup (RUSHES_BOARD_TRACK "="));
}

static void
rushes_track_group_dispose (GObject *object)
{
  g_clear_handle_id (&RUSHES_TRACK_GROUP (object)->timer, g_source_remove);
  G_OBJECT_CLASS (rushes_track_group_parent_class)->dispose (object);
}

static void
rushes_track_group_class_init (RushesTrackGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_track_group_dispose;
  signal_said = g_signal_new ("said", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
add_file (RushesTrackGroup *self)
{
  GtkWidget *choose = gtk_button_new_with_label (_("Choose…"));

  self->file_row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW);
  self->none = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_set_name (choose, "choose-track");
  gtk_widget_set_name (self->none, "no-track");
  gtk_widget_add_css_class (self->none, "flat");
  rushes_tip_set (self->none, _("No Scratch Track"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), _("File"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->file_row), 1);
  for (GtkWidget *const *each = (GtkWidget *const[]) { self->none, choose, NULL }; *each != NULL; each++)
    {
      gtk_widget_set_valign (*each, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self->file_row), *each);
    }
  g_signal_connect_swapped (choose, "clicked", G_CALLBACK (on_choose), self);
  g_signal_connect_swapped (self->none, "clicked", G_CALLBACK (on_none), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->file_row);
}

static GtkWidget *
add_number (RushesTrackGroup *self, GtkSpinButton **spin, const char *title, const char *subtitle, const char *name)
{
  GtkWidget *row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW);

  gtk_widget_set_valign (GTK_WIDGET (*spin), GTK_ALIGN_CENTER);
  gtk_widget_set_name (GTK_WIDGET (*spin), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (*spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (*spin, "value-changed", G_CALLBACK (on_set), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (*spin));
  rushes_tip_note_row (GTK_WIDGET (*spin));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static void
rushes_track_group_init (RushesTrackGroup *self)
{
  self->rate = RUSHES_RATE_DEFAULT;
  add_file (self);
  self->offset = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (-FARTHEST, FARTHEST, 0.5));
  gtk_spin_button_set_digits (self->offset, 2);
  self->volume = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, LOUDEST, 5));
  self->offset_row = add_number (self, &self->offset, _("Starts at"), _("seconds of the board; before it below 0"), "track-offset");
  self->volume_row = add_number (self, &self->volume, _("Volume"), _("percent"), "track-volume");
}

GtkWidget *
rushes_track_group_new (void)
{
  return g_object_new (RUSHES_TYPE_TRACK_GROUP, "title", _("Scratch Track"), NULL);
}

/* @track: (nullable): as the board says it */
void
rushes_track_group_show (RushesTrackGroup *self, GVariant *track, RushesRate rate)
{
  const char *file = NULL;
  gint64 whole;
  g_autofree char *base = NULL;

  if (self->timer != 0) /* something is being set */
    return;
  self->frames = 0;
  self->loudness = 1;
  self->rate = rate;
  if (track != NULL && g_variant_is_of_type (track, G_VARIANT_TYPE_VARDICT))
    {
      g_variant_lookup (track, "file", "&s", &file);
      g_variant_lookup (track, "offset", "x", &self->frames);
      if (!g_variant_lookup (track, "volume", "d", &self->loudness) && g_variant_lookup (track, "volume", "x", &whole))
        self->loudness = (double) whole;
    }
  base = file != NULL ? g_filename_display_basename (file) : g_strdup (_("None"));
  self->filling = TRUE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->file_row), base);
  if (file == NULL && gtk_widget_has_focus (self->none))
    gtk_widget_grab_focus (self->file_row); /* rather than a toast */
  gtk_widget_set_visible (self->none, file != NULL);
  gtk_widget_set_visible (self->offset_row, file != NULL);
  gtk_widget_set_visible (self->volume_row, file != NULL);
  gtk_spin_button_set_value (self->offset, rushes_rate_to_seconds (rate, self->frames));
  gtk_spin_button_set_value (self->volume, self->loudness * 100);
  self->filling = FALSE;
}
