/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-error.h"
#include "rushes-fountain-board.h"
#include "rushes-fountain.h"

#include <string.h>

/* Screenplays: what they become, and that nothing odd in one does harm. */

static RushesBoard *
read_bytes (const char *text, gsize length, gboolean *latin1)
{
  g_autoptr (GError) error = NULL;
  RushesBoard *board = rushes_fountain_to_board (text, length, "id", "Untitled", latin1, &error);

  g_assert_no_error (error);
  return board;
}

static RushesBoard *
read_text (const char *text)
{
  gboolean latin1;

  return read_bytes (text, strlen (text), &latin1);
}

static RushesBoardItem *
scene_of (RushesBoard *board, guint index)
{
  g_assert_cmpuint (index, <, rushes_board_item_get_count (rushes_board_get_root (board)));
  return rushes_board_item_get_child (rushes_board_get_root (board), index);
}

static void
assert_scene (RushesBoard *board, guint index, const char *title, guint n_shots)
{
  RushesBoardItem *scene = scene_of (board, index);

  g_assert_cmpstr (rushes_board_item_get_string (scene, RUSHES_BOARD_TITLE), ==, title);
  g_assert_cmpuint (rushes_board_item_get_count (scene), ==, n_shots);
}

static void
assert_member (RushesBoard *board, gint64 number, const char *member, const char *text)
{
  RushesBoardItem *shot = rushes_board_find_shot (board, number);

  g_assert_nonnull (shot);
  g_assert_cmpstr (rushes_board_item_get_string (shot, member), ==, text);
}

static const char script[] =
  "Title:\n    _**Night Train**_\n    Part Two\nCredit: written by\nAuthor: A. Writer\n\n"
  "FADE IN:\n\n"
  "# Act One\n\n= They meet. [[Is that too early?]]\n\n"
  "INT. KITCHEN - NIGHT #12A#\n\n"
  "= Anna cooks.\n\n"
  "Anna stirs *slowly*.\nThe kettle sings. [[prop: kettle]]\n\n"
  "ANNA (V.O.)\n(quietly)\nWhere is _he_?\n  \nI waited.\n\n"
  "BORIS ^\nHere.\n\n"
  "She turns.\n\n"
  "CUT TO:\n\n"
  "EXT. STREET - DAY\n\n"
  "@McAvoy\nI never liked Mondays.\n\n"
  "!SCANNING THE AISLES...\nWhere is the pit?\n\n"
  "/* cut\n\nINT. NOWHERE\n\nNobody. */\n"
  "> FADE OUT.\n\n"
  ".SNIPER SCOPE POV\n\n"
  "...and then\n\n"
  "> THE END <\n\n"
  "===\n\n"
  "i/e. car - dusk\n\nA snake_case word, 2 * 3 * 4, an \\*escaped\\* star.\n";

static void
check_script (RushesBoard *board)
{
  RushesBoardItem *root = rushes_board_get_root (board);

  g_assert_cmpstr (rushes_board_get_title (board), ==, "Night Train Part Two");
  g_assert_nonnull (strstr (rushes_board_item_get_string (root, RUSHES_BOARD_NOTES), "Author: A. Writer"));
  assert_scene (board, 0, "INT. KITCHEN - NIGHT", 2);
  g_assert_cmpstr (rushes_board_item_get_string (scene_of (board, 0), RUSHES_BOARD_SCENE_NUMBER), ==, "12A");
  g_assert_cmpstr (rushes_board_item_get_string (scene_of (board, 0), RUSHES_BOARD_SECTION), ==, "Act One");
  g_assert_cmpstr (rushes_board_item_get_string (scene_of (board, 0), RUSHES_BOARD_NOTES), ==, "FADE IN:\nThey meet.\nIs that too early?\nAnna cooks.");
  assert_member (board, 10, RUSHES_BOARD_ACTION, "Anna stirs slowly.\nThe kettle sings.");
  assert_member (board, 10, RUSHES_BOARD_NOTES, "prop: kettle");
  assert_member (board, 10, RUSHES_BOARD_DIALOGUE, "ANNA (V.O.): (quietly) Where is he? I waited.\nBORIS: Here.");
  assert_member (board, 20, RUSHES_BOARD_ACTION, "She turns.");
  assert_member (board, 20, RUSHES_BOARD_TRANSITION, "CUT TO:");
  assert_scene (board, 1, "EXT. STREET - DAY", 2);
  assert_member (board, 30, RUSHES_BOARD_ACTION, NULL);
  assert_member (board, 30, RUSHES_BOARD_DIALOGUE, "McAvoy: I never liked Mondays.");
  assert_member (board, 40, RUSHES_BOARD_ACTION, "SCANNING THE AISLES...\nWhere is the pit?");
  assert_member (board, 40, RUSHES_BOARD_TRANSITION, "FADE OUT.");
  assert_scene (board, 2, "SNIPER SCOPE POV", 2);
  assert_member (board, 50, RUSHES_BOARD_ACTION, "...and then");
  assert_member (board, 60, RUSHES_BOARD_ACTION, "THE END");
  assert_scene (board, 3, "i/e. car - dusk", 1);
  assert_member (board, 70, RUSHES_BOARD_ACTION, "A snake_case word, 2 * 3 * 4, an *escaped* star.");
  g_assert_null (rushes_board_find_shot (board, 80));
}

