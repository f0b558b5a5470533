/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-plan.h"

#include "rushes-board-edit.h"
#include "rushes-error.h"
#include "rushes-inherit.h"
#include "rushes-number.h"
#include "rushes-offer.h"
#include "rushes-openai-models.h"
#include "rushes-request-builder.h"
#include "rushes-shot-frame.h"

#include <glib/gi18n.h>

/* From a shot, with all that it inherits, to the request that makes a take of it. Blocking; on a worker, or where nobody waits. */

struct _RushesBoardModels
{
  RushesCore *core;
  GPtrArray *connections;   /* RushesConnection, as they were */
  RushesConnection *defaults[RUSHES_N_PROVIDERS]; /* (nullable) */
  RushesProviderKind kind;  /* where nobody says one */
  GPtrArray *workflows;     /* RushesWorkflow */
  GHashTable *offers; /* connection's id → GPtrArray of RushesModel; NULL if it could not be asked */
  GHashTable *errors; /* connection's id → GError */
};

static void
unref_models (gpointer models)
{
  if (models != NULL)
    g_ptr_array_unref (models);
}

static GPtrArray *
list_all (gpointer model)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (items, g_list_model_get_item (model, i));
  return items;
}

/* Notes which connections and workflows there are: main thread. What follows may be on a worker. Returns: (transfer full) */
RushesBoardModels *
rushes_board_models_new (RushesCore *core)
{
  RushesBoardModels *self = g_new0 (RushesBoardModels, 1);
  RushesConnections *connections = rushes_core_get_connections (core);

  self->core = g_object_ref (core);
  self->connections = list_all (connections);
  self->workflows = list_all (rushes_core_get_workflows (core));
  self->kind = rushes_connections_get_default_kind (connections);
  for (int i = 0; i < RUSHES_N_PROVIDERS; i++)
    self->defaults[i] = rushes_connections_get_default (connections, i);
  self->offers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_models);
  self->errors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_error_free);
  return self;
}

void
rushes_board_models_free (RushesBoardModels *self)
{
  g_hash_table_unref (self->offers);
  g_hash_table_unref (self->errors);
  g_ptr_array_unref (self->connections);
  g_ptr_array_unref (self->workflows);
  g_object_unref (self->core);
  g_free (self);
}

static GPtrArray *
ask (RushesBoardModels *self, RushesConnection *connection, GError **error)
{
  const char *id = rushes_connection_get_id (connection);
  g_autoptr (GPtrArray) workflows = NULL;
  GError *cause = NULL;

  if (!g_hash_table_contains (self->offers, id))
    {
      workflows = rushes_connection_get_kind (connection) == RUSHES_PROVIDER_COMFYUI ? g_ptr_array_ref (self->workflows) : g_ptr_array_new ();
      g_hash_table_insert (self->offers, g_strdup (id), rushes_offer_ask (self->core, connection, workflows, NULL, &cause));
      if (cause != NULL)
        g_hash_table_insert (self->errors, g_strdup (id), cause);
    }
  cause = g_hash_table_lookup (self->errors, id);
  if (cause != NULL && error != NULL)
    *error = g_error_copy (cause);
  return g_hash_table_lookup (self->offers, id);
}

/* A Videos API takes more than its list names: what somebody wrote is believed, as in the form, and a choice from then on. */
static RushesModel *
add_written (GPtrArray *models, RushesConnection *connection, const char *name)
{
  RushesModel *model = rushes_model_new (rushes_openai_new_spec (connection, name));

  g_ptr_array_add (models, model);
  return model;
}

/* @models: (element-type RushesModel): what @connection offers; @wanted: (nullable). Returns: (transfer none) (nullable): by its id or its name; without
 * either the first one */
RushesModel *
rushes_board_models_pick (GPtrArray *models, RushesConnection *connection, const char *wanted)
{
  for (guint i = 0; i < models->len; i++)
    {
      const RushesModelSpec *spec = rushes_model_get_spec (models->pdata[i]);
      if (wanted == NULL ? !g_str_has_prefix (spec->id, RUSHES_WORKFLOW_PREFIX)
                         : g_ascii_strcasecmp (spec->id, wanted) == 0 || g_ascii_strcasecmp (spec->name, wanted) == 0)
        return models->pdata[i];
    }
  return wanted != NULL && rushes_connection_get_kind (connection) == RUSHES_PROVIDER_OPENAI ? add_written (models, connection, wanted) : NULL;
}

static RushesConnection *
find_connection (RushesBoardModels *self, const char *name)
{
  for (guint i = 0; i < self->connections->len; i++)
    if (g_str_equal (rushes_connection_get_id (self->connections->pdata[i]), name) ||
        g_ascii_strcasecmp (rushes_connection_get_name (self->connections->pdata[i]), name) == 0)
      return self->connections->pdata[i];
  return NULL;
}

