/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-otio.h"

#include "rushes-frame-code.h"

#include <json-glib/json-glib.h>

/* OpenTimelineIO: JSON, each object with its schema and version (contracts/edit-interchange.md, section 1). A track's time is the sum of
 * its children's durations. */

typedef struct
{
  JsonBuilder *builder;
  const RushesSequence *sequence;
  const char *folder; /* of the media, beside the document */
} Writing;

static void
add_string (Writing *writing, const char *member, const char *text)
{
  json_builder_set_member_name (writing->builder, member);
  json_builder_add_string_value (writing->builder, text);
}

static void
add_double (Writing *writing, const char *member, double value)
{
  json_builder_set_member_name (writing->builder, member);
  json_builder_add_double_value (writing->builder, value);
}

static void
begin_object (Writing *writing, const char *member, const char *schema)
{
  if (member != NULL)
    json_builder_set_member_name (writing->builder, member);
  json_builder_begin_object (writing->builder);
  if (schema != NULL)
    add_string (writing, "OTIO_SCHEMA", schema);
}

static void
end_object (Writing *writing)
{
  json_builder_end_object (writing->builder);
}

static void
begin_array (Writing *writing, const char *member)
{
  json_builder_set_member_name (writing->builder, member);
  json_builder_begin_array (writing->builder);
}

static void
end_array (Writing *writing)
{
  json_builder_end_array (writing->builder);
}

static void
add_time (Writing *writing, const char *member, double value, RushesRate rate)
{
  begin_object (writing, member, "RationalTime.1");
  add_double (writing, "value", value);
  add_double (writing, "rate", (double) rate.frames / rate.seconds);
  end_object (writing);
}

static void
add_range (Writing *writing, const char *member, double start, double duration, RushesRate rate)
{
  begin_object (writing, member, "TimeRange.1");
  add_time (writing, "start_time", start, rate);
  add_time (writing, "duration", duration, rate);
  end_object (writing);
}

/* Frames of the board as so many of the media, with a fraction where they do not meet: a range must not be shorter than it is. */
static double
to_rate (Writing *writing, gint64 n_frames, RushesRate rate)
{
  return rushes_rate_to_seconds (writing->sequence->rate, n_frames) * rate.frames / rate.seconds;
}

static void
add_text_of_shot (Writing *writing, const char *member, const char *text)
{
  if (*text != '\0')
    add_string (writing, member, text);
}

/* What other programs have no place for. */
static void
add_metadata (Writing *writing, const RushesSequenceShot *shot)
{
  begin_object (writing, "metadata", NULL);
  begin_object (writing, "rushes", NULL);
  add_string (writing, "shot", shot->number);
  add_text_of_shot (writing, "scene", shot->scene);
  add_text_of_shot (writing, "size", shot->size);
  add_text_of_shot (writing, "camera", shot->camera);
  add_text_of_shot (writing, "action", shot->action);
  add_text_of_shot (writing, "dialogue", shot->dialogue);
  add_text_of_shot (writing, "notes", shot->notes);
  add_text_of_shot (writing, "prompt", shot->prompt);
  if (shot->seed >= 0)
    {
      json_builder_set_member_name (writing->builder, "seed");
      json_builder_add_int_value (writing->builder, shot->seed);
    }
  if (shot->media != NULL && shot->media->id != NULL)
    add_string (writing, "clip", shot->media->id);
  end_object (writing);
  end_object (writing);
}

static void
add_no_metadata (Writing *writing)
{
  begin_object (writing, "metadata", NULL);
  end_object (writing);
}

/* In the time of the clip's source. */
static void
add_markers (Writing *writing, const RushesSequenceShot *shot)
{
  begin_array (writing, "markers");
  for (guint i = 0; i < shot->markers->len; i++)
    {
      const RushesSequenceMarker *marker = shot->markers->pdata[i];
      begin_object (writing, NULL, "Marker.2");
      add_string (writing, "name", marker->text);
      add_string (writing, "comment", marker->text);
      add_string (writing, "color", "RED");
      add_range (writing, "marked_range", to_rate (writing, shot->in + marker->at, shot->media->rate), to_rate (writing, 1, shot->media->rate),
                 shot->media->rate);
      add_no_metadata (writing);
      end_object (writing);
    }
  end_array (writing);
}

static void
add_reference (Writing *writing, const RushesSequenceMedia *media)
{
  g_autofree char *folder = g_uri_escape_string (writing->folder, NULL, FALSE);
  g_autofree char *url = g_strconcat (folder, "/", media->name, NULL);

  begin_object (writing, "media_references", NULL);
  begin_object (writing, "DEFAULT_MEDIA", "ExternalReference.1");
  add_string (writing, "name", media->name);
  add_string (writing, "target_url", url);
  if (media->n_frames > 0)
    add_range (writing, "available_range", 0, media->n_frames, media->rate);
  else
    {
      json_builder_set_member_name (writing->builder, "available_range");
      json_builder_add_null_value (writing->builder);
    }
  add_no_metadata (writing);
  end_object (writing);
  end_object (writing);
  add_string (writing, "active_media_reference_key", "DEFAULT_MEDIA");
}

