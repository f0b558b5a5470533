/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-screening.h"

#include "rushes-board-parts.h"
#include "rushes-board-sequence.h"
#include "rushes-error-toast.h"
#include "rushes-way-back.h"

/* The plan is made on a worker whenever the board has changed, one at a time: what plays goes on by it, and what does not waits on its frame,
 * so that it starts at once. */

#define REST_MS 150 /* so long nothing changes before what is not played is planned anew */

struct _RushesBoardScreening
{
  GObject parent_instance;
  RushesCore *core;
  RushesBoardPage *page;       /* lives as long as the window */
  RushesBoardSession *session; /* (nullable) */
  RushesBoard *planned;        /* (nullable): the board, as it was when the page got its plan */
  guint resting;
  gboolean making;             /* a plan is on its way, */
  gboolean again;              /* which is out of date by now */
  gboolean wanted;             /* it is to be played when the plan is there */
};

G_DEFINE_FINAL_TYPE (RushesBoardScreening, rushes_board_screening, G_TYPE_OBJECT)

typedef struct
{
  RushesCore *core;
  char *slug;
  RushesBoard *board;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_object_unref (order->core);
  g_free (order->slug);
  g_object_unref (order->board);
  g_free (order);
}

static gpointer
make_plan (gpointer data, GError **error)
{
  Order *order = data;
  g_autoptr (RushesSequence) sequence = rushes_board_sequence_new (order->core, order->slug, order->board, error);

  if (sequence == NULL)
    return NULL;
  return rushes_play_plan_new (rushes_board_parts_new (sequence), rushes_board_parts_track (sequence), sequence->rate, sequence->width, sequence->height);
}

static void
forget (RushesBoardScreening *self)
{
  g_clear_handle_id (&self->resting, g_source_remove);
  g_clear_object (&self->planned);
  self->wanted = FALSE;
}

static void
play_if_wanted (RushesBoardScreening *self)
{
  if (!self->wanted)
    return;
  self->wanted = FALSE;
  rushes_board_page_play (self->page);
}

/* What was there to play stays; who wanted it to play may ask again. */
static void
tell (RushesBoardScreening *self, const GError *error)
{
  if (self->wanted)
    rushes_error_toast_show (GTK_WIDGET (self->page), error);
  self->wanted = FALSE;
}

static void look (RushesBoardScreening *self);

static void
on_plan (gpointer data, gpointer order, gpointer result, const GError *error)
{
  RushesBoardScreening *self = data;
  RushesPlayPlan *plan = result;
  RushesBoard *board = ((Order *) order)->board;

  self->making = FALSE;
  if (plan == NULL)
    tell (self, error);
  else if (rushes_board_page_shows (self->page, board))
    {
      g_set_object (&self->planned, board);
      rushes_board_page_set_plan (self->page, plan);
      if (plan->parts->len > 0)
        play_if_wanted (self);
    }
  if (self->again)
    look (self);
}

/* (transfer none) (nullable) */
static RushesBoard *
get_board (RushesBoardScreening *self)
{
  return self->session != NULL ? rushes_board_view_get_board (rushes_board_session_get_view (self->session)) : NULL;
}

static void
look (RushesBoardScreening *self)
{
  RushesBoard *board = get_board (self);
  Order *order;

  self->again = self->making;
  if (self->making || board == NULL)
    return;
  self->making = TRUE;
  order = g_new (Order, 1);
  *order = (Order) { g_object_ref (self->core), g_strdup (rushes_board_session_get_slug (self->session)), g_object_ref (board) };
  rushes_way_back_work (self, make_plan, order, order_free, (GDestroyNotify) rushes_play_plan_unref, on_plan);
}

static gboolean
on_rested (gpointer data)
{
  RushesBoardScreening *self = data;

  self->resting = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

/* What is not in sight needs no plan. */
static void
on_changed (RushesBoardScreening *self)
{
  g_clear_object (&self->planned);
  g_clear_handle_id (&self->resting, g_source_remove);
  if (rushes_board_page_is_played (self->page))
    look (self);
  else if (gtk_widget_get_mapped (GTK_WIDGET (self->page)))
    self->resting = g_timeout_add (REST_MS, on_rested, self);
}

/* What is paused there stays as it is. */
static void
on_hidden (RushesBoardScreening *self)
{
  if (rushes_board_page_is_played (self->page))
    return;
  forget (self);
  rushes_board_page_set_plan (self->page, NULL);
}

static void
on_shown (RushesBoardScreening *self)
{
  if (self->planned == NULL)
    on_changed (self);
}

static void
rushes_board_screening_dispose (GObject *object)
{
  RushesBoardScreening *self = RUSHES_BOARD_SCREENING (object);

  forget (self);
  g_clear_object (&self->session);
  g_clear_object (&self->core);
  G_OBJECT_CLASS (rushes_board_screening_parent_class)->dispose (object);
}

static void
rushes_board_screening_class_init (RushesBoardScreeningClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_board_screening_dispose;
}

static void
rushes_board_screening_init (RushesBoardScreening *self)
{
}

/* Returns: (transfer full) */
RushesBoardScreening *
rushes_board_screening_new (RushesCore *core, RushesBoardPage *page)
{
  RushesBoardScreening *self = g_object_new (RUSHES_TYPE_BOARD_SCREENING, NULL);

  self->core = g_object_ref (core);
  self->page = page;
  g_signal_connect_object (page, "map", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "unmap", G_CALLBACK (on_hidden), self, G_CONNECT_SWAPPED);
  return self;
}

/* @session: (nullable): of the board that the page shows from now on */
void
rushes_board_screening_set_session (RushesBoardScreening *self, RushesBoardSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (rushes_board_session_get_view (self->session), self);
  forget (self);
  rushes_board_page_set_plan (self->page, NULL);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_object (rushes_board_session_get_view (session), "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self);
}

/* Plays the board, or pauses. */
void
rushes_board_screening_play (RushesBoardScreening *self)
{
  RushesBoard *board = get_board (self);

  if (board == NULL || rushes_board_page_toggle_playing (self->page))
    return;
  self->wanted = TRUE;
  g_clear_handle_id (&self->resting, g_source_remove);
  if (self->planned != board)
    look (self);
  else if (rushes_board_page_has_plan (self->page))
    play_if_wanted (self);
}
