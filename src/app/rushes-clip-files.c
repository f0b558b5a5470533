/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-clip-files.h"

#include "rushes-clip-content.h"
#include "rushes-clip-copy.h"
#include "rushes-clip-wish.h"
#include "rushes-dialogs.h"
#include "rushes-error-toast.h"
#include "rushes-importing.h"
#include "rushes-launch.h"
#include "rushes-many-content.h"
#include "rushes-toast.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Clips go to other programs as files, and files come back as clips. */

static RushesLibrary *
get_library (gpointer window)
{
  return rushes_core_get_library (rushes_window_get_core (RUSHES_WINDOW (window)));
}

static void
copy (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (GArray) rows = rushes_window_list_rows (window);
  g_autoptr (GPtrArray) clips = rushes_window_ref_clips (RUSHES_WINDOW (window));
  g_autoptr (GdkContentProvider) content = NULL;
  g_autofree char *text = NULL;

  if (rows->len == 0)
    return;
  content = clips != NULL ? rushes_clip_content_new (get_library (window), clips) : rushes_many_content_new (get_library (window), g_array_ref (rows));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (window), content);
  text = g_strdup_printf (ngettext ("%u take copied", "%u takes copied", rows->len), rows->len);
  rushes_window_toast (window, rushes_toast_new (text));
}

static void
import (RushesWindow *window, GdkFileList *list)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  GSList *all = gdk_file_list_get_files (list);

  for (GSList *link = all; link != NULL; link = link->next)
    g_ptr_array_add (files, g_object_ref (link->data));
  g_slist_free (all);
  rushes_importing_start (window, files);
}

static void
on_pasted (GObject *clipboard, GAsyncResult *result, gpointer way_back)
{
  g_autoptr (RushesWindow) window = rushes_way_back_take (way_back);
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (clipboard), result, NULL);

  if (window == NULL)
    return;
  if (value != NULL)
    import (window, g_value_get_boxed (value));
  else
    rushes_window_toast (window, rushes_toast_new (_("There are no files on the clipboard")));
}

/* What was copied here is here already. */
static void
paste (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (window);

  if (!gdk_clipboard_is_local (clipboard))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, on_pasted, rushes_way_back_new (window));
}

/* Returns: (transfer full) */
static GFile *
new_file (RushesWindow *window, RushesClip *clip)
{
  g_autofree char *path = rushes_library_dup_path (get_library (window), clip);

  return g_file_new_for_path (path);
}

/* A clip, on its way to where it is copied. */
typedef struct
{
  RushesWindow *window;
  GFile *file;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *self = data;

  g_object_unref (self->window);
  g_object_unref (self->file);
  g_free (self);
}

static void
on_copied (GObject *file, GAsyncResult *result, gpointer way_back)
{
  g_autoptr (RushesWindow) window = rushes_way_back_take (way_back);
  g_autoptr (GError) error = NULL;
  gboolean copied = rushes_clip_copy_finish (result, &error);

  if (window == NULL)
    return;
  if (copied)
    rushes_window_toast (window, rushes_toast_new (_("The copy is saved")));
  else
    rushes_window_toast (window, rushes_error_toast_new (GTK_WIDGET (window), error, NULL));
}

static void
on_place (GFile *to, gpointer data)
{
  Copy *self = data;

  rushes_clip_copy_async (self->file, to, on_copied, rushes_way_back_new (self->window));
}

static void
save_copy_of (RushesWindow *window, RushesClip *clip)
{
  g_autoptr (GFile) file = new_file (window, clip);
  g_autofree char *name = g_file_get_basename (file);
  Copy *self = g_new (Copy, 1);

  *self = (Copy) { g_object_ref (window), g_object_ref (file) };
  rushes_file_save (GTK_WIDGET (window), _("Save a Copy"), name, on_place, self, copy_free);
}

static void
save_copy (GSimpleAction *action, GVariant *id, gpointer window)
{
  rushes_clip_wish (window, g_variant_get_string (id, NULL), save_copy_of);
}

static void
open_clip_with (RushesWindow *window, RushesClip *clip)
{
  g_autoptr (GFile) file = new_file (window, clip);

  rushes_file_open_with (GTK_WIDGET (window), file);
}

static void
open_with (GSimpleAction *action, GVariant *id, gpointer window)
{
  rushes_clip_wish (window, g_variant_get_string (id, NULL), open_clip_with);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, RushesWindow *window)
{
  import (window, g_value_get_boxed (value));
  return TRUE;
}

/* What is dragged out of the gallery is in it. */
static gboolean
on_accept (GtkDropTarget *target, GdkDrop *drop, RushesWindow *window)
{
  return gdk_drop_get_drag (drop) == NULL && gdk_content_formats_match (gtk_drop_target_get_formats (target), gdk_drop_get_formats (drop));
}

/* “win.copy” and its kin, and what is dropped on the gallery. */
void
rushes_clip_files_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "copy", .activate = copy },
    { .name = "paste", .activate = paste },
    { .name = "save-copy", .activate = save_copy, .parameter_type = "s" },
    { .name = "open-with", .activate = open_with, .parameter_type = "s" },
  };
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  g_signal_connect (target, "accept", G_CALLBACK (on_accept), window);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), window);
  gtk_widget_add_controller (GTK_WIDGET (rushes_window_get_gallery (window)), GTK_EVENT_CONTROLLER (target));
}
