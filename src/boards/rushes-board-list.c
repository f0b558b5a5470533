/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-list.h"

#include "rushes-board-file.h"
#include "rushes-board-text.h"
#include "rushes-continuity.h"
#include "rushes-error.h"
#include "rushes-inherit.h"
#include "rushes-replace.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* All boards. What a list tells of each is remembered in the cache, with the stamp of its file, so that only those are read that have
 * changed. The files stay the truth: counts in them would be in the way whenever two people's changes are merged. Blocking, any thread. */

#define CACHE "boards.json"
#define PICTURES 4

void
rushes_board_facts_free (RushesBoardFacts *self)
{
  g_free (self->slug);
  g_free (self->id);
  g_free (self->title);
  g_strfreev (self->pictures);
  g_strfreev (self->takes);
  g_free (self->problem);
  g_free (self);
}

static void
add_takes (GStrvBuilder *takes, RushesBoardItem *shot)
{
  for (guint i = 0; i < rushes_board_item_get_count (shot); i++)
    {
      const char *clip = rushes_board_item_get_string (rushes_board_item_get_child (shot, i), RUSHES_BOARD_CLIP);
      if (clip != NULL)
        g_strv_builder_add (takes, clip);
    }
}

/* (transfer full) (nullable): the take that counts, else the still */
static char *
dup_picture (RushesBoardItem *shot)
{
  RushesBoardItem *take = rushes_continuity_get_take (shot);
  const char *clip = take != NULL ? rushes_board_item_get_string (take, RUSHES_BOARD_CLIP) : NULL;

  return clip != NULL ? g_strconcat ("clip:", clip, NULL) : g_strdup (rushes_board_item_get_string (shot, RUSHES_BOARD_STILL));
}

static void
count_shots (RushesBoardFacts *self, RushesBoard *board)
{
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (board);
  g_autoptr (GStrvBuilder) pictures = g_strv_builder_new (), takes = g_strv_builder_new ();

  self->n_shots = shots->len;
  for (guint i = 0, n = 0; i < shots->len; i++)
    {
      g_autofree char *picture = n < PICTURES ? dup_picture (shots->pdata[i]) : NULL;
      self->frames += rushes_shot_state_is_omitted (shots->pdata[i]) ? 0 : rushes_inherit_get_length (board, shots->pdata[i]);
      self->n_states[rushes_shot_state_get (board, shots->pdata[i])]++;
      if (picture != NULL)
        {
          g_strv_builder_add (pictures, picture);
          n++;
        }
      add_takes (takes, shots->pdata[i]);
    }
  self->pictures = g_strv_builder_end (pictures);
  self->takes = g_strv_builder_end (takes);
}

static RushesBoardFacts *
read_board (const char *slug, const char *folder)
{
  RushesBoardFacts *self = g_new0 (RushesBoardFacts, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesBoard) board = rushes_board_file_glance (folder, &error);
  g_autofree char *path = rushes_board_file_dup_path (folder);
  GStatBuf facts;

  self->slug = g_strdup (slug);
  if (g_stat (path, &facts) == 0)
    self->changed_us = (gint64) facts.st_mtime * G_USEC_PER_SEC;
  if (board == NULL)
    {
      self->problem = g_strdup (error->message);
      return self;
    }
  self->id = g_strdup (rushes_board_get_id (board));
  self->title = g_strdup (rushes_board_get_title (board));
  self->rate = rushes_board_get_rate (board);
  self->n_scenes = rushes_board_item_get_count (rushes_board_get_root (board));
  count_shots (self, board);
  return self;
}

