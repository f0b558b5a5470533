/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-tile.h"

#include "rushes-job-text.h"
#include "rushes-poster.h"

#include <glib/gi18n.h>

/* One cell of the gallery: a saved clip with its poster, or a job with its live preview. All cells are
 * 16:9; a portrait clip stands uncropped in a faint well. */
struct _RushesTile
{
  GtkWidget parent_instance;
  GtkWidget *box, *picture, *caption, *take, *duration, *badge, *heart, *stars, *scrim, *state_label, *percent, *bar,
    *cancel_button, *broken;
  RushesLibrary *library;
  RushesThumbnailer *thumbnailer;
  GObject *item;
  GCancellable *cancellable;
};

#define SMALLEST_WIDTH 150

G_DEFINE_FINAL_TYPE (RushesTile, rushes_tile, GTK_TYPE_WIDGET)

static void
set_paintable (RushesTile *self, GdkPaintable *paintable)
{
  rushes_poster_set_paintable (RUSHES_POSTER (self->picture), paintable);
}

static void
on_poster (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesTile *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_visible (self->broken, texture == NULL);
  if (texture != NULL)
    set_paintable (self, GDK_PAINTABLE (texture));
}

static void
load_poster (RushesTile *self, RushesClip *clip)
{
  const char *id = rushes_clip_get_id (clip);
  GdkTexture *texture = rushes_thumbnailer_peek (self->thumbnailer, id, RUSHES_THUMBNAIL_POSTER);
  g_autofree char *path = NULL;

  set_paintable (self, GDK_PAINTABLE (texture));
  if (texture != NULL || *id == '\0')
    return;
  path = rushes_library_dup_path (self->library, clip);
  self->cancellable = g_cancellable_new ();
  rushes_thumbnailer_load_async (self->thumbnailer, id, path, RUSHES_THUMBNAIL_POSTER, self->cancellable, on_poster, self);
}

static char *
dup_stars (int rating)
{
  GString *stars = g_string_new (NULL);

  for (int i = 0; i < rating; i++)
    g_string_append (stars, "★");
  return g_string_free (stars, FALSE);
}

static void
set_caption (RushesTile *self, RushesRequest *request)
{
  g_autofree char *title = rushes_request_dup_title (request);
  g_autofree char *take =
    g_strdup_printf (_("Take %d"), (int) rushes_request_get_int (request, RUSHES_REQUEST_TAKE, 1));

  gtk_inscription_set_text (GTK_INSCRIPTION (self->caption), title);
  gtk_label_set_label (GTK_LABEL (self->take), take);
}

