/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-stack-actions.h"

#include "rushes-error-text.h"
#include "rushes-stacking.h"
#include "rushes-toast.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Takes are put together, or apart: those at hand, of closed stacks all that are in them. */

typedef struct
{
  GArray *parts; /* RushesStackPart */
  gboolean apart;
  gint n_found; /* clips that are meant; atomic */
} Order;

/* Both hands let go of it. */
static void
order_clear (gpointer data)
{
  g_array_unref (((Order *) data)->parts);
}

static void
order_unref (gpointer order)
{
  g_atomic_rc_box_release_full (order, order_clear);
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

static GPtrArray *
find (RushesLibrary *library, gpointer data, GError **error)
{
  Order *order = data;
  g_autoptr (GArray) rows = rushes_stacking_find (library, order->parts, order->apart, error);

  if (rows == NULL)
    return NULL;
  g_atomic_int_set (&order->n_found, (int) rows->len);
  return order->apart ? rushes_stacking_unjoin (library, rows, error) : rushes_stacking_join (library, rows, error);
}

/* Why nothing changed. */
static const char *
get_reason (const Order *order)
{
  if (order->apart)
    return _("None of these takes is in a stack");
  return order->n_found < 2 ? _("Select two takes or more to stack them") : _("These takes are one stack already");
}

/* The way back of an order. */
typedef struct
{
  gpointer way_back;
  Order *order;
} Waiting;

static void
on_found (GObject *library, GAsyncResult *result, gpointer data)
{
  g_autofree Waiting *waiting = data;
  g_autoptr (RushesWindow) window = rushes_way_back_take (waiting->way_back);
  g_autoptr (GError) error = NULL;
  gssize n = rushes_library_judge_later_finish (RUSHES_LIBRARY (library), result, &error);
  g_autofree char *line = error != NULL ? rushes_error_text_one_line (error, NULL) : NULL;

  if (window != NULL && n <= 0)
    rushes_window_toast (window, rushes_toast_new (n < 0 ? line : get_reason (waiting->order)));
  order_unref (waiting->order);
}

static void
start (gpointer window, gboolean apart)
{
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (window));
  Order *order = g_atomic_rc_box_new (Order);
  Waiting *waiting = g_new (Waiting, 1);

  *order = (Order) { new_parts (window, library), apart, 0 };
  *waiting = (Waiting) { rushes_way_back_new (window), g_atomic_rc_box_acquire (order) };
  rushes_library_judge_later_async (library, order->parts->len, find, order, order_unref, on_found, waiting);
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
