/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-dialogs.h"

#include "rushes-release-notes.h"

#include <glib/gi18n.h>

#define RUSHES_WEBSITE "https://github.com/rushes-app/rushes"

/* Dialogs whose API changed between libadwaita 1.2 and today; the newest first. */

typedef struct
{
  RushesAnswerFunc on_yes, on_other; /* the latter may be NULL */
  gpointer data;
  GDestroyNotify free_data;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  if (question->free_data != NULL)
    question->free_data (question->data);
  g_free (question);
}

static void
on_yes (gpointer dialog, const char *response, Question *question)
{
  question->on_yes (question->data);
}

static void
on_other (gpointer dialog, const char *response, Question *question)
{
  question->on_other (question->data);
}

/* @other: (nullable). @question: (transfer full) */
static void
ask (GtkWidget *parent, const char *heading, const char *body, const char *yes, gboolean destructive, const char *other, Question *question)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), other != NULL ? "other" : "yes", other != NULL ? other : yes,
                                  other != NULL ? "yes" : NULL, yes, NULL);
  adw_alert_dialog_set_response_appearance (dialog, "yes", destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (dialog, "cancel");
#else
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), heading, body));

  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), other != NULL ? "other" : "yes", other != NULL ? other : yes,
                                    other != NULL ? "yes" : NULL, yes, NULL);
  adw_message_dialog_set_response_appearance (dialog, "yes", destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "cancel");
#endif
  g_signal_connect_data (dialog, "response::yes", G_CALLBACK (on_yes), question, question_free, 0);
  if (other != NULL)
    g_signal_connect (dialog, "response::other", G_CALLBACK (on_other), question);
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_present (ADW_DIALOG (dialog), parent);
#else
  gtk_window_present (GTK_WINDOW (dialog));
#endif
}

/* Asks, and calls @func if the answer is yes. Escape and closing mean no. */
void
rushes_question_ask (GtkWidget *parent, const char *heading, const char *body, const char *yes, gboolean destructive,
                     RushesAnswerFunc func, gpointer data, GDestroyNotify free_data)
{
  Question *question = g_new (Question, 1);

  *question = (Question) { func, NULL, data, free_data };
  ask (parent, heading, body, yes, destructive, NULL, question);
}

/* The same with two answers, of which @yes is the usual one. */
void
rushes_choice_ask (GtkWidget *parent, const char *heading, const char *body, const char *yes, RushesAnswerFunc yes_func, const char *other,
                   RushesAnswerFunc other_func, gpointer data, GDestroyNotify free_data)
{
  Question *question = g_new (Question, 1);

  *question = (Question) { yes_func, other_func, data, free_data };
  ask (parent, heading, body, yes, FALSE, other, question);
}

/* Whom to tell, and where it is typed. */
typedef struct
{
  RushesTextFunc on_text;
  gpointer data;
  GDestroyNotify free_data;
  GtkWidget *entry; /* of the dialog */
} TextQuestion;

static void
text_question_free (gpointer data, GClosure *closure)
{
  TextQuestion *question = data;

  question->free_data (question->data);
  g_free (question);
}

static void
on_text_given (gpointer dialog, const char *response, TextQuestion *question)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (question->entry))));

  if (*text != '\0')
    question->on_text (text, question->data);
}

static void
on_text_typed (GtkEditable *entry, gpointer dialog)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

#if ADW_CHECK_VERSION(1, 5, 0)
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (dialog), "yes", *text != '\0');
#else
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "yes", *text != '\0');
#endif
}

static GtkWidget *
new_text_entry (const char *label, const char *text)
{
  GtkWidget *entry = g_object_new (GTK_TYPE_ENTRY, "text", text, "activates-default", TRUE, "placeholder-text", label, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (entry))), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return entry;
}

/**
 * rushes_text_ask:
 * @label: what is typed
 * @text: what stands there at first
 * @on_text: not called with nothing
 * @data: (transfer full): freed with @free_data
 *
 * Asks for a line of text. Escape and closing mean none.
 */
