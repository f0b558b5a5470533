/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

/* A keyring as the Secret Service specification has it, with one collection and nobody before it: what is typed on standard input is how it is. Each line
 * is answered by one.
 *
 * lock, unlock      the collection
 * dismiss, agree    how who is asked answers from now on, and who was not answered yet is; at first: dismiss
 * think             who is asked does not answer
 * fail, work        whether a search fails
 * hide, show        whether a search finds nothing, as where a database is closed
 * count             how often somebody was asked, how often searched, how many items it has */

#define SERVICE "/org/freedesktop/secrets"
#define COLLECTION SERVICE "/collection/login"
#define SECRET_TYPE "(oayays)"

static const char xml[] =
  "<node><interface name='org.freedesktop.Secret.Service'>"
  "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/><arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='SearchItems'><arg type='a{ss}' direction='in'/><arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
  "<method name='Unlock'><arg type='ao' direction='in'/><arg type='ao' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/><arg type='a{o(oayays)}' direction='out'/></method>"
  "<method name='ReadAlias'><arg type='s' direction='in'/><arg type='o' direction='out'/></method>"
  "<property name='Collections' type='ao' access='read'/></interface>"
  "<interface name='org.freedesktop.Secret.Collection'>"
  "<method name='CreateItem'><arg type='a{sv}' direction='in'/><arg type='(oayays)' direction='in'/><arg type='b' direction='in'/>"
  "<arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
  "<property name='Items' type='ao' access='read'/><property name='Label' type='s' access='read'/><property name='Locked' type='b' access='read'/>"
  "<property name='Created' type='t' access='read'/><property name='Modified' type='t' access='read'/></interface>"
  "<interface name='org.freedesktop.Secret.Item'><method name='Delete'><arg type='o' direction='out'/></method>"
  "<property name='Locked' type='b' access='read'/><property name='Attributes' type='a{ss}' access='read'/><property name='Label' type='s' access='read'/>"
  "<property name='Created' type='t' access='read'/><property name='Modified' type='t' access='read'/></interface>"
  "<interface name='org.freedesktop.Secret.Prompt'><method name='Prompt'><arg type='s' direction='in'/></method><method name='Dismiss'/>"
  "<signal name='Completed'><arg type='b'/><arg type='v'/></signal></interface></node>";

typedef struct
{
  GVariant *attributes;
  GVariant *value; /* ay */
  char *deleting;  /* the prompt that would */
  guint registered;
} Item;

static GDBusNodeInfo *node;
static GDBusConnection *bus;
static GHashTable *items; /* path → Item */
static gboolean locked, agrees, fails, hides, thinks;
static GPtrArray *waiting; /* paths of prompts that were not answered */
static guint n_prompts, n_searches, n_paths;

static void call (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters,
                  GDBusMethodInvocation *invocation, gpointer data);
static GVariant *get (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *name, GError **error, gpointer data);

static const GDBusInterfaceVTable table = { call, get, NULL, { NULL } };

static void
item_free (gpointer data)
{
  Item *item = data;

  g_dbus_connection_unregister_object (bus, item->registered);
  g_variant_unref (item->attributes);
  g_variant_unref (item->value);
  g_free (item->deleting);
  g_free (item);
}

static guint
put (const char *path, const char *interface)
{
  guint id = g_dbus_connection_register_object (bus, path, g_dbus_node_info_lookup_interface (node, interface), &table, NULL, NULL, NULL);

  g_assert (id > 0);
  return id;
}

static char *
new_prompt (void)
{
  char *path = g_strdup_printf (SERVICE "/prompt/p%u", ++n_paths);

  put (path, "org.freedesktop.Secret.Prompt");
  return path;
}

static gboolean
has_all (Item *item, GVariant *wanted)
{
  GVariantIter iter;
  const char *name, *value, *has;

  g_variant_iter_init (&iter, wanted);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    if (!g_variant_lookup (item->attributes, name, "&s", &has) || !g_str_equal (has, value))
      return FALSE;
  return TRUE;
}

/* @wanted: (nullable): attributes. Returns: (transfer floating) */
static GVariant *
list (GVariant *wanted)
{
  GVariantBuilder paths = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ao"));
  GHashTableIter iter;
  gpointer path, item;

  g_hash_table_iter_init (&iter, items);
  while (g_hash_table_iter_next (&iter, &path, &item))
    if (wanted == NULL || has_all (item, wanted))
      g_variant_builder_add (&paths, "o", path);
  return g_variant_builder_end (&paths);
}