static void
test_a_screenplay (void)
{
  g_autoptr (RushesBoard) board = read_text (script);

  check_script (board);
}

static char *
replace (const char *text, const char *what, const char *with)
{
  g_auto (GStrv) parts = g_strsplit (text, what, -1);

  return g_strjoinv (with, parts);
}

static void
test_line_ends_and_bytes_before (void)
{
  g_autofree char *windows = replace (script, "\n", "\r\n"), *mac = replace (script, "\n", "\r"), *marked = g_strconcat ("\xef\xbb\xbf", windows, NULL);
  g_autoptr (RushesBoard) first = read_text (windows), second = read_text (mac), third = read_text (marked);

  check_script (first);
  check_script (second);
  check_script (third);
}

static void
test_latin1 (void)
{
  static const char text[] = "INT. CAF\xc9 - NIGHT\n\nJos\xe9 says \x93hello\x94.\n\nJOS\xc9\nOl\xe9!\n";
  gboolean latin1;
  g_autoptr (RushesBoard) board = read_bytes (text, strlen (text), &latin1);

  g_assert_true (latin1);
  assert_scene (board, 0, "INT. CAFÉ - NIGHT", 1);
  assert_member (board, 10, RUSHES_BOARD_ACTION, "José says “hello”.");
  assert_member (board, 10, RUSHES_BOARD_DIALOGUE, "JOSÉ: Olé!");
}

static void
test_what_is_not_what_it_looks_like (void)
{
  g_autoptr (RushesBoard) board = read_text ("INTERIOR THOUGHTS\n\nHe walks.\nINT. NOT A HEADING\n\nBANG!\n\n/* never closed\n\n[[ nor this\n\nEND TO: nowhere\n\n12\n\n"
                                        "EXTRA LARGE\nis the size.\n");
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (board);

  assert_scene (board, 0, "Beginning", 7);
  assert_member (board, 20, RUSHES_BOARD_ACTION, "He walks.\nINT. NOT A HEADING");
  assert_member (board, 30, RUSHES_BOARD_ACTION, "BANG!");
  assert_member (board, 40, RUSHES_BOARD_ACTION, "/* never closed");
  assert_member (board, 50, RUSHES_BOARD_ACTION, "[[ nor this");
  assert_member (board, 70, RUSHES_BOARD_DIALOGUE, "EXTRA LARGE: is the size.");
  g_assert_cmpuint (shots->len, ==, 7);
}

static void
test_nothing_in_it (void)
{
  static const char *const texts[] = { "", "\n\n\n", "Title: Only\n", "/**/", "[[note]]", "===", "#", "=", ".", ">", "@", "!", "~", "\xef\xbb\xbf", "   " };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RushesBoard) board = read_text (texts[i]);
      g_assert_nonnull (board);
    }
}