static void
describe (RushesTile *self, const char *format, const char *first, const char *second)
{
  g_autofree char *text = g_strconcat (gtk_inscription_get_text (GTK_INSCRIPTION (self->caption)), ", ",
                                       gtk_label_get_label (GTK_LABEL (self->take)), format, first, second, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
update_clip (RushesTile *self)
{
  const RushesClipInfo *info = rushes_clip_get_info (RUSHES_CLIP (self->item));
  int seconds = (int) ((info->duration_ms + 500) / 1000);
  g_autofree char *duration = g_strdup_printf ("%d:%02d", seconds / 60, seconds % 60);
  g_autofree char *stars = dup_stars (info->rating);
  gboolean badge = info->is_new || info->sample;

  set_caption (self, info->request);
  gtk_label_set_label (GTK_LABEL (self->duration), duration);
  gtk_widget_set_visible (self->duration, info->duration_ms > 0);
  gtk_label_set_label (GTK_LABEL (self->badge), info->is_new ? _("New") : _("Sample"));
  gtk_widget_set_visible (self->badge, badge);
  if (info->is_new)
    gtk_widget_add_css_class (self->badge, "new");
  else
    gtk_widget_remove_css_class (self->badge, "new");
  gtk_widget_set_visible (self->heart, info->favourite);
  gtk_label_set_label (GTK_LABEL (self->stars), stars);
  gtk_widget_set_visible (self->stars, info->rating > 0);
  gtk_widget_set_visible (self->scrim, FALSE);
  gtk_widget_set_visible (self->cancel_button, FALSE);
  gtk_widget_set_visible (self->broken, info->missing_decoder != NULL);
  describe (self, info->favourite ? _(", favourite, ") : ", ", duration, info->sample ? _(", sample") : "");
}

static void
update_job (RushesTile *self)
{
  RushesJob *job = RUSHES_JOB (self->item);
  double fraction = rushes_job_get_fraction (job);
  g_autofree char *text = rushes_job_text_new (job);
  g_autofree char *percent = fraction > 0 ? g_strdup_printf (_("%d %%"), (int) (fraction * 100)) : g_strdup ("");
  char *comma = strstr (text, ", ");

  set_caption (self, rushes_job_get_request (job));
  if (fraction > 0 && comma != NULL && g_str_has_suffix (text, "%"))
    *comma = '\0'; /* the percentage stands at the end of the line */
  gtk_label_set_label (GTK_LABEL (self->state_label), text);
  gtk_widget_set_tooltip_text (self->state_label, text);
  gtk_label_set_label (GTK_LABEL (self->percent), percent);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), MAX (0, fraction));
  gtk_widget_set_visible (self->scrim, TRUE);
  gtk_widget_set_visible (self->cancel_button, TRUE);
  gtk_widget_set_visible (self->badge, FALSE);
  gtk_widget_set_visible (self->heart, FALSE);
  gtk_widget_set_visible (self->stars, FALSE);
  gtk_widget_set_visible (self->duration, FALSE);
  gtk_widget_set_visible (self->broken, FALSE);
  describe (self, ", ", text, percent);
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

/* Returns: (transfer none) (nullable) */
GObject *
rushes_tile_get_item (RushesTile *self)
{
  return self->item;
}

static void
on_cancel (RushesTile *self)
{
  if (RUSHES_IS_JOB (self->item))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.cancel-job", "s", rushes_job_get_id (RUSHES_JOB (self->item)));
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, RushesTile *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;

  if (!RUSHES_IS_CLIP (self->item))
    return NULL;
  path = rushes_library_dup_path (self->library, RUSHES_CLIP (self->item));
  file = g_file_new_for_path (path);
  return gdk_content_provider_new_typed (G_TYPE_FILE, file);
}

static GtkSizeRequestMode
rushes_tile_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
get_caption_height (RushesTile *self)
{
  int height;

  gtk_widget_measure (gtk_widget_get_last_child (self->box), GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  return height;
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
    *minimum = *natural = width * 9 / 16 + 4 + get_caption_height (RUSHES_TILE (widget));
}

static void
rushes_tile_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (RUSHES_TILE (widget)->box, width, height, baseline, NULL);
}

static void
rushes_tile_dispose (GObject *object)
{
  RushesTile *self = RUSHES_TILE (object);

  if (self->picture != NULL)
    clear_item (self);
  g_clear_object (&self->library);
  g_clear_object (&self->thumbnailer);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_TILE);
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
  g_type_ensure (RUSHES_TYPE_POSTER);
  gtk_widget_class_set_css_name (widget_class, "tile");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesTile, box);
  gtk_widget_class_bind_template_child (widget_class, RushesTile, picture);
  gtk_widget_class_bind_template_child (widget_class, RushesTile, caption);
  gtk_widget_class_bind_template_child (widget_class, RushesTile, take);
  gtk_widget_class_bind_template_child (widget_class, RushesTile, duration);
  gtk_widget_class_bind_template_child (widget_class, RushesTile, badge);
  gtk_widget_class_bind_template_child (widget_class, RushesTile, heart);
  gtk_widget_class_bind_template_child (widget_class, RushesTile, stars);
  gtk_widget_class_bind_template_child (widget_class, RushesTile, scrim);
  gtk_widget_class_bind_template_child (widget_class, RushesTile, state_label);
  gtk_widget_class_bind_template_child (widget_class, RushesTile, percent);
  gtk_widget_class_bind_template_child (widget_class, RushesTile, bar);
  gtk_widget_class_bind_template_child (widget_class, RushesTile, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, RushesTile, broken);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
rushes_tile_init (RushesTile *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

RushesTile *
rushes_tile_new (RushesLibrary *library, RushesThumbnailer *thumbnailer)
{
  RushesTile *self = g_object_new (RUSHES_TYPE_TILE, NULL);

  self->library = g_object_ref (library);
  self->thumbnailer = g_object_ref (thumbnailer);
  return self;
}
