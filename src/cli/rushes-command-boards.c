/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command-boards.h"

#include "rushes-board-list.h"
#include "rushes-board-text.h"
#include "rushes-boards.h"
#include "rushes-continuity.h"
#include "rushes-inherit.h"
#include "rushes-say.h"
#include "rushes-shot-number.h"
#include "rushes-shot-state.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* rushes boards: the list, show, new, and which file has the rest. */

static char *
dup_length (RushesRate rate, gint64 frames)
{
  gint64 seconds = (gint64) rushes_rate_to_seconds (rate, frames);

  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT, seconds / 60, seconds % 60);
}

/* “12 chosen, 3 to choose”. */
static char *
dup_states (const RushesBoardFacts *facts)
{
  GString *text = g_string_new (NULL);

  for (int state = RUSHES_N_SHOT_STATES - 1; state >= 0; state--)
    if (facts->n_states[state] > 0)
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", text->len > 0 ? ", " : "", facts->n_states[state], rushes_shot_state_get_name (state));
  return g_string_free (text, FALSE);
}

static void
print_facts (const RushesBoardFacts *facts)
{
  g_autofree char *length = dup_length (facts->rate, facts->frames), *states = dup_states (facts);
  g_autofree char *shots = g_strdup_printf (ngettext ("%d shot", "%d shots", (gulong) facts->n_shots), (int) facts->n_shots);

  g_print ("%s\t%s\t%s\t%s\t%s\n", facts->slug, facts->title, shots, length, states);
}

static void
add_text (GVariantDict *dict, const char *name, const char *text)
{
  if (text != NULL)
    g_variant_dict_insert (dict, name, "s", text);
}

static void
print_json_value (GVariant *value)
{
  g_autoptr (GVariant) plain = rushes_board_text_make_plain (value);
  g_autoptr (GString) text = g_string_new (NULL);

  rushes_board_text_append (text, plain);
  g_print ("%s", text->str);
}

static void
print_facts_json (const RushesBoardFacts *facts)
{
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL), states = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *rate = rushes_rate_dup_text (facts->rate);

  add_text (&dict, "board", facts->slug);
  add_text (&dict, "problem", facts->problem);
  if (facts->problem == NULL)
    {
      for (int state = 0; state < RUSHES_N_SHOT_STATES; state++)
        g_variant_dict_insert (&states, rushes_shot_state_to_string (state), "x", facts->n_states[state]);
      add_text (&dict, "id", facts->id);
      add_text (&dict, "title", facts->title);
      add_text (&dict, "rate", rate);
      g_variant_dict_insert (&dict, "scenes", "x", facts->n_scenes);
      g_variant_dict_insert (&dict, "shots", "x", facts->n_shots);
      g_variant_dict_insert (&dict, "frames", "x", facts->frames);
      g_variant_dict_insert_value (&dict, "states", g_variant_dict_end (&states));
    }
  else
    g_variant_dict_clear (&states);
  print_json_value (g_variant_dict_end (&dict));
}

static int
list_boards (RushesCore *core, gboolean json)
{
  g_autoptr (GPtrArray) boards = rushes_board_list (rushes_core_get_paths (core));

  if (json)
    g_print ("[");
  for (guint i = 0; i < boards->len; i++)
    {
      const RushesBoardFacts *facts = boards->pdata[i];
      if (json)
        {
          g_print (i > 0 ? ",\n " : "\n ");
          print_facts_json (facts);
        }
      else if (facts->problem != NULL)
        rushes_say (_("rushes: %s. “rushes boards restore %s” goes back to the newest older version that can be read."), facts->problem, facts->slug);
      else
        print_facts (facts);
    }
  if (json)
    g_print ("\n]\n");
  return RUSHES_EXIT_DONE;
}

/* The shot as its file has it, and its state. */
static GVariant *
new_shot (RushesBoard *board, RushesBoardItem *shot)
{
  g_autoptr (GVariant) members = rushes_board_item_to_variant (shot);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (gsize i = 0; i < g_variant_n_children (members); i++)
    {
      g_autoptr (GVariant) member = g_variant_get_child_value (members, i);
      g_variant_builder_add_value (&builder, member);
    }
  g_variant_builder_add (&builder, "{sv}", "state", g_variant_new_string (rushes_shot_state_to_string (rushes_shot_state_get (board, shot))));
  return g_variant_builder_end (&builder);
}

