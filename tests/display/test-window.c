/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"

#include "rushes-drop-zone.h"
#include "rushes-viewer.h"

/* The window as a person uses it: one program with the sample server in an empty home. */

static gboolean
prompt_is (const char *text)
{
  g_autofree char *prompt = rushes_compose_dup_prompt (get_form ());

  return g_str_equal (prompt, text);
}

static void
test_first_run_makes_two_clips (void)
{
  click (find ("first-sample"));
  wait_until (count_clips () == 2);
}

static void
test_type_and_generate_with_comfyui (void)
{
  wait_until (rushes_compose_get_model (get_form ()) != NULL);
  click (find ("prompt"));
  type ("a red fox");
  wait_until (prompt_is ("a red fox"));
  press_key (XK_Return, XK_Control_L);
  wait_until (count_clips () == 3);
  g_assert_true (prompt_is ("a red fox")); /* the text stays */
}

static void
test_generate_with_the_videos_api (void)
{
  click (find ("provider-openai"));
  wait_until (rushes_compose_get_model (get_form ()) != NULL &&
              g_str_has_prefix (rushes_model_get_spec (rushes_compose_get_model (get_form ()))->id, "sora"));
  g_assert_true (prompt_is ("a red fox")); /* typed words survive switching */
  click (find ("generate"));
  wait_until (count_clips () == 4);
}

static void
test_paste_a_first_frame (void)
{
  static const guint8 pixels[64 * 64 * 3] = { 0x80 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (64, 64, GDK_MEMORY_R8G8B8, bytes, 64 * 3);
  RushesDropZone *zone = RUSHES_DROP_ZONE (find ("first-frame"));

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (window)), texture);
  click (find ("prompt"));
  press_key (XK_v, XK_Control_L);
  wait_until (rushes_drop_zone_get_path (zone) != NULL);
  rushes_drop_zone_set_path (zone, NULL);
}

/* Lists are suggestions: a name that no list has can be typed. */
static void
test_type_a_model (void)
{
  g_autoptr (RushesModel) before = g_object_ref (rushes_compose_get_model (get_form ()));

  click (find ("model-row"));
  type ("my-own");
  wait_until (gtk_widget_get_mapped (find ("typed-model")));
  g_signal_emit_by_name (find ("typed-model"), "clicked");
  wait_until (g_str_equal (rushes_model_get_spec (rushes_compose_get_model (get_form ()))->id, "my-own"));
  rushes_compose_use_model (get_form (), before);
}

static void
test_an_empty_prompt_says_so (void)
{
  GtkWidget *hint = find ("compose-hint");

  rushes_compose_set_prompt (get_form (), "");
  click (find ("generate"));
  wait_until (gtk_widget_get_visible (hint) && gtk_widget_has_css_class (hint, "error"));
  click (find ("prompt"));
  type ("x");
  wait_until (!gtk_widget_get_visible (hint));
}

static void
test_search (void)
{
  press_key (XK_f, XK_Control_L);
  type ("fox");
  wait_until (count_clips () == 2);
  press_key (XK_Escape, 0);
  gtk_editable_set_text (GTK_EDITABLE (find ("search")), "");
  wait_until (count_clips () == 4);
}

/* Exactly one live player, and none once the viewer is left. */
static void
test_play_a_clip (void)
{
  RushesClip *rated;
  RushesViewer *viewer = rushes_window_get_viewer (window);
  RushesPlayer *player = rushes_viewer_get_player (viewer);

  move_to (find ("grid"), 80, 60); /* the first tile */
  press_button ();
  press_button ();
  wait_until (rushes_viewer_get_clip (viewer) != NULL);
  wait_until (rushes_player_get_position (player) > 0.2);
  g_assert_cmpint (rushes_player_count_live (), ==, 1);
  wait_until (gdk_paintable_get_intrinsic_width (rushes_player_get_paintable (player)) > 0); /* sound may come first */
  wait_until (gtk_widget_get_mapped (find ("filmstrip")));
  click (find ("play"));
  wait_until (!rushes_player_get_playing (player));
  rushes_player_seek (player, 1, TRUE);
  wait_until (ABS (rushes_player_get_position (player) - 1) < 0.1);
  press_key (XK_Right, 0);
  wait_until (rushes_player_count_live () == 1 && rushes_player_get_playing (player));
  rated = rushes_viewer_get_clip (viewer);
  press_key (XK_4, 0); /* and on to the next, if there is one */
  wait_until (rushes_clip_get_info (rated)->rating == 4);
  press_key (XK_Escape, 0);
  wait_until (rushes_viewer_get_clip (viewer) == NULL && rushes_player_count_live () == 0);
}

