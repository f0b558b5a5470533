/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-compose-private.h"

#include "rushes-tip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The form. It shows only what the chosen model has, and asks for a clip with the action
 * compose.generate; who listens to "generate" makes it. */
enum
{
  SIGNAL_PROVIDER_CHANGED,
  SIGNAL_CONNECTION_CHANGED,
  SIGNAL_LEAVING_MODEL,
  SIGNAL_MODEL_CHANGED,
  SIGNAL_EDITED,
  SIGNAL_GENERATE,
  SIGNAL_OPEN_WORKFLOW,
  SIGNAL_MODEL_TYPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesCompose, rushes_compose, GTK_TYPE_BOX)

/* Returns: (transfer full) */
char *
rushes_compose_dup_prompt (RushesCompose *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->prompt_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

void
rushes_compose_set_prompt (RushesCompose *self, const char *prompt)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->prompt_view), prompt, -1);
}

/* The prompt of something else: what is undone does not bring back what stood there before. */
void
rushes_compose_begin_prompt (RushesCompose *self, const char *prompt)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->prompt_view);

  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, prompt, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
}

static void
on_changed (RushesCompose *self)
{
  rushes_compose_update (self);
}

/* (nullable): where a member of a request is chosen */
static GtkWidget *
find_field (RushesCompose *self, const char *member)
{
  const struct
  {
    const char *member;
    gpointer widget;
  } places[] = {
    { RUSHES_REQUEST_PROMPT, self->prompt_box },    { RUSHES_REQUEST_NEGATIVE, self->negative_row },
    { RUSHES_REQUEST_MODEL, self->model_row },      { RUSHES_REQUEST_SECONDS, self->length_row },
    { RUSHES_REQUEST_WIDTH, self->size_row },       { RUSHES_REQUEST_HEIGHT, self->size_row },
    { RUSHES_REQUEST_PICTURE, self->drop_zone },    { RUSHES_REQUEST_LAST_PICTURE, self->last_zone },
    { RUSHES_REQUEST_SEED, self->seed_row },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (places[i].member, member) == 0)
      return places[i].widget;
  return rushes_files_list_find (self->files_list, member) != NULL ? rushes_files_list_find (self->files_list, member)
                                                                  : rushes_fields_row_find (self->fields_row, member);
}

static void
clear_marks (RushesCompose *self)
{
  if (self->marked != NULL)
    rushes_tip_mark (self->marked, FALSE, NULL);
  g_clear_weak_pointer (&self->marked);
}

/* The user goes on: what was wrong before need not be wrong now. */
static void
on_edited (RushesCompose *self)
{
  if (self->failed)
    {
      self->failed = FALSE;
      g_clear_pointer (&self->note, g_free);
      clear_marks (self);
    }
  rushes_compose_update (self);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
set_model (RushesCompose *self, RushesModel *model)
{
  const RushesModelSpec *spec;
  g_autofree char *prompt = rushes_compose_dup_prompt (self);

  if (self->model != NULL)
    g_signal_emit (self, signals[SIGNAL_LEAVING_MODEL], 0);
  g_set_object (&self->model, model);
  spec = rushes_compose_get_spec (self);
  rushes_length_row_set_spec (self->length_row, spec);
  if (spec != NULL)
    {
      rushes_size_row_set_sizes (self->size_row, spec->sizes, spec->size_step);
      rushes_fields_row_set_fields (self->fields_row, spec->fields);
      rushes_files_list_set_files (self->files_list, spec->files);
      gtk_editable_set_text (GTK_EDITABLE (self->negative_row), spec->negative != NULL ? spec->negative : "");
      if (*prompt == '\0' && spec->prompt != NULL)
        rushes_compose_set_prompt (self, spec->prompt);
    }
  g_signal_emit (self, signals[SIGNAL_MODEL_CHANGED], 0);
  rushes_compose_update (self);
}

static void
on_picked (RushesModelPicker *picker, RushesModel *model, RushesCompose *self)
{
  set_model (self, model);
}

static void
on_model_typed (RushesModelPicker *picker, const char *name, RushesCompose *self)
{
  g_signal_emit (self, signals[SIGNAL_MODEL_TYPED], 0, name);
}

/* A picture on the clipboard becomes the first frame; text goes where the cursor is. */
static gboolean
on_paste (GtkWidget *widget, GVariant *args, gpointer data)
{
  RushesCompose *self = RUSHES_COMPOSE (widget);

  return gtk_widget_get_visible (GTK_WIDGET (self->drop_zone)) && rushes_drop_zone_paste (self->drop_zone);
}

static void
add_paste (RushesCompose *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_v, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (on_paste, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* Takes a model that is not in the list. */
void
rushes_compose_use_model (RushesCompose *self, RushesModel *model)
{
  set_model (self, model);
}

static void
on_open_workflow (RushesModelPicker *picker, RushesCompose *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_WORKFLOW], 0);
}

static void
on_model_row_activated (RushesCompose *self)
{
  gtk_popover_popup (GTK_POPOVER (self->picker));
}

static void
on_provider_toggled (RushesCompose *self)
{
  g_signal_emit (self, signals[SIGNAL_PROVIDER_CHANGED], 0);
}

static void
on_connection_selected (RushesCompose *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_CONNECTION_CHANGED], 0, adw_combo_row_get_selected (self->connection_row));
}