static GVariant *
new_members (RushesBoardItem *item, const char *list, GVariant *children)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  const char *name;

  for (guint i = 0; (name = rushes_board_item_get_name (item, i)) != NULL; i++)
    g_variant_builder_add (&builder, "{sv}", name, rushes_board_item_get (item, name));
  g_variant_builder_add (&builder, "{sv}", list, children);
  return g_variant_builder_end (&builder);
}

static void
print_board_json (RushesBoard *board)
{
  RushesBoardItem *root = rushes_board_get_root (board);
  GVariantBuilder scenes = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < rushes_board_item_get_count (root); i++)
    {
      RushesBoardItem *scene = rushes_board_item_get_child (root, i);
      GVariantBuilder shots = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
      for (guint k = 0; k < rushes_board_item_get_count (scene); k++)
        g_variant_builder_add (&shots, "v", new_shot (board, rushes_board_item_get_child (scene, k)));
      g_variant_builder_add (&scenes, "v", new_members (scene, RUSHES_BOARD_SHOTS, g_variant_builder_end (&shots)));
    }
  print_json_value (new_members (root, RUSHES_BOARD_SCENES, g_variant_builder_end (&scenes)));
  g_print ("\n");
}

/* The first line of the first of them that says something. */
static char *
dup_gist (RushesBoardItem *shot)
{
  static const char *const members[] = { RUSHES_BOARD_PROMPT, RUSHES_BOARD_ACTION, RUSHES_BOARD_DIALOGUE, RUSHES_BOARD_NOTES };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = rushes_board_item_get_string (shot, members[i]);
      if (text != NULL && *text != '\0')
        return g_strndup (text, strcspn (text, "\n"));
    }
  return g_strdup ("");
}

static void
print_shot (RushesBoard *board, RushesBoardItem *shot)
{
  g_autofree char *shown = rushes_shot_number_dup_shown (shot), *gist = dup_gist (shot);
  double seconds = rushes_rate_to_seconds (rushes_board_get_rate (board), rushes_inherit_get_length (board, shot));
  guint links = rushes_continuity_count_links (board, shot), takes = rushes_board_item_get_count (shot);

  g_print ("  %s\t%s\t%.1f s\t%u\t%s", shown, rushes_shot_state_get_name (rushes_shot_state_get (board, shot)), seconds, takes, gist);
  if (links > 0)
    g_print (_(" (starts from the end of shot %" PRId64 ")"), rushes_continuity_get_start (shot));
  g_print ("\n");
  if (links == RUSHES_CONTINUITY_LONG + 1)
    rushes_say (_("Shot %s is the fifth link of a chain of shots that start from each other: what is seen drifts. A picture as its first frame stops that."), shown);
}

/* What is wrong with takes: their clips are the library's. */
static void
say_missing_takes (RushesCore *core, RushesBoardItem *shot)
{
  RushesLibrary *library = rushes_core_get_library (core);
  g_autofree char *shown = rushes_shot_number_dup_shown (shot);

  for (guint i = 0; i < rushes_board_item_get_count (shot); i++)
    {
      const char *clip = rushes_board_item_get_string (rushes_board_item_get_child (shot, i), RUSHES_BOARD_CLIP);
      if (clip != NULL && rushes_library_find_row (library, clip, NULL) == 0)
        rushes_say (_("Shot %s, take %u: its clip is not in the library any more."), shown, i + 1);
      else if (clip != NULL && rushes_library_is_missing (library, clip))
        rushes_say (_("Shot %s, take %u: the file of its clip is not there."), shown, i + 1);
    }
}

static void
print_board (RushesBoard *board)
{
  RushesBoardItem *root = rushes_board_get_root (board);
  g_autofree char *rate = rushes_rate_dup_shown (rushes_board_get_rate (board));

  g_print (_("%s, %s frames a second\n"), rushes_board_get_title (board), rate);
  for (guint i = 0; i < rushes_board_item_get_count (root); i++)
    {
      RushesBoardItem *scene = rushes_board_item_get_child (root, i);
      const char *title = rushes_board_item_get_string (scene, RUSHES_BOARD_TITLE);
      g_print ("%s\n", title != NULL ? title : "");
      for (guint k = 0; k < rushes_board_item_get_count (scene); k++)
        print_shot (board, rushes_board_item_get_child (scene, k));
    }
}

