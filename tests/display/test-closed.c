/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "top.h"

#include <libsoup/soup.h>
#include <string.h>

/* Windows that are closed while a server still thinks: they are gone at once, nothing opens out of nowhere, and what was asked for is
 * done all the same. The server is a ComfyUI in this process, which answers when it is told to. */

static const char *hold; /* (nullable): requests to such paths are not answered yet */
static SoupServerMessage *held;
static guint n_answered;

static const char graph[] = "{\"8\":{\"class_type\":\"KSampler\",\"inputs\":{\"seed\":1,\"steps\":2}}}";

static const char *
choose_body (const char *path)
{
  if (g_str_has_prefix (path, "/userdata/"))
    return graph;
  if (g_str_equal (path, "/userdata"))
    return "[\"kept/slow dolly.json\"]";
  if (g_str_equal (path, "/queue"))
    return "{\"queue_running\":[],\"queue_pending\":[]}";
  return g_str_equal (path, "/system_stats") ? "{\"system\":{\"comfyui_version\":\"0.3.60\"},\"devices\":[]}" : "{}";
}

static void
on_finished (SoupServerMessage *message)
{
  n_answered++;
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  const char *route = g_str_has_prefix (path, "/api/") ? path + strlen ("/api") : path, *body = choose_body (route);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body, strlen (body));
  if (hold == NULL || held != NULL || !g_str_has_prefix (route, hold))
    return;
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), NULL);
  held = g_object_ref (message);
  soup_server_message_pause (message);
}

/* The answer comes now, to whoever is still there. */
static void
release (void)
{
  guint before = n_answered;

  hold = NULL;
  soup_server_message_unpause (held);
  g_clear_object (&held);
  wait_until (n_answered > before);
}

static RushesCore *
get_core (void)
{
  return rushes_window_get_core (window);
}

static guint
count_workflows (void)
{
  return g_list_model_get_n_items (G_LIST_MODEL (rushes_core_get_workflows (get_core ())));
}

/* Closes what is on top by its key; nothing may keep it. */
static void
close_for_good (void)
{
  GtkWidget *top = get_top ();

  wait_until (top_is_active ());
  g_object_add_weak_pointer (G_OBJECT (top), (gpointer *) &top);
  press_key (XK_Escape, 0);
  wait_until (top == NULL);
}

static void
open_workflows (void)
{
  press_key (XK_l, XK_Control_L);
  wait_until (is_shown ("add-workflow") && top_is_active ());
}

static void
ask_for_the_list (void)
{
  open_workflows ();
  click (get ("add-workflow"));
  choose_item (get_top (), "From the Server…");
}

static guint
count_dialogs (GtkWidget *parent)
{
  GType type = g_type_from_name ("AdwDialog"); /* which an older libadwaita has not: there each is a window */
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && type != 0; child = gtk_widget_get_next_sibling (child))
    n += count_dialogs (child) + g_type_is_a (G_OBJECT_TYPE (child), type);
  return n;
}

static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ()) + count_dialogs (GTK_WIDGET (window));
}

static void
test_while_a_list_is_asked_for (void)
{
  guint before = count_windows ();

  hold = "/userdata";
  ask_for_the_list ();
  wait_until (held != NULL);
  close_for_good ();
  release ();
  ask_for_the_list ();
  wait_until (is_shown ("saved-on-server"));
  g_assert_cmpuint (count_windows (), ==, before + 2); /* only those that this one opened */
}

static void
test_while_what_was_picked_is_read (void)
{
  hold = "/userdata/";
  click (gtk_widget_get_first_child (get ("saved-on-server")));
  wait_until (held != NULL);
  close_for_good ();
  g_assert_cmpuint (count_workflows (), ==, 0);
  release ();
  wait_until (count_workflows () == 1);
  open_workflows ();
  wait_until (top_says ("slow dolly"));
}

/* Both keys are pressed before the program has seen the first. */
static void
test_while_a_graph_is_pasted (void)
{
  GtkWidget *top = get_top ();

  gdk_clipboard_set_text (gtk_widget_get_clipboard (top), graph);
  g_object_add_weak_pointer (G_OBJECT (top), (gpointer *) &top);
  press_key (XK_v, XK_Control_L);
  if (top != NULL)
    press_key (XK_Escape, 0);
  wait_until (top == NULL);
  wait_until (count_workflows () == 2);
}

static void
test_while_the_nodes_are_asked_for (void)
{
  open_workflows ();
  hold = "/object_info";
  choose_in_menu_of (find_text (get_top (), "slow dolly"), "Inputs…");
  wait_until (is_shown ("graph-inputs") && held != NULL);
  close_for_good ();
  release ();
  close_all ();
}

static void
test_while_a_connection_is_tested (void)
{
  hold = "/system_stats";
  press_key (XK_comma, XK_Control_L);
  wait_until (is_shown ("add-comfyui") && held != NULL);
  close_for_good ();
  release ();
  hold = "/system_stats";
  press_key (XK_comma, XK_Control_L);
  wait_until (is_shown ("add-comfyui") && held != NULL);
  click (get ("add-comfyui"));
  wait_until (is_shown ("connection-test"));
  release ();
  hold = "/system_stats";
  type_into (get ("connection-url"), rushes_connection_get_url (rushes_connections_find (rushes_core_get_connections (get_core ()), "slow")));
  click (get ("connection-test"));
  wait_until (held != NULL);
  close_for_good ();
  release ();
  wait_until (top_says ("0.3.60")); /* the one below goes on */
  close_all ();
}

static void
connect_to (SoupServer *server)
{
  GSList *uris = soup_server_get_uris (server);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_autoptr (RushesConnection) slow = rushes_connection_new ("slow", RUSHES_PROVIDER_COMFYUI, "Slow", url, g_variant_new ("a{sv}", NULL), TRUE);

  rushes_connections_put_for_session (rushes_core_get_connections (get_core ()), slow);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
test_a_server_that_thinks (void)
{
  SoupServer *server = soup_server_new (NULL, NULL); /* lives as long as the tests */

  soup_server_add_handler (server, NULL, on_request, NULL, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  connect_to (server);
  wait_until (gtk_widget_get_mapped (find ("generate")));
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  driver_makes_clips = FALSE;
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/closed/a-server-that-thinks", test_a_server_that_thinks);
  g_test_add_func ("/closed/while-a-list-is-asked-for", test_while_a_list_is_asked_for);
  g_test_add_func ("/closed/while-what-was-picked-is-read", test_while_what_was_picked_is_read);
  g_test_add_func ("/closed/while-a-graph-is-pasted", test_while_a_graph_is_pasted);
  g_test_add_func ("/closed/while-the-nodes-are-asked-for", test_while_the_nodes_are_asked_for);
  g_test_add_func ("/closed/while-a-connection-is-tested", test_while_a_connection_is_tested);
  return drive (argc, argv);
}
