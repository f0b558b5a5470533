/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "avahi.h"
#include "server.h"
#include "top.h"

/* From an empty account to a clip that plays, with nothing read: what was copied of a server is understood, and a ComfyUI that announces
 * itself on the network is offered. */

static Server *server;

static void
copy (const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)), text);
}

static void
paste (void)
{
  press_key (XK_v, XK_Control_L);
}

static void
close_dialog (void)
{
  press_key (XK_Escape, 0);
  wait_until (get_top () == NULL);
}

static void
test_what_is_no_server_is_said (void)
{
  wait_until (gtk_widget_get_mapped (find ("first-comfyui")) && gtk_window_is_active (GTK_WINDOW (window)));
  copy ("A red fox in the snow");
  paste ();
  wait_until (is_told ("What you copied is no address, key, curl line or OPENAI_… variable"));
  g_assert_null (get_top ());
}

/* The line of somebody's documentation: the address without what is behind it, and the key where it is not seen. */
static void
test_a_curl_line_opens_the_dialog (void)
{
  g_autofree char *line = g_strdup_printf ("curl -X POST %s/videos \\\n  -H 'Authorization: Bearer sk-right' \\\n  -H 'X-Team: red' -F prompt='A cat'",
                                           server->videos);

  copy (line);
  click (find ("paste-connection"));
  wait_until (is_shown ("connection-url"));
  g_assert_cmpstr (get_text ("connection-url"), ==, server->videos);
  g_assert_cmpstr (get_text ("connection-key"), ==, "sk-right");
  g_assert_cmpstr (get_text ("connection-headers"), ==, "X-Team: red");
  click (get ("connection-test"));
  wait_until (says ("connection-result", "✓ Videos API"));
  g_assert_true (says ("connection-result", "✓ The address exists\n✓ A server listens there\n✓ It answers\n"));
  close_dialog ();
}

/* It is said how far it came: not even to an address, and to one where nothing listens. */
static void
test_the_test_says_each_step (void)
{
  copy ("http://nowhere.invalid:8188/");
  paste ();
  wait_until (is_shown ("connection-url"));
  click (get ("connection-test"));
  wait_until (says ("connection-result", "✗ "));
  g_assert_false (says ("connection-result", "✓"));
  close_dialog ();
  copy ("http://127.0.0.1:9/");
  paste ();
  wait_until (is_shown ("connection-url"));
  click (get ("connection-test"));
  wait_until (says ("connection-result", "✗ "));
  g_assert_true (says ("connection-result", "✓ The address exists"));
  g_assert_false (says ("connection-result", "✓ A server listens"));
  g_assert_true (gtk_widget_has_css_class (get ("connection-result"), "error"));
  close_dialog ();
}

/* A whole block goes into the fields that it is about, wherever it is pasted; a key is not shown in the address. */
static void
test_pasted_into_a_field (void)
{
  click (find ("first-service"));
  wait_until (is_shown ("connection-url"));
  copy ("export OPENAI_API_KEY=sk-from-a-block\nexport OPENAI_BASE_URL=https://gpu.example.org/v1\n");
  click (get ("connection-url"));
  paste ();
  wait_until (g_str_equal (get_text ("connection-url"), "https://gpu.example.org/v1"));
  g_assert_cmpstr (get_text ("connection-key"), ==, "sk-from-a-block");
  copy ("sk-another-0123456789");
  paste ();
  wait_until (g_str_equal (get_text ("connection-key"), "sk-another-0123456789"));
  g_assert_cmpstr (get_text ("connection-url"), ==, "https://gpu.example.org/v1");
  copy ("part-one.part-two"); /* a key like an address */
  click (get ("connection-key"));
  press_key (XK_a, XK_Control_L);
  paste ();
  wait_until (g_str_equal (get_text ("connection-key"), "part-one.part-two"));
  g_assert_cmpstr (get_text ("connection-url"), ==, "https://gpu.example.org/v1");
  click (get ("connection-url"));
  copy ("ws://studio:8188/ws?clientId=1");
  paste ();
  wait_until (g_str_equal (get_text ("connection-url"), "http://studio:8188"));
  wait_until (says ("connection-result", "looks like ComfyUI"));
  close_dialog ();
}

