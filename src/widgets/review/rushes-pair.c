/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-pair.h"

#include "rushes-tip.h"

#include <glib/gi18n.h>

struct _RushesPair
{
  GtkWidget parent_instance;
  RushesStage *stage;
  RushesMix *mix;
  GtkWidget *handle, *sides[2], *problems[2];
  RushesCompareMode mode;
  int seen;
  double share, grabbed; /* of the picture, from the left */
};

#define HANDLE 24 /* pixels: how wide it can be grabbed */
#define LINE 2
#define MARGIN 9
#define KEY_STEP 0.02

static guint signal_arranged;

G_DEFINE_FINAL_TYPE (RushesPair, rushes_pair, GTK_TYPE_WIDGET)

/* Returns: (transfer none) */
RushesMix *
rushes_pair_get_mix (RushesPair *self)
{
  return self->mix;
}

/* Returns: (transfer none) */
RushesStage *
rushes_pair_get_stage (RushesPair *self)
{
  return self->stage;
}

static void
set_share (RushesPair *self, double share)
{
  g_autofree char *text = g_strdup_printf (_("%d %%"), (int) (CLAMP (share, 0, 1) * 100 + 0.5));

  self->share = CLAMP (share, 0, 1);
  rushes_mix_set_share (self->mix, self->share);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->handle), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->share, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
update (RushesPair *self)
{
  gboolean one = self->mode == RUSHES_COMPARE_SWITCH;

  gtk_widget_set_visible (self->handle, self->mode == RUSHES_COMPARE_WIPE);
  for (int which = 0; which < 2; which++)
    {
      gboolean seen = !one || which == self->seen;
      gtk_widget_set_visible (self->sides[which], seen);
      gtk_widget_set_visible (self->problems[which], seen && *gtk_label_get_label (GTK_LABEL (self->problems[which])) != '\0');
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
rushes_pair_set_mode (RushesPair *self, RushesCompareMode mode)
{
  self->mode = mode;
  rushes_mix_set_mode (self->mix, mode);
  update (self);
}

/* Which one is seen where it is one at a time. */
void
rushes_pair_set_seen (RushesPair *self, int which)
{
  self->seen = which;
  rushes_mix_set_seen (self->mix, which);
  update (self);
}

/* @text: (nullable): why one of them has no picture, or not all of it */
void
rushes_pair_set_problem (RushesPair *self, int which, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->problems[which]), text != NULL ? text : "");
  update (self);
}

/* Where the border of a wipe lies: of the part of the picture that is seen. */
static double
get_border (RushesPair *self)
{
  graphene_rect_t area;

  rushes_stage_get_area (self->stage, &area);
  return area.origin.x + self->share * area.size.width;
}

static double
get_picture_width (RushesPair *self)
{
  graphene_rect_t area;

  rushes_stage_get_area (self->stage, &area);
  return MAX (1, area.size.width);
}

/* The handle is grabbed; what is beside it moves the picture. */
static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, RushesPair *self)
{
  gboolean met = self->mode == RUSHES_COMPARE_WIPE && ABS (x - get_border (self)) <= HANDLE / 2.0;

  self->grabbed = self->share;
  gtk_gesture_set_state (GTK_GESTURE (gesture), met ? GTK_EVENT_SEQUENCE_CLAIMED : GTK_EVENT_SEQUENCE_DENIED);
}

static void
on_drag (RushesPair *self, double dx)
{
  set_share (self, self->grabbed + dx / get_picture_width (self));
}

