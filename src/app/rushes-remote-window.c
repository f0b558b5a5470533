/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-remote-window.h"

#include "rushes-dialog.h"
#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-error-toast.h"
#include "rushes-error.h"
#include "rushes-plain-row.h"
#include "rushes-remote-thumbnails.h"
#include "rushes-tip.h"
#include "rushes-toast.h"
#include "rushes-worker.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* What video services still keep: state, expiry, fetch and delete. */

#define RUSHES_TYPE_REMOTE_WINDOW (rushes_remote_window_get_type ())
G_DECLARE_FINAL_TYPE (RushesRemoteWindow, rushes_remote_window, RUSHES, REMOTE_WINDOW, RushesDialog)

struct _RushesRemoteWindow
{
  RushesDialog parent_instance;
  RushesCore *core;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkListBox *list;
  GtkDropDown *connection_drop;
  AdwStatusPage *status;
  AdwEntryRow *id_row;
  RushesRemoteThumbnails *thumbnails;
  guint timer; /* expiry is counted down */
  GPtrArray *connections; /* RushesConnection */
  GCancellable *asking;
};

G_DEFINE_FINAL_TYPE (RushesRemoteWindow, rushes_remote_window, RUSHES_TYPE_DIALOG)

static RushesConnection *
get_connection (RushesRemoteWindow *self)
{
  guint chosen = gtk_drop_down_get_selected (self->connection_drop);

  return chosen < self->connections->len ? self->connections->pdata[chosen] : NULL;
}

/* @text: (nullable): as it is to be read; what the page shows by itself is markup */
static void
say (RushesRemoteWindow *self, const char *title, const char *text)
{
  g_autofree char *markup = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, markup);
  gtk_stack_set_visible_child_name (self->stack, "status");
}

typedef enum
{
  ASK_LIST,
  ASK_DELETE, /* one video; then for the list */
  ASK_LOOK,   /* for one video alone */
} Asked;

/* A question to the server, on a worker: nothing of the window is in it, which may be closed meanwhile. */
typedef struct
{
  RushesCore *core;
  RushesConnection *connection;
  Asked asked;
  char *id; /* of the video, or NULL */
  GHashTable *known; /* ids that the ledger has */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->core);
  g_object_unref (question->connection);
  g_clear_pointer (&question->known, g_hash_table_unref);
  g_free (question->id);
  g_free (question);
}

static GPtrArray *
look (RushesProvider *provider, RushesTarget *target, const char *id, GCancellable *cancellable, GError **error)
{
  RushesRemoteVideo *video = rushes_provider_look (provider, target, id, cancellable, error);
  GPtrArray *videos = video != NULL ? g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_remote_video_free) : NULL;

  if (video != NULL)
    g_ptr_array_add (videos, video);
  return videos;
}

