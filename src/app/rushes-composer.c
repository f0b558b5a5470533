/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-composer.h"

#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-offer.h"
#include "rushes-openai-models.h"
#include "rushes-order-placing.h"
#include "rushes-workflow-intake.h"

#include <glib/gi18n.h>

/* Between the form and the core: asks servers what they offer, remembers what was typed, and turns the form
 * into jobs. */

#define SAVE_AFTER_MS 400

struct _RushesComposer
{
  GObject parent_instance;
  RushesCore *core;
  RushesCompose *form; /* not owned: the window holds both */
  GSettings *settings;
  GCancellable *asking;
  char *connection_id; /* the one asked last */
  char *chosen_id[RUSHES_N_PROVIDERS]; /* picked in the form, or NULL */
  char *key;      /* what the values in the form belong to: "provider/model" */
  GVariant *reuse; /* values to fill in once the models are there */
  char *reuse_model;
  GError *reuse_error; /* why the request that is filled in was refused */
  char *reuse_place;
  guint save_timer;
};

enum
{
  SIGNAL_ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesComposer, rushes_composer, G_TYPE_OBJECT)

static char *
dup_key (RushesComposer *self)
{
  RushesModel *model = rushes_compose_get_model (self->form);

  return g_strconcat (rushes_provider_kind_to_string (rushes_compose_get_provider (self->form)), "/",
                      model != NULL ? rushes_model_get_spec (model)->id : "", NULL);
}

static void
remember (RushesComposer *self, const char *setting, const char *key, GVariant *value)
{
  g_autoptr (GVariant) old = g_settings_get_value (self->settings, setting);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (old);

  g_variant_dict_insert_value (&dict, key, value);
  g_settings_set_value (self->settings, setting, g_variant_dict_end (&dict));
}

/* Writes down what is typed and chosen; the settings' backend does it off the main loop. */
void
rushes_composer_save (RushesComposer *self)
{
  g_autofree char *prompt = rushes_compose_dup_prompt (self->form);

  g_clear_handle_id (&self->save_timer, g_source_remove);
  g_settings_set_string (self->settings, "prompt", prompt);
  g_settings_set_string (self->settings, "provider",
                         rushes_provider_kind_to_string (rushes_compose_get_provider (self->form)));
  if (self->key != NULL)
    {
      g_autoptr (GVariant) values = rushes_compose_dup_values (self->form);
      remember (self, "forms", self->key, values);
    }
}

static gboolean
on_save_timer (gpointer data)
{
  RushesComposer *self = data;

  self->save_timer = 0;
  rushes_composer_save (self);
  return G_SOURCE_REMOVE;
}

static void
on_edited (RushesComposer *self)
{
  if (self->save_timer == 0)
    self->save_timer = g_timeout_add (SAVE_AFTER_MS, on_save_timer, self);
}

/* The values this model had last. */
static void
on_model_changed (RushesComposer *self)
{
  g_autoptr (GVariant) forms = g_settings_get_value (self->settings, "forms");
  g_autoptr (GVariant) values = NULL;
  RushesModel *model = rushes_compose_get_model (self->form);

  g_clear_pointer (&self->key, g_free);
  if (model == NULL)
    return;
  self->key = dup_key (self);
  values = g_variant_lookup_value (forms, self->key, G_VARIANT_TYPE_VARDICT);
  remember (self, "models", rushes_provider_kind_to_string (rushes_compose_get_provider (self->form)),
            g_variant_new_string (rushes_model_get_spec (model)->id));
  if (values != NULL)
    rushes_compose_set_values (self->form, values);
}

