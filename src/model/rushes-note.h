/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is to be said of a frame of a clip, of several, or of all of it. */
typedef struct
{
  gint64 from_us, to_us; /* when the first and the last frame that are meant begin, from the clip's start; both RUSHES_NOTE_WHOLE: all of it */
  const char *text;
} RushesNote;

#define RUSHES_NOTE_WHOLE -1

/* All notes of a clip are one value of this type, in the order of their times: from, to, text. NULL: there are none. */
#define RUSHES_NOTES_TYPE "a(xxs)"

guint      rushes_notes_count       (GVariant         *notes);
RushesNote rushes_notes_get         (GVariant         *notes,
                                     guint             index);
GVariant  *rushes_notes_tidy        (GVariant         *notes);
GVariant  *rushes_notes_new         (const RushesNote *note);
GVariant  *rushes_notes_merge       (GVariant         *notes,
                                     GVariant         *before,
                                     GVariant         *after);

G_END_DECLS
