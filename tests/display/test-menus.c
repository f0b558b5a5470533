/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desktop.h"
#include "driver.h"
#include "top.h"

#include "rushes-drop-zone.h"
#include "rushes-job-row.h"
#include "rushes-job-text.h"
#include "rushes-tile.h"

/* What a right click, the menu key and Shift+F10 give on a clip, a job, a connection and a workflow; and that each item does it. */

static GtkWidget *
open_menu (GtkWidget *parent, GtkWidget *widget)
{
  right_click (widget);
  wait_until (find_menu (parent) != NULL);
  wait_for_frames ();
  return find_menu (parent);
}

static void
choose (GtkWidget *parent, const char *item)
{
  GtkWidget *menu = find_menu (parent), *label = find_text (menu, item);

  if (label == NULL)
    g_error ("The menu has no “%s”", item);
  click (label);
  wait_until (!gtk_widget_get_mapped (menu));
}

static void
close_menu (GtkWidget *parent)
{
  GtkWidget *menu = find_menu (parent);

  press_key (XK_Escape, 0);
  wait_until (!gtk_widget_get_mapped (menu));
}

/* The tile of a clip or of a job, by its place; once the grid stands still. */
static GtkWidget *
get_tile (guint position)
{
  GtkWidget *cell;

  wait_for_frames ();
  cell = gtk_widget_get_first_child (find ("grid"));

  while (cell != NULL && position-- > 0)
    cell = gtk_widget_get_next_sibling (cell);
  return cell != NULL ? gtk_widget_get_first_child (cell) : NULL;
}

static RushesClip *
get_clip (guint position)
{
  return RUSHES_CLIP (rushes_tile_get_item (RUSHES_TILE (get_tile (position))));
}

static guint
count_selected (void)
{
  g_autoptr (GPtrArray) clips = rushes_gallery_get_selected (rushes_window_get_gallery (window));

  return clips->len;
}

static gboolean
is_selected (guint position)
{
  return gtk_selection_model_is_selected (gtk_grid_view_get_model (GTK_GRID_VIEW (find ("grid"))), position);
}

static void
test_a_clip_is_chosen_and_asked (void)
{
  click (find ("first-sample"));
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (rushes_core_get_queue (rushes_window_get_core (window))));
  wait_until (get_tile (1) != NULL && RUSHES_IS_CLIP (rushes_tile_get_item (RUSHES_TILE (get_tile (1)))));
  click (get_tile (0));
  wait_until (is_selected (0));
  open_menu (GTK_WIDGET (window), get_tile (1));
  g_assert_true (is_selected (1) && !is_selected (0)); /* one outside of the selection becomes it */
  choose (GTK_WIDGET (window), "Add to Favourites");
  wait_until (rushes_clip_get_info (get_clip (1))->favourite);
  g_assert_false (rushes_clip_get_info (get_clip (0))->favourite);
  open_menu (GTK_WIDGET (window), get_tile (1));
  g_assert_nonnull (find_text (find_menu (GTK_WIDGET (window)), "Remove from Favourites"));
  close_menu (GTK_WIDGET (window));
}

