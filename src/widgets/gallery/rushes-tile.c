/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-tile-private.h"

#include "rushes-context-menu.h"
#include "rushes-job-cover.h"
#include "rushes-pile.h"
#include "rushes-poster.h"
#include "rushes-tile-words.h"

/* One cell of the gallery: a saved clip with its poster, or a job with its live preview. What few tiles have (a badge, a heart, a job's
 * progress) is made when it is first shown. Where its parts lie is rushes-tile-layout.c. */

G_DEFINE_FINAL_TYPE (RushesTile, rushes_tile, GTK_TYPE_WIDGET)

static void
set_paintable (RushesTile *self, GdkPaintable *paintable)
{
  rushes_poster_set_paintable (RUSHES_POSTER (self->picture), paintable);
}

/* Returns: the child, made and shown if it is needed; hidden if it is there and is not */
static GtkWidget *
show_part (RushesTile *self, GtkWidget **part, gboolean needed, GtkWidget *(*make) (void))
{
  if (needed && *part == NULL)
    {
      *part = make ();
      gtk_widget_set_parent (*part, GTK_WIDGET (self));
    }
  if (*part != NULL)
    gtk_widget_set_visible (*part, needed);
  return *part;
}

static GtkWidget *
make_broken (void)
{
  GtkWidget *image = gtk_image_new_from_icon_name ("image-missing-symbolic");

  gtk_image_set_pixel_size (GTK_IMAGE (image), 32);
  gtk_widget_add_css_class (image, "dim-label");
  gtk_widget_set_can_target (image, FALSE); /* it lies over all of the picture, and what can be clicked there */
  return image;
}

static void
show_broken (RushesTile *self, gboolean needed)
{
  show_part (self, &self->broken, needed, make_broken);
}

static GtkWidget *
make_heart (void)
{
  GtkWidget *image = gtk_image_new_from_icon_name ("rushes-heart-symbolic");

  gtk_widget_add_css_class (image, "chip");
  gtk_widget_add_css_class (image, "heart");
  return image;
}

static GtkWidget *
make_noted (void)
{
  GtkWidget *image = gtk_image_new_from_icon_name ("rushes-note-symbolic");

  gtk_widget_set_css_classes (image, (const char *[]) { "chip", "noted", NULL });
  return image;
}

static GtkWidget *
make_badge (void)
{
  return gtk_label_new (NULL);
}

static void
on_poster (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesTile *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_broken (self, texture == NULL);
  if (texture != NULL)
    set_paintable (self, GDK_PAINTABLE (texture));
}

