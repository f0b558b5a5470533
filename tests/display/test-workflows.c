/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "top.h"

#include <glib/gstdio.h>
#include <string.h>

/* The user's workflows: brought in, renamed, corrected, used, copied to a file and removed. */

static RushesWorkflows *
get_workflows (void)
{
  return rushes_core_get_workflows (rushes_window_get_core (window));
}

static guint
count_workflows (void)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_workflows ()));
}

/* Returns: (nullable): by its name, while it is there */
static RushesWorkflow *
find_workflow (const char *name)
{
  for (guint i = 0; i < count_workflows (); i++)
    {
      g_autoptr (RushesWorkflow) workflow = g_list_model_get_item (G_LIST_MODEL (get_workflows ()), i);
      if (g_str_equal (rushes_workflow_get_name (workflow), name))
        return workflow;
    }
  return NULL;
}

static void
open_window (void)
{
  press_key (XK_l, XK_Control_L);
  wait_until (get_top () != NULL && find_named (get_top (), "workflows") != NULL);
  wait_until (top_is_active ());
}

static char *
read_sample (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("TOP"), "src/sample/saved-workflow.json", NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
test_from_the_clipboard (void)
{
  g_autofree char *text = read_sample ();

  click (find ("first-sample"));
  wait_until (count_clips () == 2);
  open_window ();
  gdk_clipboard_set_text (gtk_widget_get_clipboard (get_top ()), text);
  press_key (XK_v, XK_Control_L);
  wait_until (count_workflows () == 1);
  g_assert_nonnull (find_workflow ("Pasted Workflow"));
  wait_until (top_says ("Pasted Workflow"));
}

/* A line says what happened; behind it is all of it. */
static void
test_what_is_none_is_said_whole (void)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (get_top ()), "<b>no & workflow");
  press_key (XK_v, XK_Control_L);
  wait_until (find_button (get_top (), "_Details") != NULL);
  click (find_button (get_top (), "_Details"));
  wait_until (find_button (get_top (), "C_opy") != NULL);
  click (find_button (get_top (), "C_opy"));
  wait_until (find_named (get_top (), "workflows") != NULL);
  g_assert_cmpuint (count_workflows (), ==, 1);
}

static void
test_from_the_server (void)
{
  GtkWidget *row;

  click (get ("add-workflow"));
  choose_item (get_top (), "From the Server…");
  wait_until (find_named (get_top (), "saved-on-server") != NULL && gtk_widget_get_mapped (get ("saved-on-server")));
  row = gtk_widget_get_first_child (get ("saved-on-server"));
  click (row);
  wait_until (count_workflows () == 2);
  wait_until (find_named (get_top (), "workflows") != NULL);
}

static GtkWidget *
find_entry (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_ENTRY (child) && gtk_widget_get_mapped (child) ? child : find_entry (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_renamed (void)
{
  choose_in_menu_of (find_text (get_top (), "Pasted Workflow"), "Rename…");
  wait_until (find_entry (get ("workflows")) != NULL);
  type_into (find_entry (get ("workflows")), "Slow Dolly");
  press_key (XK_Return, 0);
  wait_until (find_workflow ("Slow Dolly") != NULL);
  wait_until (find_text (get_top (), "Slow Dolly") != NULL);
  g_assert_null (find_text (get_top (), "Pasted Workflow"));
  choose_in_menu_of (find_text (get_top (), "Slow Dolly"), "Rename…");
  wait_until (find_entry (get ("workflows")) != NULL);
  type_into (find_entry (get ("workflows")), "");
  press_key (XK_Return, 0);
  wait_until (find_entry (get ("workflows")) == NULL);
  g_assert_nonnull (find_workflow ("Slow Dolly")); /* nothing is no name */
}

/* The drop-down of the first input that is shown. */
static GtkWidget *
find_role (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_DROP_DOWN (child) && gtk_widget_get_mapped (child) ? child : find_role (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static guint
count_inputs (void)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (get ("graph-inputs")))));
}

static void
open_inputs (const char *words)
{
  guint all;

  choose_in_menu_of (find_text (get_top (), "Slow Dolly"), "Inputs…");
  wait_until (is_shown ("graph-inputs") && find_role (get ("graph-inputs")) != NULL);
  all = count_inputs ();
  type_into (get ("input-search"), words);
  wait_until (count_inputs () < all);
  wait_for_frames ();
}

/* Until what was corrected is stored, and the list below shows the workflow anew. */
static void
close_inputs (void)
{
  GtkWidget *inputs = get_top ();

  g_object_add_weak_pointer (G_OBJECT (inputs), (gpointer *) &inputs);
  close_top ();
  wait_until (inputs == NULL);
  wait_until (is_shown ("workflows") && find_text (get_top (), "Slow Dolly") != NULL);
}

static guint
get_role (void)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (find_role (get ("graph-inputs"))));
}

/* The drop-down shows what is chosen, and lists it too. */
static GtkWidget *
find_in_popover (GtkWidget *drop, const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (drop); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child) && gtk_widget_get_mapped (child))
      return find_text (child, label);
  return NULL;
}

static void
choose_role (const char *label)
{
  GtkWidget *drop = find_role (get ("graph-inputs"));

  click (drop);
  wait_until (find_in_popover (drop, label) != NULL);
  click (find_in_popover (drop, label));
}

#define STEPS 4 /* places in the list of roles */
#define CFG 5
#define NOT_IN_THE_FORM 0

/* What an input is, is corrected, and stays so. */
static void
test_an_input_is_corrected (void)
{
  open_inputs ("steps");
  g_assert_cmpuint (get_role (), ==, STEPS);
  choose_role ("Not in the form");
  wait_until (get_role () == NOT_IN_THE_FORM);
  close_inputs ();
  open_inputs ("steps");
  g_assert_cmpuint (get_role (), ==, NOT_IN_THE_FORM);
  close_inputs ();
}