static GVariant *
to_variant (const RushesBoardFacts *self, const char *stamp)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT), states = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ax"));
  g_autofree char *rate = rushes_rate_dup_text (self->rate);

  for (guint i = 0; i < RUSHES_N_SHOT_STATES; i++)
    g_variant_builder_add (&states, "x", self->n_states[i]);
  g_variant_builder_add (&builder, "{sv}", "stamp", g_variant_new_string (stamp));
  g_variant_builder_add (&builder, "{sv}", "id", g_variant_new_string (self->id));
  g_variant_builder_add (&builder, "{sv}", "title", g_variant_new_string (self->title));
  g_variant_builder_add (&builder, "{sv}", "rate", g_variant_new_string (rate));
  g_variant_builder_add (&builder, "{sv}", "frames", g_variant_new_int64 (self->frames));
  g_variant_builder_add (&builder, "{sv}", "scenes", g_variant_new_int64 (self->n_scenes));
  g_variant_builder_add (&builder, "{sv}", "shots", g_variant_new_int64 (self->n_shots));
  g_variant_builder_add (&builder, "{sv}", "changed_us", g_variant_new_int64 (self->changed_us));
  g_variant_builder_add (&builder, "{sv}", "states", g_variant_builder_end (&states));
  g_variant_builder_add (&builder, "{sv}", "pictures", g_variant_new_strv ((const char *const *) self->pictures, -1));
  g_variant_builder_add (&builder, "{sv}", "takes", g_variant_new_strv ((const char *const *) self->takes, -1));
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static char **
dup_texts (GVariant *list)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (list, i), inner = g_variant_get_variant (box);
      if (g_variant_is_of_type (inner, G_VARIANT_TYPE_STRING))
        g_strv_builder_add (texts, g_variant_get_string (inner, NULL));
    }
  return g_strv_builder_end (texts);
}

static void
read_states (RushesBoardFacts *self, GVariant *list)
{
  for (gsize i = 0; i < MIN (g_variant_n_children (list), RUSHES_N_SHOT_STATES); i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (list, i), inner = g_variant_get_variant (box);
      if (g_variant_is_of_type (inner, G_VARIANT_TYPE_INT64))
        self->n_states[i] = g_variant_get_int64 (inner);
    }
}

/* (nullable): what is remembered of a board, if its file is still that one */
static RushesBoardFacts *
from_variant (GVariant *cache, const char *slug, const char *stamp)
{
  g_autoptr (GVariant) entry = cache != NULL ? g_variant_lookup_value (cache, slug, G_VARIANT_TYPE_VARDICT) : NULL;
  g_autoptr (GVariant) states = entry != NULL ? g_variant_lookup_value (entry, "states", G_VARIANT_TYPE ("av")) : NULL;
  g_autoptr (GVariant) pictures = entry != NULL ? g_variant_lookup_value (entry, "pictures", G_VARIANT_TYPE ("av")) : NULL;
  g_autoptr (GVariant) takes = entry != NULL ? g_variant_lookup_value (entry, "takes", G_VARIANT_TYPE ("av")) : NULL;
  g_autoptr (RushesBoardFacts) self = g_new0 (RushesBoardFacts, 1);
  const char *known = NULL, *rate = NULL;

  if (states == NULL || pictures == NULL || takes == NULL || !g_variant_lookup (entry, "stamp", "&s", &known) || !g_str_equal (known, stamp) ||
      !g_variant_lookup (entry, "rate", "&s", &rate) || !rushes_rate_parse (rate, &self->rate) || !g_variant_lookup (entry, "id", "s", &self->id) ||
      !g_variant_lookup (entry, "title", "s", &self->title) || !g_variant_lookup (entry, "frames", "x", &self->frames) ||
      !g_variant_lookup (entry, "scenes", "x", &self->n_scenes) || !g_variant_lookup (entry, "shots", "x", &self->n_shots) ||
      !g_variant_lookup (entry, "changed_us", "x", &self->changed_us))
    return NULL;
  self->slug = g_strdup (slug);
  self->pictures = dup_texts (pictures);
  self->takes = dup_texts (takes);
  read_states (self, states);
  return g_steal_pointer (&self);
}

static GVariant *
read_cache (const char *path)
{
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GVariant) value = g_file_get_contents (path, &text, &length, NULL) ? rushes_board_text_parse (text, (gssize) length, NULL) : NULL;

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT) ? g_steal_pointer (&value) : NULL;
}

static void
write_cache (const char *path, GVariant *cache)
{
  g_autoptr (GVariant) plain = rushes_board_text_make_plain (cache);
  g_autoptr (GString) text = g_string_new (NULL);

  rushes_board_text_append (text, plain);
  rushes_replace_file (path, text->str, (gssize) text->len, NULL); /* only slower without */
}

static int
compare_facts (gconstpointer a, gconstpointer b)
{
  const RushesBoardFacts *first = *(RushesBoardFacts *const *) a, *second = *(RushesBoardFacts *const *) b;

  return first->changed_us != second->changed_us ? (first->changed_us < second->changed_us ? 1 : -1) : g_strcmp0 (first->slug, second->slug);
}

