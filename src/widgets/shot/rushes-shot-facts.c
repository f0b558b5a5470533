/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-facts.h"

#include "rushes-plain-row.h"
#include "rushes-text-row.h"
#include "rushes-shot-words.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* What a shot is: size, camera, action, dialogue, notes; closed it says so in two lines. “changed” with the member and its text. */
struct _RushesShotFacts
{
  AdwExpanderRow parent_instance;
  GtkWidget *rows[5];
  gboolean filling;
};

#define SHOWN 36 /* characters of what happens, while it is closed: an expander's subtitle does not end by itself */

G_DEFINE_FINAL_TYPE (RushesShotFacts, rushes_shot_facts, ADW_TYPE_EXPANDER_ROW)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *member, *title;
  gboolean line; /* of one line */
} facts[] = {
  { RUSHES_BOARD_SIZE, N_("Shot Size"), TRUE },
  { RUSHES_BOARD_CAMERA, N_("Camera"), TRUE },
  { RUSHES_BOARD_ACTION, N_("Action"), FALSE },
  { RUSHES_BOARD_DIALOGUE, N_("Dialogue"), FALSE },
  { RUSHES_BOARD_NOTES, N_("Notes"), FALSE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (facts) == G_N_ELEMENTS (((RushesShotFacts *) NULL)->rows));

static char *
dup_text (RushesShotFacts *self, guint i)
{
  return facts[i].line ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->rows[i]))) : rushes_text_row_dup_text (RUSHES_TEXT_ROW (self->rows[i]));
}

static void
set_text (RushesShotFacts *self, guint i, const char *text)
{
  if (!facts[i].line)
    rushes_text_row_set_text (RUSHES_TEXT_ROW (self->rows[i]), text);
  else if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->rows[i])), text))
    gtk_editable_set_text (GTK_EDITABLE (self->rows[i]), text);
}

/* “Medium, static”, and what happens. */
static void
sum_up (RushesShotFacts *self)
{
  g_autofree char *size = dup_text (self, 0), *camera = dup_text (self, 1), *action = dup_text (self, 2);
  g_autofree char *kind = rushes_shot_words_join_kind (size, camera);

  g_strdelimit (action, "\n", ' ');
  if (g_utf8_strlen (action, -1) > SHOWN)
    {
      g_autofree char *start = g_utf8_substring (action, 0, SHOWN);
      g_free (action);
      action = g_strconcat (g_strchomp (start), "…", NULL);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), *kind != '\0' ? kind : _("What the Shot Is"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), action);
}

static void
on_changed (GtkWidget *row, RushesShotFacts *self)
{
  sum_up (self);
  for (guint i = 0; i < G_N_ELEMENTS (facts) && !self->filling; i++)
    if (self->rows[i] == row)
      {
        g_autofree char *text = dup_text (self, i);
        g_signal_emit (self, signals[CHANGED], 0, facts[i].member, text);
      }
}

static void
rushes_shot_facts_class_init (RushesShotFactsClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
add_row (RushesShotFacts *self, guint i)
{
  if (facts[i].line)
    {
      self->rows[i] = rushes_plain_row_new (ADW_TYPE_ENTRY_ROW);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), _(facts[i].title));
    }
  else
    self->rows[i] = rushes_text_row_new (_(facts[i].title));
  gtk_widget_set_name (self->rows[i], facts[i].member);
  g_signal_connect (self->rows[i], "changed", G_CALLBACK (on_changed), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->rows[i]);
}

static void
rushes_shot_facts_init (RushesShotFacts *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    add_row (self, i);
  self->filling = FALSE;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_set_name (GTK_WIDGET (self), "shot-facts");
  rushes_tip_name_row (ADW_PREFERENCES_ROW (self));
  sum_up (self);
}

GtkWidget *
rushes_shot_facts_new (void)
{
  return g_object_new (RUSHES_TYPE_SHOT_FACTS, NULL);
}

void
rushes_shot_facts_show (RushesShotFacts *self, RushesBoardItem *shot, RushesIsTypedFunc is_typed, gpointer data)
{
  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      const char *text = rushes_board_item_get_string (shot, facts[i].member);
      if (!is_typed (facts[i].member, data))
        set_text (self, i, text != NULL ? text : "");
    }
  self->filling = FALSE;
  sum_up (self);
}
