/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-taking.h"

#include "rushes-boards.h"
#include "rushes-error-toast.h"
#include "rushes-importing.h"
#include "rushes-toast.h"
#include "rushes-way-back.h"

/* Files come into the library, and then onto the board on which they were dropped. */
typedef struct
{
  char *slug;
  GVariant *change; /* a{sv}: gets its “clips” */
  char **paths;     /* all that were dropped, in their order */
  GVariant *known;  /* a{ss}: path → id of those that are clips of the library */
} Taking;

static void
taking_free (gpointer data)
{
  Taking *self = data;

  g_free (self->slug);
  g_variant_unref (self->change);
  g_strfreev (self->paths);
  g_variant_unref (self->known);
  g_free (self);
}

/* What came in of @path: the file itself, or what is in that folder. */
static void
add_imported (GVariantBuilder *clips, const char *path, const RushesImportReport *report)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (guint i = 0; i < report->ids->len; i++)
    if (g_file_equal (report->files->pdata[i], file) || g_file_has_prefix (report->files->pdata[i], file))
      g_variant_builder_add (clips, "v", g_variant_new_string (report->ids->pdata[i]));
}

/* All clips as they were dropped. */
static GVariant *
list_clips (Taking *self, const RushesImportReport *report)
{
  GVariantBuilder clips = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  const char *id;

  for (char **path = self->paths; *path != NULL; path++)
    if (g_variant_lookup (self->known, *path, "&s", &id))
      g_variant_builder_add (&clips, "v", g_variant_new_string (id));
    else
      add_imported (&clips, *path, report);
  return g_variant_builder_end (&clips);
}

static void
on_changed (GObject *core, GAsyncResult *result, gpointer way_back)
{
  g_autoptr (RushesWindow) window = rushes_way_back_take (way_back);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = rushes_boards_change_finish (result, &error);

  if (window != NULL)
    rushes_window_toast (window, sentence != NULL ? rushes_toast_new (sentence) : rushes_error_toast_new (GTK_WIDGET (window), error, NULL));
}

/* Another board may be open by now: they are that one's all the same. */
static void
on_imported (RushesWindow *window, const RushesImportReport *report, gpointer data)
{
  Taking *self = data;
  RushesBoardDesk *desk = rushes_window_get_desk (window);
  RushesBoardSession *session = desk != NULL ? rushes_board_desk_get_session (desk) : NULL;
  GVariantDict change = G_VARIANT_DICT_INIT (self->change);

  g_variant_dict_insert_value (&change, "clips", list_clips (self, report));
  if (session != NULL && g_str_equal (rushes_board_session_get_slug (session), self->slug))
    rushes_board_desk_change (desk, g_variant_dict_end (&change));
  else
    rushes_boards_change_async (rushes_window_get_core (window), self->slug, g_variant_dict_end (&change), on_changed, rushes_way_back_new (window));
}

/* What was dropped, which of it the library has, and the change of the open board for which it is. */
static void
take_files (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesBoardSession *session = rushes_board_desk_get_session (rushes_window_get_desk (window));
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  Taking *taking;

  if (session == NULL)
    return;
  taking = g_new0 (Taking, 1);
  g_variant_get (parameter, "(^as@a{ss}@a{sv})", &taking->paths, &taking->known, &taking->change);
  taking->slug = g_strdup (rushes_board_session_get_slug (session));
  for (char **path = taking->paths; *path != NULL; path++)
    if (!g_variant_lookup (taking->known, *path, "&s", NULL))
      g_ptr_array_add (files, g_file_new_for_path (*path));
  rushes_importing_start_then (window, files, on_imported, taking, taking_free);
}

/* “win.take-files”. */
void
rushes_board_taking_add (RushesWindow *window)
{
  static const GActionEntry entries[] = { { .name = "take-files", .activate = take_files, .parameter_type = "(asa{ss}a{sv})" } };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
