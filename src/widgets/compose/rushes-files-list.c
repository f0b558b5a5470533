/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-files-list.h"

#include "rushes-dialogs.h"
#include "rushes-plain-row.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* The files that a workflow loads, a row for each: dropped (a clip of the gallery too), chosen, taken out again. Signal "changed". */
struct _RushesFilesList
{
  GtkBox parent_instance;
  GtkListBox *list;
  GPtrArray *places; /* Place */
  char *asked; /* the name of the place that a file is being chosen for */
};

typedef struct
{
  RushesFilesList *self;
  char *name, *path, *empty; /* path: nullable; empty: what is said of an empty place */
  RushesMedia media;
  GtkWidget *row, *choose, *remove;
} Place;

static guint signal_changed;

G_DEFINE_FINAL_TYPE (RushesFilesList, rushes_files_list, GTK_TYPE_BOX)

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->name);
  g_free (place->path);
  g_free (place->empty);
  g_free (place);
}

static void
update (Place *place)
{
  g_autofree char *name = place->path != NULL ? g_filename_display_basename (place->path) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (place->row), name != NULL ? name : place->empty);
  rushes_tip_tell (place->row, name);
  gtk_widget_set_visible (place->choose, name == NULL);
  gtk_widget_set_visible (place->remove, name != NULL);
}

/* @path: (nullable) */
static void
set_path (Place *place, const char *path)
{
  if (g_strcmp0 (place->path, path) == 0)
    return;
  g_free (place->path);
  place->path = g_strdup (path);
  update (place);
  g_signal_emit (place->self, signal_changed, 0);
}

static Place *
find_place (RushesFilesList *self, const char *name)
{
  for (guint i = 0; i < self->places->len; i++)
    if (g_strcmp0 (((Place *) self->places->pdata[i])->name, name) == 0)
      return self->places->pdata[i];
  return NULL;
}

static void
on_file (GFile *file, gpointer data)
{
  RushesFilesList *self = data;
  Place *place = find_place (self, self->asked); /* another workflow may be shown by now */

  if (place != NULL)
    set_path (place, g_file_peek_path (file));
}

static void
on_choose (GtkButton *button, Place *place)
{
  static const struct
  {
    const char *title, *kind, *type;
  } kinds[] = { [RUSHES_MEDIA_PICTURE] = { N_("Choose a Picture"), N_("Pictures"), "image/*" },
                [RUSHES_MEDIA_VIDEO] = { N_("Choose a Video"), N_("Videos"), "video/*" },
                [RUSHES_MEDIA_AUDIO] = { N_("Choose a Sound File"), N_("Sounds"), "audio/*" } };
  const char *const types[] = { kinds[place->media].type, NULL };

  g_free (place->self->asked);
  place->self->asked = g_strdup (place->name);
  rushes_file_open (GTK_WIDGET (place->self), _(kinds[place->media].title), _(kinds[place->media].kind), types, on_file, place->self);
}

static void
on_remove (GtkButton *button, Place *place)
{
  set_path (place, NULL);
  gtk_widget_grab_focus (place->choose);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, Place *place)
{
  GFile *file = g_value_get_object (value);

  if (file == NULL || g_file_peek_path (file) == NULL)
    return FALSE;
  set_path (place, g_file_peek_path (file));
  return TRUE;
}

static GtkWidget *
add_button (Place *place, const char *icon, const char *tooltip, const char *title, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *label = g_strdup_printf ("%s: %s", tooltip, title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  rushes_tip_tell (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (button, "clicked", callback, place);
  adw_action_row_add_suffix (ADW_ACTION_ROW (place->row), button);
  return button;
}

static char *
dup_empty (const RushesFile *file)
{
  if (file->saved != NULL)
    return g_strdup_printf (_("As saved: %s"), file->saved);
  if (file->required)
    return g_strdup (file->media == RUSHES_MEDIA_VIDEO   ? _("Needs a video")
                     : file->media == RUSHES_MEDIA_AUDIO ? _("Needs a sound file")
                                                         : _("Needs a picture"));
  return g_strdup (file->media == RUSHES_MEDIA_VIDEO   ? _("A video, or nothing")
                   : file->media == RUSHES_MEDIA_AUDIO ? _("A sound file, or nothing")
                                                       : _("A picture, or nothing"));
}

static GtkWidget *
new_row (const RushesFile *file)
{
  static const char *const icons[] = { [RUSHES_MEDIA_PICTURE] = "image-x-generic-symbolic", [RUSHES_MEDIA_VIDEO] = "video-x-generic-symbolic",
                                       [RUSHES_MEDIA_AUDIO] = "audio-x-generic-symbolic" };
  GtkWidget *row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), file->label);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icons[file->media]));
  gtk_widget_set_name (row, file->name);
  return row;
}

