/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"
#include "rushes-judging.h"
#include "rushes-say.h"
#include "rushes-timecode.h"

#include <glib/gi18n.h>

/* rushes note, notes: what is to be said of frames, without a window. */

/* Returns: (transfer full): the times of a note as timecodes; "" for one on all of the clip */
static char *
dup_times (const RushesNote *note, double rate)
{
  return note->from_us != RUSHES_NOTE_WHOLE ? rushes_timecode_format_range (note->from_us, note->to_us, rate) : g_strdup ("");
}

static void
print_notes (RushesCore *core, RushesClip *clip)
{
  const RushesClipInfo *info = rushes_clip_get_info (clip);
  g_autofree char *path = rushes_paths_dup_clip_path (rushes_core_get_paths (core), info->name);

  g_print ("%s\n", path);
  for (guint i = 0; i < rushes_notes_count (info->notes); i++)
    {
      RushesNote note = rushes_notes_get (info->notes, i);
      g_autofree char *times = dup_times (&note, rushes_clip_info_get_rate (info)), *line = g_strdelimit (g_strdup (note.text), "\n\t\r", ' ');
      g_print ("%u\t%s\t%s\n", i + 1, times, line);
    }
}

static int
print_all_notes (RushesCore *core)
{
  RushesLibrary *library = rushes_core_get_library (core);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = rushes_library_query (library, &(RushesQuery) { .noted = TRUE }, &error);

  if (rows == NULL)
    return rushes_say_fail (error, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (RushesClip) clip = rushes_library_ref_clip (library, g_array_index (rows, gint64, i), &error);
      if (error != NULL)
        return rushes_say_fail (error, NULL);
      if (clip != NULL)
        print_notes (core, clip);
    }
  return RUSHES_EXIT_DONE;
}

/* Without a clip: of all that have some. */
int
rushes_command_notes (RushesCore *core, int argc, char **argv)
{
  g_autoptr (GPtrArray) clips = NULL;

  if (!rushes_command_parse (NULL, _("[CLIP…] — list notes: number, timecode, text; alone those of all clips"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc == 1)
    return print_all_notes (core);
  clips = rushes_command_find_clips (core, argc - 1, argv + 1);
  if (clips == NULL)
    return RUSHES_EXIT_FAILED;
  for (guint i = 0; i < clips->len; i++)
    print_notes (core, clips->pdata[i]);
  return RUSHES_EXIT_DONE;
}

/* What the options say. */
typedef struct
{
  char *at, *from, *to;
  int remove; /* the number of a note, 0: none */
} NoteOptions;

static void
note_options_clear (NoteOptions *options)
{
  g_free (options->at);
  g_free (options->from);
  g_free (options->to);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NoteOptions, note_options_clear)

/* Returns: whether it is a time in the clip; if not, it was said. The next microsecond is never in the frame before. */
static gboolean
read_time (const char *text, const RushesClipInfo *info, gint64 *us)
{
  double seconds;

  if (!rushes_timecode_parse (text, rushes_clip_info_get_rate (info), &seconds))
    {
      rushes_say (_("rushes: “%s” is no time; write seconds (2.5), minutes and seconds (0:02.5) or a timecode (00:00:02:12)."), text);
      return FALSE;
    }
  if (info->duration_ms > 0 && seconds * 1000 >= info->duration_ms)
    {
      rushes_say (_("rushes: The clip ends before %s: it is %.3f seconds long."), text, info->duration_ms / 1000.0);
      return FALSE;
    }
  *us = (gint64) (seconds * G_USEC_PER_SEC + 0.999);
  return TRUE;
}

/* Returns: the exit code */
static int
read_times (const NoteOptions *options, const RushesClipInfo *info, RushesNote *note)
{
  gint64 end_us = MAX (0, info->duration_ms * 1000 - (gint64) (G_USEC_PER_SEC / rushes_clip_info_get_rate (info)));

  note->from_us = note->to_us = options->from != NULL || options->to != NULL ? 0 : RUSHES_NOTE_WHOLE;
  if (options->at != NULL && !read_time (options->at, info, &note->from_us))
    return RUSHES_EXIT_USAGE;
  if (options->from != NULL && !read_time (options->from, info, &note->from_us))
    return RUSHES_EXIT_USAGE;
  note->to_us = options->from != NULL ? MAX (end_us, note->from_us) : note->from_us;
  if (options->to != NULL && !read_time (options->to, info, &note->to_us))
    return RUSHES_EXIT_USAGE;
  return note->to_us >= note->from_us ? RUSHES_EXIT_DONE : rushes_command_usage (_("--to lies before --from"));
}

static int
remove_note (RushesCore *core, RushesClip *clip, int number)
{
  const RushesClipInfo *info = rushes_clip_get_info (clip);
  RushesNote note;

  if (number < 1 || (guint) number > rushes_notes_count (info->notes))
    {
      rushes_say (_("rushes: The clip has no note %d; “rushes notes CLIP” lists them."), number);
      return RUSHES_EXIT_FAILED;
    }
  note = rushes_notes_get (info->notes, number - 1);
  return rushes_command_judge (core, rushes_judging_note (clip, &note, NULL));
}

static int
add_note (RushesCore *core, RushesClip *clip, const NoteOptions *options, char **words)
{
  g_autofree char *joined = g_strjoinv (" ", words), *text = g_strstrip (g_utf8_make_valid (joined, -1));
  RushesNote note = { .text = text };
  int code = read_times (options, rushes_clip_get_info (clip), &note);

  if (code != RUSHES_EXIT_DONE)
    return code;
  if (*text == '\0')
    return rushes_command_usage (_("What is to be noted? rushes note CLIP TEXT"));
  return rushes_command_judge (core, rushes_judging_note (clip, NULL, &note));
}

int
rushes_command_note (RushesCore *core, int argc, char **argv)
{
  g_auto (NoteOptions) options = { 0 };
  GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.at, N_("On the frame that is seen then"), N_("TIME") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_("On the frames from there on"), N_("TIME") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_("Up to the frame that is seen then"), N_("TIME") },
    { "remove", 0, 0, G_OPTION_ARG_INT, &options.remove, N_("Take this note away again"), N_("NUMBER") },
    { NULL },
  };
  g_autoptr (GPtrArray) clips = NULL;

  if (!rushes_command_parse (entries, _("CLIP TEXT — note something on a clip, or on frames of it"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (options.at != NULL && (options.from != NULL || options.to != NULL))
    return rushes_command_usage (_("Either --at, or --from and --to"));
  if (argc < (options.remove != 0 ? 2 : 3))
    return rushes_command_usage (_("What is to be noted on which clip? rushes note CLIP TEXT"));
  clips = rushes_command_find_clips (core, 1, argv + 1);
  if (clips == NULL)
    return RUSHES_EXIT_FAILED;
  return options.remove != 0 ? remove_note (core, clips->pdata[0], options.remove) : add_note (core, clips->pdata[0], &options, argv + 2);
}
