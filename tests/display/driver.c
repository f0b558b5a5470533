/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"

#include "sidecars.h"
#include "turns.h"

#include "rushes-application.h"
#include "rushes-importing.h"
#include "rushes-scratch.h"
#include "rushes-tip.h"

#include <gdk/x11/gdkx.h>

RushesWindow *window;
guint driver_patience_s = 40;
gboolean driver_makes_clips = TRUE;

GtkWidget *
find_named (GtkWidget *parent, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = g_strcmp0 (gtk_widget_get_name (child), name) == 0 ? child : find_named (child, name);
      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
find (const char *name)
{
  GtkWidget *widget = find_named (GTK_WIDGET (window), name);

  if (widget == NULL)
    g_error ("There is no widget “%s”", name);
  return widget;
}

static gboolean
is_toast (GtkWidget *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwToastWidget");
}

/* Every word below @parent that can be read now, and “toast:” before what a toast says. */
static void
collect_words (GtkWidget *parent, GString *words)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *text = GTK_IS_LABEL (child)         ? g_strdup (gtk_label_get_text (GTK_LABEL (child)))
                              : GTK_IS_INSCRIPTION (child) ? g_strdup (gtk_inscription_get_text (GTK_INSCRIPTION (child)))
                                                           : NULL;
      if (!gtk_widget_get_mapped (child))
        continue;
      if (text != NULL)
        g_string_append_printf (words, " | %s", g_strdelimit (text, "\n", ' '));
      if (is_toast (child))
        g_string_append (words, " | toast:");
      collect_words (child, words);
    }
}

/* Says too what has the focus, and what can be read: why it was in vain is mostly there. */
gboolean
driver_on_patience (gpointer what)
{
  g_autoptr (GString) words = g_string_new (NULL);
  GtkWidget *focus = window != NULL ? gtk_window_get_focus (GTK_WINDOW (window)) : NULL;

  if (window != NULL)
    collect_words (GTK_WIDGET (window), words);
  g_error ("Waited in vain: %s — the focus is on: %s “%s” — the window says:%s", (const char *) what, focus != NULL ? G_OBJECT_TYPE_NAME (focus) : "nothing",
           focus != NULL ? gtk_widget_get_name (focus) : "", words->str);
  return G_SOURCE_REMOVE;
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer count)
{
  return ++*(int *) count < 3 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* What has been asked for has been laid out. Whoever needs a place asks move_to() instead. */
void
wait_for_frames (void)
{
  int count = 0;

  gtk_widget_add_tick_callback (GTK_WIDGET (window), on_frame, &count, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (window));
  wait_until (count >= 3);
}

RushesCompose *
get_form (void)
{
  return RUSHES_COMPOSE (gtk_widget_get_ancestor (find ("generate"), RUSHES_TYPE_COMPOSE));
}

guint
count_clips (void)
{
  return rushes_clip_list_get_n_found (rushes_gallery_get_clips (rushes_window_get_gallery (window)));
}

/* Returns: (transfer full): of those that the gallery shows */
RushesClip *
ref_clip (guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), position);
}

/* Waits for it. The last one that came is the first one. */
void
import_clip (const char *path)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = count_clips ();

  g_ptr_array_add (files, g_file_new_for_path (path));
  rushes_importing_start (window, files);
  wait_until (count_clips () == n + 1);
}

/* Buttons that libadwaita makes (of a toast, of a question) have no name of ours: only their label tells them.
 * Returns: (nullable): the first that is shown */
GtkWidget *
find_button (GtkWidget *parent, const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;
      if (!gtk_widget_get_mapped (child))
        continue;
      if (GTK_IS_BUTTON (child) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), label) == 0)
        return child;
      if ((found = find_button (child, label)) != NULL)
        return found;
    }
  return NULL;
}

/* A dialog inside of a window, as libadwaita has them from 1.5 on; the last is the topmost. The type may not exist. */
static GtkWidget *
find_dialog (GtkWidget *parent)
{
  GType type = g_type_from_name ("AdwDialog");
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_last_child (parent); type != 0 && child != NULL && found == NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (gtk_widget_get_mapped (child))
      found = g_type_is_a (G_OBJECT_TYPE (child), type) ? child : find_dialog (child);
  return found;
}

static GtkWidget *
find_window_above (GtkWidget *below)
{
  GListModel *tops = gtk_window_get_toplevels (); /* borrowed */
  GtkWidget *top = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (tops); i++)
    {
      g_autoptr (GtkWidget) one = g_list_model_get_item (tops, i);
      if (gtk_window_get_transient_for (GTK_WINDOW (one)) == GTK_WINDOW (below) && gtk_widget_get_mapped (one))
        top = one;
    }
  return top;
}

/* @below: (nullable). Returns: (nullable): the window that lies over it and all above it, or itself */
static GtkWidget *
find_topmost (GtkWidget *below)
{
  for (GtkWidget *above = below; above != NULL; above = find_window_above (below))
    below = above;
  return below;
}

