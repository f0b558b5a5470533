/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-inputs-window.h"

#include "rushes-comfy-bind.h"
#include "rushes-comfy-correct.h"
#include "rushes-comfy-workflow.h"
#include "rushes-comfy.h"
#include "rushes-dialog.h"
#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-json.h"
#include "rushes-tip.h"
#include "rushes-way-back.h"
#include "rushes-worker.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Which input of a workflow is the prompt, the seed, the size …: what was found, to be corrected. */

/* One literal of the graph. */
#define RUSHES_TYPE_GRAPH_INPUT (rushes_graph_input_get_type ())
G_DECLARE_FINAL_TYPE (RushesGraphInput, rushes_graph_input, RUSHES, GRAPH_INPUT, GObject)

struct _RushesGraphInput
{
  GObject parent_instance;
  char *node, *input, *title, *value;
};

G_DEFINE_FINAL_TYPE (RushesGraphInput, rushes_graph_input, G_TYPE_OBJECT)

static void
rushes_graph_input_finalize (GObject *object)
{
  RushesGraphInput *self = RUSHES_GRAPH_INPUT (object);

  g_free (self->node);
  g_free (self->input);
  g_free (self->title);
  g_free (self->value);
  G_OBJECT_CLASS (rushes_graph_input_parent_class)->finalize (object);
}

static void
rushes_graph_input_class_init (RushesGraphInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_graph_input_finalize;
}

static void
rushes_graph_input_init (RushesGraphInput *self)
{
}

#define RUSHES_TYPE_INPUTS_WINDOW (rushes_inputs_window_get_type ())
G_DECLARE_FINAL_TYPE (RushesInputsWindow, rushes_inputs_window, RUSHES, INPUTS_WINDOW, RushesDialog)

struct _RushesInputsWindow
{
  RushesDialog parent_instance;
  RushesWorkflows *workflows;
  char *id;
  JsonNode *graph;
  RushesComfyNodes *nodes;     /* (nullable): what the server declares, once it has answered */
  RushesComfyBinding *binding; /* of the graph as it is now */
  GListStore *inputs; /* RushesGraphInput */
  GtkCustomFilter *filter;
  GtkWidget *search, *list;
  GtkLabel *open; /* what the user is asked for, or why there is nothing */
  char *words; /* folded */
  gboolean changed, storing, filling;
};

G_DEFINE_FINAL_TYPE (RushesInputsWindow, rushes_inputs_window, RUSHES_TYPE_DIALOG)

/* The roles as people know them, in the order of RushesComfyRole; nothing comes first. */
static const char *const role_labels[] = { N_("Not in the form"), N_("Prompt"),    N_("Negative prompt"), N_("Seed"),
                                           N_("Steps"),           N_("CFG"),       N_("Sampler"),         N_("Scheduler"),
                                           N_("Width"),           N_("Height"),    N_("Frames"),          N_("Frame rate"),
                                           N_("First picture"),   N_("Last picture"), N_("Model file"),   N_("LoRA strength"),
                                           N_("Length in seconds"), N_("A field of its own"), N_("File name"),       N_("File name, main result") };

G_STATIC_ASSERT (G_N_ELEMENTS (role_labels) == RUSHES_COMFY_N_ROLES + 1);

static RushesGraphInput *
get_input (GtkListItem *item)
{
  return gtk_list_item_get_item (item);
}

/* @text: (nullable): above the list */
static void
say (RushesInputsWindow *self, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (self->open), text != NULL);
  gtk_label_set_label (self->open, text != NULL ? text : "");
}

/* Says where it cannot be told which text is which prompt. */
static void
update_open (RushesInputsWindow *self)
{
  const char *id = self->binding->open->len > 0 ? self->binding->open->pdata[0] : NULL;
  g_autofree char *text = id == NULL ? NULL : g_strdup_printf (_("It is not clear which text of “%s” is which prompt. Choose it below."),
                                                              rushes_comfy_workflow_get_title (rushes_json_peek_object (json_node_get_object (self->graph), id)));

  say (self, text);
}

static void
bind (RushesInputsWindow *self)
{
  g_clear_pointer (&self->binding, rushes_comfy_binding_free);
  self->binding = rushes_comfy_bind (json_node_get_object (self->graph), self->nodes);
  update_open (self);
}