static gboolean
offers (GPtrArray *models, const char *id)
{
  for (guint i = 0; i < models->len; i++)
    if (g_str_equal (rushes_model_get_spec (models->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

static void
show_refusal (RushesComposer *self, const GError *error, const char *place)
{
  g_autofree char *line = rushes_error_text_one_line (error, place);

  rushes_compose_show_field_error (self->form, rushes_error_get_field (error), line);
}

static void
show_models (RushesComposer *self, GPtrArray *models, RushesConnection *connection)
{
  g_autoptr (GListStore) store = g_list_store_new (RUSHES_TYPE_MODEL);
  g_autoptr (GVariant) chosen = g_settings_get_value (self->settings, "models");
  const char *last = NULL;

  for (guint i = 0; i < models->len; i++)
    g_list_store_append (store, models->pdata[i]);
  g_variant_lookup (chosen, rushes_provider_kind_to_string (rushes_connection_get_kind (connection)), "&s", &last);
  if (last != NULL && rushes_connection_get_kind (connection) == RUSHES_PROVIDER_OPENAI && !offers (models, last))
    {
      g_autoptr (RushesModel) typed = rushes_model_new (rushes_openai_new_spec (connection, last)); /* what somebody typed stays a choice */
      g_list_store_append (store, typed);
    }
  rushes_compose_set_models (self->form, G_LIST_MODEL (store), rushes_connection_get_name (connection));
  rushes_compose_choose_model (self->form, self->reuse_model != NULL ? self->reuse_model : last);
  if (self->reuse != NULL)
    rushes_compose_set_values (self->form, self->reuse);
  if (self->reuse != NULL && self->reuse_error != NULL)
    show_refusal (self, self->reuse_error, self->reuse_place);
  g_clear_pointer (&self->reuse, g_variant_unref);
  g_clear_pointer (&self->reuse_model, g_free);
  g_clear_pointer (&self->reuse_place, g_free);
  g_clear_error (&self->reuse_error);
}

typedef struct
{
  RushesCore *core;
  RushesConnection *connection;
  GPtrArray *workflows; /* RushesWorkflow: the user's own, for ComfyUI */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->core);
  g_object_unref (question->connection);
  g_ptr_array_unref (question->workflows);
  g_free (question);
}

static void
ask (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  GError *error = NULL;
  GPtrArray *models = rushes_offer_ask (question->core, question->connection, question->workflows, cancellable, &error);

  if (models != NULL)
    g_task_return_pointer (task, models, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesComposer *self = RUSHES_COMPOSER (source);
  Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *line = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (models != NULL)
    {
      rushes_compose_set_note (self->form, NULL);
      show_models (self, models, question->connection);
      return;
    }
  line = rushes_error_text_one_line (error, rushes_connection_get_name (question->connection));
  rushes_compose_set_models (self->form, NULL, rushes_connection_get_name (question->connection));
  rushes_compose_show_error (self->form, line);
}

/* Returns: (transfer full) (element-type RushesConnection): those of the provider that is chosen */
static GPtrArray *
list_connections (RushesComposer *self)
{
  GListModel *all = G_LIST_MODEL (rushes_core_get_connections (self->core));
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      RushesConnection *connection = g_list_model_get_item (all, i);
      if (rushes_connection_get_kind (connection) == rushes_compose_get_provider (self->form))
        g_ptr_array_add (list, connection);
      else
        g_object_unref (connection);
    }
  return list;
}

/* Servers of ComfyUI can stand for each other. */
static gboolean
offers_any (RushesComposer *self, GPtrArray *list)
{
  return rushes_compose_get_provider (self->form) == RUSHES_PROVIDER_COMFYUI && list->len > 1;
}

static gboolean
is_any (RushesComposer *self, GPtrArray *list)
{
  return offers_any (self, list) && g_strcmp0 (self->chosen_id[RUSHES_PROVIDER_COMFYUI], RUSHES_CONNECTION_ANY) == 0;
}

static void
show_connections (RushesComposer *self, RushesConnection *chosen)
{
  g_autoptr (GPtrArray) list = list_connections (self);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  guint position = 0;

  if (offers_any (self, list))
    g_strv_builder_add (names, _("Any server that is free"));
  for (guint i = 0; i < list->len; i++)
    {
      g_strv_builder_add (names, rushes_connection_get_name (list->pdata[i]));
      if (list->pdata[i] == (gpointer) chosen && !is_any (self, list))
        position = i + offers_any (self, list);
    }
  strv = g_strv_builder_end (names);
  rushes_compose_set_connections (self->form, strv, position);
}

/* The one chosen in the form, while it is there; else the provider's default. */
static RushesConnection *
choose_connection (RushesComposer *self)
{
  RushesProviderKind kind = rushes_compose_get_provider (self->form);
  RushesConnections *connections = rushes_core_get_connections (self->core);
  RushesConnection *chosen = self->chosen_id[kind] != NULL ? rushes_connections_find (connections, self->chosen_id[kind]) : NULL;

  return chosen != NULL ? chosen : rushes_connections_get_default (connections, kind);
}

static void
on_connection_changed (RushesComposer *self, guint position)
{
  RushesProviderKind kind = rushes_compose_get_provider (self->form);
  g_autoptr (GPtrArray) list = list_connections (self);

  guint first = offers_any (self, list);

  if (position >= list->len + first)
    return;
  g_free (self->chosen_id[kind]);
  self->chosen_id[kind] =
    g_strdup (position < first ? RUSHES_CONNECTION_ANY : rushes_connection_get_id (list->pdata[position - first]));
  rushes_composer_refresh (self);
}

/* Returns: (transfer full) (element-type RushesWorkflow) */
static GPtrArray *
list_workflows (RushesComposer *self)
{
  GListModel *all = G_LIST_MODEL (rushes_core_get_workflows (self->core));
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  if (rushes_compose_get_provider (self->form) == RUSHES_PROVIDER_COMFYUI)
    for (guint i = 0; i < g_list_model_get_n_items (all); i++)
      g_ptr_array_add (list, g_list_model_get_item (all, i));
  return list;
}

/* Asks the provider's connection what it offers. */
void
rushes_composer_refresh (RushesComposer *self)
{
  RushesConnection *connection = choose_connection (self);
  g_autoptr (GTask) task = NULL;
  Question *question;

  g_cancellable_cancel (self->asking);
  g_object_unref (self->asking);
  self->asking = g_cancellable_new ();
  g_free (self->connection_id);
  self->connection_id = connection != NULL ? g_strdup (rushes_connection_get_id (connection)) : NULL;
  show_connections (self, connection);
  if (connection == NULL)
    {
      rushes_compose_set_models (self->form, NULL, NULL);
      rushes_compose_set_note (self->form, _("There is no connection for this yet. What you generate waits until there is one."));
      return;
    }
  rushes_compose_set_note (self->form, NULL);
  question = g_new (Question, 1);
  *question = (Question) { g_object_ref (self->core), g_object_ref (connection), list_workflows (self) };
  task = g_task_new (self, self->asking, on_answer, NULL);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, ask);
}

static void
on_connections_changed (RushesComposer *self)
{
  RushesConnection *connection = choose_connection (self);
  const char *id = connection != NULL ? rushes_connection_get_id (connection) : NULL;

  if (g_strcmp0 (id, self->connection_id) != 0)
    rushes_composer_refresh (self);
  else
    show_connections (self, connection);
}

static void
on_model_typed (RushesComposer *self, const char *name)
{
  RushesConnection *connection = choose_connection (self);
  g_autoptr (RushesModel) model = connection != NULL ? rushes_model_new (rushes_openai_new_spec (connection, name)) : NULL;

  if (model != NULL)
    rushes_compose_use_model (self->form, model);
}

static void
on_workflows_changed (RushesComposer *self)
{
  if (rushes_compose_get_provider (self->form) == RUSHES_PROVIDER_COMFYUI)
    rushes_composer_refresh (self);
}

static void
on_placed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesComposer) self = data;
  g_autoptr (GError) error = NULL;
  gint64 seed;

  if (rushes_order_placing_finish (result, &seed, &error))
    {
      rushes_compose_set_last_seed (self->form, seed);
      g_signal_emit (self, signals[SIGNAL_ADDED], 0);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autoptr (RushesErrorText) text = rushes_error_text_new (error, NULL);
      rushes_compose_show_error (self->form, text->sentence);
    }
}

