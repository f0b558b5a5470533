/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-shot.h"

#include "rushes-continuity.h"
#include "rushes-inherit.h"
#include "rushes-shot-number.h"

/* A shot as a page shows it. A board that was changed is read anew and all its items are others; the shot with a number stays the same
 * object, and says “changed” only if something of it did. Of the main thread. */
struct _RushesShot
{
  GObject parent_instance;
  gint64 number;
  char *shown, *line;   /* line: as it stands in the file */
  RushesBoardItem *item;
  gint64 scene, start, length;
  gboolean omitted;
  RushesShotState state;
  guint n_links;
};

G_DEFINE_FINAL_TYPE (RushesShot, rushes_shot, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rushes_shot_finalize (GObject *object)
{
  RushesShot *self = RUSHES_SHOT (object);

  g_free (self->shown);
  g_clear_pointer (&self->line, g_ref_string_release);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (rushes_shot_parent_class)->finalize (object);
}

static void
rushes_shot_class_init (RushesShotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_shot_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_shot_init (RushesShot *self)
{
}

/* Returns: (transfer full): nothing is known of it yet */
RushesShot *
rushes_shot_new (gint64 number)
{
  RushesShot *self = g_object_new (RUSHES_TYPE_SHOT, NULL);

  self->number = number;
  return self;
}

/**
 * rushes_shot_update:
 * @item: the shot on @board
 * @start: frames of the board before it
 *
 * Returns: whether anything of it is different; who shows it was told then
 */
gboolean
rushes_shot_update (RushesShot *self, RushesBoard *board, RushesBoardItem *item, gint64 start)
{
  char *line = rushes_board_item_ref_line (item);
  gint64 scene = rushes_board_item_get_int (rushes_board_item_get_parent (item), RUSHES_BOARD_ID, 0), length = rushes_inherit_get_length (board, item);
  RushesShotState state = rushes_shot_state_get (board, item);
  guint n_links = rushes_continuity_count_links (board, item);
  gboolean omitted = rushes_shot_state_is_omitted (item);
  gboolean same = self->item != NULL && g_strcmp0 (self->line, line) == 0 && scene == self->scene && start == self->start && length == self->length &&
                  state == self->state && n_links == self->n_links && omitted == self->omitted;

  g_set_object (&self->item, item);
  g_clear_pointer (&self->line, g_ref_string_release);
  self->line = line;
  if (same)
    return FALSE;
  g_free (self->shown);
  self->shown = rushes_shot_number_dup_shown (item);
  self->scene = scene;
  self->start = start;
  self->length = length;
  self->omitted = omitted;
  self->state = state;
  self->n_links = n_links;
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

gint64
rushes_shot_get_number (RushesShot *self)
{
  return self->number;
}

/* Returns: what people call it */
const char *
rushes_shot_get_shown (RushesShot *self)
{
  return self->shown;
}

/* Returns: (transfer none): its members; another one after each change */
RushesBoardItem *
rushes_shot_get_item (RushesShot *self)
{
  return self->item;
}

/* Returns: (transfer none) (nullable): the take that counts: the chosen one, else the first */
RushesBoardItem *
rushes_shot_get_take (RushesShot *self)
{
  return rushes_continuity_get_take (self->item);
}

/* Returns: the id of its scene */
gint64
rushes_shot_get_scene (RushesShot *self)
{
  return self->scene;
}

RushesShotState
rushes_shot_get_state (RushesShot *self)
{
  return self->state;
}

guint
rushes_shot_get_n_takes (RushesShot *self)
{
  return rushes_board_item_get_count (self->item);
}

/* Returns: how many shots stand before it in its chain */
guint
rushes_shot_get_n_links (RushesShot *self)
{
  return self->n_links;
}

/* Returns: frames of the board before it */
gint64
rushes_shot_get_start (RushesShot *self)
{
  return self->start;
}

/* Returns: how long it is planned, in frames of the board */
gint64
rushes_shot_get_length (RushesShot *self)
{
  return self->length;
}

/* Returns: how much of the film it is, in frames of the board; 0: it is omitted */
gint64
rushes_shot_get_played (RushesShot *self)
{
  return self->omitted ? 0 : self->length;
}

/* Returns: the first frame of its take that plays, in frames of the board */
gint64
rushes_shot_get_in (RushesShot *self)
{
  RushesBoardItem *take = rushes_shot_get_take (self);

  return take != NULL ? rushes_board_item_get_int (take, RUSHES_BOARD_IN, 0) : 0;
}

/* Returns: the frame after the last one that plays; -1: the take's end */
gint64
rushes_shot_get_out (RushesShot *self)
{
  RushesBoardItem *take = rushes_shot_get_take (self);

  return take != NULL ? rushes_board_item_get_int (take, RUSHES_BOARD_OUT, -1) : -1;
}

/* @clip: its id. Returns: which take it is, from 1; 0: none */
guint
rushes_shot_find_take (RushesShot *self, const char *clip)
{
  for (guint i = 0; i < rushes_board_item_get_count (self->item); i++)
    if (g_strcmp0 (rushes_board_item_get_string (rushes_board_item_get_child (self->item, i), RUSHES_BOARD_CLIP), clip) == 0)
      return i + 1;
  return 0;
}

/* Returns: (nullable): the clip of the take that counts */
const char *
rushes_shot_get_clip (RushesShot *self)
{
  RushesBoardItem *take = rushes_shot_get_take (self);

  return take != NULL ? rushes_board_item_get_string (take, RUSHES_BOARD_CLIP) : NULL;
}