/* Returns: (nullable): the window or the dialog that lies over all others of the program */
GtkWidget *
get_top (void)
{
  GtkWidget *last = find_topmost (GTK_WIDGET (window)), *dialog = find_dialog (last);

  if (dialog != NULL)
    return dialog;
  return last != GTK_WIDGET (window) ? last : NULL;
}

/* At once: GTK would ask with the time of the last key, and the X server does not listen to who comes late. */
static void
give_keyboard (GtkWindow *to)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (to));
  GdkDisplay *display = gdk_surface_get_display (surface);

  gdk_x11_display_error_trap_push (display);
  XSetInputFocus (gdk_x11_display_get_xdisplay (display), gdk_x11_surface_get_xid (surface), RevertToParent, CurrentTime);
  XSync (gdk_x11_display_get_xdisplay (display), False); /* keys come over another connection */
  gdk_x11_display_error_trap_pop_ignored (display);
}

/* There is no window manager: when a window is gone, the one below gets the keyboard from here. */
static gboolean
focus_topmost (gpointer application)
{
  GtkWidget *last = find_topmost (GTK_WIDGET (gtk_application_get_active_window (application)));

  if (last != NULL && !gtk_window_is_active (GTK_WINDOW (last)))
    give_keyboard (GTK_WINDOW (last));
  return G_SOURCE_REMOVE;
}

static gboolean
has_toast (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child) && (is_toast (child) || has_toast (child)))
      return TRUE;
  return FALSE;
}

/* From libadwaita 1.7 on the first Escape is for a toast. What lay over it before may be only hidden, and have the keyboard still. */
static void
press_escape (GtkWidget *dialog)
{
  gboolean toast = has_toast (dialog);

  focus_topmost (g_application_get_default ());
  wait_until (gtk_window_is_active (GTK_WINDOW (gtk_widget_get_root (dialog))));
  press_key (XK_Escape, 0);
  wait_until (get_top () != dialog || (toast && !has_toast (dialog)));
  if (get_top () == dialog)
    press_key (XK_Escape, 0);
}

/* Closes what get_top() gives as its user does, and waits until it is gone. */
void
close_top (void)
{
  GtkWidget *top = get_top ();

  g_assert_nonnull (top);
  if (GTK_IS_WINDOW (top))
    gtk_window_close (GTK_WINDOW (top));
  else
    press_escape (top);
  wait_until (get_top () != top);
  focus_topmost (g_application_get_default ()); /* some are only hidden */
  wait_until (gtk_window_is_active (GTK_WINDOW (find_topmost (GTK_WIDGET (window)))));
}

/* libadwaita 1.7 tries whether a question's heading fits into one line; GTK 4.18 does not like to be asked. */
static gboolean
is_heading_of_a_question (const char *message)
{
  GType question = g_type_from_name ("AdwAlertDialog");
  void *label;

  return question != 0 && sscanf (message, "Trying to measure GtkLabel %p", &label) == 1 &&
         gtk_widget_get_ancestor (GTK_WIDGET (label), question) != NULL;
}

/* Warnings end the test, but not those about where it runs: nobody shows notifications there, there are no portals,
 * GTK 4.24 counts frames that cairo draws twice, and GTK measures labels of its shortcuts window with less than their margins. */
static void
end_at_warning (GLogLevelFlags level, const char *message)
{
  static const char *const others[] = { "unable to send notifications through", "Not a supported version of the OpenURI portal",
                                        "gdk_frame_timings_submitted", "reported min width -" };

  if ((level & G_LOG_LEVEL_WARNING) == 0 || is_heading_of_a_question (message))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (strstr (message, others[i]) != NULL)
      return;
  abort ();
}

static GLogFunc log_before;

static void
on_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  log_before (domain, level, message, NULL);
  end_at_warning (level, message);
}

static GLogWriterOutput
on_log_structured (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  g_log_writer_default (level, fields, n_fields, NULL);
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      end_at_warning (level, fields[i].value);
  return G_LOG_WRITER_HANDLED;
}

/* A test's own handler of fatal messages is forgotten with every test, and knows nothing of structured ones. */
static void
judge_warnings (void)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  log_before = g_log_set_default_handler (on_log, NULL);
  g_log_set_writer_func (on_log_structured, NULL, NULL);
}

static void
on_windows_changed (GListModel *windows, guint position, guint removed, guint added, gpointer application)
{
  if (removed > 0)
    g_idle_add (focus_topmost, application);
}

/* Nobody but a person gives a toast the focus, with which it would stay: by the pointer, or by Tab. What hides while it has the focus gives it away first. */
static void
on_focus (GtkWindow *of, GParamSpec *pspec, gpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (of), *toast = focus;

  while (toast != NULL && !is_toast (toast))
    toast = gtk_widget_get_parent (toast);
  if (toast != NULL && !(gtk_widget_get_state_flags (toast) & GTK_STATE_FLAG_PRELIGHT) && !gtk_window_get_focus_visible (of))
    g_error ("A toast took the focus");
}

