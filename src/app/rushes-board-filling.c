/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-filling.h"

#include "rushes-board-ordering.h"
#include "rushes-dialogs.h"
#include "rushes-error-toast.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* “win.fill-board”: one job for each shot without a take. A worker looks what each would be made with; what it finds is asked, and nothing is sent
 * before the answer. What waits for the take of another shot is not sent: the next fill does that. */

/* What is planned, and then asked; counted. */
typedef struct
{
  RushesWindow *window;
  RushesCore *core;
  RushesBoardModels *models;
  char *slug;
  GPtrArray *lines; /* (nullable): RushesFillLine */
} Filling;

static void
filling_clear (gpointer data)
{
  Filling *self = data;

  g_object_unref (self->window);
  g_object_unref (self->core);
  rushes_board_models_free (self->models);
  g_free (self->slug);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
}

static void
filling_unref (gpointer self)
{
  g_rc_box_release_full (self, filling_clear);
}

static gpointer
plan (gpointer order, GError **error)
{
  Filling *self = order;
  const RushesFillOptions options = { 0 };

  return rushes_board_fill_plan_with (self->models, self->core, self->slug, &options, error);
}

static void
on_ordered (GObject *source, GAsyncResult *result, gpointer data)
{
  Filling *self = data;
  RushesBoardSession *session = rushes_board_desk_get_session (rushes_window_get_desk (self->window));
  g_autoptr (GError) error = NULL;
  g_autofree char *ids = rushes_board_ordering_finish (result, &error);

  if (ids != NULL && session != NULL)
    rushes_board_session_look (session);
  if (ids == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rushes_window_toast (self->window, rushes_error_toast_new (GTK_WIDGET (self->window), error, NULL));
  filling_unref (self);
}

static void
on_yes (gpointer data)
{
  Filling *self = data;

  rushes_board_ordering_lines (self->core, self->slug, self->lines, g_settings_get_double (rushes_window_get_settings (self->window), "monthly-limit"),
                               GTK_WIDGET (self->window), on_ordered, g_rc_box_acquire (self));
}

/* (transfer full): what cannot be made and what waits, a line each */
static char *
dup_words (GPtrArray *lines)
{
  GString *words = g_string_new (_("One job for each shot."));
  guint n_waiting = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const RushesFillLine *line = lines->pdata[i];
      n_waiting += line->missing == NULL && line->waits;
      if (line->missing != NULL)
        g_string_append_printf (words, _("\nShot %s is left out: %s."), line->shown, line->missing);
    }
  if (n_waiting > 0)
    g_string_append_printf (words, ngettext ("\n%u shot starts from one that has no take yet: fill again when that is there.",
                                             "\n%u shots start from ones that have no take yet: fill again when those are there.", n_waiting), n_waiting);
  return g_string_free (words, FALSE);
}

/* (transfer full): “Generate 12 Shots · $9.60” */
static char *
dup_label (GPtrArray *lines, guint *n)
{
  g_autofree char *shots = NULL;
  double sum = 0;

  *n = 0;
  for (guint i = 0; i < lines->len; i++)
    {
      const RushesFillLine *line = lines->pdata[i];
      *n += line->request != NULL;
      sum += line->request != NULL && line->cost > 0 ? line->cost : 0;
    }
  shots = g_strdup_printf (ngettext ("_Generate %u Shot", "_Generate %u Shots", *n), *n);
  return sum > 0 ? g_strdup_printf ("%s · $%.2f", shots, sum) : g_steal_pointer (&shots);
}

static void
on_planned (gpointer window, gpointer order, gpointer lines, const GError *error)
{
  Filling *self = order;
  g_autofree char *words = NULL, *label = NULL;
  guint n;

  if (lines == NULL)
    {
      rushes_window_toast (window, rushes_error_toast_new (window, error, NULL));
      return;
    }
  self->lines = g_ptr_array_ref (lines);
  words = dup_words (lines);
  label = dup_label (lines, &n);
  if (n > 0)
    rushes_question_ask (window, _("Fill Empty Shots"), words, label, FALSE, on_yes, g_rc_box_acquire (self), filling_unref);
  else
    rushes_message_show (window, _("Nothing Can Be Made Yet"), words);
}

static void
fill (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesBoardSession *session = rushes_board_desk_get_session (rushes_window_get_desk (window));
  Filling *self;

  if (session == NULL)
    return;
  rushes_shot_form_save (rushes_window_get_shot_form (window));
  self = g_rc_box_new0 (Filling);
  self->window = g_object_ref (window);
  self->core = g_object_ref (rushes_window_get_core (window));
  self->models = rushes_board_models_new (self->core);
  self->slug = g_strdup (rushes_board_session_get_slug (session));
  rushes_way_back_work (window, plan, self, filling_unref, (GDestroyNotify) g_ptr_array_unref, on_planned);
}

void
rushes_board_filling_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "fill-board", .activate = fill },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
