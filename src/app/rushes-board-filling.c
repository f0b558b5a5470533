/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-filling.h"

#include "rushes-board-filler.h"
#include "rushes-error-toast.h"
#include "rushes-fill-window.h"
#include "rushes-limit-question.h"
#include "rushes-shot-words.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* “win.fill-board”: one job for each shot without a take, of the selection or of the whole board. A worker looks what each would be made with; the list is
 * shown, and nothing is sent before its user has agreed to it. */

/* What is shown; counted, since workers have it too, but it ends in the main thread. */
typedef struct
{
  RushesWindow *window;
  RushesCore *core;
  RushesFillWindow *dialog;  /* whose data this is */
  char *slug;
  RushesRate rate;
  GHashTable *only;          /* (nullable): gint64: numbers of the shots that are meant */
  RushesBoardModels *models; /* (nullable): a worker at a time has it; NULL: the fill that goes on has it */
  RushesFillOptions options;
  GPtrArray *lines;          /* (nullable): RushesFillLine, all of the board */
  GPtrArray *agreed;         /* (nullable): those of them that were checked */
  double limit;              /* of the month, US dollars */
  gboolean planning, again;  /* again: with other options after that */
} Filling;

static void
filling_clear (gpointer data)
{
  Filling *self = data;

  g_object_unref (self->window);
  g_object_unref (self->core);
  g_clear_pointer (&self->models, rushes_board_models_free);
  g_clear_pointer (&self->only, g_hash_table_unref);
  g_clear_pointer (&self->agreed, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self->slug);
}

static void
filling_unref (gpointer self)
{
  g_rc_box_release_full (self, filling_clear);
}

static RushesFillWay
get_way (const RushesFillLine *line)
{
  if (line->missing == NULL)
    return RUSHES_FILL_WAY_NONE;
  return line->lack == RUSHES_FILL_PROMPT ? RUSHES_FILL_WAY_WRITE : line->lack == RUSHES_FILL_SERVER ? RUSHES_FILL_WAY_SERVERS : RUSHES_FILL_WAY_SHOW;
}

/* What is on its way already need not be checked to come. */
static void
take_needs (Filling *self, const RushesFillLine *line, RushesFillItem *item)
{
  for (int side = 0; side < 2; side++)
    {
      const RushesFillLine *other = line->waits_for[side] != 0 ? rushes_board_fill_find_line (self->lines, line->waits_for[side]) : NULL;
      if (other != NULL)
        item->waits_for[side] = other->number;
      if (line->waits_for[side] != 0 && item->waiting == NULL)
        item->waiting = other != NULL ? g_strdup (other->shown) : g_strdup_printf ("%" G_GINT64_FORMAT, line->waits_for[side]);
    }
}

/* It is closed, and not gone yet. */
static gboolean
is_closed (gpointer dialog)
{
  return !gtk_widget_get_realized (dialog);
}

/* (transfer full) */
static RushesFillItem *
new_item (Filling *self, const RushesFillLine *line)
{
  RushesFillItem *item = g_new0 (RushesFillItem, 1);

  item->number = line->number;
  item->shown = g_strdup (line->shown);
  item->action = g_strdup (line->action);
  item->model = g_strdup (line->model);
  item->place = g_strdup (line->place);
  item->length = rushes_shot_words_dup_length (self->rate, line->length);
  item->seconds = rushes_rate_to_seconds (self->rate, line->length);
  item->cost = line->cost;
  item->free = line->free;
  item->missing = g_strdup (line->missing);
  item->way = get_way (line);
  item->start = line->start != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, line->start) : NULL;
  take_needs (self, line, item);
  return item;
}

static gboolean
is_meant (Filling *self, const RushesFillLine *line)
{
  return self->only == NULL || g_hash_table_contains (self->only, &line->number);
}

static gboolean
may_use_action (Filling *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const RushesFillLine *line = self->lines->pdata[i];
      if (is_meant (self, line) && line->lack == RUSHES_FILL_PROMPT && line->action != NULL && *line->action != '\0')
        return TRUE;
    }
  return FALSE;
}

static RushesBoardSession *
get_session (Filling *self)
{
  RushesBoardSession *session = rushes_board_desk_get_session (rushes_window_get_desk (self->window));

  return session != NULL && g_str_equal (rushes_board_session_get_slug (session), self->slug) ? session : NULL;
}

static gboolean
has_out_of_date (Filling *self)
{
  RushesBoardSession *session = get_session (self);

  return session != NULL && rushes_board_view_count (rushes_board_session_get_view (session), RUSHES_SHOT_OUT_OF_DATE) > 0;
}

/* What cannot be made stands first. */
static void
show_lines (Filling *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_fill_item_free);

  for (int missing = 1; missing >= 0; missing--)
    for (guint i = 0; i < self->lines->len; i++)
      {
        const RushesFillLine *line = self->lines->pdata[i];
        if (is_meant (self, line) && (line->missing != NULL) == missing)
          g_ptr_array_add (items, new_item (self, line));
      }
  rushes_fill_window_set_items (self->dialog, items, may_use_action (self), has_out_of_date (self));
}

static gpointer
plan (gpointer order, GError **error)
{
  Filling *self = order;

  return rushes_board_fill_plan_with (self->models, self->core, self->slug, &self->options, error);
}

static void start_plan (Filling *self);