/* What the user said of the connection counts even while nothing is known of its models. 0: not known */
static double
get_price (RushesComposer *self)
{
  RushesConnections *connections = rushes_core_get_connections (self->core);
  RushesConnection *connection = self->connection_id != NULL ? rushes_connections_find (connections, self->connection_id) : NULL;

  return connection != NULL ? rushes_connection_get_number (connection, RUSHES_CONNECTION_PRICE, 0) : 0;
}

static void
on_generate (RushesComposer *self)
{
  g_autoptr (RushesOrder) order = rushes_order_new (self->core);
  g_autoptr (GPtrArray) list = list_connections (self);

  rushes_composer_save (self);
  rushes_compose_fill_draft (self->form, &order->draft, &order->count);
  order->draft.price = get_price (self);
  order->limit = g_settings_get_double (self->settings, "monthly-limit");
  g_set_object (&order->model, rushes_compose_get_model (self->form));
  if (is_any (self, list))
    order->draft.connection = g_strdup (RUSHES_CONNECTION_ANY);
  order->connection_id = g_strdup (order->draft.connection != NULL ? RUSHES_CONNECTION_ANY : self->connection_id);
  rushes_order_placing_start (order, GTK_WIDGET (self->form), on_placed, g_object_ref (self));
}

static void
on_taken_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesComposer) self = data;
  g_autoptr (GError) error = NULL;
  RushesWorkflow *workflow = rushes_workflow_intake_finish (RUSHES_CORE (source), result, &error);
  g_autofree char *line = NULL;

  if (workflow != NULL)
    {
      rushes_composer_use_workflow (self, rushes_workflow_get_id (workflow));
      return;
    }
  line = rushes_error_text_one_line (error, "ComfyUI");
  rushes_compose_show_error (self->form, line);
}