static void
add_effects (Writing *writing, gboolean frozen)
{
  begin_array (writing, "effects");
  if (frozen)
    {
      begin_object (writing, NULL, "FreezeFrame.1");
      add_string (writing, "name", "Hold");
      add_string (writing, "effect_name", "FreezeFrame");
      add_double (writing, "time_scalar", 0);
      add_no_metadata (writing);
      end_object (writing);
    }
  end_array (writing);
}

static void
end_item (Writing *writing)
{
  json_builder_set_member_name (writing->builder, "enabled");
  json_builder_add_boolean_value (writing->builder, TRUE);
  end_object (writing);
}

static void
add_gap (Writing *writing, const char *name, gint64 length)
{
  begin_object (writing, NULL, "Gap.1");
  add_string (writing, "name", name);
  add_range (writing, "source_range", 0, length, writing->sequence->rate);
  add_effects (writing, FALSE);
  begin_array (writing, "markers");
  end_array (writing);
}

/* So much of the shot, from there on; its last frame stands if it is @frozen. */
static void
add_clip (Writing *writing, const RushesSequenceShot *shot, gint64 in, gint64 length, gboolean frozen)
{
  const RushesSequenceMedia *media = shot->media;

  begin_object (writing, NULL, "Clip.2");
  add_string (writing, "name", shot->name);
  add_range (writing, "source_range", to_rate (writing, in, media->rate), to_rate (writing, length, media->rate), media->rate);
  add_reference (writing, media);
  add_effects (writing, frozen);
  if (frozen)
    {
      begin_array (writing, "markers");
      end_array (writing);
    }
  else
    add_markers (writing, shot);
  add_metadata (writing, shot);
  end_item (writing);
}

static void
add_shot (Writing *writing, const RushesSequenceShot *shot)
{
  if (shot->media == NULL)
    {
      add_gap (writing, shot->name, shot->length);
      add_metadata (writing, shot);
      end_item (writing);
      return;
    }
  add_clip (writing, shot, shot->in, shot->plays, FALSE);
  if (shot->plays < shot->length)
    add_clip (writing, shot, shot->in + shot->plays - 1, shot->length - shot->plays, TRUE);
}

static void
begin_track (Writing *writing, const char *name, const char *kind)
{
  begin_object (writing, NULL, "Track.1");
  add_string (writing, "name", name);
  add_string (writing, "kind", kind);
  begin_array (writing, "children");
}

static void
end_track (Writing *writing)
{
  end_array (writing);
  json_builder_set_member_name (writing->builder, "source_range");
  json_builder_add_null_value (writing->builder);
  add_effects (writing, FALSE);
  begin_array (writing, "markers");
  end_array (writing);
  add_no_metadata (writing);
  end_item (writing);
}

/* The scratch track, as far as the pictures go. */
static void
add_sound (Writing *writing)
{
  const RushesSequence *sequence = writing->sequence;
  gint64 from = MAX (0, sequence->track_offset), over = MAX (0, -sequence->track_offset);

  if (sequence->track == NULL || from >= sequence->length)
    return;
  begin_track (writing, "Scratch track", "Audio");
  if (from > 0)
    {
      add_gap (writing, "", from);
      add_no_metadata (writing);
      end_item (writing);
    }
  begin_object (writing, NULL, "Clip.2");
  add_string (writing, "name", sequence->track->name);
  add_range (writing, "source_range", over, sequence->length - from, sequence->rate);
  add_reference (writing, sequence->track);
  add_effects (writing, FALSE);
  begin_array (writing, "markers");
  end_array (writing);
  add_no_metadata (writing);
  end_item (writing);
  end_track (writing);
}

static void
add_tracks (Writing *writing)
{
  begin_object (writing, "tracks", "Stack.1");
  add_string (writing, "name", "tracks");
  begin_array (writing, "children");
  begin_track (writing, "Pictures", "Video");
  for (guint i = 0; i < writing->sequence->shots->len; i++)
    add_shot (writing, writing->sequence->shots->pdata[i]);
  end_track (writing);
  add_sound (writing);
  end_track (writing);
}

/**
 * rushes_otio_write:
 * @media_folder: where the media are, beside the document
 *
 * Returns: (transfer full): the timeline
 */
GBytes *
rushes_otio_write (const RushesSequence *sequence, const char *media_folder)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  Writing writing = { builder, sequence, media_folder };
  g_autoptr (JsonNode) root = NULL;
  gsize length;
  char *text;

  begin_object (&writing, NULL, "Timeline.1");
  add_string (&writing, "name", sequence->title);
  add_time (&writing, "global_start_time", rushes_frame_code_get_start (sequence->rate), sequence->rate);
  add_tracks (&writing);
  begin_object (&writing, "metadata", NULL);
  end_object (&writing);
  end_object (&writing);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, &length);
  return g_bytes_new_take (text, length);
}
