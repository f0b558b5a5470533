/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-fcpxml.h"

#include "rushes-frame-code.h"

/* FCPXML 1.10 (contracts/edit-interchange.md, section 2): times are fractions of a second, the order of elements is the DTD's. */

typedef struct
{
  GString *xml;
  const RushesSequence *sequence;
  GPtrArray *formats; /* char *: the attributes of each, which has the number of its place as id */
  const char *folder; /* of the media, absolute */
} Writing;

/* (transfer full): without what XML does not know */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7f && c != 0xfffe && c != 0xffff))
        g_string_append_unichar (kept, c);
    }
  return g_string_free (g_steal_pointer (&kept), FALSE);
}

/* (transfer full): as a value of an attribute, or as text */
static char *
escape (const char *text)
{
  g_autofree char *known = clean (text);

  return g_markup_escape_text (known, -1);
}

/* (transfer full): "48048/24000s" */
static char *
to_time (RushesRate rate, gint64 n_frames)
{
  gint64 over = n_frames * rate.seconds;

  if (over % rate.frames == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT "s", over / rate.frames);
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%ds", over, rate.frames);
}

static char *
to_offset (Writing *writing, gint64 n_frames)
{
  return to_time (writing->sequence->rate, n_frames);
}

static const char *
get_tc_format (RushesRate rate)
{
  return rushes_frame_code_drops (rate) ? "DF" : "NDF";
}

/* Returns: the number of that format, which is there from now on. @attributes: (transfer full) */
static guint
add_format (Writing *writing, char *attributes)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (writing->formats, attributes, g_str_equal, &index))
    {
      g_free (attributes);
      return index + 1;
    }
  g_ptr_array_add (writing->formats, attributes);
  return writing->formats->len;
}

static guint
add_moving_format (Writing *writing, RushesRate rate, int width, int height)
{
  g_autofree char *duration = to_time (rate, 1);

  return add_format (writing, g_strdup_printf ("frameDuration=\"%s\" width=\"%d\" height=\"%d\"", duration, width, height));
}

static guint
get_format (Writing *writing, const RushesSequenceMedia *media)
{
  if (media->n_frames == 0)
    return add_format (writing, g_strdup ("name=\"FFVideoFormatRateUndefined\""));
  return add_moving_format (writing, media->rate, media->width, media->height);
}

static gboolean
is_track (Writing *writing, const RushesSequenceMedia *media)
{
  return media == writing->sequence->track;
}

static void
append_asset (Writing *writing, guint number)
{
  const RushesSequenceMedia *media = writing->sequence->media->pdata[number];
  g_autofree char *name = escape (media->name), *path = g_build_filename (writing->folder, media->name, NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL), *url = g_markup_escape_text (uri, -1);
  g_autofree char *duration = is_track (writing, media) ? to_offset (writing, MAX (1, writing->sequence->length)) : to_time (media->rate, media->n_frames);

  g_string_append_printf (writing->xml, "    <asset id=\"a%u\" name=\"%s\" start=\"0s\" duration=\"%s\"", number + 1, name, duration);
  if (!is_track (writing, media))
    g_string_append_printf (writing->xml, " hasVideo=\"1\" videoSources=\"1\" format=\"r%u\"", get_format (writing, media));
  if (media->has_sound)
    g_string_append (writing->xml, " hasAudio=\"1\" audioSources=\"1\" audioChannels=\"2\" audioRate=\"48000\"");
  g_string_append_printf (writing->xml, ">\n      <media-rep kind=\"original-media\" src=\"%s\"/>\n    </asset>\n", url);
}

static void
append_formats (Writing *writing, GString *to)
{
  for (guint i = 0; i < writing->formats->len; i++)
    g_string_append_printf (to, "    <format id=\"r%u\" %s/>\n", i + 1, (const char *) writing->formats->pdata[i]);
}

/* Formats come first, and are known when all else is written. */
static void
append_resources (Writing *writing)
{
  gsize at = writing->xml->len;
  g_autoptr (GString) formats = g_string_new (NULL);

  for (guint i = 0; i < writing->sequence->media->len; i++)
    append_asset (writing, i);
  append_formats (writing, formats);
  g_string_insert_len (writing->xml, at, formats->str, formats->len);
}

static guint
find_asset (Writing *writing, const RushesSequenceMedia *media)
{
  guint index = 0;

  g_ptr_array_find (writing->sequence->media, media, &index);
  return index + 1;
}

static void
append_note (Writing *writing, const RushesSequenceShot *shot)
{
  const char *const parts[] = { shot->action, shot->dialogue, shot->notes };
  g_autoptr (GString) note = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (note, "%s%s", note->len > 0 ? "\n" : "", parts[i]);
  text = escape (note->str);
  if (*text != '\0')
    g_string_append_printf (writing->xml, "                <note>%s</note>\n", text);
}

/* The scratch track hangs on the first element; @start: where that one's own time begins. */
static void
append_track (Writing *writing, gint64 start)
{
  const RushesSequence *sequence = writing->sequence;
  gint64 from = MAX (0, sequence->track_offset), over = MAX (0, -sequence->track_offset);
  g_autofree char *offset = to_offset (writing, start + from), *begin = to_offset (writing, over), *duration = to_offset (writing, sequence->length - from);
  g_autofree char *name = NULL;

  if (sequence->track == NULL || from >= sequence->length)
    return;
  name = escape (sequence->track->name);
  g_string_append_printf (writing->xml, "                <asset-clip ref=\"a%u\" lane=\"-1\" offset=\"%s\" name=\"%s\" start=\"%s\" duration=\"%s\" audioRole=\"dialogue\"/>\n",
                          find_asset (writing, sequence->track), offset, name, begin, duration);
}

