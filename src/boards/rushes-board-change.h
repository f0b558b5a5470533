/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"
#include "rushes-paths.h"

G_BEGIN_DECLS

/* A change of a board in words, so that another process can have it made: a{sv} with “do” and what that needs. Shots are one, “shot” x (its
 * number) or s (that, or what the user calls it), or several, “shots” av of x (numbers); a scene is s (its number on the board, or its title) or x (its id);
 * what is said is “words” as (“MEMBER=VALUE”) or “members” a{sv} (a null takes one away). “quiet” b: whoever asked need not be told what
 * was done. */
#define RUSHES_CHANGE_ADD "add"         /* what is said; scene, after x or s: (nullable) */
#define RUSHES_CHANGE_ADD_CLIPS "add-clips" /* clips av of s: a shot for each; before x, or scene: (nullable) */
#define RUSHES_CHANGE_SET "set"         /* what is said; shot or shots, shot and take x, scene, or none of them: the board */
#define RUSHES_CHANGE_CHOOSE "choose"   /* shot, take x: from 1; 0: none */
#define RUSHES_CHANGE_TAKE "take"       /* shot, clip s, or clips av of s */
#define RUSHES_CHANGE_MOVE "move"       /* shot s, after s: (nullable), the first; or shots, scene, before x: (nullable), the end; or scene, index x */
#define RUSHES_CHANGE_REMOVE "remove"   /* shot or shots, or shot and take x; or scene. “added” b: with the scenes that came with these shots and have no others */
#define RUSHES_CHANGE_LENGTHEN "lengthen" /* shots, by x: frames of the board */
#define RUSHES_CHANGE_DUPLICATE "duplicate" /* shot or shots, or scene; with as “alternate”: shot */
#define RUSHES_CHANGE_OMIT "omit" /* shot or shots, or scene; “back” b: they are part of the film again */
#define RUSHES_CHANGE_USE "use"   /* shot, in place of those it is an alternate of */
#define RUSHES_CHANGE_ADD_SCENE "add-scene" /* title s, index x: (nullable), the end */
#define RUSHES_CHANGE_UNDO "undo"
#define RUSHES_CHANGE_REDO "redo"
#define RUSHES_CHANGE_RESTORE "restore" /* the newest older version that reads */

char *rushes_board_change_run (RushesPaths *paths,
                               const char  *slug,
                               GVariant    *change,
                               GError     **error);

G_END_DECLS
