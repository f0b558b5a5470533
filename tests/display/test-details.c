/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "top.h"

#include "rushes-drop-zone.h"

#include <glib/gstdio.h>

/* What stands beside a clip in the viewer, and what becomes of the clip from there: words, settings, a frame, another clip. */

static RushesViewer *
get_viewer (void)
{
  return rushes_window_get_viewer (window);
}

static RushesClip *
get_shown (void)
{
  return rushes_viewer_get_clip (get_viewer ());
}

static RushesRequest *
get_request (void)
{
  return rushes_clip_get_info (get_shown ())->request;
}

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

/* Returns: (transfer full): the newest of that kind, wherever it stands in a stack */
static RushesClip *
ref_newest (RushesProviderKind kind)
{
  g_autoptr (GArray) rows = rushes_library_query (get_library (), &(RushesQuery) { 0 }, NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (RushesClip) clip = rushes_library_ref_clip (get_library (), g_array_index (rows, gint64, i), NULL);
      if (rushes_request_get_provider (rushes_clip_get_info (clip)->request) == kind)
        return g_steal_pointer (&clip);
    }
  g_assert_not_reached ();
}

static void
show (RushesClip *clip)
{
  rushes_window_show_clip (window, clip);
  wait_until (get_shown () == clip && gtk_widget_get_mapped (find ("facts")));
}

static void
show_newest (RushesProviderKind kind)
{
  g_autoptr (RushesClip) clip = ref_newest (kind);

  show (clip);
}

/* Returns: (nullable): what stands beside this name in the details */
static GtkWidget *
find_value (const char *name)
{
  GtkWidget *label = find_text (GTK_WIDGET (get_viewer ()), name);

  return label != NULL ? gtk_widget_get_next_sibling (label) : NULL;
}

static const char *
get_value (const char *name)
{
  GtkWidget *value = find_value (name);

  if (!GTK_IS_LABEL (value))
    g_error ("The details have no “%s”", name);
  return gtk_label_get_text (GTK_LABEL (value));
}

static gboolean
links_to (const char *name, const char *id)
{
  GtkWidget *link = find_value (name);
  GVariant *target = GTK_IS_BUTTON (link) ? gtk_actionable_get_action_target_value (GTK_ACTIONABLE (link)) : NULL;

  return target != NULL && g_str_equal (g_variant_get_string (target, NULL), id);
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static char *
dup_copied (void)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, on_text, &text);
  wait_until (text != NULL);
  return text;
}

static gboolean
ends_within (GtkWidget *text, GtkWidget *place)
{
  graphene_rect_t area;

  return text != NULL && gtk_widget_compute_bounds (text, place, &area) && area.size.height > 0 &&
         area.origin.y + area.size.height <= gtk_widget_get_height (place);
}

/* Whether a title comes next to the row above it, and not below a hole. */
static gboolean
is_below (const char *title, const char *row)
{
  graphene_rect_t upper, lower;
  GtkWidget *top = GTK_WIDGET (get_viewer ());

  return gtk_widget_compute_bounds (find_value (row), top, &upper) && gtk_widget_compute_bounds (find_text (top, title), top, &lower) && upper.size.height > 0 &&
         lower.origin.y - (upper.origin.y + upper.size.height) < 2 * upper.size.height;
}