static void
test_several_clips_stay_chosen (void)
{
  gtk_selection_model_select_all (gtk_grid_view_get_model (GTK_GRID_VIEW (find ("grid"))));
  open_menu (GTK_WIDGET (window), get_tile (0));
  g_assert_cmpuint (count_selected (), ==, 2);
  g_assert_null (find_text (find_menu (GTK_WIDGET (window)), "Open")); /* which one? */
  g_assert_nonnull (find_text (find_menu (GTK_WIDGET (window)), "Move 2 Takes to the Trash"));
  click (find_text (find_menu (GTK_WIDGET (window)), "Rate"));
  wait_until (find_text (find_menu (GTK_WIDGET (window)), "4 Stars") != NULL);
  wait_for_frames ();
  choose (GTK_WIDGET (window), "4 Stars");
  wait_until (rushes_clip_get_info (get_clip (0))->rating == 4 && rushes_clip_get_info (get_clip (1))->rating == 4);
  open_menu (GTK_WIDGET (window), get_tile (0));
  choose (GTK_WIDGET (window), "Add to Favourites"); /* one of two was: now both are, none is taken out */
  wait_until (rushes_clip_get_info (get_clip (0))->favourite);
  g_assert_true (rushes_clip_get_info (get_clip (1))->favourite);
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

/* The menu stands at what has the focus, its first item is chosen by Return, and Escape gives the focus back. */
static void
test_keys_open_it_where_the_focus_is (void)
{
  GtkWidget *cell = gtk_widget_get_parent (get_tile (1)), *menu;
  g_autofree char *copied = NULL;
  GdkRectangle place;
  graphene_rect_t bounds;

  gtk_selection_model_select_item (gtk_grid_view_get_model (GTK_GRID_VIEW (find ("grid"))), 0, TRUE);
  gtk_widget_grab_focus (cell);
  press_key (XK_Menu, 0);
  wait_until (find_menu (GTK_WIDGET (window)) != NULL);
  menu = find_menu (GTK_WIDGET (window));
  g_assert_true (gtk_widget_compute_bounds (get_tile (1), gtk_widget_get_parent (menu), &bounds));
  g_assert_true (gtk_popover_get_pointing_to (GTK_POPOVER (menu), &place));
  g_assert_cmpint (place.x, ==, (int) bounds.origin.x);
  g_assert_cmpint (place.y, ==, (int) bounds.origin.y);
  g_assert_true (is_selected (1) && !is_selected (0));
  close_menu (GTK_WIDGET (window));
  wait_until (gtk_root_get_focus (GTK_ROOT (window)) == cell);
  press_key (XK_F10, XK_Shift_L);
  wait_until (find_menu (GTK_WIDGET (window)) != NULL);
  choose (GTK_WIDGET (window), "Copy Prompt");
  copied = dup_copied ();
  g_assert_cmpstr (copied, ==, rushes_request_get_prompt (rushes_clip_get_info (get_clip (1))->request));
}

static gboolean
is_first_frame_set (void)
{
  return rushes_drop_zone_get_path (RUSHES_DROP_ZONE (find ("first-frame"))) != NULL;
}

static void
test_the_last_frame_goes_on (void)
{
  wait_until (rushes_compose_get_model (get_form ()) != NULL);
  gtk_selection_model_select_item (gtk_grid_view_get_model (GTK_GRID_VIEW (find ("grid"))), 0, TRUE);
  open_menu (GTK_WIDGET (window), get_tile (0));
  choose (GTK_WIDGET (window), "Continue from Its Last Frame");
  wait_until (is_first_frame_set ());
  rushes_drop_zone_set_path (RUSHES_DROP_ZONE (find ("first-frame")), NULL);
}

static GtkWidget *
find_row (GtkWidget *parent, RushesJobState state)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = RUSHES_IS_JOB_ROW (child) && rushes_job_get_state (rushes_job_row_get_job (RUSHES_JOB_ROW (child))) == state
                           ? child : find_row (child, state);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static int
count_waiting (void)
{
  int running, waiting;

  rushes_job_queue_count (rushes_core_get_queue (rushes_window_get_core (window)), &running, &waiting);
  return waiting;
}

static RushesJobQueue *
get_queue (void)
{
  return rushes_core_get_queue (rushes_window_get_core (window));
}

static void
make_waiting_jobs (void)
{
  wait_until (rushes_compose_get_model (get_form ()) != NULL);
  rushes_job_queue_set_paused (get_queue (), TRUE);
  rushes_compose_set_prompt (get_form (), "the first");
  click (find ("generate"));
  wait_until (count_waiting () == 1);
  rushes_compose_set_prompt (get_form (), "the second");
  click (find ("generate"));
  wait_until (count_waiting () == 2);
}

static void
test_a_job_in_the_gallery (void)
{
  make_waiting_jobs ();
  wait_until (RUSHES_IS_JOB (rushes_tile_get_item (RUSHES_TILE (get_tile (0)))));
  open_menu (GTK_WIDGET (window), get_tile (0));
  g_assert_nonnull (find_text (find_menu (GTK_WIDGET (window)), "Cancel"));
  g_assert_null (find_text (find_menu (GTK_WIDGET (window)), "Retry"));
  close_menu (GTK_WIDGET (window));
}

static gboolean
is_cancelled (const char *id)
{
  g_autoptr (RushesJobRecord) record = rushes_ledger_get (rushes_core_get_ledger (rushes_window_get_core (window)), id, NULL);

  return record != NULL && record->state == RUSHES_JOB_CANCELLED;
}

/* To those who do not see it, the row says that it has a menu. */
static void
assert_marked (GtkWidget *widget)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE);
}