void
rushes_text_ask (GtkWidget *parent, const char *heading, const char *label, const char *text, const char *yes, RushesTextFunc on_text, gpointer data,
                 GDestroyNotify free_data)
{
  GtkWidget *entry = new_text_entry (label, text);
  TextQuestion *question = g_new (TextQuestion, 1);
#if ADW_CHECK_VERSION(1, 5, 0)
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, NULL));

  adw_alert_dialog_set_extra_child (dialog, entry);
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "yes", yes, NULL);
  adw_alert_dialog_set_response_appearance (dialog, "yes", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_set_default_response (dialog, "yes");
#else
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), heading, NULL));

  adw_message_dialog_set_extra_child (dialog, entry);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "yes", yes, NULL);
  adw_message_dialog_set_response_appearance (dialog, "yes", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "cancel");
  adw_message_dialog_set_default_response (dialog, "yes");
#endif
  *question = (TextQuestion) { on_text, data, free_data, entry };
  g_signal_connect (entry, "changed", G_CALLBACK (on_text_typed), dialog);
  on_text_typed (GTK_EDITABLE (entry), dialog);
  g_signal_connect_data (dialog, "response::yes", G_CALLBACK (on_text_given), question, text_question_free, 0);
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_present (ADW_DIALOG (dialog), parent);
#else
  gtk_window_present (GTK_WINDOW (dialog));
#endif
  gtk_widget_grab_focus (entry);
}

static void
on_copy (GtkWidget *dialog, const char *response, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (dialog), text);
}

static void
free_text (gpointer text, GClosure *closure)
{
  g_free (text);
}

/* Something to read, with room for it, and to copy. @heading, @body: as they are, no markup */
void
rushes_message_show (GtkWidget *parent, const char *heading, const char *body)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  adw_alert_dialog_add_responses (dialog, "copy", _("C_opy"), "close", _("_Close"), NULL);
  adw_alert_dialog_set_close_response (dialog, "close");
  adw_alert_dialog_set_default_response (dialog, "close");
#else
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), heading, body));

  adw_message_dialog_add_responses (dialog, "copy", _("C_opy"), "close", _("_Close"), NULL);
  adw_message_dialog_set_close_response (dialog, "close");
  adw_message_dialog_set_default_response (dialog, "close");
#endif
  g_signal_connect_data (dialog, "response::copy", G_CALLBACK (on_copy), g_strconcat (heading, "\n\n", body, NULL), free_text, 0);
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_present (ADW_DIALOG (dialog), parent);
#else
  gtk_window_present (GTK_WINDOW (dialog));
#endif
}

void
rushes_about_show (GtkWidget *parent)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  AdwAboutDialog *about = ADW_ABOUT_DIALOG (adw_about_dialog_new ());
#else
  GtkWidget *about = adw_about_window_new ();
#endif

  g_object_set (about, "application-name", "Rushes", "application-icon", RUSHES_APP_ID, "version", RUSHES_VERSION,
                "license-type", GTK_LICENSE_GPL_3_0, "comments",
                _("Makes short clips with ComfyUI and with servers that speak the Videos API, and keeps them on this computer."),
                "developer-name", _("The Rushes authors"), "website", RUSHES_WEBSITE, "issue-url", RUSHES_WEBSITE "/issues", "release-notes", RUSHES_RELEASE_NOTES,
                "release-notes-version", RUSHES_VERSION, NULL);
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_present (ADW_DIALOG (about), parent);
#else
  gtk_window_set_transient_for (GTK_WINDOW (about), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_present (GTK_WINDOW (about));
#endif
}

/* Whom to tell; kept until the dialog has answered, though its window closes meanwhile. */
typedef struct
{
  RushesFileFunc on_file;
  gpointer data;
  GtkWidget *parent;
} FileQuestion;

static void
answer_file (FileQuestion *question, GFile *file)
{
  if (file != NULL)
    question->on_file (file, question->data);
  g_object_unref (question->parent);
  g_free (question);
}

static GtkFileFilter *
new_filter (const char *name, const char *const *mime_types)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *mime_types != NULL; mime_types++)
    gtk_file_filter_add_mime_type (filter, *mime_types);
  return filter;
}

#if GTK_CHECK_VERSION(4, 10, 0)
static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  answer_file (data, file);
}
#else
static void
on_response (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  answer_file (data, response == GTK_RESPONSE_ACCEPT ? file : NULL);
  g_object_unref (dialog);
}
#endif

