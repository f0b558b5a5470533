/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command-boards.h"

#include "rushes-board-export.h"
#include "rushes-say.h"

#include <glib/gi18n.h>
#include <unistd.h>

/* rushes boards export. */

static void
on_progress (gint64 done, gint64 all, gpointer data)
{
  g_autofree char *here = g_format_size ((guint64) done), *whole = g_format_size ((guint64) all);

  if (isatty (STDERR_FILENO))
    {
      g_printerr ("\r\033[K");
      g_printerr (_("%s of %s"), here, whole);
    }
}

static void
on_frames (gint64 done, gint64 all, gpointer data)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K%d %%", (int) (done * 100 / MAX (1, all)));
}

static int
write_board (RushesCore *core, const char *slug, const char *as, const char *path, const RushesExportOptions *options)
{
  g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *how = NULL;
  gboolean written = rushes_board_export_write (core, slug, as, path, options, NULL, &how, left_out, &error);

  if (isatty (STDERR_FILENO)) /* the line that tells of progress goes */
    g_printerr ("\r\033[K");
  if (!written)
    return rushes_say_fail (error, NULL);
  if (how != NULL)
    rushes_say ("%s", how);
  for (guint i = 0; i < left_out->len; i++)
    rushes_say ("%s", (char *) left_out->pdata[i]);
  g_print ("%s\n", path);
  return RUSHES_EXIT_DONE;
}

int
rushes_command_board_export (RushesCore *core, int argc, char **argv)
{
  g_autofree char *as = NULL, *formats = rushes_export_dup_formats (), *slug = NULL, *path = NULL;
  gboolean letter = FALSE;
  RushesExportOptions options = { .progress = on_progress };
  GOptionEntry entries[] = {
    { "as", 0, 0, G_OPTION_ARG_STRING, &as, N_("otio, otioz, fcpxml, edl; mp4: a film; csv: a shot list; pdf, png: a contact sheet; folder: all of it, for another computer"), N_("FORM") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.replace, N_("Replace what stands there"), NULL },
    { "letter", 0, 0, G_OPTION_ARG_NONE, &letter, N_("A sheet of US Letter instead of A4"), NULL },
    { NULL },
  };

  if (!rushes_command_parse (entries, _("NAME --as FORM FILE — write a board for an editing program, its clips beside it, or for paper"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc != 3 || as == NULL)
    return rushes_command_usage (_("Which board, as what, and where? rushes boards export NAME --as FORM FILE"));
  if (!rushes_board_export_knows (as))
    {
      g_autofree char *words = g_strdup_printf (_("“%s” is no form that boards are written in; there are %s, %s and %s"), as, formats, RUSHES_BOARD_AS_FILM, RUSHES_BOARD_AS_FOLDER);
      return rushes_command_usage (words);
    }
  options.sheet.paper = letter ? RUSHES_PAPER_LETTER : RUSHES_PAPER_A4;
  slug = rushes_command_find_board (core, argv[1]);
  if (slug == NULL)
    return RUSHES_EXIT_FAILED;
  path = g_canonicalize_filename (argv[2], NULL);
  if (g_str_equal (as, RUSHES_BOARD_AS_FILM))
    options.progress = on_frames;
  return write_board (core, slug, as, path, &options);
}
