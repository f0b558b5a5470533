/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-facts.h"

#include "rushes-clip-text.h"
#include "rushes-fact-grid.h"
#include "rushes-judge-keys.h"

#include <glib/gi18n.h>

#define SPACING 3

struct _RushesFacts
{
  GtkBox parent_instance;
  AdwBin *place;    /* of the grid, which is another one with each clip */
  GtkWidget *title, *grid, *prompt;
  RushesClip *clip;
  int n_rows;
};

G_DEFINE_FINAL_TYPE (RushesFacts, rushes_facts, GTK_TYPE_BOX)

static void
add_row (const char *name, const char *value, gpointer facts)
{
  RushesFacts *self = facts;
  GtkWidget *label = gtk_label_new (name), *text = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 48);
  gtk_widget_set_css_classes (label, (const char *[]) { "caption", "dim-label", NULL });
  gtk_widget_set_css_classes (text, (const char *[]) { "caption", NULL });
  gtk_grid_attach (GTK_GRID (self->grid), label, 0, self->n_rows, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), text, 1, self->n_rows++, 1, 1);
}

static void
add_settings (RushesFacts *self, RushesRequest *request)
{
  const char *workflow = rushes_request_get_string (request, RUSHES_REQUEST_WORKFLOW_NAME), *model = rushes_request_get_model_name (request);
  gint64 seed = rushes_request_get_int (request, RUSHES_REQUEST_SEED, -1);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seed);

  if (model != NULL && *model != '\0')
    add_row (workflow != NULL ? _("Workflow") : _("Model"), model, self);
  if (seed >= 0)
    add_row (_("Seed"), text, self);
}

static void
fill (RushesFacts *self)
{
  const RushesClipInfo *info = rushes_clip_get_info (self->clip);
  g_autofree char *title = rushes_request_dup_title (info->request);
  const char *prompt = rushes_request_get_prompt (info->request);

  self->grid = rushes_fact_grid_renew (self->place, SPACING);
  self->n_rows = 0;
  gtk_label_set_label (GTK_LABEL (self->title), title);
  rushes_clip_text_list (info, add_row, self);
  add_settings (self, info->request);
  gtk_label_set_label (GTK_LABEL (self->prompt), prompt);
  gtk_widget_set_visible (self->prompt, !g_str_equal (prompt, title)); /* it would say the same once more */
}

static void
hide (RushesFacts *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* Another clip; @clip: (nullable). A held key goes on to show. */
void
rushes_facts_set_clip (RushesFacts *self, RushesClip *clip)
{
  g_set_object (&self->clip, clip);
  if (clip == NULL)
    hide (self);
  else if (gtk_widget_get_visible (GTK_WIDGET (self)))
    fill (self);
}

static gboolean
is_ours (guint key)
{
  return key == GDK_KEY_h || key == GDK_KEY_H;
}

static gboolean
on_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RushesFacts *self)
{
  GtkWidget *page = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (!is_ours (key) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || self->clip == NULL || rushes_judge_keys_are_taken (page))
    return FALSE;
  if (!gtk_widget_get_visible (GTK_WIDGET (self))) /* a held key is pressed over and over */
    fill (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return TRUE;
}

static void
on_released (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RushesFacts *self)
{
  if (is_ours (key))
    hide (self);
}

/* That a key is let go is not told to a window that other windows have taken the keys from. */
static void
on_active (RushesFacts *self, GParamSpec *pspec, GtkWindow *window)
{
  if (!gtk_window_is_active (window))
    hide (self);
}

static void
rushes_facts_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rushes_facts_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active", G_CALLBACK (on_active), widget, G_CONNECT_SWAPPED);
}

/* @page: whose keys they are. Once. */
void
rushes_facts_set_up (RushesFacts *self, GtkWidget *page)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_pressed), self, 0);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (on_released), self, 0);
  gtk_widget_add_controller (page, keys);
}

static void
rushes_facts_dispose (GObject *object)
{
  g_clear_object (&RUSHES_FACTS (object)->clip);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_FACTS);
  G_OBJECT_CLASS (rushes_facts_parent_class)->dispose (object);
}

static void
rushes_facts_class_init (RushesFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_facts_dispose;
  widget_class->root = rushes_facts_root;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesFacts, title);
  gtk_widget_class_bind_template_child (widget_class, RushesFacts, place);
  gtk_widget_class_bind_template_child (widget_class, RushesFacts, prompt);
}

static void
rushes_facts_init (RushesFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
