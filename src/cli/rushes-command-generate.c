/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy.h"
#include "rushes-command.h"
#include "rushes-error.h"
#include "rushes-files.h"
#include "rushes-follow.h"
#include "rushes-say.h"
#include "rushes-money.h"
#include "rushes-nearest.h"
#include "rushes-request-builder.h"

#include "rushes-derive.h"
#include "rushes-workflow-reader.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

/* rushes generate, rushes resume, and what rushes --demo does without a display. */

typedef struct
{
  char *provider, *connection, *model, *workflow, *negative, *size, *image, *from, *derive;
  double seconds, fps;
  int frames, count;
  gint64 seed;
  char **set, **files;
  gboolean fit, over_limit;
} Options;

static gboolean
choose_kind (const Options *options, RushesCore *core, RushesProviderKind *kind, GError **error)
{
  RushesConnection *named = options->connection != NULL
                              ? rushes_connections_find_named (rushes_core_get_connections (core), options->connection)
                              : NULL;

  *kind = RUSHES_PROVIDER_COMFYUI;
  if (options->provider != NULL && !rushes_provider_kind_from_string (options->provider, kind))
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The provider is comfyui or openai, not “%s”"), options->provider);
      return FALSE;
    }
  if (options->provider != NULL)
    return TRUE;
  if (named != NULL)
    *kind = rushes_connection_get_kind (named);
  else if (options->model != NULL && g_str_has_prefix (options->model, "sora"))
    *kind = RUSHES_PROVIDER_OPENAI;
  else if (options->workflow == NULL)
    *kind = rushes_connections_get_default_kind (rushes_core_get_connections (core));
  return TRUE;
}

/* What the model offers: asked of the server, and where that fails the job is sent as it is. */
static RushesModel *
find_model (RushesCore *core, RushesConnection *connection, const char *wanted)
{
  g_autoptr (RushesTarget) target = rushes_core_new_target (core, connection, NULL);
  RushesProvider *provider = rushes_core_get_provider (core, rushes_connection_get_kind (connection));
  g_autoptr (GPtrArray) models = target != NULL ? rushes_provider_describe (provider, target, NULL, NULL) : NULL;

  for (guint i = 0; models != NULL && i < models->len; i++)
    {
      const RushesModelSpec *spec = rushes_model_get_spec (models->pdata[i]);
      if (wanted == NULL || g_ascii_strcasecmp (spec->id, wanted) == 0 || g_ascii_strcasecmp (spec->name, wanted) == 0)
        return g_object_ref (models->pdata[i]);
    }
  return NULL;
}

static RushesModel *
read_workflow (RushesCore *core, RushesConnection *connection, const char *path, RushesDraft *draft, GError **error)
{
  RushesModel *model;

  draft->workflow_name = rushes_workflow_dup_name (path);
  draft->workflow = rushes_workflow_read_file (core, connection, path, NULL, error);
  if (draft->workflow == NULL)
    return NULL;
  /* The server knows what may be empty and how large a seed may be. What it lacks is named when the job is sent; one that is
   * down must not keep it from the line. */
  model = rushes_workflow_describe (core, connection, draft->workflow, draft->workflow_name, draft->workflow_name, NULL, NULL);
  return model != NULL ? model : rushes_workflow_describe (core, NULL, draft->workflow, draft->workflow_name, draft->workflow_name, NULL, error);
}

static gboolean
read_fields (char **set, RushesDraft *draft, GError **error)
{
  GVariantDict fields = G_VARIANT_DICT_INIT (NULL);

  for (char **item = set; item != NULL && *item != NULL; item++)
    {
      g_auto (GStrv) pair = g_strsplit (*item, "=", 2);
      if (pair[0] == NULL || pair[1] == NULL)
        {
          g_variant_dict_clear (&fields);
          g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("--set takes FIELD=VALUE, not “%s”"), *item);
          return FALSE;
        }
      g_variant_dict_insert_value (&fields, pair[0], rushes_command_to_value (pair[1]));
    }
  draft->fields = g_variant_ref_sink (g_variant_dict_end (&fields));
  return TRUE;
}