static void
stop_poster (RushesTile *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* What is not in memory is asked for while the page is shown: what another page wants does not wait for it. */
static void
load_poster (RushesTile *self, RushesClip *clip)
{
  const char *id = rushes_clip_get_id (clip);
  GdkTexture *texture = rushes_thumbnailer_peek (self->thumbnailer, id, RUSHES_THUMBNAIL_POSTER);
  g_autofree char *path = NULL;

  if (texture != NULL)
    set_paintable (self, GDK_PAINTABLE (texture));
  if (texture != NULL || *id == '\0' || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  path = rushes_library_dup_path (self->library, clip);
  self->cancellable = g_cancellable_new ();
  rushes_thumbnailer_load_async (self->thumbnailer, id, path, RUSHES_THUMBNAIL_POSTER, self->cancellable, on_poster, self);
}

/* Another size, or a file that is there again. The old picture stays until the other is there. */
static void
load_again (RushesTile *self)
{
  if (!RUSHES_IS_CLIP (self->item))
    return;
  stop_poster (self);
  load_poster (self, RUSHES_CLIP (self->item));
}

/* Returns: (transfer none) (nullable): what leafs through the clip; %NULL where there is nothing to leaf through */
static RushesScrub *
ensure_scrub (RushesTile *self)
{
  const RushesClipInfo *info = RUSHES_IS_CLIP (self->item) ? rushes_clip_get_info (RUSHES_CLIP (self->item)) : NULL;
  g_autofree char *path = NULL;

  if (self->scrub != NULL || info == NULL || info->duration_ms <= 0 || info->missing_decoder != NULL)
    return self->scrub;
  path = rushes_library_dup_path (self->library, RUSHES_CLIP (self->item));
  self->scrub = rushes_scrub_new (RUSHES_POSTER (self->picture), self->thumbnailer, info->id, path, info->duration_ms);
  return self->scrub;
}

/* On or back in the clip by so many frames of its filmstrip. */
void
rushes_tile_scrub_by (RushesTile *self, int frames)
{
  if (ensure_scrub (self) != NULL)
    rushes_scrub_by (self->scrub, frames);
}

/* The poster is shown again. */
void
rushes_tile_stop_scrub (RushesTile *self)
{
  g_clear_pointer (&self->scrub, rushes_scrub_free);
}

/* Under the pointer, but not where pictures that move are not wanted. */
static void
on_motion (RushesTile *self, double x)
{
  gboolean moving;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &moving, NULL);
  if (moving && ensure_scrub (self) != NULL)
    rushes_scrub_to (self->scrub, x / MAX (1, gtk_widget_get_width (GTK_WIDGET (self))));
}

static void
set_caption (RushesTile *self, RushesRequest *request)
{
  gboolean blank = RUSHES_IS_CLIP (self->item) && !rushes_clip_is_loaded (RUSHES_CLIP (self->item));
  g_autofree char *title = rushes_tile_words_dup_caption (request, &self->entry, self->same_words);
  g_autofree char *take = rushes_tile_words_dup_take (request, &self->entry);

  gtk_inscription_set_text (GTK_INSCRIPTION (self->caption), title);
  gtk_label_set_label (GTK_LABEL (self->take), blank ? "" : take);
}

static void
describe (RushesTile *self, const char *what)
{
  g_autofree char *text = g_strconcat (gtk_inscription_get_text (GTK_INSCRIPTION (self->caption)), ", ",
                                       gtk_label_get_label (GTK_LABEL (self->take)), what, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  /* The grid's own cell has the focus. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (self))), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
update_badge (RushesTile *self)
{
  const char *style, *text = rushes_tile_words_get_badge (RUSHES_CLIP (self->item), &style);
  GtkWidget *badge = show_part (self, &self->badge, text != NULL, make_badge);

  if (text == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (badge), text);
  gtk_widget_set_css_classes (badge, (const char *[]) { "chip", style, NULL });
}

static void
update_count (RushesTile *self)
{
  gboolean needed = self->entry.place == RUSHES_PLACE_TOP || self->entry.place == RUSHES_PLACE_FIRST;
  GtkWidget *chip = show_part (self, &self->count, needed, rushes_pile_chip_new);

  if (needed)
    rushes_pile_chip_set (chip, &self->entry);
}

static void
update_clip (RushesTile *self)
{
  const RushesClipInfo *info = rushes_clip_get_info (RUSHES_CLIP (self->item));
  g_autofree char *duration = rushes_tile_words_dup_duration (info), *stars = rushes_tile_words_dup_stars (info->rating);
  g_autofree char *said = rushes_tile_words_dup_description (RUSHES_CLIP (self->item), &self->entry);

  set_caption (self, info->request);
  rushes_poster_set_marks (RUSHES_POSTER (self->picture), stars, info->duration_ms > 0 ? duration : NULL, info->verdict < 0);
  update_badge (self);
  show_part (self, &self->heart, info->favourite, make_heart);
  show_part (self, &self->noted, info->notes != NULL, make_noted);
  update_count (self);
  show_part (self, &self->cover, FALSE, rushes_job_cover_new);
  show_broken (self, info->missing_decoder != NULL);
  describe (self, said);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
update_job (RushesTile *self)
{
  RushesJob *job = RUSHES_JOB (self->item);
  GtkWidget *cover = show_part (self, &self->cover, TRUE, rushes_job_cover_new);
  g_autofree char *text = rushes_job_cover_update (RUSHES_JOB_COVER (cover), job), *said = g_strconcat (", ", text, NULL);

  set_caption (self, rushes_job_get_request (job));
  rushes_poster_set_marks (RUSHES_POSTER (self->picture), NULL, NULL, FALSE);
  show_part (self, &self->badge, FALSE, make_badge);
  show_part (self, &self->heart, FALSE, make_heart);
  show_part (self, &self->noted, FALSE, make_noted);
  show_part (self, &self->count, FALSE, rushes_pile_chip_new);
  show_broken (self, FALSE);
  describe (self, said);
}

static void
update (RushesTile *self)
{
  if (RUSHES_IS_CLIP (self->item))
    update_clip (self);
  else if (RUSHES_IS_JOB (self->item))
    update_job (self);
}

static void
on_preview (GdkTexture *texture, gpointer self)
{
  set_paintable (self, GDK_PAINTABLE (texture));
}

static void
clear_item (RushesTile *self)
{
  stop_poster (self);
  g_clear_pointer (&self->preview, rushes_preview_free);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  self->entry = (RushesEntry) { 0 };
  self->same_words = FALSE;
  rushes_tile_stop_scrub (self);
  set_paintable (self, NULL);
}

static void
take_item (RushesTile *self, GObject *item)
{
  clear_item (self);
  if (item == NULL)
    return;
  self->item = g_object_ref (item);
  g_signal_connect_swapped (item, "notify", G_CALLBACK (update), self);
  if (RUSHES_IS_CLIP (item))
    {
      g_signal_connect_swapped (item, "notify::missing", G_CALLBACK (load_again), self);
      g_signal_connect_swapped (item, "notify::loaded", G_CALLBACK (load_again), self);
      load_poster (self, RUSHES_CLIP (item));
    }
  else
    {
      self->preview = rushes_preview_new (RUSHES_JOB (item), on_preview, self);
    }
}

/* Returns: whether it stands otherwise than before */
static gboolean
take_entry (RushesTile *self, const RushesEntry *entry, RushesClip *first)
{
  static const RushesEntry none = { 0 };
  const char *words = first != NULL ? rushes_request_get_prompt (rushes_clip_get_info (first)->request) : NULL;
  gboolean same = words != NULL && RUSHES_IS_CLIP (self->item) &&
                  g_str_equal (words, rushes_request_get_prompt (rushes_clip_get_info (RUSHES_CLIP (self->item))->request));

  if (entry == NULL || entry->place == RUSHES_PLACE_ALONE)
    entry = &none;
  if (self->entry.place == entry->place && self->entry.count == entry->count && self->entry.stack == entry->stack && self->same_words == same)
    return FALSE;
  self->entry = *entry;
  self->same_words = same;
  return TRUE;
}

/**
 * rushes_tile_show:
 * @item: (nullable): a RushesClip or a RushesJob
 * @entry: (nullable): how its clip stands; %NULL: alone
 * @first: (nullable): the first in its stack, if that is open
 */
void
rushes_tile_show (RushesTile *self, GObject *item, const RushesEntry *entry, RushesClip *first)
{
  gboolean other = self->item != item;

  if (other)
    take_item (self, item);
  if (take_entry (self, entry, first) || other)
    update (self);
}

/* Returns: (transfer none) (nullable) */
GObject *
rushes_tile_get_item (RushesTile *self)
{
  return self->item;
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, RushesTile *self)
{
  return self->drag (self, self->drag_data);
}

/* What is dragged is seen: its poster, or the tile where there is none. GTK would ask the disk what kind of file it is. */
static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, RushesTile *self)
{
  GdkPaintable *poster = rushes_poster_get_paintable (RUSHES_POSTER (self->picture));
  g_autoptr (GdkPaintable) shown = poster != NULL ? g_object_ref (poster) : gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, shown, 0, 0);
}

static GtkSizeRequestMode
rushes_tile_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rushes_tile_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  *minimum_baseline = *natural_baseline = -1;
  rushes_tile_layout_measure (RUSHES_TILE (widget), orientation, for_size, minimum, natural);
}

