/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-gallery-private.h"

#include "rushes-cells.h"
#include "rushes-clip-content.h"
#include "rushes-many-content.h"

/* What is chosen in the grid: as rows, which are known of every clip, or as clips where all of them have been read; and what is chosen next. Nothing is read here. */

/* Jobs stand before the clips. */
guint
rushes_gallery_count_jobs (RushesGallery *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection)) - g_list_model_get_n_items (G_LIST_MODEL (self->clips));
}

/* Clips are known by their rows, jobs by their objects, which is below 0. */
gint64
rushes_gallery_get_key (guint position, gpointer data)
{
  RushesGallery *self = data;
  guint n_jobs = rushes_gallery_count_jobs (self);
  g_autoptr (GObject) job = position < n_jobs ? g_list_model_get_item (G_LIST_MODEL (self->selection), position) : NULL;

  return job != NULL ? -(gint64) (gintptr) job : rushes_clip_list_get_entry (self->clips, position - n_jobs)->row;
}

/* Returns: (transfer full) (element-type RushesEntry): how the chosen clips stand; nothing is read, however many there are */
GArray *
rushes_gallery_list_selected (RushesGallery *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (RushesEntry));
  guint n_jobs = rushes_gallery_count_jobs (self);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, bits, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    if (position >= n_jobs)
      g_array_append_vals (entries, rushes_clip_list_get_entry (self->clips, position - n_jobs), 1);
  return entries;
}

/* Returns: (transfer full) (element-type RushesClip): of the first @most clips that are chosen those that have been read */
GPtrArray *
rushes_gallery_list_read (RushesGallery *self, guint most)
{
  g_autoptr (GArray) entries = rushes_gallery_list_selected (self);
  GPtrArray *clips = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < MIN (entries->len, most); i++)
    {
      gint64 row = g_array_index (entries, RushesEntry, i).row;
      if (rushes_library_has_clip (self->library, row))
        g_ptr_array_add (clips, rushes_library_ref_clip_later (self->library, row));
    }
  return clips;
}

/* Returns: (transfer full) (element-type RushesClip) (nullable): the clips that are chosen; %NULL: there are very many, or one has not been read, and what is to be done goes by
 * their rows */
GPtrArray *
rushes_gallery_get_selected (RushesGallery *self)
{
  g_autoptr (GArray) entries = rushes_gallery_list_selected (self);
  g_autoptr (GPtrArray) clips = entries->len <= RUSHES_MANY ? rushes_gallery_list_read (self, RUSHES_MANY) : NULL;

  return clips != NULL && clips->len == entries->len ? g_steal_pointer (&clips) : NULL;
}

/* What other programs get of the chosen clips. Returns: (transfer full) (nullable) */
static GdkContentProvider *
new_content (RushesGallery *self)
{
  g_autoptr (GPtrArray) clips = rushes_gallery_get_selected (self);
  g_autoptr (GArray) entries = NULL;
  GArray *rows;

  if (clips != NULL)
    return clips->len > 0 ? rushes_clip_content_new (self->library, clips) : NULL;
  entries = rushes_gallery_list_selected (self);
  rows = g_array_sized_new (FALSE, FALSE, sizeof (gint64), entries->len);
  for (guint i = 0; i < entries->len; i++)
    g_array_append_val (rows, g_array_index (entries, RushesEntry, i).row);
  return rushes_many_content_new (self->library, rows);
}

/* A tile is dragged: one of several that are selected takes the others along. Returns: (transfer full) (nullable) */
GdkContentProvider *
rushes_gallery_new_dragged (RushesTile *tile, gpointer data)
{
  RushesGallery *self = data;
  GtkListItem *cell = g_object_get_data (G_OBJECT (tile), "list-item");
  g_autoptr (GPtrArray) clips = NULL;

  if (!RUSHES_IS_CLIP (rushes_tile_get_item (tile)))
    return NULL;
  if (gtk_list_item_get_selected (cell))
    return new_content (self);
  if (!rushes_clip_is_loaded (RUSHES_CLIP (rushes_tile_get_item (tile))))
    {
      GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_vals (rows, &(gint64) { rushes_gallery_get_key (gtk_list_item_get_position (cell), self) }, 1);
      return rushes_many_content_new (self->library, rows);
    }
  clips = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (clips, g_object_ref (rushes_tile_get_item (tile)));
  return rushes_clip_content_new (self->library, clips);
}

/* The one clip that is selected gives selection and focus to the next; several keep them. */
void
rushes_gallery_advance (RushesGallery *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint next = gtk_bitset_get_minimum (bits) + 1;
  GtkWidget *cell = gtk_bitset_get_size (bits) == 1 ? rushes_cells_find (self->grid, next) : NULL;

  if (cell == NULL)
    return;
  gtk_widget_grab_focus (cell);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), next, TRUE);
}

/* Selects a clip that was looked at elsewhere; if it is not shown here, nothing changes. */
void
rushes_gallery_select (RushesGallery *self, RushesClip *clip)
{
  int position = rushes_clip_list_find (self->clips, rushes_clip_get_id (clip));
  guint n_jobs = rushes_gallery_count_jobs (self);

  if (position >= 0)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), n_jobs + position, TRUE);
}

/* Where the one clip is that is selected, if it is one: in sight, with the focus. */
void
rushes_gallery_show_selected (RushesGallery *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (gtk_bitset_get_size (bits) == 1)
    gtk_widget_activate_action (GTK_WIDGET (self->grid), "list.scroll-to-item", "u", gtk_bitset_get_minimum (bits));
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* For when it is selected no more. */
void
rushes_gallery_remember_selected (RushesGallery *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GObject) first = g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (bits));
  RushesClip *clip = RUSHES_IS_CLIP (first) && !gtk_bitset_is_empty (bits) ? RUSHES_CLIP (first) : NULL;

  g_set_object (&self->last, clip);
}

/* Returns: where the clip is that was selected, in its closed stack perhaps; or -1 */
static int
find_last (RushesGallery *self)
{
  guint n_jobs = rushes_gallery_count_jobs (self);
  int position = self->last != NULL ? rushes_clip_list_find (self->clips, rushes_clip_get_id (self->last)) : -1;

  return position >= 0 ? (int) n_jobs + position : -1;
}

/* All that was selected is gone: it is elsewhere; or what stands there now is what the next key is for. */
void
rushes_gallery_select_next (RushesGallery *self, guint position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  int last = n > 0 ? find_last (self) : -1;

  if (n > 0)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), last >= 0 ? (guint) last : MIN (position, n - 1), TRUE);
}