static void
search (GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) wanted = g_variant_get_child_value (parameters, 0);
  GVariant *none = g_variant_new ("ao", NULL), *found = hides ? g_variant_new ("ao", NULL) : list (wanted);

  n_searches++;
  if (fails)
    g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.DBus.Error.Failed", "The disk of the keyring is gone");
  else
    g_dbus_method_invocation_return_value (invocation, locked ? g_variant_new ("(@ao@ao)", none, found) : g_variant_new ("(@ao@ao)", found, none));
}

static void
unlock (GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) wanted = g_variant_get_child_value (parameters, 0);
  g_autofree char *prompt = locked ? new_prompt () : g_strdup ("/");

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(@aoo)", locked ? g_variant_new ("ao", NULL) : wanted, prompt));
}

static void
get_secrets (GVariant *parameters, GDBusMethodInvocation *invocation)
{
  GVariantBuilder all = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{o" SECRET_TYPE "}"));
  g_autoptr (GVariantIter) paths = NULL;
  const char *path, *session;

  g_variant_get (parameters, "(ao&o)", &paths, &session);
  while (!locked && g_variant_iter_next (paths, "&o", &path))
    {
      Item *item = g_hash_table_lookup (items, path);
      if (item != NULL)
        g_variant_builder_add (&all, "{o(o@ay@ays)}", path, session, g_variant_new ("ay", NULL), item->value, "text/plain");
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(@a{o" SECRET_TYPE "})", g_variant_builder_end (&all)));
}

static void
tell (const char *path, const char *interface, const char *name, const char *about)
{
  g_dbus_connection_emit_signal (bus, NULL, path, interface, name, g_variant_new ("(o)", about), NULL);
}

static void
create (GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) members = g_variant_get_child_value (parameters, 0), secret = g_variant_get_child_value (parameters, 1);
  g_autofree char *path = g_strdup_printf (COLLECTION "/i%u", ++n_paths);
  GHashTableIter iter;
  gpointer old;
  Item *item;

  if (locked)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.Secret.Error.IsLocked", "It is locked");
      return;
    }
  item = g_new0 (Item, 1);
  item->attributes = g_variant_lookup_value (members, "org.freedesktop.Secret.Item.Attributes", G_VARIANT_TYPE ("a{ss}"));
  item->value = g_variant_get_child_value (secret, 2);
  g_hash_table_iter_init (&iter, items);
  while (g_hash_table_iter_next (&iter, NULL, &old))
    if (has_all (old, item->attributes))
      g_hash_table_iter_remove (&iter);
  item->registered = put (path, "org.freedesktop.Secret.Item");
  g_hash_table_insert (items, g_strdup (path), item);
  tell (COLLECTION, "org.freedesktop.Secret.Collection", "ItemCreated", path);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(oo)", path, "/"));
}

static void
lock (gboolean now)
{
  locked = now;
  tell (SERVICE, "org.freedesktop.Secret.Service", "CollectionChanged", COLLECTION);
}

static void
answer (const char *path)
{
  GHashTableIter iter;
  gpointer item;

  if (locked && agrees)
    lock (FALSE);
  g_hash_table_iter_init (&iter, items);
  while (agrees && g_hash_table_iter_next (&iter, NULL, &item))
    if (g_strcmp0 (((Item *) item)->deleting, path) == 0)
      g_hash_table_iter_remove (&iter);
  g_dbus_connection_emit_signal (bus, NULL, path, "org.freedesktop.Secret.Prompt", "Completed", g_variant_new ("(bv)", !agrees, agrees ? list (NULL) : g_variant_new ("ao", NULL)),
                                 NULL);
}

/* Somebody is asked. */
static void
prompt (const char *path, GDBusMethodInvocation *invocation)
{
  n_prompts++;
  g_dbus_method_invocation_return_value (invocation, NULL);
  if (thinks)
    g_ptr_array_add (waiting, g_strdup (path));
  else
    answer (path);
}

/* How who is asked answers from now on, and who was before. */
static void
decide (gboolean agree)
{
  agrees = agree;
  thinks = FALSE;
  for (guint i = 0; i < waiting->len; i++)
    answer (waiting->pdata[i]);
  g_ptr_array_set_size (waiting, 0);
}

