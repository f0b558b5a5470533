/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-stack-actions.h"

#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-stacking.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Takes are put together, or apart: those at hand, of closed stacks all that are in them. */

typedef struct
{
  RushesLibrary *library;
  GArray *parts; /* RushesStackPart */
  gboolean apart;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_object_unref (order->library);
  g_array_unref (order->parts);
  g_free (order);
}

/* In the viewer a clip stands for itself alone. */
static GArray *
new_parts (RushesWindow *window, RushesLibrary *library)
{
  g_autoptr (GArray) entries = rushes_window_list_entries (window);
  g_autoptr (GPtrArray) clips = entries == NULL ? rushes_window_ref_clips (window) : NULL;
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (RushesStackPart));

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const RushesEntry *entry = &g_array_index (entries, RushesEntry, i);
      g_array_append_vals (parts, &(RushesStackPart) { entry->row, entry->place == RUSHES_PLACE_TOP }, 1);
    }
  for (guint i = 0; clips != NULL && i < clips->len; i++)
    g_array_append_vals (parts, &(RushesStackPart) { rushes_library_find_known_row (library, rushes_clip_get_id (clips->pdata[i])), FALSE }, 1);
  return parts;
}

static gpointer
find (gpointer data, GError **error)
{
  Order *order = data;

  return rushes_stacking_find (order->library, order->parts, order->apart, error);
}

static void
tell (RushesWindow *window, const char *text)
{
  rushes_window_toast (window, rushes_toast_new (text));
}

static void
on_found (gpointer window, gpointer data, gpointer result, const GError *error)
{
  Order *order = data;
  GArray *rows = result;
  GPtrArray *judgements;
  g_autofree char *line = error != NULL ? rushes_error_text_one_line (error, NULL) : NULL;

  if (rows == NULL)
    {
      tell (window, line);
      return;
    }
  judgements = order->apart ? rushes_stacking_unjoin (order->library, rows) : rushes_stacking_join (order->library, rows);
  if (judgements->len == 0)
    tell (window, order->apart ? _("None of these takes is in a stack") : rows->len < 2 ? _("Select two takes or more to stack them")
                                                                                         : _("These takes are one stack already"));
  rushes_library_judge (order->library, judgements);
}

static void
start (gpointer window, gboolean apart)
{
  Order *order = g_new (Order, 1);
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (window));

  *order = (Order) { g_object_ref (library), new_parts (window, library), apart };
  rushes_way_back_work (window, find, order, order_free, (GDestroyNotify) g_array_unref, on_found);
}

static void
stack (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  start (window, FALSE);
}

static void
unstack (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  start (window, TRUE);
}

/* “win.stack”, “win.unstack”. */
void
rushes_stack_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "stack", .activate = stack },
    { .name = "unstack", .activate = unstack },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