/* Returns: (transfer none) (nullable): where a take of the shot would be made; @error is a whole sentence */
RushesConnection *
rushes_board_models_choose (RushesBoardModels *self, RushesBoardItem *shot, GError **error)
{
  const char *name = rushes_inherit_get_string (shot, RUSHES_BOARD_CONNECTION), *provider = rushes_inherit_get_string (shot, RUSHES_BOARD_PROVIDER);
  RushesProviderKind kind = self->kind;
  RushesConnection *connection;

  if (provider != NULL)
    rushes_provider_kind_from_string (provider, &kind);
  connection = name != NULL ? find_connection (self, name) : self->defaults[kind];
  if (connection == NULL && name != NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("There is no connection “%s”"), name);
  else if (connection == NULL)
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("There is no connection for this yet"));
  return connection;
}

/* The shortest that is long enough: what is too long can be cut, what is too short holds its last frame. */
double
rushes_shot_plan_fit_length (const RushesModelSpec *spec, double wanted)
{
  double best = 0;

  for (guint i = 0; i < spec->lengths->len; i++)
    {
      double length = g_array_index (spec->lengths, double, i);
      if (length >= wanted - 0.001 && (best == 0 || length < best))
        best = length;
    }
  return best > 0 ? best : rushes_model_spec_nearest_length (spec, wanted);
}

void
rushes_shot_plan_clear (RushesShotPlan *self)
{
  g_clear_object (&self->connection);
  g_clear_object (&self->model);
}

static double
find_cost (RushesShotPlan *self, RushesBoardItem *shot)
{
  const RushesModelSpec *spec = rushes_model_get_spec (self->model);
  g_autoptr (GVariant) width = rushes_inherit_lookup (shot, RUSHES_BOARD_WIDTH, spec, NULL), height = rushes_inherit_lookup (shot, RUSHES_BOARD_HEIGHT, spec, NULL);
  double price = rushes_model_spec_get_price (spec, width != NULL ? (int) g_variant_get_int64 (width) : 0, height != NULL ? (int) g_variant_get_int64 (height) : 0);

  if (price < 0)
    price = rushes_connection_get_number (self->connection, RUSHES_CONNECTION_PRICE, 0);
  return price > 0 ? price * self->seconds : -1;
}

/**
 * rushes_shot_plan_make:
 *
 * Where it would be made, with what, how long, and for how much; nothing is built yet.
 *
 * Returns: whether it could be made; if not, @error says what is missing, as a whole sentence
 */
gboolean
rushes_shot_plan_make (RushesShotPlan *self, RushesBoardModels *models, RushesBoard *board, RushesBoardItem *shot, gboolean use_action, GError **error)
{
  g_autofree char *prompt = rushes_inherit_dup_prompt (shot, use_action);
  const char *wanted = rushes_inherit_get_string (shot, RUSHES_BOARD_MODEL);
  RushesConnection *connection = rushes_board_models_choose (models, shot, error);
  GPtrArray *offer = connection != NULL ? ask (models, connection, error) : NULL;
  RushesModel *model = offer != NULL ? rushes_board_models_pick (offer, connection, wanted) : NULL;

  if (connection != NULL)
    self->connection = g_object_ref (connection);
  if (offer == NULL)
    return FALSE;
  self->answered = TRUE;
  if (model == NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” does not offer “%s”"), rushes_connection_get_name (connection), wanted != NULL ? wanted : _("any model"));
      return FALSE;
    }
  self->model = g_object_ref (model);
  self->seconds = rushes_shot_plan_fit_length (rushes_model_get_spec (model), rushes_rate_to_seconds (rushes_board_get_rate (board), rushes_inherit_get_length (board, shot)));
  self->cost = find_cost (self, shot);
  if (prompt != NULL || !rushes_model_get_spec (model)->has_prompt)
    return TRUE;
  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("It has no prompt"));
  return FALSE;
}

static gboolean
has_field (const RushesModelSpec *spec, const char *name)
{
  for (guint i = 0; i < spec->fields->len; i++)
    if (g_str_equal (((RushesField *) spec->fields->pdata[i])->name, name))
      return TRUE;
  return FALSE;
}

/* What is inherited may be meant for other models: only what this one has goes along. */
static GVariant *
choose_fields (RushesBoardItem *shot, const RushesModelSpec *spec)
{
  g_autoptr (GVariant) all = rushes_inherit_dup_fields (shot);
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (all == NULL)
    return NULL;
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      if (has_field (spec, name))
        g_variant_dict_insert_value (&fields, name, value);
      g_variant_unref (value);
    }
  return g_variant_ref_sink (g_variant_dict_end (&fields));
}

