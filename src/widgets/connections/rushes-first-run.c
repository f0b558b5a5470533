/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-first-run.h"

#include <glib/gi18n.h>

/* Three ways to begin. Only what can start at once is blue. */
struct _RushesFirstRun
{
  GtkBox parent_instance;
  GtkWidget *cards, *comfy_note, *comfy_button, *sample_button;
};

G_DEFINE_FINAL_TYPE (RushesFirstRun, rushes_first_run, GTK_TYPE_BOX)

/* @address: where a ComfyUI was found */
void
rushes_first_run_set_found (RushesFirstRun *self, const char *address)
{
  g_autofree char *note = g_strdup_printf (_("Found at %s"), address);

  gtk_label_set_label (GTK_LABEL (self->comfy_note), note);
  gtk_widget_remove_css_class (self->comfy_note, "neutral");
  gtk_button_set_label (GTK_BUTTON (self->comfy_button), _("Use This ComfyUI"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->comfy_button), "win.use-found-comfyui");
  gtk_widget_add_css_class (self->comfy_button, "suggested-action");
  gtk_widget_remove_css_class (self->sample_button, "suggested-action");
}

void
rushes_first_run_set_narrow (RushesFirstRun *self, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->cards), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
rushes_first_run_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_FIRST_RUN);
  G_OBJECT_CLASS (rushes_first_run_parent_class)->dispose (object);
}

static void
rushes_first_run_class_init (RushesFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_first_run_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-first-run.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesFirstRun, cards);
  gtk_widget_class_bind_template_child (widget_class, RushesFirstRun, comfy_note);
  gtk_widget_class_bind_template_child (widget_class, RushesFirstRun, comfy_button);
  gtk_widget_class_bind_template_child (widget_class, RushesFirstRun, sample_button);
}

static void
rushes_first_run_init (RushesFirstRun *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
