/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "server.h"
#include "top.h"

#include <libsoup/soup.h>
#include <string.h>

/* What video services keep: seen, looked up, fetched into the library, deleted; and what they say when they do not. */

static Server *shared; /* has the videos */

static RushesConnections *
get_connections (void)
{
  return rushes_core_get_connections (rushes_window_get_core (window));
}

static void
put (const char *id, const char *name, const char *url)
{
  g_autoptr (RushesConnection) connection =
    rushes_connection_new (id, RUSHES_PROVIDER_OPENAI, name, url, g_variant_new ("a{sv}", NULL), FALSE);

  rushes_connections_put_for_session (get_connections (), connection);
}

static void
open_window (void)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.remote-videos", NULL);
  wait_until (get_top () != NULL && find_named (get_top (), "remote-videos") != NULL);
}

static void
test_without_a_service (void)
{
  g_autofree char *service = NULL;

  click (find ("first-sample"));
  wait_until (count_clips () == 2);
  service = g_strdup (rushes_connection_get_id (rushes_connections_get_default (get_connections (), RUSHES_PROVIDER_OPENAI)));
  rushes_connections_remove (get_connections (), service);
  open_window ();
  wait_until (top_says ("No Video Service"));
  close_all ();
}

/* Another client of the server makes one. Returns: (transfer full): its id */
static char *
make_elsewhere (const char *prompt)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (shared->videos, "/videos", NULL);
  g_autofree char *body = g_strdup_printf ("{\"prompt\":\"%s\",\"size\":\"64x64\",\"seconds\":\"1\"}", prompt);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  const char *id;

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  id = g_strstr_len (g_bytes_get_data (answer, NULL), (gssize) g_bytes_get_size (answer), "\"video_");
  g_assert_nonnull (id);
  return g_strndup (id + 1, strcspn (id + 1, "\""));
}

static GtkWidget *
find_in_row (const char *title, const char *tooltip)
{
  GtkWidget *label = get_top () != NULL ? find_text (get_top (), title) : NULL;
  GtkWidget *row = label != NULL ? gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW) : NULL;

  return row != NULL ? find_with_tooltip (row, tooltip) : NULL;
}

static void
test_seen_and_fetched (void)
{
  g_autofree char *first = make_elsewhere ("<one> & only"), *second = make_elsewhere ("the other");

  put ("shared", "Shared", shared->videos);
  open_window ();
  wait_until (find_in_row ("<one> & only", "Fetch into the Library") != NULL);
  while (!top_says ("completed"))
    {
      close_all ();
      open_window ();
      wait_until (find_in_row ("the other", "Fetch into the Library") != NULL);
    }
  click (find_in_row ("<one> & only", "Show What the Server Says"));
  wait_until (find_named (get_top (), "server-says") != NULL);
  close_top ();
  click (find_in_row ("<one> & only", "Fetch into the Library"));
  wait_until (count_clips () == 3);
  close_all ();
  open_window ();
  wait_until (top_says ("in the library"));
  g_assert_false (gtk_widget_get_sensitive (find_in_row ("<one> & only", "Fetch into the Library")));
  g_assert_true (gtk_widget_get_sensitive (find_in_row ("the other", "Fetch into the Library")));
}

static void
test_looked_up_by_keyboard (void)
{
  g_autofree char *id = make_elsewhere ("by its name");

  type_into (get ("remote-id"), id);
  press_key (XK_Return, 0);
  wait_until (find_text (get_top (), "by its name") != NULL && find_text (get_top (), "the other") == NULL);
  type_into (get ("remote-id"), "video_nobody");
  press_key (XK_Return, 0);
  wait_until (top_says ("Not Found"));
  type_into (get ("remote-id"), "");
  press_key (XK_Return, 0);
  wait_until (find_text (get_top (), "the other") != NULL);
}

static void
test_deleted_after_a_question (void)
{
  click (find_in_row ("the other", "Delete on the Server…"));
  wait_until (find_button (get_top (), "_Delete") != NULL);
  press_key (XK_Escape, 0);
  wait_until (find_in_row ("the other", "Delete on the Server…") != NULL);
  click (find_in_row ("the other", "Delete on the Server…"));
  wait_until (find_button (get_top (), "_Delete") != NULL);
  click (find_button (get_top (), "_Delete"));
  wait_until (is_shown ("remote-videos") && find_text (get_top (), "the other") == NULL);
  close_all ();
}

/* Nothing of one server is shown as another's, and the other's own words are. */
static void
test_another_service_refuses_in_words (void)
{
  g_autoptr (Server) broke = server_start ("--behaviour", "list=quota", NULL);
  g_autoptr (Server) listless = server_start ("--behaviour", "list=ended", NULL);

  put ("broke", "Broke & <Co>", broke->videos);
  put ("listless", "Listless", listless->videos);
  open_window ();
  wait_until (find_text (get_top (), "by its name") != NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get ("remote-connection")), 1);
  g_assert_false (is_shown ("remote-videos"));
  wait_until (top_says ("You exceeded your current quota"));
  g_assert_true (top_says ("Broke & <Co>"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get ("remote-connection")), 2);
  wait_until (top_says ("Invalid URL (POST /v1/videos)"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get ("remote-connection")), 0);
  wait_until (find_text (get_top (), "by its name") != NULL);
  close_all ();
}

int
main (int argc, char **argv)
{
  int code;

  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  shared = server_start (NULL, NULL);
  g_test_add_func ("/remote/without-a-service", test_without_a_service);
  g_test_add_func ("/remote/seen-and-fetched", test_seen_and_fetched);
  g_test_add_func ("/remote/looked-up-by-keyboard", test_looked_up_by_keyboard);
  g_test_add_func ("/remote/deleted-after-a-question", test_deleted_after_a_question);
  g_test_add_func ("/remote/another-service-refuses-in-words", test_another_service_refuses_in_words);
  code = drive (argc, argv);
  server_stop (shared);
  return code;
}
