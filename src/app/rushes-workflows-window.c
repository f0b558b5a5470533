/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-workflows-window.h"

#include "rushes-comfy.h"
#include "rushes-context-menu.h"
#include "rushes-dialogs.h"
#include "rushes-error-toast.h"
#include "rushes-inputs-window.h"
#include "rushes-workflow-intake.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The user's workflows: used, renamed, copied, exported, removed; brought in from a file, the clipboard or the
 * server. */

#define RUSHES_TYPE_WORKFLOWS_WINDOW (rushes_workflows_window_get_type ())
G_DECLARE_FINAL_TYPE (RushesWorkflowsWindow, rushes_workflows_window, RUSHES, WORKFLOWS_WINDOW, AdwWindow)

struct _RushesWorkflowsWindow
{
  AdwWindow parent_instance;
  RushesCore *core;
  RushesComposer *composer;
  RushesThumbnailer *thumbnailer;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *content;
};

G_DEFINE_FINAL_TYPE (RushesWorkflowsWindow, rushes_workflows_window, ADW_TYPE_WINDOW)

static RushesWorkflows *
get_workflows (RushesWorkflowsWindow *self)
{
  return rushes_core_get_workflows (self->core);
}

static void
show_error (RushesWorkflowsWindow *self, const GError *error)
{
  if (self->core != NULL) /* else closed meanwhile */
    adw_toast_overlay_add_toast (self->toasts, rushes_error_toast_new (GTK_WIDGET (self), error, "ComfyUI"));
}

static void
on_taken_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesWorkflowsWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (rushes_workflow_intake_finish (RUSHES_CORE (source), result, &error) == NULL)
    show_error (self, error);
}

static RushesConnection *
get_connection (RushesWorkflowsWindow *self)
{
  return rushes_connections_get_default (rushes_core_get_connections (self->core), RUSHES_PROVIDER_COMFYUI);
}

static void
on_file (GFile *file, gpointer data)
{
  RushesWorkflowsWindow *self = data;

  rushes_workflow_intake_file_async (self->core, get_connection (self), file, on_taken_in, g_object_ref (self));
}

static void
add_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const types[] = { "application/json", "image/png", "image/webp", "video/mp4", "video/webm", "video/x-matroska", NULL };

  rushes_file_open (widget, _("Add a Workflow"), _("Workflows, pictures and clips"), types, on_file, widget);
}

static void
on_clipboard (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesWorkflowsWindow) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  rushes_workflow_intake_text_async (self->core, get_connection (self), text != NULL ? text : "", _("Pasted Workflow"), on_taken_in,
                                     g_object_ref (self));
}

static void
add_clipboard (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, on_clipboard, g_object_ref (widget));
}

/* What a worker asks the server for: its list, or one of its workflows. */
typedef struct
{
  RushesCore *core;
  RushesConnection *connection;
  char *name; /* NULL: the list */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->core);
  g_object_unref (question->connection);
  g_free (question->name);
  g_free (question);
}

static void
ask (GTask *task, gpointer comfy, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  g_autoptr (RushesTarget) target = rushes_core_new_target (question->core, question->connection);
  GError *error = NULL;
  char *text = rushes_comfy_read_saved (comfy, target, question->name, cancellable, &error);

  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

/* @name: (nullable) */
static void
start_asking (RushesWorkflowsWindow *self, const char *name, GAsyncReadyCallback callback)
{
  RushesConnection *connection = get_connection (self);
  g_autoptr (GTask) task = NULL;
  Question *question;

  if (connection == NULL)
    {
      adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("There is no ComfyUI connection yet.")));
      return;
    }
  question = g_new (Question, 1);
  *question = (Question) { g_object_ref (self->core), g_object_ref (connection), g_strdup (name) };
  task = g_task_new (rushes_core_get_provider (self->core, RUSHES_PROVIDER_COMFYUI), NULL, callback, g_object_ref (self));
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, ask);
}