static void
choose_size (int width, int height)
{
  g_autoptr (GVariant) before = rushes_compose_dup_values (get_form ());
  GVariantDict values = G_VARIANT_DICT_INIT (before);

  g_variant_dict_insert (&values, RUSHES_REQUEST_WIDTH, "x", (gint64) width);
  g_variant_dict_insert (&values, RUSHES_REQUEST_HEIGHT, "x", (gint64) height);
  rushes_compose_set_values (get_form (), g_variant_dict_end (&values));
}

/* A frame of a clip becomes the first frame of the next one, and its cut is moved with the pointer. */
static void
test_a_frame_of_a_clip_becomes_the_first_frame (void)
{
  RushesViewer *viewer = rushes_window_get_viewer (window);
  RushesDropZone *zone = RUSHES_DROP_ZONE (find ("first-frame"));
  g_autoptr (RushesClip) clip = g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), 0);

  rushes_window_show_clip (window, clip);
  wait_until (rushes_viewer_get_clip (viewer) != NULL && rushes_player_get_position (rushes_viewer_get_player (viewer)) > 0.1);
  click (find ("use-frame"));
  wait_until (rushes_drop_zone_get_path (zone) != NULL && rushes_viewer_get_clip (viewer) == NULL);
  choose_size (720, 1280);
  wait_until (gtk_widget_get_mapped (find ("cut")) && gtk_widget_get_mapped (find ("fit")));
  drag (find ("cut"), 40);
  g_assert_cmpfloat (rushes_drop_zone_get_cut (zone)->x, >, 0.1);
  rushes_drop_zone_set_path (zone, NULL);
  g_assert_cmpfloat (rushes_drop_zone_get_cut (zone)->x, ==, 0);
  choose_size (1280, 720);
}

static const RushesClipInfo *
get_selected (void)
{
  g_autoptr (GPtrArray) clips = rushes_gallery_get_selected (rushes_window_get_gallery (window));

  return clips->len == 1 ? rushes_clip_get_info (clips->pdata[0]) : NULL;
}

static void
test_keys_in_the_gallery (void)
{
  const RushesClipInfo *first, *second;

  move_to (find ("grid"), 80, 60);
  press_button ();
  wait_until (get_selected () != NULL);
  first = get_selected ();
  press_key (XK_3, 0);
  wait_until (first->rating == 3 && get_selected () != first); /* on to the next */
  second = get_selected ();
  press_key (XK_f, 0);
  wait_until (second->favourite);
}

static guint
count_rows (void)
{
  g_autoptr (GArray) rows = rushes_library_query (rushes_core_get_library (rushes_window_get_core (window)), &(RushesQuery) { 0 }, NULL);

  return rows->len;
}

