/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The notes on a clip, in the order of their times: a click or Return shows the frame, F2 changes a note, Delete takes it away. It asks
 * the actions of RushesNoteEntry, and “win.note”. */
#define RUSHES_TYPE_NOTES_LIST (rushes_notes_list_get_type ())
G_DECLARE_FINAL_TYPE (RushesNotesList, rushes_notes_list, RUSHES, NOTES_LIST, GtkBox)

void rushes_notes_list_set_clip (RushesNotesList *self,
                                 RushesClip      *clip);

G_END_DECLS