/* Order within a clip: note, timing, what hangs on it, markers. */
static void
append_inside (Writing *writing, const RushesSequenceShot *shot, gint64 start)
{
  append_note (writing, shot);
  if (shot->start == 0)
    append_track (writing, start);
  for (guint i = 0; i < shot->markers->len; i++)
    {
      const RushesSequenceMarker *marker = shot->markers->pdata[i];
      g_autofree char *text = escape (marker->text), *at = to_offset (writing, shot->in + marker->at), *frame = to_offset (writing, 1);
      g_string_append_printf (writing->xml, "                <marker start=\"%s\" duration=\"%s\" value=\"%s\"/>\n", at, frame, text);
    }
}

static void
append_gap (Writing *writing, const RushesSequenceShot *shot)
{
  g_autofree char *name = escape (shot->name), *offset = to_offset (writing, shot->start), *duration = to_offset (writing, shot->length);

  g_string_append_printf (writing->xml, "              <gap name=\"%s\" offset=\"%s\" start=\"0s\" duration=\"%s\">\n", name, offset, duration);
  append_inside (writing, shot, 0);
  g_string_append (writing->xml, "              </gap>\n");
}

static void
append_clip (Writing *writing, const RushesSequenceShot *shot)
{
  const RushesSequenceMedia *media = shot->media;
  const char *element = media->n_frames == 0 ? "video" : "asset-clip";
  g_autofree char *name = escape (shot->name), *offset = to_offset (writing, shot->start);
  g_autofree char *start = to_offset (writing, shot->in), *duration = to_offset (writing, shot->plays);

  g_string_append_printf (writing->xml, "              <%s ref=\"a%u\" offset=\"%s\" name=\"%s\" start=\"%s\" duration=\"%s\"", element,
                          find_asset (writing, media), offset, name, start, duration);
  if (media->n_frames > 0)
    g_string_append_printf (writing->xml, " format=\"r%u\" tcFormat=\"%s\"%s", get_format (writing, media), get_tc_format (media->rate),
                            media->has_sound ? " audioRole=\"dialogue\"" : "");
  g_string_append (writing->xml, ">\n");
  append_inside (writing, shot, shot->in);
  g_string_append_printf (writing->xml, "              </%s>\n", element);
}

/* The last frame stands for what the take is too short: its time is one and the same all the while. */
static void
append_hold (Writing *writing, const RushesSequenceShot *shot)
{
  g_autofree char *name = escape (shot->name), *offset = to_offset (writing, shot->start + shot->plays);
  g_autofree char *duration = to_offset (writing, shot->length - shot->plays), *last = to_offset (writing, shot->in + shot->plays - 1);

  g_string_append_printf (writing->xml,
                          "              <asset-clip ref=\"a%u\" offset=\"%s\" name=\"%s\" start=\"0s\" duration=\"%s\" format=\"r%u\" tcFormat=\"%s\" srcEnable=\"video\">\n"
                          "                <timeMap>\n"
                          "                  <timept time=\"0s\" value=\"%s\" interp=\"linear\"/>\n"
                          "                  <timept time=\"%s\" value=\"%s\" interp=\"linear\"/>\n"
                          "                </timeMap>\n"
                          "              </asset-clip>\n",
                          find_asset (writing, shot->media), offset, name, duration, get_format (writing, shot->media), get_tc_format (shot->media->rate),
                          last, duration, last);
}

static void
append_shot (Writing *writing, const RushesSequenceShot *shot)
{
  if (shot->media == NULL)
    {
      append_gap (writing, shot);
      return;
    }
  append_clip (writing, shot);
  if (shot->plays < shot->length)
    append_hold (writing, shot);
}

static void
append_sequence (Writing *writing)
{
  const RushesSequence *sequence = writing->sequence;
  g_autofree char *title = escape (sequence->title), *duration = to_offset (writing, sequence->length);
  g_autofree char *start = to_offset (writing, rushes_frame_code_get_start (sequence->rate));

  g_string_append_printf (writing->xml,
                          "  <library>\n"
                          "    <event name=\"%s\">\n"
                          "      <project name=\"%s\">\n"
                          "        <sequence format=\"r1\" duration=\"%s\" tcStart=\"%s\" tcFormat=\"%s\" audioLayout=\"stereo\" audioRate=\"48k\">\n"
                          "          <spine>\n",
                          title, title, duration, start, get_tc_format (sequence->rate));
  for (guint i = 0; i < sequence->shots->len; i++)
    append_shot (writing, sequence->shots->pdata[i]);
  g_string_append (writing->xml,
                   "          </spine>\n"
                   "        </sequence>\n"
                   "      </project>\n"
                   "    </event>\n"
                   "  </library>\n");
}

/**
 * rushes_fcpxml_write:
 * @media_folder: where the media are: an absolute path, as some programs need it
 *
 * Returns: (transfer full): the document
 */
GBytes *
rushes_fcpxml_write (const RushesSequence *sequence, const char *media_folder)
{
  g_autoptr (GPtrArray) formats = g_ptr_array_new_with_free_func (g_free);
  Writing writing = { g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE fcpxml>\n<fcpxml version=\"1.10\">\n  <resources>\n"), sequence,
                      formats, media_folder };

  add_moving_format (&writing, sequence->rate, sequence->width, sequence->height); /* the first is the sequence's */
  append_resources (&writing);
  g_string_append (writing.xml, "  </resources>\n");
  append_sequence (&writing);
  g_string_append (writing.xml, "</fcpxml>\n");
  return g_string_free_to_bytes (writing.xml);
}
