/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-board-view.h"


/* A board as a page shows it: a list of its shots in the order in which they play, in which a change moves no more than it has to, with
 * the clips that are known to be their takes. “changed” comes after the list has changed, and for changes of board and scenes too. Of the
 * main thread. */
struct _RushesBoardView
{
  GObject parent_instance;
  RushesBoard *board;
  char *folder;          /* (nullable): where it lies */
  GPtrArray *shots;      /* RushesShot */
  GHashTable *positions; /* number → position */
  GHashTable *clips;     /* id → RushesClip */
  gint64 length;
};

static void list_model_init (GListModelInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (RushesBoardView, rushes_board_view, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return RUSHES_TYPE_SHOT;
}

static guint
get_n_items (GListModel *model)
{
  return RUSHES_BOARD_VIEW (model)->shots->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RushesShot *shot = rushes_board_view_get_shot (RUSHES_BOARD_VIEW (model), position);

  return shot != NULL ? g_object_ref (shot) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
rushes_board_view_finalize (GObject *object)
{
  RushesBoardView *self = RUSHES_BOARD_VIEW (object);

  g_clear_object (&self->board);
  g_free (self->folder);
  g_ptr_array_unref (self->shots);
  g_hash_table_unref (self->positions);
  g_hash_table_unref (self->clips);
  G_OBJECT_CLASS (rushes_board_view_parent_class)->finalize (object);
}

static void
rushes_board_view_class_init (RushesBoardViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_board_view_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_board_view_init (RushesBoardView *self)
{
  self->shots = g_ptr_array_new_with_free_func (g_object_unref);
  self->positions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->clips = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/* Returns: (transfer full): of no board yet */
RushesBoardView *
rushes_board_view_new (void)
{
  return g_object_new (RUSHES_TYPE_BOARD_VIEW, NULL);
}

/* @folder: where the files lie that the board names */
void
rushes_board_view_set_folder (RushesBoardView *self, const char *folder)
{
  g_free (self->folder);
  self->folder = g_strdup (folder);
}

/* Returns: (nullable) */
const char *
rushes_board_view_get_folder (RushesBoardView *self)
{
  return self->folder;
}

/* (transfer full): the shot that is known by that number, or one that is new */
static RushesShot *
ref_shot (RushesBoardView *self, gint64 number)
{
  guint position = rushes_board_view_find (self, number);

  return position != G_MAXUINT ? g_object_ref (self->shots->pdata[position]) : rushes_shot_new (number);
}

/* (transfer full): the shots of @board, those that are known among them; what they say comes later */
static GPtrArray *
list_shots (RushesBoardView *self, GPtrArray *items)
{
  GPtrArray *shots = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (shots, ref_shot (self, rushes_board_item_get_int (items->pdata[i], RUSHES_BOARD_NUMBER, 0)));
  return shots;
}

static void
note_positions (RushesBoardView *self)
{
  g_hash_table_remove_all (self->positions);
  for (guint i = 0; i < self->shots->len; i++)
    {
      gint64 number = rushes_shot_get_number (self->shots->pdata[i]);
      g_hash_table_insert (self->positions, g_memdup2 (&number, sizeof number), GUINT_TO_POINTER (i));
    }
}

/* What begins and ends as before stays. @shots: (transfer full) */
static void
exchange (RushesBoardView *self, GPtrArray *shots)
{
  g_autoptr (GPtrArray) before = self->shots;
  guint start = 0, end = 0, shorter = MIN (before->len, shots->len);

  while (start < shorter && before->pdata[start] == shots->pdata[start])
    start++;
  while (end < shorter - start && before->pdata[before->len - 1 - end] == shots->pdata[shots->len - 1 - end])
    end++;
  self->shots = shots;
  note_positions (self);
  if (before->len - start - end > 0 || shots->len - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, before->len - start - end, shots->len - start - end);
}

/* @board: as it is now */
void
rushes_board_view_set_board (RushesBoardView *self, RushesBoard *board)
{
  g_autoptr (GPtrArray) items = rushes_board_list_shots (board), shots = list_shots (self, items);
  gint64 start = 0;

  g_set_object (&self->board, board);
  for (guint i = 0; i < items->len; i++)
    {
      rushes_shot_update (shots->pdata[i], board, items->pdata[i], start);
      start += rushes_shot_get_played (shots->pdata[i]);
    }
  self->length = start;
  exchange (self, g_steal_pointer (&shots));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: (transfer none) (nullable): NULL until one was set */
RushesBoard *
rushes_board_view_get_board (RushesBoardView *self)
{
  return self->board;
}

/* Returns: (transfer none) (nullable) */
RushesShot *
rushes_board_view_get_shot (RushesBoardView *self, guint position)
{
  return position < self->shots->len ? self->shots->pdata[position] : NULL;
}

/* Returns: where the shot with that number is; %G_MAXUINT: nowhere */
guint
rushes_board_view_find (RushesBoardView *self, gint64 number)
{
  gpointer position;

  return g_hash_table_lookup_extended (self->positions, &number, NULL, &position) ? GPOINTER_TO_UINT (position) : G_MAXUINT;
}

/* Returns: all shots together, in frames of the board */
gint64
rushes_board_view_get_length (RushesBoardView *self)
{
  return self->length;
}

/* Returns: how many shots are in that state */
guint
rushes_board_view_count (RushesBoardView *self, RushesShotState state)
{
  guint n = 0;

  for (guint i = 0; i < self->shots->len; i++)
    n += rushes_shot_get_state (self->shots->pdata[i]) == state;
  return n;
}

/* A clip that is a take of the board: before the board that names it is set. */
void
rushes_board_view_put_clip (RushesBoardView *self, RushesClip *clip)
{
  g_hash_table_replace (self->clips, g_strdup (rushes_clip_get_id (clip)), g_object_ref (clip));
}

/* A clip that the library has no more. */
void
rushes_board_view_drop_clip (RushesBoardView *self, const char *id)
{
  if (!g_hash_table_remove (self->clips, id))
    return;
  for (guint i = 0; i < self->shots->len; i++)
    if (rushes_shot_find_take (self->shots->pdata[i], id) > 0)
      g_signal_emit_by_name (self->shots->pdata[i], "changed");
  g_signal_emit (self, signals[CHANGED], 0);
}

/* @id: (nullable). Returns: (transfer none) (nullable): NULL if the library has it not */
RushesClip *
rushes_board_view_get_clip (RushesBoardView *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->clips, id) : NULL;
}