static void
test_trash_with_undo (void)
{
  gtk_selection_model_select_item (gtk_grid_view_get_model (GTK_GRID_VIEW (find ("grid"))), 0, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.trash", NULL);
  wait_until (count_clips () == 3);
  wait_until (count_rows () == 3);
  wait_until (find_button (GTK_WIDGET (window), "_Undo") != NULL);
  click (find_button (GTK_WIDGET (window), "_Undo"));
  wait_until (count_clips () == 4 && count_rows () == 4);
}

static void
test_choose_a_connection (void)
{
  RushesConnections *connections = rushes_core_get_connections (rushes_window_get_core (window));
  g_autoptr (RushesConnection) other = rushes_connection_new ("other", RUSHES_PROVIDER_OPENAI, "Nobody Home", "http://127.0.0.1:9/v1",
                                                              g_variant_new ("a{sv}", NULL), TRUE);
  GtkWidget *row = find ("connection"), *hint = find ("compose-hint");

  g_assert_false (gtk_widget_get_visible (row));
  rushes_connections_put_for_session (connections, other);
  wait_until (gtk_widget_get_visible (row));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  wait_until (gtk_widget_get_visible (hint) && strstr (gtk_label_get_label (GTK_LABEL (hint)), "Nobody Home") != NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 0);
  wait_until (rushes_compose_get_model (get_form ()) != NULL && !gtk_widget_get_visible (hint));
  rushes_connections_remove (connections, "other");
  wait_until (!gtk_widget_get_visible (row));
}

/* What is typed and chosen is there again when the program is. */
static void
test_values_come_back (void)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GVariant) values = NULL;
  g_autoptr (GVariant) again = NULL;
  GVariantDict changes = G_VARIANT_DICT_INIT (NULL);

  rushes_compose_set_prompt (get_form (), "kept words");
  g_variant_dict_insert (&changes, RUSHES_REQUEST_SECONDS, "d", 8.0);
  rushes_compose_set_values (get_form (), g_variant_dict_end (&changes));
  values = rushes_compose_dup_values (get_form ());
  g_application_hold (application);
  gtk_window_close (GTK_WINDOW (window));
  wait_until (gtk_application_get_active_window (GTK_APPLICATION (application)) == NULL);
  g_application_activate (application);
  wait_until (find_open_window () != NULL);
  window = RUSHES_WINDOW (find_open_window ());
  g_application_release (application);
  wait_until (rushes_compose_get_model (get_form ()) != NULL);
  wait_until (gtk_widget_get_mapped (find ("grid")));
  g_assert_true (prompt_is ("kept words"));
  again = rushes_compose_dup_values (get_form ());
  g_assert_cmpvariant (values, again);
}

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

/* Returns: (transfer full): the newest clip with that prompt */
static RushesClip *
find_clip (const char *prompt)
{
  g_autoptr (GArray) rows = rushes_library_query (get_library (), &(RushesQuery) { .words = prompt, .provider = "comfyui" }, NULL);

  g_assert_cmpint (rows->len, >, 0);
  return rushes_library_ref_clip (get_library (), g_array_index (rows, gint64, 0), NULL);
}

/* Returns: (transfer full): the graph that a clip was made with */
static char *
dup_graph (RushesClip *clip)
{
  return g_strdup (rushes_request_get_string (rushes_clip_get_info (clip)->request, RUSHES_REQUEST_WORKFLOW));
}

/* A clip like another, as if a program with another built-in graph had made it. */
static void
add_older (RushesClip *like, const char *id)
{
  g_autoptr (RushesClipInfo) info = rushes_clip_info_copy (rushes_clip_get_info (like));
  RushesPaths *paths = rushes_library_get_paths (get_library ());
  g_autofree char *from = rushes_library_dup_path (get_library (), like), *graph = dup_graph (like), *to = NULL;
  g_autoptr (GString) other = g_string_new (graph);
  g_autoptr (GFile) source = g_file_new_for_path (from), copy = NULL;
  g_autoptr (RushesRequest) request = NULL;

  g_assert_cmpuint (g_string_replace (other, "\"Decode\"", "\"Decode as it was\"", 0), ==, 1);
  request = rushes_request_new_with_string (info->request, RUSHES_REQUEST_WORKFLOW, other->str);
  g_free (info->id);
  g_free (info->name);
  rushes_request_unref (info->request);
  info->id = g_strdup (id);
  info->name = g_strdup_printf ("%s.mp4", id);
  info->request = rushes_request_new_with_string (request, RUSHES_REQUEST_PROMPT, "older times");
  to = rushes_paths_dup_clip_path (paths, info->name);
  copy = g_file_new_for_path (to);
  g_assert_true (g_file_copy (source, copy, 0, NULL, NULL, NULL, NULL));
  g_assert_true (rushes_library_add (get_library (), info, NULL));
}

/* The form is the built-in workflow's of today, under its name; what is sent has the graph of then, until another model is
 * chosen. */