/* --frames N --fps N: seconds are frames ÷ rate rounded up, then the nearest the model has. */
static void
set_length (const Options *options, const RushesModelSpec *spec, RushesDraft *draft)
{
  double wanted = options->seconds;

  draft->fps = options->frames > 0 ? 0 : options->fps;
  if (options->frames > 0)
    wanted = ceil (options->frames / (options->fps > 0 ? options->fps : 24));
  draft->seconds = wanted;
  if (options->frames > 0 && spec != NULL)
    draft->seconds = rushes_model_spec_nearest_length (spec, wanted);
  if (options->frames > 0)
    rushes_say (_("%d frames at %g per second make %g s; using %g s."), options->frames,
                       options->fps > 0 ? options->fps : 24, wanted, draft->seconds);
}

static gboolean
fill_draft (RushesCore *core, const Options *options, const char *prompt, const RushesModelSpec *spec, RushesDraft *draft, GError **error)
{
  char rest;

  if (options->size != NULL && sscanf (options->size, "%dx%d%c", &draft->width, &draft->height, &rest) != 2)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The size is WIDTHxHEIGHT, not “%s”"), options->size);
      return FALSE;
    }
  draft->model = g_strdup (options->model != NULL ? options->model : spec != NULL ? spec->id : NULL);
  draft->prompt = g_strdup (prompt);
  draft->negative = g_strdup (options->negative != NULL ? options->negative : spec != NULL ? spec->negative : NULL);
  draft->picture = g_strdup (options->image);
  draft->cut.fit = options->fit;
  draft->seed = options->seed;
  set_length (options, spec, draft);
  return read_fields (options->set, draft, error) && rushes_files_read (core, options->files, spec, draft, error);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  gpointer *box = data;

  box[0] = rushes_job_queue_add_finish (RUSHES_JOB_QUEUE (source), result, (GError **) &box[1]);
  box[2] = GINT_TO_POINTER (TRUE);
}

/* Adds a job and waits until the ledger has it. Returns: (transfer full) (nullable): its id */
static char *
add_job (RushesCore *core, RushesRequest *request, const char *connection_id, GError **error)
{
  gpointer box[3] = { NULL, NULL, NULL };
  g_autoptr (RushesJob) job = NULL;

  rushes_job_queue_add_async (rushes_core_get_queue (core), request, connection_id, on_added, box);
  while (box[2] == NULL)
    g_main_context_iteration (NULL, TRUE);
  job = box[0];
  if (box[1] != NULL)
    g_propagate_error (error, box[1]);
  return job != NULL ? g_strdup (rushes_job_get_id (job)) : NULL;
}

/* Returns: (transfer full) (nullable) (element-type RushesRequest) */
static GPtrArray *
build_takes (RushesCore *core, RushesDraft *draft, const RushesModelSpec *spec, int count, GError **error)
{
  g_autofree char *pictures = g_build_filename (rushes_paths_get_data_dir (rushes_core_get_paths (core)), "pictures", NULL);
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_request_unref);
  gint64 seed = draft->seed;

  for (int i = 0; i < count; i++)
    {
      RushesRequest *request;

      draft->seed = seed >= 0 ? seed + i : -1;
      draft->take = i + 1;
      request = rushes_request_builder_build (draft, spec, pictures, error);
      if (request == NULL)
        return NULL;
      g_ptr_array_add (requests, request);
    }
  return g_steal_pointer (&requests);
}

/* Nobody may be there to be asked: above the month's limit nothing is sent unless the command says so. */
static gboolean
check_limit (RushesCore *core, GPtrArray *requests, GError **error)
{
  g_autoptr (GSettings) settings = g_settings_new (RUSHES_SETTINGS_ID);
  g_autofree char *excess = rushes_money_dup_excess (rushes_core_get_ledger (core), requests, g_settings_get_double (settings, "monthly-limit"));

  if (excess == NULL)
    return TRUE;
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("%s Nothing was sent; --over-limit sends it anyway"), excess);
  return FALSE;
}