/* The server whose nodes a workflow is read with. (nullable) */
static RushesConnection *
choose_comfy (RushesComposer *self)
{
  RushesConnections *connections = rushes_core_get_connections (self->core);
  const char *id = self->chosen_id[RUSHES_PROVIDER_COMFYUI];
  RushesConnection *chosen = id != NULL ? rushes_connections_find (connections, id) : NULL;

  return chosen != NULL ? chosen : rushes_connections_get_default (connections, RUSHES_PROVIDER_COMFYUI);
}

/* Takes a workflow into the library and makes a form of it: a JSON file, or what ComfyUI saved. */
void
rushes_composer_open_workflow (RushesComposer *self, GFile *file)
{
  rushes_workflow_intake_file_async (self->core, choose_comfy (self), file, on_taken_in, g_object_ref (self));
}

/* Likewise from the clipboard, from a server or from an old clip. */
void
rushes_composer_add_workflow (RushesComposer *self, const char *text, const char *name)
{
  rushes_workflow_intake_text_async (self->core, choose_comfy (self), text, name, on_taken_in, g_object_ref (self));
}

static void
show_provider (RushesComposer *self, RushesProviderKind kind)
{
  if (rushes_compose_get_provider (self->form) != kind)
    rushes_compose_set_provider (self->form, kind); /* asks for the models, which fills in the rest */
  else
    rushes_composer_refresh (self);
}

/* @id: of a workflow in the library */
void
rushes_composer_use_workflow (RushesComposer *self, const char *id)
{
  rushes_composer_save (self);
  g_free (self->reuse_model);
  self->reuse_model = g_strconcat (RUSHES_WORKFLOW_PREFIX, id, NULL);
  show_provider (self, RUSHES_PROVIDER_COMFYUI);
  rushes_compose_focus_prompt (self->form);
}

/* Whether the form still stands for what a job was made of. */
static gboolean
is_of_form (RushesComposer *self, RushesJob *job)
{
  RushesRequest *request = rushes_job_get_request (job);
  RushesModel *model = rushes_compose_get_model (self->form);
  g_autofree char *prompt = rushes_compose_dup_prompt (self->form);

  return model != NULL && rushes_request_get_provider (request) == rushes_compose_get_provider (self->form) &&
         g_strcmp0 (rushes_request_get_string (request, RUSHES_REQUEST_MODEL), rushes_model_get_spec (model)->id) == 0 &&
         g_str_equal (rushes_request_get_prompt (request), prompt);
}

/* The last result is the workflow's picture; a refusal is shown at the field it means. */
static void
on_ended (RushesComposer *self, RushesJob *job)
{
  const RushesJobRecord *record = rushes_job_get_record (job);
  const char *model = rushes_request_get_string (rushes_job_get_request (job), RUSHES_REQUEST_MODEL);
  RushesWorkflow *workflow = rushes_workflows_find (rushes_core_get_workflows (self->core), model);

  if (workflow != NULL && rushes_job_get_state (job) == RUSHES_JOB_DONE)
    g_object_set (workflow, "clip", rushes_job_get_id (job), NULL);
  if (record->state == RUSHES_JOB_FAILED && rushes_error_get_field (record->error) != NULL && is_of_form (self, job))
    show_refusal (self, record->error, rushes_job_get_place (job));
}

