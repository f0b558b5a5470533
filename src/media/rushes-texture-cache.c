/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-texture-cache.h"

/* Textures kept up to a number of bytes; what was not used for longest goes first. Main thread. */
struct _RushesTextureCache
{
  GObject parent_instance;
  GHashTable *links; /* key → GList link in `order` */
  GQueue order;      /* Item, most recently used first */
  gsize limit, used;
};

typedef struct
{
  char *key;
  GdkTexture *texture;
} Item;

G_DEFINE_FINAL_TYPE (RushesTextureCache, rushes_texture_cache, G_TYPE_OBJECT)

static gsize
get_bytes (GdkTexture *texture)
{
  return (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture) * 4;
}

/* It has left the order. @item: (transfer full) */
static void
drop (RushesTextureCache *self, Item *item)
{
  self->used -= get_bytes (item->texture);
  g_hash_table_remove (self->links, item->key);
  g_object_unref (item->texture);
  g_free (item->key);
  g_free (item);
}

static void
drop_last (RushesTextureCache *self)
{
  drop (self, g_queue_pop_tail (&self->order));
}

/* One that is not kept is nothing to do. */
void
rushes_texture_cache_remove (RushesTextureCache *self, const char *key)
{
  GList *link = g_hash_table_lookup (self->links, key);
  Item *item = link != NULL ? link->data : NULL;

  if (link == NULL)
    return;
  g_queue_delete_link (&self->order, link);
  drop (self, item);
}

void
rushes_texture_cache_clear (RushesTextureCache *self)
{
  while (self->order.length > 0)
    drop_last (self);
}

static void
rushes_texture_cache_finalize (GObject *object)
{
  RushesTextureCache *self = RUSHES_TEXTURE_CACHE (object);

  rushes_texture_cache_clear (self);
  g_hash_table_unref (self->links);
  G_OBJECT_CLASS (rushes_texture_cache_parent_class)->finalize (object);
}

static void
rushes_texture_cache_class_init (RushesTextureCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_texture_cache_finalize;
}

static void
rushes_texture_cache_init (RushesTextureCache *self)
{
  self->links = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->order);
}

RushesTextureCache *
rushes_texture_cache_new (gsize limit_bytes)
{
  RushesTextureCache *self = g_object_new (RUSHES_TYPE_TEXTURE_CACHE, NULL);

  self->limit = limit_bytes;
  return self;
}

/* Returns: (transfer none) (nullable) */
GdkTexture *
rushes_texture_cache_lookup (RushesTextureCache *self, const char *key)
{
  GList *link = g_hash_table_lookup (self->links, key);

  if (link == NULL)
    return NULL;
  g_queue_unlink (&self->order, link);
  g_queue_push_head_link (&self->order, link);
  return ((Item *) link->data)->texture;
}

void
rushes_texture_cache_insert (RushesTextureCache *self, const char *key, GdkTexture *texture)
{
  Item *item;

  if (rushes_texture_cache_lookup (self, key) != NULL)
    return;
  item = g_new (Item, 1);
  *item = (Item) { g_strdup (key), g_object_ref (texture) };
  g_queue_push_head (&self->order, item);
  g_hash_table_insert (self->links, item->key, self->order.head);
  self->used += get_bytes (texture);
  while (self->used > self->limit && self->order.length > 1)
    drop_last (self);
}