/* At an end of the line an arrow leads nowhere. */
static void
assert_moves (GtkWidget *row, gboolean up, gboolean down)
{
  g_assert_true (gtk_widget_get_sensitive (find_with_tooltip (row, "Move Up")) == up);
  g_assert_true (gtk_widget_get_sensitive (find_with_tooltip (row, "Move Down")) == down);
}

static void
test_a_job_in_the_queue (void)
{
  g_autofree char *first = NULL;
  GtkWidget *row;

  rushes_window_show_page (window, "queue");
  wait_until (find_row (GTK_WIDGET (window), RUSHES_JOB_WAITING) != NULL);
  row = find_row (GTK_WIDGET (window), RUSHES_JOB_WAITING);
  first = g_strdup (rushes_job_get_id (rushes_job_row_get_job (RUSHES_JOB_ROW (row))));
  assert_marked (row);
  assert_moves (row, FALSE, TRUE);
  assert_moves (gtk_widget_get_next_sibling (row), TRUE, FALSE);
  open_menu (GTK_WIDGET (window), row);
  g_assert_null (find_text (find_menu (GTK_WIDGET (window)), "Move Up")); /* it is the first */
  choose (GTK_WIDGET (window), "Move Down");
  wait_until ((row = find_row (GTK_WIDGET (window), RUSHES_JOB_WAITING)) != NULL &&
              !g_str_equal (rushes_job_get_id (rushes_job_row_get_job (RUSHES_JOB_ROW (row))), first));
  wait_for_frames ();
  row = find_row (GTK_WIDGET (window), RUSHES_JOB_WAITING);
  assert_moves (row, FALSE, TRUE);
  assert_moves (gtk_widget_get_next_sibling (row), TRUE, FALSE);
  open_menu (GTK_WIDGET (window), row);
  choose (GTK_WIDGET (window), "Cancel");
  wait_until (find_row (GTK_WIDGET (window), RUSHES_JOB_CANCELLED) != NULL);
  row = find_row (GTK_WIDGET (window), RUSHES_JOB_CANCELLED);
  g_free (first);
  first = g_strdup (rushes_job_get_id (rushes_job_row_get_job (RUSHES_JOB_ROW (row))));
  g_assert_true (is_cancelled (first));
  gtk_widget_grab_focus (row);
  press_key (XK_Menu, 0);
  wait_until (find_menu (GTK_WIDGET (window)) != NULL);
  g_assert_null (find_text (find_menu (GTK_WIDGET (window)), "Copy the Reason")); /* there is none */
  choose (GTK_WIDGET (window), "Take off the List");
  wait_until (rushes_job_queue_find (get_queue (), first) == NULL);
  rushes_job_queue_set_paused (get_queue (), FALSE);
  wait_until (count_clips () == 3);
}

static void
on_added (GObject *queue, GAsyncResult *result, gpointer job)
{
  *(RushesJob **) job = rushes_job_queue_add_finish (RUSHES_JOB_QUEUE (queue), result, NULL);
}

/* Returns: (transfer full): a job that the server cannot do */
static RushesJob *
make_failed_job (void)
{
  RushesConnection *connection = rushes_connections_get_default (rushes_core_get_connections (rushes_window_get_core (window)), RUSHES_PROVIDER_COMFYUI);
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (RushesRequest) request = NULL;
  RushesJob *job = NULL;

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", "comfyui");
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", "never made");
  g_variant_dict_insert (&members, RUSHES_REQUEST_WORKFLOW, "s", "{\"1\":{\"class_type\":\"NobodyHasThis\",\"inputs\":{\"text\":\"x\"}}}");
  g_variant_dict_insert (&members, RUSHES_REQUEST_WORKFLOW_NAME, "s", "strange");
  request = rushes_request_new (g_variant_dict_end (&members));
  rushes_job_queue_add_async (get_queue (), request, rushes_connection_get_id (connection), on_added, &job);
  wait_until (job != NULL && rushes_job_get_state (job) == RUSHES_JOB_FAILED);
  return job;
}