/* Fills the form as it was for a job, and says what was wrong with it. */
void
rushes_composer_mend (RushesComposer *self, RushesJob *job)
{
  const RushesJobRecord *record = rushes_job_get_record (job);

  g_clear_error (&self->reuse_error);
  g_free (self->reuse_place);
  self->reuse_error = record->error != NULL && record->state == RUSHES_JOB_FAILED ? g_error_copy (record->error) : NULL;
  self->reuse_place = g_strdup (rushes_job_get_place (job));
  rushes_composer_reuse (self, record->request);
}

/* @path: of a picture that becomes the first frame. Returns: whether the model that is chosen takes one */
gboolean
rushes_composer_use_picture (RushesComposer *self, const char *path)
{
  return rushes_compose_set_picture (self->form, path);
}

/* Fills the form as it was for an earlier request. */
void
rushes_composer_reuse (RushesComposer *self, RushesRequest *request)
{
  RushesProviderKind kind = rushes_request_get_provider (request);
  const char *graph = rushes_request_get_string (request, RUSHES_REQUEST_WORKFLOW);
  const char *name = rushes_request_get_string (request, RUSHES_REQUEST_WORKFLOW_NAME);

  rushes_compose_set_prompt (self->form, rushes_request_get_prompt (request));
  g_clear_pointer (&self->reuse, g_variant_unref);
  g_free (self->reuse_model);
  self->reuse = g_variant_ref (rushes_request_get_variant (request));
  self->reuse_model = g_strdup (rushes_request_get_string (request, RUSHES_REQUEST_MODEL));
  /* A workflow that is gone from the library comes back from the clip. */
  if (graph != NULL && rushes_workflows_find (rushes_core_get_workflows (self->core), self->reuse_model) == NULL)
    rushes_composer_add_workflow (self, graph, name != NULL ? name : _("Workflow of a clip"));
  else
    show_provider (self, kind);
}

static void
rushes_composer_dispose (GObject *object)
{
  RushesComposer *self = RUSHES_COMPOSER (object);

  g_clear_handle_id (&self->save_timer, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->core);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rushes_composer_parent_class)->dispose (object);
}

static void
rushes_composer_finalize (GObject *object)
{
  RushesComposer *self = RUSHES_COMPOSER (object);

  g_clear_object (&self->asking);
  g_clear_pointer (&self->reuse, g_variant_unref);
  g_free (self->reuse_model);
  g_free (self->reuse_place);
  g_clear_error (&self->reuse_error);
  g_free (self->connection_id);
  for (int i = 0; i < RUSHES_N_PROVIDERS; i++)
    g_free (self->chosen_id[i]);
  g_free (self->key);
  G_OBJECT_CLASS (rushes_composer_parent_class)->finalize (object);
}

static void
rushes_composer_class_init (RushesComposerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_composer_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_composer_finalize;
  signals[SIGNAL_ADDED] =
    g_signal_new ("added", RUSHES_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_composer_init (RushesComposer *self)
{
  self->asking = g_cancellable_new ();
}

RushesComposer *
rushes_composer_new (RushesCore *core, RushesCompose *form, GSettings *settings)
{
  RushesComposer *self = g_object_new (RUSHES_TYPE_COMPOSER, NULL);
  g_autofree char *provider = g_settings_get_string (settings, "provider");
  g_autofree char *prompt = g_settings_get_string (settings, "prompt");
  RushesProviderKind kind = RUSHES_PROVIDER_COMFYUI;

  self->core = g_object_ref (core);
  self->form = form;
  self->settings = g_object_ref (settings);
  rushes_provider_kind_from_string (provider, &kind);
  rushes_compose_set_provider (form, kind);
  rushes_compose_set_prompt (form, prompt);
  g_signal_connect_object (form, "provider-changed", G_CALLBACK (rushes_composer_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "connection-changed", G_CALLBACK (on_connection_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "leaving-model", G_CALLBACK (rushes_composer_save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "model-typed", G_CALLBACK (on_model_typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "model-changed", G_CALLBACK (on_model_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "generate", G_CALLBACK (on_generate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rushes_core_get_queue (core), "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rushes_core_get_workflows (core), "items-changed", G_CALLBACK (on_workflows_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rushes_core_get_connections (core), "items-changed", G_CALLBACK (on_connections_changed), self,
                           G_CONNECT_SWAPPED);
  rushes_composer_refresh (self);
  return self;
}
