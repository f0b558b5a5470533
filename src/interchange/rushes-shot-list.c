/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-list.h"

#include "rushes-frame-code.h"

#include <string.h>

/* The shots as a table: RFC 4180, UTF-8, one row of headings, which are for programs and not translated. */

#define LINE_END "\r\n"

static void
append_field (GString *csv, const char *text, const char *after)
{
  gboolean quoted = strpbrk (text, ",\"\r\n") != NULL;

  if (quoted)
    g_string_append_c (csv, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  if (quoted)
    g_string_append_c (csv, '"');
  g_string_append (csv, after);
}

static void
append_row (GString *csv, const RushesSequence *sequence, const RushesSequenceShot *shot)
{
  g_autofree char *start = rushes_frame_code_format (sequence->rate, rushes_frame_code_get_start (sequence->rate) + shot->start);
  g_autofree char *frames = g_strdup_printf ("%" G_GINT64_FORMAT, shot->length);
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (seconds, sizeof seconds, "%.3f", rushes_rate_to_seconds (sequence->rate, shot->length));
  append_field (csv, shot->number, ",");
  append_field (csv, shot->scene, ",");
  append_field (csv, shot->size, ",");
  append_field (csv, shot->camera, ",");
  append_field (csv, shot->action, ",");
  append_field (csv, shot->dialogue, ",");
  append_field (csv, shot->notes, ",");
  append_field (csv, shot->prompt, ",");
  append_field (csv, start, ",");
  append_field (csv, frames, ",");
  append_field (csv, seconds, ",");
  append_field (csv, shot->media != NULL ? shot->media->name : "", LINE_END);
}

/* Returns: (transfer full): the table of all shots */
GBytes *
rushes_shot_list_write (const RushesSequence *sequence)
{
  GString *csv = g_string_new ("shot,scene,size,camera,action,dialogue,notes,prompt,start,frames,seconds,file" LINE_END);

  for (guint i = 0; i < sequence->shots->len; i++)
    append_row (csv, sequence, sequence->shots->pdata[i]);
  return g_string_free_to_bytes (csv);
}
