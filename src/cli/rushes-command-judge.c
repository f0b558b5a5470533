/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"
#include "rushes-judging.h"
#include "rushes-say.h"
#include "rushes-stacking.h"

#include <glib/gi18n.h>

/* rushes rate, pick, reject, favourite, label, tag, stack, unstack, undo, redo: culling without a window. */

/* @name: the beginning of an id, or a file as “rushes clips” prints it. Returns: its row, 0 if there is none, -1 if there are several, or @error */
static gint64
find_row (RushesLibrary *library, const char *name, GError **error)
{
  gint64 row = strchr (name, G_DIR_SEPARATOR) != NULL ? rushes_library_find_row_by_path (library, name, error) : 0;

  return row != 0 ? row : rushes_library_find_row_by_start (library, name, error);
}

/* Returns: (transfer full) (nullable) (element-type RushesClip): those that are named; if one is not there, it was said */
GPtrArray *
rushes_command_find_clips (RushesCore *core, int n, char **names)
{
  RushesLibrary *library = rushes_core_get_library (core);
  g_autoptr (GPtrArray) clips = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 row = find_row (library, names[i], &error);
      RushesClip *clip = row > 0 ? rushes_library_ref_clip (library, row, &error) : NULL;
      if (error != NULL)
        rushes_say_fail (error, NULL);
      else if (clip == NULL)
        rushes_say (row < 0 ? _("rushes: Several clips have an id that begins with “%s”; write more of it.")
                            : _("rushes: There is no clip “%s” in the library; “rushes clips” lists them."), names[i]);
      if (clip == NULL)
        return NULL;
      g_ptr_array_add (clips, clip);
    }
  return g_steal_pointer (&clips);
}

static void
on_not_judged (RushesLibrary *library, const GError *error, gpointer failed)
{
  *(gboolean *) failed = TRUE;
  rushes_say_fail (error, NULL);
}

/* @judgements: (transfer full). Returns: the exit code, when it is on the disk */
int
rushes_command_judge (RushesCore *core, GPtrArray *judgements)
{
  RushesLibrary *library = rushes_core_get_library (core);
  g_autofree char *sentence = judgements->len > 0 ? rushes_judging_dup_sentence (judgements) : g_strdup (_("Nothing had to be changed"));
  gboolean failed = FALSE;

  g_signal_connect (library, "not-judged", G_CALLBACK (on_not_judged), &failed);
  rushes_library_judge (library, judgements);
  rushes_library_flush (library);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_handlers_disconnect_by_data (library, &failed);
  if (failed)
    return RUSHES_EXIT_FAILED;
  g_print ("%s\n", sentence);
  return RUSHES_EXIT_DONE;
}

/* Returns: whether @text is one of the numbers from @lowest to @highest, or 0 */
static gboolean
read_number (const char *text, int lowest, int highest, int *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 0, highest, &value, NULL) || (value != 0 && (int) value < lowest))
    return FALSE;
  *number = (int) value;
  return TRUE;
}

static int
judge_number (RushesCore *core, RushesOpinion opinion, int lowest, int highest, const char *usage, const char *wrong, int argc, char **argv)
{
  g_autoptr (GPtrArray) clips = NULL;
  int number;

  if (!rushes_command_parse (NULL, usage, &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc < 3 || !read_number (argv[1], lowest, highest, &number))
    return rushes_command_usage (wrong);
  clips = rushes_command_find_clips (core, argc - 2, argv + 2);
  return clips != NULL ? rushes_command_judge (core, rushes_judging_set (clips, opinion, g_variant_new_int32 (number))) : RUSHES_EXIT_FAILED;
}

int
rushes_command_rate (RushesCore *core, int argc, char **argv)
{
  return judge_number (core, RUSHES_OPINION_RATING, 1, RUSHES_RATING_BEST, _("STARS CLIP… — rate clips; 0 takes the rating away"),
                       _("How many stars, 0 to 5, for which clips? rushes rate STARS CLIP…"), argc, argv);
}

int
rushes_command_label (RushesCore *core, int argc, char **argv)
{
  return judge_number (core, RUSHES_OPINION_LABEL, RUSHES_LABEL_FIRST, RUSHES_LABEL_LAST,
                       _("LABEL CLIP… — colour clips; 0 takes the colour away"),
                       _("Which label, 6 red, 7 green, 8 blue, 9 purple or 0, for which clips? rushes label LABEL CLIP…"), argc, argv);
}

static int
judge_plainly (RushesCore *core, RushesOpinion opinion, GVariant *value, GVariant *otherwise, const char *usage, int argc, char **argv)
{
  gboolean clear = FALSE;
  GOptionEntry entries[] = { { "clear", 0, 0, G_OPTION_ARG_NONE, &clear, N_("Take it away again"), NULL }, { NULL } };
  g_autoptr (GVariant) set = g_variant_ref_sink (value), unset = g_variant_ref_sink (otherwise);
  g_autoptr (GPtrArray) clips = NULL;
  g_autofree char *question = NULL;

  if (!rushes_command_parse (entries, usage, &argc, &argv))
    return RUSHES_EXIT_USAGE;
  question = g_strdup_printf (_("Which clips? rushes %s CLIP…"), argv[0]);
  if (argc < 2)
    return rushes_command_usage (question);
  clips = rushes_command_find_clips (core, argc - 1, argv + 1);
  return clips != NULL ? rushes_command_judge (core, rushes_judging_set (clips, opinion, clear ? unset : set)) : RUSHES_EXIT_FAILED;
}

int
rushes_command_pick (RushesCore *core, int argc, char **argv)
{
  return judge_plainly (core, RUSHES_OPINION_VERDICT, g_variant_new_int32 (RUSHES_VERDICT_PICK), g_variant_new_int32 (RUSHES_VERDICT_NONE),
                        _("CLIP… — choose clips"), argc, argv);
}

int
rushes_command_reject (RushesCore *core, int argc, char **argv)
{
  return judge_plainly (core, RUSHES_OPINION_VERDICT, g_variant_new_int32 (RUSHES_VERDICT_REJECT), g_variant_new_int32 (RUSHES_VERDICT_NONE),
                        _("CLIP… — reject clips; their files stay"), argc, argv);
}

int
rushes_command_favourite (RushesCore *core, int argc, char **argv)
{
  return judge_plainly (core, RUSHES_OPINION_FAVOURITE, g_variant_new_boolean (TRUE), g_variant_new_boolean (FALSE),
                        _("CLIP… — make clips favourites"), argc, argv);
}

static int
list_tags (RushesCore *core)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tags = rushes_library_list_values (rushes_core_get_library (core), RUSHES_VALUES_TAG, &error);

  if (tags == NULL)
    return rushes_say_fail (error, NULL);
  for (guint i = 0; i < tags->len; i++)
    g_print ("%s\n", (char *) tags->pdata[i]);
  return RUSHES_EXIT_DONE;
}

