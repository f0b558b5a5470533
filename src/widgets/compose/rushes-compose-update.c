/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-compose-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <inttypes.h>

/* What the form shows of what was chosen: which rows there are, and what stands in them, on the button and above it. */

/* (nullable): what the chosen model offers */
const RushesModelSpec *
rushes_compose_get_spec (RushesCompose *self)
{
  return self->model != NULL ? rushes_model_get_spec (self->model) : NULL;
}

/* The seed that was taken last is another. */
void
rushes_compose_update_seed (RushesCompose *self)
{
  gboolean locked = gtk_toggle_button_get_active (self->seed_lock);
  g_autofree char *text = self->last_seed >= 0
                            ? g_strdup_printf (_("Random, last %" PRId64), self->last_seed)
                            : g_strdup (_("Random"));

  gtk_widget_set_visible (self->seed_entry, locked);
  adw_action_row_set_subtitle (self->seed_row, locked ? _("Kept") : text);
}

static void
update_button (RushesCompose *self, const RushesModelSpec *spec)
{
  int count = gtk_spin_button_get_value_as_int (self->count_spin);
  g_autofree char *label =
    count == 1 ? g_strdup (_("Generate")) : g_strdup_printf (ngettext ("Generate %d Take", "Generate %d Takes", count), count);
  RushesSize size = rushes_size_row_get_size (self->size_row);
  double per_second = spec != NULL ? rushes_model_spec_get_price (spec, size.width, size.height) : -1;
  g_autofree char *price =
    per_second >= 0 ? g_strdup_printf (_("$%.2f"), per_second * rushes_length_row_get_seconds (self->length_row) * count) : NULL;

  gtk_label_set_label (self->generate_label, label);
  gtk_label_set_label (self->price_label, price != NULL ? price : "");
}

static void
update_hint (RushesCompose *self, const RushesModelSpec *spec)
{
  g_autofree char *missing = NULL;
  const char *text = self->note;

  if (text == NULL && spec != NULL && spec->missing != NULL)
    {
      g_autofree char *files = g_strjoinv ("\n", spec->missing);
      missing = g_strdup_printf (_("The server “%s” lacks:\n%s"), self->place, files);
      text = missing;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->hint), text != NULL);
  gtk_label_set_label (self->hint, text != NULL ? text : "");
  if (self->failed)
    gtk_widget_add_css_class (GTK_WIDGET (self->hint), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "error");
}

static void
show_part (RushesCompose *self, gpointer widget, RushesComposeParts part, gboolean has)
{
  gtk_widget_set_visible (GTK_WIDGET (widget), has && (self->hidden & part) == 0);
}

/* What the model has, and nobody hides. */
static void
update_parts (RushesCompose *self, const RushesModelSpec *spec)
{
  show_part (self, self->provider_box, RUSHES_COMPOSE_PLACE, TRUE);
  show_part (self, self->model_list, RUSHES_COMPOSE_PLACE, TRUE);
  show_part (self, self->negative_list, RUSHES_COMPOSE_NEGATIVE, spec != NULL && spec->has_negative);
  show_part (self, self->drop_zone, RUSHES_COMPOSE_PICTURES, spec == NULL || spec->picture != RUSHES_PICTURE_NONE);
  show_part (self, self->last_zone, RUSHES_COMPOSE_PICTURES, spec != NULL && spec->has_last_picture);
  show_part (self, self->files_list, RUSHES_COMPOSE_FILES, spec != NULL && spec->files->len > 0);
  show_part (self, self->size_row, RUSHES_COMPOSE_SIZE, spec != NULL && spec->sizes->len > 0);
  show_part (self, self->length_row, RUSHES_COMPOSE_LENGTH, spec != NULL && (spec->lengths->len > 0 || spec->initial_seconds > 0));
  show_part (self, self->seed_row, RUSHES_COMPOSE_SEED, spec != NULL && spec->has_seed);
}

/* Everything that follows from what was chosen. */
void
rushes_compose_update (RushesCompose *self)
{
  const RushesModelSpec *spec = rushes_compose_get_spec (self);
  int n_characters = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->prompt_view));
  g_autofree char *count = g_strdup_printf ("%d", n_characters);
  g_autofree char *subtitle = NULL;
  RushesSize size = rushes_size_row_get_size (self->size_row);

  if (spec != NULL && self->place != NULL)
    subtitle = g_strdup_printf ("%s · %s", self->place, spec->summary != NULL ? spec->summary : "");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->model_row), spec != NULL ? spec->name : _("No model yet"));
  adw_action_row_set_subtitle (self->model_row, subtitle != NULL ? subtitle : self->place != NULL ? self->place : _("Add a connection in Preferences"));
  gtk_widget_set_visible (self->placeholder, n_characters == 0);
  gtk_label_set_label (self->counter, n_characters > 0 ? count : "");
  gtk_widget_set_visible (self->prompt_box, spec == NULL || spec->has_prompt);
  gtk_widget_set_visible (GTK_WIDGET (self->no_prompt), spec != NULL && !spec->has_prompt);
  gtk_label_set_label (self->no_prompt, spec != NULL && spec->no_prompt != NULL ? spec->no_prompt : _("This model takes no prompt."));
  update_parts (self, spec);
  rushes_drop_zone_set_target (self->drop_zone, size.width, size.height);
  rushes_drop_zone_set_target (self->last_zone, size.width, size.height);
  gtk_widget_set_visible (self->advanced_list, spec != NULL && spec->fields->len > 0);
  rushes_compose_update_seed (self);
  update_button (self, spec);
  update_hint (self, spec);
}
