/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"
#include "rushes-transport.h"

G_BEGIN_DECLS

/* Where a note on a clip is written, below its picture; hidden while none is. It gives the page that holds it the actions “notes.write”
 * (on the frame that is seen, or the part between the points), “notes.edit” ((xxs): a note of the clip) and “notes.show” (d: seconds). */
#define RUSHES_TYPE_NOTE_ENTRY (rushes_note_entry_get_type ())
G_DECLARE_FINAL_TYPE (RushesNoteEntry, rushes_note_entry, RUSHES, NOTE_ENTRY, GtkBox)

void rushes_note_entry_set_up   (RushesNoteEntry *self,
                                 GtkWidget       *page,
                                 RushesPlayer    *player,
                                 RushesTransport *transport);
void rushes_note_entry_set_clip (RushesNoteEntry *self,
                                 RushesClip      *clip);

G_END_DECLS
