/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"
#include "ears.h"

/* Another client of the accessibility bus, which asks this program as a screen reader does: from a thread, since the program answers
 * in its main loop. */

#define ACCESSIBLE "org.a11y.atspi.Accessible"
#define ROOT "/org/a11y/atspi/accessible/root"
#define DEEPEST 64
#define LAUNCHER "/usr/libexec/at-spi-bus-launcher"

/* Places in AT-SPI's set of states. */
enum
{
  CHECKED = 4,
  FOCUSABLE = 11,
  FOCUSED = 12,
  VISIBLE = 30,
};

/* And in that of relations. */
enum
{
  CONTROLLER_FOR = 3,
  DESCRIBED_BY = 18,
};

/* Else the session's bus would start it, and what it prints would be among the results of the tests. */
static void
start_bus_quietly (void)
{
  g_autoptr (GSubprocess) launcher = NULL;

  if (g_file_test (LAUNCHER, G_FILE_TEST_IS_EXECUTABLE))
    launcher = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, LAUNCHER, "--launch-immediately", NULL);
}

/* The bus is there and GTK talks to it; before GTK is there. */
void
ears_set_up (void)
{
  start_bus_quietly ();
  g_setenv ("GTK_A11Y", "atspi", TRUE);
  g_unsetenv ("NO_AT_BRIDGE");
}

static void
heard_free (gpointer data)
{
  Heard *heard = data;

  g_free (heard->role);
  g_free (heard->name);
  g_free (heard->description);
  g_free (heard->text);
  g_free (heard->steers);
  g_free (heard->explained);
  g_free (heard->where);
  g_free (heard);
}

/* Returns: (transfer full): NULL where what is asked went meanwhile */
static GVariant *
ask (GDBusConnection *bus, const char *owner, const char *path, const char *interface, const char *method, GVariant *arguments)
{
  return g_dbus_connection_call_sync (bus, owner, path, interface, method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
}

static char *
ask_text (GDBusConnection *bus, const char *owner, const char *path, const char *property)
{
  g_autoptr (GVariant) answer = ask (bus, owner, path, "org.freedesktop.DBus.Properties", "Get", g_variant_new ("(ss)", ACCESSIBLE, property));
  g_autoptr (GVariant) value = NULL;

  if (answer == NULL)
    return g_strdup ("");
  g_variant_get (answer, "(v)", &value);
  return g_variant_dup_string (value, NULL);
}

static guint64
ask_states (GDBusConnection *bus, const char *owner, const char *path)
{
  g_autoptr (GVariant) answer = ask (bus, owner, path, ACCESSIBLE, "GetState", NULL), states = NULL;
  guint32 low = 0, high = 0;

  if (answer == NULL)
    return 0;
  states = g_variant_get_child_value (answer, 0);
  if (g_variant_n_children (states) == 2)
    {
      g_variant_get_child (states, 0, "u", &low);
      g_variant_get_child (states, 1, "u", &high);
    }
  return low | (guint64) high << 32;
}

static char *
ask_role (GDBusConnection *bus, const char *owner, const char *path)
{
  g_autoptr (GVariant) answer = ask (bus, owner, path, ACCESSIBLE, "GetRoleName", NULL);
  char *role = NULL;

  if (answer != NULL)
    g_variant_get (answer, "(s)", &role);
  return role != NULL ? role : g_strdup ("");
}

/* Returns: (transfer full) (nullable): all of it */
static char *
ask_content (GDBusConnection *bus, const char *owner, const char *path)
{
  g_autoptr (GVariant) answer = ask (bus, owner, path, "org.a11y.atspi.Text", "GetText", g_variant_new ("(ii)", 0, G_MAXINT32));
  char *content = NULL;

  if (answer != NULL)
    g_variant_get (answer, "(s)", &content);
  return content;
}

static gboolean
has (guint64 states, int state)
{
  return (states >> state & 1) != 0;
}

/* The first that it steers, and the first that explains it, by name. */
static void
ask_relations (GDBusConnection *bus, const char *owner, const char *path, Heard *heard)
{
  g_autoptr (GVariant) answer = ask (bus, owner, path, ACCESSIBLE, "GetRelationSet", NULL);
  g_autoptr (GVariantIter) relations = NULL;
  GVariantIter *others;
  guint type;

  if (answer == NULL)
    return;
  g_variant_get (answer, "(a(ua(so)))", &relations);
  while (g_variant_iter_next (relations, "(ua(so))", &type, &others))
    {
      char **name = type == CONTROLLER_FOR ? &heard->steers : type == DESCRIBED_BY ? &heard->explained : NULL;
      const char *other_owner, *other;
      if (name != NULL && *name == NULL && g_variant_iter_next (others, "(&s&o)", &other_owner, &other))
        *name = ask_text (bus, other_owner, other, "Name");
      g_variant_iter_free (others);
    }
}

/* Returns: (transfer full): what is said of this one, and NULL where it is not on the screen */
static Heard *
hear (GDBusConnection *bus, const char *owner, const char *path, const char *above)
{
  guint64 states = ask_states (bus, owner, path);
  Heard *heard;

  if (!has (states, VISIBLE))
    return NULL;
  heard = g_new0 (Heard, 1);
  heard->role = ask_role (bus, owner, path);
  heard->name = ask_text (bus, owner, path, "Name");
  heard->description = ask_text (bus, owner, path, "Description");
  if (g_type_from_name (heard->name) != 0) /* what GTK 4.8 says where it knows nothing */
    *heard->name = '\0';
  heard->where = *heard->name == '\0' && (g_str_equal (heard->role, "group") || g_str_equal (heard->role, "widget"))
                   ? g_strdup (above) : g_strdup_printf ("%s / %s “%s”", above, heard->role, heard->name);
  heard->focusable = has (states, FOCUSABLE);
  if (heard->focusable)
    heard->text = ask_content (bus, owner, path);
  ask_relations (bus, owner, path, heard);
  heard->focused = has (states, FOCUSED);
  heard->checked = has (states, CHECKED);
  return heard;
}

static void
walk (GPtrArray *all, GDBusConnection *bus, const char *owner, const char *path, const char *above, int depth)
{
  g_autoptr (GVariant) answer = ask (bus, owner, path, ACCESSIBLE, "GetChildren", NULL);
  g_autoptr (GVariantIter) children = NULL;
  const char *child_owner, *child;

  if (answer == NULL || depth > DEEPEST)
    return;
  g_variant_get (answer, "(a(so))", &children);
  while (g_variant_iter_next (children, "(&s&o)", &child_owner, &child))
    {
      Heard *heard = hear (bus, child_owner, child, above);
      if (heard == NULL)
        continue;
      g_ptr_array_add (all, heard);
      walk (all, bus, child_owner, child, heard->where, depth + 1);
    }
}

/* Returns: (transfer full) */
static GDBusConnection *
connect_to_bus (GError **error)
{
  g_autoptr (GDBusConnection) session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);
  g_autoptr (GVariant) answer = NULL;
  const char *address;

  if (session != NULL)
    answer = g_dbus_connection_call_sync (session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", NULL, NULL,
                                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, error);
  if (answer == NULL)
    return NULL;
  g_variant_get (answer, "(&s)", &address);
  return g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, error);
}

