/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-board-read.h"

#include "rushes-error.h"

#include <string.h>

/* Board files that are none. */

static void
check_refused (const char *text, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesBoard) board = rushes_board_new_from_text (text, strlen (text), &error);

  g_assert_null (board);
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
  if (strstr (error->message, reason) == NULL)
    g_error ("“%s” does not say “%s”", error->message, reason);
}

static void
test_what_is_no_board_is_refused (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"rushes_board\": ");

  for (int i = 0; i < 200000; i++)
    g_string_append_c (deep, '[');
  check_refused (deep->str, "too deep");
  check_refused ("", "middle");
  check_refused ("{\"rushes_board\": 1, \"scenes\": [", "middle");
  check_refused ("[]", "rushes_board");
  check_refused ("{}", "rushes_board");
  check_refused ("{\"rushes_board\": null}", "rushes_board");
  check_refused ("{\"rushes_board\": 1, \"scenes\": 3}", "list of objects");
  check_refused ("{\"rushes_board\": 1, \"scenes\": [{\"shots\": [1]}]}", "list of objects");
  check_refused ("{\"rushes_board\": 1, \"x\": 99999999999999999999}", "64 bits");
  check_refused ("{\"rushes_board\": 1, \"x\": \"a\\u0000b\"}", "zero");
  check_refused ("{\"rushes_board\": 1, \"x\": \"a\\ud800b\"}", "half a character");
  check_refused ("{\"rushes_board\": 1, /* \" */ \"x\": 1}", "“/”");
  check_refused ("{\"rushes_board\": 1, \"x\": \"\\377\"}", "“\\”");
  check_refused ("{\"rushes_board\": 1, \"x\": \"\xff\"}", "UTF-8");
  check_refused ("<<<<<<< HEAD\n{}", "“<”");
}

/* Nothing behind its end is looked at, wherever it is cut off. */
static void
test_a_text_that_ends_anywhere (void)
{
  static const char text[] = "{\"rushes_board\": 1, \"x\": \"a\\u0000b\"}";

  for (gsize length = 1; length < sizeof text; length++)
    {
      g_autofree char *cut = g_memdup2 (text, length);
      g_autoptr (GError) error = NULL;
      g_assert_null (rushes_board_new_from_text (cut, length, &error));
      g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/board-text/what-is-no-board-is-refused", test_what_is_no_board_is_refused);
  g_test_add_func ("/board-text/a-text-that-ends-anywhere", test_a_text_that_ends_anywhere);
  return g_test_run ();
}
