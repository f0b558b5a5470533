/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-copy.h"
#include "rushes-board-list.h"
#include "rushes-boards.h"
#include "rushes-command-boards.h"
#include "rushes-say.h"

#include <glib/gi18n.h>

/* rushes boards add, set, take, choose, move, remove, duplicate, undo, redo: changes, each a step; and a board once more. */

/* Returns: (transfer full) (nullable): the board's folder; if there is none of that name, it was said */
char *
rushes_command_find_board (RushesCore *core, const char *name)
{
  g_autoptr (GError) error = NULL;
  char *slug = rushes_board_list_find (rushes_core_get_paths (core), name, &error);

  if (slug == NULL)
    rushes_say_fail (error, NULL);
  return slug;
}

typedef struct
{
  char *scene, *after;
  gboolean alternate, back;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->scene);
  g_free (options->after);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* What can be done, how it is written, and what is asked if it is not written so. Words: how many there are at least and at most, the
 * board's name with them. */
static const struct
{
  const char *name;
  const char *usage;
  const char *question;
  int least, most;
} forms[] = {
  { RUSHES_CHANGE_ADD, N_("NAME [MEMBER=VALUE…] — add a shot to a board"), N_("To which board? rushes boards add NAME [MEMBER=VALUE…]"), 1, G_MAXINT },
  { RUSHES_CHANGE_SET, N_("NAME [SHOT] MEMBER=VALUE… — say something of a shot, a scene or the board"),
    N_("What of which board? rushes boards set NAME [SHOT] MEMBER=VALUE…"), 2, G_MAXINT },
  { RUSHES_CHANGE_TAKE, N_("NAME SHOT CLIP… — make clips takes of a shot"), N_("Which clips of which shot? rushes boards take NAME SHOT CLIP…"), 3, G_MAXINT },
  { RUSHES_CHANGE_CHOOSE, N_("NAME SHOT TAKE — choose a take of a shot, counted from 1; 0 chooses none"),
    N_("Which take of which shot? rushes boards choose NAME SHOT TAKE"), 3, 3 },
  { RUSHES_CHANGE_MOVE, N_("NAME SHOT [--after SHOT] — move a shot; alone, to the front of its scene"), N_("Which shot? rushes boards move NAME SHOT --after SHOT"), 2, 2 },
  { RUSHES_CHANGE_REMOVE, N_("NAME SHOT [TAKE] — take a shot off a board, or a take out of a shot; clips stay"),
    N_("Which shot? rushes boards remove NAME SHOT [TAKE]"), 1, 3 },
  { RUSHES_CHANGE_DUPLICATE, N_("NAME [SHOT] — a board once more, with its takes; or a shot, behind it and without takes; or a scene with its shots"),
    N_("What of which board? rushes boards duplicate NAME [SHOT], or --scene SCENE"), 1, 2 },
  { RUSHES_CHANGE_OMIT, N_("NAME SHOT — leave a shot, or a scene, out of the film; it stays on the board"), N_("Which shot? rushes boards omit NAME SHOT, or --scene SCENE"), 1, 2 },
  { RUSHES_CHANGE_USE, N_("NAME SHOT — have that alternate in the film in place of the others"), N_("Which shot? rushes boards use NAME SHOT"), 2, 2 },
  { RUSHES_CHANGE_UNDO, N_("NAME — take the last change of a board back"), N_("Of which board? rushes boards undo NAME"), 1, 1 },
  { RUSHES_CHANGE_REDO, N_("NAME — change a board again as it was"), N_("Of which board? rushes boards redo NAME"), 1, 1 },
};

static const char members[] = N_(
  "MEMBER is one of: shown, size, camera, action, dialogue, notes, prompt, still, first, last, omit (of a shot); title, notes, colour, omit (of a scene); title, "
  "notes, rate, people.NAME, people.NAME.picture, track, track.offset, track.volume (of the board); provider, connection, model, prompt_prefix, prompt_suffix, negative_prompt, width, height, length, seed, "
  "fields.NAME (of any: what a shot does not say comes from its scene, then from the board); style (of any: takes all that the style says). A length is in frames, or 2s, or 2+12 for seconds and "
  "frames. A frame is a picture, end-of:SHOT (first), start-of:SHOT (last) or clip:CLIP@SECONDS. What is to be omitted (yes or no) stays on the board and is no part of the film. MEMBER= alone takes it away.");

