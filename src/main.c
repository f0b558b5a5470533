/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-application.h"
#include "rushes-command-line.h"
#include "rushes-environment.h"
#include "rushes-plain.h"

#include <glib/gi18n.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static gboolean
has_display (void)
{
  return g_getenv ("WAYLAND_DISPLAY") != NULL || g_getenv ("DISPLAY") != NULL;
}

/* Takes --demo out of the front of the arguments. */
static gboolean
take_demo (int *argc, char ***argv)
{
  if (*argc < 2 || !g_str_equal ((*argv)[1], "--demo"))
    return FALSE;
  (*argv)[1] = (*argv)[0];
  ++*argv;
  --*argc;
  return TRUE;
}

/* In the language of the user; RUSHES_SHARE says where the files of a program lie that is not installed. */
static void
speak (void)
{
  const char *share = g_getenv ("RUSHES_SHARE");
  g_autofree char *folder = share != NULL ? g_build_filename (share, "locale", NULL) : g_strdup (RUSHES_LOCALE_DIR);

  setlocale (LC_ALL, "");
  rushes_plain_start ();
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* Pictures of a megabyte are decoded on threads that come and go. glibc gives up to eight areas a core to these, keeps in each what was freed, and after the
 * first large piece that is freed takes all such from there too: the window had 158 MB after nine minutes, 40 of them in use (build-aux/soak). */
static void
keep_memory_small (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 2);
  mallopt (M_MMAP_THRESHOLD, 512 * 1024);
#endif
}

int
main (int argc, char **argv)
{
  gboolean demo = take_demo (&argc, &argv);

  keep_memory_small ();
  rushes_environment_take_key ();
  speak ();
  g_set_prgname ("rushes");
  if (argc > 1 && rushes_command_line_is_command (argv[1]))
    return rushes_command_line_run (demo, argc - 1, argv + 1);
  if (demo && !has_display ())
    return rushes_command_line_run (TRUE, 1, (char *[]) { (char *) "demo", NULL });
  return rushes_application_main (demo, argc, argv);
}
