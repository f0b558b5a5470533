/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-animatic-view.h"

#include "rushes-stage.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* Space plays and pauses, the arrows step, I shows number and action over the picture too, F11 or F fills the screen, Escape leaves. */
struct _RushesAnimaticView
{
  GtkWidget parent_instance;
  GtkWidget *overlay;
  RushesStage *stage;
  GtkLabel *card, *facts;
  RushesAnimatic *animatic;
  GPtrArray *parts; /* (nullable): RushesPart; NULL: nothing is open */
  gboolean told;    /* number and action are asked for */
};

enum
{
  CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesAnimaticView, rushes_animatic_view, GTK_TYPE_WIDGET)

/* What the part that is seen says of itself. */
static void
update_words (RushesAnimaticView *self)
{
  int number = self->parts != NULL ? rushes_animatic_get_part (self->animatic) : -1;
  const RushesPart *part = number >= 0 && (guint) number < self->parts->len ? self->parts->pdata[number] : NULL;
  const char *problem = part != NULL ? rushes_animatic_get_problem (self->animatic, (guint) number) : NULL;
  gboolean empty = part != NULL && (part->path == NULL || problem != NULL);
  g_autofree char *text = part != NULL ? g_strconcat (part->label != NULL ? part->label : "", problem != NULL ? "\n" : "", problem, NULL) : g_strdup ("");

  gtk_label_set_label (self->card, text);
  gtk_label_set_label (self->facts, part != NULL && part->label != NULL ? part->label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->card), empty);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), self->told && part != NULL && !empty);
}

static void
on_room (RushesAnimaticView *self)
{
  int width, height;

  rushes_stage_get_room (self->stage, &width, &height);
  rushes_animatic_set_room (self->animatic, width, height);
}

static void
leave (RushesAnimaticView *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType all, RushesAnimaticView *self)
{
  GdkModifierType state = all & gtk_accelerator_get_default_mod_mask ();
  gint64 step = state == GDK_SHIFT_MASK ? rushes_rate_to_frames (rushes_animatic_get_rate (self->animatic), 1) : 1;

  if (self->parts == NULL || (state & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_space || key == GDK_KEY_KP_Space || key == GDK_KEY_k)
    rushes_animatic_set_playing (self->animatic, !rushes_animatic_get_playing (self->animatic));
  else if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    rushes_animatic_step (self->animatic, key == GDK_KEY_Left ? -step : step);
  else if (key == GDK_KEY_Home)
    rushes_animatic_seek (self->animatic, 0);
  else if (key == GDK_KEY_Escape)
    leave (self);
  else if (key == GDK_KEY_F11 || gdk_keyval_to_lower (key) == GDK_KEY_f)
    gtk_widget_activate_action (GTK_WIDGET (self), "board.full-screen", NULL);
  else if (gdk_keyval_to_lower (key) == GDK_KEY_i)
    {
      self->told = !self->told;
      update_words (self);
    }
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* Who does not see it does not hear it. */
static void
rushes_animatic_view_unmap (GtkWidget *widget)
{
  rushes_animatic_set_playing (RUSHES_ANIMATIC_VIEW (widget)->animatic, FALSE);
  GTK_WIDGET_CLASS (rushes_animatic_view_parent_class)->unmap (widget);
}

static gboolean
rushes_animatic_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RUSHES_ANIMATIC_VIEW (widget)->stage));
}

static void
rushes_animatic_view_dispose (GObject *object)
{
  RushesAnimaticView *self = RUSHES_ANIMATIC_VIEW (object);

  if (self->animatic != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->animatic, self);
      rushes_animatic_close (self->animatic);
    }
  g_clear_object (&self->animatic);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (rushes_animatic_view_parent_class)->dispose (object);
}

static void
rushes_animatic_view_class_init (RushesAnimaticViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_animatic_view_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = rushes_animatic_view_unmap;
  GTK_WIDGET_CLASS (klass)->grab_focus = rushes_animatic_view_grab_focus;
  signals[CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
add_label (RushesAnimaticView *self, const char *css_class, GtkAlign halign, GtkAlign valign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_widget_set_halign (label, halign);
  gtk_widget_set_valign (label, valign);
  gtk_widget_set_margin_start (label, 18);
  gtk_widget_set_margin_end (label, 18);
  gtk_widget_set_margin_top (label, 18);
  gtk_widget_set_margin_bottom (label, 18);
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_set_can_target (label, FALSE);
  gtk_widget_add_css_class (label, css_class);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), label);
  return GTK_LABEL (label);
}

static void
add_close (RushesAnimaticView *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  rushes_tip_set (button, _("Back to the Shots"));
  gtk_widget_set_name (button, "close-animatic");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "osd");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 12);
  gtk_widget_set_margin_end (button, 12);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (leave), self);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), button);
}

static void
rushes_animatic_view_init (RushesAnimaticView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->animatic = rushes_animatic_new ();
  self->overlay = gtk_overlay_new ();
  self->stage = g_object_new (RUSHES_TYPE_STAGE, "name", "animatic", "focusable", TRUE, NULL);
  rushes_stage_set_paintable (self->stage, rushes_animatic_get_paintable (self->animatic));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->stage), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Picture of the Board"), -1);
  gtk_widget_add_css_class (self->overlay, "stage");
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->stage));
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  self->card = add_label (self, "title-1", GTK_ALIGN_CENTER, GTK_ALIGN_CENTER);
  self->facts = add_label (self, "facts", GTK_ALIGN_START, GTK_ALIGN_END);
  add_close (self);
  g_signal_connect_swapped (self->stage, "room-changed", G_CALLBACK (on_room), self);
  g_signal_connect_swapped (self->animatic, "notify::part", G_CALLBACK (update_words), self);
  g_signal_connect_swapped (self->animatic, "notify::has-picture", G_CALLBACK (update_words), self);
  g_signal_connect_swapped (self->animatic, "problem", G_CALLBACK (update_words), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* Returns: (transfer none) */
RushesAnimatic *
rushes_animatic_view_get_animatic (RushesAnimaticView *self)
{
  return self->animatic;
}

/**
 * rushes_animatic_view_open:
 * @parts: (element-type RushesPart): not changed any more
 * @track: (nullable)
 * @frame: of the board, from which it plays
 */
void
rushes_animatic_view_open (RushesAnimaticView *self, GPtrArray *parts, RushesRate rate, const RushesTrack *track, gint64 frame)
{
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  self->parts = g_ptr_array_ref (parts);
  on_room (self);
  rushes_animatic_open (self->animatic, parts, rate, track);
  rushes_animatic_seek (self->animatic, frame);
  rushes_animatic_set_playing (self->animatic, TRUE);
  update_words (self);
}

/* It stops, and its decoders go. */
void
rushes_animatic_view_close (RushesAnimaticView *self)
{
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  rushes_animatic_close (self->animatic);
  update_words (self);
}

gboolean
rushes_animatic_view_is_open (RushesAnimaticView *self)
{
  return self->parts != NULL;
}