static gboolean
on_handle_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RushesPair *self)
{
  switch (key)
    {
    case GDK_KEY_Left:
      set_share (self, self->share - KEY_STEP);
      return TRUE;
    case GDK_KEY_Right:
      set_share (self, self->share + KEY_STEP);
      return TRUE;
    case GDK_KEY_Home:
      set_share (self, 0);
      return TRUE;
    case GDK_KEY_End:
      set_share (self, 1);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
place (GtkWidget *child, double x, double y)
{
  GtkRequisition size;

  gtk_widget_get_preferred_size (child, NULL, &size);
  gtk_widget_size_allocate (child, &(GtkAllocation) { (int) (x >= 0 ? x : -x - size.width), (int) (y - size.height), size.width, size.height }, -1);
}

/* In the middle of its half, or of all where one is seen at a time. */
static void
place_problem (RushesPair *self, int which, int width, int height)
{
  int x = self->mode != RUSHES_COMPARE_SWITCH && which == 1 ? width / 2 : 0, across = self->mode != RUSHES_COMPARE_SWITCH ? width / 2 : width, down;

  gtk_widget_measure (self->problems[which], GTK_ORIENTATION_VERTICAL, MAX (1, across - 2 * MARGIN), NULL, &down, NULL, NULL);
  gtk_widget_size_allocate (self->problems[which], &(GtkAllocation) { x + MARGIN, MAX (0, (height - down) / 2), MAX (1, across - 2 * MARGIN), down }, -1);
}

static void
rushes_pair_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RushesPair *self = RUSHES_PAIR (widget);

  gtk_widget_size_allocate (GTK_WIDGET (self->stage), &(GtkAllocation) { 0, 0, width, height }, -1);
  if (gtk_widget_should_layout (self->handle))
    gtk_widget_size_allocate (self->handle, &(GtkAllocation) { (int) (get_border (self) - HANDLE / 2.0), 0, HANDLE, height }, -1);
  if (gtk_widget_should_layout (self->sides[0]))
    place (self->sides[0], MARGIN, height - MARGIN);
  if (gtk_widget_should_layout (self->sides[1]))
    place (self->sides[1], -(width - MARGIN), height - MARGIN);
  for (int which = 0; which < 2; which++)
    if (gtk_widget_should_layout (self->problems[which]))
      place_problem (self, which, width, height);
  g_signal_emit (self, signal_arranged, 0);
}

static void
on_view_changed (RushesPair *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static GtkWidget *
new_side (RushesPair *self, const char *name)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_add_css_class (label, "side");
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static GtkWidget *
new_problem (RushesPair *self, const char *name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_name (label, name);
  gtk_widget_set_can_target (label, FALSE);
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_add_css_class (label, "problem");
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
add_line (GtkWidget *handle)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_size_request (line, LINE, -1);
  gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (line, TRUE);
  gtk_widget_add_css_class (line, "line");
  gtk_box_append (GTK_BOX (handle), line);
}

static void
add_handle (RushesPair *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->handle = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_SLIDER, "focusable", TRUE, "name", "wipe-handle", NULL);
  gtk_widget_add_css_class (self->handle, "wipe");
  gtk_widget_set_cursor_from_name (self->handle, "ew-resize");
  rushes_tip_tell (self->handle, _("How Much Is Seen of Each"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->handle), GTK_ACCESSIBLE_PROPERTY_LABEL, _("How Much Is Seen of Each"),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0, -1);
  add_line (self->handle);
  gtk_widget_set_parent (self->handle, GTK_WIDGET (self));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_handle_key), self);
  gtk_widget_add_controller (self->handle, keys);
}

static void
rushes_pair_dispose (GObject *object)
{
  RushesPair *self = RUSHES_PAIR (object);

  g_clear_pointer (&self->handle, gtk_widget_unparent);
  g_clear_pointer (&self->sides[0], gtk_widget_unparent);
  g_clear_pointer (&self->sides[1], gtk_widget_unparent);
  g_clear_pointer (&self->problems[0], gtk_widget_unparent);
  g_clear_pointer (&self->problems[1], gtk_widget_unparent);
  if (self->stage != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stage));
  self->stage = NULL;
  g_clear_object (&self->mix);
  G_OBJECT_CLASS (rushes_pair_parent_class)->dispose (object);
}

static void
rushes_pair_class_init (RushesPairClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_pair_dispose;
  GTK_WIDGET_CLASS (klass)->size_allocate = rushes_pair_size_allocate;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  signal_arranged = g_signal_new ("arranged", RUSHES_TYPE_PAIR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_pair_init (RushesPair *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->mix = rushes_mix_new ();
  self->stage = g_object_new (RUSHES_TYPE_STAGE, "name", "pair-picture", NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->stage), GTK_WIDGET (self));
  rushes_stage_set_paintable (self->stage, GDK_PAINTABLE (self->mix));
  add_handle (self);
  self->sides[0] = new_side (self, "A");
  self->sides[1] = new_side (self, "B");
  self->problems[0] = new_problem (self, "problem-a");
  self->problems[1] = new_problem (self, "problem-b");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  set_share (self, 0.5);
  g_signal_connect_swapped (self->stage, "view-changed", G_CALLBACK (on_view_changed), self);
  g_signal_connect_object (self->mix, "invalidate-size", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
