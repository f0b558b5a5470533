/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-window-actions.h"

#include "rushes-connection-editor.h"
#include "rushes-derive.h"
#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-filmstrip.h"
#include "rushes-import.h"
#include "rushes-order.h"
#include "rushes-preferences.h"
#include "rushes-remote-window.h"
#include "rushes-window.h"

#include <glib/gi18n.h>

/* What the window's actions do: jobs by their id, clips by the selection. */

static RushesJobQueue *
get_queue (GtkWidget *widget)
{
  return rushes_core_get_queue (rushes_window_get_core (RUSHES_WINDOW (widget)));
}

static RushesJob *
find_job (GtkWidget *widget, GVariant *id)
{
  return rushes_job_queue_find (get_queue (widget), g_variant_get_string (id, NULL));
}

static void
cancel_job (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesJob *job = find_job (widget, id);

  if (job != NULL)
    rushes_job_queue_cancel (get_queue (widget), job);
}

typedef struct
{
  RushesJobQueue *queue;
  RushesJob *job;
} Retry;

static void
retry_free (gpointer data)
{
  Retry *retry = data;

  g_object_unref (retry->queue);
  g_object_unref (retry->job);
  g_free (retry);
}

static void
do_retry (gpointer data)
{
  Retry *retry = data;

  rushes_job_queue_retry (retry->queue, retry->job);
}

/* A job of unknown outcome may exist and cost: that is asked first. */
static void
retry_job (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesJob *job = find_job (widget, id);
  Retry *retry;

  if (job == NULL)
    return;
  if (rushes_job_get_state (job) != RUSHES_JOB_UNKNOWN)
    {
      rushes_job_queue_retry (get_queue (widget), job);
      return;
    }
  retry = g_new (Retry, 1);
  *retry = (Retry) { g_object_ref (get_queue (widget)), g_object_ref (job) };
  rushes_question_ask (widget, _("Send It Again?"),
                       _("The server may have made this clip already. Sending it again may cost twice. Its list of "
                         "videos shows whether it did: “rushes remote list”."),
                       _("_Send Again"), TRUE, do_retry, retry, retry_free);
}

static void
forget_job (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesJob *job = find_job (widget, id);

  if (job != NULL)
    rushes_job_queue_forget (get_queue (widget), job);
}

static void
move_job (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesJob *job = find_job (widget, id);

  if (job != NULL)
    rushes_job_queue_move (get_queue (widget), job, g_str_equal (action, "win.job-up") ? -1 : 1);
}

static void
edit_job (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesJob *job = find_job (widget, id);

  if (job == NULL)
    return;
  rushes_composer_mend (rushes_window_get_composer (RUSHES_WINDOW (widget)), job);
  rushes_window_show_page (RUSHES_WINDOW (widget), "compose");
}

static RushesClip *
ref_clip (GtkWidget *widget, GVariant *id)
{
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (RUSHES_WINDOW (widget)));
  gint64 row = rushes_library_find_row (library, g_variant_get_string (id, NULL));

  return row != 0 ? rushes_library_ref_clip (library, row) : NULL;
}

static void
show_clip (GtkWidget *widget, const char *action, GVariant *id)
{
  g_autoptr (RushesClip) clip = ref_clip (widget, id);

  if (clip != NULL)
    rushes_window_show_clip (RUSHES_WINDOW (widget), clip);
}

static void
reuse (GtkWidget *widget, RushesClip *clip)
{
  rushes_composer_reuse (rushes_window_get_composer (RUSHES_WINDOW (widget)), rushes_clip_get_info (clip)->request);
  rushes_window_show_page (RUSHES_WINDOW (widget), "compose");
}

static void
reuse_settings (GtkWidget *widget, const char *action, GVariant *id)
{
  g_autoptr (RushesClip) clip = ref_clip (widget, id);

  if (clip != NULL)
    reuse (widget, clip);
}

static void
use_picture (RushesWindow *self, const char *path)
{
  if (!rushes_composer_use_picture (rushes_window_get_composer (self), path))
    {
      rushes_window_toast (self, adw_toast_new (_("What is chosen in the form takes no picture")));
      return;
    }
  rushes_window_close_viewer (self);
  rushes_window_show_page (self, "compose");
}

/* One frame of a clip, to be kept as a picture. */
typedef struct
{
  char *clip, *picture; /* paths */
  double seconds;
} Frame;