static gboolean
says_found_at (const char *address)
{
  g_autofree char *note = g_strdup_printf ("Found at %s", address);

  return find_text (GTK_WIDGET (window), note) != NULL;
}

/* Of three that announce themselves, one is a printer and one does not answer. */
static void
test_the_first_minute (void)
{
  g_autoptr (RushesClip) clip = NULL;

  wait_until (says_found_at (server->comfy));
  g_assert_cmpuint (avahi_get_n_browsers (), ==, 2);
  click (find ("first-comfyui"));
  wait_until (gtk_widget_get_mapped (find ("generate")) && rushes_compose_get_model (get_form ()) != NULL);
  wait_until (avahi_get_n_browsers () == 0);
  click (find ("prompt"));
  type ("A red fox");
  press_key (XK_Return, XK_Control_L);
  wait_until (count_clips () == 1);
  clip = ref_clip (0);
  rushes_window_show_clip (window, clip);
  wait_until (rushes_player_get_playing (rushes_viewer_get_player (rushes_window_get_viewer (window))));
}

static gboolean
shows_model_of (RushesProviderKind kind)
{
  return rushes_compose_get_provider (get_form ()) == kind && rushes_compose_get_model (get_form ()) != NULL;
}

/* Who has a connection of the other kind alone is not told to add one: when it comes, and when the window opens. */
static void
test_the_kind_that_there_is_is_chosen (void)
{
  RushesConnections *connections = rushes_core_get_connections (rushes_window_get_core (window));
  g_autoptr (RushesConnection) rack = rushes_connection_new ("rack", RUSHES_PROVIDER_OPENAI, "Rack", server->videos, g_variant_new ("a{sv}", NULL), FALSE);
  g_autoptr (GSettings) settings = g_object_ref (rushes_window_get_settings (window));

  rushes_connections_remove (connections, rushes_connection_get_id (rushes_connections_get_default (connections, RUSHES_PROVIDER_COMFYUI)));
  wait_until (rushes_compose_get_model (get_form ()) == NULL);
  g_assert_cmpint (rushes_compose_get_provider (get_form ()), ==, RUSHES_PROVIDER_COMFYUI);
  rushes_connections_put_for_session (connections, rack);
  wait_until (shows_model_of (RUSHES_PROVIDER_OPENAI));
  gtk_window_close (GTK_WINDOW (window));
  wait_until (find_open_window () == NULL);
  g_settings_set_string (settings, "provider", "comfyui");
  g_application_activate (g_application_get_default ());
  wait_until (find_open_window () != NULL);
  window = RUSHES_WINDOW (find_open_window ());
  wait_until (shows_model_of (RUSHES_PROVIDER_OPENAI));
}

int
main (int argc, char **argv)
{
  int code;

  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  server = server_start (NULL, NULL);
  avahi_start ();
  avahi_announce ("Laser printer", "http://127.0.0.1:9");
  avahi_announce ("ComfyUI of yesterday", "http://127.0.0.1:9");
  avahi_announce ("comfyui on studio", server->comfy);
  g_test_add_func ("/first-minute/what-is-no-server-is-said", test_what_is_no_server_is_said);
  g_test_add_func ("/first-minute/a-curl-line-opens-the-dialog", test_a_curl_line_opens_the_dialog);
  g_test_add_func ("/first-minute/the-test-says-each-step", test_the_test_says_each_step);
  g_test_add_func ("/first-minute/pasted-into-a-field", test_pasted_into_a_field);
  g_test_add_func ("/first-minute/the-first-minute", test_the_first_minute);
  g_test_add_func ("/first-minute/the-kind-that-there-is-is-chosen", test_the_kind_that_there_is_is_chosen);
  code = drive (argc, argv);
  server_stop (server);
  return code;
}
