/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "server.h"
#include "top.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

/* Connections as their user adds, tests, changes and removes them, without a keyring and with one. */

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

static void
open_dialog (const char *button)
{
  press_key (XK_comma, XK_Control_L);
  wait_until (is_shown (button));
  click (get (button));
  wait_until (is_shown ("connection-save"));
}

/* From the first page: an address is put right while it is typed, tested, and the window opens. */
static void
test_the_first_page_adds_comfyui (void)
{
  g_autoptr (Server) server = server_start (NULL, NULL);
  RushesConnection *added;

  wait_until (gtk_widget_get_mapped (find ("first-comfyui")));
  click (find ("first-comfyui"));
  wait_until (is_shown ("connection-url"));
  type_into (get ("connection-name"), "My Box");
  type_into (get ("connection-url"), server->comfy + strlen ("http://"));
  wait_until (says ("connection-url-note", "http://"));
  g_assert_true (gtk_widget_has_css_class (get ("connection-url"), "error"));
  g_assert_false (gtk_widget_get_sensitive (get ("connection-save")));
  type_into (get ("connection-url"), server->comfy);
  wait_until (!is_shown ("connection-url-note"));
  click (get ("connection-test"));
  wait_until (says ("connection-result", "in queue"));
  click (get ("connection-save"));
  wait_until (get_top () == NULL);
  g_assert_cmpuint (count_connections (), ==, 1);
  added = rushes_connections_get_default (get_connections (), RUSHES_PROVIDER_COMFYUI);
  g_assert_cmpstr (rushes_connection_get_name (added), ==, "My Box");
  g_assert_cmpstr (rushes_connection_get_url (added), ==, server->comfy);
  wait_until (gtk_widget_get_mapped (find ("generate")) && rushes_compose_get_model (get_form ()) != NULL);
  click (find ("prompt"));
  type ("A red fox");
  click (find ("generate"));
  wait_until (count_clips () == 1);
}

/* What a server says of a key is read in the dialog. Without a keyring a key cannot be kept: nothing is added, what was typed
 * stays, and the sentence at the key tells the way that works. */
static void
test_no_half_connection_without_a_keyring (void)
{
  g_autoptr (Server) server = server_start ("--key", "right-key", NULL);

  open_dialog ("add-service");
  type_into (get ("connection-name"), "Paid");
  type_into (get ("connection-url"), server->videos);
  type_into (get ("connection-key"), "wrong-key");
  click (get ("connection-test"));
  wait_until (says ("connection-result", "Incorrect API key provided."));
  g_assert_true (gtk_widget_has_css_class (get ("connection-result"), "error"));
  type_into (get ("connection-key"), "right-key");
  click (get ("connection-test"));
  wait_until (says ("connection-result", "Videos API"));
  click (get ("connection-save"));
  wait_until (says ("connection-key-note", "OPENAI_API_KEY"));
  g_assert_true (gtk_widget_has_css_class (get ("connection-key"), "error"));
  g_assert_cmpuint (count_connections (), ==, 1);
  g_assert_cmpstr (get_text ("connection-name"), ==, "Paid");
  g_assert_cmpstr (get_text ("connection-url"), ==, server->videos);
  g_assert_cmpstr (get_text ("connection-key"), ==, "right-key");
  type_into (get ("connection-key"), "");
  wait_until (!is_shown ("connection-key-note"));
  click (get ("connection-save"));
  wait_until (count_connections () == 2);
  close_all ();
}

/* For ComfyUI no variable of the environment helps. */
static void
test_no_keyring_for_comfyui (void)
{
  open_dialog ("add-comfyui");
  type_into (get ("connection-name"), "Locked");
  type_into (get ("connection-url"), "http://127.0.0.1:9");
  click (find_text (get_top (), "More"));
  wait_until (is_shown ("connection-partner"));
  type_into (get ("connection-partner"), "comfy-key");
  press_key (XK_Return, 0);
  click (get ("connection-save"));
  wait_until (says ("connection-headers-note", "keyring"));
  g_assert_false (says ("connection-headers-note", "OPENAI"));
  g_assert_true (gtk_widget_has_css_class (get ("connection-partner"), "error"));
  g_assert_cmpuint (count_connections (), ==, 2);
  close_all ();
}

