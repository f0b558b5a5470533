/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What stands in a screenplay, in its order. */
typedef enum
{
  RUSHES_FOUNTAIN_TITLE,         /* key and text, of the title page */
  RUSHES_FOUNTAIN_SECTION,       /* depth and text */
  RUSHES_FOUNTAIN_SYNOPSIS,
  RUSHES_FOUNTAIN_HEADING,       /* text, and the scene's number as key */
  RUSHES_FOUNTAIN_ACTION,        /* a paragraph */
  RUSHES_FOUNTAIN_CHARACTER,
  RUSHES_FOUNTAIN_PARENTHETICAL,
  RUSHES_FOUNTAIN_DIALOGUE,      /* a line */
  RUSHES_FOUNTAIN_TRANSITION,
  RUSHES_FOUNTAIN_NOTE,
} RushesFountainKind;

/* @key: (nullable). Both are valid for the call alone. */
typedef void (*RushesFountainFunc) (RushesFountainKind kind,
                                    const char        *key,
                                    const char        *text,
                                    gpointer           data);

gboolean rushes_fountain_parse      (const char         *bytes,
                                     gsize               length,
                                     RushesFountainFunc  func,
                                     gpointer            data,
                                     gboolean           *latin1,
                                     GError            **error);
char    *rushes_fountain_strip_marks (const char        *text);

G_END_DECLS