static void
frame_free (gpointer data)
{
  Frame *frame = data;

  g_free (frame->clip);
  g_free (frame->picture);
  g_free (frame);
}

static void
save_frame (GTask *task, gpointer window, gpointer data, GCancellable *cancellable)
{
  Frame *frame = data;
  GError *error = NULL;

  if (rushes_filmstrip_save_frame (frame->clip, frame->seconds, frame->picture, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_frame (GObject *window, GAsyncResult *result, gpointer data)
{
  Frame *frame = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    use_picture (RUSHES_WINDOW (window), frame->picture);
  else
    rushes_window_toast (RUSHES_WINDOW (window), adw_toast_new (error->message));
}

/* What the viewer shows becomes the first frame of the next clip. */
static void
use_frame (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesCore *core = rushes_window_get_core (RUSHES_WINDOW (widget));
  RushesViewer *viewer = rushes_window_get_viewer (RUSHES_WINDOW (widget));
  RushesClip *clip = rushes_viewer_get_clip (viewer);
  g_autofree char *folder = g_build_filename (rushes_paths_get_cache_dir (rushes_core_get_paths (core)), "pasted", NULL);
  g_autofree char *name = NULL;
  g_autoptr (GTask) task = NULL;
  Frame *frame;

  if (clip == NULL)
    return;
  rushes_player_set_playing (rushes_viewer_get_player (viewer), FALSE);
  frame = g_new (Frame, 1);
  frame->seconds = rushes_player_get_position (rushes_viewer_get_player (viewer));
  frame->clip = rushes_library_dup_path (rushes_core_get_library (core), clip);
  name = g_strdup_printf ("%.8s-%.3f.png", rushes_clip_get_id (clip), frame->seconds);
  frame->picture = g_build_filename (folder, name, NULL);
  g_mkdir_with_parents (folder, 0700);
  task = g_task_new (widget, NULL, on_frame, NULL);
  g_task_set_task_data (task, frame, frame_free);
  g_task_run_in_thread (task, save_frame);
}

static void
on_derived (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesWindow) self = data;
  g_autoptr (GError) error = NULL;
  gint64 seed;

  if (rushes_order_place_finish (result, &seed, &error))
    rushes_window_toast (self, adw_toast_new (_("On its way: see the queue")));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rushes_window_toast (self, adw_toast_new (error->message));
}

/* The clip in the viewer becomes another: how, and the words. */
static void
derive (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesWindow *self = RUSHES_WINDOW (widget);
  RushesClip *clip = rushes_viewer_get_clip (rushes_window_get_viewer (self));
  RushesCore *core = rushes_window_get_core (self);
  g_autoptr (GError) error = NULL;
  RushesRequest *request;
  RushesConnection *connection;
  RushesOrder *order;
  const char *how, *prompt;

  g_variant_get (parameter, "(&s&s)", &how, &prompt);
  if (clip == NULL)
    return;
  request = rushes_derive_new_request (rushes_core_get_connections (core), clip, how, prompt, 0, &connection, &error);
  if (request == NULL)
    {
      rushes_window_toast (self, adw_toast_new (error->message));
      return;
    }
  order = rushes_order_new (core, widget);
  order->request = request;
  order->limit = g_settings_get_double (rushes_window_get_settings (self), "monthly-limit");
  order->connection_id = g_strdup (rushes_connection_get_id (connection));
  rushes_order_place_async (order, on_derived, g_object_ref (self));
}

static void
reuse_selected (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GPtrArray) clips = rushes_gallery_get_selected (rushes_window_get_gallery (RUSHES_WINDOW (widget)));

  if (clips->len > 0)
    reuse (widget, clips->pdata[0]);
}

static void
rate_selected (GtkWidget *widget, const char *action, GVariant *rating)
{
  g_autoptr (GPtrArray) clips = rushes_gallery_get_selected (rushes_window_get_gallery (RUSHES_WINDOW (widget)));
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (RUSHES_WINDOW (widget)));

  for (guint i = 0; i < clips->len; i++)
    {
      const RushesClipInfo *info = rushes_clip_get_info (clips->pdata[i]);
      rushes_library_set_opinion (library, clips->pdata[i], g_variant_get_int32 (rating), info->favourite, FALSE);
    }
}