static void
test_settings_and_words (void)
{
  g_autofree char *copied = NULL;

  click (find ("first-sample"));
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (rushes_core_get_queue (rushes_window_get_core (window))));
  show_newest (RUSHES_PROVIDER_OPENAI);
  wait_until (ends_within (find_value ("Server's ID"), find ("facts"))); /* a name and an id of several lines each, in the first clip that is opened */
  wait_until (is_below ("Clip", find_value ("Seed") != NULL ? "Seed" : "Provider"));
  show_newest (RUSHES_PROVIDER_COMFYUI);
  g_assert_cmpstr (get_value ("Provider"), ==, "ComfyUI");
  g_assert_cmpint (g_ascii_strtoll (get_value ("Seed"), NULL, 10), ==, rushes_request_get_int (get_request (), RUSHES_REQUEST_SEED, -1));
  g_assert_false (gtk_widget_get_mapped (find ("derive"))); /* its server makes nothing of it */
  show_newest (RUSHES_PROVIDER_OPENAI);
  g_assert_cmpstr (get_value ("Provider"), ==, "OpenAI Sora");
  g_assert_cmpstr (get_value ("Model"), ==, rushes_request_get_model_name (get_request ()));
  g_assert_cmpstr (get_value ("Server's ID"), ==, rushes_clip_get_info (get_shown ())->remote_id);
  click (find_with_tooltip (GTK_WIDGET (get_viewer ()), "Copy the Prompt"));
  copied = dup_copied ();
  g_assert_cmpstr (copied, ==, rushes_request_get_prompt (get_request ()));
}

/* Beside what plays all is laid out again and again, and a menu that has closed must take no more clicks. */
static void
test_a_menu_over_a_clip_that_plays (void)
{
  RushesPlayer *player = rushes_viewer_get_player (get_viewer ());

  for (int i = 0; i < 3; i++)
    {
      wait_until (rushes_player_get_playing (player));
      right_click (find ("viewer-picture"));
      wait_until (find_menu (GTK_WIDGET (window)) != NULL);
      wait_for_frames ();
      press_key (XK_Escape, 0);
      wait_until (find_menu (GTK_WIDGET (window)) == NULL);
      click (find ("play"));
      wait_until (!rushes_player_get_playing (player));
      rushes_player_set_playing (player, TRUE);
    }
}

/* @button: of the three; Returns: (transfer full): what came of the clip that is shown */
static RushesClip *
derive (const char *button, const char *words)
{
  guint before = count_clips ();
  RushesClip *clip;

  click (find ("derive"));
  wait_until (gtk_widget_get_mapped (find ("derive-prompt")));
  type_into (find ("derive-prompt"), words);
  click (find_button (GTK_WIDGET (get_viewer ()), button));
  wait_until (count_clips () == before + 1);
  clip = ref_newest (RUSHES_PROVIDER_OPENAI);
  g_assert_cmpstr (rushes_request_get_prompt (rushes_clip_get_info (clip)->request), ==, words);
  return clip;
}

static void
check_derived (RushesClip *clip, const char *how, const RushesClipInfo *parent)
{
  RushesRequest *request = rushes_clip_get_info (clip)->request;

  g_assert_cmpstr (rushes_request_get_string (request, RUSHES_REQUEST_DERIVE), ==, how);
  g_assert_cmpstr (rushes_request_get_string (request, RUSHES_REQUEST_SOURCE), ==, parent->remote_id);
  g_assert_cmpstr (rushes_request_get_string (request, RUSHES_REQUEST_PARENT), ==, parent->id);
}

static void
test_another_is_made_of_it (void)
{
  g_autoptr (RushesClip) first = g_object_ref (get_shown ());
  const RushesClipInfo *parent = rushes_clip_get_info (first);
  g_autoptr (RushesClip) remix = derive ("Remix", "the same at night"), edit = derive ("Edit", "without the boat"), longer = derive ("Extend", "it sails away");

  check_derived (remix, "remix", parent);
  check_derived (edit, "edit", parent);
  check_derived (longer, "extend", parent);
}

/* The chain is walked both ways. */
static void
test_the_chain_is_walked (void)
{
  g_autoptr (RushesClip) child = ref_newest (RUSHES_PROVIDER_OPENAI);
  g_autofree char *parent = g_strdup (rushes_request_get_string (rushes_clip_get_info (child)->request, RUSHES_REQUEST_PARENT));

  show (child);
  wait_until (links_to ("Made of", parent));
  click (find_value ("Made of"));
  wait_until (g_str_equal (rushes_clip_get_id (get_shown ()), parent));
  wait_until (links_to ("Became", rushes_clip_get_id (child))); /* the newest first, the others below */
  click (find_value ("Became"));
  wait_until (get_shown () == child);
}

