/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-workflows-window.h"

#include "rushes-comfy.h"
#include "rushes-context-menu.h"
#include "rushes-dialog.h"
#include "rushes-dialogs.h"
#include "rushes-error-toast.h"
#include "rushes-inputs-window.h"
#include "rushes-saved-workflows.h"
#include "rushes-tip.h"
#include "rushes-toast.h"
#include "rushes-way-back.h"
#include "rushes-workflow-intake.h"
#include "rushes-workflow-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The user's workflows: used, renamed, copied, exported, removed; brought in from a file, the clipboard or the
 * server. */

#define RUSHES_TYPE_WORKFLOWS_WINDOW (rushes_workflows_window_get_type ())
G_DECLARE_FINAL_TYPE (RushesWorkflowsWindow, rushes_workflows_window, RUSHES, WORKFLOWS_WINDOW, RushesDialog)

struct _RushesWorkflowsWindow
{
  RushesDialog parent_instance;
  RushesCore *core;
  RushesComposer *composer;
  RushesThumbnailer *thumbnailer;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *content;
};

G_DEFINE_FINAL_TYPE (RushesWorkflowsWindow, rushes_workflows_window, RUSHES_TYPE_DIALOG)

static RushesWorkflows *
get_workflows (RushesWorkflowsWindow *self)
{
  return rushes_core_get_workflows (self->core);
}

static void
show_error (RushesWorkflowsWindow *self, const GError *error)
{
  adw_toast_overlay_add_toast (self->toasts, rushes_error_toast_new (GTK_WIDGET (self), error, "ComfyUI"));
}

static void
on_taken_in (GObject *source, GAsyncResult *result, gpointer way_back)
{
  g_autoptr (RushesWorkflowsWindow) self = rushes_way_back_take (way_back);
  g_autoptr (GError) error = NULL;

  if (rushes_workflow_intake_finish (RUSHES_CORE (source), result, &error) == NULL && self != NULL)
    show_error (self, error);
}

static RushesConnection *
get_connection (RushesCore *core)
{
  return rushes_connections_get_default (rushes_core_get_connections (core), RUSHES_PROVIDER_COMFYUI);
}

static void
on_file (GFile *file, gpointer data)
{
  RushesWorkflowsWindow *self = data;

  rushes_workflow_intake_file_async (self->core, get_connection (self->core), file, on_taken_in, rushes_way_back_new (self));
}

static void
add_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const types[] = { "application/json", "image/png", "image/webp", "video/mp4", "video/webm", "video/x-matroska", NULL };

  rushes_file_open (widget, _("Add a Workflow"), _("Workflows, pictures and clips"), types, on_file, widget);
}

/* What was asked for is done when the window has closed meanwhile, too: only nobody is told. */
typedef struct
{
  RushesCore *core;
  RushesConnection *connection; /* (nullable) */
  char *name;                   /* (nullable): of what is saved on the server; without, all that is */
  gpointer way_back;            /* (nullable): for who is to be told */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_object_unref (order->core);
  g_clear_object (&order->connection);
  g_free (order->name);
  g_free (order);
}

/* @name: (nullable) */
static Order *
order_new (RushesWorkflowsWindow *self, const char *name)
{
  Order *order = g_new0 (Order, 1);

  order->core = g_object_ref (self->core);
  g_set_object (&order->connection, get_connection (self->core));
  order->name = g_strdup (name);
  return order;
}

static void
on_clipboard (GObject *source, GAsyncResult *result, gpointer data)
{
  Order *order = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  rushes_workflow_intake_text_async (order->core, order->connection, text != NULL ? text : "", _("Pasted Workflow"), FALSE, on_taken_in, order->way_back);
  order_free (order);
}

static void
add_clipboard (GtkWidget *widget, const char *action, GVariant *parameter)
{
  Order *order = order_new (RUSHES_WORKFLOWS_WINDOW (widget), NULL);

  order->way_back = rushes_way_back_new (widget);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, on_clipboard, order);
}

static gpointer
ask (gpointer data, GError **error)
{
  Order *order = data;
  RushesProvider *comfy = rushes_core_get_provider (order->core, RUSHES_PROVIDER_COMFYUI);
  g_autoptr (RushesTarget) target = rushes_core_new_target (order->core, order->connection, error);

  return target != NULL ? rushes_comfy_read_saved (RUSHES_COMFY (comfy), target, order->name, NULL, error) : NULL;
}

/* A name of what the page saved has folders and an ending. Returns: (transfer full): what it is called here */
static char *
dup_plain_name (const char *name)
{
  char *base = g_path_get_basename (name);

  if (g_str_has_suffix (base, ".json"))
    base[strlen (base) - strlen (".json")] = '\0';
  return base;
}

