/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-details.h"

#include "rushes-clip-lookup.h"
#include "rushes-clip-text.h"
#include "rushes-fact-grid.h"
#include "rushes-notes-list.h"
#include "rushes-tip.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

#define LEAST_CHARS 12 /* of a value beside its name: GTK may give it the height that it has where it is narrowest */
#define SPACING 6

/* All that is known about a clip, beside it. */
struct _RushesDetails
{
  GtkBox parent_instance;
  GtkWidget *prompt, *negative_title, *negative, *settings_title, *settings, *file_grid, *rating_box, *missing;
  GtkWidget *stars[5];
  AdwBin *settings_place, *file_place; /* of the two grids, which are others with each clip */
  RushesNotesList *notes;
  RushesLibrary *library;
  RushesClip *clip;
  int n_rows;
  GtkWidget *derive_button, *derive_popover, *derive_entry, *derive_remix, *derive_edit;
};

G_DEFINE_FINAL_TYPE (RushesDetails, rushes_details, GTK_TYPE_BOX)

/* @value: (transfer full) (nullable): none or empty adds no row */
static void
add_row (RushesDetails *self, GtkWidget *grid, const char *name, char *value)
{
  GtkWidget *label, *text;

  if (value == NULL || *value == '\0')
    {
      g_free (value);
      return;
    }
  label = gtk_label_new (name);
  text = gtk_label_new (value);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (text), MIN (g_utf8_strlen (value, -1), LEAST_CHARS));
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_size_request (label, 78, -1);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (text, "caption");
  gtk_grid_attach (GTK_GRID (grid), label, 0, self->n_rows, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), text, 1, self->n_rows++, 1, 1);
  g_free (value);
}

static void
add_field (const char *name, const char *value, gpointer data)
{
  RushesDetails *self = data;

  add_row (self, self->settings, name, g_strdup (value));
}

static void
fill_settings (RushesDetails *self, const RushesClipInfo *info)
{
  gint64 seed = rushes_request_get_int (info->request, RUSHES_REQUEST_SEED, -1);
  const char *kind = rushes_request_get_string (info->request, RUSHES_REQUEST_PROVIDER);
  const char *workflow = rushes_request_get_string (info->request, RUSHES_REQUEST_WORKFLOW_NAME);

  self->settings = rushes_fact_grid_renew (self->settings_place, SPACING);
  self->n_rows = 0;
  add_row (self, self->settings, workflow != NULL ? _("Workflow") : _("Model"), g_strdup (rushes_request_get_model_name (info->request)));
  add_row (self, self->settings, _("Provider"), g_strdup (g_strcmp0 (kind, "comfyui") == 0 ? "ComfyUI" : g_strcmp0 (kind, "openai") == 0 ? "OpenAI Sora" : NULL));
  add_row (self, self->settings, _("Seed"), seed >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, seed) : NULL);
  rushes_clip_text_foreach_field (info->request, add_field, self);
  gtk_widget_set_visible (self->settings_title, self->n_rows > 0); /* an imported clip has none */
}