typedef struct
{
  char *slug, *folder, *stamp;
  RushesBoardFacts *facts; /* (nullable): remembered, or read by now */
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->slug);
  g_free (entry->folder);
  g_free (entry->stamp);
  g_free (entry);
}

static void
read_entry (gpointer data, gpointer unused)
{
  Entry *entry = data;

  entry->facts = read_board (entry->slug, entry->folder);
}

/* What is not remembered is read, by as many threads as there are cores. Returns: whether there was any */
static gboolean
read_missing (GPtrArray *entries)
{
  GThreadPool *pool = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = entries->pdata[i];
      if (entry->facts != NULL)
        continue;
      if (pool == NULL)
        pool = g_thread_pool_new (read_entry, NULL, (int) MIN (g_get_num_processors (), 4), FALSE, NULL);
      g_thread_pool_push (pool, entry, NULL);
    }
  if (pool == NULL)
    return FALSE;
  g_thread_pool_free (pool, FALSE, TRUE);
  return TRUE;
}

/* (transfer full): a board for each folder that has a file */
static GPtrArray *
list_entries (const char *boards, GVariant *cache)
{
  g_autoptr (GDir) dir = g_dir_open (boards, 0, NULL);
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  const char *slug;

  while (dir != NULL && (slug = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (boards, slug, NULL), *stamp = rushes_board_file_dup_stamp (folder);
      Entry *entry;

      if (stamp == NULL)
        continue;
      entry = g_new0 (Entry, 1);
      entry->facts = from_variant (cache, slug, stamp);
      entry->slug = g_strdup (slug);
      entry->folder = g_steal_pointer (&folder);
      entry->stamp = g_steal_pointer (&stamp);
      g_ptr_array_add (entries, entry);
    }
  return entries;
}

/* Returns: (transfer full) (element-type RushesBoardFacts): all boards, the one that was changed last first; those that cannot be read too */
GPtrArray *
rushes_board_list (RushesPaths *paths)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths), *path = g_build_filename (rushes_paths_get_cache_dir (paths), CACHE, NULL);
  g_autoptr (GVariant) cache = read_cache (path);
  g_autoptr (GPtrArray) entries = list_entries (boards, cache);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_board_facts_free);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  gboolean changed = read_missing (entries);

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = entries->pdata[i];
      g_autoptr (GVariant) value = changed && entry->facts->problem == NULL ? to_variant (entry->facts, entry->stamp) : NULL;
      if (value != NULL)
        g_variant_builder_add (&builder, "{sv}", entry->slug, value);
      g_ptr_array_add (all, entry->facts);
    }
  if (changed)
    write_cache (path, g_variant_builder_end (&builder));
  else
    g_variant_builder_clear (&builder);
  g_ptr_array_sort (all, compare_facts);
  return all;
}

static gboolean
is_title (const RushesBoardFacts *facts, const char *name)
{
  g_autofree char *a = g_utf8_casefold (facts->title != NULL ? facts->title : "", -1), *b = g_utf8_casefold (name, -1);

  return g_str_equal (a, b);
}

/**
 * rushes_board_list_find:
 * @name: of its folder, its title in any case, its id, or the beginning of its folder's name
 *
 * Returns: (transfer full) (nullable): the name of its folder; NULL with %RUSHES_ERROR_FILE, a whole sentence
 */
char *
rushes_board_list_find (RushesPaths *paths, const char *name, GError **error)
{
  g_autoptr (GPtrArray) boards = rushes_board_list (paths);
  const char *found = NULL;
  guint n = 0;

  for (guint i = 0; i < boards->len; i++)
    if (g_str_equal (((RushesBoardFacts *) boards->pdata[i])->slug, name))
      return g_strdup (name);
  for (int way = 0; way < 2 && n == 0; way++)
    for (guint i = 0; i < boards->len; i++)
      {
        const RushesBoardFacts *facts = boards->pdata[i];
        if (way == 0 ? is_title (facts, name) || g_strcmp0 (facts->id, name) == 0 : *name != '\0' && g_str_has_prefix (facts->slug, name))
          {
            found = facts->slug;
            n++;
          }
      }
  if (n == 1)
    return g_strdup (found);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, n == 0 ? _("There is no board “%s”; “rushes boards” lists them")
                                                              : _("Several boards are called “%s”; write the name of the folder, as “rushes boards” lists it"), name);
  return NULL;
}
