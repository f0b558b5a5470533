/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-tile.h"

#include "rushes-clip-content.h"
#include "rushes-context-menu.h"
#include "rushes-job-cover.h"
#include "rushes-pile.h"
#include "rushes-poster.h"
#include "rushes-scrub.h"

#include <glib/gi18n.h>

/* One cell of the gallery: a saved clip with its poster, or a job with its live preview. All cells are 16:9; a portrait clip
 * stands uncropped in a faint well. What few tiles have (a badge, a heart, a job's progress) is made when it is first shown. */
struct _RushesTile
{
  GtkWidget parent_instance;
  GtkWidget *picture, *caption, *take;
  GtkWidget *badge, *heart, *noted, *broken, *cover, *count; /* NULL until they are needed */
  RushesLibrary *library;
  RushesThumbnailer *thumbnailer;
  GObject *item;
  RushesEntry entry;   /* how it stands; all 0: alone */
  gboolean same_words; /* as the first in its open stack */
  GCancellable *cancellable;
  RushesTileDragFunc drag;
  gpointer drag_data;
  RushesScrub *scrub; /* while it is leafed through */
};

#define SMALLEST_WIDTH 150
#define SPACING 4  /* between picture and caption */
#define GAP 6      /* in the caption, and around what lies on the picture */
#define DOT 9

