/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"
#include "rushes-import.h"
#include "rushes-say.h"
#include "rushes-sidecar.h"

#include <glib/gi18n.h>

/* rushes clips, import, verify, rebuild. */

static void
print_clip (RushesCore *core, RushesClip *clip, gboolean json, gboolean first)
{
  const RushesClipInfo *info = rushes_clip_get_info (clip);
  g_autofree char *path = rushes_paths_dup_clip_path (rushes_core_get_paths (core), info->name);
  g_autofree char *title = rushes_request_dup_title (info->request);

  if (json)
    {
      g_autofree char *sidecar = rushes_sidecar_to_text (info);
      g_autofree char *quoted = rushes_command_json_string (path);
      g_print ("%s\n{\"path\": %s, \"clip\": %s}", first ? "" : ",", quoted, sidecar);
    }
  else
    g_print ("%s\t%d×%d\t%.1f s\t%s\n", path, info->width, info->height, info->duration_ms / 1000.0, title);
}

/* What the options ask for, and the words of them. */
typedef struct
{
  RushesQuery query;
  gboolean json, picked, rejected;
  char *provider, **models, **connections, **tags;
  char *model, *connection, *tag; /* all of them, one a line */
} ListOptions;

static void
list_options_clear (ListOptions *options)
{
  g_free (options->provider);
  g_free (options->model);
  g_free (options->connection);
  g_free (options->tag);
  g_strfreev (options->models);
  g_strfreev (options->connections);
  g_strfreev (options->tags);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ListOptions, list_options_clear)

/* Returns: whether the command line could be read; if not, it was said why */
static gboolean
read_list_options (ListOptions *options, int *argc, char ***argv)
{
  GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("For programs"), NULL },
    { "provider", 0, 0, G_OPTION_ARG_STRING, &options->provider, N_("Made through comfyui or openai"), N_("KIND") },
    { "model", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->models, N_("Made with this model; of several, with any"), N_("MODEL") },
    { "connection", 'c', 0, G_OPTION_ARG_STRING_ARRAY, &options->connections, N_("Made by this connection; of several, by any"), N_("NAME") },
    { "tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->tags, N_("That have this tag; of several, any"), N_("TAG") },
    { "rating", 0, 0, G_OPTION_ARG_INT, &options->query.minimum_rating, N_("With as many stars or more"), N_("STARS") },
    { "label", 0, 0, G_OPTION_ARG_INT, &options->query.label, N_("With this label, 6 to 9"), N_("LABEL") },
    { "favourites", 0, 0, G_OPTION_ARG_NONE, &options->query.favourites, N_("Favourites"), NULL },
    { "picked", 0, 0, G_OPTION_ARG_NONE, &options->picked, N_("That were picked"), NULL },
    { "rejected", 0, 0, G_OPTION_ARG_NONE, &options->rejected, N_("That were rejected"), NULL },
    { "missing", 0, 0, G_OPTION_ARG_NONE, &options->query.missing, N_("Whose files are not there"), NULL },
    { "noted", 0, 0, G_OPTION_ARG_NONE, &options->query.noted, N_("With notes"), NULL },
    { "new", 0, 0, G_OPTION_ARG_NONE, &options->query.unseen, N_("Not looked at yet"), NULL },
    { NULL },
  };

  return rushes_command_parse (entries, _("[WORDS…] — list the library, newest first"), argc, argv);
}

/* Returns: (transfer full) (nullable): one a line */
static char *
join (char **values)
{
  return values != NULL ? g_strjoinv ("\n", values) : NULL;
}

/* Where one cannot be read, the list has no end. */
static gboolean
print_clips (RushesCore *core, GArray *rows, gboolean json, GError **error)
{
  g_autoptr (GError) cause = NULL;
  gboolean first = TRUE;

  if (json)
    g_print ("[");
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (RushesClip) clip = rushes_library_ref_clip (rushes_core_get_library (core), g_array_index (rows, gint64, i), &cause);
      if (cause != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      if (clip != NULL)
        print_clip (core, clip, json, first);
      first = first && clip == NULL;
    }
  if (json)
    g_print ("\n]\n");
  return TRUE;
}

int
rushes_command_clips (RushesCore *core, int argc, char **argv)
{
  g_auto (ListOptions) options = { 0 };
  g_autofree char *words = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  RushesQuery *query = &options.query;

  if (!read_list_options (&options, &argc, &argv))
    return RUSHES_EXIT_USAGE;
  words = g_strjoinv (" ", argv + 1);
  query->words = words;
  query->provider = options.provider;
  query->model = options.model = join (options.models);
  query->connection = options.connection = join (options.connections);
  query->tag = options.tag = join (options.tags);
  query->decision = options.picked ? RUSHES_DECISION_PICKED : options.rejected ? RUSHES_DECISION_REJECTED : RUSHES_DECISION_ANY;
  if (!query->missing || rushes_library_look_now (rushes_core_get_library (core), &error))
    rows = rushes_library_query (rushes_core_get_library (core), query, &error);
  if (rows == NULL || !print_clips (core, rows, options.json, &error))
    return rushes_say_fail (error, NULL);
  return RUSHES_EXIT_DONE;
}

