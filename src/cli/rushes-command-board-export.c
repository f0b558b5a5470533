/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command-boards.h"

#include "rushes-board-pack.h"
#include "rushes-board-film.h"
#include "rushes-board-picture.h"
#include "rushes-board-sequence.h"
#include "rushes-boards.h"
#include "rushes-export.h"
#include "rushes-say.h"

#include <glib/gi18n.h>
#include <unistd.h>

/* rushes boards export. */

#define FOLDER "folder"
#define FILM "mp4"

static void
on_progress (gint64 done, gint64 all, gpointer data)
{
  g_autofree char *here = g_format_size ((guint64) done), *whole = g_format_size ((guint64) all);

  if (isatty (STDERR_FILENO))
    g_printerr (_("\r\033[K%s of %s"), here, whole);
}

/* @written: as it was; the line that tells of progress goes. */
static int
tell (gboolean written, GPtrArray *left_out, const char *path, const GError *error)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
  if (!written)
    return rushes_say_fail (error, NULL);
  for (guint i = 0; i < left_out->len; i++)
    rushes_say ("%s", (char *) left_out->pdata[i]);
  g_print ("%s\n", path);
  return RUSHES_EXIT_DONE;
}

static int
write_board (RushesCore *core, const char *slug, RushesExportFormat format, const char *path, RushesExportOptions *options)
{
  g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesBoard) board = rushes_boards_load (core, slug, &error);
  g_autoptr (RushesSequence) sequence = NULL;
  gboolean written;

  if (board == NULL)
    return rushes_say_fail (error, NULL);
  sequence = rushes_board_sequence_new (core, slug, board);
  options->sheet.picture = rushes_board_picture_load;
  options->sheet.data = &sequence->rate;
  written = rushes_export_write (sequence, format, path, options, NULL, left_out, &error);
  return tell (written, left_out, path, error);
}

static void
on_frames (gint64 done, gint64 all, gpointer data)
{
  if (isatty (STDERR_FILENO))
    g_printerr (_("\r\033[K%d %%"), (int) (done * 100 / MAX (1, all)));
}

static int
write_film (RushesCore *core, const char *slug, const char *path, gboolean replace)
{
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesBoard) board = rushes_boards_load (core, slug, &error);
  g_autoptr (RushesSequence) sequence = NULL;
  gboolean written;

  if (board == NULL)
    return rushes_say_fail (error, NULL);
  sequence = rushes_board_sequence_new (core, slug, board);
  written = rushes_board_film_write (sequence, path, replace, on_frames, NULL, NULL, told, &error);
  return tell (written, told, path, error);
}

static int
write_folder (RushesCore *core, const char *slug, const char *path, const RushesExportOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesBoardPack) pack = rushes_board_pack_new (rushes_core_get_library (core), slug, &error);
  gboolean written;

  if (pack == NULL)
    return rushes_say_fail (error, NULL);
  written = rushes_board_pack_write (pack, path, options, NULL, &error);
  return tell (written, rushes_board_pack_get_left_out (pack), path, error);
}

int
rushes_command_board_export (RushesCore *core, int argc, char **argv)
{
  g_autofree char *as = NULL, *formats = rushes_export_dup_formats (), *slug = NULL, *path = NULL;
  gboolean letter = FALSE, folder, film;
  RushesExportOptions options = { .progress = on_progress };
  RushesExportFormat format;
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
  folder = g_str_equal (as, FOLDER);
  film = g_str_equal (as, FILM);
  if (!folder && !film && !rushes_export_format_parse (as, &format))
    {
      g_autofree char *words = g_strdup_printf (_("“%s” is no form that boards are written in; there are %s, %s and %s"), as, formats, FILM, FOLDER);
      return rushes_command_usage (words);
    }
  options.sheet.paper = letter ? RUSHES_PAPER_LETTER : RUSHES_PAPER_A4;
  slug = rushes_command_find_board (core, argv[1]);
  if (slug == NULL)
    return RUSHES_EXIT_FAILED;
  path = g_canonicalize_filename (argv[2], NULL);
  if (film)
    return write_film (core, slug, path, options.replace);
  return folder ? write_folder (core, slug, path, &options) : write_board (core, slug, format, path, &options);
}