static const GdkRGBA label_colors[] = { { .878, .106, .141, 1 }, { .18, .761, .494, 1 }, { .208, .518, .894, 1 }, { .569, .255, .675, 1 } };

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
load_poster (RushesTile *self, RushesClip *clip)
{
  const char *id = rushes_clip_get_id (clip);
  GdkTexture *texture = rushes_thumbnailer_peek (self->thumbnailer, id, RUSHES_THUMBNAIL_POSTER);
  g_autofree char *path = NULL;

  if (texture != NULL)
    set_paintable (self, GDK_PAINTABLE (texture));
  if (texture != NULL || *id == '\0')
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
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
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

static char *
dup_stars (int rating)
{
  GString *stars = g_string_new (NULL);

  for (int i = 0; i < rating; i++)
    g_string_append (stars, "★");
  return g_string_free (stars, FALSE);
}

static gboolean
is_in_open_stack (RushesTile *self)
{
  return self->entry.place >= RUSHES_PLACE_FIRST;
}

/* In an open stack what sets takes apart: the seed, where they have the same words. */
static char *
dup_caption (RushesTile *self, RushesRequest *request)
{
  gint64 seed = rushes_request_get_int (request, RUSHES_REQUEST_SEED, -1);

  if (is_in_open_stack (self) && self->same_words && seed >= 0)
    return g_strdup_printf (_("Seed %" G_GINT64_FORMAT), seed);
  return rushes_request_dup_title (request);
}

static gboolean
is_blank (RushesTile *self)
{
  return RUSHES_IS_CLIP (self->item) && !rushes_clip_is_loaded (RUSHES_CLIP (self->item));
}

static void
set_caption (RushesTile *self, RushesRequest *request)
{
  g_autofree char *title = dup_caption (self, request);
  g_autofree char *take = self->entry.place == RUSHES_PLACE_TOP
                            ? g_strdup_printf (ngettext ("%u take", "%u takes", self->entry.count), self->entry.count)
                            : g_strdup_printf (_("Take %d"), (int) rushes_request_get_int (request, RUSHES_REQUEST_TAKE, 1));

  gtk_inscription_set_text (GTK_INSCRIPTION (self->caption), title);
  gtk_label_set_label (GTK_LABEL (self->take), is_blank (self) ? "" : take);
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

/* What is told of a clip in its corner, the weightiest first. */
static void
update_badge (RushesTile *self, const RushesClipInfo *info)
{
  gboolean missing = rushes_clip_get_missing (RUSHES_CLIP (self->item));
  const char *text = missing ? _("File missing") : info->verdict > 0 ? _("Picked") : info->verdict < 0 ? _("Rejected") : info->is_new ? _("New")
                     : info->sample ? _("Sample") : NULL;
  const char *style = missing ? "missing" : info->verdict > 0 ? "pick" : info->verdict < 0 ? "reject" : info->is_new ? "new" : "sample";
  GtkWidget *badge = show_part (self, &self->badge, text != NULL, make_badge);

  if (text == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (badge), text);
  gtk_widget_set_css_classes (badge, (const char *[]) { "chip", style, NULL });
}

static void
describe_clip (RushesTile *self, const RushesClipInfo *info, const char *duration)
{
  static const char *const labels[] = { N_("red"), N_("green"), N_("blue"), N_("purple") };
  g_autoptr (GString) text = g_string_new (NULL);

  if (rushes_clip_get_missing (RUSHES_CLIP (self->item)))
    g_string_append_printf (text, ", %s", _("file missing"));
  if (info->verdict != RUSHES_VERDICT_NONE)
    g_string_append_printf (text, ", %s", info->verdict > 0 ? _("picked") : _("rejected"));
  if (info->favourite)
    g_string_append_printf (text, ", %s", _("favourite"));
  if (info->rating > 0)
    {
      g_autofree char *stars = g_strdup_printf (ngettext ("%d star", "%d stars", info->rating), info->rating);
      g_string_append_printf (text, ", %s", stars);
    }
  if (info->label > 0)
    g_string_append_printf (text, ", %s", _(labels[info->label - RUSHES_LABEL_FIRST]));
  if (info->notes != NULL)
    g_string_append_printf (text, ", %s", _("with notes"));
  if (is_in_open_stack (self))
    g_string_append_printf (text, ", %s", _("in an open stack"));
  g_string_append_printf (text, ", %s%s", duration, info->sample ? _(", sample") : "");
  describe (self, text->str);
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
  int seconds = (int) ((info->duration_ms + 500) / 1000);
  g_autofree char *duration = g_strdup_printf ("%d:%02d", seconds / 60, seconds % 60);
  g_autofree char *stars = dup_stars (info->rating);

  set_caption (self, info->request);
  rushes_poster_set_marks (RUSHES_POSTER (self->picture), stars, info->duration_ms > 0 ? duration : NULL, info->verdict < 0);
  update_badge (self, info);
  show_part (self, &self->heart, info->favourite, make_heart);
  show_part (self, &self->noted, info->notes != NULL, make_noted);
  update_count (self);
  show_part (self, &self->cover, FALSE, rushes_job_cover_new);
  show_broken (self, info->missing_decoder != NULL);
  describe_clip (self, info, duration);
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
on_preview (RushesTile *self)
{
  GBytes *preview = rushes_job_get_preview (RUSHES_JOB (self->item));
  g_autoptr (GdkTexture) texture = preview != NULL ? gdk_texture_new_from_bytes (preview, NULL) : NULL;

  set_paintable (self, GDK_PAINTABLE (texture));
}

static void
clear_item (RushesTile *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  self->entry = (RushesEntry) { 0 };
  self->same_words = FALSE;
  rushes_tile_stop_scrub (self);
  set_paintable (self, NULL);
}

/* @item: (nullable): a RushesClip or a RushesJob */
void
rushes_tile_set_item (RushesTile *self, GObject *item)
{
  clear_item (self);
  if (item == NULL)
    return;
  self->item = g_object_ref (item);
  if (RUSHES_IS_CLIP (item))
    {
      g_signal_connect_swapped (item, "notify", G_CALLBACK (update), self);
      g_signal_connect_swapped (item, "notify::missing", G_CALLBACK (load_again), self);
      g_signal_connect_swapped (item, "notify::loaded", G_CALLBACK (load_again), self);
      load_poster (self, RUSHES_CLIP (item));
    }
  else
    {
      g_signal_connect_swapped (item, "notify", G_CALLBACK (update), self);
      g_signal_connect_swapped (item, "notify::preview", G_CALLBACK (on_preview), self);
      on_preview (self);
    }
  update (self);
}

/**
 * rushes_tile_set_entry:
 * @entry: (nullable): how its clip stands; %NULL: alone
 * @first: (nullable): the first in its stack, if that is open
 */
void
rushes_tile_set_entry (RushesTile *self, const RushesEntry *entry, RushesClip *first)
{
  static const RushesEntry none = { 0 };
  const char *words = first != NULL ? rushes_request_get_prompt (rushes_clip_get_info (first)->request) : NULL;
  gboolean same = words != NULL && RUSHES_IS_CLIP (self->item) &&
                  g_str_equal (words, rushes_request_get_prompt (rushes_clip_get_info (RUSHES_CLIP (self->item))->request));

  if (entry == NULL || entry->place == RUSHES_PLACE_ALONE)
    entry = &none;
  if (self->entry.place == entry->place && self->entry.count == entry->count && self->entry.stack == entry->stack && self->same_words == same)
    return;
  self->entry = *entry;
  self->same_words = same;
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
  g_autoptr (GPtrArray) clips = self->drag (self, self->drag_data);

  return clips != NULL ? rushes_clip_content_new (self->library, clips) : NULL;
}

/* What is dragged is seen. */
static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, RushesTile *self)
{
  GdkPaintable *paintable = rushes_poster_get_paintable (RUSHES_POSTER (self->picture));

  if (paintable != NULL)
    gtk_drag_source_set_icon (source, paintable, 0, 0);
}

static GtkSizeRequestMode
rushes_tile_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
get_caption_height (RushesTile *self)
{
  int caption, take;

  gtk_widget_measure (self->caption, GTK_ORIENTATION_VERTICAL, -1, &caption, NULL, NULL, NULL);
  gtk_widget_measure (self->take, GTK_ORIENTATION_VERTICAL, -1, &take, NULL, NULL, NULL);
  return MAX (caption, take);
}

static void
rushes_tile_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  int width = for_size > 0 ? for_size : SMALLEST_WIDTH;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = SMALLEST_WIDTH;
  else
    *minimum = *natural = width * 9 / 16 + RUSHES_PILE_EDGES + SPACING + get_caption_height (RUSHES_TILE (widget));
}

/* @x: from where a line begins, which is the right in some languages */
static void
place (RushesTile *self, GtkWidget *part, int x, int y, int width, int height)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (widget) - x - width;
  gtk_widget_size_allocate (part, &(GtkAllocation) { x, y, width, height }, -1);
}