/* Like rushes_command_parse(), with a word about members below the options. */
static gboolean
parse (Options *options, int form, int *argc, char ***argv)
{
  gboolean set = g_str_equal (forms[form].name, RUSHES_CHANGE_SET), add = g_str_equal (forms[form].name, RUSHES_CHANGE_ADD);
  gboolean removes = g_str_equal (forms[form].name, RUSHES_CHANGE_REMOVE), moves = g_str_equal (forms[form].name, RUSHES_CHANGE_MOVE);
  gboolean duplicates = g_str_equal (forms[form].name, RUSHES_CHANGE_DUPLICATE);
  GOptionEntry scene[] = { { "scene", 0, 0, G_OPTION_ARG_STRING, &options->scene, N_("Its title, or its number from 1 on"), N_("SCENE") }, { NULL } };
  GOptionEntry after[] = { { "after", 0, 0, G_OPTION_ARG_STRING, &options->after, N_("The shot it stands behind"), N_("SHOT") }, { NULL } };
  GOptionEntry both[] = { scene[0], after[0], { NULL } };
  GOptionEntry twice[] = { scene[0], { "alternate", 0, 0, G_OPTION_ARG_NONE, &options->alternate, N_("Call it 20B, where that is 20"), NULL }, { NULL } };
  GOptionEntry omitted[] = { scene[0], { "back", 0, 0, G_OPTION_ARG_NONE, &options->back, N_("Put it back into the film"), NULL }, { NULL } };
  gboolean omits = g_str_equal (forms[form].name, RUSHES_CHANGE_OMIT);
  g_autofree char *usage = set || add ? g_strdup_printf ("%s\n\n%s", _(forms[form].usage), _(members)) : g_strdup (_(forms[form].usage));

  return rushes_command_parse (add ? both : duplicates ? twice : omits ? omitted : set || removes ? scene : moves ? after : NULL, usage, argc, argv);
}

static void
insert_words (GVariantDict *change, char **words)
{
  g_variant_dict_insert_value (change, "words", g_variant_new_strv ((const char *const *) words, -1));
}

/* Returns: whether @text is a number of a take; if not, it was said */
static gboolean
insert_take (GVariantDict *change, const char *text)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &number, NULL))
  {
    g_autofree char *sentence = g_strdup_printf (_("A take is a number from 1 on, not “%s”"), text);
    rushes_command_usage (sentence);
    return FALSE;
  }
  g_variant_dict_insert (change, "take", "x", (gint64) number);
  return TRUE;
}

/* What stands after the board's name. Returns: whether it is complete; if not, it was said */
static gboolean
insert_what (GVariantDict *change, const Options *options, const char *name, int n, char **words)
{
  gboolean with_shot = n > 0 && strchr (words[0], '=') == NULL && !g_str_equal (name, RUSHES_CHANGE_ADD);

  if (options->scene != NULL)
    g_variant_dict_insert (change, "scene", "s", options->scene);
  if (options->alternate)
    g_variant_dict_insert (change, "as", "s", "alternate");
  if (options->back)
    g_variant_dict_insert (change, "back", "b", TRUE);
  if (options->after != NULL)
    g_variant_dict_insert (change, "after", "s", options->after);
  if (with_shot)
    g_variant_dict_insert (change, "shot", "s", words[0]);
  if (g_str_equal (name, RUSHES_CHANGE_ADD) || g_str_equal (name, RUSHES_CHANGE_SET))
    insert_words (change, words + with_shot);
  if ((g_str_equal (name, RUSHES_CHANGE_CHOOSE) || g_str_equal (name, RUSHES_CHANGE_REMOVE)) && n > 1)
    return insert_take (change, words[1]);
  return TRUE;
}