static void
test_a_built_in_clip_is_made_again (void)
{
  g_autoptr (RushesClip) fox = find_clip ("fox"), made = NULL, today = NULL;
  g_autofree char *graph = NULL, *graph_today = NULL;
  guint before = count_clips ();

  add_older (fox, "older");
  wait_until (count_clips () == before + 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.reuse-settings", "s", "older");
  wait_until (prompt_is ("older times") && rushes_compose_get_model (get_form ()) != NULL &&
              g_str_equal (rushes_model_get_spec (rushes_compose_get_model (get_form ()))->id, "wan2.2-5b"));
  wait_until (gtk_widget_get_visible (find ("compose-hint")));
  rushes_compose_set_prompt (get_form (), "older times again");
  click (find ("generate"));
  wait_until (count_clips () == before + 2);
  made = find_clip ("again");
  graph = dup_graph (made);
  g_assert_nonnull (strstr (graph, "Decode as it was"));
  g_assert_nonnull (strstr (graph, "older times again"));
  g_assert_null (rushes_request_get_string (rushes_clip_get_info (made)->request, RUSHES_REQUEST_WORKFLOW_NAME));
  /* Settings of today's: the graph of today. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.reuse-settings", "s", rushes_clip_get_id (fox));
  wait_until (prompt_is ("a red fox"));
  rushes_compose_set_prompt (get_form (), "a fox of today");
  click (find ("generate"));
  wait_until (count_clips () == before + 3);
  today = find_clip ("today");
  graph_today = dup_graph (today);
  g_assert_null (strstr (graph_today, "Decode as it was"));
}

/* A workflow in the page's own format is taken in, corrected, used and deleted with undo. */
static void
test_a_workflow_becomes_a_form (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("TOP"), "src/sample/saved-workflow.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  RushesWorkflows *workflows = rushes_core_get_workflows (rushes_window_get_core (window));
  guint before = count_clips ();
  const char *id;
  g_autofree char *model = NULL;

  click (find ("provider-comfyui"));
  rushes_window_open_workflow (window, file);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (workflows)) == 1);
  {
    g_autoptr (RushesWorkflow) workflow = g_list_model_get_item (G_LIST_MODEL (workflows), 0);
    g_assert_cmpstr (rushes_workflow_get_name (workflow), ==, "saved-workflow");
    id = rushes_workflow_get_id (workflow);
    model = rushes_workflow_dup_model_id (workflow);
  }
  wait_until (rushes_compose_get_model (get_form ()) != NULL &&
              g_str_equal (rushes_model_get_spec (rushes_compose_get_model (get_form ()))->id, model));
  rushes_compose_set_prompt (get_form (), "from a workflow");
  click (find ("generate"));
  wait_until (count_clips () == before + 1);
  wait_until (rushes_workflow_get_clip (rushes_workflows_find (workflows, id)) != NULL);
  press_key (XK_l, XK_Control_L);
  wait_until (get_top () != NULL && find_named (get_top (), "workflows") != NULL);
  gtk_widget_activate_action (get_top (), "workflows.delete", "s", id);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (workflows)) == 0);
  wait_until (find_button (get_top (), "_Undo") != NULL);
  g_signal_emit_by_name (find_button (get_top (), "_Undo"), "clicked");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (workflows)) == 1);
  close_top ();
}

static void
test_narrow (void)
{
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 760);
  wait_until (adw_view_switcher_bar_get_reveal (ADW_VIEW_SWITCHER_BAR (find ("pages-bar"))));
  rushes_window_show_page (window, "compose");
  wait_until (gtk_widget_get_mapped (find ("generate")));
  wait_for_frames ();
  g_assert_cmpint (gtk_widget_get_width (find ("generate")), <=, 400);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  wait_until (gtk_widget_get_width (GTK_WIDGET (window)) >= 1200);
  wait_until (gtk_widget_get_mapped (find ("grid")) && gtk_widget_get_mapped (find ("generate")));
}

static gboolean
lies_in_the_window (const char *name)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (find (name)) && gtk_widget_compute_bounds (find (name), GTK_WIDGET (window), &bounds) && bounds.origin.x >= 0 &&
         bounds.origin.x + bounds.size.width <= gtk_widget_get_width (GTK_WIDGET (window)) && bounds.size.height > 0;
}