static void
favour_selected (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GPtrArray) clips = rushes_gallery_get_selected (rushes_window_get_gallery (RUSHES_WINDOW (widget)));
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (RUSHES_WINDOW (widget)));

  for (guint i = 0; i < clips->len; i++)
    {
      const RushesClipInfo *info = rushes_clip_get_info (clips->pdata[i]);
      rushes_library_set_opinion (library, clips->pdata[i], info->rating, !info->favourite, FALSE);
    }
}

/* Clips on their way to the trash: hidden at once, moved when the toast has gone without Undo. */
typedef struct
{
  RushesWindow *window;
  RushesLibrary *library;
  GPtrArray *ids;
  gboolean undone;
} Trash;

static void
trash_free (gpointer data, GClosure *closure)
{
  Trash *trash = data;

  g_object_unref (trash->window);
  g_object_unref (trash->library);
  g_ptr_array_unref (trash->ids);
  g_free (trash);
}

static void
run_hide (GTask *task, gpointer library, gpointer data, GCancellable *cancellable)
{
  Trash *trash = data;
  GError *error = NULL;

  for (guint i = 0; i < trash->ids->len; i++)
    if (!rushes_library_hide (library, trash->ids->pdata[i], !trash->undone, &error))
      {
        g_task_return_error (task, error);
        return;
      }
  g_task_return_boolean (task, TRUE);
}

static Trash *
trash_copy (Trash *trash)
{
  Trash *copy = g_memdup2 (trash, sizeof *trash);

  g_object_ref (copy->window);
  g_object_ref (copy->library);
  g_ptr_array_ref (copy->ids);
  return copy;
}

static void
trash_copy_free (gpointer data)
{
  trash_free (data, NULL);
}

static void
on_hidden (GObject *library, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_warning ("Not hidden: %s", error->message);
}

static void
hide_or_show (Trash *trash)
{
  g_autoptr (GTask) task = g_task_new (trash->library, NULL, on_hidden, NULL);

  g_task_set_task_data (task, trash_copy (trash), trash_copy_free);
  g_task_run_in_thread (task, run_hide);
}

static void
on_undo (AdwToast *toast, Trash *trash)
{
  trash->undone = TRUE;
  hide_or_show (trash);
}

static void
run_trash (GTask *task, gpointer library, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (rushes_library_trash_hidden (library, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_trashed (GObject *library, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    return;
  line = rushes_error_text_one_line (error, NULL);
  rushes_window_toast (window, adw_toast_new (line));
}

static void
on_toast_dismissed (AdwToast *toast, Trash *trash)
{
  g_autoptr (GTask) task = NULL;

  if (trash->undone)
    return;
  task = g_task_new (trash->library, NULL, on_trashed, g_object_ref (trash->window));
  g_task_run_in_thread (task, run_trash);
}

static void
trash_selected (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesWindow *self = RUSHES_WINDOW (widget);
  g_autoptr (GPtrArray) clips = rushes_gallery_get_selected (rushes_window_get_gallery (self));
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (self));
  g_autofree char *title = NULL;
  Trash *trash;
  AdwToast *toast;

  if (clips->len == 0)
    return;
  trash = g_new0 (Trash, 1);
  *trash = (Trash) { g_object_ref (self), g_object_ref (library), g_ptr_array_new_with_free_func (g_free), FALSE };
  for (guint i = 0; i < clips->len; i++)
    g_ptr_array_add (trash->ids, g_strdup (rushes_clip_get_id (clips->pdata[i])));
  hide_or_show (trash);
  title = g_strdup_printf (ngettext ("%u take moved to the trash", "%u takes moved to the trash", clips->len), clips->len);
  toast = adw_toast_new (title);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect (toast, "button-clicked", G_CALLBACK (on_undo), trash);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (on_toast_dismissed), trash, trash_free, 0);
  rushes_window_toast (self, toast);
}

static void
on_import_file (GFile *file, gpointer data)
{
  rushes_import_file (RUSHES_WINDOW (data), file);
}

static void
import (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const types[] = { "video/*", "image/gif", NULL };

  rushes_file_open (widget, _("Import a Video File"), _("Videos"), types, on_import_file, widget);
}

static void
show_preferences (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rushes_preferences_show (RUSHES_WINDOW (widget));
}

static void
show_about (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rushes_about_show (widget);
}

static void
add_connection (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesProviderKind kind = g_str_equal (action, "win.add-comfyui") ? RUSHES_PROVIDER_COMFYUI : RUSHES_PROVIDER_OPENAI;

  rushes_connection_editor_open (GTK_WINDOW (widget), rushes_window_get_core (RUSHES_WINDOW (widget)), kind);
}

static void
use_found_comfyui (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (RushesConnection) connection =
    rushes_connection_new (id, RUSHES_PROVIDER_COMFYUI, _("This computer"), "http://127.0.0.1:8188", NULL, TRUE);

  rushes_connections_put (rushes_core_get_connections (rushes_window_get_core (RUSHES_WINDOW (widget))), connection);
  rushes_window_show_main (RUSHES_WINDOW (widget));
}

/* Two clips, one through each provider, of the built-in server. */
static void
try_sample (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesCore *core = rushes_window_get_core (RUSHES_WINDOW (widget));
  g_autoptr (GError) error = NULL;

  if (!rushes_core_make_samples (core, &error))
    {
      g_autofree char *line = rushes_error_text_one_line (error, NULL);
      rushes_window_toast (RUSHES_WINDOW (widget), adw_toast_new (line));
      return;
    }
  rushes_window_show_main (RUSHES_WINDOW (widget));
}

static void
show_workflows (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rushes_window_show_workflows (RUSHES_WINDOW (widget));
}

static void
show_remote_videos (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rushes_remote_window_show (GTK_WINDOW (widget), rushes_window_get_core (RUSHES_WINDOW (widget)));
}

static void
look_around (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rushes_window_show_main (RUSHES_WINDOW (widget));
}

static void
close_viewer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rushes_window_close_viewer (RUSHES_WINDOW (widget));
}