/* A header that is none is not dropped without a word; a name that is taken is refused at the name. */
static void
test_what_is_not_right_is_said_at_its_field (void)
{
  open_dialog ("add-service");
  type_into (get ("connection-url"), "http://127.0.0.1:9/v1");
  click (find_text (get_top (), "More"));
  wait_until (is_shown ("connection-headers"));
  type_into (get ("connection-headers"), "X-Team: red; Bear er: 7");
  wait_until (says ("connection-headers-note", "Bear er: 7"));
  g_assert_false (gtk_widget_get_sensitive (get ("connection-save")));
  type_into (get ("connection-headers"), "");
  wait_until (!is_shown ("connection-headers-note"));
  type_into (get ("connection-name"), "paid");
  click (get ("connection-save"));
  wait_until (says ("connection-name-note", "already"));
  g_assert_cmpuint (count_connections (), ==, 2);
  type_into (get ("connection-name"), "Other");
  wait_until (!is_shown ("connection-name-note"));
  type_into (get ("connection-price"), "ten cents");
  wait_until (says ("connection-price-note", "0.10"));
  click (get ("connection-save"));
  g_assert_true (is_shown ("connection-save"));
  type_into (get ("connection-price"), "0,1");
  wait_until (!is_shown ("connection-price-note"));
  click (find_text (get_top (), "Extra fields"));
  wait_until (is_shown ("add-extra-field"));
  click (get ("add-extra-field"));
  wait_until (is_shown ("extra-name"));
  type_into (get ("extra-name"), "steps");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get ("extra-type")), 1);
  type_into (get ("extra-value"), "a few");
  click (get ("connection-save"));
  wait_until (gtk_widget_has_css_class (get ("extra-value"), "error"));
  g_assert_cmpuint (count_connections (), ==, 2);
  type_into (get ("extra-value"), "9007199254740993"); /* more than a double holds */
  click (get ("connection-save"));
  wait_until (count_connections () == 3);
  {
    RushesConnection *added = rushes_connections_find_named (get_connections (), "Other");
    g_autoptr (GVariant) extra = g_variant_lookup_value (rushes_connection_get_options (added), RUSHES_CONNECTION_EXTRA, G_VARIANT_TYPE_VARDICT);
    gint64 steps = 0;
    g_assert_true (g_variant_lookup (extra, "steps", "x", &steps));
    g_assert_cmpint (steps, ==, 9007199254740993);
    g_assert_cmpfloat (rushes_connection_get_number (added, RUSHES_CONNECTION_PRICE, -1), ==, 0.1);
    rushes_connections_remove (get_connections (), rushes_connection_get_id (added));
  }
  close_all ();
}

/* What somebody typed is not replaced when another kind is chosen; what a kind had put there is. */
static void
test_another_kind_keeps_what_was_typed (void)
{
  GtkWidget *kind;

  open_dialog ("add-service");
  kind = get ("connection-kind");
  type_into (get ("connection-name"), "Mine");
  click (kind);
  wait_until (find_text (get_top (), "vLLM-Omni") != NULL);
  click (find_text (get_top (), "vLLM-Omni"));
  wait_until (strstr (get_text ("connection-url"), "8091") != NULL);
  g_assert_cmpstr (get_text ("connection-name"), ==, "Mine");
  type_into (get ("connection-url"), "http://127.0.0.1:9/v1");
  adw_combo_row_set_selected (ADW_COMBO_ROW (kind), 0);
  g_assert_cmpstr (get_text ("connection-url"), ==, "http://127.0.0.1:9/v1");
  close_all ();
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  static const char stats[] = "{\"system\":{\"comfyui_version\":\"0.3.60\"},\"devices\":[]}";
  static const char queue[] = "{\"queue_running\":[],\"queue_pending\":[]}";
  const char *body = g_str_equal (path, "/queue") ? queue : stats;

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body, strlen (body));
}

/* A ComfyUI with a certificate that nobody vouches for. Returns: (transfer full) */
static SoupServer *
start_encrypted (void)
{
  g_autofree char *folder = g_dir_make_tmp ("rushes-tls-XXXXXX", NULL);
  g_autofree char *cert = g_build_filename (folder, "cert.pem", NULL), *key = g_build_filename (folder, "key.pem", NULL);
  const char *const command[] = { "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                                  "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert, NULL };
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  SoupServer *server;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error));
  g_assert_cmpint (status, ==, 0);
  certificate = g_tls_certificate_new_from_files (cert, key, &error);
  g_assert_no_error (error);
  g_unlink (cert);
  g_unlink (key);
  g_rmdir (folder);
  server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (server, NULL, on_request, NULL, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  return server;
}