static gboolean
lists (GListModel *list, GStrv names)
{
  guint n = list != NULL ? g_list_model_get_n_items (list) : 0;

  if (n != g_strv_length (names))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (list), i), names[i]))
      return FALSE;
  return TRUE;
}

/**
 * rushes_compose_set_connections:
 * @names: what the connections of this provider are called; the choice shows only if there are several
 * @chosen: which one is used
 */
void
rushes_compose_set_connections (RushesCompose *self, GStrv names, guint chosen)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *const *) names);

  self->filling = TRUE;
  /* A choice is made by a row of the old list, which GTK does not survive to lose meanwhile. */
  if (!lists (adw_combo_row_get_model (self->connection_row), names))
    adw_combo_row_set_model (self->connection_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->connection_row, chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->connection_row), g_strv_length (names) > 1);
  self->filling = FALSE;
}

static void
on_seed_lock_toggled (RushesCompose *self)
{
  const RushesModelSpec *spec = rushes_compose_get_spec (self);
  g_autofree char *seed =
    g_strdup_printf ("%" G_GINT64_FORMAT, self->last_seed >= 0 ? self->last_seed : rushes_draft_random_seed (spec != NULL ? spec->maximum_seed : RUSHES_SEED_MAX));

  if (gtk_toggle_button_get_active (self->seed_lock) && *gtk_editable_get_text (GTK_EDITABLE (self->seed_entry)) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->seed_entry), seed);
  rushes_compose_update (self);
}

static void
on_generate (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_GENERATE], 0);
}

RushesProviderKind
rushes_compose_get_provider (RushesCompose *self)
{
  return g_strcmp0 (rushes_toggles_get_active_name (self->provider_box), "openai") == 0 ? RUSHES_PROVIDER_OPENAI : RUSHES_PROVIDER_COMFYUI;
}

void
rushes_compose_set_provider (RushesCompose *self, RushesProviderKind provider)
{
  rushes_toggles_set_active_name (self->provider_box, provider == RUSHES_PROVIDER_COMFYUI ? "comfyui" : "openai");
}

/**
 * rushes_compose_set_models:
 * @models: (nullable): RushesModel; the first is chosen
 * @place: (nullable): what the connection is called
 */
void
rushes_compose_set_models (RushesCompose *self, GListModel *models, const char *place)
{
  g_autoptr (RushesModel) first = NULL;

  g_set_object (&self->models, models);
  g_free (self->place);
  self->place = g_strdup (place);
  rushes_model_picker_set_models (self->picker, models, rushes_compose_get_provider (self) == RUSHES_PROVIDER_COMFYUI);
  if (models != NULL)
    first = g_list_model_get_item (models, 0);
  set_model (self, first);
}

/* Chooses the model of that id, if it is there. */
void
rushes_compose_choose_model (RushesCompose *self, const char *id)
{
  for (guint i = 0; self->models != NULL && i < g_list_model_get_n_items (self->models); i++)
    {
      g_autoptr (RushesModel) model = g_list_model_get_item (self->models, i);
      if (g_strcmp0 (rushes_model_get_spec (model)->id, id) == 0 && model != self->model)
        set_model (self, model);
    }
}

/* Returns: (transfer none) (nullable) */
RushesModel *
rushes_compose_get_model (RushesCompose *self)
{
  return self->model;
}

/* @note: (nullable): a remark above the button: asking the server, not reachable … */
void
rushes_compose_set_note (RushesCompose *self, const char *note)
{
  self->failed = FALSE;
  g_free (self->note);
  self->note = g_strdup (note);
  rushes_compose_update (self);
}

/* What kept the last request from being made; gone with the next key. */
void
rushes_compose_show_error (RushesCompose *self, const char *text)
{
  rushes_compose_set_note (self, text);
  self->failed = TRUE;
  rushes_compose_update (self);
}