static void
show_page (GtkWidget *widget, const char *action, GVariant *name)
{
  rushes_window_show_page (RUSHES_WINDOW (widget), g_variant_get_string (name, NULL));
}

static void
toggle_pane (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rushes_window_toggle_pane (RUSHES_WINDOW (widget));
}

static void
toggle_search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rushes_window_toggle_search (RUSHES_WINDOW (widget));
}

/* For the window's class_init. */
void
rushes_window_actions_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.cancel-job", "s", cancel_job);
  gtk_widget_class_install_action (klass, "win.retry-job", "s", retry_job);
  gtk_widget_class_install_action (klass, "win.forget-job", "s", forget_job);
  gtk_widget_class_install_action (klass, "win.job-up", "s", move_job);
  gtk_widget_class_install_action (klass, "win.job-down", "s", move_job);
  gtk_widget_class_install_action (klass, "win.edit-job", "s", edit_job);
  gtk_widget_class_install_action (klass, "win.show-clip", "s", show_clip);
  gtk_widget_class_install_action (klass, "win.reuse-settings", "s", reuse_settings);
  gtk_widget_class_install_action (klass, "win.reuse-selected", NULL, reuse_selected);
  gtk_widget_class_install_action (klass, "win.use-frame", NULL, use_frame);
  gtk_widget_class_install_action (klass, "win.derive", "(ss)", derive);
  gtk_widget_class_install_action (klass, "win.rate", "i", rate_selected);
  gtk_widget_class_install_action (klass, "win.favour", NULL, favour_selected);
  gtk_widget_class_install_action (klass, "win.trash", NULL, trash_selected);
  gtk_widget_class_install_action (klass, "win.workflows", NULL, show_workflows);
  gtk_widget_class_install_action (klass, "win.remote-videos", NULL, show_remote_videos);
  gtk_widget_class_install_action (klass, "win.import", NULL, import);
  gtk_widget_class_install_action (klass, "win.preferences", NULL, show_preferences);
  gtk_widget_class_install_action (klass, "win.about", NULL, show_about);
  gtk_widget_class_install_action (klass, "win.add-comfyui", NULL, add_connection);
  gtk_widget_class_install_action (klass, "win.add-service", NULL, add_connection);
  gtk_widget_class_install_action (klass, "win.use-found-comfyui", NULL, use_found_comfyui);
  gtk_widget_class_install_action (klass, "win.try-sample", NULL, try_sample);
  gtk_widget_class_install_action (klass, "win.look-around", NULL, look_around);
  gtk_widget_class_install_action (klass, "win.close-viewer", NULL, close_viewer);
  gtk_widget_class_install_action (klass, "win.show-page", "s", show_page);
  gtk_widget_class_install_action (klass, "win.toggle-pane", NULL, toggle_pane);
  gtk_widget_class_install_action (klass, "win.search", NULL, toggle_search);
}
