/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-shot-layout.h"

/* Where the cards of a board lie: a heading for each scene, below it its shots in rows. All follows from how many there are and how wide it
 * is, so that only what is in sight needs widgets. */

#define EDGE 12
#define SPACING 12
#define NARROW_SPACING 6
#define SMALLEST_WIDTH 208
#define NARROW_HEIGHT 90
#define HEADING 30    /* at least */
#define AROUND_LINE 8 /* above and below the words of a heading, together */
#define MARK 4

/* Returns: (transfer full) */
RushesShotLayout *
rushes_shot_layout_new (void)
{
  RushesShotLayout *self = g_new0 (RushesShotLayout, 1);

  self->shots = g_array_new (FALSE, TRUE, sizeof (GdkRectangle));
  self->scenes = g_array_new (FALSE, TRUE, sizeof (RushesScenePlace));
  return self;
}

void
rushes_shot_layout_free (RushesShotLayout *self)
{
  g_array_unref (self->shots);
  g_array_unref (self->scenes);
  g_free (self);
}

/* As it is drawn: from the right in some languages. */
static GdkRectangle
mirror (RushesShotLayout *self, int x, int y, int width, int height)
{
  return (GdkRectangle) { self->mirrored ? self->width - x - width : x, y, width, height };
}

static int
get_spacing (RushesShotLayout *self)
{
  return self->narrow ? NARROW_SPACING : SPACING;
}

/* Returns: where the scene ends */
static int
lay_shots (RushesShotLayout *self, guint first, guint count, int y, int text_height)
{
  int room = MAX (1, self->width - 2 * EDGE), spacing = get_spacing (self);
  int width = MAX (1, (room - (self->columns - 1) * SPACING) / self->columns), height = self->narrow ? NARROW_HEIGHT : width * 9 / 16 + text_height;

  for (guint i = 0; i < count; i++)
    {
      int column = (int) i % self->columns, row = (int) i / self->columns;
      g_array_index (self->shots, GdkRectangle, first + i) = mirror (self, EDGE + column * (width + SPACING), y + row * (height + spacing), width, height);
    }
  return y + (int) ((count + (guint) self->columns - 1) / (guint) self->columns) * (height + spacing);
}

static gint64
add_lengths (RushesBoardView *view, guint first, guint count)
{
  gint64 frames = 0;

  for (guint i = first; i < first + count; i++)
    frames += rushes_shot_get_played (rushes_board_view_get_shot (view, i));
  return frames;
}

/* How many of the scene of @place are shown, from its first one on. */
static guint
count_shown (RushesFilteredShots *shown, const RushesScenePlace *place)
{
  guint n = 0;
  RushesShot *shot;

  if (rushes_filtered_shots_get_states (shown) == 0)
    return place->n_all;
  while ((shot = rushes_filtered_shots_get_shot (shown, place->first + n)) != NULL && rushes_shot_get_scene (shot) == place->id)
    n++;
  return n;
}

/* @place: what it has of the board is there. Returns: where it ends */
static int
lay_scene (RushesShotLayout *self, RushesScenePlace *place, int y, int text_height)
{
  place->heading = mirror (self, EDGE, y, MAX (1, self->width - 2 * EDGE), MAX (HEADING, self->line + AROUND_LINE));
  place->end = lay_shots (self, place->first, place->count, y + place->heading.height, text_height);
  if (place->count == 0)
    place->end += get_spacing (self);
  return place->end;
}

/**
 * rushes_shot_layout_lay:
 * @view: (nullable): the board
 * @shown: (nullable): what of it is shown; a scene of which a filter leaves nothing has no heading
 * @text_height: what a card takes below its picture
 *
 * Lays all anew; narrow and mirrored are set before.
 */
void
rushes_shot_layout_lay (RushesShotLayout *self, RushesBoardView *view, RushesFilteredShots *shown, int width, int text_height)
{
  RushesBoard *board = view != NULL ? rushes_board_view_get_board (view) : NULL;
  RushesBoardItem *root = board != NULL ? rushes_board_get_root (board) : NULL;
  guint n_scenes = root != NULL ? rushes_board_item_get_count (root) : 0, first = 0, before = 0;
  int y = 0;

  self->width = width;
  self->columns = self->narrow ? 1 : MAX (1, (width - 2 * EDGE + SPACING) / (SMALLEST_WIDTH + SPACING));
  g_array_set_size (self->shots, root != NULL ? g_list_model_get_n_items (G_LIST_MODEL (shown)) : 0);
  g_array_set_size (self->scenes, 0);
  for (guint i = 0; i < n_scenes; i++)
    {
      RushesBoardItem *scene = rushes_board_item_get_child (root, i);
      RushesScenePlace place = { .item = scene, .id = rushes_board_item_get_int (scene, RUSHES_BOARD_ID, 0), .first = first };

      place.n_all = rushes_board_item_get_count (scene);
      place.count = count_shown (shown, &place);
      place.frames = add_lengths (view, before, place.n_all);
      before += place.n_all;
      first += place.count;
      if (place.count == 0 && rushes_filtered_shots_get_states (shown) != 0)
        continue;
      y = lay_scene (self, &place, y, text_height);
      g_array_append_val (self->scenes, place);
    }
  self->height = y;
}

