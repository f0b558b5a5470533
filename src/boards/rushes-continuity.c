/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-continuity.h"

#include "rushes-error.h"
#include "rushes-shot-number.h"

#include <glib/gi18n.h>

/* Shots that start from the end of another, or end where another starts. The link names the shot, and a take remembers which take it
 * started from: so it is out of date exactly as long as another one counts there. */

static gint64
get_link (RushesBoardItem *shot, const char *member, const char *name)
{
  GVariant *value = rushes_board_item_get (shot, member);
  gint64 number = 0;

  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    g_variant_lookup (value, name, "x", &number);
  return number;
}

/* Returns: the number of the shot whose end it starts from; 0: none */
gint64
rushes_continuity_get_start (RushesBoardItem *shot)
{
  return get_link (shot, RUSHES_BOARD_FIRST, "end_of");
}

/* Returns: the number of the shot where it ends; 0: none */
gint64
rushes_continuity_get_end (RushesBoardItem *shot)
{
  return get_link (shot, RUSHES_BOARD_LAST, "start_of");
}

static RushesBoardItem *
get_needed (RushesBoard *board, RushesBoardItem *shot, int which)
{
  gint64 number = which == 0 ? rushes_continuity_get_start (shot) : rushes_continuity_get_end (shot);

  return number != 0 ? rushes_board_find_shot (board, number) : NULL;
}

/* Returns: how many shots stand before it in its chain; a circle is counted once */
guint
rushes_continuity_count_links (RushesBoard *board, RushesBoardItem *shot)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n = 0;

  g_hash_table_add (seen, shot);
  for (shot = get_needed (board, shot, 0); shot != NULL && g_hash_table_add (seen, shot); shot = get_needed (board, shot, 0))
    n++;
  return n;
}

/* Whether @goal has to be made before @from, or is it. */
static gboolean
needs (RushesBoard *board, RushesBoardItem *from, RushesBoardItem *goal)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  g_ptr_array_add (open, from);
  while (open->len > 0)
    {
      RushesBoardItem *shot = g_ptr_array_steal_index_fast (open, open->len - 1);
      if (shot == goal)
        return TRUE;
      if (!g_hash_table_add (seen, shot))
        continue;
      for (int which = 0; which < 2; which++)
        if (get_needed (board, shot, which) != NULL)
          g_ptr_array_add (open, get_needed (board, shot, which));
    }
  return FALSE;
}

/* Returns: whether @shot may have to wait for @other; not if that waits for it */
gboolean
rushes_continuity_check (RushesBoard *board, RushesBoardItem *shot, RushesBoardItem *other, GError **error)
{
  g_autofree char *name = rushes_shot_number_dup_shown (shot), *other_name = rushes_shot_number_dup_shown (other);

  if (shot == other)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("Shot %s cannot start or end where it does itself"), name);
  else if (needs (board, other, shot))
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE,
                 _("Shot %s cannot wait for shot %s, because that waits for it: they would go round in a circle"), name, other_name);
  else
    return TRUE;
  return FALSE;
}

typedef struct
{
  RushesBoardItem *shot;
  int next; /* which of its links comes next */
} Visit;

/* Goes on to the shots that are needed; one that is still on the way closes a circle. */
static void
visit (RushesBoard *board, RushesBoardItem *first, GHashTable *colours, GPtrArray *circles)
{
  g_autoptr (GArray) way = g_array_new (FALSE, FALSE, sizeof (Visit));
  Visit start = { first, 0 };

  g_array_append_val (way, start);
  g_hash_table_insert (colours, first, GINT_TO_POINTER (1));
  while (way->len > 0)
    {
      Visit *top = &g_array_index (way, Visit, way->len - 1);
      RushesBoardItem *shot = top->shot, *needed = top->next < 2 ? get_needed (board, shot, top->next) : NULL;
      int colour = needed != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (colours, needed)) : 2;
      Visit further = { needed, 0 };

      if (top->next++ >= 2)
        {
          g_hash_table_insert (colours, shot, GINT_TO_POINTER (2));
          g_array_set_size (way, way->len - 1);
        }
      else if (colour == 1)
        g_ptr_array_add (circles, shot);
      else if (colour == 0)
        {
          g_hash_table_insert (colours, needed, GINT_TO_POINTER (1));
          g_array_append_val (way, further);
        }
    }
}

/* Returns: (transfer container) (element-type RushesBoardItem): a shot of each circle: no link closes one, but a file may */
GPtrArray *
rushes_continuity_list_circles (RushesBoard *board)
{
  g_autoptr (GHashTable) colours = g_hash_table_new (NULL, NULL); /* 1: on the way, 2: left */
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (board);
  GPtrArray *circles = g_ptr_array_new ();

  for (guint i = 0; i < shots->len; i++)
    if (!g_hash_table_contains (colours, shots->pdata[i]))
      visit (board, shots->pdata[i], colours, circles);
  return circles;
}

/* Returns: (transfer none) (nullable): the take that counts: the chosen one, else the first */
RushesBoardItem *
rushes_continuity_get_take (RushesBoardItem *shot)
{
  const char *chosen = rushes_board_item_get_string (shot, RUSHES_BOARD_CHOSEN);

  for (guint i = 0; chosen != NULL && i < rushes_board_item_get_count (shot); i++)
    if (g_strcmp0 (rushes_board_item_get_string (rushes_board_item_get_child (shot, i), RUSHES_BOARD_CLIP), chosen) == 0)
      return rushes_board_item_get_child (shot, i);
  return rushes_board_item_get_count (shot) > 0 ? rushes_board_item_get_child (shot, 0) : NULL;
}

/* Whether its take started from another one than counts now in the shot before it. */
gboolean
rushes_continuity_is_out_of_date (RushesBoard *board, RushesBoardItem *shot)
{
  RushesBoardItem *take = rushes_continuity_get_take (shot), *before = get_needed (board, shot, 0);
  RushesBoardItem *counts = before != NULL ? rushes_continuity_get_take (before) : NULL;
  GVariant *start = take != NULL ? rushes_board_item_get (take, RUSHES_BOARD_START) : NULL;
  const char *clip = NULL;

  if (counts == NULL || start == NULL || !g_variant_is_of_type (start, G_VARIANT_TYPE_VARDICT))
    return FALSE;
  g_variant_lookup (start, RUSHES_BOARD_CLIP, "&s", &clip);
  return g_strcmp0 (clip, rushes_board_item_get_string (counts, RUSHES_BOARD_CLIP)) != 0;
}
