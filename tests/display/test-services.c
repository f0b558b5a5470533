/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "server.h"
#include "top.h"

#include "rushes-connection-dialog.h"
#include "rushes-connection-editor.h"

#include <string.h>

/* Video services in the window: what they cost, what they keep, how they are changed. */

static RushesConnections *
get_connections (void)
{
  return rushes_core_get_connections (rushes_window_get_core (window));
}

/* The sample server as a service with a price. */
static void
put_priced (double price)
{
  RushesConnection *sample = rushes_connections_get_default (get_connections (), RUSHES_PROVIDER_OPENAI);
  GVariantDict options = G_VARIANT_DICT_INIT (rushes_connection_get_options (sample));
  g_autoptr (RushesConnection) priced = NULL;

  g_variant_dict_insert (&options, RUSHES_CONNECTION_PRICE, "d", price);
  priced = rushes_connection_new (rushes_connection_get_id (sample), RUSHES_PROVIDER_OPENAI, "Priced", rushes_connection_get_url (sample),
                                  g_variant_dict_end (&options), TRUE);
  rushes_connections_put_for_session (get_connections (), priced);
}

static double
get_price (void)
{
  return rushes_model_get_spec (rushes_compose_get_model (get_form ()))->price_per_second;
}

static void
test_a_limit_asks_first (void)
{
  guint before;

  click (find ("first-sample"));
  wait_until (count_clips () == 2);
  before = count_clips ();
  put_priced (0.5);
  click (find ("provider-openai"));
  wait_until (rushes_compose_get_model (get_form ()) != NULL && get_price () == 0.5);
  g_settings_set_double (rushes_window_get_settings (window), "monthly-limit", 1);
  rushes_compose_set_prompt (get_form (), "two dollars");
  click (find ("generate"));
  wait_until (get_top () != NULL);
  g_assert_cmpint (g_list_model_get_n_items (G_LIST_MODEL (rushes_core_get_queue (rushes_window_get_core (window)))), ==, 2);
  close_top ();
  g_assert_cmpint (g_list_model_get_n_items (G_LIST_MODEL (rushes_core_get_queue (rushes_window_get_core (window)))), ==, 2);
  click (find ("generate"));
  wait_until (get_top () != NULL && find_button (get_top (), "_Generate Anyway") != NULL);
  click (find_button (get_top (), "_Generate Anyway"));
  wait_until (count_clips () == before + 1);
  g_settings_set_double (rushes_window_get_settings (window), "monthly-limit", 0);
}

static gboolean
hints (const char *words)
{
  GtkWidget *hint = find ("compose-hint");

  return gtk_widget_get_mapped (hint) && strstr (gtk_label_get_label (GTK_LABEL (hint)), words) != NULL;
}

static void
type_prompt (const char *text)
{
  click (find ("prompt"));
  press_key (XK_a, XK_Control_L);
  type (text);
}

/* In the form: why there are no models, and why a job was refused, in the server's own words. */
static void
test_refusals_are_read_in_the_form (void)
{
  g_autoptr (Server) server = server_start ("--behaviour", "check=quota*1,create=moderation*1", NULL);
  g_autoptr (RushesConnection) prude = rushes_connection_new ("prude", RUSHES_PROVIDER_OPENAI, "Prude", server->videos,
                                                              g_variant_new ("a{sv}", NULL), FALSE);
  GtkWidget *row = find ("connection");

  rushes_connections_put_for_session (get_connections (), prude);
  wait_until (gtk_widget_get_mapped (row));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  wait_until (hints ("You exceeded your current quota"));
  g_assert_true (hints ("“Prude”") && gtk_widget_has_css_class (find ("compose-hint"), "error"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 0);
  wait_until (!hints ("quota") && rushes_compose_get_model (get_form ()) != NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  wait_until (!hints ("quota") && rushes_compose_get_model (get_form ()) != NULL);
  type_prompt ("refused once");
  click (find ("generate"));
  wait_until (hints ("blocked by our moderation system"));
  rushes_connections_remove (get_connections (), "prude");
  wait_until (!gtk_widget_get_mapped (row));
}

/* Generate is pressed before the server of the other kind has said what it offers: it waits for that, and does not send the model that is
 * still there. */
static void
test_generate_waits_for_what_is_offered (void)
{
  guint before = count_clips ();
  g_autoptr (RushesClip) clip = NULL;

  wait_until (g_str_has_prefix (rushes_model_get_spec (rushes_compose_get_model (get_form ()))->id, "sora"));
  rushes_compose_set_prompt (get_form (), "in a hurry");
  rushes_compose_set_provider (get_form (), RUSHES_PROVIDER_COMFYUI);
  g_signal_emit_by_name (find ("generate"), "clicked"); /* in the same turn */
  g_assert_true (hints ("Asking the server"));
  wait_until (count_clips () == before + 1);
  g_assert_false (hints ("Asking the server"));
  clip = g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), 0);
  g_assert_cmpint (rushes_request_get_provider (rushes_clip_get_info (clip)->request), ==, RUSHES_PROVIDER_COMFYUI);
  click (find ("provider-openai"));
  wait_until (g_str_has_prefix (rushes_model_get_spec (rushes_compose_get_model (get_form ()))->id, "sora"));
}

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

