/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-composer.h"

#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-form-choice.h"
#include "rushes-form-memory.h"
#include "rushes-openai-models.h"
#include "rushes-order-placing.h"
#include "rushes-reprise.h"
#include "rushes-workflow-intake.h"

#include <glib/gi18n.h>

/* Between the form and the core: turns the form into jobs, and what was made before into the form. */

struct _RushesComposer
{
  GObject parent_instance;
  RushesCore *core;
  RushesCompose *form; /* the window's; kept, since what is under way outlives the window */
  GSettings *settings;
  RushesFormMemory *memory;
  RushesFormChoice *choice;
  GVariant *reuse; /* values to fill in once the models are there */
  char *reuse_model;
  GError *reuse_error; /* why the request that is filled in was refused */
  char *reuse_place;
  RushesReprise *reprise;
  gboolean generate_later; /* as soon as the form shows what was chosen */
};

enum
{
  SIGNAL_ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesComposer, rushes_composer, G_TYPE_OBJECT)

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
  g_autofree char *lines = rushes_error_text_lines (error, place);

  rushes_compose_show_field_error (self->form, rushes_error_get_field (error), lines);
}

static void
show_models (RushesComposer *self, GPtrArray *models, RushesConnection *connection)
{
  g_autoptr (GListStore) store = g_list_store_new (RUSHES_TYPE_MODEL);
  g_autofree char *last = rushes_form_memory_dup_model (self->memory, rushes_connection_get_kind (connection));

  for (guint i = 0; i < models->len; i++)
    g_list_store_append (store, models->pdata[i]);
  if (last != NULL && rushes_connection_get_kind (connection) == RUSHES_PROVIDER_OPENAI && !offers (models, last))
    {
      g_autoptr (RushesModel) typed = rushes_model_new (rushes_openai_new_spec (connection, last)); /* what somebody typed stays a choice */
      g_list_store_append (store, typed);
    }
  rushes_compose_set_models (self->form, G_LIST_MODEL (store), rushes_connection_get_name (connection));
  rushes_compose_choose_model (self->form, self->reuse_model != NULL ? self->reuse_model : last);
  if (self->reuse != NULL)
    rushes_compose_set_values (self->form, self->reuse);
  rushes_reprise_say (self->reprise, TRUE);
  if (self->reuse != NULL && self->reuse_error != NULL)
    show_refusal (self, self->reuse_error, self->reuse_place);
  g_clear_pointer (&self->reuse, g_variant_unref);
  g_clear_pointer (&self->reuse_model, g_free);
  g_clear_pointer (&self->reuse_place, g_free);
  g_clear_error (&self->reuse_error);
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
      g_autofree char *lines = rushes_error_text_with_said (error, text->sentence);
      rushes_compose_show_field_error (self->form, rushes_error_get_field (error), lines);
      rushes_compose_focus_error (self->form);
    }
}

static void
on_generate (RushesComposer *self)
{
  g_autoptr (RushesOrder) order = NULL;
  const char *connection_id = rushes_form_choice_get_connection_id (self->choice);

  /* Nobody means the model that is still there from another connection. */
  self->generate_later = rushes_form_choice_is_behind (self->choice);
  if (self->generate_later)
    {
      rushes_compose_set_note (self->form, _("Asking the server…"));
      return;
    }
  order = rushes_order_new (self->core);
  rushes_form_memory_save (self->memory);
  rushes_compose_fill_draft (self->form, &order->draft, &order->count);
  order->draft.price = rushes_form_choice_get_price (self->choice);
  order->draft.workflow = rushes_reprise_dup_graph (self->reprise, &order->draft);
  order->limit = g_settings_get_double (self->settings, "monthly-limit");
  g_set_object (&order->model, rushes_compose_get_model (self->form));
  if (g_strcmp0 (connection_id, RUSHES_CONNECTION_ANY) == 0)
    order->draft.connection = g_strdup (RUSHES_CONNECTION_ANY);
  order->connection_id = g_strdup (connection_id);
  rushes_order_placing_start (order, GTK_WIDGET (self->form), on_placed, g_object_ref (self));
}

