/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-viewer-actions.h"

#include "rushes-derive.h"
#include "rushes-error-toast.h"
#include "rushes-order-placing.h"
#include "rushes-toast.h"

#include <glib/gi18n.h>

static void
on_derived (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesWindow) self = data;
  g_autoptr (GError) error = NULL;
  gint64 seed;

  if (rushes_order_placing_finish (result, &seed, &error))
    rushes_window_toast (self, rushes_toast_new (_("On its way: see the queue")));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rushes_window_toast (self, rushes_error_toast_new (GTK_WIDGET (self), error, NULL));
}

/* The clip in the viewer becomes another: how, and the words. */
static void
derive (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesWindow *self = RUSHES_WINDOW (window);
  RushesClip *clip = rushes_viewer_get_clip (rushes_window_get_viewer (self));
  RushesCore *core = rushes_window_get_core (self);
  g_autoptr (GError) error = NULL;
  RushesRequest *request;
  RushesConnection *connection;
  g_autoptr (RushesOrder) order = NULL;
  const char *how, *prompt;

  g_variant_get (parameter, "(&s&s)", &how, &prompt);
  if (clip == NULL)
    return;
  request = rushes_derive_new_request (rushes_core_get_connections (core), clip, how, prompt, 0, &connection, &error);
  if (request == NULL)
    {
      rushes_window_toast (self, rushes_error_toast_new (GTK_WIDGET (self), error, NULL));
      return;
    }
  order = rushes_order_new (core);
  order->request = request;
  order->limit = g_settings_get_double (rushes_window_get_settings (self), "monthly-limit");
  order->connection_id = g_strdup (rushes_connection_get_id (connection));
  rushes_order_placing_start (order, window, on_derived, g_object_ref (self));
}

/* “win.derive”. */
void
rushes_viewer_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "derive", .activate = derive, .parameter_type = "(ss)" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
