/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command-boards.h"

#include "rushes-board-picture.h"
#include "rushes-board-sequence.h"
#include "rushes-boards.h"
#include "rushes-export.h"
#include "rushes-say.h"

#include <glib/gi18n.h>
#include <unistd.h>

/* rushes boards export. */

static void
on_progress (gint64 done, gint64 all, gpointer data)
{
  g_autofree char *here = g_format_size ((guint64) done), *whole = g_format_size ((guint64) all);

  if (isatty (STDERR_FILENO))
    g_printerr (_("\r\033[K%s of %s"), here, whole);
}

static int
write_board (RushesCore *core, const char *name, RushesExportFormat format, const char *file, RushesExportOptions *options)
{
  g_autofree char *slug = rushes_command_find_board (core, name), *path = g_canonicalize_filename (file, NULL);
  g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RushesBoard) board = NULL;
  g_autoptr (RushesSequence) sequence = NULL;
  g_autoptr (GError) error = NULL;
  gboolean written;

  if (slug == NULL)
    return RUSHES_EXIT_FAILED;
  board = rushes_boards_load (core, slug, &error);
  if (board == NULL)
    return rushes_say_fail (error, NULL);
  sequence = rushes_board_sequence_new (core, slug, board);
  options->progress = on_progress;
  options->sheet.picture = rushes_board_picture_load;
  options->sheet.data = &sequence->rate;
  written = rushes_export_write (sequence, format, path, options, NULL, left_out, &error);
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
  if (!written)
    return rushes_say_fail (error, NULL);
  for (guint i = 0; i < left_out->len; i++)
    rushes_say ("%s", (char *) left_out->pdata[i]);
  g_print ("%s\n", path);
  return RUSHES_EXIT_DONE;
}

int
rushes_command_board_export (RushesCore *core, int argc, char **argv)
{
  g_autofree char *as = NULL, *formats = rushes_export_dup_formats ();
  gboolean letter = FALSE;
  RushesExportOptions options = { 0 };
  RushesExportFormat format;
  GOptionEntry entries[] = {
    { "as", 0, 0, G_OPTION_ARG_STRING, &as, N_("otio, otioz, fcpxml, edl; csv: a shot list; pdf, png: a contact sheet"), N_("FORM") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.replace, N_("Replace what stands there"), NULL },
    { "letter", 0, 0, G_OPTION_ARG_NONE, &letter, N_("A sheet of US Letter instead of A4"), NULL },
    { NULL },
  };

  if (!rushes_command_parse (entries, _("NAME --as FORM FILE — write a board for an editing program, its clips beside it, or for paper"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc != 3 || as == NULL)
    return rushes_command_usage (_("Which board, as what, and where? rushes boards export NAME --as FORM FILE"));
  if (!rushes_export_format_parse (as, &format))
    {
      g_autofree char *words = g_strdup_printf (_("“%s” is no form that boards are written in; there are %s"), as, formats);
      return rushes_command_usage (words);
    }
  options.sheet.paper = letter ? RUSHES_PAPER_LETTER : RUSHES_PAPER_A4;
  return write_board (core, argv[1], format, argv[2], &options);
}