static int
show_board (RushesCore *core, int argc, char **argv)
{
  gboolean json = FALSE;
  GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("For programs: as in the board's file, with the state of each shot"), NULL }, { NULL } };
  g_autofree char *slug = NULL;
  g_autoptr (RushesBoard) board = NULL;
  g_autoptr (GPtrArray) shots = NULL;
  g_autoptr (GError) error = NULL;

  if (!rushes_command_parse (entries, _("NAME — tell what is on a board"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc != 2)
    return rushes_command_usage (_("Which board? rushes boards show NAME"));
  slug = rushes_command_find_board (core, argv[1]);
  if (slug == NULL)
    return RUSHES_EXIT_FAILED;
  board = rushes_boards_load (core, slug, &error);
  if (board == NULL)
    {
      rushes_say_fail (error, NULL);
      rushes_say (_("“rushes boards restore %s” goes back to the newest older version that can be read."), slug);
      return RUSHES_EXIT_FAILED;
    }
  (json ? print_board_json : print_board) (board);
  for (guint i = 0; i < rushes_board_get_problems (board)->len; i++)
    rushes_say ("%s", (char *) rushes_board_get_problems (board)->pdata[i]);
  shots = rushes_board_list_shots (board);
  for (guint i = 0; i < shots->len; i++)
    say_missing_takes (core, shots->pdata[i]);
  return RUSHES_EXIT_DONE;
}

static int
new_board (RushesCore *core, int argc, char **argv)
{
  g_autofree char *from = NULL, *title = NULL, *slug = NULL;
  GOptionEntry entries[] = { { "from", 0, 0, G_OPTION_ARG_FILENAME, &from, N_("A screenplay in Fountain, a folder with pictures and clips, or an exported board"), N_("FILE|FOLDER") }, { NULL } };
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (!rushes_command_parse (entries, _("[NAME] — make a board; without a name it is called as what it is made from"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  title = argc == 2 ? g_strstrip (g_strdup (argv[1])) : NULL;
  if (argc > 2 || (title == NULL && from == NULL) || (title != NULL && *title == '\0'))
    return rushes_command_usage (_("What is the board called? rushes boards new NAME [--from FILE|FOLDER]"));
  slug = rushes_boards_make (core, title, from, remarks, &error);
  for (guint i = 0; i < remarks->len; i++)
    rushes_say ("%s", (char *) remarks->pdata[i]);
  if (slug == NULL)
    return rushes_say_fail (error, NULL);
  g_print ("%s\n", slug);
  return RUSHES_EXIT_DONE;
}

static const struct
{
  const char *name;
  RushesCommandFunc func;
} commands[] = {
  { "show", show_board },
  { "new", new_board },
  { "add", rushes_command_board_change },
  { "set", rushes_command_board_change },
  { "take", rushes_command_board_change },
  { "choose", rushes_command_board_change },
  { "move", rushes_command_board_change },
  { "remove", rushes_command_board_change },
  { "duplicate", rushes_command_board_change },
  { "omit", rushes_command_board_change },
  { "use", rushes_command_board_change },
  { "fill", rushes_command_board_fill },
  { "undo", rushes_command_board_change },
  { "redo", rushes_command_board_change },
  { "restore", rushes_command_board_restore },
  { "trash", rushes_command_board_trash },
  { "style", rushes_command_board_style },
  { "export", rushes_command_board_export },
};

int
rushes_command_boards (RushesCore *core, int argc, char **argv)
{
  gboolean json = FALSE;
  GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("For programs"), NULL }, { NULL } };

  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, argv[1]))
      return commands[i].func (core, argc - 1, argv + 1);
  if (!rushes_command_parse (entries, _("[show | new | add | set | take | choose | move | remove | duplicate | omit | use | fill | undo | redo | restore | trash | style | export …] — list the boards, or do something with one"),
                             &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc == 1)
    return list_boards (core, json);
  return rushes_command_usage (_("With boards one can do: show, new, add, set, take, choose, move, remove, duplicate, omit, use, fill, undo, redo, restore, trash, style, export; “rushes boards show --help” and so on tell more"));
}