static GtkWidget *
open_failed (void)
{
  wait_until (find_row (GTK_WIDGET (window), RUSHES_JOB_FAILED) != NULL);
  wait_for_frames (); /* it moves to the list of those that failed */
  return open_menu (GTK_WIDGET (window), find_row (GTK_WIDGET (window), RUSHES_JOB_FAILED));
}

/* Its reason is copied, it is tried again, and its settings are mended in the form. */
static void
test_a_job_that_failed (void)
{
  RushesWorkflows *workflows = rushes_core_get_workflows (rushes_window_get_core (window));
  g_autoptr (RushesWorkflow) workflow = NULL;
  g_autoptr (RushesJob) job = NULL;
  g_autofree char *reason = NULL, *said = NULL, *prompt = NULL;
  gint64 started;

  rushes_window_show_page (window, "queue");
  job = make_failed_job ();
  started = rushes_job_get_record (job)->started_us;
  open_failed ();
  choose (GTK_WIDGET (window), "Copy the Reason");
  reason = dup_copied ();
  said = rushes_job_text_new (job);
  g_assert_true (g_str_has_prefix (reason, said) && strstr (said, "no place for a prompt") != NULL);
  open_failed ();
  choose (GTK_WIDGET (window), "Retry");
  wait_until (rushes_job_get_record (job)->started_us > started && rushes_job_get_state (job) == RUSHES_JOB_FAILED);
  open_failed ();
  choose (GTK_WIDGET (window), "Edit");
  wait_until (gtk_widget_get_mapped (find ("generate")));
  prompt = rushes_compose_dup_prompt (get_form ());
  g_assert_cmpstr (prompt, ==, "never made");
  /* Its workflow was nowhere but in the job: to be mended it is taken in. */
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (workflows)) == 1);
  workflow = g_list_model_get_item (G_LIST_MODEL (workflows), 0);
  rushes_workflows_remove (workflows, rushes_workflow_get_id (workflow));
  rushes_job_queue_forget (get_queue (), job);
  rushes_window_show_page (window, "gallery");
}

static GtkGesture *
find_long_press (GtkWidget *page)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (page);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_GESTURE_LONG_PRESS (controller))
        return GTK_GESTURE (controller);
    }
  return NULL;
}

/* X has no touch to play with: the gesture is taken as recognized. */
static void
test_a_long_touch (void)
{
  GtkWidget *page = GTK_WIDGET (rushes_window_get_gallery (window)), *tile;
  double x, y;

  wait_until (get_tile (0) != NULL && gtk_widget_get_mapped (get_tile (0)));
  tile = get_tile (0);
  assert_marked (tile);
  g_assert_true (gtk_widget_translate_coordinates (tile, page, 20, 20, &x, &y));
  g_signal_emit_by_name (find_long_press (page), "pressed", x, y);
  wait_until (find_menu (GTK_WIDGET (window)) != NULL);
  g_assert_nonnull (find_text (find_menu (GTK_WIDGET (window)), "Open"));
  close_menu (GTK_WIDGET (window));
}

/* A file manager of our own: what it was told to point at, and whether it does. */
typedef struct
{
  guint object, name;
  gboolean owned, refuses;
  char *shown;
} FileManager;

static void
on_show_items (GDBusConnection *bus, const char *sender, const char *path, const char *iface, const char *method, GVariant *parameters,
               GDBusMethodInvocation *invocation, gpointer data)
{
  FileManager *manager = data;
  g_auto (GStrv) uris = NULL;
  const char *startup_id;

  g_variant_get (parameters, "(^as&s)", &uris, &startup_id);
  manager->shown = g_strdup (uris[0]);
  if (manager->refuses)
    g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.FileManager1.Error.Failed", "It cannot point at files");
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
on_name (GDBusConnection *bus, const char *name, gpointer data)
{
  ((FileManager *) data)->owned = TRUE;
}

static GDBusConnection *
get_bus (void)
{
  return g_application_get_dbus_connection (g_application_get_default ());
}

static void
file_manager_start (FileManager *manager)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_show_items };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (
    "<node><interface name='org.freedesktop.FileManager1'><method name='ShowItems'><arg type='as' direction='in'/><arg type='s' direction='in'/>"
    "</method></interface></node>", NULL);

  manager->object = g_dbus_connection_register_object (get_bus (), "/org/freedesktop/FileManager1", node->interfaces[0], &vtable, manager, NULL, NULL);
  manager->name = g_bus_own_name_on_connection (get_bus (), "org.freedesktop.FileManager1", 0, on_name, NULL, manager, NULL);
  wait_until (manager->owned);
}

