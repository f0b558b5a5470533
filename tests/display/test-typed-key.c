/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"
#include "ears.h"

#include "rushes-connections.h"

#include <string.h>

/* A key that is typed is read by nobody: not over the accessibility bus, not from the clipboard; and in an address it does not stay. */

#define KEY "zQkanari7f3e9b21"
#define PASSWORD "zQkanari5d8c0a46"
#define ADDRESS "127.0.0.1:9/v1"

static GtkWidget *
get (const char *name)
{
  return find_named (get_top (), name);
}

static gboolean
is_shown (const char *name)
{
  GtkWidget *widget = get_top () != NULL ? get (name) : NULL;

  return widget != NULL && gtk_widget_get_mapped (widget);
}

static gboolean
has (const char *text, const char *word)
{
  return text != NULL && strstr (text, word) != NULL;
}

/* Returns: how often a screen reader is told @word */
static guint
count_heard (const char *word)
{
  g_autoptr (GPtrArray) all = ears_listen ();
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const Heard *heard = all->pdata[i];
      n += has (heard->name, word) || has (heard->description, word) || has (heard->text, word);
    }
  return n;
}

static void
on_read (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);

  *(char **) data = text != NULL ? text : g_strdup ("");
}

static char *
read_clipboard (GdkClipboard *clipboard)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, on_read, &text);
  wait_until (text != NULL);
  return text;
}

/* Selects all that has been typed into @name, and copies it. Returns: (transfer full): what can be pasted now, in either way */
static char *
copy_from (const char *name)
{
  g_autofree char *copied = NULL, *selected = NULL;

  gtk_widget_grab_focus (get (name));
  press_key (XK_a, XK_Control_L);
  press_key (XK_c, XK_Control_L);
  wait_for_frames ();
  copied = read_clipboard (gtk_widget_get_clipboard (get_top ()));
  selected = read_clipboard (gtk_widget_get_primary_clipboard (get_top ()));
  return g_strconcat (copied, " ", selected, NULL);
}

static void
open_dialog (void)
{
  press_key (XK_comma, XK_Control_L);
  wait_until (is_shown ("add-service"));
  click (get ("add-service"));
  wait_until (is_shown ("connection-save"));
}

static void
close_all (void)
{
  while (get_top () != NULL)
    close_top ();
}

static void
test_nobody_reads_it (void)
{
  g_autofree char *url = NULL, *key = NULL;

  open_dialog ();
  type_into (get ("connection-name"), "Quiet");
  type_into (get ("connection-url"), "http://" ADDRESS);
  type_into (get ("connection-key"), KEY);
  g_assert_cmpuint (count_heard (ADDRESS), >, 0);
  g_assert_cmpuint (count_heard (KEY), ==, 0);
  url = copy_from ("connection-url");
  g_assert_nonnull (strstr (url, ADDRESS));
  key = copy_from ("connection-key");
  g_assert_null (strstr (key, KEY));
  close_all ();
}

/* Written down, and read in the list, is the address alone; what was before it is where a key is. */
static void
test_a_password_in_the_address_goes_to_the_key (void)
{
  RushesConnections *connections = rushes_core_get_connections (rushes_window_get_core (window));
  RushesConnection *added;
  g_autofree char *kept = NULL;

  open_dialog ();
  type_into (get ("connection-name"), "Behind");
  type_into (get ("connection-url"), "http://bird:" PASSWORD "@" ADDRESS);
  click (get ("connection-save"));
  wait_until (rushes_connections_find_named (connections, "Behind") != NULL);
  added = rushes_connections_find_named (connections, "Behind");
  g_assert_null (strstr (rushes_connection_get_url (added), PASSWORD));
  kept = rushes_secrets_lookup (rushes_core_get_secrets (rushes_window_get_core (window)), rushes_connection_get_id (added), RUSHES_SECRETS_MAYBE, NULL, NULL);
  g_assert_nonnull (strstr (kept, "bird:" PASSWORD));
  g_assert_cmpuint (count_heard (PASSWORD), ==, 0);
  close_all ();
}

int
main (int argc, char **argv)
{
  driver_makes_clips = FALSE;
  ears_set_up ();
  driver_set_up ();
  driver_use_keyring ("keys");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/typed-key/nobody-reads-it", test_nobody_reads_it);
  g_test_add_func ("/typed-key/a-password-in-the-address-goes-to-the-key", test_a_password_in_the_address_goes_to_the_key);
  return drive (argc, argv);
}
