/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-clip-text.h"
#include "rushes-command.h"
#include "rushes-say.h"
#include "rushes-sidecar.h"

#include <glib/gi18n.h>

/* rushes show: all that is known of a clip's file. */

/* A clip is named by its file, its ID or the start of that. Returns: 0: there is none, < 0: there are several, or @error */
static gint64
find_row (RushesLibrary *library, const char *word, GError **error)
{
  g_autofree char *path = rushes_sidecar_dup_path (word);
  g_autoptr (RushesClipInfo) info = g_file_test (word, G_FILE_TEST_IS_REGULAR) ? rushes_sidecar_load (path, NULL) : NULL;

  return rushes_library_find_row_by_start (library, info != NULL ? info->id : word, error);
}

static void
print_row (const char *name, const char *value, gpointer data)
{
  g_autofree char *titled = g_strconcat (name, ":", NULL);

  g_print ("%-10s %s\n", titled, value);
}

static void
print_clip (RushesCore *core, RushesClip *clip)
{
  const RushesClipInfo *info = rushes_clip_get_info (clip);
  g_autofree char *path = rushes_paths_dup_clip_path (rushes_core_get_paths (core), info->name);
  g_autofree char *title = rushes_request_dup_title (info->request), *made = rushes_clip_text_dup_made (info);

  g_print ("%s\n", path);
  print_row (_("Prompt"), title, NULL);
  print_row (_("Made"), made, NULL);
  rushes_clip_text_list (info, print_row, NULL);
}

static gboolean
show (RushesCore *core, const char *word)
{
  g_autoptr (GError) error = NULL;
  gint64 row = find_row (rushes_core_get_library (core), word, &error);
  g_autoptr (RushesClip) clip = row > 0 ? rushes_library_ref_clip (rushes_core_get_library (core), row, &error) : NULL;
  g_autofree char *name = g_filename_display_name (word);

  if (clip != NULL)
    print_clip (core, clip);
  else if (error != NULL)
    rushes_say_fail (error, NULL);
  else
    rushes_say (row < 0 ? _("rushes: Several clips begin with “%s”; give more of it.")
                        : _("rushes: There is no clip “%s”; “rushes clips --json” tells the IDs."), name);
  return clip != NULL;
}

int
rushes_command_show (RushesCore *core, int argc, char **argv)
{
  int code = RUSHES_EXIT_DONE;

  if (!rushes_command_parse (NULL, _("CLIP… — what is known of a clip: by its ID, the start of it, or its file"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc < 2)
    return rushes_command_usage (_("Which clip? rushes show CLIP…"));
  for (int i = 1; i < argc; i++)
    if (!show (core, argv[i]))
      code = RUSHES_EXIT_FAILED;
  return code;
}
