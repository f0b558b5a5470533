/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-form-choice.h"

#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-offer.h"
#include "rushes-openai-models.h"
#include "rushes-way-back.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

/* What can be chosen in the form: the connections of its provider, and what the chosen one says that it offers. */
struct _RushesFormChoice
{
  GObject parent_instance;
  RushesCore *core;
  RushesCompose *form; /* not owned: the composer holds both */
  GCancellable *asking;
  RushesConnection *shown; /* whose offer the form shows; NULL: none's */
  RushesConnection *asked; /* the last one, as it was then; NULL: there is none */
  char *chosen_id[RUSHES_N_PROVIDERS]; /* picked in the form, or NULL */
};

enum
{
  SIGNAL_ANSWERED,
  SIGNAL_SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesFormChoice, rushes_form_choice, G_TYPE_OBJECT)

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
on_answer (GObject *source, GAsyncResult *result, gpointer way_back)
{
  g_autoptr (RushesFormChoice) self = rushes_way_back_take (way_back);
  Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *lines = NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_set_object (&self->shown, question->connection);
  if (models != NULL)
    {
      rushes_compose_set_note (self->form, NULL);
      g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, models, question->connection);
      g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
      return;
    }
  lines = rushes_error_text_lines (error, rushes_connection_get_name (question->connection));
  rushes_compose_set_models (self->form, NULL, rushes_connection_get_name (question->connection));
  rushes_compose_show_error (self->form, lines);
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

/* Returns: (transfer full) (element-type RushesConnection): those of the provider that is chosen */
static GPtrArray *
list_connections (RushesFormChoice *self)
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
offers_any (RushesFormChoice *self, GPtrArray *list)
{
  return rushes_compose_get_provider (self->form) == RUSHES_PROVIDER_COMFYUI && list->len > 1;
}

static gboolean
is_any (RushesFormChoice *self, GPtrArray *list)
{
  return offers_any (self, list) && g_strcmp0 (self->chosen_id[RUSHES_PROVIDER_COMFYUI], RUSHES_CONNECTION_ANY) == 0;
}

static void
show_connections (RushesFormChoice *self, RushesConnection *chosen)
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
choose_connection (RushesFormChoice *self)
{
  RushesProviderKind kind = rushes_compose_get_provider (self->form);
  RushesConnections *connections = rushes_core_get_connections (self->core);
  RushesConnection *chosen = self->chosen_id[kind] != NULL ? rushes_connections_find (connections, self->chosen_id[kind]) : NULL;

  return chosen != NULL ? chosen : rushes_connections_get_default (connections, kind);
}

static void
on_connection_changed (RushesFormChoice *self, guint position)
{
  RushesProviderKind kind = rushes_compose_get_provider (self->form);
  g_autoptr (GPtrArray) list = list_connections (self);

  guint first = offers_any (self, list);

  if (position >= list->len + first)
    return;
  g_free (self->chosen_id[kind]);
  self->chosen_id[kind] =
    g_strdup (position < first ? RUSHES_CONNECTION_ANY : rushes_connection_get_id (list->pdata[position - first]));
  rushes_form_choice_refresh (self);
}

/* Returns: (transfer full) (element-type RushesWorkflow) */
static GPtrArray *
list_workflows (RushesFormChoice *self)
{
  GListModel *all = G_LIST_MODEL (rushes_core_get_workflows (self->core));
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  if (rushes_compose_get_provider (self->form) == RUSHES_PROVIDER_COMFYUI)
    for (guint i = 0; i < g_list_model_get_n_items (all); i++)
      g_ptr_array_add (list, g_list_model_get_item (all, i));
  return list;
}

/* Whether the form still shows what another connection offers. “settled” comes when it does not. */
gboolean
rushes_form_choice_is_behind (RushesFormChoice *self)
{
  return self->shown != NULL && self->asked != NULL &&
         !g_str_equal (rushes_connection_get_id (self->shown), rushes_connection_get_id (self->asked));
}

/* Asks the provider's connection what it offers. */
void
rushes_form_choice_refresh (RushesFormChoice *self)
{
  RushesConnection *connection = choose_connection (self);
  g_autoptr (GTask) task = NULL;
  Question *question;

  g_cancellable_cancel (self->asking);
  g_object_unref (self->asking);
  self->asking = g_cancellable_new ();
  g_set_object (&self->asked, connection);
  show_connections (self, connection);
  if (connection == NULL)
    {
      g_clear_object (&self->shown);
      rushes_compose_set_models (self->form, NULL, NULL);
      rushes_compose_set_note (self->form, _("There is no connection for this yet. What you generate waits until there is one."));
      return;
    }
  rushes_compose_set_note (self->form, NULL);
  question = g_new (Question, 1);
  *question = (Question) { g_object_ref (self->core), g_object_ref (connection), list_workflows (self) };
  task = g_task_new (NULL, self->asking, on_answer, rushes_way_back_new (self));
  g_task_set_task_data (task, question, question_free);
  rushes_worker_run (task, ask);
}