static void
add_place (RushesFilesList *self, const RushesFile *file)
{
  Place *place = g_new0 (Place, 1);
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  place->self = self;
  place->name = g_strdup (file->name);
  place->media = file->media;
  place->empty = dup_empty (file);
  place->row = new_row (file);
  place->choose = add_button (place, "document-open-symbolic", _("Choose a File"), file->label, G_CALLBACK (on_choose));
  place->remove = add_button (place, "edit-clear-symbolic", _("Take It Out"), file->label, G_CALLBACK (on_remove));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), place);
  gtk_widget_add_controller (place->row, GTK_EVENT_CONTROLLER (target));
  gtk_list_box_append (self->list, place->row);
  g_ptr_array_add (self->places, place);
  update (place);
}

/* @files: RushesFile: what the workflow loads now; nothing is chosen yet */
void
rushes_files_list_set_files (RushesFilesList *self, GPtrArray *files)
{
  for (guint i = 0; i < self->places->len; i++)
    gtk_list_box_remove (self->list, ((Place *) self->places->pdata[i])->row);
  g_ptr_array_set_size (self->places, 0);
  for (guint i = 0; i < files->len; i++)
    add_place (self, files->pdata[i]);
}

/* Returns: (transfer full): an a{sv} of paths; empty places are left out */
GVariant *
rushes_files_list_dup_values (RushesFilesList *self)
{
  GVariantDict values = G_VARIANT_DICT_INIT (NULL);

  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = self->places->pdata[i];
      if (place->path != NULL)
        g_variant_dict_insert (&values, place->name, "s", place->path);
    }
  return g_variant_ref_sink (g_variant_dict_end (&values));
}

/* @values: (nullable): an a{sv} of paths; a place that is not in it becomes empty */
void
rushes_files_list_set_values (RushesFilesList *self, GVariant *values)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = self->places->pdata[i];
      const char *path = NULL;

      if (values != NULL)
        g_variant_lookup (values, place->name, "&s", &path);
      set_path (place, path);
    }
}

/* @path: of a picture. Returns: whether there was a place for it: the first empty one, else the first */
gboolean
rushes_files_list_add_picture (RushesFilesList *self, const char *path)
{
  Place *found = NULL;

  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = self->places->pdata[i];
      if (place->media == RUSHES_MEDIA_PICTURE && (found == NULL || (found->path != NULL && place->path == NULL)))
        found = place;
    }
  if (found != NULL)
    set_path (found, path);
  return found != NULL;
}

/* Returns: (transfer none) (nullable) */
GtkWidget *
rushes_files_list_find (RushesFilesList *self, const char *name)
{
  Place *place = find_place (self, name);

  return place != NULL ? place->row : NULL;
}

static void
rushes_files_list_finalize (GObject *object)
{
  g_ptr_array_unref (RUSHES_FILES_LIST (object)->places);
  g_free (RUSHES_FILES_LIST (object)->asked);
  G_OBJECT_CLASS (rushes_files_list_parent_class)->finalize (object);
}

static void
rushes_files_list_class_init (RushesFilesListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_files_list_finalize;
  signal_changed = g_signal_new ("changed", RUSHES_TYPE_FILES_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_files_list_init (RushesFilesList *self)
{
  self->places = g_ptr_array_new_with_free_func (place_free);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_hexpand (GTK_WIDGET (self->list), TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
}
