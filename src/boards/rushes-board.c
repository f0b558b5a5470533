/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-private.h"

#include "rushes-board-item-private.h"
/* A board: the items, who has which number, and what was done. All changes come in by steps (rushes-board-history.h); “changed” is
 * emitted after each. Main thread, or a worker that has it alone. */
struct _RushesBoard
{
  GObject parent_instance;
  RushesBoardItem *root;
  GHashTable *shots;   /* gint64 * → RushesBoardItem *, not ours: number → shot */
  GHashTable *between; /* gint64 *: numbers that were given between two others; the rest follows from the largest */
  gint64 largest_shot, largest_scene;
  gboolean given_changed;
  GPtrArray *problems; /* sentences: what is odd about the file */
  gboolean read_only;
  GPtrArray *done, *undone; /* of rushes-board-history.c */
};

enum
{
  CHANGED, /* (): something of it */
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesBoard, rushes_board, G_TYPE_OBJECT)

static void
rushes_board_finalize (GObject *object)
{
  RushesBoard *self = RUSHES_BOARD (object);

  g_clear_object (&self->root);
  g_hash_table_unref (self->shots);
  g_hash_table_unref (self->between);
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  G_OBJECT_CLASS (rushes_board_parent_class)->finalize (object);
}

static void
rushes_board_class_init (RushesBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_board_finalize;
  signals[CHANGED] = g_signal_new ("changed", RUSHES_TYPE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_board_init (RushesBoard *self)
{
  self->shots = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->between = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->done = g_ptr_array_new ();
  self->undone = g_ptr_array_new ();
}

/* Returns: (transfer full): what a file holds, not looked at yet. @root: (transfer full) */
RushesBoard *
rushes_board_new_with_root (RushesBoardItem *root)
{
  RushesBoard *self = g_object_new (RUSHES_TYPE_BOARD, NULL);

  self->root = root;
  return self;
}

/* @id: names it in requests and sidecars. Returns: (transfer full): an empty board of 24 frames a second */
RushesBoard *
rushes_board_new (const char *id, const char *title)
{
  RushesBoard *self = rushes_board_new_with_root (rushes_board_item_new (RUSHES_BOARD_LEVEL_BOARD));
  g_autofree char *rate = rushes_rate_dup_text (RUSHES_RATE_DEFAULT);

  rushes_board_item_set (self->root, RUSHES_BOARD_FORMAT, g_variant_new_int64 (RUSHES_BOARD_VERSION));
  rushes_board_item_set (self->root, RUSHES_BOARD_ID, g_variant_new_string (id));
  rushes_board_item_set (self->root, RUSHES_BOARD_TITLE, g_variant_new_string (title));
  rushes_board_item_set (self->root, RUSHES_BOARD_RATE, g_variant_new_string (rate));
  rushes_board_write_given (self);
  return self;
}

/* Returns: (transfer none): its members, and the scenes as its list */
RushesBoardItem *
rushes_board_get_root (RushesBoard *self)
{
  return self->root;
}

const char *
rushes_board_get_id (RushesBoard *self)
{
  const char *id = rushes_board_item_get_string (self->root, RUSHES_BOARD_ID);

  return id != NULL ? id : "";
}

const char *
rushes_board_get_title (RushesBoard *self)
{
  const char *title = rushes_board_item_get_string (self->root, RUSHES_BOARD_TITLE);

  return title != NULL ? title : "";
}

/* For a board that is being made: later it is a step like any other. */
void
rushes_board_set_title (RushesBoard *self, const char *title)
{
  rushes_board_item_set (self->root, RUSHES_BOARD_TITLE, g_variant_new_string (title));
}

/* Returns: the frames per second that all its lengths are counted in */
RushesRate
rushes_board_get_rate (RushesBoard *self)
{
  GVariant *value = rushes_board_item_get (self->root, RUSHES_BOARD_RATE);
  g_autofree char *text = value == NULL                                                ? NULL
                          : g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)        ? g_variant_dup_string (value, NULL)
                          : g_variant_is_of_type (value, G_VARIANT_TYPE_INT64)         ? g_variant_print (value, FALSE)
                          : g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE)        ? g_variant_print (value, FALSE)
                                                                                       : NULL;
  RushesRate rate = RUSHES_RATE_DEFAULT;

  if (text != NULL)
    rushes_rate_parse (text, &rate);
  return rate;
}