/* As if it were picked; asked only if it is not the one that was. */
void
rushes_form_choice_choose (RushesFormChoice *self, RushesConnection *connection)
{
  RushesProviderKind kind = rushes_connection_get_kind (connection);

  g_free (self->chosen_id[kind]);
  self->chosen_id[kind] = g_strdup (rushes_connection_get_id (connection));
  if (rushes_compose_get_provider (self->form) != kind)
    rushes_compose_set_provider (self->form, kind); /* asks */
  else if (self->asked != connection)
    rushes_form_choice_refresh (self);
}

/* Returns: (transfer none) (nullable): whose offer the form shows */
RushesConnection *
rushes_form_choice_get_shown (RushesFormChoice *self)
{
  return self->shown;
}

/* A form of a kind that has no connection is of no use to who has one of another kind. Returns: whether it was one */
static gboolean
turn_to_another_kind (RushesFormChoice *self)
{
  for (int kind = 0; choose_connection (self) == NULL && kind < RUSHES_N_PROVIDERS; kind++)
    if (rushes_connections_get_default (rushes_core_get_connections (self->core), kind) != NULL)
      {
        rushes_compose_set_provider (self->form, kind); /* asks */
        return TRUE;
      }
  return FALSE;
}

/* Once the form is filled: asks, of the other kind where there is only a connection of that. */
void
rushes_form_choice_begin (RushesFormChoice *self)
{
  if (!turn_to_another_kind (self))
    rushes_form_choice_refresh (self);
}

/* Another address or key may be what was lacking, another price or preset makes another form. */
static void
on_connections_changed (RushesFormChoice *self)
{
  RushesConnection *connection = choose_connection (self);

  if (turn_to_another_kind (self))
    return;
  if (connection != self->asked)
    rushes_form_choice_refresh (self);
  else
    show_connections (self, connection);
}

static void
on_model_typed (RushesFormChoice *self, const char *name)
{
  RushesConnection *connection = choose_connection (self);
  g_autoptr (RushesModel) model = connection != NULL ? rushes_model_new (rushes_openai_new_spec (connection, name)) : NULL;

  if (model != NULL)
    rushes_compose_use_model (self->form, model);
}

static void
on_workflows_changed (RushesFormChoice *self)
{
  if (rushes_compose_get_provider (self->form) == RUSHES_PROVIDER_COMFYUI)
    rushes_form_choice_refresh (self);
}

/* Returns: (transfer none) (nullable): the id of the connection that a job is for: one, or any */
const char *
rushes_form_choice_get_connection_id (RushesFormChoice *self)
{
  g_autoptr (GPtrArray) list = list_connections (self);

  if (is_any (self, list))
    return RUSHES_CONNECTION_ANY;
  return self->asked != NULL ? rushes_connection_get_id (self->asked) : NULL;
}

/* The server whose nodes a workflow is read with. Returns: (transfer none) (nullable) */
RushesConnection *
rushes_form_choice_get_comfy (RushesFormChoice *self)
{
  RushesConnections *connections = rushes_core_get_connections (self->core);
  const char *id = self->chosen_id[RUSHES_PROVIDER_COMFYUI];
  RushesConnection *chosen = id != NULL ? rushes_connections_find (connections, id) : NULL;

  return chosen != NULL ? chosen : rushes_connections_get_default (connections, RUSHES_PROVIDER_COMFYUI);
}

/* What the user said of the connection counts even while nothing is known of its models. Returns: US dollars a second, 0:
 * not known */
double
rushes_form_choice_get_price (RushesFormChoice *self)
{
  return self->asked != NULL ? rushes_connection_get_number (self->asked, RUSHES_CONNECTION_PRICE, 0) : 0;
}

static void
rushes_form_choice_dispose (GObject *object)
{
  RushesFormChoice *self = RUSHES_FORM_CHOICE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->core);
  g_clear_object (&self->asked);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (rushes_form_choice_parent_class)->dispose (object);
}

static void
rushes_form_choice_finalize (GObject *object)
{
  RushesFormChoice *self = RUSHES_FORM_CHOICE (object);

  g_clear_object (&self->asking);
  for (int i = 0; i < RUSHES_N_PROVIDERS; i++)
    g_free (self->chosen_id[i]);
  G_OBJECT_CLASS (rushes_form_choice_parent_class)->finalize (object);
}

static void
rushes_form_choice_class_init (RushesFormChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_form_choice_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_form_choice_finalize;
  /* With the models (GPtrArray of RushesModel) and the connection that offers them. */
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", RUSHES_TYPE_FORM_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 2, G_TYPE_PTR_ARRAY, RUSHES_TYPE_CONNECTION);
  /* It was answered, or is known not to be. */
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", RUSHES_TYPE_FORM_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_form_choice_init (RushesFormChoice *self)
{
  self->asking = g_cancellable_new ();
}

RushesFormChoice *
rushes_form_choice_new (RushesCore *core, RushesCompose *form)
{
  RushesFormChoice *self = g_object_new (RUSHES_TYPE_FORM_CHOICE, NULL);

  self->core = g_object_ref (core);
  self->form = form;
  g_signal_connect_object (form, "provider-changed", G_CALLBACK (rushes_form_choice_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "connection-changed", G_CALLBACK (on_connection_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "model-typed", G_CALLBACK (on_model_typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rushes_core_get_workflows (core), "items-changed", G_CALLBACK (on_workflows_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rushes_core_get_connections (core), "items-changed", G_CALLBACK (on_connections_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