static gboolean
add_requests (RushesCore *core, GPtrArray *requests, const char *connection_id, GPtrArray *ids, GError **error)
{
  for (guint i = 0; i < requests->len; i++)
    {
      char *id = add_job (core, requests->pdata[i], connection_id, error);
      if (id == NULL)
        return FALSE;
      g_ptr_array_add (ids, id);
    }
  return TRUE;
}

/* The first line: where it goes. */
static void
say_where (RushesConnection *connection, gboolean any)
{
  if (any)
    rushes_say (_("Using any ComfyUI server that is free."));
  else
    rushes_say (_("Using “%s” at %s."), rushes_connection_get_name (connection), rushes_connection_get_url (connection));
}

/* A server that does not take the size: which ones the model is known to take. */
static void
say_sizes (RushesCore *core, GPtrArray *jobs, const Options *options, const RushesModelSpec *spec)
{
  g_autoptr (GString) sizes = g_string_new (NULL);
  gboolean refused = FALSE, listed = FALSE;

  for (guint i = 0; i < jobs->len; i++)
    {
      RushesJob *job = rushes_job_queue_find (rushes_core_get_queue (core), jobs->pdata[i]);
      refused = refused || (job != NULL && g_error_matches (rushes_job_get_record (job)->error, RUSHES_ERROR, RUSHES_ERROR_REJECTED));
    }
  for (guint i = 0; refused && options->size != NULL && spec != NULL && i < spec->sizes->len; i++)
    {
      RushesSize *size = &g_array_index (spec->sizes, RushesSize, i);
      g_autofree char *text = g_strdup_printf ("%dx%d", size->width, size->height);
      listed = listed || g_str_equal (text, options->size);
      if (size->width > 0)
        g_string_append_printf (sizes, "%s%s", sizes->len > 0 ? ", " : "", text);
    }
  if (spec != NULL && !listed && sizes->len > 0)
    rushes_say (_("“%s” is known to take these sizes: %s."), spec->name, sizes->str);
}

static int
follow (RushesCore *core, GPtrArray *ids, const Options *options, const RushesModelSpec *spec)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_copy (ids, (GCopyFunc) g_strdup, NULL);
  int code = rushes_follow_jobs (core, ids);

  g_ptr_array_set_free_func (jobs, g_free);
  if (code == RUSHES_EXIT_FAILED)
    say_sizes (core, jobs, options, spec);
  return code;
}

/* A clip made of another one. */
static int
generate_from (RushesCore *core, const Options *options, const char *prompt)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  RushesLibrary *library = rushes_core_get_library (core);
  gint64 row = rushes_library_find_row_by_start (library, options->from, &error);
  g_autoptr (RushesClip) clip = row > 0 ? rushes_library_ref_clip (library, row, &error) : NULL;
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_request_unref);
  RushesRequest *request;
  RushesConnection *connection;

  if (error != NULL)
    return rushes_say_fail (error, NULL);
  if (row < 0)
    return rushes_command_usage (_("Several clips begin with that ID; give more of it"));
  if (clip == NULL)
    return rushes_command_usage (_("There is no such clip; “rushes clips --json” tells the IDs"));
  request = rushes_derive_new_request (rushes_core_get_connections (core), clip, options->derive != NULL ? options->derive : "remix",
                                       prompt, options->seconds, &connection, &error);
  if (request == NULL)
    return rushes_say_fail (error, NULL);
  g_ptr_array_add (requests, request);
  say_where (connection, FALSE);
  if ((!options->over_limit && !check_limit (core, requests, &error)) ||
      !add_requests (core, requests, rushes_connection_get_id (connection), ids, &error))
    return rushes_say_fail (error, NULL);
  rushes_follow_own_or_hand_over (core);
  return rushes_follow_jobs (core, ids);
}

