/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-first-run.h"

#include "rushes-tip.h"
#include "rushes-wrap.h"

#include <glib/gi18n.h>

/* Three ways to begin, and one for who has copied something. Only what can start at once is blue. */
struct _RushesFirstRun
{
  GtkBox parent_instance;
  GtkWidget *cards, *found, *comfy_note, *comfy_button, *sample_button, *ways;
};

G_DEFINE_FINAL_TYPE (RushesFirstRun, rushes_first_run, GTK_TYPE_BOX)

/* Not with the target of one action and the name of another, even for a moment. */
static void
use (GtkWidget *button, const char *name, const char *address)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", name, address);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.use-comfyui");
}

static void
show_first (RushesFirstRun *self, const char *name, const char *address)
{
  g_autofree char *note = g_strdup_printf (_("Found at %s"), address);

  gtk_label_set_label (GTK_LABEL (self->comfy_note), note);
  gtk_widget_remove_css_class (self->comfy_note, "neutral");
  gtk_button_set_label (GTK_BUTTON (self->comfy_button), _("Use This ComfyUI"));
  use (self->comfy_button, name, address);
  gtk_widget_add_css_class (self->comfy_button, "suggested-action");
  gtk_widget_remove_css_class (self->sample_button, "suggested-action");
}

/* @name: what it would be called here; @address: where a ComfyUI was found. The first is offered before the others */
void
rushes_first_run_add_found (RushesFirstRun *self, const char *name, const char *address)
{
  gboolean first = gtk_widget_has_css_class (self->comfy_note, "neutral");
  g_autofree char *label = g_strdup_printf (_("Use %s"), address);
  GtkWidget *button;

  if (first)
    {
      show_first (self, name, address);
      return;
    }
  button = gtk_button_new_with_label (label);
  use (button, name, address);
  rushes_tip_tell (button, name);
  gtk_widget_add_css_class (button, "flat");
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (self->found), button);
  gtk_widget_set_visible (self->found, TRUE);
}

void
rushes_first_run_set_narrow (RushesFirstRun *self, gboolean narrow)
{
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->cards), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->ways), orientation);
}

/* Wherever the focus is, as long as this page is what is seen. */
static gboolean
on_paste (GtkWidget *self, GVariant *args, gpointer data)
{
  return gtk_widget_get_mapped (self) && gtk_widget_activate_action (self, "win.paste-connection", NULL);
}

static void
add_paste (RushesFirstRun *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_MANAGED);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_v, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (on_paste, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
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
  gtk_widget_class_bind_template_child (widget_class, RushesFirstRun, found);
  gtk_widget_class_bind_template_child (widget_class, RushesFirstRun, ways);
  gtk_widget_class_bind_template_child (widget_class, RushesFirstRun, comfy_note);
  gtk_widget_class_bind_template_child (widget_class, RushesFirstRun, comfy_button);
  gtk_widget_class_bind_template_child (widget_class, RushesFirstRun, sample_button);
}

static void
rushes_first_run_init (RushesFirstRun *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_wrap_labels (GTK_WIDGET (self));
  add_paste (self);
}