/* Picture and details have no room side by side. */
static void
test_narrow_details (void)
{
  g_autoptr (RushesClip) clip = g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), 0);

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 760);
  wait_until (adw_view_switcher_bar_get_reveal (ADW_VIEW_SWITCHER_BAR (find ("pages-bar"))));
  rushes_window_show_clip (window, clip);
  click (find ("viewer-details"));
  wait_until (lies_in_the_window ("facts") && lies_in_the_window ("viewer-picture"));
  wait_for_frames ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, 400);
  g_assert_cmpint (gtk_widget_get_width (find ("viewer-body")), <=, 400);
  g_assert_cmpint (gtk_widget_get_height (find ("viewer-picture")), >, 150);
  click (find ("viewer-back"));
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  wait_until (gtk_widget_get_mapped (find ("grid")) && gtk_widget_get_mapped (find ("generate")));
}

/* Where it cannot be told which text is the prompt, the form says so and Inputs asks. */
static void
test_an_open_prompt_is_asked_for (void)
{
  static const char graph[] =
    "{\"1\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":\"good\"}},\"2\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":\"bad\"}},"
    "\"5\":{\"class_type\":\"SomePack\",\"inputs\":{\"positive\":[\"1\",0],\"negative\":[\"2\",0]}},"
    "\"8\":{\"class_type\":\"KSampler\",\"inputs\":{\"seed\":1,\"steps\":2,\"positive\":[\"5\",1],\"negative\":[\"5\",0]}}}";
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "open.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GListModel *workflows = G_LIST_MODEL (rushes_core_get_workflows (rushes_window_get_core (window)));
  guint before = g_list_model_get_n_items (workflows);
  const char *id = NULL;

  g_assert_true (g_file_set_contents (path, graph, -1, NULL));
  click (find ("provider-comfyui"));
  rushes_window_open_workflow (window, file);
  wait_until (g_list_model_get_n_items (workflows) == before + 1);
  wait_until (gtk_widget_get_mapped (find ("no-prompt")));
  for (guint i = 0; i <= before; i++)
    {
      g_autoptr (RushesWorkflow) workflow = g_list_model_get_item (workflows, i);
      if (g_str_equal (rushes_workflow_get_name (workflow), "open"))
        id = rushes_workflow_get_id (workflow);
    }
  press_key (XK_l, XK_Control_L);
  wait_until (get_top () != NULL && find_named (get_top (), "workflows") != NULL);
  gtk_widget_activate_action (get_top (), "workflows.inputs", "s", id);
  wait_until (find_named (get_top (), "open-inputs") != NULL && gtk_widget_get_mapped (find_named (get_top (), "open-inputs")));
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (find_named (get_top (), "open-inputs"))), "SomePack"));
  close_top ();
  wait_until (get_top () != NULL && find_named (get_top (), "workflows") != NULL);
  gtk_widget_activate_action (get_top (), "workflows.delete", "s", id);
  wait_until (g_list_model_get_n_items (workflows) == before);
  close_top ();
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/window/first-run-makes-two-clips", test_first_run_makes_two_clips);
  g_test_add_func ("/window/type-and-generate-with-comfyui", test_type_and_generate_with_comfyui);
  g_test_add_func ("/window/generate-with-the-videos-api", test_generate_with_the_videos_api);
  g_test_add_func ("/window/paste-a-first-frame", test_paste_a_first_frame);
  g_test_add_func ("/window/type-a-model", test_type_a_model);
  g_test_add_func ("/window/an-empty-prompt-says-so", test_an_empty_prompt_says_so);
  g_test_add_func ("/window/search", test_search);
  g_test_add_func ("/window/play-a-clip", test_play_a_clip);
  g_test_add_func ("/window/a-frame-of-a-clip-becomes-the-first-frame", test_a_frame_of_a_clip_becomes_the_first_frame);
  g_test_add_func ("/window/keys-in-the-gallery", test_keys_in_the_gallery);
  g_test_add_func ("/window/trash-with-undo", test_trash_with_undo);
  g_test_add_func ("/window/choose-a-connection", test_choose_a_connection);
  g_test_add_func ("/window/a-built-in-clip-is-made-again", test_a_built_in_clip_is_made_again);
  g_test_add_func ("/window/an-open-prompt-is-asked-for", test_an_open_prompt_is_asked_for);
  g_test_add_func ("/window/a-workflow-becomes-a-form", test_a_workflow_becomes_a_form);
  g_test_add_func ("/window/narrow", test_narrow);
  g_test_add_func ("/window/narrow-details", test_narrow_details);
  g_test_add_func ("/window/values-come-back", test_values_come_back);
  return drive (argc, argv);
}
