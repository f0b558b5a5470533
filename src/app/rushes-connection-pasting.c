/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-connection-pasting.h"

#include "rushes-connection-editor.h"
#include "rushes-dump.h"
#include "rushes-toast.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* What somebody copied of a server, on the first page: the dialog opens with it filled in. */

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer way_back)
{
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  g_autoptr (RushesConnectionParse) parse = text != NULL ? rushes_connection_parse (text) : NULL;
  g_autoptr (RushesWindow) window = rushes_way_back_take (way_back);

  if (window == NULL)
    return;
  if (parse != NULL)
    rushes_connection_editor_open_pasted (GTK_WIDGET (window), rushes_window_get_core (window), parse);
  else
    rushes_window_toast (window, rushes_toast_new (_("What you copied is no address, key, curl line or OPENAI_… variable")));
}

static void
paste (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_dump_leave_out_memory ();
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, on_text, rushes_way_back_new (window));
}

/* win.paste-connection */
void
rushes_connection_pasting_add (RushesWindow *window)
{
  static const GActionEntry entries[] = { { .name = "paste-connection", .activate = paste } };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