/* A correction that cannot be written is not lost: the window comes back, and keeps it once it can. */
static void
test_a_correction_that_cannot_be_stored_stays (void)
{
  g_autofree char *path = rushes_workflows_dup_path (get_workflows (), rushes_workflow_get_id (find_workflow ("Slow Dolly")));
  g_autofree char *inside = g_build_filename (path, "inside", NULL), *text = NULL;

  open_inputs ("steps");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (inside, 0700), ==, 0); /* no file takes the place of a folder with something in it */
  choose_role ("Steps");
  wait_until (get_role () == STEPS);
  press_key (XK_Escape, 0);
  wait_until (find_button (get_top (), "_Discard Them") != NULL);
  press_key (XK_Escape, 0);
  wait_until (is_shown ("graph-inputs"));
  g_assert_cmpuint (get_role (), ==, STEPS);
  g_assert_cmpint (g_rmdir (inside), ==, 0);
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  close_inputs ();
  open_inputs ("steps");
  g_assert_cmpuint (get_role (), ==, STEPS);
  close_inputs ();
}

static void
type_path (const char *path)
{
  wait_until (GTK_IS_FILE_CHOOSER (get_top ()) && top_is_active ());
  wait_for_frames ();
  press_key (XK_a, XK_Control_L);
  type (path);
  /* The first may only take what the dialog has completed. */
  for (int i = 0; i < 20 && GTK_IS_FILE_CHOOSER (get_top ()); i++)
    {
      press_key (XK_Return, 0);
      wait_for_frames ();
    }
}

static gboolean
is_file (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static void
test_to_a_file_and_back (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "taken-out.json", NULL);

  choose_in_menu_of (find_text (get_top (), "Slow Dolly"), "Export…");
  type_path (path);
  wait_until (is_file (path));
  wait_until (is_shown ("workflows"));
  click (get ("add-workflow"));
  choose_item (get_top (), "From a File…");
  wait_until (GTK_IS_FILE_CHOOSER (get_top ()) && top_is_active ());
  wait_for_frames (); /* it takes keys when it has found its folder */
  press_key (XK_l, XK_Control_L);
  wait_until (GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (get_top ()))));
  type_path (path);
  wait_until (find_workflow ("taken-out") != NULL);
  wait_until (is_shown ("workflows"));
}

static void
test_used (void)
{
  g_autofree char *model = rushes_workflow_dup_model_id (find_workflow ("Slow Dolly"));
  GtkWidget *row = gtk_widget_get_ancestor (find_text (get_top (), "Slow Dolly"), ADW_TYPE_ACTION_ROW);

  click (find_button (row, "_Use"));
  wait_until (get_top () == NULL);
  wait_until (rushes_compose_get_model (get_form ()) != NULL &&
              g_str_equal (rushes_model_get_spec (rushes_compose_get_model (get_form ()))->id, model));
}

static void
test_deleted_and_back (void)
{
  guint before = count_workflows ();

  open_window ();
  choose_in_menu_of (find_text (get_top (), "taken-out"), "Delete");
  wait_until (count_workflows () == before - 1);
  wait_until (find_button (get_top (), "_Undo") != NULL);
  click (find_button (get_top (), "_Undo"));
  wait_until (find_workflow ("taken-out") != NULL);
  close_all ();
}

/* Without a server there is nobody to ask, and that is said. */
static void
test_without_a_server (void)
{
  RushesConnections *connections = rushes_core_get_connections (rushes_window_get_core (window));

  rushes_connections_remove (connections, rushes_connection_get_id (rushes_connections_get_default (connections, RUSHES_PROVIDER_COMFYUI)));
  open_window ();
  click (get ("add-workflow"));
  choose_item (get_top (), "From the Server…");
  wait_until (top_says ("There is no ComfyUI connection yet."));
  close_all ();
}

static char *corrected; /* the file of what is corrected when the program ends */

/* Ctrl+Q asks no window: what was chosen in it is kept all the same. */
static void
test_a_correction_outlives_the_program (void)
{
  open_window ();
  open_inputs ("steps");
  corrected = rushes_workflows_dup_path (get_workflows (), rushes_workflow_get_id (find_workflow ("Slow Dolly")));
  choose_role ("CFG");
  wait_until (get_role () == CFG);
}

static void
check_corrected (void)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (corrected, &text, NULL, NULL));
  g_assert_true (g_regex_match_simple ("\"steps\"\\s*:\\s*\"cfg\"", text, 0, 0));
}

int
main (int argc, char **argv)
{
  int code;

  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workflows/from-the-clipboard", test_from_the_clipboard);
  g_test_add_func ("/workflows/what-is-none-is-said-whole", test_what_is_none_is_said_whole);
  g_test_add_func ("/workflows/from-the-server", test_from_the_server);
  g_test_add_func ("/workflows/renamed", test_renamed);
  g_test_add_func ("/workflows/an-input-is-corrected", test_an_input_is_corrected);
  g_test_add_func ("/workflows/a-correction-that-cannot-be-stored-stays", test_a_correction_that_cannot_be_stored_stays);
  g_test_add_func ("/workflows/to-a-file-and-back", test_to_a_file_and_back);
  g_test_add_func ("/workflows/used", test_used);
  g_test_add_func ("/workflows/deleted-and-back", test_deleted_and_back);
  g_test_add_func ("/workflows/without-a-server", test_without_a_server);
  g_test_add_func ("/workflows/a-correction-outlives-the-program", test_a_correction_outlives_the_program);
  code = drive (argc, argv);
  if (corrected != NULL)
    check_corrected ();
  return code;
}