static gboolean
is_shown (GtkWidget *part)
{
  return part != NULL && gtk_widget_should_layout (part);
}

static int
get_natural (GtkWidget *part, GtkOrientation orientation)
{
  int minimum, natural;

  gtk_widget_measure (part, orientation, -1, &minimum, &natural, NULL, NULL);
  return natural;
}

/* In an upper corner of the picture. @before: what stands between */
static void
place_corner (RushesTile *self, GtkWidget *part, gboolean at_end, int before)
{
  int width = get_natural (part, GTK_ORIENTATION_HORIZONTAL), room = gtk_widget_get_width (GTK_WIDGET (self));

  place (self, part, at_end ? room - GAP - before - width : GAP, GAP, width, get_natural (part, GTK_ORIENTATION_VERTICAL));
}

static int
get_label (RushesTile *self)
{
  return RUSHES_IS_CLIP (self->item) ? rushes_clip_get_info (RUSHES_CLIP (self->item))->label : 0;
}

static void
place_caption (RushesTile *self, int width, int y, int height)
{
  int take = get_natural (self->take, GTK_ORIENTATION_HORIZONTAL);

  place (self, self->take, width - take, y, take, height);
  place (self, self->caption, 0, y, MAX (0, width - take - GAP - (DOT + GAP)), height);
}

/* In the upper corner where lines end, one beside the other. */
static void
place_end (RushesTile *self)
{
  GtkWidget *parts[] = { self->count, self->heart, self->noted };
  int before = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (is_shown (parts[i]))
      {
        place_corner (self, parts[i], TRUE, before);
        before += get_natural (parts[i], GTK_ORIENTATION_HORIZONTAL) + GAP;
      }
}

static void
rushes_tile_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RushesTile *self = RUSHES_TILE (widget);
  int caption = get_caption_height (self), picture = MAX (0, height - RUSHES_PILE_EDGES - SPACING - caption);

  rushes_thumbnailer_set_side (self->thumbnailer, width * gtk_widget_get_scale_factor (widget));
  place (self, self->picture, 0, 0, width, picture);
  place_caption (self, width, picture + RUSHES_PILE_EDGES + SPACING, caption);
  if (is_shown (self->cover))
    place (self, self->cover, 0, 0, width, picture);
  if (is_shown (self->broken))
    place (self, self->broken, 0, 0, width, picture);
  if (is_shown (self->badge))
    place_corner (self, self->badge, FALSE, 0);
  place_end (self);
}

/* The label: a dot before the take. */
static void
draw_dot (RushesTile *self, GtkSnapshot *snapshot, int label)
{
  graphene_rect_t take;
  GskRoundedRect dot;
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double x;

  if (!gtk_widget_compute_bounds (self->take, GTK_WIDGET (self), &take))
    return;
  x = mirrored ? take.origin.x + take.size.width + GAP : take.origin.x - GAP - DOT;
  gsk_rounded_rect_init_from_rect (&dot, &GRAPHENE_RECT_INIT (x, take.origin.y + (take.size.height - DOT) / 2, DOT, DOT), DOT / 2.0);
  gtk_snapshot_push_rounded_clip (snapshot, &dot);
  gtk_snapshot_append_color (snapshot, &label_colors[label - RUSHES_LABEL_FIRST], &dot.bounds);
  gtk_snapshot_pop (snapshot);
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
    draw_dot (self, snapshot, label);
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
rushes_tile_class_init (RushesTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_tile_dispose;
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