/* Likewise, and marks where the request's @member is chosen; one that the form does not have marks nothing. */
void
rushes_compose_show_field_error (RushesCompose *self, const char *member, const char *text)
{
  GtkWidget *field = find_field (self, member);

  clear_marks (self);
  rushes_compose_show_error (self, text);
  if (field == NULL)
    return;
  g_set_weak_pointer (&self->marked, field);
  rushes_tip_mark (field, TRUE, GTK_WIDGET (self->hint));
}

/* Brings what is marked into view, and the keyboard to it: for what the user has just asked for, not for news that come later. */
void
rushes_compose_focus_error (RushesCompose *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self)); /* none: its window has closed */
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && self->marked != NULL && (focus == NULL || !gtk_widget_is_ancestor (focus, self->marked)))
    gtk_widget_child_focus (self->marked, GTK_DIR_TAB_FORWARD);
}

void
rushes_compose_set_last_seed (RushesCompose *self, gint64 seed)
{
  self->last_seed = seed;
  rushes_compose_update_seed (self);
}

/* @path: of a picture that becomes the first frame. Returns: whether the model that is chosen takes one */
gboolean
rushes_compose_set_picture (RushesCompose *self, const char *path)
{
  const RushesModelSpec *spec = rushes_compose_get_spec (self);

  if (spec != NULL && spec->picture == RUSHES_PICTURE_NONE)
    return rushes_files_list_add_picture (self->files_list, path);
  rushes_drop_zone_set_path (self->drop_zone, path);
  return TRUE;
}

/* @path: of a picture that becomes the last frame. Returns: whether the model that is chosen takes one */
gboolean
rushes_compose_set_last_picture (RushesCompose *self, const char *path)
{
  const RushesModelSpec *spec = rushes_compose_get_spec (self);

  if (spec == NULL || !spec->has_last_picture)
    return FALSE;
  rushes_drop_zone_set_path (self->last_zone, path);
  return TRUE;
}

/* @parts: that are not shown, whatever the model has */
void
rushes_compose_hide (RushesCompose *self, RushesComposeParts parts)
{
  self->hidden = parts;
  rushes_compose_update (self);
}

/* @child: goes behind what was added there before */
void
rushes_compose_add (RushesCompose *self, RushesComposeSlot slot, GtkWidget *child)
{
  GtkWidget *box = slot == RUSHES_COMPOSE_TOP ? self->top_slot : self->middle_slot;

  if (slot == RUSHES_COMPOSE_SETTINGS)
    {
      gtk_list_box_insert (GTK_LIST_BOX (self->settings_list), child, (int) self->n_added++);
      return;
    }
  gtk_box_append (GTK_BOX (box), child);
  gtk_widget_set_visible (box, TRUE);
}

/* A button in the row of one part: model, size, negative prompt. */
void
rushes_compose_add_button (RushesCompose *self, RushesComposeParts part, GtkWidget *button)
{
  if (part == RUSHES_COMPOSE_PLACE)
    adw_action_row_add_suffix (self->model_row, button);
  else if (part == RUSHES_COMPOSE_NEGATIVE)
    adw_entry_row_add_suffix (self->negative_row, button);
  else if (part == RUSHES_COMPOSE_SIZE)
    rushes_size_row_add_suffix (self->size_row, button);
}

/* @prefix: (nullable): what stands before the prompt, and where that comes from */
void
rushes_compose_set_prefix (RushesCompose *self, const char *prefix, const char *origin)
{
  gtk_widget_set_visible (self->prefix_box, prefix != NULL);
  gtk_label_set_label (self->prefix_label, prefix != NULL ? prefix : "");
  rushes_tip_tell (GTK_WIDGET (self->prefix_label), prefix);
  gtk_label_set_label (self->prefix_origin, origin != NULL ? origin : "");
}

/* Where typing goes on, and where Ctrl+Return generates. */
void
rushes_compose_focus_prompt (RushesCompose *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->prompt_view));
}

/* GTK 4.8 loses the class's action of a widget that was taken out of a window, whose button stays insensitive when it comes back. */
static void
rushes_compose_root (GtkWidget *widget)
{
  RushesCompose *self = RUSHES_COMPOSE (widget);

  GTK_WIDGET_CLASS (rushes_compose_parent_class)->root (widget);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->generate_button), NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->generate_button), "compose.generate");
}

static void
rushes_compose_dispose (GObject *object)
{
  RushesCompose *self = RUSHES_COMPOSE (object);

  g_clear_weak_pointer (&self->marked);
  g_clear_object (&self->models);
  g_clear_object (&self->model);
  if (self->picker != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->picker)));
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_COMPOSE);
  G_OBJECT_CLASS (rushes_compose_parent_class)->dispose (object);
}

