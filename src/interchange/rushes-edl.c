/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-edl.h"

#include "rushes-frame-code.h"

#include <glib/gi18n.h>

/* CMX 3600: one line for each event, ASCII, and what is known of it in comments (contracts/edit-interchange.md, section 3). */

#define MOST_EVENTS 999
#define LONGEST_TITLE 70
#define LINE_END "\r\n"

/* One line of what people wrote. */
static char *
to_line (const char *text, gsize longest)
{
  char *ascii = g_str_to_ascii (text, "C");

  g_strdelimit (ascii, "\r\n\t", ' ');
  if (strlen (ascii) > longest)
    ascii[longest] = '\0';
  return ascii;
}

static void
append_comment (GString *edl, const char *what, const char *text)
{
  g_autofree char *line = to_line (text, 200);

  if (*line != '\0')
    g_string_append_printf (edl, "* %s: %s" LINE_END, what, line);
}

static void
append_event (GString *edl, const RushesSequence *sequence, const RushesSequenceShot *shot, guint number)
{
  g_autofree char *in = rushes_frame_code_format (sequence->rate, shot->in), *out = rushes_frame_code_format (sequence->rate, shot->in + shot->plays);
  g_autofree char *begin = rushes_frame_code_format (sequence->rate, rushes_frame_code_get_start (sequence->rate) + shot->start);
  g_autofree char *end = rushes_frame_code_format (sequence->rate, rushes_frame_code_get_start (sequence->rate) + shot->start + shot->plays);

  g_string_append_printf (edl, "%03u  AX       V     C        %s %s %s %s" LINE_END, number, in, out, begin, end);
  append_comment (edl, "FROM CLIP NAME", shot->media->name);
  append_comment (edl, "COMMENT", shot->action);
  for (guint i = 0; i < shot->markers->len; i++)
    {
      const RushesSequenceMarker *marker = shot->markers->pdata[i];
      g_autofree char *at = rushes_frame_code_format (sequence->rate, rushes_frame_code_get_start (sequence->rate) + shot->start + marker->at);
      g_autofree char *text = to_line (marker->text, 200);
      g_string_append_printf (edl, "* LOC: %s RED     %s" LINE_END, at, text);
    }
}

static GString *
begin_list (const RushesSequence *sequence, guint part)
{
  GString *edl = g_string_new (NULL);
  g_autofree char *whole = part > 1 ? g_strdup_printf ("%u %s", part, sequence->title) : g_strdup (sequence->title);
  g_autofree char *title = to_line (whole, LONGEST_TITLE);

  g_string_append_printf (edl, "TITLE: %s" LINE_END "FCM: %s" LINE_END LINE_END, title,
                          rushes_frame_code_drops (sequence->rate) ? "DROP FRAME" : "NON-DROP FRAME");
  return edl;
}

static void
tell_what_the_form_lacks (const RushesSequence *sequence, const RushesSequenceShot *shot, GPtrArray *left_out)
{
  if (shot->plays < shot->length && shot->media != NULL)
    g_ptr_array_add (left_out, g_strdup_printf (_("Shot %s is shorter than planned: a gap follows it, the list cannot hold a frame."), shot->number));
  if (shot->media != NULL && shot->media->n_frames == 0)
    g_ptr_array_add (left_out, g_strdup_printf (_("Shot %s is a still picture: the list names its file like a clip's."), shot->number));
}

/**
 * rushes_edl_write:
 * @left_out: (element-type utf8): gets a sentence for each thing that the form cannot say
 *
 * Returns: (transfer full) (element-type GBytes): one list, or several where there are more events than one may have
 */
GPtrArray *
rushes_edl_write (const RushesSequence *sequence, GPtrArray *left_out)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GString *edl = begin_list (sequence, 1);
  guint number = 0;

  for (guint i = 0; i < sequence->shots->len; i++)
    {
      const RushesSequenceShot *shot = sequence->shots->pdata[i];
      tell_what_the_form_lacks (sequence, shot, left_out);
      if (shot->media == NULL)
        continue; /* the next one's record time leaves the gap */
      if (number == MOST_EVENTS)
        {
          g_ptr_array_add (parts, g_string_free_to_bytes (edl));
          edl = begin_list (sequence, parts->len + 1);
          number = 0;
        }
      append_event (edl, sequence, shot, ++number);
    }
  g_ptr_array_add (parts, g_string_free_to_bytes (edl));
  if (parts->len > 1)
    g_ptr_array_add (left_out, g_strdup_printf (ngettext ("A list holds at most 999 events: there is %u.", "A list holds at most 999 events: there are %u of them.", parts->len), parts->len));
  return parts;
}
