/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-review-actions.h"

#include "rushes-clip-lookup.h"
#include "rushes-error-text.h"
#include "rushes-judging.h"
#include "rushes-shot-actions.h"
#include "rushes-stacking.h"
#include "rushes-toast.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Takes are compared: those that are selected, of closed stacks all that are in them; and the best of them is picked. */

typedef struct
{
  RushesLibrary *library;
  GArray *parts; /* RushesStackPart */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_object_unref (order->library);
  g_array_unref (order->parts);
  g_free (order);
}

static gpointer
find (gpointer data, GError **error)
{
  Order *order = data;

  return rushes_stacking_find (order->library, order->parts, FALSE, error);
}

static void
tell (RushesWindow *window, const char *text)
{
  rushes_window_toast (window, rushes_toast_new (text));
}

static void
tell_how (RushesWindow *window, guint n)
{
  g_autofree char *many = g_strdup_printf (_("%d takes at most are compared at once; these are %u"), RUSHES_ENSEMBLE_MAX, n);

  tell (window, n < 2 ? _("Select two to nine takes to compare them: Ctrl and a click adds one") : many);
}

/* One may have gone meanwhile. */
static void
on_read (gpointer window, GPtrArray *clips, const GError *error)
{
  g_autofree char *line = error != NULL ? rushes_error_text_one_line (error, NULL) : NULL;

  if (clips == NULL)
    tell (window, line);
  else if (clips->len < 2)
    tell_how (window, clips->len);
  else
    rushes_window_show_review (window, clips);
}

static void
on_found (gpointer window, gpointer data, gpointer result, const GError *error)
{
  Order *order = data;
  GArray *rows = result;
  g_autofree char *line = error != NULL ? rushes_error_text_one_line (error, NULL) : NULL;

  if (rows == NULL)
    tell (window, line);
  else if (rows->len < 2 || rows->len > RUSHES_ENSEMBLE_MAX)
    tell_how (window, rows->len);
  else
    rushes_clip_lookup_rows (window, order->library, rows, on_read);
}

static void
compare (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (window));
  g_autoptr (GArray) entries = rushes_gallery_list_selected (rushes_window_get_gallery (window));
  Order *order;

  if (entries->len > RUSHES_ENSEMBLE_MAX)
    {
      tell_how (window, entries->len);
      return;
    }
  order = g_new (Order, 1);
  *order = (Order) { g_object_ref (library), g_array_new (FALSE, FALSE, sizeof (RushesStackPart)) };
  for (guint i = 0; i < entries->len; i++)
    {
      const RushesEntry *entry = &g_array_index (entries, RushesEntry, i);
      g_array_append_vals (order->parts, &(RushesStackPart) { entry->row, entry->place == RUSHES_PLACE_TOP }, 1);
    }
  rushes_way_back_work (window, find, order, order_free, (GDestroyNotify) g_array_unref, on_found);
}

static void
close_review (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_window_close_review (window);
}

/* The take that has the focus is picked, unless it is, and selected in the gallery, where that shows it. */
static void
choose_winner (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesClip *clip = rushes_review_get_clip (rushes_window_get_review (window));
  g_autoptr (GPtrArray) clips = g_ptr_array_new_with_free_func (g_object_unref);

  if (clip == NULL)
    return;
  g_ptr_array_add (clips, g_object_ref (clip));
  if (rushes_shot_actions_choose (window, clip)) /* of a board: that is where it is chosen, and where one goes back to */
    {
      rushes_window_close_review (window);
      return;
    }
  rushes_library_judge (rushes_core_get_library (rushes_window_get_core (window)),
                        rushes_judging_set (clips, RUSHES_OPINION_VERDICT, g_variant_new_int32 (RUSHES_VERDICT_PICK)));
  rushes_window_close_review (window);
  if (rushes_clip_list_find (rushes_gallery_get_clips (rushes_window_get_gallery (window)), rushes_clip_get_id (clips->pdata[0])) < 0)
    return;
  rushes_gallery_select (rushes_window_get_gallery (window), clips->pdata[0]);
  rushes_gallery_show_selected (rushes_window_get_gallery (window));
}

/* “win.compare” and its kin. */
void
rushes_review_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "compare", .activate = compare },
    { .name = "close-review", .activate = close_review },
    { .name = "choose-winner", .activate = choose_winner },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
