/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-desk.h"

#include "rushes-board-change.h"
#include "rushes-board-list.h"
#include "rushes-board-screening.h"
#include "rushes-error-text.h"
#include "rushes-toast.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Boards in a window: which there are, which one is open, and what is done to it; “toast” (an AdwToast) says what was. */
struct _RushesBoardDesk
{
  GObject parent_instance;
  RushesCore *core;
  RushesBoardsPage *page;      /* lives as long as the window, which owns both */
  RushesBoardSession *session; /* (nullable): of the board that is open */
  RushesBoardScreening *screening;
  gboolean looking, again;     /* which boards there are; again: once more after that */
  RushesTold *told;            /* what was done last */
};

G_DEFINE_FINAL_TYPE (RushesBoardDesk, rushes_board_desk, G_TYPE_OBJECT)

enum
{
  TOAST,
  SHOT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rushes_board_desk_dispose (GObject *object)
{
  RushesBoardDesk *self = RUSHES_BOARD_DESK (object);

  g_clear_object (&self->screening);
  g_clear_object (&self->session);
  g_clear_object (&self->told);
  g_clear_object (&self->core);
  G_OBJECT_CLASS (rushes_board_desk_parent_class)->dispose (object);
}

static void
rushes_board_desk_class_init (RushesBoardDeskClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_board_desk_dispose;
  signals[TOAST] = g_signal_new ("toast", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, ADW_TYPE_TOAST);
  /* Another board is open, or another shot is the one that the form is about, or it is not as it was. */
  signals[SHOT_CHANGED] = g_signal_new ("shot-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_board_desk_init (RushesBoardDesk *self)
{
}

/* @toast: (transfer full) */
static void
tell (RushesBoardDesk *self, AdwToast *toast)
{
  g_autoptr (AdwToast) held = toast;

  g_signal_emit (self, signals[TOAST], 0, held);
}

/* What was only typed need not be told. */
static gboolean
is_quiet (GVariant *change)
{
  gboolean quiet = FALSE;

  return g_variant_lookup (change, "quiet", "b", &quiet) && quiet;
}

static gboolean
is_undo (GVariant *change)
{
  const char *name = NULL;

  g_variant_lookup (change, "do", "&s", &name);
  return g_strcmp0 (name, RUSHES_CHANGE_UNDO) == 0;
}

/* The last step is the one that can be taken back, so that one toast is enough. */
static void
on_told (RushesBoardSession *session, const char *sentence, GVariant *change, RushesBoardDesk *self)
{
  gboolean here = session == self->session; /* where it was closed before, Undo would be about something else */
  AdwToast *toast = here && *sentence != '\0' && !is_quiet (change) ? rushes_toast_new (sentence) : NULL;

  if (toast == NULL)
    return;
  if (!is_undo (change))
    {
      adw_toast_set_button_label (toast, _("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  rushes_told_say (self->told, toast);
}

static void
on_failed (RushesBoardSession *session, const GError *error, RushesBoardDesk *self)
{
  g_autofree char *line = rushes_error_text_one_line (error, NULL);

  tell (self, rushes_toast_new (line));
  if (rushes_board_view_get_board (rushes_board_session_get_view (session)) == NULL)
    rushes_board_desk_close (self);
}

/* Taken away by another process, or by hand. */
static void
on_gone (RushesBoardSession *session, RushesBoardDesk *self)
{
  RushesBoard *board = rushes_board_view_get_board (rushes_board_session_get_view (session));
  g_autofree char *line = g_strdup_printf (_("“%s” is not among the boards any more"),
                                           board != NULL ? rushes_board_get_title (board) : rushes_board_session_get_slug (session));

  if (session != self->session) /* closed before */
    return;
  tell (self, rushes_toast_new (line));
  rushes_board_desk_close (self);
}

static void
on_change (RushesBoardPage *page, GVariant *change, RushesBoardDesk *self)
{
  rushes_board_desk_change (self, change);
}

static void
on_open_board (RushesBoardsPage *page, const char *slug, RushesBoardDesk *self)
{
  rushes_board_desk_open (self, slug);
}

static void
on_shot_changed (RushesBoardDesk *self)
{
  g_signal_emit (self, signals[SHOT_CHANGED], 0);
}

static gpointer
list (gpointer core, GError **error)
{
  return rushes_board_list (rushes_core_get_paths (core));
}

static void
on_listed (gpointer desk, gpointer core, gpointer facts, const GError *error)
{
  RushesBoardDesk *self = desk;

  self->looking = FALSE;
  if (self->again)
    rushes_board_desk_look (self);
  else
    rushes_boards_page_set_facts (self->page, facts);
}

/* Which boards there are may have changed. One look at a time: an older one would be the last word otherwise. */
void
rushes_board_desk_look (RushesBoardDesk *self)
{
  self->again = self->looking;
  if (self->looking)
    return;
  self->looking = TRUE;
  rushes_way_back_work (self, list, g_object_ref (self->core), g_object_unref, (GDestroyNotify) g_ptr_array_unref, on_listed);
}

/* @told: (transfer full): says what was done last. Returns: (transfer full) */
RushesBoardDesk *
rushes_board_desk_new (RushesCore *core, RushesBoardsPage *page, RushesTold *told)
{
  RushesBoardDesk *self = g_object_new (RUSHES_TYPE_BOARD_DESK, NULL);

  self->core = g_object_ref (core);
  self->page = page;
  self->told = told;
  self->screening = rushes_board_screening_new (core, rushes_boards_page_get_board (page));
  g_signal_connect_object (page, "open-board", G_CALLBACK (on_open_board), self, 0);
  g_signal_connect_object (page, "map", G_CALLBACK (rushes_board_desk_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rushes_boards_page_get_board (page), "change", G_CALLBACK (on_change), self, 0);
  g_signal_connect_object (rushes_boards_page_get_board (page), "shot-changed", G_CALLBACK (on_shot_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/* @slug: the board's folder */
void
rushes_board_desk_open (RushesBoardDesk *self, const char *slug)
{
  rushes_told_end (self->told);
  g_clear_object (&self->session);
  self->session = rushes_board_session_new (self->core, slug);
  g_signal_connect_object (self->session, "told", G_CALLBACK (on_told), self, 0);
  g_signal_connect_object (self->session, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (self->session, "gone", G_CALLBACK (on_gone), self, 0);
  g_signal_connect_object (self->session, "settled", G_CALLBACK (rushes_board_page_settle), rushes_boards_page_get_board (self->page), G_CONNECT_SWAPPED);
  rushes_boards_page_open (self->page, rushes_board_session_get_view (self->session));
  rushes_board_screening_set_session (self->screening, self->session);
  on_shot_changed (self);
}

/* All boards are shown again. */
void
rushes_board_desk_close (RushesBoardDesk *self)
{
  rushes_told_end (self->told); /* what was done on a board is told while it is open */
  rushes_board_screening_set_session (self->screening, NULL);
  rushes_boards_page_open (self->page, NULL);
  g_clear_object (&self->session);
  rushes_board_desk_look (self);
  on_shot_changed (self);
}

/* Returns: (transfer none) (nullable): of the board that is open */
RushesBoardSession *
rushes_board_desk_get_session (RushesBoardDesk *self)
{
  return self->session;
}

/* @change: see rushes-board-change.h; a floating reference is taken */
void
rushes_board_desk_change (RushesBoardDesk *self, GVariant *change)
{
  g_autoptr (GVariant) held = g_variant_ref_sink (change);

  if (self->session != NULL)
    rushes_board_session_change (self->session, held);
}

/* Plays the board that is open, or pauses. */
void
rushes_board_desk_play (RushesBoardDesk *self)
{
  rushes_board_screening_play (self->screening);
}

static RushesBoardFoot *
get_foot (RushesBoardDesk *self)
{
  return rushes_board_page_get_foot (rushes_boards_page_get_board (self->page));
}

/* What goes on with a board, in the foot of the one that is open. @text: (nullable): nothing does any more */
void
rushes_board_desk_show_work (RushesBoardDesk *self, const char *text, double fraction)
{
  rushes_board_foot_show_work (get_foot (self), text, fraction);
}

/* How far files are on their way into the library. @text: (nullable): none are any more */
void
rushes_board_desk_show_import (RushesBoardDesk *self, const char *text, double fraction)
{
  rushes_board_foot_show_import (get_foot (self), text, fraction);
}

/* How far the board that is open is filled. @text: (nullable): it is not being filled */
void
rushes_board_desk_show_filling (RushesBoardDesk *self, const char *text, double fraction)
{
  rushes_board_foot_show_filling (get_foot (self), text, fraction);
}

/* Returns: (transfer full) (nullable): gint64: the numbers of several shots that are selected and of which some are empty; NULL: a fill is about all */
GHashTable *
rushes_board_desk_dup_meant (RushesBoardDesk *self)
{
  return rushes_board_foot_dup_meant (get_foot (self));
}

/* That shot of the board that is open alone is selected. */
void
rushes_board_desk_select (RushesBoardDesk *self, gint64 number)
{
  rushes_board_page_select (rushes_boards_page_get_board (self->page), number);
}

/* The same, and it is in sight and has the focus. */
void
rushes_board_desk_go_to (RushesBoardDesk *self, gint64 number)
{
  rushes_board_page_go_to (rushes_boards_page_get_board (self->page), number);
}

/* The window goes: what was done to the board is written first. Blocks, in the main loop, for no longer than another process is waited for. */
void
rushes_board_desk_finish (RushesBoardDesk *self)
{
  if (self->session != NULL)
    rushes_board_session_wait (self->session);
}

/* Returns: whether a board is in sight, so that undo is about it */
gboolean
rushes_board_desk_undo (RushesBoardDesk *self, gboolean redo)
{
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->page)))
    return FALSE;
  rushes_board_desk_change (self, g_variant_new_parsed ("{'do': <%s>}", redo ? RUSHES_CHANGE_REDO : RUSHES_CHANGE_UNDO));
  return TRUE;
}