static void
on_role_selected (GtkDropDown *drop, GParamSpec *pspec, GtkListItem *item)
{
  RushesInputsWindow *self = RUSHES_INPUTS_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (drop), RUSHES_TYPE_INPUTS_WINDOW));
  RushesGraphInput *input = get_input (item);
  guint position = gtk_drop_down_get_selected (drop);
  JsonObject *graph;

  if (self == NULL || self->filling || input == NULL)
    return;
  graph = json_node_get_object (self->graph);
  rushes_comfy_correct (self->binding, graph, input->node, input->input,
                                position == 0 ? RUSHES_COMFY_N_ROLES : (RushesComfyRole) (position - 1));
  bind (self);
  self->changed = TRUE;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, RushesInputsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (NULL), *value = gtk_label_new (NULL), *drop;
  g_autoptr (GtkStringList) roles = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (role_labels); i++)
    gtk_string_list_append (roles, _(role_labels[i]));
  drop = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&roles)), NULL);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (value, "dim-label");
  gtk_widget_add_css_class (value, "caption");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (drop, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What it is"), -1);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), value);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), drop);
  gtk_widget_add_css_class (box, "graph-input");
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
  g_signal_connect (drop, "notify::selected", G_CALLBACK (on_role_selected), item);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, RushesInputsWindow *self)
{
  GtkWidget *texts = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *drop = gtk_widget_get_last_child (gtk_list_item_get_child (item));
  RushesGraphInput *input = get_input (item);
  g_autofree char *title = g_strdup_printf ("%s · %s", input->title, input->input);
  RushesComfyRole role;

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (texts)), title);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (texts)), input->value);
  self->filling = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop),
                              rushes_comfy_binding_find (self->binding, input->node, input->input, &role) ? (guint) role + 1 : 0);
  self->filling = FALSE;
}

static gboolean
matches (gpointer item, gpointer data)
{
  RushesInputsWindow *self = data;
  RushesGraphInput *input = item;
  g_autofree char *text = g_strjoin (" ", input->title, input->input, input->value, NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return self->words == NULL || strstr (folded, self->words) != NULL;
}

static void
on_search_changed (RushesInputsWindow *self)
{
  g_free (self->words);
  self->words = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
add_inputs (RushesInputsWindow *self, const char *id, JsonObject *node)
{
  JsonObject *inputs = rushes_json_peek_object (node, "inputs"), *meta = rushes_json_peek_object (node, "_meta");
  const char *title = meta != NULL ? rushes_json_peek_string (meta, "title") : NULL;
  g_autoptr (GList) names = json_object_get_members (inputs);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (inputs, l->data);
      g_autoptr (RushesGraphInput) input = NULL;

      if (!JSON_NODE_HOLDS_VALUE (value))
        continue;
      input = g_object_new (RUSHES_TYPE_GRAPH_INPUT, NULL);
      input->node = g_strdup (id);
      input->input = g_strdup (l->data);
      input->title = g_strdup (title != NULL ? title : rushes_json_peek_string (node, "class_type"));
      input->value = rushes_json_is_text (value) ? json_node_dup_string (value) : rushes_json_to_text (value, FALSE);
      g_strdelimit (input->value, "\n\r\t", ' ');
      g_list_store_append (self->inputs, input);
    }
}

static gpointer
load (gpointer path, GError **error)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, error) ? rushes_comfy_workflow_parse (text, NULL, error) : NULL;
}

static void
on_loaded (gpointer window, gpointer path, gpointer graph, const GError *error)
{
  RushesInputsWindow *self = window;
  g_autofree char *lines = error != NULL ? rushes_error_text_lines (error, NULL) : NULL;
  g_autoptr (GList) ids = NULL;

  if (graph == NULL)
    {
      say (self, lines);
      return;
    }
  self->graph = json_node_ref (graph);
  bind (self);
  ids = json_object_get_members (json_node_get_object (self->graph));
  for (GList *l = ids; l != NULL; l = l->next)
    add_inputs (self, l->data, rushes_json_peek_object (json_node_get_object (self->graph), l->data));
}

/* A server to ask. */
typedef struct
{
  RushesCore *core;
  RushesConnection *connection;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->core);
  g_object_unref (self->connection);
  g_free (self);
}

static gpointer
ask (gpointer order, GError **error)
{
  Question *question = order;
  g_autoptr (RushesTarget) target = rushes_core_new_target (question->core, question->connection, error);
  RushesProvider *comfy = rushes_core_get_provider (question->core, RUSHES_PROVIDER_COMFYUI);

  return target != NULL ? rushes_comfy_read_nodes (RUSHES_COMFY (comfy), target, NULL, error) : NULL;
}

/* The server's types tell more than the names did. */
static void
on_answered (gpointer window, gpointer question, gpointer nodes, const GError *error)
{
  RushesInputsWindow *self = window;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->inputs));

  if (nodes == NULL)
    return; /* names have to do */
  self->nodes = rushes_comfy_nodes_ref (nodes);
  if (self->graph == NULL)
    return; /* not read yet, or not to be read */
  bind (self);
  g_list_model_items_changed (G_LIST_MODEL (self->inputs), 0, n, n);
}

static void
do_discard (gpointer window)
{
  rushes_dialog_force_close (window);
}

/* Nothing that was chosen is lost: the window stays until it is kept, or given up. */
static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesInputsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *lines = NULL;

  self->storing = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      rushes_workflows_touch (RUSHES_WORKFLOWS (source), g_task_get_task_data (G_TASK (result)));
      rushes_dialog_force_close (RUSHES_DIALOG (self));
      return;
    }
  lines = rushes_error_text_lines (error, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  rushes_question_ask (GTK_WIDGET (self), _("The Inputs Were Not Saved"), lines, _("_Discard Them"), TRUE, do_discard,
                       g_object_ref (self), g_object_unref);
}