static void
on_saved_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr (RushesWorkflowsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *base = g_path_get_basename (question->name);

  if (text == NULL)
    show_error (self, error);
  if (text == NULL || self->core == NULL)
    return;
  if (g_str_has_suffix (base, ".json"))
    base[strlen (base) - 5] = '\0';
  rushes_workflow_intake_text_async (self->core, get_connection (self), text, base, on_taken_in, g_object_ref (self));
}

static void
on_saved_picked (GtkListBox *list, GtkListBoxRow *row, RushesWorkflowsWindow *self)
{
  start_asking (self, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), on_saved_read);
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (list))));
}

static void
on_saved_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesWorkflowsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *names = g_task_propagate_pointer (G_TASK (result), &error);
  g_auto (GStrv) lines = names != NULL ? g_strsplit (names, "\n", -1) : NULL;
  GtkWidget *window, *group, *page, *list;

  if (names == NULL || *names == '\0')
    {
      if (error != NULL)
        show_error (self, error);
      else
        adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("No workflow is saved on the server.")));
      return;
    }
  window = adw_preferences_window_new ();
  page = adw_preferences_page_new ();
  group = adw_preferences_group_new ();
  list = gtk_list_box_new ();
  gtk_widget_set_name (list, "saved-on-server");
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  for (char **line = lines; *line != NULL; line++)
    {
      GtkWidget *row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), *line);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  g_signal_connect (list, "row-activated", G_CALLBACK (on_saved_picked), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  gtk_window_set_title (GTK_WINDOW (window), _("Saved on the Server"));
  gtk_window_set_default_size (GTK_WINDOW (window), gtk_widget_get_width (GTK_WIDGET (self)), 480);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
}

static void
add_from_server (GtkWidget *widget, const char *action, GVariant *parameter)
{
  start_asking (RUSHES_WORKFLOWS_WINDOW (widget), NULL, on_saved_listed);
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

  gtk_window_close (GTK_WINDOW (widget));
  rushes_composer_use_workflow (composer, own);
}

static void
show_inputs (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesWorkflow *workflow = find (widget, id);

  if (workflow != NULL)
    rushes_inputs_window_show (GTK_WINDOW (widget), RUSHES_WORKFLOWS_WINDOW (widget)->core, workflow);
}

static void
duplicate (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesWorkflowsWindow *self = RUSHES_WORKFLOWS_WINDOW (widget);
  RushesWorkflow *workflow = find (widget, id);
  g_autofree char *path = rushes_workflows_dup_path (get_workflows (self), g_variant_get_string (id, NULL));
  g_autofree char *name = g_strdup_printf (_("%s (copy)"), rushes_workflow_get_name (workflow));
  g_autoptr (GFile) file = g_file_new_for_path (path);

  rushes_workflow_intake_copy_async (self->core, file, name, on_taken_in, g_object_ref (self));
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesWorkflowsWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_copy_finish (G_FILE (source), result, &error))
    show_error (self, error);
}

typedef struct
{
  RushesWorkflowsWindow *window;
  char *path;
} Export;

static void
on_export_file (GFile *file, gpointer data)
{
  Export *order = data;
  g_autoptr (GFile) source = g_file_new_for_path (order->path);

  g_file_copy_async (source, file, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, NULL, NULL, NULL, on_exported,
                     g_object_ref (order->window));
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
  gtk_popover_set_child (GTK_POPOVER (popover), entry);
  gtk_widget_set_parent (popover, row);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_rename), workflow, 0);
  g_signal_connect (popover, "closed", G_CALLBACK (gtk_widget_unparent), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
on_poster (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkPicture) picture = data;
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, NULL);

  gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));
}

