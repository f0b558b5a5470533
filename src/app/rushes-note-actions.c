/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-note-actions.h"

#include "rushes-judging.h"

#include <glib/gi18n.h>

/* Notes on clips, as they are written in the viewer. */

static void
tell_deleted (RushesWindow *window)
{
  AdwToast *toast = adw_toast_new (_("The note is deleted"));

  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  rushes_window_toast (window, toast);
}

/* Of a clip: a note that goes, or none, and one that comes, or none. What D-Bus may carry has no other word for “or none” than a list. */
static void
note (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (RUSHES_WINDOW (window)));
  g_autoptr (GVariant) before = NULL, after = NULL;
  g_autoptr (RushesClip) clip = NULL;
  const char *id;
  gint64 row;

  g_variant_get (parameter, "(&s@a(xxs)@a(xxs))", &id, &before, &after);
  row = rushes_library_find_row (library, id);
  clip = row != 0 ? rushes_library_ref_clip (library, row) : NULL;
  if (clip == NULL)
    return;
  rushes_library_judge (library, rushes_judging_notes (clip, before, after));
  if (rushes_notes_count (after) == 0)
    tell_deleted (RUSHES_WINDOW (window));
}

/* “win.note”. */
void
rushes_note_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "note", .activate = note, .parameter_type = "(sa(xxs)a(xxs))" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