static int
make (RushesCore *core, const char *slug, GVariant *change)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = rushes_boards_change (core, slug, change, &error);

  if (sentence == NULL)
    return rushes_say_fail (error, NULL);
  g_print ("%s\n", *sentence != '\0' ? sentence : _("Nothing had to be changed"));
  return RUSHES_EXIT_DONE;
}

/* Returns: whether all that the words name could be had */
static gboolean
complete_words (RushesCore *core, const char *slug, GVariantDict *change, GError **error)
{
  g_autoptr (GVariant) value = g_variant_dict_lookup_value (change, "words", G_VARIANT_TYPE_STRING_ARRAY);
  g_auto (GStrv) words = value != NULL ? g_variant_dup_strv (value, NULL) : NULL, kept = NULL;

  if (words == NULL)
    return TRUE;
  kept = rushes_boards_complete_words (core, slug, words, error);
  if (kept == NULL)
    return FALSE;
  insert_words (change, kept);
  return TRUE;
}

/* Each clip is a step of its own. */
static int
add_takes (RushesCore *core, const char *slug, const char *shot, int n, char **names)
{
  g_autoptr (GPtrArray) clips = rushes_command_find_clips (core, n, names);
  int code = clips != NULL ? RUSHES_EXIT_DONE : RUSHES_EXIT_FAILED;

  for (guint i = 0; clips != NULL && i < clips->len && code == RUSHES_EXIT_DONE; i++)
    {
      GVariantDict change = G_VARIANT_DICT_INIT (NULL);
      g_variant_dict_insert (&change, "do", "s", RUSHES_CHANGE_TAKE);
      g_variant_dict_insert (&change, "shot", "s", shot);
      g_variant_dict_insert (&change, "clip", "s", rushes_clip_get_id (clips->pdata[i]));
      code = make (core, slug, g_variant_dict_end (&change));
    }
  return code;
}

static gboolean
is_complete (const char *name, const Options *options, int n, char **words)
{
  if (g_str_equal (name, RUSHES_CHANGE_DUPLICATE) && options->alternate && options->scene != NULL)
    return FALSE;
  if (g_str_equal (name, RUSHES_CHANGE_DUPLICATE) && n == 1)
    return !options->alternate;
  if (g_str_equal (name, RUSHES_CHANGE_REMOVE) || g_str_equal (name, RUSHES_CHANGE_DUPLICATE) || g_str_equal (name, RUSHES_CHANGE_OMIT))
    return (options->scene != NULL) != (n > 1);
  if (g_str_equal (name, RUSHES_CHANGE_SET) && strchr (words[1], '=') == NULL)
    return n > 2;
  return TRUE;
}

static int
duplicate_board (RushesCore *core, const char *slug)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = rushes_board_copy (rushes_core_get_paths (core), slug, &error);

  if (copy == NULL)
    return rushes_say_fail (error, NULL);
  g_print ("%s\n", copy);
  return RUSHES_EXIT_DONE;
}

int
rushes_command_board_change (RushesCore *core, int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_auto (GVariantDict) change = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *slug = NULL;
  int form = 0;

  while (!g_str_equal (forms[form].name, argv[0]))
    form++;
  if (!parse (&options, form, &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc - 1 < forms[form].least || argc - 1 > forms[form].most || !is_complete (forms[form].name, &options, argc - 1, argv + 1))
    return rushes_command_usage (_(forms[form].question));
  g_variant_dict_insert (&change, "do", "s", forms[form].name);
  if (!insert_what (&change, &options, forms[form].name, argc - 2, argv + 2))
    return RUSHES_EXIT_USAGE;
  slug = rushes_command_find_board (core, argv[1]);
  if (slug == NULL)
    return RUSHES_EXIT_FAILED;
  if (g_str_equal (forms[form].name, RUSHES_CHANGE_TAKE))
    return add_takes (core, slug, argv[2], argc - 3, argv + 3);
  if (g_str_equal (forms[form].name, RUSHES_CHANGE_DUPLICATE) && argc == 2 && options.scene == NULL)
    return duplicate_board (core, slug);
  if (!complete_words (core, slug, &change, &error))
    return rushes_say_fail (error, NULL);
  return make (core, slug, g_variant_dict_end (&change));
}