static void
test_a_certificate_is_trusted (void)
{
  g_autoptr (SoupServer) server = start_encrypted ();
  GSList *uris = soup_server_get_uris (server);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%d", g_uri_get_port (uris->data));
  RushesConnection *added;

  open_dialog ("add-comfyui");
  type_into (get ("connection-name"), "Encrypted");
  type_into (get ("connection-url"), url);
  click (get ("connection-test"));
  wait_until (says ("connection-result", "SHA-256") && is_shown ("connection-trust"));
  click (get ("connection-trust"));
  wait_until (says ("connection-result", "0.3.60") && !is_shown ("connection-trust"));
  click (get ("connection-save"));
  wait_until (count_connections () == 3);
  added = rushes_connections_find_named (get_connections (), "Encrypted");
  g_assert_cmpuint (strlen (rushes_connection_get_string (added, RUSHES_CONNECTION_FINGERPRINT)), ==, 64);
  close_all ();
  rushes_connections_remove (get_connections (), rushes_connection_get_id (added));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
expand (const char *name)
{
  press_key (XK_comma, XK_Control_L);
  wait_until (get_top () != NULL && find_text (get_top (), name) != NULL);
  click (find_text (get_top (), name));
}

static GtkWidget *
get_in_row (const char *name, const char *child)
{
  GtkWidget *row = gtk_widget_get_ancestor (find_text (get_top (), name), ADW_TYPE_EXPANDER_ROW);

  return find_named (row, child);
}

/* In the preferences: what a server says is below its name; it is changed, and stays what it was otherwise. */
static void
test_a_service_is_changed (void)
{
  g_autoptr (Server) server = server_start ("--behaviour", "list=quota", NULL);
  RushesConnection *paid = rushes_connections_find_named (get_connections (), "Paid");
  g_autofree char *id = g_strdup (rushes_connection_get_id (paid));

  expand ("Paid");
  wait_until (gtk_widget_get_mapped (get_in_row ("Paid", "edit-connection")));
  click (get_in_row ("Paid", "edit-connection"));
  wait_until (is_shown ("connection-save"));
  g_assert_cmpstr (get_text ("connection-name"), ==, "Paid");
  type_into (get ("connection-name"), "Prepaid");
  type_into (get ("connection-url"), server->videos);
  click (find_text (get_top (), "How it is asked"));
  wait_until (is_shown ("connection-patience"));
  move_to (get ("connection-patience"), 12, 12); /* the number, not its buttons */
  press_button ();
  press_key (XK_a, XK_Control_L);
  type ("25");
  press_key (XK_Return, 0);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (get ("connection-patience"))), ==, 25);
  click (get ("connection-save"));
  wait_until (rushes_connections_find_named (get_connections (), "Prepaid") != NULL);
  paid = rushes_connections_find (get_connections (), id);
  g_assert_cmpfloat (rushes_connection_get_patience (paid), ==, 25);
  g_assert_cmpstr (rushes_connection_get_url (paid), ==, server->videos);
  wait_until (find_text (get_top (), "Prepaid") != NULL && get_in_row ("Prepaid", "test-connection") != NULL);
  click (find_text (get_top (), "Prepaid"));
  wait_until (gtk_widget_get_mapped (get_in_row ("Prepaid", "test-connection")));
  click (get_in_row ("Prepaid", "test-connection"));
  wait_until (has_words (get_top (), "You exceeded your current quota"));
  close_all ();
}

/* A question, which Escape answers with no. */
static void
test_a_connection_is_removed (void)
{
  expand ("Prepaid");
  wait_until (gtk_widget_get_mapped (get_in_row ("Prepaid", "remove-connection")));
  click (get_in_row ("Prepaid", "remove-connection"));
  wait_until (find_button (get_top (), "_Remove") != NULL);
  press_key (XK_Escape, 0);
  wait_until (find_button (get_top (), "_Remove") == NULL);
  g_assert_cmpuint (count_connections (), ==, 2);
  click (get_in_row ("Prepaid", "remove-connection"));
  wait_until (find_button (get_top (), "_Remove") != NULL);
  click (find_button (get_top (), "_Remove"));
  wait_until (count_connections () == 1);
  wait_until (top_says ("The keyring may still have its key; it said:") && find_text (get_top (), "Prepaid") == NULL); /* this one cannot be read */
  close_all ();
}

/* A keyring of libsecret's own, in a file; at first its folder is none. */
static void
set_up_keyring (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("HOME"), "keyring", NULL);

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  driver_use_keyring ("keyring/keys");
}

/* Returns: (transfer full): what the keyring has */
static char *
dup_kept (const char *id)
{
  g_autoptr (RushesSecrets) fresh = rushes_secrets_new (); /* one that remembers nothing */

  return rushes_secrets_lookup (fresh, id, RUSHES_SECRETS_MAYBE, NULL, NULL);
}

