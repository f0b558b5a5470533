/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-notices.h"

#include "rushes-clip-lookup.h"
#include "rushes-notice.h"
#include "rushes-sandbox.h"
#include "rushes-thumbnail-file.h"
#include "rushes-way-back.h"

/* A notification for each job that has ended, with the clip's poster; where there are more than a few that nobody has looked at, one for
 * all of them. The first is told at once, what ends soon after it together. A clip's is taken back when the clip is seen, the others when
 * the window is. Who looks at the window has it said by the screen reader, if there is one. */

#define SINGLE_MAX 3
#define GATHER_MS 2000
#define GROUP_ID "jobs"

struct _RushesJobNotices
{
  GObject parent_instance;
  RushesCore *core;
  RushesNotifier *notifier;
  GPtrArray *fresh;  /* RushesNotice: not told yet */
  GPtrArray *unseen; /* RushesNotice: told since somebody looked */
  GHashTable *told;  /* ids of clips: told by this process, and not taken back */
  gboolean grouped;  /* these are told as one */
  guint n_icons;     /* that are on their way */
  gboolean held;     /* something is to be told soon */
  guint gathering;
  GPtrArray *unsaid; /* RushesNotice: ended while somebody looked, soon after another */
  guint saying;
};

G_DEFINE_FINAL_TYPE (RushesJobNotices, rushes_job_notices, G_TYPE_OBJECT)

/* What a worker needs to find the picture of a notice. */
typedef struct
{
  char *id; /* of the clip */
  RushesLibrary *library;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->id);
  g_object_unref (order->library);
  g_free (order);
}

/* The desktop reads no file of a sandbox. */
static gpointer
load_icon (gpointer data, GError **error)
{
  Order *order = data;
  g_autoptr (RushesClipInfo) info = rushes_library_find_clip (order->library, order->id, NULL);
  RushesPaths *paths = rushes_library_get_paths (order->library);
  g_autofree char *clip = info != NULL ? rushes_paths_dup_clip_path (paths, info->name) : NULL;
  g_autofree char *path = clip != NULL ? rushes_thumbnail_file_find (rushes_paths_get_cache_dir (paths), order->id, clip, RUSHES_THUMBNAIL_POSTER, TRUE) : NULL;
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (GBytes) bytes = file != NULL && rushes_sandbox_is_around () ? g_file_load_bytes (file, NULL, NULL, error) : NULL;

  if (bytes != NULL)
    return g_bytes_icon_new (bytes);
  return file != NULL && !rushes_sandbox_is_around () ? g_file_icon_new (file) : NULL;
}

static RushesNotice *
find (GPtrArray *notices, const char *id)
{
  for (guint i = 0; i < notices->len; i++)
    if (g_str_equal (((RushesNotice *) notices->pdata[i])->id, id))
      return notices->pdata[i];
  return NULL;
}

static void
send_group (RushesJobNotices *self, GIcon *icon)
{
  g_autoptr (GNotification) notification = rushes_notice_new_group (self->unseen, icon);

  rushes_notifier_tell (self->notifier, GROUP_ID, notification);
}

static void
send_one (RushesJobNotices *self, RushesNotice *notice, GIcon *icon)
{
  g_autoptr (GNotification) notification = rushes_notice_new_notification (notice, icon);

  if (notice->kind == RUSHES_NOTICE_READY)
    g_hash_table_add (self->told, g_strdup (notice->id));
  rushes_notifier_tell (self->notifier, notice->id, notification);
}

/* The last job has ended by then, and with it what keeps the program. */
static void
update_hold (RushesJobNotices *self)
{
  gboolean held = self->fresh->len > 0 || self->n_icons > 0;

  if (held == self->held)
    return;
  self->held = held;
  if (held)
    rushes_notifier_hold (self->notifier);
  else
    rushes_notifier_release (self->notifier);
}

/* Somebody may have looked meanwhile, or so many have come that they are one. */
static void
on_icon (gpointer notices, gpointer data, gpointer icon, const GError *error)
{
  RushesJobNotices *self = notices;
  RushesNotice *notice = find (self->unseen, ((Order *) data)->id);

  if (notice != NULL && self->grouped)
    send_group (self, icon);
  else if (notice != NULL)
    send_one (self, notice, icon);
  self->n_icons--;
  update_hold (self);
}

/* @notice: whose picture stands for it. Returns: (transfer full) (nullable): %NULL: there is none of it */
static Order *
order_new (RushesJobNotices *self, RushesNotice *notice)
{
  Order *order;

  if (notice->kind != RUSHES_NOTICE_READY)
    return NULL;
  order = g_new (Order, 1);
  *order = (Order) { g_strdup (notice->id), g_object_ref (rushes_core_get_library (self->core)) };
  return order;
}