static int
generate (RushesCore *core, const Options *options, const char *prompt)
{
  g_autoptr (GError) error = NULL;
  g_auto (RushesDraft) draft = { 0 };
  g_autoptr (RushesModel) model = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) requests = NULL;
  const RushesModelSpec *spec;
  RushesConnection *connection;

  if (options->from != NULL)
    return generate_from (core, options, prompt);
  if (!choose_kind (options, core, &draft.provider, &error))
    return rushes_command_usage (error->message);
  if (draft.provider == RUSHES_PROVIDER_COMFYUI && g_strcmp0 (options->connection, RUSHES_CONNECTION_ANY) == 0)
    draft.connection = g_strdup (RUSHES_CONNECTION_ANY);
  connection = rushes_core_choose (core, draft.provider, draft.connection == NULL ? options->connection : NULL, &error);
  if (connection == NULL)
    return rushes_say_fail (error, NULL);
  say_where (connection, draft.connection != NULL);
  if (options->workflow != NULL)
    model = read_workflow (core, connection, options->workflow, &draft, &error);
  else
    model = find_model (core, connection, options->model);
  if (options->workflow != NULL && model == NULL)
    return rushes_say_fail (error, NULL);
  draft.price = rushes_connection_get_number (connection, RUSHES_CONNECTION_PRICE, 0);
  spec = model != NULL ? rushes_model_get_spec (model) : NULL;
  if (fill_draft (core, options, prompt, spec, &draft, &error) &&
      (options->workflow == NULL || draft.connection != NULL || rushes_nearest_check (spec, &draft, &error)))
    requests = build_takes (core, &draft, spec, options->count, &error);
  if (requests == NULL || (!options->over_limit && !check_limit (core, requests, &error)) ||
      !add_requests (core, requests, draft.connection != NULL ? draft.connection : rushes_connection_get_id (connection), ids, &error))
    return rushes_say_fail (error, NULL);
  rushes_follow_own_or_hand_over (core);
  return follow (core, ids, options, spec);
}