static void
store (GTask *task, gpointer workflows, gpointer id, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autofree char *stored = rushes_workflows_store (workflows, id, g_object_get_data (G_OBJECT (task), "graph"), &error);

  if (stored != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Meanwhile nothing can be chosen. */
static void
start_storing (RushesInputsWindow *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->storing)
    return;
  self->storing = TRUE;
  task = g_task_new (self->workflows, NULL, on_stored, g_object_ref (self));
  g_object_set_data_full (G_OBJECT (task), "graph", rushes_json_to_text (self->graph, TRUE), g_free);
  g_task_set_task_data (task, g_strdup (self->id), g_free);
  rushes_worker_run (task, store);
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL); /* an entry that goes insensitive is not told that it has lost it */
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
}

/* The corrections are kept when the window closes. */
static gboolean
rushes_inputs_window_closing (RushesDialog *dialog)
{
  RushesInputsWindow *self = RUSHES_INPUTS_WINDOW (dialog);

  if (self->changed)
    start_storing (self);
  return self->changed;
}

/* The program ends, and nothing waits for a thread any more. */
static void
on_shutdown (RushesInputsWindow *self)
{
  g_autofree char *text = self->changed ? rushes_json_to_text (self->graph, TRUE) : NULL;
  g_autofree char *stored = text != NULL ? rushes_workflows_store (self->workflows, self->id, text, NULL) : NULL;

  self->changed = self->changed && stored == NULL;
}

static void
rushes_inputs_window_dispose (GObject *object)
{
  RushesInputsWindow *self = RUSHES_INPUTS_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_INPUTS_WINDOW);
  g_clear_object (&self->inputs);
  g_clear_object (&self->workflows);
  G_OBJECT_CLASS (rushes_inputs_window_parent_class)->dispose (object);
}

static void
rushes_inputs_window_finalize (GObject *object)
{
  RushesInputsWindow *self = RUSHES_INPUTS_WINDOW (object);

  g_clear_pointer (&self->binding, rushes_comfy_binding_free);
  g_clear_pointer (&self->graph, json_node_unref);
  g_clear_pointer (&self->nodes, rushes_comfy_nodes_unref);
  g_free (self->id);
  g_free (self->words);
  G_OBJECT_CLASS (rushes_inputs_window_parent_class)->finalize (object);
}

static void
rushes_inputs_window_class_init (RushesInputsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_inputs_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_inputs_window_finalize;
  RUSHES_DIALOG_CLASS (klass)->closing = rushes_inputs_window_closing;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-inputs-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesInputsWindow, search);
  gtk_widget_class_bind_template_child (widget_class, RushesInputsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, RushesInputsWindow, open);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, rushes_dialog_close);
}

static void
rushes_inputs_window_init (RushesInputsWindow *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *filtered;
  GtkNoSelection *selection;

  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_name_entry (GTK_EDITABLE (self->search), _("Search"));
  rushes_tip_steer (self->search, self->list);
  self->inputs = g_list_store_new (RUSHES_TYPE_GRAPH_INPUT);
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->inputs)), GTK_FILTER (self->filter));
  selection = gtk_no_selection_new (G_LIST_MODEL (filtered));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (selection));
  g_object_unref (factory);
  g_object_unref (selection);
}

static void
start_asking (RushesInputsWindow *self, RushesCore *core)
{
  RushesConnection *connection = rushes_connections_get_default (rushes_core_get_connections (core), RUSHES_PROVIDER_COMFYUI);
  Question *question;

  if (connection == NULL)
    return;
  question = g_new (Question, 1);
  *question = (Question) { g_object_ref (core), g_object_ref (connection) };
  rushes_way_back_work (self, ask, question, question_free, (GDestroyNotify) rushes_comfy_nodes_unref, on_answered);
}

/* @core: whose ComfyUI server is asked what the nodes take and make; until it answers, names have to do */
void
rushes_inputs_window_show (GtkWidget *parent, RushesCore *core, RushesWorkflow *workflow)
{
  RushesInputsWindow *self = g_object_new (RUSHES_TYPE_INPUTS_WINDOW, NULL);

  g_signal_connect_object (g_application_get_default (), "shutdown", G_CALLBACK (on_shutdown), self, G_CONNECT_SWAPPED);
  self->workflows = g_object_ref (rushes_core_get_workflows (core));
  self->id = g_strdup (rushes_workflow_get_id (workflow));
  rushes_way_back_work (self, load, rushes_workflows_dup_path (self->workflows, self->id), g_free, (GDestroyNotify) json_node_unref, on_loaded);
  start_asking (self, core);
  rushes_dialog_present (RUSHES_DIALOG (self), parent);
}
