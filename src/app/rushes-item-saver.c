/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-item-saver.h"

#include "rushes-board-change.h"

/* What is typed about a shot, a scene or the board itself becomes one change of the board: after a pause, when the field is left, when another field or
 * another shot is begun. What was typed and is not on the board yet is not shown anew (“has”); “settled”: now the board says it; “unsaved”, before that: it
 * does not. */

#define SAVE_AFTER_MS 1000

struct _RushesItemSaver
{
  GObject parent_instance;
  RushesBoardSession *session; /* (nullable) */
  RushesBoardLevel level;      /* of what it is about */
  gint64 id;                   /* of a scene; the number of a shot */
  GHashTable *typed, *sent;    /* member → GVariant */
  guint timer;
};

G_DEFINE_FINAL_TYPE (RushesItemSaver, rushes_item_saver, G_TYPE_OBJECT)

enum
{
  SETTLED,
  UNSAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rushes_item_saver_dispose (GObject *object)
{
  RushesItemSaver *self = RUSHES_ITEM_SAVER (object);

  rushes_item_saver_flush (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rushes_item_saver_parent_class)->dispose (object);
}

static void
rushes_item_saver_finalize (GObject *object)
{
  g_hash_table_unref (RUSHES_ITEM_SAVER (object)->typed);
  g_hash_table_unref (RUSHES_ITEM_SAVER (object)->sent);
  G_OBJECT_CLASS (rushes_item_saver_parent_class)->finalize (object);
}

static void
rushes_item_saver_class_init (RushesItemSaverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_item_saver_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_item_saver_finalize;
  signals[SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[UNSAVED] = g_signal_new ("unsaved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_item_saver_init (RushesItemSaver *self)
{
  self->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
}

/* Returns: (transfer full) */
RushesItemSaver *
rushes_item_saver_new (void)
{
  return g_object_new (RUSHES_TYPE_ITEM_SAVER, NULL);
}

static void
on_settled (RushesItemSaver *self)
{
  g_hash_table_remove_all (self->sent);
  g_signal_emit (self, signals[SETTLED], 0);
}

/* Nothing that was typed is lost: it is tried again with the next that is typed, or when the shot is left. */
static void
on_failed (RushesItemSaver *self)
{
  GHashTableIter iter;
  gpointer member, value;

  if (g_hash_table_size (self->sent) == 0)
    return;
  g_hash_table_iter_init (&iter, self->sent);
  while (g_hash_table_iter_next (&iter, &member, &value))
    if (!g_hash_table_contains (self->typed, member))
      g_hash_table_insert (self->typed, g_strdup (member), g_variant_ref (value));
  g_hash_table_remove_all (self->sent);
  g_signal_emit (self, signals[UNSAVED], 0);
}

/* @session: (nullable): NULL: about nothing. @level: a shot, a scene or the board. @id: the shot's number, the scene's id. What was typed of the one before
 * is saved. */
void
rushes_item_saver_set_item (RushesItemSaver *self, RushesBoardSession *session, RushesBoardLevel level, gint64 id)
{
  if (session == self->session && level == self->level && id == self->id)
    return;
  rushes_item_saver_flush (self);
  g_hash_table_remove_all (self->sent);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  self->level = level;
  self->id = id;
  if (session == NULL)
    return;
  g_signal_connect_object (session, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "settled", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
}

static gboolean
on_timer (gpointer data)
{
  RushesItemSaver *self = data;

  self->timer = 0;
  rushes_item_saver_flush (self);
  return G_SOURCE_REMOVE;
}

/* Something is about to be put: what was begun in another field is a change of its own. */
void
rushes_item_saver_begin (RushesItemSaver *self, const char *member)
{
  if (!rushes_item_saver_has (self, member))
    rushes_item_saver_flush (self);
}

/* @value: (nullable): NULL: it is inherited; a floating reference is taken */
void
rushes_item_saver_put (RushesItemSaver *self, const char *member, GVariant *value)
{
  GVariant *kept = g_variant_ref_sink (value != NULL ? value : g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL));

  g_hash_table_replace (self->typed, g_strdup (member), kept);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (SAVE_AFTER_MS, on_timer, self);
}

static GVariant *
end_members (RushesItemSaver *self)
{
  GVariantBuilder members = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GHashTableIter iter;
  gpointer member, value;

  g_hash_table_iter_init (&iter, self->typed);
  while (g_hash_table_iter_next (&iter, &member, &value))
    {
      g_variant_builder_add (&members, "{sv}", member, value);
      g_hash_table_replace (self->sent, g_strdup (member), g_variant_ref (value));
    }
  g_hash_table_remove_all (self->typed);
  return g_variant_builder_end (&members);
}

/* What is typed is on its way to the board now. */
void
rushes_item_saver_flush (RushesItemSaver *self)
{
  GVariantBuilder change = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->session == NULL || g_hash_table_size (self->typed) == 0)
    {
      g_variant_builder_clear (&change);
      return;
    }
  g_variant_builder_add_parsed (&change, "{'do', <%s>}", RUSHES_CHANGE_SET);
  if (self->level == RUSHES_BOARD_LEVEL_SHOT)
    g_variant_builder_add_parsed (&change, "{'shots', <[<%x>]>}", self->id);
  if (self->level == RUSHES_BOARD_LEVEL_SCENE)
    g_variant_builder_add_parsed (&change, "{'scene', <%x>}", self->id);
  g_variant_builder_add_parsed (&change, "{'members', <%@a{sv}>}", end_members (self));
  g_variant_builder_add_parsed (&change, "{'quiet', <true>}");
  rushes_board_session_change (self->session, g_variant_builder_end (&change));
}

/* Returns: whether that member was typed and the board does not say it yet */
gboolean
rushes_item_saver_has (RushesItemSaver *self, const char *member)
{
  return g_hash_table_contains (self->typed, member) || g_hash_table_contains (self->sent, member);
}

/* Returns: whether “settled” is still to come for something that was typed and sent */
gboolean
rushes_item_saver_is_busy (RushesItemSaver *self)
{
  return self->session != NULL && (g_hash_table_size (self->sent) > 0 || rushes_board_session_is_busy (self->session));
}
