/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-parts.h"

/* What a board is for those who play it, or join it into a film. */

/* What a card says where there is no picture. */
static char *
dup_label (const RushesSequenceShot *shot)
{
  return *shot->action != '\0' ? g_strdup_printf ("%s\n%s", shot->number, shot->action) : g_strdup (shot->number);
}

static RushesPart *
make_part (const RushesSequence *sequence, const RushesSequenceShot *shot)
{
  const RushesSequenceMedia *media = shot->media;
  RushesPart *part = rushes_part_new (media != NULL ? media->path : NULL, shot->length);

  part->name = g_strdup (shot->number);
  part->label = dup_label (shot);
  if (media == NULL)
    return part;
  part->clip = g_strdup (media->id);
  part->rate = media->rate;
  part->picture = media->n_frames == 0;
  part->n_frames = media->n_frames;
  part->variable = media->variable;
  part->has_sound = media->has_sound;
  part->in = part->picture ? 0 : rushes_sequence_to_media (sequence, media, shot->in);
  part->plays = shot->plays;
  return part;
}

/* Returns: (transfer full) (element-type RushesPart): the shots, as they follow each other */
GPtrArray *
rushes_board_parts_new (const RushesSequence *sequence)
{
  GPtrArray *parts = g_ptr_array_new_full (sequence->shots->len, (GDestroyNotify) rushes_part_free);

  for (guint i = 0; i < sequence->shots->len; i++)
    g_ptr_array_add (parts, make_part (sequence, sequence->shots->pdata[i]));
  return parts;
}

/* Returns: (transfer full) (nullable): what is heard beside them */
RushesTrack *
rushes_board_parts_track (const RushesSequence *sequence)
{
  if (sequence->track == NULL)
    return NULL;
  return rushes_track_new (sequence->track->path, sequence->track_offset, sequence->track_volume);
}