static void
on_planned (gpointer dialog, gpointer order, gpointer lines, const GError *error)
{
  Filling *self = order;

  self->planning = FALSE;
  if (is_closed (dialog))
    return;
  if (lines == NULL)
    {
      rushes_window_toast (self->window, rushes_error_toast_new (GTK_WIDGET (self->window), error, NULL));
      rushes_dialog_close (dialog);
      return;
    }
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = g_ptr_array_ref (lines);
  if (self->again)
    start_plan (self);
  else
    show_lines (self);
}

static void
start_plan (Filling *self)
{
  rushes_fill_window_set_busy (self->dialog, TRUE);
  self->again = self->planning;
  if (self->planning)
    return;
  self->planning = TRUE;
  self->options.use_action = rushes_fill_window_get_use_action (self->dialog);
  self->options.out_of_date = rushes_fill_window_get_out_of_date (self->dialog);
  rushes_way_back_work (self->dialog, plan, g_rc_box_acquire (self), filling_unref, (GDestroyNotify) g_ptr_array_unref, on_planned);
}

/* Nothing waits to be written any more. */
static void
on_settled (RushesFillWindow *dialog, RushesBoardSession *session)
{
  g_signal_handlers_disconnect_by_func (session, on_settled, dialog);
  start_plan (g_object_get_data (G_OBJECT (dialog), "filling"));
}

static gpointer
find_excess (gpointer order, GError **error)
{
  Filling *self = order;

  return rushes_board_fill_dup_excess (self->core, self->agreed, self->limit);
}

static void
on_agreed (GObject *parent, GAsyncResult *result, gpointer data)
{
  Filling *self = data;
  g_autoptr (RushesBoardFiller) filler = NULL;

  gboolean agreed = rushes_limit_question_finish (result, NULL);

  if (!is_closed (self->dialog) && !agreed)
    rushes_fill_window_set_busy (self->dialog, FALSE);
  else if (!is_closed (self->dialog))
    {
      filler = rushes_board_filler_new (self->core, self->slug, g_steal_pointer (&self->models), &self->options, self->agreed);
      rushes_board_filler_start (filler);
      rushes_dialog_close (RUSHES_DIALOG (self->dialog));
    }
  filling_unref (self);
}

static void
on_excess (gpointer dialog, gpointer order, gpointer excess, const GError *error)
{
  if (!is_closed (dialog))
    rushes_limit_question_ask (dialog, excess, on_agreed, g_rc_box_acquire (order));
}

static void
on_generate (RushesFillWindow *dialog, Filling *self)
{
  if (self->lines == NULL || self->planning)
    return;
  g_clear_pointer (&self->agreed, g_ptr_array_unref);
  self->agreed = g_ptr_array_new_with_free_func (rushes_fill_line_unref);
  for (guint i = 0; i < self->lines->len; i++)
    if (rushes_fill_window_is_checked (dialog, ((RushesFillLine *) self->lines->pdata[i])->number))
      g_ptr_array_add (self->agreed, rushes_fill_line_ref (self->lines->pdata[i]));
  self->limit = g_settings_get_double (rushes_window_get_settings (self->window), "monthly-limit");
  rushes_fill_window_set_busy (dialog, TRUE);
  rushes_way_back_work (dialog, find_excess, g_rc_box_acquire (self), filling_unref, g_free, on_excess);
}

static void
on_way_out (RushesFillWindow *dialog, gint64 number, RushesFillWay way, Filling *self)
{
  g_autoptr (RushesWindow) window = g_object_ref (self->window);

  rushes_dialog_close (RUSHES_DIALOG (dialog));
  if (way == RUSHES_FILL_WAY_SERVERS)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.preferences", NULL);
  else
    rushes_window_show_shot (window, number, way == RUSHES_FILL_WAY_WRITE);
}

static void
listen (Filling *self)
{
  g_signal_connect (self->dialog, "generate", G_CALLBACK (on_generate), self);
  g_signal_connect_swapped (self->dialog, "options-changed", G_CALLBACK (start_plan), self);
  g_signal_connect (self->dialog, "way-out", G_CALLBACK (on_way_out), self);
}

static Filling *
new_filling (RushesWindow *window, RushesBoardSession *session)
{
  RushesBoard *board = rushes_board_view_get_board (rushes_board_session_get_view (session));
  Filling *self = g_rc_box_new0 (Filling);

  self->window = g_object_ref (window);
  self->core = g_object_ref (rushes_window_get_core (window));
  self->models = rushes_board_models_new (self->core);
  self->slug = g_strdup (rushes_board_session_get_slug (session));
  self->rate = rushes_board_get_rate (board);
  self->only = rushes_board_desk_dup_meant (rushes_window_get_desk (window));
  self->dialog = rushes_fill_window_new (rushes_board_get_title (board));
  g_object_set_data_full (G_OBJECT (self->dialog), "filling", self, filling_unref);
  return self;
}

static void
fill (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesBoardSession *session = rushes_board_desk_get_session (rushes_window_get_desk (window));
  Filling *self;

  if (session == NULL || rushes_board_view_get_board (rushes_board_session_get_view (session)) == NULL)
    return;
  rushes_shot_form_save (rushes_window_get_shot_form (window));
  self = new_filling (window, session);
  listen (self);
  rushes_dialog_present (RUSHES_DIALOG (self->dialog), window);
  if (rushes_board_session_is_busy (session)) /* what was typed is being written */
    g_signal_connect_object (session, "settled", G_CALLBACK (on_settled), self->dialog, G_CONNECT_SWAPPED);
  else
    start_plan (self);
}

void
rushes_board_filling_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "fill-board", .activate = fill },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