static GtkWidget *
find_toast (const char *title)
{
  GtkWidget *label = find_text (GTK_WIDGET (window), title);

  return label != NULL ? gtk_widget_get_ancestor (label, g_type_from_name ("AdwToastWidget")) : NULL;
}

/* Returns: (nullable): the button that shows just this icon */
static GtkWidget *
find_icon_button (GtkWidget *parent, const char *icon)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_BUTTON (child) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (child)), icon) == 0
                           ? child : find_icon_button (child, icon);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
send_away (const char *title)
{
  wait_until (find_toast (title) != NULL);
  click (find_icon_button (find_toast (title), "window-close-symbolic"));
  wait_until (find_toast (title) == NULL);
}

/* Its toast is sent away, and the files go. */
static void
test_what_it_was_made_of_is_gone (void)
{
  g_autoptr (RushesClip) child = g_object_ref (get_shown ()), parent = NULL;
  g_autofree char *path = NULL;

  click (find_value ("Made of"));
  wait_until (get_shown () != child);
  parent = g_object_ref (get_shown ());
  path = rushes_library_dup_path (get_library (), parent);
  press_key (XK_Delete, 0);
  wait_until (get_shown () != parent && count_clips () == 4 && is_told ("1 take moved to the trash"));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS)); /* until nobody takes it back */
  send_away ("1 take moved to the trash");
  wait_until (!g_file_test (path, G_FILE_TEST_EXISTS));
  rushes_window_close_viewer (window);
  show (child);
  wait_until (find_value ("Made of") != NULL);
  g_assert_cmpstr (get_value ("Made of"), ==, "A clip that is gone");
}

static void
test_its_connection_is_gone (void)
{
  RushesConnections *connections = rushes_core_get_connections (rushes_window_get_core (window));
  g_autoptr (RushesConnection) made_it = g_object_ref (rushes_connections_get_default (connections, RUSHES_PROVIDER_OPENAI));

  rushes_connections_remove (connections, rushes_connection_get_id (made_it));
  click (find ("derive"));
  click (find ("derive-remix"));
  send_away ("The connection that made this clip is gone");
  rushes_connections_put_for_session (connections, made_it);
}

static gboolean
prompt_is (const char *text)
{
  g_autofree char *prompt = rushes_compose_dup_prompt (get_form ());

  return g_str_equal (prompt, text);
}

/* By the button, and by a key: in either case the form is what is shown then. */
static void
test_its_settings_are_used_again (void)
{
  g_autoptr (RushesClip) clip = g_object_ref (get_shown ());
  const char *prompt = rushes_request_get_prompt (rushes_clip_get_info (clip)->request);

  rushes_compose_set_prompt (get_form (), "something else");
  click (find ("reuse"));
  wait_until (prompt_is (prompt) && get_shown () == NULL);
  rushes_compose_set_prompt (get_form (), "something else");
  show (clip);
  press_key (XK_e, 0);
  wait_until (prompt_is (prompt) && get_shown () == NULL);
}

static RushesDropZone *
get_zone (void)
{
  return RUSHES_DROP_ZONE (find ("first-frame"));
}

static void
test_a_frame_becomes_the_first (void)
{
  click (find ("provider-comfyui"));
  wait_until (rushes_compose_get_model (get_form ()) != NULL && gtk_widget_get_mapped (GTK_WIDGET (get_zone ())));
  show_newest (RUSHES_PROVIDER_COMFYUI);
  wait_until (rushes_player_get_position (rushes_viewer_get_player (get_viewer ())) > 0.1);
  press_key (XK_u, 0);
  wait_until (rushes_drop_zone_get_path (get_zone ()) != NULL && get_shown () == NULL); /* the form is what comes next */
  rushes_drop_zone_set_path (get_zone (), NULL);
  show_newest (RUSHES_PROVIDER_OPENAI);
  wait_until (rushes_player_get_position (rushes_viewer_get_player (get_viewer ())) > 0.1);
  click (find ("use-frame"));
  wait_until (rushes_drop_zone_get_path (get_zone ()) != NULL && get_shown () == NULL);
}