static void
ask (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  RushesCore *core = question->core;
  GError *error = NULL;
  g_autoptr (RushesTarget) target = rushes_core_new_target (core, question->connection, &error);
  RushesProvider *provider = rushes_core_get_provider (core, RUSHES_PROVIDER_OPENAI);
  GPtrArray *videos = NULL;

  if (target == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (question->asked == ASK_LOOK)
    videos = look (provider, target, question->id, cancellable, &error);
  else if (question->asked == ASK_LIST || rushes_provider_remove (provider, target, question->id, cancellable, &error))
    videos = rushes_provider_list (provider, target, cancellable, &error);
  question->known = rushes_ledger_get_remote_ids (rushes_core_get_ledger (core), rushes_connection_get_id (question->connection), NULL);
  if (videos != NULL)
    g_task_return_pointer (task, videos, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void on_listed (GObject *source, GAsyncResult *result, gpointer data);

/* @id: (nullable): which video is meant */
static void
put_question (RushesRemoteWindow *self, Asked asked, const char *id)
{
  RushesConnection *connection = get_connection (self);
  g_autoptr (GTask) task = NULL;
  Question *question;

  if (connection == NULL)
    {
      say (self, _("No Video Service"), _("Add one in Preferences."));
      return;
    }
  g_cancellable_cancel (self->asking);
  g_object_unref (self->asking);
  self->asking = g_cancellable_new ();
  question = g_new0 (Question, 1);
  *question = (Question) { g_object_ref (self->core), g_object_ref (connection), asked, g_strdup (id), NULL };
  task = g_task_new (NULL, self->asking, on_listed, g_object_ref (self));
  g_task_set_task_data (task, question, question_free);
  rushes_worker_run (task, ask);
}

static void
on_adopted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesRemoteWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesJob) job = rushes_job_queue_add_finish (RUSHES_JOB_QUEUE (source), result, &error);

  if (self->core == NULL) /* closed meanwhile; the queue shows the job */
    return;
  adw_toast_overlay_add_toast (self->toasts, job != NULL ? rushes_toast_new (_("On its way into the library"))
                                                         : rushes_error_toast_new (GTK_WIDGET (self), error, NULL));
  put_question (self, ASK_LIST, NULL);
}

static void
on_fetch (GtkButton *button, RushesRemoteWindow *self)
{
  RushesRemoteVideo *video = g_object_get_data (G_OBJECT (button), "video");
  g_autoptr (RushesRequest) request = rushes_remote_video_new_request (video);

  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  rushes_job_queue_adopt_async (rushes_core_get_queue (self->core), request, rushes_connection_get_id (get_connection (self)), video->id,
                                on_adopted, g_object_ref (self));
}

typedef struct
{
  RushesRemoteWindow *window;
  char *id;
} Deletion;

static void
deletion_free (gpointer data)
{
  Deletion *deletion = data;

  g_object_unref (deletion->window);
  g_free (deletion->id);
  g_free (deletion);
}

static void
do_delete (gpointer data)
{
  Deletion *deletion = data;

  put_question (deletion->window, ASK_DELETE, deletion->id);
}

static void
on_delete (GtkButton *button, RushesRemoteWindow *self)
{
  RushesRemoteVideo *video = g_object_get_data (G_OBJECT (button), "video");
  Deletion *deletion = g_new (Deletion, 1);

  *deletion = (Deletion) { g_object_ref (self), g_strdup (video->id) };
  rushes_question_ask (GTK_WIDGET (self), _("Delete It on the Server?"), _("A copy in your library stays. Nothing brings it back there."),
                       _("_Delete"), TRUE, do_delete, deletion, deletion_free);
}

/* The raw answer, without secrets, to look at or to report. */
static void
on_show (GtkButton *button, RushesRemoteWindow *self)
{
  RushesRemoteVideo *video = g_object_get_data (G_OBJECT (button), "video");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new (), *view = gtk_text_view_new ();

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), video->json, -1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_widget_set_name (view, "server-says");
  gtk_widget_add_css_class (view, "raw");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  rushes_dialog_present (RUSHES_DIALOG (rushes_dialog_new (_("What the Server Says"), box, 520, 420)), GTK_WIDGET (self));
}

static char *
dup_expiry (const RushesRemoteVideo *video)
{
  gint64 minutes = (video->expires_us - g_get_real_time ()) / (60 * G_TIME_SPAN_SECOND);

  if (video->expires_us == 0)
    return g_strdup ("");
  if (minutes <= 0)
    return g_strdup (_(" · expired"));
  if (minutes < 120)
    return g_strdup_printf (ngettext (" · %d minute left", " · %d minutes left", minutes), (int) minutes);
  return g_strdup_printf (_(" · %d hours left"), (int) (minutes / 60));
}

static GtkWidget *
new_button (RushesRemoteWindow *self, RushesRemoteVideo *video, const char *icon, const char *tooltip, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  rushes_tip_set (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "video", video);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static void
update_subtitle (GtkWidget *row)
{
  RushesRemoteVideo *video = g_object_get_data (G_OBJECT (row), "video");
  gboolean known = g_object_get_data (G_OBJECT (row), "known") != NULL;
  gboolean completed = g_ascii_strcasecmp (video->status, "completed") == 0;
  g_autofree char *expiry = dup_expiry (video);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s%s%s", video->status, video->model != NULL ? video->model : video->id, expiry,
                                               !known ? "" : completed ? _(" · in the library") : _(" · on its way"));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
}

static gboolean
on_minute (gpointer data)
{
  RushesRemoteWindow *self = data;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    update_subtitle (row);
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
new_thumbnail (RushesRemoteWindow *self, const RushesRemoteVideo *video)
{
  GtkWidget *picture = gtk_picture_new ();

  gtk_widget_set_size_request (picture, 80, 45);
  gtk_widget_add_css_class (picture, "well");
  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  if (g_ascii_strcasecmp (video->status, "completed") == 0)
    rushes_remote_thumbnails_load (self->thumbnails, get_connection (self), video->id, GTK_PICTURE (picture));
  return picture;
}

/* @video: (transfer full): the row keeps it */
static void
add_row (RushesRemoteWindow *self, RushesRemoteVideo *video, gboolean known)
{
  GtkWidget *row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW), *fetch = new_button (self, video, "folder-download-symbolic", _("Fetch into the Library"), G_CALLBACK (on_fetch));

  g_object_set_data_full (G_OBJECT (row), "video", video, (GDestroyNotify) rushes_remote_video_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), video->prompt != NULL ? video->prompt : video->id);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), new_thumbnail (self, video));
  g_object_set_data (G_OBJECT (row), "known", GINT_TO_POINTER (known));
  update_subtitle (row);
  gtk_widget_set_sensitive (fetch, !known);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), fetch);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (self, video, "text-x-generic-symbolic", _("Show What the Server Says"), G_CALLBACK (on_show)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (self, video, "user-trash-symbolic", _("Delete on the Server…"), G_CALLBACK (on_delete)));
  gtk_list_box_append (self->list, row);
}

