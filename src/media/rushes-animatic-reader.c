/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-animatic-reader.h"

#include "rushes-still.h"

struct _RushesAnimaticReader
{
  const RushesPart *part;
  RushesRate rate;                 /* the board's */
  RushesFrameSource *source;       /* of a clip */
  RushesStill *still;              /* of a picture; read anew when it is drawn larger */
  RushesFramePaintable *paintable;
  gint64 at;                       /* what was gone to; -1: nothing yet */
  GSourceOnceFunc on_changed;
  gpointer data;
};

static void
on_source (RushesAnimaticReader *self)
{
  self->on_changed (self->data);
}

static void
open_source (RushesAnimaticReader *self, int width, int height)
{
  double fps = (double) self->part->rate.frames / self->part->rate.seconds;

  self->source = rushes_frame_source_new (self->part->path, fps, (int) g_get_num_processors ());
  rushes_frame_source_set_paintable (self->source, GDK_PAINTABLE (self->paintable));
  rushes_frame_source_set_room (self->source, width, height, FALSE);
  g_signal_connect_swapped (self->source, "changed", G_CALLBACK (on_source), self);
}

/**
 * rushes_animatic_reader_new:
 * @part: outlives it; no card
 * @rate: the board's
 * @paintable: where it is shown
 * @width, @height: the pixels that there are for it
 * @on_changed: what was gone to may be at hand now, or there is a problem
 */
RushesAnimaticReader *
rushes_animatic_reader_new (const RushesPart *part, RushesRate rate, RushesFramePaintable *paintable, int width, int height,
                            GSourceOnceFunc on_changed, gpointer data)
{
  RushesAnimaticReader *self = g_new (RushesAnimaticReader, 1);

  *self = (RushesAnimaticReader) { .part = part, .rate = rate, .paintable = g_object_ref (paintable), .at = -1, .on_changed = on_changed, .data = data };
  if (part->picture)
    self->still = rushes_still_new (part->path, width, height, on_changed, data);
  else
    open_source (self, width, height);
  return self;
}

/* Returns: (transfer full) (nullable): what is still being closed: it tells when it is */
RushesFrameSource *
rushes_animatic_reader_free (RushesAnimaticReader *self)
{
  RushesFrameSource *source = self->source;

  if (source != NULL)
    {
      g_signal_handlers_disconnect_by_func (source, on_source, self);
      rushes_frame_source_close (source);
    }
  g_clear_pointer (&self->still, rushes_still_free);
  g_object_unref (self->paintable);
  g_free (self);
  return source;
}

/* Whether that is another part of the file that it has open. */
gboolean
rushes_animatic_reader_can_show (RushesAnimaticReader *self, const RushesPart *part)
{
  return g_strcmp0 (self->part->path, part->path) == 0 && self->part->picture == part->picture &&
         self->part->rate.frames == part->rate.frames && self->part->rate.seconds == part->rate.seconds;
}

/* @part: outlives it; that it can show */
void
rushes_animatic_reader_take_part (RushesAnimaticReader *self, const RushesPart *part)
{
  self->part = part;
}

static int
find_frame (RushesAnimaticReader *self)
{
  if (self->part->variable)
    return rushes_frame_source_find (self->source, rushes_part_find_time (self->part, self->rate, self->at));
  return (int) rushes_part_find (self->part, self->rate, self->at);
}

/**
 * rushes_animatic_reader_go_to:
 * @at: frames of the board since the part began
 *
 * Returns: whether what is seen then can be shown now; one with a problem keeps nobody waiting
 */
gboolean
rushes_animatic_reader_go_to (RushesAnimaticReader *self, gint64 at)
{
  self->at = at;
  if (self->still != NULL)
    return rushes_still_is_read (self->still);
  return rushes_frame_source_go_to (self->source, find_frame (self));
}

/* Returns: what was gone to, or -1 */
gint64
rushes_animatic_reader_get_at (RushesAnimaticReader *self)
{
  return self->at;
}

static gboolean
show_still (RushesAnimaticReader *self)
{
  int width, height;
  GdkTexture *texture = rushes_still_get_texture (self->still, &width, &height);

  if (texture != NULL)
    rushes_frame_paintable_show (self->paintable, texture, width, height);
  return texture != NULL;
}

/* Shows what was gone to. Returns: whether there is anything to see */
gboolean
rushes_animatic_reader_show (RushesAnimaticReader *self)
{
  if (self->still != NULL)
    return show_still (self);
  rushes_frame_source_show (self->source);
  return rushes_frame_source_get_shown (self->source) >= 0;
}

/* @again: what is seen is made again. */
void
rushes_animatic_reader_set_room (RushesAnimaticReader *self, int width, int height, gboolean again)
{
  if (self->source != NULL)
    {
      rushes_frame_source_set_room (self->source, width, height, again);
      return;
    }
  rushes_still_free (self->still);
  self->still = rushes_still_new (self->part->path, width, height, self->on_changed, self->data);
}

/* Returns: (nullable): why there is nothing to see */
const char *
rushes_animatic_reader_get_problem (RushesAnimaticReader *self)
{
  return self->still != NULL ? rushes_still_get_problem (self->still) : rushes_frame_source_get_problem (self->source);
}