static void
on_saved_read (gpointer core, gpointer data, gpointer text, const GError *error)
{
  Order *order = data;
  g_autofree char *name = dup_plain_name (order->name);
  g_autoptr (RushesWorkflowsWindow) self = NULL;

  if (text != NULL)
    {
      rushes_workflow_intake_text_async (core, order->connection, text, name, FALSE, on_taken_in, order->way_back);
      return;
    }
  self = rushes_way_back_take (order->way_back);
  if (self != NULL)
    show_error (self, error);
}

static void
on_saved_picked (GtkWidget *window, const char *name)
{
  RushesWorkflowsWindow *self = RUSHES_WORKFLOWS_WINDOW (window);
  Order *order = order_new (self, name);

  order->way_back = rushes_way_back_new (self);
  rushes_way_back_work (self->core, ask, order, order_free, g_free, on_saved_read);
}

static void
on_saved_listed (gpointer window, gpointer order, gpointer names, const GError *error)
{
  RushesWorkflowsWindow *self = window;

  if (names == NULL)
    show_error (self, error);
  else if (*(char *) names == '\0')
    adw_toast_overlay_add_toast (self->toasts, rushes_toast_new (_("No workflow is saved on the server.")));
  else
    rushes_saved_workflows_show (GTK_WIDGET (self), names, on_saved_picked);
}

static void
add_from_server (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesWorkflowsWindow *self = RUSHES_WORKFLOWS_WINDOW (widget);

  if (get_connection (self->core) != NULL)
    rushes_way_back_work (self, ask, order_new (self, NULL), order_free, g_free, on_saved_listed);
  else
    adw_toast_overlay_add_toast (self->toasts, rushes_toast_new (_("There is no ComfyUI connection yet.")));
}

static RushesWorkflow *
find (GtkWidget *widget, GVariant *id)
{
  return rushes_workflows_find (get_workflows (RUSHES_WORKFLOWS_WINDOW (widget)), g_variant_get_string (id, NULL));
}

static void
use (GtkWidget *widget, const char *action, GVariant *id)
{
  g_autoptr (RushesComposer) composer = g_object_ref (RUSHES_WORKFLOWS_WINDOW (widget)->composer);
  g_autofree char *own = g_variant_dup_string (id, NULL);

  rushes_dialog_close (RUSHES_DIALOG (widget));
  rushes_composer_use_workflow (composer, own);
}

static void
show_inputs (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesWorkflow *workflow = find (widget, id);

  if (workflow != NULL)
    rushes_inputs_window_show (widget, RUSHES_WORKFLOWS_WINDOW (widget)->core, workflow);
}

static void
duplicate (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesWorkflowsWindow *self = RUSHES_WORKFLOWS_WINDOW (widget);
  RushesWorkflow *workflow = find (widget, id);
  g_autofree char *path = rushes_workflows_dup_path (get_workflows (self), g_variant_get_string (id, NULL));
  g_autofree char *name = g_strdup_printf (_("%s (copy)"), rushes_workflow_get_name (workflow));
  g_autoptr (GFile) file = g_file_new_for_path (path);

  rushes_workflow_intake_copy_async (self->core, file, name, on_taken_in, rushes_way_back_new (self));
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer way_back)
{
  g_autoptr (RushesWorkflowsWindow) self = rushes_way_back_take (way_back);
  g_autoptr (GError) error = NULL;

  if (!g_file_copy_finish (G_FILE (source), result, &error) && self != NULL)
    show_error (self, error);
}

typedef struct
{
  RushesWorkflowsWindow *window; /* the dialog keeps it */
  char *path;
} Export;

static void
on_export_file (GFile *file, gpointer data)
{
  Export *order = data;
  g_autoptr (GFile) source = g_file_new_for_path (order->path);

  g_file_copy_async (source, file, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, NULL, NULL, NULL, on_exported,
                     rushes_way_back_new (order->window));
}

static void
export_free (gpointer data)
{
  Export *order = data;

  g_free (order->path);
  g_free (order);
}

static void
export_graph (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesWorkflowsWindow *self = RUSHES_WORKFLOWS_WINDOW (widget);
  g_autofree char *name = g_strconcat (rushes_workflow_get_name (find (widget, id)), ".json", NULL);
  Export *order = g_new (Export, 1);

  *order = (Export) { self, rushes_workflows_dup_path (get_workflows (self), g_variant_get_string (id, NULL)) };
  rushes_file_save (widget, _("Export the Workflow"), name, on_export_file, order, export_free);
}