static gboolean
is_kept (const char *id, const char *text)
{
  g_autofree char *kept = dup_kept (id);

  return g_str_equal (kept, text);
}

static void
change (const char *row, const char *text)
{
  wait_until (find_text (get_top (), "Kept") != NULL);
  click (find_text (get_top (), "Kept"));
  wait_until (gtk_widget_get_mapped (get_in_row ("Kept", "edit-connection")));
  click (get_in_row ("Kept", "edit-connection"));
  wait_until (is_shown ("connection-save"));
  type_into (get (row), text);
  click (get ("connection-save"));
  wait_until (!is_shown ("connection-save"));
}

/* With a keyring the key is in it, and goes with the connection, which says so; another address does not get it. */
static void
test_a_keyring_keeps_the_key (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("HOME"), "keyring", NULL);
  g_autoptr (Server) server = server_start ("--key", "right-key", NULL);
  g_autofree char *id = NULL, *elsewhere = NULL;
  RushesConnection *added;
  gboolean has_key = FALSE;

  g_unlink (folder);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  open_dialog ("add-service");
  type_into (get ("connection-name"), "Kept");
  type_into (get ("connection-url"), server->videos);
  type_into (get ("connection-key"), "right-key");
  click (get ("connection-save"));
  wait_until (count_connections () == 2);
  added = rushes_connections_find_named (get_connections (), "Kept");
  id = g_strdup (rushes_connection_get_id (added));
  g_assert_true (is_kept (id, "@key: right-key\n"));
  g_assert_true (rushes_connection_knows_key (added, &has_key) && has_key);
  wait_until (find_text (get_top (), "Kept") != NULL);
  click (find_text (get_top (), "Kept"));
  wait_until (gtk_widget_get_mapped (get_in_row ("Kept", "edit-connection")));
  click (get_in_row ("Kept", "edit-connection"));
  wait_until (is_shown ("connection-save"));
  click (find_text (get_top (), "More"));
  wait_until (is_shown ("connection-headers"));
  type_into (get ("connection-headers"), "X-Team: red");
  click (get ("connection-save"));
  wait_until (!is_shown ("connection-save"));
  g_assert_true (is_kept (id, "X-Team: red\n@key: right-key\n"));
  elsewhere = g_strconcat (server->videos, "/v2", NULL);
  rushes_secrets_clear (rushes_core_get_secrets (rushes_window_get_core (window)), id, NULL, NULL);
  change ("connection-key", "right-key"); /* as the sentence says, where no keyring shows it any more */
  g_assert_true (is_kept (id, "@key: right-key\n"));
  change ("connection-url", elsewhere); /* of the same server: the key stays */
  added = rushes_connections_find (get_connections (), id);
  g_assert_true (rushes_connection_knows_key (added, &has_key) && has_key);
  change ("connection-url", "http://127.0.0.1:9/v1"); /* which does not get the key */
  added = rushes_connections_find (get_connections (), id);
  g_assert_true (rushes_connection_knows_key (added, &has_key) && !has_key);
  g_assert_true (is_kept (id, ""));
  wait_until (find_text (get_top (), "Kept") != NULL);
  click (find_text (get_top (), "Kept"));
  wait_until (gtk_widget_get_mapped (get_in_row ("Kept", "remove-connection")));
  click (get_in_row ("Kept", "remove-connection"));
  wait_until (find_button (get_top (), "_Remove") != NULL);
  click (find_button (get_top (), "_Remove"));
  wait_until (count_connections () == 1);
  wait_until (is_kept (id, ""));
  close_all ();
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  set_up_keyring ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connections/the-first-page-adds-comfyui", test_the_first_page_adds_comfyui);
  g_test_add_func ("/connections/no-half-connection-without-a-keyring", test_no_half_connection_without_a_keyring);
  g_test_add_func ("/connections/no-keyring-for-comfyui", test_no_keyring_for_comfyui);
  g_test_add_func ("/connections/what-is-not-right-is-said-at-its-field", test_what_is_not_right_is_said_at_its_field);
  g_test_add_func ("/connections/another-kind-keeps-what-was-typed", test_another_kind_keeps_what_was_typed);
  g_test_add_func ("/connections/a-certificate-is-trusted", test_a_certificate_is_trusted);
  g_test_add_func ("/connections/a-service-is-changed", test_a_service_is_changed);
  g_test_add_func ("/connections/a-connection-is-removed", test_a_connection_is_removed);
  g_test_add_func ("/connections/a-keyring-keeps-the-key", test_a_keyring_keeps_the_key);
  return drive (argc, argv);
}