static GdkRectangle *
get (RushesShotLayout *self, guint index)
{
  return &g_array_index (self->shots, GdkRectangle, index);
}

/* Returns: the shot there, or -1 */
int
rushes_shot_layout_find_at (RushesShotLayout *self, int x, int y)
{
  for (guint i = 0; i < self->shots->len; i++)
    if (gdk_rectangle_contains_point (get (self, i), x, y))
      return (int) i;
  return -1;
}

/* In the nearest row that way, the nearest. */
static int
find_in_row (RushesShotLayout *self, guint from, int by)
{
  int best = -1;

  for (int i = (int) from + by; i >= 0 && i < (int) self->shots->len; i += by)
    {
      GdkRectangle *there = get (self, (guint) i);
      if (there->y == get (self, from)->y)
        continue;
      if (best >= 0 && there->y != get (self, (guint) best)->y)
        break;
      if (best < 0 || ABS (there->x - get (self, from)->x) < ABS (get (self, (guint) best)->x - get (self, from)->x))
        best = i;
    }
  return best;
}

/* Returns: the shot beside that one, or -1 */
int
rushes_shot_layout_find_next (RushesShotLayout *self, guint from, GtkDirectionType way)
{
  int by = way == GTK_DIR_RIGHT || way == GTK_DIR_DOWN ? 1 : -1, next;

  if (from >= self->shots->len)
    return -1;
  if (way == GTK_DIR_UP || way == GTK_DIR_DOWN)
    return find_in_row (self, from, by);
  next = (int) from + (self->mirrored ? -by : by);
  return next >= 0 && next < (int) self->shots->len ? next : -1;
}

static RushesScenePlace *
find_scene (RushesShotLayout *self, int y)
{
  for (guint i = 0; i < self->scenes->len; i++)
    {
      RushesScenePlace *scene = &g_array_index (self->scenes, RushesScenePlace, i);
      if (y < scene->end || i + 1 == self->scenes->len)
        return scene;
    }
  return NULL;
}

/* Whether a point lies before the middle of a card, in reading order. */
static gboolean
is_before (RushesShotLayout *self, GdkRectangle *card, int x, int y)
{
  if (y < card->y)
    return TRUE;
  if (y >= card->y + card->height + get_spacing (self))
    return FALSE;
  if (self->narrow)
    return y < card->y + card->height / 2;
  return self->mirrored ? x > card->x + card->width / 2 : x < card->x + card->width / 2;
}

/* @at_end: behind @card, not before it */
static GdkRectangle
get_mark (RushesShotLayout *self, GdkRectangle *card, gboolean at_end)
{
  int spacing = get_spacing (self), gap = (spacing - MARK) / 2;

  if (self->narrow)
    return (GdkRectangle) { card->x, at_end ? card->y + card->height + gap : card->y - gap - MARK, card->width, MARK };
  return (GdkRectangle) { at_end != self->mirrored ? card->x + card->width + gap : card->x - gap - MARK, card->y, MARK, card->height };
}

/* @place: (out): where something dropped there goes. Returns: %FALSE: nowhere */
gboolean
rushes_shot_layout_find_drop (RushesShotLayout *self, int x, int y, RushesDropPlace *place)
{
  RushesScenePlace *scene = find_scene (self, y);
  guint index;

  if (scene == NULL)
    return FALSE;
  for (index = scene->first; index < scene->first + scene->count; index++)
    if (is_before (self, get (self, index), x, y))
      break;
  place->scene = scene->id;
  place->before = index < scene->first + scene->count ? index : G_MAXUINT;
  if (scene->count == 0)
    place->mark = (GdkRectangle) { scene->heading.x, scene->heading.y + scene->heading.height - MARK, scene->heading.width, MARK };
  else if (index == scene->first || (place->before != G_MAXUINT && get (self, index)->y <= y))
    place->mark = get_mark (self, get (self, index), FALSE);
  else
    place->mark = get_mark (self, get (self, index - 1), TRUE);
  return TRUE;
}
