/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command-boards.h"

#include "rushes-say.h"
#include "rushes-styles.h"

#include <glib/gi18n.h>

/* rushes boards style: named styles. */

static int
print_style (GVariant *styles, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = rushes_styles_dup_words (styles, name, &error);

  if (words == NULL)
    return rushes_say_fail (error, NULL);
  for (char **word = words; *word != NULL; word++)
    g_print ("%s\n", *word);
  return RUSHES_EXIT_DONE;
}

static void
print_names (GVariant *styles)
{
  GVariantIter iter;
  const char *name;

  g_variant_iter_init (&iter, styles);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    g_print ("%s\n", name);
}

static int
show (RushesPaths *paths, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) styles = rushes_styles_load (paths, &error);

  if (styles == NULL)
    return rushes_say_fail (error, NULL);
  if (name != NULL)
    return print_style (styles, name);
  print_names (styles);
  return RUSHES_EXIT_DONE;
}

int
rushes_command_board_style (RushesCore *core, int argc, char **argv)
{
  RushesPaths *paths = rushes_core_get_paths (core);
  gboolean away = FALSE;
  GOptionEntry entries[] = { { "remove", 0, 0, G_OPTION_ARG_NONE, &away, N_("Forget it; boards that took it stay as they are"), NULL }, { NULL } };
  g_autoptr (GError) error = NULL;

  if (!rushes_command_parse (entries, _("[NAME [MEMBER=VALUE…]] — list the styles, show one, or say what it is. A board, a scene or a shot takes it with "
                                        "“rushes boards set … style=NAME”"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (away ? argc != 2 : argc > 1 && (*argv[1] == '\0' || strchr (argv[1], '=') != NULL))
    return rushes_command_usage (_("Which style? rushes boards style NAME [MEMBER=VALUE…]"));
  if (argc < 3 && !away)
    return show (paths, argc == 2 ? argv[1] : NULL);
  if (away ? rushes_styles_remove (paths, argv[1], &error) : rushes_styles_set (paths, argv[1], argv + 2, &error))
    return RUSHES_EXIT_DONE;
  return rushes_say_fail (error, NULL);
}
