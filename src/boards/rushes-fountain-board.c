/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-fountain-board.h"

#include "rushes-board-item-private.h"
#include "rushes-board-private.h"
#include "rushes-fountain.h"
#include "rushes-shot-number.h"

#include <glib/gi18n.h>

/* A screenplay becomes a board: a scene for each heading, a shot for each paragraph of action, with what is said under it. A section is
 * noted at the scene that it begins; synopses and notes become notes. */

typedef struct
{
  RushesBoard *board;
  RushesBoardItem *scene; /* (nullable): not ours */
  gboolean in_shot;
  GString *action, *dialogue, *notes, *transition; /* of the shot */
  GString *scene_notes, *board_notes;
  GString *section;     /* what has begun since the last heading */
} Maker;

static void
add_line (GString *text, const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
put (RushesBoardItem *item, const char *member, GString *text)
{
  if (text->len > 0)
    rushes_board_item_set (item, member, g_variant_new_string (text->str));
  g_string_truncate (text, 0);
}

static void
end_shot (Maker *maker)
{
  RushesBoardItem *shot;

  if (!maker->in_shot)
    return;
  maker->in_shot = FALSE;
  shot = rushes_board_item_new (RUSHES_BOARD_LEVEL_SHOT);
  rushes_board_item_set (shot, RUSHES_BOARD_NUMBER, g_variant_new_int64 (rushes_shot_number_give_next (maker->board)));
  put (shot, RUSHES_BOARD_ACTION, maker->action);
  put (shot, RUSHES_BOARD_DIALOGUE, maker->dialogue);
  put (shot, RUSHES_BOARD_NOTES, maker->notes);
  put (shot, RUSHES_BOARD_TRANSITION, maker->transition);
  rushes_board_attach (maker->board, maker->scene, G_MAXUINT, shot);
}

static void
end_scene (Maker *maker)
{
  end_shot (maker);
  if (maker->scene != NULL)
    put (maker->scene, RUSHES_BOARD_NOTES, maker->scene_notes);
  maker->scene = NULL;
}

static void
begin_scene (Maker *maker, const char *title, const char *number)
{
  RushesBoardItem *scene = rushes_board_item_new (RUSHES_BOARD_LEVEL_SCENE);

  if (maker->scene != NULL)
    end_scene (maker);
  rushes_board_item_set (scene, RUSHES_BOARD_ID, g_variant_new_int64 (rushes_scene_number_give (maker->board)));
  rushes_board_item_set (scene, RUSHES_BOARD_TITLE, g_variant_new_string (title));
  if (number != NULL)
    rushes_board_item_set (scene, RUSHES_BOARD_SCENE_NUMBER, g_variant_new_string (number));
  put (scene, RUSHES_BOARD_SECTION, maker->section);
  rushes_board_attach (maker->board, rushes_board_get_root (maker->board), G_MAXUINT, scene);
  maker->scene = scene;
}

/* Shots that stand before the first heading, or under a section alone, have a scene of that name. */
static void
begin_shot (Maker *maker)
{
  end_shot (maker);
  if (maker->scene == NULL)
    {
      g_autofree char *title = g_strdup (maker->section->len > 0 ? maker->section->str : _("Beginning"));
      begin_scene (maker, title, NULL);
    }
  maker->in_shot = TRUE;
}

static void
take_title (Maker *maker, const char *key, const char *text)
{
  g_autofree char *line = NULL, *title = g_strdelimit (g_strdup (text), "\n", ' ');

  if (g_ascii_strcasecmp (key, "title") == 0 && *title != '\0')
    {
      rushes_board_item_set (rushes_board_get_root (maker->board), RUSHES_BOARD_TITLE, g_variant_new_string (title));
      return;
    }
  line = g_strdup_printf ("%s: %s", key, text);
  if (*text != '\0')
    add_line (maker->board_notes, line);
}

static void
begin_section (Maker *maker, const char *text)
{
  end_scene (maker);
  g_string_append_printf (maker->section, "%s%s", maker->section->len > 0 ? " / " : "", text);
}

/* To whom a note belongs: the shot before it, else the scene. */
static void
take_note (Maker *maker, const char *text)
{
  add_line (maker->in_shot ? maker->notes : maker->scene_notes, text);
}

static void
take_character (Maker *maker, const char *text)
{
  if (!maker->in_shot)
    begin_shot (maker);
  add_line (maker->dialogue, text);
  g_string_append_c (maker->dialogue, ':');
}

static void
take_spoken (Maker *maker, const char *text)
{
  g_string_append_printf (maker->dialogue, " %s", text);
}

static void
on_part (RushesFountainKind kind, const char *key, const char *text, gpointer data)
{
  Maker *maker = data;

  switch (kind)
    {
    case RUSHES_FOUNTAIN_TITLE:
      take_title (maker, key, text);
      break;
    case RUSHES_FOUNTAIN_SECTION:
      begin_section (maker, text);
      break;
    case RUSHES_FOUNTAIN_HEADING:
      end_scene (maker);
      begin_scene (maker, text, key);
      break;
    case RUSHES_FOUNTAIN_ACTION:
      begin_shot (maker);
      g_string_append (maker->action, text);
      break;
    case RUSHES_FOUNTAIN_CHARACTER:
      take_character (maker, text);
      break;
    case RUSHES_FOUNTAIN_PARENTHETICAL:
    case RUSHES_FOUNTAIN_DIALOGUE:
      take_spoken (maker, text);
      break;
    case RUSHES_FOUNTAIN_TRANSITION:
      add_line (maker->in_shot ? maker->transition : maker->scene_notes, text);
      break;
    case RUSHES_FOUNTAIN_SYNOPSIS:
    case RUSHES_FOUNTAIN_NOTE:
    default:
      take_note (maker, text);
      break;
    }
}

/**
 * rushes_fountain_to_board:
 * @bytes: a screenplay
 * @id, @title: of the board; a title page names it otherwise
 * @latin1: (out): whether it was not UTF-8
 *
 * Returns: (transfer full) (nullable): NULL with %RUSHES_ERROR_FILE, whose message is the end of a sentence
 */
RushesBoard *
rushes_fountain_to_board (const char *bytes, gsize length, const char *id, const char *title, gboolean *latin1, GError **error)
{
  g_autoptr (RushesBoard) board = rushes_board_new (id, title);
  g_autoptr (GString) action = g_string_new (NULL), dialogue = g_string_new (NULL), notes = g_string_new (NULL), transition = g_string_new (NULL);
  g_autoptr (GString) scene_notes = g_string_new (NULL), board_notes = g_string_new (NULL), section = g_string_new (NULL);
  Maker maker = { board, NULL, FALSE, action, dialogue, notes, transition, scene_notes, board_notes, section };

  if (!rushes_fountain_parse (bytes, length, on_part, &maker, latin1, error))
    return NULL;
  end_scene (&maker);
  if (scene_notes->len > 0)
    add_line (board_notes, scene_notes->str);
  put (rushes_board_get_root (board), RUSHES_BOARD_NOTES, board_notes);
  rushes_board_write_given (board);
  return g_steal_pointer (&board);
}
