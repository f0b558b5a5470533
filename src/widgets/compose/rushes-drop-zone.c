/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-drop-zone.h"

#include "rushes-cut-view.h"
#include "rushes-dialogs.h"
#include "rushes-pixbuf-texture.h"
#include "rushes-tip.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

/* The first-frame picture: dropped, pasted or chosen; previewed as it will be cut; taken out again. Signal "changed" when
 * another part of it is chosen. */
struct _RushesDropZone
{
  GtkWidget parent_instance;
  GtkWidget *box, *icon, *label, *choose, *fit, *remove;
  RushesCutView *view;
  char *path, *hint;
  gboolean unreadable;
};

#define PREVIEW 640 /* pixels, the longest side of what is shown */

static guint signal_changed;

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
  gtk_widget_set_visible (self->fit, rushes_cut_view_is_cut (self->view));
  rushes_tip_tell (self->label, base);
  /* Words of ours are read whole; a name may be as long as it likes. */
  gtk_label_set_wrap (GTK_LABEL (self->label), base == NULL || self->unreadable);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), base == NULL || self->unreadable ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_label (GTK_LABEL (self->label), base == NULL       ? self->hint
                                                : self->unreadable ? _("This is no picture that can be read")
                                                                   : base);
}

static void
on_preview (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesDropZone) self = data;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (g_strcmp0 (g_task_get_task_data (G_TASK (result)), self->path) != 0)
    return;
  self->unreadable = texture == NULL;
  rushes_cut_view_set_texture (self->view, texture);
  gtk_widget_set_visible (GTK_WIDGET (self->view), texture != NULL);
  update (self);
}

static void
load_preview (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  int width = 0, height = 0;
  g_autoptr (GdkPixbuf) pixbuf = NULL, upright = NULL;

  /* Small pictures are not blown up. */
  gdk_pixbuf_get_file_info (path, &width, &height);
  pixbuf = MAX (width, height) > PREVIEW ? gdk_pixbuf_new_from_file_at_size (path, PREVIEW, PREVIEW, &error)
                                         : gdk_pixbuf_new_from_file (path, &error);
  if (pixbuf == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  g_task_return_pointer (task, rushes_pixbuf_texture_new (upright), g_object_unref);
}

static void
load (RushesDropZone *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_preview, g_object_ref (self));

  g_task_set_task_data (task, g_strdup (self->path), g_free);
  rushes_worker_run (task, load_preview);
}

/* The shape of the clip: @width by @height, 0 if it is not known */
void
rushes_drop_zone_set_target (RushesDropZone *self, int width, int height)
{
  rushes_cut_view_set_ratio (self->view, width > 0 && height > 0 ? (double) width / height : 0);
  update (self);
}

/* Which part of the picture is meant. */
const RushesCut *
rushes_drop_zone_get_cut (RushesDropZone *self)
{
  return rushes_cut_view_get_cut (self->view);
}

void
rushes_drop_zone_set_cut (RushesDropZone *self, const RushesCut *cut)
{
  rushes_cut_view_set_cut (self->view, cut);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->fit), cut->fit);
}

static void
on_fit (RushesDropZone *self)
{
  RushesCut cut = *rushes_cut_view_get_cut (self->view);

  cut.fit = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->fit));
  rushes_cut_view_set_cut (self->view, &cut);
  g_signal_emit (self, signal_changed, 0);
}

static void
on_cut (RushesDropZone *self)
{
  g_signal_emit (self, signal_changed, 0);
}

const char *
rushes_drop_zone_get_path (RushesDropZone *self)
{
  return self->path;
}

/* @path: (nullable): none takes the picture out. The middle of another one is meant until something else is chosen. */
void
rushes_drop_zone_set_path (RushesDropZone *self, const char *path)
{
  if (g_strcmp0 (self->path, path) == 0)
    return;
  g_free (self->path);
  self->path = g_strdup (path);
  self->unreadable = FALSE;
  rushes_cut_view_set_texture (self->view, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->view), FALSE);
  rushes_drop_zone_set_cut (self, &(RushesCut) { 0 });
  update (self);
  if (path != NULL)
    load (self);
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
  static const char *const types[] = { "image/*", NULL };

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

/* A picture that is no file: pasted, dragged out of a browser. */
static void
take_texture (RushesDropZone *self, GdkTexture *texture)
{
  g_autoptr (GTask) task = g_task_new (texture, NULL, on_saved, g_object_ref (self));

  rushes_worker_run (task, save_texture);
}

static void
on_texture (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesDropZone) self = data;
  g_autoptr (GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (clipboard), result, NULL);

  if (texture != NULL)
    take_texture (self, texture);
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
  GFile *file = G_VALUE_HOLDS (value, G_TYPE_FILE) ? g_value_get_object (value) : NULL;

  if (file != NULL && g_file_peek_path (file) != NULL)
    rushes_drop_zone_set_path (self, g_file_peek_path (file));
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    take_texture (self, g_value_get_object (value));
  else
    return FALSE;
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
  signal_changed = g_signal_new ("changed", RUSHES_TYPE_DROP_ZONE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (RUSHES_TYPE_CUT_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-drop-zone.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesDropZone, box);
  gtk_widget_class_bind_template_child (widget_class, RushesDropZone, icon);
  gtk_widget_class_bind_template_child (widget_class, RushesDropZone, view);
  gtk_widget_class_bind_template_child (widget_class, RushesDropZone, fit);
  gtk_widget_class_bind_template_child (widget_class, RushesDropZone, label);
  gtk_widget_class_bind_template_child (widget_class, RushesDropZone, choose);
  gtk_widget_class_bind_template_child (widget_class, RushesDropZone, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_fit);
  gtk_widget_class_bind_template_callback (widget_class, on_cut);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
rushes_drop_zone_init (RushesDropZone *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { G_TYPE_FILE, GDK_TYPE_TEXTURE };

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