/* Returns: (nullable): the window that is shown, if it is the program's and its library is open, or if it is another */
GtkWindow *
find_open_window (void)
{
  GtkWindow *first = gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ()));
  gboolean opened = first != NULL && (!RUSHES_IS_WINDOW (first) || rushes_window_get_core (RUSHES_WINDOW (first)) != NULL);

  return opened && gtk_widget_get_mapped (GTK_WIDGET (first)) ? first : NULL;
}

static int result;

static gboolean
run_tests (gpointer application)
{
  GtkWindow *first;

  wait_until ((first = find_open_window ()) != NULL);
  window = RUSHES_IS_WINDOW (first) ? RUSHES_WINDOW (first) : NULL; /* there may be one that says why there is none */
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (on_windows_changed), application);
  if (window != NULL)
    {
      g_settings_set_string (rushes_window_get_settings (window), "import", "copy"); /* which is asked else */
      g_signal_connect (window, "notify::focus-widget", G_CALLBACK (on_focus), NULL);
    }
  result = g_test_run ();
  g_application_quit (application);
  return G_SOURCE_REMOVE;
}

static void
on_activate (GApplication *application, gpointer data)
{
  g_signal_handlers_disconnect_by_func (application, on_activate, data); /* a later window is a test's own */
  g_idle_add (run_tests, application);
}

/* A keyring of libsecret's own, in the file @name of the home; before the program opens. */
void
driver_use_keyring (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("HOME"), name, NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "of the test", TRUE);
}

/* A home of its own, whose library the main thread may not wait for, and a quick sample server. Before anything else. */
void
driver_set_up (void)
{
  g_autofree char *home = NULL, *library = NULL;

  turns_begin ();
  home = rushes_scratch_make ();
  library = g_build_filename (home, "rushes", NULL);
  turns_watch (library);
  g_setenv ("HOME", home, TRUE);
  for (const char *const *name = (const char *const[]) { "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", NULL }; *name != NULL; name++)
    g_setenv (*name, home, TRUE);
  g_setenv ("RUSHES_SAMPLE_MS", "300", TRUE);
  g_setenv ("RUSHES_PACE", "0.2", TRUE);
  g_setenv ("RUSHES_LOCAL_COMFYUI", "http://127.0.0.1:9", TRUE); /* whatever runs on this computer */
}

static gboolean
check_sidecars (void)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (folders, g_build_filename (g_get_user_data_dir (), "rushes", "clips", NULL));
  return sidecars_are_described (folders);
}

/* Runs the tests that were added, in one program with an empty home; then looks at the sidecars that they left. */
int
drive (int argc, char **argv)
{
  g_autoptr (GApplication) application = G_APPLICATION (g_object_new (RUSHES_TYPE_APPLICATION, "application-id", RUSHES_APP_ID ".Test", NULL));

  judge_warnings ();
  g_signal_connect_after (application, "activate", G_CALLBACK (on_activate), NULL);
  g_signal_connect (application, "shutdown", G_CALLBACK (turns_end), NULL);
  g_application_run (application, 1, argv);
  if (result != 0 || !turns_were_quick ())
    return 1;
  return driver_makes_clips && !check_sidecars ();
}

/* Returns: (nullable): the first one shown that says just this; a mnemonic's line is no part of it */
GtkWidget *
find_text (GtkWidget *parent, const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_LABEL (child) && gtk_widget_get_mapped (child) && g_str_equal (gtk_label_get_text (GTK_LABEL (child)), text)
                           ? child : find_text (child, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* (nullable): the toast below @parent that the pointer is on */
static GtkWidget *
find_toast_under_pointer (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gboolean under = is_toast (child) && (gtk_widget_get_state_flags (child) & GTK_STATE_FLAG_PRELIGHT);
      GtkWidget *found = under ? child : find_toast_under_pointer (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Whether the window says just this, in a toast too. A toast stays while the pointer is on it, and the others wait behind it: then the pointer leaves. */
gboolean
is_told (const char *words)
{
  if (find_text (GTK_WIDGET (window), words) != NULL)
    return TRUE;
  if (find_toast_under_pointer (GTK_WIDGET (window)) != NULL)
    move_away ();
  return FALSE;
}

/* Returns: (nullable): the menu that is open below this widget */
GtkWidget *
find_menu (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_POPOVER_MENU (child) && gtk_widget_get_mapped (child) ? child : find_menu (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Returns: (nullable): what its tooltip explains */
GtkWidget *
find_with_tooltip (GtkWidget *parent, const char *tooltip)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = g_strcmp0 (rushes_tip_get (child), tooltip) == 0 ? child : find_with_tooltip (child, tooltip);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* In the dialog for files that opens. */
void
choose_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *dialog, *accept;

  wait_until (get_top () != NULL && GTK_IS_FILE_CHOOSER (get_top ()));
  dialog = get_top ();
  g_assert_true (gtk_file_chooser_set_file (GTK_FILE_CHOOSER (dialog), file, NULL));
  wait_until (({ g_autoptr (GFile) now = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)); now != NULL && g_file_equal (now, file); }));
  accept = find_button (dialog, "_Open");
  click (accept != NULL ? accept : find_button (dialog, "_Select")); /* of a folder, since GTK 4.10 */
  wait_until (get_top () != dialog);
}