/* Without anything: the tags that there are. */
int
rushes_command_tag (RushesCore *core, int argc, char **argv)
{
  gboolean remove = FALSE;
  GOptionEntry entries[] = { { "remove", 0, 0, G_OPTION_ARG_NONE, &remove, N_("Take the tag away again"), NULL }, { NULL } };
  g_autoptr (GPtrArray) clips = NULL;
  g_autofree char *tag = NULL;

  if (!rushes_command_parse (entries, _("[TAG CLIP…] — tag clips; alone it lists the tags"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc == 1)
    return list_tags (core);
  tag = rushes_judging_dup_tag (argv[1]);
  if (argc == 2 || tag == NULL)
    return rushes_command_usage (_("Which tag for which clips? rushes tag TAG CLIP…"));
  clips = rushes_command_find_clips (core, argc - 2, argv + 2);
  return clips != NULL ? rushes_command_judge (core, rushes_judging_tag (clips, tag, !remove)) : RUSHES_EXIT_FAILED;
}

/* The rows of clips. Returns: (transfer full) (element-type RushesStackPart) (nullable): NULL: one cannot be read */
static GArray *
new_parts (RushesLibrary *library, GPtrArray *clips, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (RushesStackPart));

  for (guint i = 0; i < clips->len; i++)
    {
      RushesStackPart part = { rushes_library_find_row (library, rushes_clip_get_id (clips->pdata[i]), error), FALSE };
      if (part.row < 0)
        return NULL;
      g_array_append_val (parts, part);
    }
  return g_steal_pointer (&parts);
}

static int
put_together (RushesCore *core, GPtrArray *clips, gboolean apart)
{
  RushesLibrary *library = rushes_core_get_library (core);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) parts = new_parts (library, clips, &error), rows = NULL;
  GPtrArray *judgements = NULL;

  if (parts != NULL)
    rows = rushes_stacking_find (library, parts, apart, &error);
  if (rows != NULL)
    judgements = apart ? rushes_stacking_unjoin (library, rows, &error) : rushes_stacking_join (library, rows, &error);
  return judgements != NULL ? rushes_command_judge (core, judgements) : rushes_say_fail (error, NULL);
}

/* “stack”, and “unstack”. */
int
rushes_command_stack (RushesCore *core, int argc, char **argv)
{
  gboolean apart = g_str_equal (argv[0], "unstack");
  g_autoptr (GPtrArray) clips = NULL;

  if (!rushes_command_parse (NULL, apart ? _("CLIP… — take clips out of their stacks") : _("CLIP CLIP… — put clips into the first one's stack"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc < (apart ? 2 : 3))
    return rushes_command_usage (apart ? _("Which clips? rushes unstack CLIP…") : _("Which clips? rushes stack CLIP CLIP…"));
  clips = rushes_command_find_clips (core, argc - 1, argv + 1);
  return clips != NULL ? put_together (core, clips, apart) : RUSHES_EXIT_FAILED;
}

static void
on_undone (GObject *library, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static int
take_back (RushesCore *core, gboolean redo)
{
  RushesLibrary *library = rushes_core_get_library (core);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) judgements = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  rushes_library_undo_async (library, redo, on_undone, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  judgements = rushes_library_undo_finish (library, result, &error);
  if (judgements == NULL)
    return rushes_say_fail (error, NULL);
  sentence = judgements->len > 0 ? rushes_judging_dup_sentence (judgements)
                                 : g_strdup (redo ? _("There is nothing to do again") : _("There is nothing to take back"));
  g_print ("%s\n", sentence);
  return RUSHES_EXIT_DONE;
}

int
rushes_command_undo (RushesCore *core, int argc, char **argv)
{
  return rushes_command_parse_alone (NULL, _("— take the last judgement back"), &argc, &argv) ? take_back (core, FALSE) : RUSHES_EXIT_USAGE;
}

int
rushes_command_redo (RushesCore *core, int argc, char **argv)
{
  return rushes_command_parse_alone (NULL, _("— make again what was taken back"), &argc, &argv) ? take_back (core, TRUE) : RUSHES_EXIT_USAGE;
}
