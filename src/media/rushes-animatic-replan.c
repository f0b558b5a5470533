/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-animatic-private.h"

/* The parts change while they are played: a part is known again by its name, and whoever looks at it goes on at the same place of it. */

typedef struct
{
  GPtrArray *parts;  /* as they were */
  gint64 *starts;
  char **problems;
  int *moved;        /* which part each has become, -1: it is gone */
} Before;

/* (transfer full) */
static int *
find_moved (GPtrArray *before, GPtrArray *after)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  int *moved = g_new (int, before->len);

  for (guint i = after->len; i > 0; i--)
    if (((RushesPart *) after->pdata[i - 1])->name != NULL)
      g_hash_table_insert (places, ((RushesPart *) after->pdata[i - 1])->name, GUINT_TO_POINTER (i));
  for (guint i = 0; i < before->len; i++)
    {
      const char *name = ((RushesPart *) before->pdata[i])->name;
      moved[i] = name != NULL ? (int) GPOINTER_TO_UINT (g_hash_table_lookup (places, name)) - 1 : -1;
    }
  return moved;
}

static void
before_clear (Before *before)
{
  for (guint i = 0; i < before->parts->len; i++)
    g_free (before->problems[i]);
  g_free (before->problems);
  g_free (before->starts);
  g_free (before->moved);
  g_ptr_array_unref (before->parts);
}

/* What could not be seen before and is the same file still cannot. */
static void
keep_problems (RushesAnimatic *self, Before *before)
{
  for (guint i = 0; i < before->parts->len; i++)
    {
      int part = before->moved[i];
      if (part >= 0 && self->problems[part] == NULL &&
          g_strcmp0 (((RushesPart *) before->parts->pdata[i])->path, ((RushesPart *) self->parts->pdata[part])->path) == 0)
        self->problems[part] = g_steal_pointer (&before->problems[i]);
    }
}

/* Where a part is gone, it goes on with the one that followed it. */
static gint64
find_place (RushesAnimatic *self, const Before *before, int part, gint64 at)
{
  if (before->moved[part] >= 0)
    return self->starts[before->moved[part]] + MIN (at, self->starts[before->moved[part] + 1] - self->starts[before->moved[part]] - 1);
  for (guint i = (guint) part + 1; i < before->parts->len; i++)
    if (before->moved[i] >= 0)
      return self->starts[before->moved[i]];
  return rushes_animatic_get_length (self) - 1;
}

/* Which part that was, among those before. */
static int
find_part_before (const Before *before, gint64 frame)
{
  int part = 0;

  while (part + 1 < (int) before->parts->len && before->starts[part + 1] <= frame)
    part++;
  return part;
}

static gint64
move_frame (RushesAnimatic *self, const Before *before, gint64 frame)
{
  int part = frame >= 0 ? find_part_before (before, frame) : -1;

  return part >= 0 ? find_place (self, before, part, frame - before->starts[part]) : frame;
}

/* What ended with a part ends with it still, however long that is now. */
static gint64
move_last (RushesAnimatic *self, const Before *before)
{
  int part = self->last >= 0 ? find_part_before (before, self->last) : -1;

  if (part < 0 || before->moved[part] < 0 || self->last + 1 < before->starts[part + 1])
    return move_frame (self, before, self->last);
  return self->starts[before->moved[part] + 1] - 1;
}

/* The clock goes on from there. */
static void
move_target (RushesAnimatic *self, const Before *before)
{
  gint64 to = move_frame (self, before, self->target);
  double seconds = rushes_animatic_get_now (self) + rushes_animatic_to_seconds (self, to) - rushes_animatic_to_seconds (self, self->target);

  rushes_animatic_set_clock (self, seconds);
  self->target = to;
}

/* What is seen has another number now, which is told when that is what is seen. */
static void
move_seen (RushesAnimatic *self, const Before *before)
{
  self->frame = self->frame >= 0 ? move_frame (self, before, self->frame) : -1;
  self->part = rushes_animatic_find_part (self, self->frame);
  if (self->sought >= 0)
    self->sought = self->target;
  g_object_notify (G_OBJECT (self), "length");
  g_object_notify (G_OBJECT (self), "part");
}

/**
 * rushes_animatic_replan:
 * @parts: (element-type RushesPart): one at least; not changed any more; named as they were
 * @track: (nullable)
 *
 * What is open from now on, at the same rate. What is seen stays where it is within its part, and what plays goes on from there; what is open
 * already and still needed is not opened anew. Where nothing is open nothing happens.
 */
void
rushes_animatic_replan (RushesAnimatic *self, GPtrArray *parts, const RushesTrack *track)
{
  Before before = { self->parts, self->starts, self->problems, NULL };

  g_return_if_fail (parts->len > 0);
  if (self->readers == NULL)
    return;
  before.moved = find_moved (before.parts, parts);
  g_object_freeze_notify (G_OBJECT (self));
  rushes_animatic_take_parts (self, parts);
  keep_problems (self, &before);
  rushes_animatic_readers_replan (self->readers, parts, before.moved);
  rushes_animatic_sound_replan (self->sound, parts, before.moved, track);
  move_target (self, &before);
  self->first = move_frame (self, &before, self->first);
  self->last = move_last (self, &before);
  move_seen (self, &before);
  if (self->playing && !self->jumped)
    rushes_animatic_update (self);
  else
    rushes_animatic_jump (self, self->target);
  before_clear (&before);
  g_object_thaw_notify (G_OBJECT (self));
}