static void
file_manager_end (FileManager *manager)
{
  g_bus_unown_name (manager->name);
  g_dbus_connection_unregister_object (get_bus (), manager->object);
  g_free (manager->shown);
}

static void
show_in_files (void)
{
  choose_in_submenu_of (get_tile (0), "File", "Show in Files");
}

/* The clip itself is pointed at. */
static void
test_show_in_files (void)
{
  FileManager manager = { 0 };
  g_autofree char *path = rushes_library_dup_path (rushes_core_get_library (rushes_window_get_core (window)), get_clip (0));
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  file_manager_start (&manager);
  show_in_files ();
  wait_until (manager.shown != NULL);
  g_assert_cmpstr (manager.shown, ==, uri);
  file_manager_end (&manager);
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Where nobody points at files the folder opens … */
static void
test_show_in_files_where_nobody_points (void)
{
  FileManager manager = { .refuses = TRUE };
  g_autofree char *path = rushes_library_dup_path (rushes_core_get_library (rushes_window_get_core (window)), get_clip (0));
  g_autofree char *folder = g_path_get_dirname (path), *told = g_build_filename (g_get_home_dir (), "told-folder", NULL);
  guint poll = g_timeout_add (50, on_tick, NULL); /* another process does it, and wakes nobody here */

  file_manager_start (&manager);
  desktop_choose ("inode/directory", told);
  show_in_files ();
  wait_until (desktop_was_told (told, folder));
  g_source_remove (poll);
  file_manager_end (&manager);
}

/* … and where nothing opens that, it is said. Before a program is chosen for folders. */
static void
test_show_in_files_where_nothing_opens_folders (void)
{
  FileManager manager = { .refuses = TRUE };
  g_autofree char *path = rushes_library_dup_path (rushes_core_get_library (rushes_window_get_core (window)), get_clip (0));
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GAppInfo) program = g_app_info_get_default_for_type ("inode/directory", TRUE);

  if (program != NULL)
    {
      g_test_skip ("This machine has a program for folders");
      return;
    }
  file_manager_start (&manager);
  show_in_files ();
  wait_until (get_top () != NULL && top_says ("No Program Opened It") && top_says (folder));
  wait_for_frames ();
  press_key (XK_Escape, 0);
  wait_until (get_top () == NULL);
  file_manager_end (&manager);
}

static void
test_the_viewer (void)
{
  RushesViewer *viewer = rushes_window_get_viewer (window);
  RushesClip *first, *second;

  rushes_window_show_page (window, "gallery");
  wait_until (get_tile (1) != NULL && gtk_widget_get_mapped (get_tile (1)));
  first = get_clip (0);
  second = get_clip (1);
  rushes_window_show_clip (window, first);
  wait_until (gtk_widget_get_mapped (find ("viewer-picture")) && rushes_player_get_position (rushes_viewer_get_player (viewer)) > 0);
  choose_in_submenu_of (find ("viewer-picture"), "This Frame", "Copy Frame");
  wait_until (is_told ("The frame is on the clipboard"));
  open_menu (GTK_WIDGET (window), find ("viewer-picture"));
  g_assert_cmpint (gtk_widget_get_height (find_menu (GTK_WIDGET (window))), <, 720); /* of the smallest screen's 800 */
  press_key (XK_Right, 0); /* is the menu's, not the viewer's */
  g_assert_true (rushes_viewer_get_clip (viewer) == first);
  choose (GTK_WIDGET (window), "Move to the Trash");
  wait_until (rushes_viewer_get_clip (viewer) == second);
  rushes_window_close_viewer (window);
  wait_until (count_clips () == 2);
}

