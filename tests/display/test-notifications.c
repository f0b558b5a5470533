/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "server.h"
#include "top.h"

#include <gdk/x11/gdkx.h>
#include <string.h>

/* Who does not look is told when a clip is ready, and nobody else. The desktop that shows it is this test. */

static const char interface[] =
  "<node><interface name='org.gtk.Notifications'>"
  "<method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/></method>"
  "<method name='RemoveNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/></method>"
  "</interface></node>";

static GPtrArray *told; /* what the body of each notification said */

static void
on_call (GDBusConnection *connection, const char *sender, const char *path, const char *name, const char *method, GVariant *parameters,
         GDBusMethodInvocation *invocation, gpointer data)
{
  g_autoptr (GVariant) notification = NULL;
  char *body = NULL;

  if (g_str_equal (method, "AddNotification"))
    {
      g_variant_get_child (parameters, 2, "@a{sv}", &notification);
      g_assert_true (g_variant_lookup (notification, "body", "s", &body));
      g_ptr_array_add (told, body);
    }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
on_owned (GDBusConnection *connection, const char *name, gpointer owned)
{
  *(gboolean *) owned = TRUE;
}

/* On a connection of its own: to the program this is another one. */
static void
be_the_desktop (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface, NULL);
  GDBusConnection *bus = g_dbus_connection_new_for_address_sync ( /* lives as long as the test */
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, NULL);
  gboolean owned = FALSE;

  told = g_ptr_array_new_with_free_func (g_free);
  g_assert_nonnull (bus);
  g_assert_cmpuint (g_dbus_connection_register_object (bus, "/org/gtk/Notifications", node->interfaces[0], &vtable, NULL, NULL, NULL), >, 0);
  g_bus_own_name_on_connection (bus, "org.gtk.Notifications", 0, on_owned, NULL, &owned, NULL);
  wait_until (owned);
}

/* As a window manager does it. @to: (nullable): nobody, as on the way from one window to another */
static void
give_keyboard (GtkWindow *to)
{
  static Display *display; /* to open one takes a while on a busy machine, and nothing goes on meanwhile */

  if (display == NULL)
    display = XOpenDisplay (NULL);
  XSetInputFocus (display, to != NULL ? gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (to))) : None, RevertToNone, CurrentTime);
  XSync (display, False);
}

static void
look_away (GtkWindow *from)
{
  while (g_main_context_iteration (NULL, FALSE))
    ; /* the driver may be about to give it the keyboard */
  give_keyboard (NULL);
  wait_until (!gtk_window_is_active (from));
}

static void
generate (const char *prompt)
{
  rushes_compose_set_prompt (get_form (), prompt);
  g_signal_emit_by_name (find ("generate"), "clicked");
}

static guint n_ended; /* a clip is there before its job has ended */

static void
on_ended (void)
{
  n_ended++;
}

static void
on_ended_look (RushesJobQueue *queue, RushesJob *job, gpointer other)
{
  give_keyboard (other);
}

static void
test_only_who_looks_away_is_told (void)
{
  RushesJobQueue *queue = rushes_core_get_queue (rushes_window_get_core (window));
  GtkWindow *other = GTK_WINDOW (gtk_window_new ());
  gulong handler;

  be_the_desktop ();
  g_signal_connect_after (queue, "ended", on_ended, NULL);
  click (find ("first-sample"));
  wait_until (n_ended == 2 && count_clips () == 2 && rushes_compose_get_model (get_form ()) != NULL);
  g_assert_cmpuint (told->len, ==, 0);

  /* Ready while the focus is on the way to another window of ours. */
  gtk_window_set_transient_for (other, GTK_WINDOW (window));
  gtk_window_present (other);
  wait_until (gtk_window_is_active (other));
  look_away (other);
  handler = g_signal_connect_after (queue, "ended", G_CALLBACK (on_ended_look), window);
  generate ("on the way");
  wait_until (n_ended == 3 && gtk_window_is_active (GTK_WINDOW (window)));
  g_signal_handler_disconnect (queue, handler);
  gtk_window_destroy (other);
  wait_until (gtk_window_is_active (GTK_WINDOW (window)));

  look_away (GTK_WINDOW (window));
  generate ("far away");
  wait_until (told->len > 0);
  g_assert_cmpuint (told->len, ==, 1);
  g_assert_cmpstr (told->pdata[0], ==, "far away");
}

/* A refusal too, in the server's own words. */
static void
test_a_refusal_is_told_in_words (void)
{
  g_autoptr (Server) server = server_start ("--behaviour", "create=quota", NULL);
  g_autoptr (RushesConnection) broke = rushes_connection_new ("broke", RUSHES_PROVIDER_OPENAI, "Broke", server->videos,
                                                              g_variant_new ("a{sv}", NULL), TRUE);
  guint before = told->len;

  give_keyboard (GTK_WINDOW (window));
  wait_until (gtk_window_is_active (GTK_WINDOW (window)));
  rushes_connections_put_for_session (rushes_core_get_connections (rushes_window_get_core (window)), broke);
  click (find ("provider-openai"));
  wait_until (gtk_widget_get_mapped (find ("connection")));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find ("connection")), 1);
  wait_until (rushes_compose_get_model (get_form ()) != NULL);
  look_away (GTK_WINDOW (window));
  generate ("nobody pays");
  wait_until (told->len > before);
  g_assert_nonnull (strstr (told->pdata[before], "“Broke”"));
  g_assert_nonnull (strstr (told->pdata[before], "You exceeded your current quota"));
}

/* As the desktop does when the notification is pressed. */
static void
press_notification (void)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  g_dbus_connection_call (bus, g_application_get_application_id (application), g_application_get_dbus_object_path (application), "org.freedesktop.Application", "ActivateAction",
                          g_variant_new ("(sava{sv})", "activate-window", NULL, NULL), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

static gboolean
is_of_comfyui (RushesModel *model)
{
  return model != NULL && !g_str_has_prefix (rushes_model_get_spec (model)->id, "sora");
}

/* The program stays while a job runs, with no window; the notification brings one. */
static void
test_it_goes_on_without_a_window (void)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  RushesJobQueue *queue = rushes_core_get_queue (rushes_window_get_core (window));
  guint before = told->len;

  give_keyboard (GTK_WINDOW (window));
  click (find ("provider-comfyui"));
  wait_until (rushes_compose_get_provider (get_form ()) == RUSHES_PROVIDER_COMFYUI && is_of_comfyui (rushes_compose_get_model (get_form ())));
  generate ("nobody there");
  wait_until (!rushes_job_queue_is_idle (queue));
  gtk_window_close (GTK_WINDOW (window));
  wait_until (gtk_application_get_active_window (application) == NULL);
  wait_until (told->len > before);
  g_assert_cmpstr (told->pdata[before], ==, "nobody there");
  press_notification ();
  wait_until (RUSHES_IS_WINDOW (gtk_application_get_active_window (application)));
  window = RUSHES_WINDOW (gtk_application_get_active_window (application));
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)) && count_clips () == 5);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notifications/only-who-looks-away-is-told", test_only_who_looks_away_is_told);
  g_test_add_func ("/notifications/a-refusal-is-told-in-words", test_a_refusal_is_told_in_words);
  g_test_add_func ("/notifications/it-goes-on-without-a-window", test_it_goes_on_without_a_window);
  return drive (argc, argv);
}