/* Returns: (transfer none) (element-type utf8): sentences about what is odd in the file; nothing of it was lost */
GPtrArray *
rushes_board_get_problems (RushesBoard *self)
{
  return self->problems;
}

/* Whether a newer version wrote it, in a form that this one does not know. */
gboolean
rushes_board_is_read_only (RushesBoard *self)
{
  return self->read_only;
}

void
rushes_board_set_read_only (RushesBoard *self)
{
  self->read_only = TRUE;
}

void
rushes_board_add_problem (RushesBoard *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

/* Returns: (transfer none) (nullable) */
RushesBoardItem *
rushes_board_find_scene (RushesBoard *self, gint64 id)
{
  for (guint i = 0; i < rushes_board_item_get_count (self->root); i++)
    if (rushes_board_item_get_int (rushes_board_item_get_child (self->root, i), RUSHES_BOARD_ID, 0) == id)
      return rushes_board_item_get_child (self->root, i);
  return NULL;
}

/* Returns: (transfer none) (nullable) */
RushesBoardItem *
rushes_board_find_shot (RushesBoard *self, gint64 number)
{
  return g_hash_table_lookup (self->shots, &number);
}

static RushesBoardItem *
find_take (RushesBoard *self, gint64 number, const char *clip)
{
  RushesBoardItem *shot = rushes_board_find_shot (self, number);

  for (guint i = 0; shot != NULL && i < rushes_board_item_get_count (shot); i++)
    if (g_strcmp0 (rushes_board_item_get_string (rushes_board_item_get_child (shot, i), RUSHES_BOARD_CLIP), clip) == 0)
      return rushes_board_item_get_child (shot, i);
  return NULL;
}

/* @address: as rushes_board_item_dup_address() gives it. Returns: (transfer none) (nullable) */
RushesBoardItem *
rushes_board_find (RushesBoard *self, const char *address)
{
  g_auto (GStrv) words = g_strsplit (address, " ", 3);
  gint64 number = g_strv_length (words) > 1 ? g_ascii_strtoll (words[1], NULL, 10) : 0;

  if (g_str_equal (address, "board"))
    return self->root;
  if (g_strcmp0 (words[0], "scene") == 0)
    return rushes_board_find_scene (self, number);
  if (g_strcmp0 (words[0], "shot") == 0)
    return rushes_board_find_shot (self, number);
  return g_strcmp0 (words[0], "take") == 0 && g_strv_length (words) == 3 ? find_take (self, number, words[2]) : NULL;
}

/* Returns: (transfer container) (element-type RushesBoardItem): all shots in the order in which they play */
GPtrArray *
rushes_board_list_shots (RushesBoard *self)
{
  GPtrArray *shots = g_ptr_array_new ();

  for (guint i = 0; i < rushes_board_item_get_count (self->root); i++)
    {
      RushesBoardItem *scene = rushes_board_item_get_child (self->root, i);
      for (guint k = 0; k < rushes_board_item_get_count (scene); k++)
        g_ptr_array_add (shots, rushes_board_item_get_child (scene, k));
    }
  return shots;
}

/* The table of numbers follows what comes and goes. */
void
rushes_board_enter (RushesBoard *self, RushesBoardItem *item, gboolean is_there)
{
  gint64 number = rushes_board_item_get_int (item, RUSHES_BOARD_NUMBER, 0);

  if (rushes_board_item_get_level (item) == RUSHES_BOARD_LEVEL_SCENE)
    for (guint i = 0; i < rushes_board_item_get_count (item); i++)
      rushes_board_enter (self, rushes_board_item_get_child (item, i), is_there);
  else if (rushes_board_item_get_level (item) == RUSHES_BOARD_LEVEL_SHOT && is_there)
    g_hash_table_insert (self->shots, g_memdup2 (&number, sizeof number), item);
  else if (rushes_board_item_get_level (item) == RUSHES_BOARD_LEVEL_SHOT)
    g_hash_table_remove (self->shots, &number);
}

/* @child: (transfer full) */
void
rushes_board_attach (RushesBoard *self, RushesBoardItem *parent, guint index, RushesBoardItem *child)
{
  rushes_board_item_insert (parent, index, child);
  rushes_board_enter (self, child, TRUE);
}

/* Returns: (transfer full) */
RushesBoardItem *
rushes_board_detach (RushesBoard *self, RushesBoardItem *child)
{
  rushes_board_enter (self, child, FALSE);
  return rushes_board_item_steal (rushes_board_item_get_parent (child), rushes_board_item_get_index (child));
}

/* @of: %RUSHES_BOARD_SHOTS or %RUSHES_BOARD_SCENES. Returns: the largest number that was ever given */
gint64
rushes_board_get_largest (RushesBoard *self, const char *of)
{
  return g_str_equal (of, RUSHES_BOARD_SHOTS) ? self->largest_shot : self->largest_scene;
}

/* Whether a shot between two others has or had that number. */
gboolean
rushes_board_was_between (RushesBoard *self, gint64 number)
{
  return g_hash_table_contains (self->between, &number);
}

/* Numbers up to that one were given. */
void
rushes_board_note_largest (RushesBoard *self, const char *of, gint64 number)
{
  gint64 *largest = g_str_equal (of, RUSHES_BOARD_SHOTS) ? &self->largest_shot : &self->largest_scene;

  self->given_changed = self->given_changed || number > *largest;
  *largest = MAX (*largest, number);
}

/* That number is never given again, whatever becomes of who has it. */
void
rushes_board_note_given (RushesBoard *self, const char *of, gint64 number)
{
  rushes_board_note_largest (self, of, number);
  if (!g_str_equal (of, RUSHES_BOARD_SHOTS) || number % RUSHES_BOARD_NUMBER_STEP == 0 || rushes_board_was_between (self, number))
    return;
  g_hash_table_add (self->between, g_memdup2 (&number, sizeof number));
  self->given_changed = TRUE;
}

static int
compare_numbers (const void *a, const void *b)
{
  const gint64 *first = *(const gint64 *const *) a, *second = *(const gint64 *const *) b;

  return *first < *second ? -1 : *first > *second;
}

/* Which numbers were given, as a member of the file. */
void
rushes_board_write_given (RushesBoard *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT), list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ax"));
  guint n;
  g_autofree gint64 **numbers = (gint64 **) g_hash_table_get_keys_as_array (self->between, &n);

  qsort (numbers, n, sizeof *numbers, compare_numbers);
  for (guint i = 0; i < n; i++)
    g_variant_builder_add (&list, "x", *numbers[i]);
  g_variant_builder_add (&builder, "{sv}", RUSHES_BOARD_SHOTS, g_variant_new_int64 (self->largest_shot));
  g_variant_builder_add (&builder, "{sv}", RUSHES_BOARD_SCENES, g_variant_new_int64 (self->largest_scene));
  g_variant_builder_add (&builder, "{sv}", "between", g_variant_builder_end (&list));
  rushes_board_item_set (self->root, RUSHES_BOARD_GIVEN, g_variant_builder_end (&builder));
  self->given_changed = FALSE;
}

/* After changes: what was given is written down, and whoever looks at the board hears of it. */
void
rushes_board_tell_changed (RushesBoard *self)
{
  if (self->given_changed)
    rushes_board_write_given (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What was given is written down with the next change. */
void
rushes_board_mark_given (RushesBoard *self)
{
  self->given_changed = TRUE;
}

/* Returns: (transfer none): the steps that were done, or taken back; the newest last */
GPtrArray *
rushes_board_get_steps (RushesBoard *self, gboolean undone)
{
  return undone ? self->undone : self->done;
}
