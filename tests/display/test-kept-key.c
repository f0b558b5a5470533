/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "top.h"

#include <stdio.h>

/* A connection whose key cannot be taken out of the keyring stays, and says so: nobody would find the key again. */

static GSubprocess *keyring;
static GDataInputStream *answers;

/* Returns: how many keys it has, after the answer to @line (support/keyring.c) */
static guint
tell_keyring (const char *line)
{
  g_autofree char *whole = g_strconcat (line, "\n", NULL), *answer = NULL;
  guint n_asked, n_searched, n_keys;

  g_assert_true (g_output_stream_write_all (g_subprocess_get_stdin_pipe (keyring), whole, strlen (whole), NULL, NULL, NULL));
  answer = g_data_input_stream_read_line (answers, NULL, NULL, NULL);
  g_assert_nonnull (answer);
  g_assert_cmpint (sscanf (answer, "%u %u %u", &n_asked, &n_searched, &n_keys), ==, 3);
  return n_keys;
}

static void
start_keyring (void)
{
  g_autofree char *here = NULL;

  keyring = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, g_getenv ("KEYRING"), NULL);
  g_assert_nonnull (keyring);
  answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (keyring));
  here = g_data_input_stream_read_line (answers, NULL, NULL, NULL);
  g_assert_cmpstr (here, ==, "here");
}

static RushesConnections *
get_connections (void)
{
  return rushes_core_get_connections (rushes_window_get_core (window));
}

static guint
count_connections (void)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_connections ()));
}

/* One that has a key, in a keyring that is locked from now on. */
static void
add_connection (const char *id, const char *name)
{
  g_autoptr (RushesConnection) connection = rushes_connection_new (id, RUSHES_PROVIDER_OPENAI, name, "http://127.0.0.1:9/v1", g_variant_new ("a{sv}", NULL), FALSE);

  tell_keyring ("unlock");
  tell_keyring ("dismiss");
  rushes_connections_put (get_connections (), connection);
  g_assert_true (rushes_secrets_store (rushes_core_get_secrets (rushes_window_get_core (window)), id, name, "@key: of-the-keyring\n", NULL));
  tell_keyring ("lock");
}

static GtkWidget *
find_remove (const char *name)
{
  GtkWidget *label = find_text (get_top (), name), *row = label != NULL ? gtk_widget_get_ancestor (label, ADW_TYPE_EXPANDER_ROW) : NULL;

  return row != NULL ? find_named (row, "remove-connection") : NULL;
}

static void
remove_by_row (const char *name)
{
  click (find_remove (name));
  wait_until (find_button (get_top (), "_Remove") != NULL);
  click (find_button (get_top (), "_Remove"));
}

/* Of the preferences, where its buttons are. */
static void
open_row (const char *name)
{
  press_key (XK_comma, XK_Control_L);
  wait_until (get_top () != NULL && find_text (get_top (), name) != NULL);
  wait_for_frames ();
  click (find_text (get_top (), name));
  wait_until (gtk_widget_get_mapped (find_remove (name)));
  wait_for_frames ();
}

static void
test_a_connection_that_is_removed (void)
{
  guint n = count_connections (), n_keys;

  add_connection ("paid", "Paid");
  n_keys = tell_keyring ("count");
  open_row ("Paid");
  remove_by_row ("Paid");
  wait_until (top_says ("its key could not be taken out of the keyring") && top_says ("The keyring is locked"));
  g_assert_cmpuint (count_connections (), ==, n + 1);
  g_assert_cmpuint (tell_keyring ("unlock"), ==, n_keys);
  wait_until (top_is_active ());
  wait_for_frames ();
  remove_by_row ("Paid");
  wait_until (count_connections () == n);
  g_assert_cmpuint (tell_keyring ("count"), ==, n_keys - 1);
  close_all ();
}

/* It may never work again. */
static void
test_a_keyring_that_fails (void)
{
  guint n = count_connections ();

  add_connection ("paid", "Paid");
  tell_keyring ("fail");
  open_row ("Paid");
  remove_by_row ("Paid");
  wait_until (top_says ("The keyring may still have its key; it said: The disk of the keyring is gone"));
  g_assert_cmpuint (count_connections (), ==, n);
  tell_keyring ("work");
  tell_keyring ("unlock");
  g_assert_true (rushes_secrets_clear (rushes_core_get_secrets (rushes_window_get_core (window)), "paid", NULL, NULL));
  close_all ();
}

/* Returns: (nullable): what leads to that page of the preferences */
static GtkWidget *
find_page (GtkWidget *parent, const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ADW_IS_VIEW_SWITCHER (child) && gtk_widget_get_mapped (child) ? find_text (child, title) : find_page (child, title);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
remove_all (void)
{
  press_key (XK_comma, XK_Control_L);
  wait_until (get_top () != NULL && find_page (get_top (), "Transfer") != NULL);
  click (find_page (get_top (), "Transfer"));
  wait_until (is_shown ("remove-connections"));
  wait_for_frames ();
  click (get ("remove-connections"));
  wait_until (top_says ("Remove All Connections?"));
  click (find_button (get_top (), "_Remove"));
}

static void
test_all_connections_that_are_removed (void)
{
  add_connection ("one", "Number One");
  add_connection ("two", "Number Two");
  remove_all ();
  wait_until (top_says ("Some Connections Were Kept") && top_says ("Number One, Number Two. The keyring is locked"));
  g_assert_nonnull (rushes_connections_find (get_connections (), "one"));
  g_assert_nonnull (rushes_connections_find (get_connections (), "two"));
  close_all ();
  tell_keyring ("unlock");
  remove_all ();
  wait_until (rushes_connections_find (get_connections (), "one") == NULL && rushes_connections_find (get_connections (), "two") == NULL);
  g_assert_cmpuint (tell_keyring ("count"), ==, 0);
  close_all ();
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  driver_makes_clips = FALSE;
  start_keyring ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kept-key/a-connection-that-is-removed", test_a_connection_that_is_removed);
  g_test_add_func ("/kept-key/a-keyring-that-fails", test_a_keyring_that_fails);
  g_test_add_func ("/kept-key/all-connections-that-are-removed", test_all_connections_that_are_removed);
  return drive (argc, argv);
}
