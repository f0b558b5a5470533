/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-library-private.h"

#include "rushes-index-private.h"
#include "rushes-sidecar.h"

/* What other processes do with the library: imports, judgements, the trash. Each of their transactions is written into the log beside the
 * index, which is only the occasion for a look; SQLite knows whether it was one of ours. Looks are taken between what is written here, so that none shows what is
 * older than a key that was pressed meanwhile. */

#define EVERY_MS 200
#define AGAIN_MS 500 /* it is in the log before it can be read: the disk comes between */

/* What a look has found of a clip that has an object. */
typedef struct
{
  gint64 row;
  RushesClipInfo *info; /* NULL: it is gone, or out of sight */
} Found;

static void
found_clear (gpointer data)
{
  g_clear_pointer (&((Found *) data)->info, rushes_clip_info_free);
}

typedef struct
{
  RushesLibrary *library; /* of one that is on its way back */
  GArray *rows;           /* gint64: that have an object */
  GArray *found;          /* Found; NULL: nobody has changed anything */
  guint n_asked;          /* of the library, when it was asked for */
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_object (&look->library);
  g_clear_pointer (&look->rows, g_array_unref);
  g_clear_pointer (&look->found, g_array_unref);
  g_free (look);
}

static void
show_opinions (RushesClip *clip, const RushesClipInfo *info)
{
  for (RushesOpinion opinion = RUSHES_OPINION_RATING; opinion <= RUSHES_OPINION_NOTES; opinion++)
    {
      g_autoptr (GVariant) value = rushes_clip_info_get_opinion (info, opinion);
      rushes_clip_set_opinion (clip, opinion, value);
    }
  rushes_clip_set_new (clip, info->is_new);
  if (g_strcmp0 (rushes_clip_get_info (clip)->name, info->name) != 0)
    rushes_clip_set_name (clip, info->name);
}

static void
show_found (RushesLibrary *self, const Found *found)
{
  RushesClip *known = g_hash_table_lookup (self->rows, &found->row);
  g_autoptr (RushesClip) clip = known != NULL && rushes_clip_is_loaded (known) ? g_object_ref (known) : NULL;

  if (clip != NULL && found->info == NULL)
    g_signal_emit_by_name (self, "removed", found->row);
  else if (clip != NULL && g_str_equal (rushes_clip_get_id (clip), found->info->id))
    show_opinions (clip, found->info);
}

static void look (RushesLibrary *self);

/* Something was asked for here since it was read: what is there by then counts. */
static gboolean
take_look (gpointer data)
{
  Look *seen = data;
  RushesLibrary *self = seen->library;

  self->looking_at_others = FALSE;
  if (seen->found != NULL && seen->n_asked != self->n_asked)
    {
      self->others_changed = TRUE;
      look (self);
      return G_SOURCE_REMOVE;
    }
  for (guint i = 0; seen->found != NULL && i < seen->found->len; i++)
    show_found (self, &g_array_index (seen->found, Found, i));
  if (seen->found != NULL)
    g_signal_emit_by_name (self, "changed");
  if (self->look_at_others_again)
    look (self);
  return G_SOURCE_REMOVE;
}

/* On the writer's thread. */
static void
run_look (RushesLibrary *self, gpointer data)
{
  Look *order = data, *seen = g_new0 (Look, 1);

  seen->library = g_object_ref (self);
  seen->n_asked = order->n_asked;
  if (rushes_index_has_news (self->index) || order->found != NULL)
    {
      seen->found = g_array_new (FALSE, FALSE, sizeof (Found));
      g_array_set_clear_func (seen->found, found_clear);
    }
  for (guint i = 0; seen->found != NULL && i < order->rows->len; i++)
    {
      gint64 row = g_array_index (order->rows, gint64, i);
      g_autofree char *text = rushes_index_dup_shown (self->index, row);
      g_array_append_vals (seen->found, &(Found) { row, text != NULL ? rushes_sidecar_from_text (text, NULL) : NULL }, 1);
    }
  g_idle_add_full (G_PRIORITY_DEFAULT, take_look, seen, look_free);
}

static void
look (RushesLibrary *self)
{
  Look *order = g_new0 (Look, 1);
  GHashTableIter iter;
  gpointer row, clip;

  self->looking_at_others = TRUE;
  self->look_at_others_again = FALSE;
  order->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, &clip))
    if (rushes_clip_is_loaded (clip))
      g_array_append_vals (order->rows, row, 1);
  if (self->others_changed) /* it was seen already, and could not be shown */
    order->found = g_array_new (FALSE, FALSE, sizeof (Found));
  self->others_changed = FALSE;
  order->n_asked = self->n_asked;
  rushes_library_push_look (self, run_look, order, look_free);
}

/* Looks soon whether another process has changed something: clips that have an object say so, and “changed” tells. Main thread. */
void
rushes_library_look_at_others (RushesLibrary *self)
{
  self->look_at_others_again = self->looking_at_others;
  if (!self->looking_at_others)
    look (self);
}

static gboolean
on_again (gpointer data)
{
  RushesLibrary *self = data;

  self->others_timer = 0;
  rushes_library_look_at_others (self);
  return G_SOURCE_REMOVE;
}

static void
on_log_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer library)
{
  RushesLibrary *self = library;

  rushes_library_look_at_others (self);
  if (self->others_timer == 0)
    self->others_timer = g_timeout_add (AGAIN_MS, on_again, self);
}

/* From now on it is noticed. Once; main thread. */
void
rushes_library_watch_others (RushesLibrary *self)
{
  g_autofree char *path = g_build_filename (rushes_paths_get_data_dir (self->paths), "library.db-wal", NULL);
  g_autoptr (GFile) log = g_file_new_for_path (path);

  self->others = g_file_monitor_file (log, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->others == NULL) /* then it is looked for when the window becomes active */
    return;
  g_file_monitor_set_rate_limit (self->others, EVERY_MS);
  g_signal_connect_object (self->others, "changed", G_CALLBACK (on_log_changed), self, 0);
}