static void
rushes_compose_finalize (GObject *object)
{
  RushesCompose *self = RUSHES_COMPOSE (object);

  g_free (self->place);
  g_free (self->note);
  G_OBJECT_CLASS (rushes_compose_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, generate_button);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, top_slot);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, middle_slot);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, provider_box);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, model_list);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, settings_list);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, prefix_box);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, prefix_label);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, prefix_origin);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, connection_row);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, model_row);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, length_row);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, seed_row);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, prompt_box);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, no_prompt);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, placeholder);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, negative_list);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, advanced_list);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, seed_entry);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, prompt_view);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, counter);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, hint);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, generate_label);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, price_label);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, seed_lock);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, negative_row);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, drop_zone);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, last_zone);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, files_list);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, size_row);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, fields_row);
  gtk_widget_class_bind_template_child (widget_class, RushesCompose, count_spin);
  gtk_widget_class_bind_template_callback (widget_class, on_provider_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_connection_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_model_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_seed_lock_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
rushes_compose_class_init (RushesComposeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_compose_dispose;
  widget_class->root = rushes_compose_root;
  object_class->finalize = rushes_compose_finalize;
  signals[SIGNAL_PROVIDER_CHANGED] = g_signal_new ("provider-changed", RUSHES_TYPE_COMPOSE, G_SIGNAL_RUN_LAST, 0, NULL,
                                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MODEL_CHANGED] =
    g_signal_new ("model-changed", RUSHES_TYPE_COMPOSE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* Which of the names given to rushes_compose_set_connections(). */
  signals[SIGNAL_CONNECTION_CHANGED] = g_signal_new ("connection-changed", RUSHES_TYPE_COMPOSE, G_SIGNAL_RUN_LAST, 0,
                                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_LEAVING_MODEL] =
    g_signal_new ("leaving-model", RUSHES_TYPE_COMPOSE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", RUSHES_TYPE_COMPOSE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_GENERATE] =
    g_signal_new ("generate", RUSHES_TYPE_COMPOSE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OPEN_WORKFLOW] =
    g_signal_new ("open-workflow", RUSHES_TYPE_COMPOSE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* The name of a model that somebody typed. */
  signals[SIGNAL_MODEL_TYPED] = g_signal_new ("model-typed", RUSHES_TYPE_COMPOSE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                              G_TYPE_STRING);
  g_type_ensure (RUSHES_TYPE_DROP_ZONE);
  g_type_ensure (RUSHES_TYPE_SIZE_ROW);
  g_type_ensure (RUSHES_TYPE_FIELDS_ROW);
  g_type_ensure (RUSHES_TYPE_FILES_LIST);
  g_type_ensure (RUSHES_TYPE_LENGTH_ROW);
  g_type_ensure (RUSHES_TYPE_TOGGLES);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-compose.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "compose.generate", NULL, on_generate);
}

/* Before the text view, which would take it as a new line. */
static void
add_shortcut (RushesCompose *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter"),
                      gtk_named_action_new ("compose.generate")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
rushes_compose_init (RushesCompose *self)
{
  self->last_seed = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_name_entry (GTK_EDITABLE (self->seed_entry), _("Seed"));
  rushes_tip_note_row (GTK_WIDGET (self->seed_entry));
  rushes_tip_note (GTK_WIDGET (self->prompt_view), GTK_WIDGET (self->prefix_label));
  rushes_tip_note (self->generate_button, GTK_WIDGET (self->price_label));
  rushes_toggles_steer (self->provider_box, self->model_list);
  add_shortcut (self);
  add_paste (self);
  self->picker = rushes_model_picker_new ();
  gtk_widget_set_parent (GTK_WIDGET (self->picker), GTK_WIDGET (self->model_row));
  g_signal_connect (self->picker, "picked", G_CALLBACK (on_picked), self);
  g_signal_connect (self->picker, "typed", G_CALLBACK (on_model_typed), self);
  g_signal_connect (self->picker, "open-workflow", G_CALLBACK (on_open_workflow), self);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->prompt_view), "changed", G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (self->drop_zone, "notify::path", G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (self->last_zone, "notify::path", G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (self->drop_zone, "changed", G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (self->last_zone, "changed", G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (self->files_list, "changed", G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (self->size_row, "changed", G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (self->length_row, "changed", G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (self->fields_row, "changed", G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (self->negative_row, "changed", G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (self->seed_entry, "changed", G_CALLBACK (on_edited), self);
  g_signal_connect_swapped (self->seed_lock, "toggled", G_CALLBACK (on_edited), self);
  rushes_compose_update (self);
}