/* @title: (transfer full): of another clip, which a click shows */
static void
add_link (RushesDetails *self, const char *name, char *title, const char *id)
{
  GtkWidget *label = gtk_label_new (name), *button = gtk_button_new_with_label (*title != '\0' ? title : _("No prompt"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "relative");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-clip");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_grid_attach (GTK_GRID (self->file_grid), label, 0, self->n_rows, 1, 1);
  gtk_grid_attach (GTK_GRID (self->file_grid), button, 1, self->n_rows++, 1, 1);
  g_free (title);
}

static void
on_parent (gpointer details, RushesClip *parent, const GError *error, gpointer child)
{
  RushesDetails *self = details;

  if (self->clip == NULL || g_strcmp0 (rushes_clip_get_id (self->clip), child) != 0)
    return;
  if (parent != NULL)
    add_link (self, _("Made of"), rushes_request_dup_title (rushes_clip_get_info (parent)->request), rushes_clip_get_id (parent));
  else if (error == NULL)
    add_row (self, self->file_grid, _("Made of"), g_strdup (_("A clip that is gone")));
}

/* What the clip was made of. */
static void
add_parent (RushesDetails *self, const RushesClipInfo *info)
{
  const char *id = rushes_request_get_string (info->request, RUSHES_REQUEST_PARENT);

  if (id != NULL && self->library != NULL)
    rushes_clip_lookup (self, self->library, id, on_parent, g_strdup (info->id), g_free);
}

#define SHOWN_CHILDREN 8

static void
list_children (GTask *task, gpointer library, gpointer id, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GArray) rows = rushes_library_query (library, &(RushesQuery) { .parent = id }, &error);
  GPtrArray *children;

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_array_set_size (rows, MIN (rows->len, SHOWN_CHILDREN));
  children = rushes_library_read_rows (library, rows, &error);
  if (children != NULL)
    g_task_return_pointer (task, children, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_children (GObject *library, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesDetails) self = data;
  g_autoptr (GPtrArray) children = g_task_propagate_pointer (G_TASK (result), NULL);

  if (children == NULL || self->clip == NULL || g_strcmp0 (rushes_clip_get_id (self->clip), g_task_get_task_data (G_TASK (result))) != 0)
    return;
  for (guint i = 0; i < children->len; i++)
    {
      const RushesClipInfo *child = children->pdata[i];
      add_link (self, i == 0 ? _("Became") : "", rushes_request_dup_title (child->request), child->id);
    }
}

/* A scan of the library: on a worker. */
static void
ask_for_children (RushesDetails *self)
{
  g_autoptr (GTask) task = g_task_new (self->library, NULL, on_children, g_object_ref (self));

  g_task_set_task_data (task, g_strdup (rushes_clip_get_id (self->clip)), g_free);
  rushes_worker_run (task, list_children);
}

static void
on_derive (RushesDetails *self, GtkWidget *button)
{
  const char *how = button == self->derive_remix ? "remix" : button == self->derive_edit ? "edit" : "extend";
  const char *prompt = gtk_editable_get_text (GTK_EDITABLE (self->derive_entry));

  gtk_popover_popdown (GTK_POPOVER (self->derive_popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.derive", "(ss)", how, prompt);
}

static void
on_fact (const char *name, const char *value, gpointer self)
{
  add_row (self, RUSHES_DETAILS (self)->file_grid, name, g_strdup (value));
}

static void
fill_file (RushesDetails *self, const RushesClipInfo *info)
{
  self->file_grid = rushes_fact_grid_renew (self->file_place, SPACING);
  self->n_rows = 0;
  add_row (self, self->file_grid, _("Made"), rushes_clip_text_dup_made (info));
  add_row (self, self->file_grid, _("Cost"), info->cost >= 0 ? g_strdup_printf ("$%.2f", info->cost) : NULL);
  rushes_clip_text_list (info, on_fact, self);
  add_row (self, self->file_grid, _("Server's ID"), g_strdup (info->remote_id));
  add_parent (self, info);
}

static void
update_stars (RushesDetails *self)
{
  int rating = self->clip != NULL ? rushes_clip_get_info (self->clip)->rating : 0;

  for (int i = 0; i < 5; i++)
    gtk_button_set_label (GTK_BUTTON (self->stars[i]), i < rating ? "★" : "☆");
}

static void
on_star (RushesDetails *self, GtkButton *button)
{
  const RushesClipInfo *info = rushes_clip_get_info (self->clip);

  for (int i = 0; i < 5; i++)
    if (GTK_BUTTON (self->stars[i]) == button)
      gtk_widget_activate_action (GTK_WIDGET (self), "win.rate", "i", info->rating == i + 1 ? 0 : i + 1);
}

static void
update_missing (RushesDetails *self)
{
  gtk_widget_set_visible (self->missing, self->clip != NULL && rushes_clip_get_missing (self->clip));
}

void
rushes_details_set_library (RushesDetails *self, RushesLibrary *library)
{
  g_set_object (&self->library, library);
}

void
rushes_details_set_clip (RushesDetails *self, RushesClip *clip)
{
  const RushesClipInfo *info = rushes_clip_get_info (clip);
  const char *negative = rushes_request_get_string (info->request, RUSHES_REQUEST_NEGATIVE);

  if (self->clip != NULL)
    g_signal_handlers_disconnect_by_data (self->clip, self);
  g_set_object (&self->clip, clip);
  g_signal_connect_object (clip, "notify::rating", G_CALLBACK (update_stars), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clip, "notify::missing", G_CALLBACK (update_missing), self, G_CONNECT_SWAPPED);
  rushes_notes_list_set_clip (self->notes, clip);
  gtk_label_set_label (GTK_LABEL (self->prompt), rushes_request_get_prompt (info->request));
  gtk_widget_set_visible (self->negative_title, negative != NULL && *negative != '\0');
  gtk_widget_set_visible (self->negative, negative != NULL && *negative != '\0');
  gtk_label_set_label (GTK_LABEL (self->negative), negative != NULL ? negative : "");
  fill_settings (self, info);
  fill_file (self, info);
  gtk_widget_set_visible (self->derive_button, info->remote_id != NULL && rushes_request_get_provider (info->request) == RUSHES_PROVIDER_OPENAI);
  gtk_editable_set_text (GTK_EDITABLE (self->derive_entry), rushes_request_get_prompt (info->request));
  if (self->library != NULL)
    ask_for_children (self);
  update_stars (self);
  update_missing (self);
}

static void
on_copy_prompt (RushesDetails *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_label (GTK_LABEL (self->prompt)));
}

static void
on_open_folder (RushesDetails *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-file", "s", rushes_clip_get_id (self->clip));
}

static void
on_reuse (RushesDetails *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.reuse-settings", "s", rushes_clip_get_id (self->clip));
}

static void
rushes_details_dispose (GObject *object)
{
  RushesDetails *self = RUSHES_DETAILS (object);

  g_clear_object (&self->clip);
  g_clear_object (&self->library);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_DETAILS);
  G_OBJECT_CLASS (rushes_details_parent_class)->dispose (object);
}

static void
rushes_details_class_init (RushesDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_details_dispose;
  g_type_ensure (RUSHES_TYPE_NOTES_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-details.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, prompt);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, notes);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, negative_title);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, negative);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, settings_place);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, settings_title);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, file_place);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, missing);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, derive_button);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, derive_popover);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, derive_entry);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, derive_remix);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, derive_edit);
  gtk_widget_class_bind_template_callback (widget_class, on_derive);
  gtk_widget_class_bind_template_child (widget_class, RushesDetails, rating_box);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_prompt);
  gtk_widget_class_bind_template_callback (widget_class, on_open_folder);
  gtk_widget_class_bind_template_callback (widget_class, on_reuse);
}

static void
rushes_details_init (RushesDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_name_entry (GTK_EDITABLE (self->derive_entry), gtk_entry_get_placeholder_text (GTK_ENTRY (self->derive_entry)));
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *label = g_strdup_printf (ngettext ("%d star", "%d stars", i + 1), i + 1);
      self->stars[i] = gtk_button_new_with_label ("☆");
      rushes_tip_set (self->stars[i], label);
      gtk_widget_add_css_class (self->stars[i], "flat");
      gtk_widget_add_css_class (self->stars[i], "star");
      g_signal_connect_swapped (self->stars[i], "clicked", G_CALLBACK (on_star), self);
      gtk_box_append (GTK_BOX (self->rating_box), self->stars[i]);
    }
}
