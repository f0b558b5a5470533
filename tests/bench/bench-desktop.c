/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-desktop.h"

#include "rushes-job-notices.h"
#include "rushes-search-provider.h"

#include <stdio.h>
#include <unistd.h>

/* What the desktop waits for, over a bus of its own: the overview's search, and a notification. */

#define TIMES 20
#define SHOWN 5 /* of what is found, so many are asked about */
#define PATH "/io/github/rushes_app/Rushes"
#define GATHERED_MS 2500 /* after one notification, the next is told at once */

static RushesCore *core;

static RushesCore *
get_core (gpointer application)
{
  return core;
}

static void
open_core (gpointer application, RushesDesktopFunc func, gpointer data, GDestroyNotify destroy)
{
  func (NULL, core, NULL, data);
  destroy (data);
}

static GDBusConnection *
connect_to_bus (void)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);

  if (bus == NULL)
    g_error ("%s", error->message);
  return bus;
}

static void
on_answer (GObject *bus, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(GVariant **) data = g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, &error);
  if (error != NULL)
    g_error ("%s", error->message);
}

/* Returns: (transfer full) */
static GVariant *
ask (GDBusConnection *from, GDBusConnection *to, const char *method, GVariant *parameters)
{
  GVariant *answer = NULL;

  g_dbus_connection_call (from, g_dbus_connection_get_unique_name (to), PATH "/SearchProvider", "org.gnome.Shell.SearchProvider2", method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_answer, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  return answer;
}

/* As the overview does: what is found, and what of it is shown. Returns: how many were found */
static gsize
search (GDBusConnection *shell, GDBusConnection *program, const char *words)
{
  g_auto (GStrv) terms = g_strsplit (words, " ", -1);
  g_autoptr (GVariant) found = ask (shell, program, "GetInitialResultSet", g_variant_new ("(^as)", terms)), ids = g_variant_get_child_value (found, 0), told = NULL;
  g_autofree const char **list = g_variant_get_strv (ids, NULL);

  if (g_variant_n_children (ids) > SHOWN)
    list[SHOWN] = NULL;
  told = ask (shell, program, "GetResultMetas", g_variant_new ("(^as)", list));
  return g_variant_n_children (ids);
}

/* Prints for each of @words: milliseconds until the overview can show what was found, the longest of those, and how many clips that were. */
int
bench_overview (char **words)
{
  g_autoptr (GError) error = NULL;
  GtkApplication *application = g_object_new (GTK_TYPE_APPLICATION, NULL);
  RushesDesktop desktop = { application, get_core, open_core, NULL, NULL };
  GDBusConnection *program = connect_to_bus (), *shell = connect_to_bus ();
  RushesSearchProvider *provider = rushes_search_provider_new (&desktop, program, PATH, &error);

  core = rushes_core_open (FALSE, &error);
  if (core == NULL || provider == NULL)
    g_error ("%s", error->message);
  for (; *words != NULL; words++)
    {
      gint64 all = 0, longest = 0;
      gsize n = 0;

      for (int i = 0; i < TIMES; i++)
        {
          gint64 begin = g_get_monotonic_time (), took;
          n = search (shell, program, *words);
          took = g_get_monotonic_time () - begin;
          all += took;
          longest = MAX (longest, took);
        }
      printf ("%.1f %.1f %zu\n", all / 1000.0 / TIMES, longest / 1000.0, n);
    }
  return 0;
}

static gint64 ended_us, told_us;

static void
on_ended (void)
{
  ended_us = g_get_monotonic_time ();
}

static void
on_call (GDBusConnection *bus, const char *sender, const char *path, const char *name, const char *method, GVariant *parameters, GDBusMethodInvocation *invocation,
         gpointer data)
{
  told_us = g_get_monotonic_time ();
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
on_owned (GDBusConnection *bus, const char *name, gpointer owned)
{
  *(gboolean *) owned = TRUE;
}

static void
show_notifications (void)
{
  static const char interface[] = "<node><interface name='org.gtk.Notifications'><method name='AddNotification'>"
                                  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/></method></interface></node>";
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface, NULL);
  GDBusConnection *bus = connect_to_bus ();
  gboolean owned = FALSE;

  g_dbus_connection_register_object (bus, "/org/gtk/Notifications", node->interfaces[0], &vtable, NULL, NULL, NULL);
  g_bus_own_name_on_connection (bus, "org.gtk.Notifications", 0, on_owned, NULL, &owned, NULL);
  while (!owned)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
on_gathered (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
make_one (int number)
{
  gboolean over = FALSE;
  g_autoptr (RushesRequest) request = rushes_request_new (g_variant_new_parsed (
    "{'provider': <'comfyui'>, 'model': <'wan2.2-5b'>, 'prompt': <'Told'>, 'width': <int64 640>, 'height': <int64 352>, 'seconds': <1.0>, 'seed': <%x>}", (gint64) number));

  told_us = 0;
  rushes_job_queue_add_async (rushes_core_get_queue (core), request, "c", NULL, NULL);
  while (told_us == 0)
    g_main_context_iteration (NULL, TRUE);
  printf ("%.1f\n", (told_us - ended_us) / 1000.0);
  g_timeout_add (GATHERED_MS, on_gathered, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* Prints for each of @n clips, with nobody looking: milliseconds from the end of its job to the call of the notification. */
int
bench_told (int n, const char *comfy)
{
  g_autoptr (GError) error = NULL;
  GApplication *application = g_application_new (RUSHES_APP_ID ".Bench", G_APPLICATION_DEFAULT_FLAGS);
  g_autoptr (RushesConnection) connection = rushes_connection_new ("c", RUSHES_PROVIDER_COMFYUI, "c", comfy, NULL, TRUE);
  RushesJobNotices *notices;

  show_notifications ();
  core = rushes_core_open (FALSE, &error);
  if (core == NULL || !rushes_core_own (core, &error) || !g_application_register (application, NULL, &error))
    g_error ("%s", error->message);
  rushes_secrets_set_for_session (rushes_core_get_secrets (core), "c", "");
  rushes_connections_put_for_session (rushes_core_get_connections (core), connection);
  g_signal_connect (rushes_core_get_queue (core), "ended", G_CALLBACK (on_ended), NULL);
  notices = rushes_job_notices_new (core, rushes_notifier_new (application));
  for (int i = 0; i < n; i++)
    make_one (i);
  g_object_unref (notices);
  fflush (stdout);
  _exit (0);
}
