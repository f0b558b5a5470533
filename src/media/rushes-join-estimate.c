/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-join-estimate.h"

#include "rushes-room.h"

/* How large a film will be, before it is: so that one that cannot fit is not begun. */

#define BITS_A_PIXEL 0.2     /* of a frame, at the quality that is asked for (-output): a picture that moves, more or less */
#define SOUND_A_SECOND 24000 /* bytes: 192 kbit/s */

static double
get_seconds (const RushesJoin *join)
{
  gint64 length = 0;

  for (guint i = 0; i < join->parts->len; i++)
    length += ((const RushesPart *) join->parts->pdata[i])->length;
  return rushes_rate_to_seconds (join->rate, length);
}

static gboolean
is_heard (const RushesJoin *join)
{
  gboolean heard = join->track != NULL;

  for (guint i = 0; i < join->parts->len; i++)
    heard |= rushes_part_is_heard (join->parts->pdata[i]);
  return heard;
}

static double
get_sound (const RushesJoin *join)
{
  return is_heard (join) ? get_seconds (join) * SOUND_A_SECOND : 0;
}

/* Returns: bytes; of each file as much as is seen of it. A track is encoded, and what is heard of a clip counts with it. Blocking */
gint64
rushes_join_estimate_copied (const RushesJoin *join)
{
  double bytes = join->track != NULL ? get_sound (join) : 0;

  for (guint i = 0; i < join->parts->len; i++)
    {
      const RushesPart *part = join->parts->pdata[i];
      double share = part->n_frames > 0 ? MIN (1, (double) part->plays / (double) part->n_frames) : 1;
      bytes += part->path != NULL ? (double) rushes_room_get_size (part->path) * share : 0;
    }
  return (gint64) bytes;
}

/* Returns: bytes, from its size, rate and duration */
gint64
rushes_join_estimate_encoded (const RushesJoin *join)
{
  double frames = get_seconds (join) * join->rate.frames / join->rate.seconds;

  return (gint64) (frames * join->width * join->height * BITS_A_PIXEL / 8 + get_sound (join));
}
