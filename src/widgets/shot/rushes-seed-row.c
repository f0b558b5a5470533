/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-seed-row.h"

#include "rushes-draft.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* A seed that is kept, as a number; it may be inherited, and where nobody says one each take has its own. “changed” when it is the user's; “given” when it
 * is inherited again, or nothing is typed. */
struct _RushesSeedRow
{
  AdwActionRow parent_instance;
  GtkWidget *entry, *give_back;
  gint64 seed; /* that is shown; -1: none */
};

G_DEFINE_FINAL_TYPE (RushesSeedRow, rushes_seed_row, ADW_TYPE_ACTION_ROW)

enum
{
  CHANGED,
  GIVEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_wrong (RushesSeedRow *self, gboolean wrong)
{
  rushes_tip_mark (self->entry, wrong, NULL);
}

static void
give_back (RushesSeedRow *self)
{
  set_wrong (self, FALSE);
  g_signal_emit (self, signals[GIVEN], 0);
}

/* Returns: what is typed; -1: it is no seed */
gint64
rushes_seed_row_get (RushesSeedRow *self)
{
  guint64 seed;

  return g_ascii_string_to_unsigned (gtk_editable_get_text (GTK_EDITABLE (self->entry)), 10, 0, RUSHES_SEED_MAX, &seed, NULL) ? (gint64) seed : -1;
}

/* What is typed counts when the field is left, or Enter is pressed. */
static void
on_typed (RushesSeedRow *self)
{
  gboolean nothing = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';
  gint64 seed = rushes_seed_row_get (self);

  set_wrong (self, !nothing && seed < 0);
  if (seed == self->seed)
    return;
  if (nothing)
    give_back (self);
  else if (seed >= 0)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
rushes_seed_row_class_init (RushesSeedRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GIVEN] = g_signal_new ("given", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_seed_row_init (RushesSeedRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->seed = -1;
  self->entry = g_object_new (GTK_TYPE_ENTRY, "width-chars", 12, "max-width-chars", 20, "xalign", 1.0, "name", "seed-entry", "placeholder-text", _("random"),
                              "input-purpose", GTK_INPUT_PURPOSE_DIGITS, NULL);
  self->give_back = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_widget_add_css_class (self->give_back, "flat");
  rushes_tip_set (self->give_back, _("Inherit Again"));
  rushes_tip_name_entry (GTK_EDITABLE (self->entry), _("Seed"));
  g_signal_connect_swapped (self->give_back, "clicked", G_CALLBACK (give_back), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_typed), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_typed), self);
  gtk_widget_add_controller (self->entry, focus);
  for (GtkWidget *const *each = (GtkWidget *const[]) { self->give_back, self->entry, NULL }; *each != NULL; each++)
    {
      gtk_widget_set_valign (*each, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self), *each);
    }
  rushes_tip_note_row (self->entry);
}

GtkWidget *
rushes_seed_row_new (void)
{
  return g_object_new (RUSHES_TYPE_SEED_ROW, "title", _("Seed"), NULL);
}

/* @seed: -1: nobody says one. @origin: (nullable): whose it is, in words; NULL: it can be given back */
void
rushes_seed_row_set (RushesSeedRow *self, gint64 seed, const char *origin)
{
  g_autofree char *text = seed >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, seed) : g_strdup ("");

  self->seed = seed;
  set_wrong (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), origin != NULL ? origin : "");
  gtk_widget_set_visible (self->give_back, origin == NULL);
  if (origin == NULL || seed < 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "inherited");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "inherited");
}