static GtkWidget *
new_picture (RushesWorkflowsWindow *self, RushesWorkflow *workflow)
{
  GtkWidget *picture = gtk_picture_new ();
  const char *id = rushes_workflow_get_clip (workflow);
  RushesLibrary *library = rushes_core_get_library (self->core);
  gint64 row = id != NULL ? rushes_library_find_row (library, id) : 0;
  g_autoptr (RushesClip) clip = row != 0 ? rushes_library_ref_clip (library, row) : NULL;

  gtk_widget_set_size_request (picture, 96, 54);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (picture, "well");
  if (clip != NULL)
    {
      g_autofree char *path = rushes_library_dup_path (library, clip);
      rushes_thumbnailer_load_async (self->thumbnailer, id, path, RUSHES_THUMBNAIL_POSTER, NULL, on_poster, g_object_ref (picture));
    }
  return picture;
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

static GMenu *
new_menu (const char *id)
{
  static const struct
  {
    const char *label, *action;
  } items[] = { { N_("_Inputs…"), "workflows.inputs" },       { N_("_Rename…"), "workflows.rename" },
                { N_("D_uplicate"), "workflows.duplicate" },  { N_("_Export…"), "workflows.export" },
                { N_("_Delete"), "workflows.delete" } };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    rushes_context_menu_append (menu, _(items[i].label), items[i].action, g_variant_new_string (id));
  return menu;
}

/* What the row's buttons do comes first. */
static GMenuModel *
new_context_menu (GtkWidget *at, GtkWidget **item, gpointer data)
{
  GtkWidget *row = gtk_widget_get_ancestor (at, ADW_TYPE_ACTION_ROW);
  const char *id = row != NULL ? g_object_get_data (G_OBJECT (row), "workflow") : NULL;
  RushesWorkflow *workflow = id != NULL ? rushes_workflows_find (get_workflows (data), id) : NULL;
  g_autoptr (GMenu) more = NULL;
  GMenu *menu, *section;
  gboolean favourite;

  if (workflow == NULL)
    return NULL;
  *item = row;
  menu = g_menu_new ();
  section = g_menu_new ();
  more = new_menu (id);
  g_object_get (workflow, "favourite", &favourite, NULL);
  rushes_context_menu_append (section, _("_Use"), "workflows.use", g_variant_new_string (id));
  rushes_context_menu_append (section, favourite ? _("Remove from _Favourites") : _("Add to _Favourites"), "workflows.favour", g_variant_new_string (id));
  rushes_context_menu_close (menu, &section);
  g_object_unref (section);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  return G_MENU_MODEL (menu);
}

static GtkWidget *
new_row (gpointer item, gpointer data)
{
  RushesWorkflowsWindow *self = data;
  const char *id = rushes_workflow_get_id (item);
  GtkWidget *row = adw_action_row_new (), *star = gtk_toggle_button_new (), *open = gtk_button_new_with_mnemonic (_("_Use"));
  GtkWidget *more = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = new_menu (id);

  g_object_set_data (item, "row", row);
  rushes_context_menu_mark (row);
  g_object_set_data_full (G_OBJECT (row), "workflow", g_strdup (id), g_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rushes_workflow_get_name (item));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), new_picture (self, item));
  gtk_button_set_icon_name (GTK_BUTTON (star), "rushes-heart-symbolic");
  gtk_widget_set_tooltip_text (star, _("Favourite"));
  g_object_bind_property (item, "favourite", star, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "workflows.use");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "s", id);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (more, _("More"));
  gtk_widget_add_css_class (star, "flat");
  gtk_widget_add_css_class (star, "favourite");
  gtk_widget_add_css_class (more, "flat");
  for (GtkWidget **control = (GtkWidget *[]) { star, open, more, NULL }; *control != NULL; control++)
    {
      gtk_widget_set_valign (*control, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), *control);
    }
  return row;
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
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rushes_workflows_window_init (RushesWorkflowsWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_context_menu_add (self->content, new_context_menu, self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
rushes_workflows_window_show (GtkWindow *parent, RushesCore *core, RushesComposer *composer, RushesThumbnailer *thumbnailer)
{
  RushesWorkflowsWindow *self = g_object_new (RUSHES_TYPE_WORKFLOWS_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->core = g_object_ref (core);
  self->composer = g_object_ref (composer);
  self->thumbnailer = g_object_ref (thumbnailer);
  gtk_window_set_default_size (GTK_WINDOW (self), MIN (640, gtk_widget_get_width (GTK_WIDGET (parent))), 560);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (get_workflows (self)), new_row, self, NULL);
  g_signal_connect_object (get_workflows (self), "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  gtk_window_present (GTK_WINDOW (self));
}