static void
rushes_tile_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RushesTile *self = RUSHES_TILE (widget);

  rushes_thumbnailer_set_side (self->thumbnailer, width * gtk_widget_get_scale_factor (widget));
  rushes_tile_layout_allocate (self, width, height);
}

static int
get_label (RushesTile *self)
{
  return RUSHES_IS_CLIP (self->item) ? rushes_clip_get_info (RUSHES_CLIP (self->item))->label : 0;
}

static void
rushes_tile_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RushesTile *self = RUSHES_TILE (widget);
  int label = get_label (self);

  if (self->entry.place == RUSHES_PLACE_TOP)
    rushes_pile_draw_edges (widget, snapshot, gtk_widget_get_height (self->picture));
  GTK_WIDGET_CLASS (rushes_tile_parent_class)->snapshot (widget, snapshot);
  if (label > 0)
    rushes_tile_layout_draw_dot (self, snapshot, label);
}

/* Another font, perhaps. */
static void
rushes_tile_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  RUSHES_TILE (widget)->caption_height = 0;
  GTK_WIDGET_CLASS (rushes_tile_parent_class)->css_changed (widget, change);
}

static void
rushes_tile_dispose (GObject *object)
{
  RushesTile *self = RUSHES_TILE (object);
  GtkWidget **parts[] = { &self->picture, &self->caption, &self->take, &self->badge, &self->heart, &self->noted, &self->broken, &self->cover, &self->count };

  if (self->picture != NULL)
    clear_item (self);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_clear_pointer (parts[i], gtk_widget_unparent);
  g_clear_object (&self->library);
  g_clear_object (&self->thumbnailer);
  G_OBJECT_CLASS (rushes_tile_parent_class)->dispose (object);
}