/* Which videos the server keeps: two, one through the sample, one just now; looked up by id; deleted after a question. */
static void
test_remote_videos (void)
{
  GtkWidget *remote, *list;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.remote-videos", NULL);
  wait_until (get_top () != NULL && find_named (get_top (), "remote-videos") != NULL);
  remote = get_top ();
  list = find_named (remote, "remote-videos");
  wait_until (gtk_widget_get_mapped (list) && count_children (list) == 2);
  gtk_editable_set_text (GTK_EDITABLE (find_named (remote, "remote-id")), "video_nobody");
  g_signal_emit_by_name (find_named (remote, "remote-id"), "apply");
  wait_until (!gtk_widget_get_mapped (list));
  gtk_editable_set_text (GTK_EDITABLE (find_named (remote, "remote-id")), "");
  g_signal_emit_by_name (find_named (remote, "remote-id"), "apply");
  wait_until (gtk_widget_get_mapped (list) && count_children (list) == 2);
  close_top ();
}

/* A connection is changed: it keeps its id, and gets its options. */
static void
test_a_connection_is_changed (void)
{
  g_autoptr (RushesConnection) before = rushes_connection_new ("mine", RUSHES_PROVIDER_OPENAI, "Mine", "http://127.0.0.1:9/v1",
                                                               g_variant_new ("a{sv}", NULL), FALSE);
  RushesConnection *after;
  GtkWidget *dialog;

  rushes_connections_put_for_session (get_connections (), before);
  rushes_connection_editor_edit (GTK_WIDGET (window), rushes_window_get_core (window), before);
  wait_until (get_top () != NULL && find_named (get_top (), "connection-price") != NULL);
  dialog = get_top ();
  gtk_editable_set_text (GTK_EDITABLE (find_named (dialog, "connection-name")), "Renamed");
  gtk_editable_set_text (GTK_EDITABLE (find_named (dialog, "connection-price")), "0,25");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (find_named (dialog, "connection-extra")), TRUE);
  g_signal_emit_by_name (find_named (dialog, "add-extra-field"), "clicked");
  gtk_editable_set_text (GTK_EDITABLE (find_named (dialog, "extra-name")), "steps");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_named (dialog, "extra-type")), 1);
  gtk_editable_set_text (GTK_EDITABLE (find_named (dialog, "extra-value")), "12");
  g_signal_emit_by_name (find_named (dialog, "connection-save"), "clicked");
  wait_until (get_top () == NULL);
  after = rushes_connections_find (get_connections (), "mine");
  g_assert_cmpstr (rushes_connection_get_name (after), ==, "Renamed");
  g_assert_cmpfloat (rushes_connection_get_number (after, RUSHES_CONNECTION_PRICE, -1), ==, 0.25);
  {
    g_autoptr (GVariant) extra = g_variant_lookup_value (rushes_connection_get_options (after), RUSHES_CONNECTION_EXTRA, G_VARIANT_TYPE_VARDICT);
    gint64 steps = 0;
    g_assert_true (g_variant_lookup (extra, "steps", "x", &steps));
    g_assert_cmpint (steps, ==, 12);
  }
  rushes_connections_remove (get_connections (), "mine");
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/a-limit-asks-first", test_a_limit_asks_first);
  g_test_add_func ("/services/refusals-are-read-in-the-form", test_refusals_are_read_in_the_form);
  g_test_add_func ("/services/generate-waits-for-what-is-offered", test_generate_waits_for_what_is_offered);
  g_test_add_func ("/services/remote-videos", test_remote_videos);
  g_test_add_func ("/services/a-connection-is-changed", test_a_connection_is_changed);
  return drive (argc, argv);
}