/* Returns: whether it is in the library now */
static gboolean
import_file (RushesCore *core, const char *name, gboolean link)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *source = g_canonicalize_filename (name, NULL), *path = NULL;
  g_autoptr (RushesClipInfo) info = rushes_import_run (rushes_core_get_library (core), source, name, link, &error);

  if (info == NULL)
    {
      rushes_say_fail (error, NULL);
      return FALSE;
    }
  path = rushes_paths_dup_clip_path (rushes_core_get_paths (core), info->name);
  g_print ("%s\n", path);
  return TRUE;
}

/* @name: a file, or a folder: then the videos in it */
static void
import_all (RushesCore *core, const char *name, gboolean link, guint *n_imported, guint *n_left_out)
{
  g_autoptr (GFile) folder = g_file_new_for_commandline_arg (name);
  g_autoptr (GPtrArray) named = g_ptr_array_new (), sentences = g_ptr_array_new_with_free_func (g_free), files = NULL;

  if (!g_file_test (name, G_FILE_TEST_IS_DIR))
    {
      *(import_file (core, name, link) ? n_imported : n_left_out) += 1;
      return;
    }
  g_ptr_array_add (named, folder);
  files = rushes_import_expand (named, sentences);
  for (guint i = 0; i < files->len; i++)
    *(import_file (core, g_file_peek_path (files->pdata[i]), link) ? n_imported : n_left_out) += 1;
  for (guint i = 0; i < sentences->len; i++)
    rushes_say ("rushes: %s.", (char *) sentences->pdata[i]);
  *n_left_out += sentences->len;
}

/* Returns: how many files there are that all together do not fit, which is said; 0: they do */
static guint
refuse_all (RushesCore *core, char **names, int n)
{
  g_autoptr (GPtrArray) named = g_ptr_array_new_with_free_func (g_object_unref), sentences = g_ptr_array_new_with_free_func (g_free), files = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < n; i++)
    g_ptr_array_add (named, g_file_new_for_commandline_arg (names[i]));
  files = rushes_import_expand (named, sentences);
  if (rushes_import_check_room (rushes_core_get_paths (core), files, &error))
    return 0;
  rushes_say_fail (error, NULL);
  return files->len;
}

int
rushes_command_import (RushesCore *core, int argc, char **argv)
{
  guint n_imported = 0, n_left_out = 0, n_refused;
  gboolean link = FALSE;
  GOptionEntry entries[] = { { "link", 0, 0, G_OPTION_ARG_NONE, &link, N_("Leave the files where they are; Rushes never moves or deletes them"), NULL }, { NULL } };
  g_autofree char *summary = NULL;

  if (!rushes_command_parse (entries, _("FILE… — bring video files, and those in folders, into the library"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc < 2)
    return rushes_command_usage (_("Which files? rushes import FILE…"));
  n_refused = link ? 0 : refuse_all (core, argv + 1, argc - 1);
  for (int i = 1; i < argc && n_refused == 0; i++)
    import_all (core, argv[i], link, &n_imported, &n_left_out);
  n_left_out += n_refused;
  summary = rushes_import_dup_summary (n_imported, n_left_out);
  if (n_imported + n_left_out > 1)
    rushes_say ("%s.", summary);
  return n_left_out == 0 ? RUSHES_EXIT_DONE : RUSHES_EXIT_FAILED;
}

int
rushes_command_verify (RushesCore *core, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  if (!rushes_command_parse_alone (NULL, _("— check every clip's file"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  problems = rushes_library_verify (rushes_core_get_library (core), &error);
  if (problems == NULL)
    return rushes_say_fail (error, NULL);
  for (guint i = 0; i < problems->len; i++)
    g_print ("%s\n", (char *) problems->pdata[i]);
  if (problems->len == 0)
    g_print ("%s\n", _("All clips are in order."));
  return problems->len == 0 ? RUSHES_EXIT_DONE : RUSHES_EXIT_FAILED;
}

int
rushes_command_rebuild (RushesCore *core, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int n;

  if (!rushes_command_parse_alone (NULL, _("— make the index anew from the sidecars"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  n = rushes_library_rebuild (rushes_core_get_library (core), &error);
  if (n < 0)
    return rushes_say_fail (error, NULL);
  g_print (ngettext ("%d clip is in the index.\n", "%d clips are in the index.\n", n), n);
  return RUSHES_EXIT_DONE;
}