static void
listen (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (heard_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = connect_to_bus (&error);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariantIter) programs = NULL;
  const char *owner, *path;

  g_assert_no_error (error);
  answer = ask (bus, "org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren", NULL);
  g_assert_nonnull (answer);
  g_variant_get (answer, "(a(so))", &programs);
  while (g_variant_iter_next (programs, "(&s&o)", &owner, &path))
    walk (all, bus, owner, path, "", 0);
  g_task_return_pointer (task, all, (GDestroyNotify) g_ptr_array_unref);
}

static GMutex told_lock; /* for what follows */
static GString *told;

/* In the thread of the bus. */
static void
on_event (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal, GVariant *parameters, gpointer data)
{
  g_autoptr (GVariant) what = g_variant_n_children (parameters) > 3 ? g_variant_get_child_value (parameters, 3) : NULL, words = NULL;

  if (what == NULL || !g_variant_is_of_type (what, G_VARIANT_TYPE_VARIANT))
    return;
  words = g_variant_get_variant (what);
  g_mutex_lock (&told_lock);
  if (g_variant_is_of_type (words, G_VARIANT_TYPE_STRING))
    g_string_append_printf (told, "%s\n", g_variant_get_string (words, NULL));
  g_mutex_unlock (&told_lock);
  g_main_context_wakeup (NULL);
}

static gpointer
attend (gpointer ready)
{
  GMainContext *context = g_main_context_new (); /* as long as the test */
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;
  GDBusConnection *bus;

  g_main_context_push_thread_default (context);
  bus = connect_to_bus (&error);
  g_assert_no_error (error);
  g_dbus_connection_signal_subscribe (bus, NULL, "org.a11y.atspi.Event.Object", "Announcement", NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_event, NULL, NULL);
  answer = ask (bus, "org.a11y.atspi.Registry", "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "RegisterEvent", g_variant_new ("(sass)", "object:announcement", NULL, ""));
  g_atomic_int_set ((int *) ready, 1);
  g_main_context_wakeup (NULL);
  g_main_loop_run (g_main_loop_new (context, FALSE));
  return NULL;
}

/* What is announced from now on is kept. */
void
ears_attend (void)
{
  static int ready;

  told = g_string_new (NULL);
  g_thread_unref (g_thread_new ("ears", attend, &ready));
  wait_until (g_atomic_int_get (&ready));
}

/* Whether something with these words was announced. */
gboolean
ears_were_told (const char *words)
{
  gboolean found;

  g_mutex_lock (&told_lock);
  found = strstr (told->str, words) != NULL;
  g_mutex_unlock (&told_lock);
  return found;
}

static void
on_heard (GObject *source, GAsyncResult *result, gpointer all)
{
  *(GPtrArray **) all = g_task_propagate_pointer (G_TASK (result), NULL);
}

/* Returns: (transfer full): (element-type Heard): all that is on the screen, from the windows on; waits */
GPtrArray *
ears_listen (void)
{
  GPtrArray *all = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_heard, &all);

  g_task_run_in_thread (task, listen);
  wait_until (all != NULL);
  return all;
}
