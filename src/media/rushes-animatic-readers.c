/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-animatic-readers.h"

typedef struct
{
  guint part;
  RushesAnimaticReader *reader;
  gboolean claimed; /* it is for one of those that are wanted, */
  guint rank;       /* that one */
  guint64 used;     /* when it last was, as the readers count */
} Open;

struct _RushesAnimaticReaders
{
  GPtrArray *parts;   /* RushesPart */
  RushesRate rate;
  RushesFramePaintable *paintable;
  int width, height;  /* the pixels that there are for each */
  GArray *open;       /* Open */
  guint64 n_wishes;   /* how often something was wanted */
  GPtrArray *closing; /* RushesFrameSource: there is room for another when one of them is closed */
  GSourceOnceFunc on_changed;
  gpointer data;
};

/**
 * rushes_animatic_readers_new:
 * @parts: (element-type RushesPart): not changed any more
 * @on_changed: what is wanted may be at hand now; never after it has been freed
 */
RushesAnimaticReaders *
rushes_animatic_readers_new (GPtrArray *parts, RushesRate rate, RushesFramePaintable *paintable, GSourceOnceFunc on_changed, gpointer data)
{
  RushesAnimaticReaders *self = g_new (RushesAnimaticReaders, 1);

  *self = (RushesAnimaticReaders) {
    .parts = g_ptr_array_ref (parts), .rate = rate, .paintable = g_object_ref (paintable), .open = g_array_new (FALSE, FALSE, sizeof (Open)),
    .closing = g_ptr_array_new_with_free_func (g_object_unref), .on_changed = on_changed, .data = data,
  };
  return self;
}

static Open *
get_open (RushesAnimaticReaders *self, guint i)
{
  return &g_array_index (self->open, Open, i);
}

static void
on_closed (RushesFrameSource *source, RushesAnimaticReaders *self)
{
  g_signal_handlers_disconnect_by_func (source, on_closed, self);
  g_ptr_array_remove_fast (self->closing, source);
  self->on_changed (self->data);
}

static void
close_one (RushesAnimaticReaders *self, guint i)
{
  RushesFrameSource *source = rushes_animatic_reader_free (get_open (self, i)->reader);

  g_array_remove_index (self->open, i);
  if (source == NULL)
    return;
  g_signal_connect (source, "closed", G_CALLBACK (on_closed), self);
  g_ptr_array_add (self->closing, source);
}

