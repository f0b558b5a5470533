/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shortcuts.h"

#include <adwaita.h>

#if ADW_CHECK_VERSION(1, 8, 0)

static void
show (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/rushes_app/Rushes/ui/rushes-shortcuts.ui");

  adw_dialog_present (ADW_DIALOG (gtk_builder_get_object (builder, "shortcuts_dialog")), window);
}

#endif

/**
 * rushes_shortcuts_set_up:
 * @window: of an application; gets “win.show-help-overlay”, which shows all keys, at Ctrl+?
 *
 * Before libadwaita 1.8 GTK does that by itself, with the resource “gtk/help-overlay.ui”. Main thread.
 */
void
rushes_shortcuts_set_up (GtkApplicationWindow *window)
{
#if ADW_CHECK_VERSION(1, 8, 0)
  static const GActionEntry entries[] = { { .name = "show-help-overlay", .activate = show } };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  gtk_application_set_accels_for_action (gtk_window_get_application (GTK_WINDOW (window)), "win.show-help-overlay", (const char *[]) { "<Control>question", NULL });
#endif
}