static void
undo (AdwToast *toast, RushesWorkflows *workflows)
{
  rushes_workflows_restore (workflows, g_object_get_data (G_OBJECT (toast), "id"));
}

static void
delete (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesWorkflowsWindow *self = RUSHES_WORKFLOWS_WINDOW (widget);
  g_autofree char *text = g_strdup_printf (_("“%s” deleted"), rushes_workflow_get_name (find (widget, id)));
  AdwToast *toast = rushes_toast_new (text);

  g_object_set_data_full (G_OBJECT (toast), "id", g_variant_dup_string (id, NULL), g_free);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo), get_workflows (self), 0);
  rushes_workflows_remove (get_workflows (self), g_variant_get_string (id, NULL));
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_rename (GtkEditable *entry, RushesWorkflow *workflow)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (entry), GTK_TYPE_POPOVER)));
  if (*name != '\0')
    g_object_set (workflow, "name", name, NULL);
}

static void
rename_workflow (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesWorkflow *workflow = find (widget, id);
  GtkWidget *row = g_object_get_data (G_OBJECT (workflow), "row");
  GtkWidget *popover = gtk_popover_new (), *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), rushes_workflow_get_name (workflow));
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 28);
  rushes_tip_name_entry (GTK_EDITABLE (entry), _("Name"));
  gtk_popover_set_child (GTK_POPOVER (popover), entry);
  gtk_widget_set_parent (popover, row);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_rename), workflow, 0);
  g_signal_connect (popover, "closed", G_CALLBACK (gtk_widget_unparent), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
favour (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesWorkflow *workflow = find (widget, id);
  gboolean favourite;

  if (workflow == NULL)
    return;
  g_object_get (workflow, "favourite", &favourite, NULL);
  g_object_set (workflow, "favourite", !favourite, NULL);
}

static GtkWidget *
new_row (gpointer item, gpointer data)
{
  RushesWorkflowsWindow *self = data;

  return rushes_workflow_row_new (item, rushes_core_get_library (self->core), self->thumbnailer);
}

static void
update (RushesWorkflowsWindow *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (get_workflows (self))) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, RushesWorkflowsWindow *self)
{
  on_file (g_value_get_object (value), self);
  return TRUE;
}

static void
rushes_workflows_window_dispose (GObject *object)
{
  RushesWorkflowsWindow *self = RUSHES_WORKFLOWS_WINDOW (object);

  if (self->list != NULL) /* it may stay a while, and workflows come */
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->core);
  g_clear_object (&self->composer);
  g_clear_object (&self->thumbnailer);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_WORKFLOWS_WINDOW);
  G_OBJECT_CLASS (rushes_workflows_window_parent_class)->dispose (object);
}

static void
rushes_workflows_window_class_init (RushesWorkflowsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_workflows_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-workflows-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesWorkflowsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RushesWorkflowsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RushesWorkflowsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, RushesWorkflowsWindow, content);
  gtk_widget_class_install_action (widget_class, "workflows.add-file", NULL, add_file);
  gtk_widget_class_install_action (widget_class, "workflows.add-clipboard", NULL, add_clipboard);
  gtk_widget_class_install_action (widget_class, "workflows.add-from-server", NULL, add_from_server);
  gtk_widget_class_install_action (widget_class, "workflows.use", "s", use);
  gtk_widget_class_install_action (widget_class, "workflows.favour", "s", favour);
  gtk_widget_class_install_action (widget_class, "workflows.inputs", "s", show_inputs);
  gtk_widget_class_install_action (widget_class, "workflows.rename", "s", rename_workflow);
  gtk_widget_class_install_action (widget_class, "workflows.duplicate", "s", duplicate);
  gtk_widget_class_install_action (widget_class, "workflows.export", "s", export_graph);
  gtk_widget_class_install_action (widget_class, "workflows.delete", "s", delete);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "workflows.add-clipboard", NULL);
}

static void
rushes_workflows_window_init (RushesWorkflowsWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_name_toasts (self->toasts);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
rushes_workflows_window_show (GtkWindow *parent, RushesCore *core, RushesComposer *composer, RushesThumbnailer *thumbnailer)
{
  RushesWorkflowsWindow *self = g_object_new (RUSHES_TYPE_WORKFLOWS_WINDOW, NULL);

  self->core = g_object_ref (core);
  self->composer = g_object_ref (composer);
  self->thumbnailer = g_object_ref (thumbnailer);
  rushes_context_menu_add (self->content, rushes_workflow_row_new_menu, get_workflows (self));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (get_workflows (self)), new_row, self, NULL);
  g_signal_connect_object (get_workflows (self), "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  rushes_dialog_present (RUSHES_DIALOG (self), GTK_WIDGET (parent));
}