static void
test_what_is_no_text (void)
{
  g_autoptr (GError) error = NULL;
  gboolean latin1;

  g_assert_null (rushes_fountain_to_board ("I\0N\0T\0", 6, "id", "x", &latin1, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
}

/* Five megabytes of shots, and much of all else: what is looked for in them must not be looked for again and again. */
static void
test_large_and_odd (void)
{
  static const char *const units[] = {
    "She runs through the rain, past the station and the kiosk that is always closed, and does not look back at all, not even once.\n\n",
    "ANNA\nYes.\n\n", "* a ", "_a ", "[[", "[[\n\n", "[[x]]", "/*", "/**/", "\\", "\n", "(", "INT. X\n\n", "a", "[[a\n\n]]", "*a* "
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gsize count = (i == 0 ? 5000000 : 60000) / strlen (units[i]);
      g_autoptr (GString) text = g_string_sized_new (100);
      g_autoptr (RushesBoard) board = NULL;

      for (gsize k = 0; k < count; k++)
        g_string_append (text, units[i]);
      board = read_text (text->str);
      if (i == 0)
        assert_scene (board, 0, "Beginning", count);
      if (i == 1)
        assert_scene (board, 0, "Beginning", 1);
    }
}

/* Any bytes at all. */
static void
test_random_bytes (void)
{
  static const char letters[] = "INTEXT./ #=>.<*_[]()@!~^\\:\n\n\n\r ab\xe9";

  for (int i = 0; i < 2000; i++)
    {
      char text[200];
      gboolean latin1;
      g_autoptr (RushesBoard) board = NULL;

      for (guint k = 0; k < sizeof text; k++)
        text[k] = letters[g_test_rand_int_range (0, sizeof letters - 1)];
      board = read_bytes (text, g_test_rand_int_range (0, sizeof text), &latin1);
      g_assert_nonnull (board);
    }
}

/* What stands in a screenplay, in any order: everything in it must stay text. */
static void
test_random_parts (void)
{
  static const char *const parts[] = {
    "[[n]]", "[[", "]]", "/*", "*/", "\xc3\xa9", "\xe2\x80\x9c", "\xf0\x9f\x8e\xac", ":", "\n", "\n\n", "Title:", "\nSource:", "a", "A", "INT. ", ".",
    "#", "=", ">", "<", "@", "!", "~", "*", "_", "\\", "^", "(", ")", " ", "TO:", "  \n"
  };

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (g_test_rand_bit () ? "Title:" : NULL);
      g_autoptr (RushesBoard) board = NULL;

      for (gint32 left = g_test_rand_int_range (1, 40); left > 0; left--)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      board = read_text (text->str);
      g_assert_nonnull (board);
    }
}

static void
test_notes_on_a_title_page (void)
{
  g_autoptr (RushesBoard) board = read_text ("Title: [[a]]One[[b]]\n[[c]]Caf\xc3\xa9[[d]] noir: \xc3\xa9t\xc3\xa9\n");
  RushesBoardItem *root = rushes_board_get_root (board);

  g_assert_cmpstr (rushes_board_get_title (board), ==, "One");
  g_assert_cmpstr (rushes_board_item_get_string (root, RUSHES_BOARD_NOTES), ==, "Caf\xc3\xa9 noir: \xc3\xa9t\xc3\xa9\na\nb\nc\nd");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fountain/a-screenplay", test_a_screenplay);
  g_test_add_func ("/fountain/line-ends-and-bytes-before", test_line_ends_and_bytes_before);
  g_test_add_func ("/fountain/latin1", test_latin1);
  g_test_add_func ("/fountain/what-is-not-what-it-looks-like", test_what_is_not_what_it_looks_like);
  g_test_add_func ("/fountain/nothing-in-it", test_nothing_in_it);
  g_test_add_func ("/fountain/what-is-no-text", test_what_is_no_text);
  g_test_add_func ("/fountain/large-and-odd", test_large_and_odd);
  g_test_add_func ("/fountain/random-bytes", test_random_bytes);
  g_test_add_func ("/fountain/random-parts", test_random_parts);
  g_test_add_func ("/fountain/notes-on-a-title-page", test_notes_on_a_title_page);
  return g_test_run ();
}