static void
test_a_connection (void)
{
  RushesConnections *connections = rushes_core_get_connections (rushes_window_get_core (window));
  g_autoptr (RushesConnection) other = rushes_connection_new ("other", RUSHES_PROVIDER_COMFYUI, "Nobody Home", "http://127.0.0.1:9",
                                                              g_variant_new ("a{sv}", NULL), FALSE);
  GtkWidget *preferences;

  rushes_connections_put_for_session (connections, other);
  press_key (XK_comma, XK_Control_L);
  wait_until (get_top () != NULL && find_text (get_top (), "Nobody Home") != NULL);
  wait_for_frames ();
  open_menu (get_top (), find_text (get_top (), "Nobody Home"));
  choose (get_top (), "Use When None Is Named");
  wait_until (rushes_connection_get_default (rushes_connections_find (connections, "other")));
  wait_until (find_text (get_top (), "Nobody Home") != NULL);
  gtk_widget_child_focus (gtk_widget_get_ancestor (find_text (get_top (), "Nobody Home"), ADW_TYPE_EXPANDER_ROW), GTK_DIR_TAB_FORWARD);
  press_key (XK_Menu, 0);
  wait_until (find_menu (get_top ()) != NULL);
  g_assert_null (find_text (find_menu (get_top ()), "Use When None Is Named")); /* it is already */
  choose (get_top (), "Test");
  wait_until (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (gtk_widget_get_ancestor (find_text (get_top (), "Nobody Home"), ADW_TYPE_EXPANDER_ROW))));
  preferences = get_top ();
  assert_marked (gtk_widget_get_ancestor (find_text (preferences, "Nobody Home"), ADW_TYPE_EXPANDER_ROW));
  open_menu (preferences, find_text (preferences, "Nobody Home"));
  choose (preferences, "Change…");
  wait_until (get_top () != preferences);
  close_top ();
  open_menu (preferences, find_text (preferences, "Nobody Home"));
  choose (preferences, "Remove…");
  wait_until (get_top () != preferences && find_button (get_top (), "_Remove") != NULL);
  g_assert_nonnull (rushes_connections_find (connections, "other")); /* it asks first */
  click (find_button (get_top (), "_Remove"));
  wait_until (rushes_connections_find (connections, "other") == NULL && get_top () == preferences);
  close_top ();
}

static void
test_a_workflow (void)
{
  RushesWorkflows *workflows = rushes_core_get_workflows (rushes_window_get_core (window));
  g_autofree char *path = g_build_filename (g_getenv ("TOP"), "src/sample/saved-workflow.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RushesWorkflow) workflow = NULL;
  gboolean favourite = FALSE;

  rushes_window_open_workflow (window, file);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (workflows)) == 1);
  workflow = g_list_model_get_item (G_LIST_MODEL (workflows), 0);
  press_key (XK_l, XK_Control_L);
  wait_until (get_top () != NULL && find_text (get_top (), "saved-workflow") != NULL);
  open_menu (get_top (), find_text (get_top (), "saved-workflow"));
  choose (get_top (), "Add to Favourites");
  g_object_get (workflow, "favourite", &favourite, NULL);
  g_assert_true (favourite);
  open_menu (get_top (), find_text (get_top (), "saved-workflow"));
  choose (get_top (), "Duplicate");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (workflows)) == 2);
  close_top ();
  wait_until (get_top () == NULL);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/menus/a-clip-is-chosen-and-asked", test_a_clip_is_chosen_and_asked);
  g_test_add_func ("/menus/several-clips-stay-chosen", test_several_clips_stay_chosen);
  g_test_add_func ("/menus/keys-open-it-where-the-focus-is", test_keys_open_it_where_the_focus_is);
  g_test_add_func ("/menus/the-last-frame-goes-on", test_the_last_frame_goes_on);
  g_test_add_func ("/menus/a-job-in-the-gallery", test_a_job_in_the_gallery);
  g_test_add_func ("/menus/a-job-in-the-queue", test_a_job_in_the_queue);
  g_test_add_func ("/menus/a-job-that-failed", test_a_job_that_failed);
  g_test_add_func ("/menus/a-long-touch", test_a_long_touch);
  g_test_add_func ("/menus/show-in-files", test_show_in_files);
  g_test_add_func ("/menus/show-in-files-where-nothing-opens-folders", test_show_in_files_where_nothing_opens_folders);
  g_test_add_func ("/menus/show-in-files-where-nobody-points", test_show_in_files_where_nobody_points);
  g_test_add_func ("/menus/the-viewer", test_the_viewer);
  g_test_add_func ("/menus/a-connection", test_a_connection);
  g_test_add_func ("/menus/a-workflow", test_a_workflow);
  return drive (argc, argv);
}