static void
hide (gboolean now)
{
  hides = now;
  tell (SERVICE, "org.freedesktop.Secret.Service", now ? "CollectionDeleted" : "CollectionCreated", COLLECTION);
}

static void
delete (const char *path, GDBusMethodInvocation *invocation)
{
  Item *item = g_hash_table_lookup (items, path);

  if (locked)
    {
      g_free (item->deleting);
      item->deleting = new_prompt ();
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", locked ? item->deleting : "/"));
  if (!locked)
    g_hash_table_remove (items, path);
}

static void
call (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters,
      GDBusMethodInvocation *invocation, gpointer data)
{
  const char *word = NULL;

  if (g_str_equal (method, "OpenSession"))
    {
      g_variant_get_child (parameters, 0, "&s", &word);
      if (g_str_equal (word, "plain"))
        g_dbus_method_invocation_return_value (invocation, g_variant_new ("(vo)", g_variant_new_string (""), SERVICE "/session/s"));
      else
        g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.DBus.Error.NotSupported", "plain only");
    }
  else if (g_str_equal (method, "SearchItems"))
    search (parameters, invocation);
  else if (g_str_equal (method, "Unlock"))
    unlock (parameters, invocation);
  else if (g_str_equal (method, "GetSecrets"))
    get_secrets (parameters, invocation);
  else if (g_str_equal (method, "ReadAlias"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", COLLECTION));
  else if (g_str_equal (method, "CreateItem"))
    create (parameters, invocation);
  else if (g_str_equal (method, "Prompt"))
    prompt (path, invocation);
  else if (g_str_equal (method, "Delete"))
    delete (path, invocation);
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}

static GVariant *
get (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *name, GError **error, gpointer data)
{
  static const char *const collections[] = { COLLECTION, NULL };
  Item *item = g_hash_table_lookup (items, path);

  if (g_str_equal (name, "Collections"))
    return g_variant_new_objv (collections, -1);
  if (g_str_equal (name, "Items"))
    return list (NULL);
  if (g_str_equal (name, "Locked"))
    return g_variant_new_boolean (locked);
  if (g_str_equal (name, "Attributes") && item != NULL)
    return g_variant_ref (item->attributes);
  return g_str_equal (name, "Label") ? g_variant_new_string ("Keys") : g_variant_new_uint64 (0);
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer loop)
{
  GDataInputStream *lines = G_DATA_INPUT_STREAM (source);
  g_autofree char *line = g_data_input_stream_read_line_finish (lines, result, NULL, NULL);

  if (line == NULL)
    {
      g_main_loop_quit (loop);
      return;
    }
  if (g_str_equal (line, "lock") || g_str_equal (line, "unlock"))
    lock (g_str_equal (line, "lock"));
  else if (g_str_equal (line, "agree") || g_str_equal (line, "dismiss"))
    decide (g_str_equal (line, "agree"));
  else if (g_str_equal (line, "hide") || g_str_equal (line, "show"))
    hide (g_str_equal (line, "hide"));
  else if (g_str_equal (line, "think"))
    thinks = TRUE;
  else if (g_str_equal (line, "fail") || g_str_equal (line, "work"))
    fails = g_str_equal (line, "fail");
  g_print ("%u %u %u\n", n_prompts, n_searches, g_hash_table_size (items));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, on_line, loop);
}

static void
on_named (GDBusConnection *connection, const char *name, gpointer data)
{
  g_print ("here\n");
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);

  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert (bus != NULL);
  node = g_dbus_node_info_new_for_xml (xml, NULL);
  waiting = g_ptr_array_new_with_free_func (g_free);
  items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, item_free);
  put (SERVICE, "org.freedesktop.Secret.Service");
  put (COLLECTION, "org.freedesktop.Secret.Collection");
  put (SERVICE "/aliases/default", "org.freedesktop.Secret.Collection");
  g_bus_own_name_on_connection (bus, "org.freedesktop.secrets", G_BUS_NAME_OWNER_FLAGS_NONE, on_named, NULL, NULL, NULL);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, on_line, loop);
  g_main_loop_run (loop);
  g_hash_table_unref (items);
  g_ptr_array_unref (waiting);
  g_dbus_node_info_unref (node);
  g_object_unref (bus);
  return 0;
}
