/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RUSHES_BOARD_LEVEL_BOARD,
  RUSHES_BOARD_LEVEL_SCENE,
  RUSHES_BOARD_LEVEL_SHOT,
  RUSHES_BOARD_LEVEL_TAKE,
} RushesBoardLevel;

/* The members of board.json; data/board.schema.json describes them. */
#define RUSHES_BOARD_FORMAT "rushes_board"       /* x: the version */
#define RUSHES_BOARD_ID "id"                     /* s: of a board; x: of a scene */
#define RUSHES_BOARD_TITLE "title"               /* s: board, scene */
#define RUSHES_BOARD_NOTES "notes"               /* s: board, scene, shot */
#define RUSHES_BOARD_RATE "rate"                 /* s: as rushes_rate_dup_text() */
#define RUSHES_BOARD_GIVEN "given"               /* a{sv}: which numbers were given */
#define RUSHES_BOARD_PEOPLE "people"             /* a{sv} of a{sv}: name → words, picture */
#define RUSHES_BOARD_TRACK "track"               /* a{sv}: file, offset, volume */
#define RUSHES_BOARD_COLOUR "colour"             /* s: of a scene */
#define RUSHES_BOARD_SECTION "section"           /* s: of a scene: the part of the script that it begins */
#define RUSHES_BOARD_SCENE_NUMBER "scene_number" /* s: of a scene, in the script */
#define RUSHES_BOARD_NUMBER "number"             /* x: of a shot */
#define RUSHES_BOARD_SHOWN "shown"               /* s: what the user calls the shot instead */
#define RUSHES_BOARD_SIZE "size"                 /* s: wide, medium, close … */
#define RUSHES_BOARD_CAMERA "camera"             /* s: static, pan, push in … */
#define RUSHES_BOARD_ACTION "action"             /* s */
#define RUSHES_BOARD_DIALOGUE "dialogue"         /* s */
#define RUSHES_BOARD_TRANSITION "transition"     /* s: how the script goes on after the shot */
#define RUSHES_BOARD_FIRST "first"               /* a{sv}: the first frame: end_of, or picture, or clip and at */
#define RUSHES_BOARD_LAST "last"                 /* a{sv}: the last frame: start_of, or the same */
#define RUSHES_BOARD_OMIT "omit"                 /* b: it stays on the board and is no part of the film; of a scene: nor are its shots */
#define RUSHES_BOARD_STILL "still"               /* s: a picture that stands for the shot */
#define RUSHES_BOARD_CHOSEN "chosen"             /* s: the clip of the take */
#define RUSHES_BOARD_JOBS "jobs"                 /* av of s: takes that are being made for the shot */
#define RUSHES_BOARD_LEFT_OUT "left_out"         /* av of s: clips and jobs that shall not become takes again */
#define RUSHES_BOARD_CLIP "clip"                 /* s: of a take */
#define RUSHES_BOARD_IN "in"                     /* x: first frame that plays, in frames of the board */
#define RUSHES_BOARD_OUT "out"                   /* x: the frame after the last one */
#define RUSHES_BOARD_START "start"               /* a{sv}: which take it starts from: shot, clip */
/* What is inherited: shot → scene → board → model. */
#define RUSHES_BOARD_PROVIDER "provider"         /* s */
#define RUSHES_BOARD_CONNECTION "connection"     /* s: name or id */
#define RUSHES_BOARD_MODEL "model"               /* s */
#define RUSHES_BOARD_PROMPT "prompt"             /* s: of a shot */
#define RUSHES_BOARD_PREFIX "prompt_prefix"      /* s */
#define RUSHES_BOARD_SUFFIX "prompt_suffix"      /* s */
#define RUSHES_BOARD_NEGATIVE "negative_prompt"  /* s */
#define RUSHES_BOARD_WIDTH "width"               /* x: pixels */
#define RUSHES_BOARD_HEIGHT "height"             /* x: pixels */
#define RUSHES_BOARD_LENGTH "length"             /* x: frames of the board */
#define RUSHES_BOARD_SEED "seed"                 /* x */
#define RUSHES_BOARD_FIELDS "fields"             /* a{sv}: what only one model has; each is inherited by itself */
/* Lists below an item. */
#define RUSHES_BOARD_SCENES "scenes"
#define RUSHES_BOARD_SHOTS "shots"
#define RUSHES_BOARD_TAKES "takes"

#define RUSHES_TYPE_BOARD_ITEM (rushes_board_item_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardItem, rushes_board_item, RUSHES, BOARD_ITEM, GObject)

RushesBoardItem *rushes_board_item_new        (RushesBoardLevel   level);
RushesBoardLevel rushes_board_item_get_level  (RushesBoardItem   *self);
RushesBoardItem *rushes_board_item_get_parent (RushesBoardItem   *self);
guint            rushes_board_item_get_count  (RushesBoardItem   *self);
RushesBoardItem *rushes_board_item_get_child  (RushesBoardItem   *self,
                                               guint              index);
guint            rushes_board_item_get_index  (RushesBoardItem   *self);
const char      *rushes_board_item_get_name   (RushesBoardItem   *self,
                                               guint              index);
GVariant        *rushes_board_item_get        (RushesBoardItem   *self,
                                               const char        *name);
const char      *rushes_board_item_get_string (RushesBoardItem   *self,
                                               const char        *name);
gint64           rushes_board_item_get_int    (RushesBoardItem   *self,
                                               const char        *name,
                                               gint64             fallback);
gboolean         rushes_board_item_has_text   (RushesBoardItem   *self,
                                               const char        *name,
                                               const char        *text);
char           **rushes_board_item_dup_texts  (RushesBoardItem   *self,
                                               const char        *name);
char            *rushes_board_item_dup_address (RushesBoardItem  *self);
char            *rushes_board_item_ref_line   (RushesBoardItem   *self);
GVariant        *rushes_board_item_to_variant (RushesBoardItem   *self);

G_END_DECLS
