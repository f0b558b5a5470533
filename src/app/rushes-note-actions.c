/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-note-actions.h"

#include "rushes-judging.h"
#include "rushes-toast.h"

#include <glib/gi18n.h>

/* Notes on clips, as they are written in the viewer. */

static void
tell_deleted (RushesWindow *window)
{
  AdwToast *toast = rushes_toast_new (_("The note is deleted"));

  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  rushes_window_toast (window, toast);
}

static void
note_on (RushesWindow *window, RushesClip *clip, GVariant *parameter)
{
  g_autoptr (GVariant) before = g_variant_get_child_value (parameter, 1), after = g_variant_get_child_value (parameter, 2);

  rushes_library_judge (rushes_core_get_library (rushes_window_get_core (window)), rushes_judging_notes (clip, before, after));
  if (rushes_notes_count (after) == 0)
    tell_deleted (window);
}

/* Of a clip: a note that goes, or none, and one that comes, or none. What D-Bus may carry has no other word for “or none” than a list. */
static void
note (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (RushesClip) clip = NULL;
  const char *id;

  g_variant_get_child (parameter, 0, "&s", &id);
  clip = rushes_library_ref_known_clip (rushes_core_get_library (rushes_window_get_core (window)), id);
  if (clip != NULL) /* who writes notes looks at it */
    note_on (window, clip, parameter);
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