/* Lets the user choose a file to read. */
void
rushes_file_open (GtkWidget *parent, const char *title, const char *filter_name, const char *const *mime_types,
                  RushesFileFunc func, gpointer data)
{
  g_autoptr (GtkFileFilter) filter = new_filter (filter_name, mime_types);
  FileQuestion *question = g_new (FileQuestion, 1);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
#if GTK_CHECK_VERSION(4, 10, 0)
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  *question = (FileQuestion) { func, data, g_object_ref (parent) };
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open (dialog, window, NULL, on_opened, question);
#else
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  *question = (FileQuestion) { func, data, g_object_ref (parent) };
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), question);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
#endif
}

#if GTK_CHECK_VERSION(4, 10, 0)
static void
on_folder_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);

  answer_file (data, folder);
}
#endif

/* Lets the user choose a folder. */
void
rushes_folder_open (GtkWidget *parent, const char *title, RushesFileFunc func, gpointer data)
{
  FileQuestion *question = g_new (FileQuestion, 1);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
#if GTK_CHECK_VERSION(4, 10, 0)
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  *question = (FileQuestion) { func, data, g_object_ref (parent) };
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_select_folder (dialog, window, NULL, on_folder_chosen, question);
#else
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);

  *question = (FileQuestion) { func, data, g_object_ref (parent) };
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), question);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
#endif
}

typedef struct
{
  RushesFilesFunc on_files;
  gpointer data;
  GtkWidget *parent;
} FilesQuestion;

static void
answer_files (FilesQuestion *question, GListModel *files)
{
  if (files != NULL)
    question->on_files (files, question->data);
  g_object_unref (question->parent);
  g_free (question);
}

#if GTK_CHECK_VERSION(4, 10, 0)
static void
on_several_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);

  answer_files (data, files);
}
#else
static void
on_several_response (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

  answer_files (data, response == GTK_RESPONSE_ACCEPT ? files : NULL);
  g_object_unref (dialog);
}
#endif

/* Lets the user choose files to read, one or several. */
void
rushes_files_open (GtkWidget *parent, const char *title, const char *filter_name, const char *const *mime_types, RushesFilesFunc func,
                   gpointer data)
{
  g_autoptr (GtkFileFilter) filter = new_filter (filter_name, mime_types);
  FilesQuestion *question = g_new (FilesQuestion, 1);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
#if GTK_CHECK_VERSION(4, 10, 0)
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  *question = (FilesQuestion) { func, data, g_object_ref (parent) };
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open_multiple (dialog, window, NULL, on_several_opened, question);
#else
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  *question = (FilesQuestion) { func, data, g_object_ref (parent) };
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_several_response), question);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
#endif
}

/* Where to write, and whom to tell; the data goes when the dialog does. */
typedef struct
{
  RushesFileFunc on_file;
  gpointer data;
  GDestroyNotify free_data;
  GtkWidget *parent;
} SaveQuestion;

static void
finish_save (SaveQuestion *question, GFile *file)
{
  if (file != NULL)
    question->on_file (file, question->data);
  question->free_data (question->data);
  g_object_unref (question->parent);
  g_free (question);
}

#if GTK_CHECK_VERSION(4, 10, 0)
static void
on_save_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  finish_save (data, file);
}
#else
static void
on_save_response (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  finish_save (data, response == GTK_RESPONSE_ACCEPT ? file : NULL);
  g_object_unref (dialog);
}
#endif

/* Lets the user choose where to write a file. @name: what is proposed. @data: freed in every case */
void
rushes_file_save (GtkWidget *parent, const char *title, const char *name, RushesFileFunc func, gpointer data,
                  GDestroyNotify free_data)
{
  SaveQuestion *question = g_new (SaveQuestion, 1);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
#if GTK_CHECK_VERSION(4, 10, 0)
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  *question = (SaveQuestion) { func, data, free_data, g_object_ref (parent) };
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, window, NULL, on_save_chosen, question);
#else
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  *question = (SaveQuestion) { func, data, free_data, g_object_ref (parent) };
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_save_response), question);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
#endif
}