void
rushes_animatic_readers_free (RushesAnimaticReaders *self)
{
  while (self->open->len > 0)
    close_one (self, 0);
  for (guint i = 0; i < self->closing->len; i++)
    g_signal_handlers_disconnect_by_func (self->closing->pdata[i], on_closed, self);
  g_ptr_array_unref (self->closing);
  g_array_unref (self->open);
  g_object_unref (self->paintable);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/* How far it is to there; who would have to go back comes last. */
static gint64
get_distance (const Open *open, gint64 at)
{
  gint64 from = MAX (0, rushes_animatic_reader_get_at (open->reader));

  return from <= at ? at - from : G_MAXINT64 / 2 + from - at;
}

/* Who has the shorter way there, else who was the more urgent one before. */
static gboolean
is_better (const Open *open, const Open *than, gint64 at)
{
  gint64 distance = get_distance (open, at), other = get_distance (than, at);

  return distance < other || (distance == other && open->rank < than->rank);
}

/* (nullable): of those that show this part the best */
static Open *
claim (RushesAnimaticReaders *self, const RushesAnimaticPlace *place)
{
  Open *best = NULL;

  for (guint i = 0; i < self->open->len; i++)
    {
      Open *open = get_open (self, i);
      if (open->part == place->part && !open->claimed && (best == NULL || is_better (open, best, place->at)))
        best = open;
    }
  return best;
}

static void
claim_all (RushesAnimaticReaders *self, const RushesAnimaticPlace *places, guint n, RushesAnimaticReader **readers)
{
  for (guint i = 0; i < self->open->len; i++)
    get_open (self, i)->claimed = FALSE;
  for (guint i = 0; i < n; i++)
    {
      Open *open = claim (self, &places[i]);
      if (open == NULL)
        continue;
      open->claimed = TRUE;
      open->rank = i;
      open->used = self->n_wishes;
      readers[i] = open->reader;
    }
}

static RushesAnimaticReader *
open_one (RushesAnimaticReaders *self, guint part, guint rank)
{
  Open open = { .part = part, .claimed = TRUE, .rank = rank, .used = self->n_wishes };

  open.reader = rushes_animatic_reader_new (self->parts->pdata[part], self->rate, self->paintable, self->width, self->height, self->on_changed, self->data);
  g_array_append_val (self->open, open);
  return open.reader;
}

static void
close_the_others (RushesAnimaticReaders *self)
{
  for (guint i = self->open->len; i > 0; i--)
    if (!get_open (self, i - 1)->claimed)
      close_one (self, i - 1);
}

/* Of those that nobody wants the one that nobody has wanted for longest. Returns: whether there was one */
static gboolean
close_oldest (RushesAnimaticReaders *self)
{
  guint oldest = G_MAXUINT;

  for (guint i = 0; i < self->open->len; i++)
    if (!get_open (self, i)->claimed && (oldest == G_MAXUINT || get_open (self, i)->used < get_open (self, oldest)->used))
      oldest = i;
  if (oldest != G_MAXUINT)
    close_one (self, oldest);
  return oldest != G_MAXUINT;
}

/* What was wanted before stays where there is room: who goes back there need not open it again. */
static void
make_room (RushesAnimaticReaders *self, guint n_missing)
{
  while (self->open->len + n_missing > RUSHES_ANIMATIC_READERS_MAX && close_oldest (self))
    ;
}

/**
 * rushes_animatic_readers_want:
 * @places: what is wanted, the most urgent first
 * @n_open: so many of them are opened; the others are kept where they are open
 *
 * Closes others where there is no room for all. Each goes where it is wanted and waits there.
 *
 * Returns: (transfer none) (nullable): who shows the first; %NULL: it is not open, and when there is room for it, that is told
 */
RushesAnimaticReader *
rushes_animatic_readers_want (RushesAnimaticReaders *self, const RushesAnimaticPlace *places, guint n, guint n_open)
{
  RushesAnimaticReader *readers[RUSHES_ANIMATIC_READERS_MAX] = { NULL };
  guint n_missing = 0;

  g_return_val_if_fail (n <= RUSHES_ANIMATIC_READERS_MAX, NULL);
  self->n_wishes++;
  claim_all (self, places, n, readers);
  for (guint i = 0; i < MIN (n, n_open); i++)
    n_missing += readers[i] == NULL;
  make_room (self, n_missing);
  for (guint i = 0; i < MIN (n, n_open); i++)
    if (readers[i] == NULL && self->open->len < RUSHES_ANIMATIC_READERS_MAX && self->open->len + self->closing->len < RUSHES_ANIMATIC_READERS_LIVE)
      readers[i] = open_one (self, places[i].part, i);
  for (guint i = 0; i < n; i++)
    if (readers[i] != NULL)
      rushes_animatic_reader_go_to (readers[i], places[i].at);
  return readers[0];
}

/**
 * rushes_animatic_readers_replan:
 * @parts: (element-type RushesPart): that are shown from now on; not changed any more
 * @moved: which of them each of those before has become; −1: none
 *
 * What is open stays open where it is of the same file. The parts before must still be there.
 */
void
rushes_animatic_readers_replan (RushesAnimaticReaders *self, GPtrArray *parts, const int *moved)
{
  for (guint i = self->open->len; i > 0; i--)
    {
      Open *open = get_open (self, i - 1);
      int part = moved[open->part];

      if (part < 0 || !rushes_animatic_reader_can_show (open->reader, parts->pdata[part]))
        {
          close_one (self, i - 1);
          continue;
        }
      open->part = (guint) part;
      rushes_animatic_reader_take_part (open->reader, parts->pdata[part]);
    }
  g_ptr_array_unref (self->parts);
  self->parts = g_ptr_array_ref (parts);
}

/* @width, @height: the pixels that there are for each, those that come included. @again: what is seen is made again */
void
rushes_animatic_readers_set_room (RushesAnimaticReaders *self, int width, int height, gboolean again)
{
  self->width = width;
  self->height = height;
  close_the_others (self);
  for (guint i = 0; i < self->open->len; i++)
    rushes_animatic_reader_set_room (get_open (self, i)->reader, width, height, again);
}

/**
 * rushes_animatic_readers_find_trouble:
 * @known: why parts cannot be seen, as far as that is known
 * @problem: (out) (transfer none): why
 *
 * Returns: another part that is open and cannot be seen, or -1
 */
int
rushes_animatic_readers_find_trouble (RushesAnimaticReaders *self, char *const *known, const char **problem)
{
  for (guint i = 0; i < self->open->len; i++)
    {
      *problem = rushes_animatic_reader_get_problem (get_open (self, i)->reader);
      if (*problem != NULL && known[get_open (self, i)->part] == NULL)
        return (int) get_open (self, i)->part;
    }
  return -1;
}
