/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-connection-paste.h"

#include <string.h>

/* A field takes one word; what is pasted or dropped into it may say more: an address with the path of a request behind it, a
 * curl line, a block of variables. That goes where it belongs, and a key never into a field that shows it. */

typedef struct
{
  gboolean secret;
  RushesPasteFunc func;
  gpointer data;
  RushesConnectionParse *parse; /* (nullable): on its way into the fields */
  guint idle;
} Paste;

static void
paste_free (gpointer data, GClosure *closure)
{
  Paste *paste = data;

  g_clear_handle_id (&paste->idle, g_source_remove);
  g_clear_pointer (&paste->parse, rushes_connection_parse_free);
  g_free (paste);
}

static gboolean
fill (gpointer data)
{
  Paste *paste = data;
  g_autoptr (RushesConnectionParse) parse = g_steal_pointer (&paste->parse);

  paste->func (parse, paste->data); /* what it fills in here is not pasted again */
  paste->idle = 0;
  return G_SOURCE_REMOVE;
}

/* Somebody who types puts in one character after the other, and a program that fills in the field does not have the focus there. */
static gboolean
is_pasted (GtkWidget *text, const char *inserted, int length)
{
  return gtk_widget_has_focus (text) && g_utf8_strlen (inserted, length) > 1;
}

/* The fields are filled after the insertion, which is in the midst of one. */
static void
on_insert (GtkEditable *text, const char *inserted, int length, int *position, Paste *paste)
{
  g_autofree char *whole = g_strndup (inserted, length < 0 ? strlen (inserted) : (gsize) length);
  g_autoptr (RushesConnectionParse) parse = paste->idle == 0 && is_pasted (GTK_WIDGET (text), inserted, length) ? rushes_connection_parse (whole) : NULL;

  if (parse == NULL || (paste->secret && parse->key == NULL))
    return;
  g_signal_stop_emission_by_name (text, "insert-text");
  paste->parse = g_steal_pointer (&parse);
  paste->idle = g_idle_add (fill, paste);
}

/**
 * rushes_connection_paste_watch:
 * @field: a row with a text in it
 * @secret: what is pasted is a key, whatever it looks like, unless it names another
 * @func: called on the main thread with what a pasted text says of a server, which is not put into @field then
 * @data: lives as long as @field
 */
void
rushes_connection_paste_watch (GtkEditable *field, gboolean secret, RushesPasteFunc func, gpointer data)
{
  Paste *paste = g_new0 (Paste, 1);

  *paste = (Paste) { .secret = secret, .func = func, .data = data };
  g_signal_connect_data (gtk_editable_get_delegate (field), "insert-text", G_CALLBACK (on_insert), paste, paste_free, 0);
}
