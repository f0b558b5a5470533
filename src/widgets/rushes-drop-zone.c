/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-drop-zone.h"

#include "rushes-dialogs.h"

#include <glib/gi18n.h>

/* The first-frame picture: dropped, pasted or chosen; previewed; taken out again. */
struct _RushesDropZone
{
  GtkWidget parent_instance;
  GtkWidget *box, *picture, *label, *choose, *remove;
  char *path, *hint;
};

typedef enum
{
  PROP_PATH = 1,
  PROP_HINT, /* what stands there while there is no picture */
} RushesDropZoneProperty;

static GParamSpec *properties[PROP_HINT + 1];

G_DEFINE_FINAL_TYPE (RushesDropZone, rushes_drop_zone, GTK_TYPE_WIDGET)

static void
update (RushesDropZone *self)
{
  g_autofree char *base = self->path != NULL ? g_path_get_basename (self->path) : NULL;

  gtk_widget_set_visible (self->remove, self->path != NULL);
  gtk_widget_set_visible (self->choose, self->path == NULL);
  gtk_label_set_label (GTK_LABEL (self->label), base != NULL ? base : self->hint);
  if (self->path == NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->picture), "insert-image-symbolic");
  gtk_image_set_pixel_size (GTK_IMAGE (self->picture), self->path != NULL ? 40 : 16);
}

static void
on_preview (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesDropZone) self = data;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture != NULL && g_strcmp0 (g_task_get_task_data (G_TASK (result)), self->path) == 0)
    gtk_image_set_from_paintable (GTK_IMAGE (self->picture), GDK_PAINTABLE (texture));
}

static void
load_preview (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file_at_size (path, 128, 72, &error);

  if (pixbuf == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
}

const char *
rushes_drop_zone_get_path (RushesDropZone *self)
{
  return self->path;
}

/* @path: (nullable): none takes the picture out */
void
rushes_drop_zone_set_path (RushesDropZone *self, const char *path)
{
  g_autoptr (GTask) task = NULL;

  if (g_strcmp0 (self->path, path) == 0)
    return;
  g_free (self->path);
  self->path = g_strdup (path);
  update (self);
  if (path != NULL)
    {
      task = g_task_new (NULL, NULL, on_preview, g_object_ref (self));
      g_task_set_task_data (task, g_strdup (path), g_free);
      g_task_run_in_thread (task, load_preview);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATH]);
}

static void
on_file (GFile *file, gpointer data)
{
  rushes_drop_zone_set_path (data, g_file_peek_path (file));
}

static void
on_choose (RushesDropZone *self)
{
  static const char *const types[] = { "image/png", "image/jpeg", "image/webp", "image/tiff", NULL };

  rushes_file_open (GTK_WIDGET (self), _("Choose a First Frame"), _("Pictures"), types, on_file, self);
}

static void
on_remove (RushesDropZone *self)
{
  rushes_drop_zone_set_path (self, NULL);
}

/* Where a pasted picture waits until it is used: a request copies what it needs. */
static char *
dup_pasted_path (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "rushes", "pasted", NULL);
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT ".png", g_get_real_time ());

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, name, NULL);
}

static void
save_texture (GTask *task, gpointer texture, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = dup_pasted_path ();

  if (gdk_texture_save_to_png (texture, path))
    g_task_return_pointer (task, g_steal_pointer (&path), g_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", path);
}

static void
on_saved (GObject *texture, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesDropZone) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_task_propagate_pointer (G_TASK (result), &error);

  if (path != NULL)
    rushes_drop_zone_set_path (self, path);
  else
    g_warning ("The pasted picture was not kept: %s", error->message);
}

static void
on_texture (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesDropZone) self = data;
  g_autoptr (GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  g_autoptr (GTask) task = NULL;

  if (texture == NULL)
    return;
  task = g_task_new (texture, NULL, on_saved, g_steal_pointer (&self));
  g_task_run_in_thread (task, save_texture);
}

/* Takes the picture on the clipboard. Returns: whether there is one */
gboolean
rushes_drop_zone_paste (RushesDropZone *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  if (!gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_TEXTURE))
    return FALSE;
  gdk_clipboard_read_texture_async (clipboard, NULL, on_texture, g_object_ref (self));
  return TRUE;
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, RushesDropZone *self)
{
  GFile *file = g_value_get_object (value);

  if (file == NULL || g_file_peek_path (file) == NULL)
    return FALSE;
  rushes_drop_zone_set_path (self, g_file_peek_path (file));
  return TRUE;
}

static void
rushes_drop_zone_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((RushesDropZoneProperty) id)
    {
    case PROP_PATH:
      g_value_set_string (value, RUSHES_DROP_ZONE (object)->path);
      break;
    case PROP_HINT:
      g_value_set_string (value, RUSHES_DROP_ZONE (object)->hint);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_drop_zone_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RushesDropZone *self = RUSHES_DROP_ZONE (object);

  switch ((RushesDropZoneProperty) id)
    {
    case PROP_HINT:
      g_free (self->hint);
      self->hint = g_value_dup_string (value);
      update (self);
      break;
    case PROP_PATH:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_drop_zone_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_DROP_ZONE);
  G_OBJECT_CLASS (rushes_drop_zone_parent_class)->dispose (object);
}

static void
rushes_drop_zone_finalize (GObject *object)
{
  g_free (RUSHES_DROP_ZONE (object)->path);
  g_free (RUSHES_DROP_ZONE (object)->hint);
  G_OBJECT_CLASS (rushes_drop_zone_parent_class)->finalize (object);
}

static void
rushes_drop_zone_class_init (RushesDropZoneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rushes_drop_zone_get_property;
  object_class->set_property = rushes_drop_zone_set_property;
  object_class->dispose = rushes_drop_zone_dispose;
  object_class->finalize = rushes_drop_zone_finalize;
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-drop-zone.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesDropZone, box);
  gtk_widget_class_bind_template_child (widget_class, RushesDropZone, picture);
  gtk_widget_class_bind_template_child (widget_class, RushesDropZone, label);
  gtk_widget_class_bind_template_child (widget_class, RushesDropZone, choose);
  gtk_widget_class_bind_template_child (widget_class, RushesDropZone, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
rushes_drop_zone_init (RushesDropZone *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