static void
fill_draft (RushesShotPlan *self, RushesDraft *draft, RushesBoardItem *shot, gboolean use_action)
{
  const RushesModelSpec *spec = rushes_model_get_spec (self->model);
  const char *negative = rushes_inherit_get_string (shot, RUSHES_BOARD_NEGATIVE);
  gboolean own = rushes_board_item_get_string (shot, RUSHES_BOARD_NEGATIVE) != NULL;

  draft->provider = rushes_connection_get_kind (self->connection);
  draft->model = g_strdup (spec->id);
  draft->prompt = spec->has_prompt ? rushes_inherit_dup_prompt (shot, use_action) : NULL;
  if (spec->has_negative || own)
    draft->negative = g_strdup (negative != NULL ? negative : spec->negative);
  draft->width = rushes_number_to_side (rushes_inherit_get_int (shot, RUSHES_BOARD_WIDTH, 0));
  draft->height = rushes_number_to_side (rushes_inherit_get_int (shot, RUSHES_BOARD_HEIGHT, 0));
  if (draft->width == 0 || draft->height == 0)
    draft->width = draft->height = 0; /* one alone says nothing */
  draft->seconds = self->seconds;
  draft->price = rushes_connection_get_number (self->connection, RUSHES_CONNECTION_PRICE, 0);
  draft->seed = rushes_inherit_get_int (shot, RUSHES_BOARD_SEED, -1);
  draft->seed += draft->seed >= 0 ? self->before : 0;
  draft->take = (int) rushes_board_item_get_count (shot) + 1 + self->before;
  draft->fields = choose_fields (shot, spec);
}

/* The request says for which shot it is: it stands in the ledger and then beside the clip. */
static RushesRequest *
add_shot (RushesRequest *request, RushesBoard *board, RushesBoardItem *shot)
{
  g_auto (GVariantDict) members = G_VARIANT_DICT_INIT (rushes_request_get_variant (request));
  g_autoptr (GVariant) start = rushes_board_edit_dup_start (board, shot);
  const char *clip = NULL;

  g_variant_dict_insert (&members, RUSHES_REQUEST_BOARD, "s", rushes_board_get_id (board));
  g_variant_dict_insert (&members, RUSHES_REQUEST_SHOT, "x", rushes_board_item_get_int (shot, RUSHES_BOARD_NUMBER, 0));
  if (start != NULL && g_variant_lookup (start, RUSHES_BOARD_CLIP, "&s", &clip))
    g_variant_dict_insert (&members, RUSHES_REQUEST_START, "s", clip);
  return rushes_request_new (g_variant_dict_end (&members));
}

/* (nullable): the next place for a picture, beside those of the frames */
static const RushesFile *
find_place (const RushesModelSpec *spec, guint *from)
{
  while (*from < spec->files->len)
    {
      const RushesFile *file = spec->files->pdata[(*from)++];
      if (file->media == RUSHES_MEDIA_PICTURE)
        return file;
    }
  return NULL;
}

/* The people and places of the prompt go, as pictures, where the model takes some beside the frames. The first frame comes first where it has no place
 * of its own. */
static gboolean
take_references (RushesDraft *draft, const RushesModelSpec *spec, RushesBoardItem *shot, const char *folder, gboolean use_action, GError **error)
{
  g_autoptr (GPtrArray) pictures = rushes_inherit_list_references (shot, use_action);
  g_auto (GVariantDict) files = G_VARIANT_DICT_INIT (NULL);
  const RushesFile *place = NULL;
  guint from = 0;

  if (spec->picture == RUSHES_PICTURE_NONE && draft->picture != NULL)
    find_place (spec, &from);
  for (guint i = 0; i < pictures->len && (place = find_place (spec, &from)) != NULL; i++)
    {
      g_autofree char *path = g_canonicalize_filename (pictures->pdata[i], folder);
      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        {
          g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("The picture %s is not there"), path);
          return FALSE;
        }
      g_variant_dict_insert (&files, place->name, "s", path);
    }
  if (from > 0)
    draft->files = g_variant_ref_sink (g_variant_dict_end (&files));
  return TRUE;
}

static gboolean
take_workflow (RushesCore *core, RushesDraft *draft, const RushesModelSpec *spec, GError **error)
{
  if (!g_str_has_prefix (spec->id, RUSHES_WORKFLOW_PREFIX))
    return TRUE;
  draft->workflow_name = g_strdup (spec->name);
  draft->workflow = rushes_offer_read_graph (core, spec->id, error);
  return draft->workflow != NULL;
}

/**
 * rushes_shot_plan_build:
 * @folder: the board's
 *
 * Returns: (transfer full) (nullable): the request, complete in itself; NULL if something is missing, the end of another shot for example
 */
RushesRequest *
rushes_shot_plan_build (RushesShotPlan *self, RushesBoardModels *models, RushesBoard *board, const char *folder, RushesBoardItem *shot, gboolean use_action,
                        GError **error)
{
  g_autofree char *pictures = g_build_filename (rushes_paths_get_data_dir (rushes_core_get_paths (models->core)), "pictures", NULL);
  g_auto (RushesDraft) draft = { 0 };
  g_autoptr (RushesRequest) request = NULL;
  RushesLibrary *library = rushes_core_get_library (models->core);

  fill_draft (self, &draft, shot, use_action);
  if (!take_workflow (models->core, &draft, rushes_model_get_spec (self->model), error) ||
      !rushes_shot_frame_find (library, board, folder, shot, FALSE, &draft.picture, error) ||
      !rushes_shot_frame_find (library, board, folder, shot, TRUE, &draft.last_picture, error) ||
      !take_references (&draft, rushes_model_get_spec (self->model), shot, folder, use_action, error))
    return NULL;
  request = rushes_request_builder_build (&draft, rushes_model_get_spec (self->model), pictures, error);
  return request != NULL ? add_shot (request, board, shot) : NULL;
}