static void
show_videos (RushesRemoteWindow *self, GPtrArray *videos, GHashTable *known)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_ptr_array_set_free_func (videos, NULL); /* the rows take them */
  for (guint i = 0; i < videos->len; i++)
    {
      RushesRemoteVideo *video = videos->pdata[i];
      add_row (self, video, known != NULL && g_hash_table_contains (known, video->id));
    }
  if (videos->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else
    say (self, _("Nothing There"), _("The server keeps no videos now."));
}

/* Not every server that speaks the protocol has the route (contracts/openai-videos.md, section 7). */
static gboolean
is_without_list (Question *question, const GError *error)
{
  return question->asked == ASK_LIST && (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_GONE) ||
                                         g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_REJECTED) ||
                                         g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_UNSUPPORTED));
}

static void
say_no_list (RushesRemoteWindow *self, const GError *error)
{
  g_autoptr (RushesErrorText) text = rushes_error_text_new (error, NULL);
  g_autofree char *reason = rushes_error_text_with_said (error, text->sentence);
  g_autofree char *lines = g_strdup_printf ("%s\n\n%s", _("A video whose ID you know can be looked up below."), reason);

  say (self, _("This Server Keeps No List"), lines);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr (RushesRemoteWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) videos = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *lines = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (is_without_list (question, error))
    {
      say_no_list (self, error);
      return;
    }
  if (videos != NULL)
    {
      show_videos (self, videos, question->known);
      return;
    }
  lines = rushes_error_text_lines (error, rushes_connection_get_name (question->connection));
  say (self, question->asked == ASK_LOOK ? _("Not Found") : _("No List"), lines);
}

static void
on_id_apply (RushesRemoteWindow *self)
{
  g_autofree char *id = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->id_row))));

  put_question (self, *id != '\0' ? ASK_LOOK : ASK_LIST, *id != '\0' ? id : NULL);
}

static void
on_connection_selected (RushesRemoteWindow *self)
{
  if (self->core == NULL)
    return;
  say (self, _("Asking the Server…"), NULL); /* nobody fetches or deletes what is another's */
  put_question (self, ASK_LIST, NULL);
}

static void
rushes_remote_window_dispose (GObject *object)
{
  RushesRemoteWindow *self = RUSHES_REMOTE_WINDOW (object);

  g_cancellable_cancel (self->asking);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->thumbnails, rushes_remote_thumbnails_free);
  g_clear_object (&self->core);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_REMOTE_WINDOW);
  G_OBJECT_CLASS (rushes_remote_window_parent_class)->dispose (object);
}

static void
rushes_remote_window_finalize (GObject *object)
{
  RushesRemoteWindow *self = RUSHES_REMOTE_WINDOW (object);

  g_object_unref (self->asking);
  g_ptr_array_unref (self->connections);
  G_OBJECT_CLASS (rushes_remote_window_parent_class)->finalize (object);
}

static void
rushes_remote_window_class_init (RushesRemoteWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_remote_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_remote_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-remote-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesRemoteWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RushesRemoteWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RushesRemoteWindow, list);
  gtk_widget_class_bind_template_child (widget_class, RushesRemoteWindow, connection_drop);
  gtk_widget_class_bind_template_child (widget_class, RushesRemoteWindow, status);
  gtk_widget_class_bind_template_child (widget_class, RushesRemoteWindow, id_row);
  gtk_widget_class_bind_template_callback (widget_class, on_connection_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_id_apply);
}

static void
rushes_remote_window_init (RushesRemoteWindow *self)
{
  self->asking = g_cancellable_new ();
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_name_toasts (self->toasts);
}

void
rushes_remote_window_show (GtkWindow *parent, RushesCore *core)
{
  RushesRemoteWindow *self = g_object_new (RUSHES_TYPE_REMOTE_WINDOW, NULL);
  GListModel *all = G_LIST_MODEL (rushes_core_get_connections (core));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (RushesConnection) connection = g_list_model_get_item (all, i);
      if (rushes_connection_get_kind (connection) != RUSHES_PROVIDER_OPENAI)
        continue;
      gtk_string_list_append (names, rushes_connection_get_name (connection));
      g_ptr_array_add (self->connections, g_steal_pointer (&connection));
    }
  gtk_drop_down_set_model (self->connection_drop, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->connection_drop), self->connections->len > 1);
  self->core = g_object_ref (core);
  self->thumbnails = rushes_remote_thumbnails_new (core);
  self->timer = g_timeout_add_seconds (60, on_minute, self);
  say (self, _("Asking the Server…"), NULL);
  put_question (self, ASK_LIST, NULL);
  rushes_dialog_present (RUSHES_DIALOG (self), GTK_WIDGET (parent));
}