/* The one, or all as one: what is right is known when there is a picture. */
static void
tell (RushesJobNotices *self, RushesNotice *notice)
{
  Order *order = order_new (self, notice);

  self->n_icons += order != NULL;
  if (order != NULL)
    rushes_way_back_work (self, load_icon, order, order_free, g_object_unref, on_icon);
  else if (self->grouped)
    send_group (self, NULL);
  else
    send_one (self, notice, NULL);
}

static void
group (RushesJobNotices *self)
{
  for (guint i = 0; i < self->unseen->len; i++)
    rushes_notifier_withdraw (self->notifier, ((RushesNotice *) self->unseen->pdata[i])->id);
  self->grouped = TRUE;
}

static RushesNotice *
find_newest_ready (RushesJobNotices *self)
{
  for (guint i = self->unseen->len; i > 0; i--)
    if (((RushesNotice *) self->unseen->pdata[i - 1])->kind == RUSHES_NOTICE_READY)
      return self->unseen->pdata[i - 1];
  return self->unseen->pdata[self->unseen->len - 1];
}

static void
flush (RushesJobNotices *self)
{
  g_autoptr (GPtrArray) fresh = g_steal_pointer (&self->fresh);

  self->fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_notice_free);
  g_ptr_array_set_free_func (fresh, NULL);
  for (guint i = 0; i < fresh->len; i++)
    g_ptr_array_add (self->unseen, fresh->pdata[i]);
  if (self->unseen->len > SINGLE_MAX && !self->grouped)
    group (self);
  if (self->grouped)
    tell (self, find_newest_ready (self));
  for (guint i = 0; i < fresh->len && !self->grouped; i++)
    tell (self, fresh->pdata[i]);
  update_hold (self);
}

static gboolean
on_gathered (gpointer data)
{
  RushesJobNotices *self = data;

  if (self->fresh->len > 0)
    {
      flush (self);
      return G_SOURCE_CONTINUE;
    }
  self->gathering = 0;
  return G_SOURCE_REMOVE;
}

static void
forget (RushesJobNotices *self, const char *id)
{
  g_ptr_array_remove (self->fresh, find (self->fresh, id));
  g_ptr_array_remove (self->unseen, find (self->unseen, id));
}

static gboolean
on_said (gpointer data)
{
  RushesJobNotices *self = data;
  g_autofree char *words = self->unsaid->len > 0 ? rushes_notice_dup_words (self->unsaid) : NULL;

  if (words != NULL)
    {
      rushes_notifier_announce (self->notifier, words);
      g_ptr_array_set_size (self->unsaid, 0);
      return G_SOURCE_CONTINUE;
    }
  self->saying = 0;
  return G_SOURCE_REMOVE;
}

/* @notice: (transfer full) (nullable) */
static void
say (RushesJobNotices *self, RushesNotice *notice)
{
  if (notice == NULL)
    return;
  g_ptr_array_add (self->unsaid, notice);
  if (self->saying != 0)
    return;
  on_said (self);
  self->saying = g_timeout_add (GATHER_MS, on_said, self);
}

static void
on_ended (RushesJobQueue *queue, RushesJob *job, RushesJobNotices *self)
{
  RushesNotice *notice = rushes_notice_new (job);

  if (rushes_notifier_is_looked_at (self->notifier))
    {
      say (self, notice);
      return;
    }
  if (notice == NULL)
    return;
  forget (self, notice->id); /* it was tried again */
  g_ptr_array_add (self->fresh, notice);
  update_hold (self);
  if (self->gathering != 0)
    return;
  flush (self);
  self->gathering = g_timeout_add (GATHER_MS, on_gathered, self);
}

/* What is left of the clips is what is to be seen of each. */
static void
on_looked_at (RushesNotifier *notifier, RushesJobNotices *self)
{
  for (guint i = 0; i < self->unseen->len; i++)
    if (((RushesNotice *) self->unseen->pdata[i])->kind != RUSHES_NOTICE_READY)
      rushes_notifier_withdraw (self->notifier, ((RushesNotice *) self->unseen->pdata[i])->id);
  if (self->grouped)
    rushes_notifier_withdraw (self->notifier, GROUP_ID);
  self->grouped = FALSE;
  g_ptr_array_set_size (self->fresh, 0);
  g_ptr_array_set_size (self->unseen, 0);
  update_hold (self);
}

/* It may have been told in a session before this one, or be about to be. */
static void
take_back (RushesJobNotices *self, const char *id)
{
  g_hash_table_remove (self->told, id);
  forget (self, id);
  rushes_notifier_withdraw (self->notifier, id);
  update_hold (self);
}