static void
options_clear (Options *options)
{
  g_free (options->provider);
  g_free (options->connection);
  g_free (options->model);
  g_free (options->workflow);
  g_free (options->negative);
  g_free (options->size);
  g_free (options->image);
  g_free (options->from);
  g_free (options->derive);
  g_strfreev (options->set);
  g_strfreev (options->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Wrong usage, whatever server there is. Returns: (transfer full) (nullable): in words */
static char *
find_fault (const Options *options)
{
  static const char *const ways[] = { "remix", "edit", "extend", NULL };
  int width, height;
  char rest;

  if (options->size != NULL && (sscanf (options->size, "%dx%d%c", &width, &height, &rest) != 2 || width < 1 || height < 1))
    return g_strdup_printf (_("The size is WIDTHxHEIGHT, not “%s”"), options->size);
  if (options->derive != NULL && !g_strv_contains (ways, options->derive))
    return g_strdup_printf (_("A clip becomes another by remix, edit or extend, not by “%s”"), options->derive);
  if (options->derive != NULL && options->from == NULL)
    return g_strdup (_("--as needs the clip: --from CLIP"));
  for (char **item = options->set; item != NULL && *item != NULL; item++)
    if (strchr (*item, '=') == NULL)
      return g_strdup_printf (_("--set takes FIELD=VALUE, not “%s”"), *item);
  return NULL;
}

int
rushes_command_generate (RushesCore *core, int argc, char **argv)
{
  g_auto (Options) options = { .seed = -1, .count = 1 };
  GOptionEntry entries[] = {
    { "provider", 'p', 0, G_OPTION_ARG_STRING, &options.provider, N_("comfyui or openai"), "NAME" },
    { "connection", 'c', 0, G_OPTION_ARG_STRING, &options.connection, N_("The server"), "NAME" },
    { "model", 'm', 0, G_OPTION_ARG_STRING, &options.model, N_("The model or built-in workflow"), "NAME" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_("Make it of this clip, on the server that made that one"), "CLIP" },
    { "as", 0, 0, G_OPTION_ARG_STRING, &options.derive, N_("With --from: remix, edit or extend"), "HOW" },
    { "workflow", 'w', 0, G_OPTION_ARG_FILENAME, &options.workflow, N_("A ComfyUI workflow, or a picture or clip that holds one"), "FILE" },
    { "negative", 'n', 0, G_OPTION_ARG_STRING, &options.negative, N_("What shall not be seen"), "TEXT" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &options.size, N_("Pixels, as 1280x720"), "WxH" },
    { "seconds", 's', 0, G_OPTION_ARG_DOUBLE, &options.seconds, N_("Length"), "N" },
    { "frames", 0, 0, G_OPTION_ARG_INT, &options.frames, N_("Length in frames, with --fps"), "N" },
    { "fps", 0, 0, G_OPTION_ARG_DOUBLE, &options.fps, N_("Frames per second"), "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed, N_("0 to 2^50; random without"), "N" },
    { "count", 0, 0, G_OPTION_ARG_INT, &options.count, N_("How many takes"), "N" },
    { "image", 'i', 0, G_OPTION_ARG_FILENAME, &options.image, N_("The first frame"), "FILE" },
    { "fit", 0, 0, G_OPTION_ARG_NONE, &options.fit, N_("The whole picture, with bars, instead of its middle"), NULL },
    { "over-limit", 0, 0, G_OPTION_ARG_NONE, &options.over_limit, N_("Send it even above the month's limit"), NULL },
    { "file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.files, N_("What a workflow loads: a picture, video or sound, or a clip's id"), "FIELD=FILE" },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.set, N_("A field of the model"), "FIELD=VALUE" },
    { NULL },
  };
  g_autofree char *prompt = NULL, *fault = NULL;

  if (!rushes_command_parse (entries, _("PROMPT — make clips and wait for them"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  /* A workflow may have no place for a prompt; whether it wants one is known when it is read. */
  if (argc < 2 && options.workflow == NULL)
    return rushes_command_usage (_("The prompt is missing: rushes generate PROMPT"));
  if (options.count < 1 || options.count > 100)
    return rushes_command_usage (_("The number of takes is 1 to 100"));
  fault = find_fault (&options);
  if (fault != NULL)
    return rushes_command_usage (fault);
  prompt = argc < 2 ? g_strdup ("") : g_strjoinv (" ", argv + 1);
  return generate (core, &options, prompt);
}

/* One clip through each provider of the sample server. */
int
rushes_command_demo (RushesCore *core, int argc, char **argv)
{
  Options comfy = { .provider = (char *) "comfyui", .connection = (char *) _("Sample ComfyUI"), .size = (char *) "640x352",
                    .seconds = 3, .seed = 7, .count = 1 };
  Options videos = { .provider = (char *) "openai", .connection = (char *) _("Sample video service"),
                     .size = (char *) "640x360", .seconds = 4, .seed = 11, .count = 1 };
  int code;

  rushes_say (_("No display: making one clip through each provider of the sample server."));
  code = generate (core, &comfy, "A lighthouse on a black cliff at dusk, slow push in");
  return code != 0 ? code : generate (core, &videos, "A lone walker crosses the dunes, morning light");
}

int
rushes_command_resume (RushesCore *core, int argc, char **argv)
{
  GListModel *queue = G_LIST_MODEL (rushes_core_get_queue (core));
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (!rushes_command_parse_alone (NULL, _("— carry on with every unfinished job"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr (RushesJob) job = g_list_model_get_item (queue, i);
      if (!rushes_job_state_is_final (rushes_job_get_state (job)))
        g_ptr_array_add (ids, g_strdup (rushes_job_get_id (job)));
    }
  if (ids->len == 0)
    {
      rushes_core_own (core, NULL); /* what a kill left behind is cleaned up all the same */
      rushes_say (_("There is nothing to do."));
      return RUSHES_EXIT_DONE;
    }
  rushes_follow_own_or_hand_over (core);
  return rushes_follow_jobs (core, ids);
}