static void
on_settled (RushesComposer *self)
{
  if (self->generate_later)
    on_generate (self);
}

static void
on_taken_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesComposer) self = data;
  g_autoptr (GError) error = NULL;
  RushesWorkflow *workflow = rushes_workflow_intake_finish (RUSHES_CORE (source), result, &error);
  g_autofree char *lines = NULL;

  if (workflow != NULL)
    {
      rushes_composer_use_workflow (self, rushes_workflow_get_id (workflow));
      return;
    }
  lines = rushes_error_text_lines (error, "ComfyUI");
  rushes_compose_show_error (self->form, lines);
}

/* Takes a workflow into the library and makes a form of it: a JSON file, or what ComfyUI saved. */
void
rushes_composer_open_workflow (RushesComposer *self, GFile *file)
{
  rushes_workflow_intake_file_async (self->core, rushes_form_choice_get_comfy (self->choice), file, on_taken_in, g_object_ref (self));
}

static void
show_provider (RushesComposer *self, RushesProviderKind kind)
{
  if (rushes_compose_get_provider (self->form) != kind)
    rushes_compose_set_provider (self->form, kind); /* asks for the models, which fills in the rest */
  else
    rushes_form_choice_refresh (self->choice);
}

/* Writes down what is typed and chosen. */
void
rushes_composer_save (RushesComposer *self)
{
  rushes_form_memory_save (self->memory);
}

/* @id: of a workflow in the library */
void
rushes_composer_use_workflow (RushesComposer *self, const char *id)
{
  rushes_composer_save (self);
  rushes_reprise_set (self->reprise, NULL);
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

/* The same, for the last frame. */
gboolean
rushes_composer_use_last_picture (RushesComposer *self, const char *path)
{
  return rushes_compose_set_last_picture (self->form, path);
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
  if (!rushes_reprise_set (self->reprise, request) && graph != NULL &&
      rushes_workflows_find (rushes_core_get_workflows (self->core), self->reuse_model) == NULL)
    rushes_workflow_intake_text_async (self->core, rushes_form_choice_get_comfy (self->choice), graph, name != NULL ? name : _("Workflow of a clip"),
                                       TRUE, on_taken_in, g_object_ref (self));
  else
    show_provider (self, kind);
}

static void
on_form_changed (RushesComposer *self)
{
  rushes_reprise_say (self->reprise, FALSE);
}

static void
rushes_composer_dispose (GObject *object)
{
  RushesComposer *self = RUSHES_COMPOSER (object);

  g_clear_object (&self->memory);
  g_clear_object (&self->choice);
  g_clear_object (&self->form);
  g_clear_object (&self->core);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rushes_composer_parent_class)->dispose (object);
}

static void
rushes_composer_finalize (GObject *object)
{
  RushesComposer *self = RUSHES_COMPOSER (object);

  g_clear_pointer (&self->reuse, g_variant_unref);
  g_free (self->reuse_model);
  g_free (self->reuse_place);
  g_clear_error (&self->reuse_error);
  g_clear_pointer (&self->reprise, rushes_reprise_free);
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
}

RushesComposer *
rushes_composer_new (RushesCore *core, RushesCompose *form, GSettings *settings)
{
  RushesComposer *self = g_object_new (RUSHES_TYPE_COMPOSER, NULL);

  self->core = g_object_ref (core);
  self->form = g_object_ref (form);
  self->reprise = rushes_reprise_new (form);
  self->settings = g_object_ref (settings);
  self->memory = rushes_form_memory_new (form, settings);
  self->choice = rushes_form_choice_new (core, form);
  g_signal_connect_object (self->choice, "answered", G_CALLBACK (show_models), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choice, "settled", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "model-changed", G_CALLBACK (on_form_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "edited", G_CALLBACK (on_form_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "generate", G_CALLBACK (on_generate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rushes_core_get_queue (core), "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
  rushes_form_choice_begin (self->choice);
  return self;
}