static void
on_seen (RushesLibrary *library, const char *id, RushesJobNotices *self)
{
  take_back (self, id);
}

static void
on_gone (gpointer notices, RushesClip *clip, const GError *error, gpointer nothing)
{
  if (clip != NULL)
    take_back (notices, rushes_clip_get_id (clip));
}

/* There is nothing to play any more; undone, it is in the gallery, where it was trashed. */
static void
on_removed (RushesLibrary *library, gint64 row, RushesJobNotices *self)
{
  rushes_clip_lookup_row (self, library, row, on_gone, NULL, NULL);
}

/* What a worker needs to find out which clips are still there. */
typedef struct
{
  GPtrArray *ids;
  RushesLibrary *library;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_ptr_array_unref (look->ids);
  g_object_unref (look->library);
  g_free (look);
}

static gboolean
is_there (RushesLibrary *library, const char *id)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64)), shown = NULL;
  gint64 row = rushes_library_find_row (library, id, NULL);

  if (row <= 0)
    return row < 0; /* what cannot be read is not gone */
  g_array_append_val (rows, row);
  shown = rushes_library_find_shown (library, rows, NULL);
  return shown == NULL || shown->len > 0;
}

/* Returns: (transfer full) (element-type utf8): those that are not */
static gpointer
list_gone (gpointer data, GError **error)
{
  Look *look = data;
  GPtrArray *gone = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < look->ids->len; i++)
    if (!is_there (look->library, look->ids->pdata[i]))
      g_ptr_array_add (gone, g_strdup (look->ids->pdata[i]));
  return gone;
}

static void
on_all_gone (gpointer notices, gpointer look, gpointer gone, const GError *error)
{
  for (guint i = 0; i < ((GPtrArray *) gone)->len; i++)
    take_back (notices, ((GPtrArray *) gone)->pdata[i]);
}

static void
add_ids (GPtrArray *notices, GPtrArray *ids)
{
  for (guint i = 0; i < notices->len; i++)
    if (((RushesNotice *) notices->pdata[i])->kind == RUSHES_NOTICE_READY)
      g_ptr_array_add (ids, g_strdup (((RushesNotice *) notices->pdata[i])->id));
}

/* So many went, or another process took them away, that nobody is told of each: those that were told of are looked for. What a session before told of so many stays. */
static void
on_changed (RushesLibrary *library, RushesJobNotices *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  Look *look = g_new (Look, 1);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, g_strdup (id));
  add_ids (self->fresh, ids);
  add_ids (self->unseen, ids);
  *look = (Look) { ids, g_object_ref (library) };
  if (ids->len > 0)
    rushes_way_back_work (self, list_gone, look, look_free, (GDestroyNotify) g_ptr_array_unref, on_all_gone);
  else
    look_free (look);
}

static void
rushes_job_notices_dispose (GObject *object)
{
  RushesJobNotices *self = RUSHES_JOB_NOTICES (object);

  g_clear_handle_id (&self->gathering, g_source_remove);
  g_clear_handle_id (&self->saying, g_source_remove);
  g_clear_object (&self->notifier);
  g_clear_object (&self->core);
  g_clear_pointer (&self->fresh, g_ptr_array_unref);
  g_clear_pointer (&self->unseen, g_ptr_array_unref);
  g_clear_pointer (&self->unsaid, g_ptr_array_unref);
  g_clear_pointer (&self->told, g_hash_table_unref);
  G_OBJECT_CLASS (rushes_job_notices_parent_class)->dispose (object);
}

static void
rushes_job_notices_class_init (RushesJobNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_job_notices_dispose;
}

static void
rushes_job_notices_init (RushesJobNotices *self)
{
  self->fresh = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_notice_free);
  self->unseen = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_notice_free);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unsaid = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_notice_free);
}

/* Returns: (transfer full) */
RushesJobNotices *
rushes_job_notices_new (RushesCore *core, RushesNotifier *notifier)
{
  RushesJobNotices *self = g_object_new (RUSHES_TYPE_JOB_NOTICES, NULL);

  self->core = g_object_ref (core);
  self->notifier = g_object_ref (notifier);
  g_signal_connect_object (rushes_core_get_queue (core), "ended", G_CALLBACK (on_ended), self, 0);
  g_signal_connect_object (rushes_core_get_library (core), "seen", G_CALLBACK (on_seen), self, 0);
  g_signal_connect_object (rushes_core_get_library (core), "removed", G_CALLBACK (on_removed), self, 0);
  g_signal_connect_object (rushes_core_get_library (core), "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (notifier, "looked-at", G_CALLBACK (on_looked_at), self, 0);
  return self;
}