static void
rushes_tile_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rushes_tile_parent_class)->map (widget);
  load_again (RUSHES_TILE (widget));
}

static void
rushes_tile_unmap (GtkWidget *widget)
{
  stop_poster (RUSHES_TILE (widget));
  GTK_WIDGET_CLASS (rushes_tile_parent_class)->unmap (widget);
}

static void
rushes_tile_class_init (RushesTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_tile_dispose;
  widget_class->css_changed = rushes_tile_css_changed;
  widget_class->map = rushes_tile_map;
  widget_class->unmap = rushes_tile_unmap;
  widget_class->get_request_mode = rushes_tile_get_request_mode;
  widget_class->measure = rushes_tile_measure;
  widget_class->size_allocate = rushes_tile_size_allocate;
  widget_class->snapshot = rushes_tile_snapshot;
  gtk_widget_class_set_css_name (widget_class, "tile");
}

static void
rushes_tile_init (RushesTile *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->picture = rushes_poster_new ();
  self->caption = g_object_new (GTK_TYPE_INSCRIPTION, "nat-chars", 10, "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, NULL);
  self->take = gtk_label_new (NULL);
  gtk_widget_set_parent (self->picture, GTK_WIDGET (self));
  gtk_widget_set_parent (self->caption, GTK_WIDGET (self));
  gtk_widget_set_parent (self->take, GTK_WIDGET (self));
  gtk_widget_add_css_class (self->caption, "caption");
  gtk_widget_set_css_classes (self->take, (const char *[]) { "caption", "dim-label", NULL });
  rushes_context_menu_mark (GTK_WIDGET (self));
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (rushes_tile_stop_scrub), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

RushesTile *
rushes_tile_new (RushesLibrary *library, RushesThumbnailer *thumbnailer, RushesTileDragFunc drag, gpointer data)
{
  RushesTile *self = g_object_new (RUSHES_TYPE_TILE, NULL);

  self->library = g_object_ref (library);
  self->thumbnailer = g_object_ref (thumbnailer);
  self->drag = drag;
  self->drag_data = data;
  g_signal_connect_object (thumbnailer, "side-changed", G_CALLBACK (load_again), self, G_CONNECT_SWAPPED);
  return self;
}

/* Returns: (transfer none) (nullable): the tile under the pointer; or in the cell that has the focus */
RushesTile *
rushes_tile_find (GtkWidget *at)
{
  GtkWidget *tile = gtk_widget_get_ancestor (at, RUSHES_TYPE_TILE), *child = gtk_widget_get_first_child (at);

  return tile != NULL ? RUSHES_TILE (tile) : RUSHES_IS_TILE (child) ? RUSHES_TILE (child) : NULL;
}