/* Most take none; the clip stays. */
static void
test_a_form_without_a_last_frame_says_so (void)
{
  rushes_drop_zone_set_path (get_zone (), NULL);
  show_newest (RUSHES_PROVIDER_OPENAI);
  wait_until (rushes_player_get_position (rushes_viewer_get_player (get_viewer ())) > 0.1);
  press_key (XK_u, XK_Shift_L);
  wait_until (has_words (GTK_WIDGET (window), "What is chosen in the form takes no last frame"));
  g_assert_nonnull (get_shown ());
  g_assert_null (rushes_drop_zone_get_path (get_zone ()));
}

/* A file that broke while it was shown. */
static void
test_no_frame_says_why (void)
{
  g_autofree char *path = NULL;

  rushes_drop_zone_set_path (get_zone (), NULL);
  show_newest (RUSHES_PROVIDER_OPENAI);
  wait_until (rushes_player_get_position (rushes_viewer_get_player (get_viewer ())) > 0.1);
  path = rushes_library_dup_path (get_library (), get_shown ());
  g_assert_cmpint (g_unlink (path), ==, 0);
  press_key (XK_u, 0);
  wait_until (has_words (GTK_WIDGET (window), "No frame could be taken from the clip: ")); /* and nothing of servers */
  g_assert_nonnull (get_shown ());
  g_assert_null (rushes_drop_zone_get_path (get_zone ()));
}

static void
keep_a_copy (void)
{
  g_autofree char *from = rushes_library_dup_path (get_library (), get_shown ()), *to = g_build_filename (g_get_home_dir (), "kept.mp4", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, 0, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* The last of all that are shown leaves nothing to show. Each for itself, as a stack is shown by what is on top alone. */
static void
test_the_last_one_closes_the_viewer (void)
{
  g_settings_set_boolean (rushes_window_get_settings (window), "stack-takes", FALSE);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window)))) == count_clips ());
  show_newest (RUSHES_PROVIDER_COMFYUI);
  keep_a_copy ();
  while (count_clips () > 0)
    {
      guint before = count_clips ();
      g_assert_nonnull (get_shown ());
      press_key (XK_Delete, 0);
      wait_until (count_clips () == before - 1);
    }
  wait_until (get_shown () == NULL && rushes_player_count_live () == 0);
}

/* By the menu and its dialog, which may also be left. */
static void
test_files_are_brought_in (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "kept.mp4", NULL);
  guint before = count_clips ();

  press_key (XK_F10, 0);
  choose_item (GTK_WIDGET (window), "Import Video Files…");
  wait_until (get_top () != NULL && GTK_IS_FILE_CHOOSER (get_top ()));
  close_top ();
  g_assert_cmpuint (count_clips (), ==, before);
  press_key (XK_F10, 0);
  choose_item (GTK_WIDGET (window), "Import Video Files…");
  choose_file (path);
  wait_until (count_clips () == before + 1);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/details/settings-and-words", test_settings_and_words);
  g_test_add_func ("/details/a-menu-over-a-clip-that-plays", test_a_menu_over_a_clip_that_plays);
  g_test_add_func ("/details/another-is-made-of-it", test_another_is_made_of_it);
  g_test_add_func ("/details/the-chain-is-walked", test_the_chain_is_walked);
  g_test_add_func ("/details/what-it-was-made-of-is-gone", test_what_it_was_made_of_is_gone);
  g_test_add_func ("/details/its-connection-is-gone", test_its_connection_is_gone);
  g_test_add_func ("/details/its-settings-are-used-again", test_its_settings_are_used_again);
  g_test_add_func ("/details/a-frame-becomes-the-first", test_a_frame_becomes_the_first);
  g_test_add_func ("/details/a-form-without-a-last-frame", test_a_form_without_a_last_frame_says_so);
  g_test_add_func ("/details/no-frame-says-why", test_no_frame_says_why);
  g_test_add_func ("/details/the-last-one-closes-the-viewer", test_the_last_one_closes_the_viewer);
  g_test_add_func ("/details/files-are-brought-in", test_files_are_brought_in);
  return drive (argc, argv);
}
