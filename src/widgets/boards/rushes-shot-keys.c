/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-shot-keys.h"

/* The keys of a board's cards: those that go from one to another are done here, the others are actions of the cards or the window. */

typedef struct
{
  RushesShotFlow *flow; /* owns this */
  const RushesBoardContext *context;
  gint64 anchor; /* the shot from which Shift selects */
} Keys;

static const struct
{
  guint key;
  GdkModifierType state;
  const char *action;
  const char *target; /* (nullable): as text */
} actions[] = {
  { GDK_KEY_Return, 0, "shot.open", NULL },
  { GDK_KEY_KP_Enter, 0, "shot.open", NULL },
  { GDK_KEY_n, 0, "shot.add", NULL },
  { GDK_KEY_d, 0, "shot.duplicate", NULL },
  { GDK_KEY_g, 0, "win.generate-shot", NULL },
  { GDK_KEY_space, 0, "win.play-board", NULL },
  { GDK_KEY_Delete, 0, "shot.remove", NULL },
  { GDK_KEY_KP_Delete, 0, "shot.remove", NULL },
  { GDK_KEY_bracketleft, 0, "shot.lengthen", "-1" },
  { GDK_KEY_bracketright, 0, "shot.lengthen", "1" },
  { GDK_KEY_braceleft, 0, "shot.lengthen-seconds", "-1" },
  { GDK_KEY_braceright, 0, "shot.lengthen-seconds", "1" },
  { GDK_KEY_bracketleft, GDK_SHIFT_MASK, "shot.lengthen-seconds", "-1" },
  { GDK_KEY_bracketright, GDK_SHIFT_MASK, "shot.lengthen-seconds", "1" },
  { GDK_KEY_Left, GDK_ALT_MASK, "shot.move", "4" },
  { GDK_KEY_Right, GDK_ALT_MASK, "shot.move", "5" },
  { GDK_KEY_Up, GDK_ALT_MASK, "shot.move", "2" },
  { GDK_KEY_Down, GDK_ALT_MASK, "shot.move", "3" },
};
G_STATIC_ASSERT (GTK_DIR_UP == 2 && GTK_DIR_DOWN == 3 && GTK_DIR_LEFT == 4 && GTK_DIR_RIGHT == 5);

static guint
get_n (Keys *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->context->shown));
}

static void
select_range (Keys *self, guint from, guint to)
{
  gtk_selection_model_select_range (self->context->selection, MIN (from, to), MAX (from, to) - MIN (from, to) + 1, TRUE);
}

/* Shift selects all up to there, Ctrl nothing. */
static void
go_to (Keys *self, guint position, GdkModifierType state)
{
  guint anchor = rushes_filtered_shots_find (self->context->shown, self->anchor);

  rushes_shot_flow_go_to (self->flow, position);
  if ((state & GDK_SHIFT_MASK) != 0 && anchor != G_MAXUINT)
    select_range (self, anchor, position);
  else
    self->anchor = rushes_shot_get_number (rushes_filtered_shots_get_shot (self->context->shown, position));
  if ((state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) == 0)
    gtk_selection_model_select_item (self->context->selection, position, TRUE);
}

/* By about what is in sight. */
static int
find_page (Keys *self, guint from, GtkDirectionType way)
{
  RushesShotLayout *layout = rushes_shot_flow_get_layout (self->flow);
  int top = g_array_index (layout->shots, GdkRectangle, from).y, at = (int) from, next;

  while ((next = rushes_shot_layout_find_next (layout, (guint) at, way)) >= 0)
    {
      at = next;
      if (ABS (g_array_index (layout->shots, GdkRectangle, (guint) at).y - top) >= gtk_widget_get_height (GTK_WIDGET (self->flow)) * 3 / 4)
        break;
    }
  return at;
}

/* Returns: where that key goes, or -1 */
static int
find_target (Keys *self, guint key, guint from)
{
  RushesShotLayout *layout = rushes_shot_flow_get_layout (self->flow);

  switch (key)
    {
    case GDK_KEY_Left: case GDK_KEY_KP_Left:
      return rushes_shot_layout_find_next (layout, from, GTK_DIR_LEFT);
    case GDK_KEY_Right: case GDK_KEY_KP_Right:
      return rushes_shot_layout_find_next (layout, from, GTK_DIR_RIGHT);
    case GDK_KEY_Up: case GDK_KEY_KP_Up:
      return rushes_shot_layout_find_next (layout, from, GTK_DIR_UP);
    case GDK_KEY_Down: case GDK_KEY_KP_Down:
      return rushes_shot_layout_find_next (layout, from, GTK_DIR_DOWN);
    case GDK_KEY_Page_Up: case GDK_KEY_KP_Page_Up:
      return find_page (self, from, GTK_DIR_UP);
    case GDK_KEY_Page_Down: case GDK_KEY_KP_Page_Down:
      return find_page (self, from, GTK_DIR_DOWN);
    case GDK_KEY_Home: case GDK_KEY_KP_Home:
      return 0;
    case GDK_KEY_End: case GDK_KEY_KP_End:
      return (int) get_n (self) - 1;
    default:
      return -1;
    }
}

static gboolean
is_arrow (guint key)
{
  return key == GDK_KEY_Left || key == GDK_KEY_Right || key == GDK_KEY_Up || key == GDK_KEY_Down || key == GDK_KEY_KP_Left || key == GDK_KEY_KP_Right ||
         key == GDK_KEY_KP_Up || key == GDK_KEY_KP_Down;
}

static gboolean
act (Keys *self, guint key, GdkModifierType state)
{
  guint take = key >= GDK_KEY_1 && key <= GDK_KEY_9 ? key - GDK_KEY_0 : key >= GDK_KEY_KP_1 && key <= GDK_KEY_KP_9 ? key - GDK_KEY_KP_0 : 0;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (actions[i].key == gdk_keyval_to_lower (key) && (actions[i].state == state || (key >= GDK_KEY_braceleft && key <= GDK_KEY_braceright && state == GDK_SHIFT_MASK)))
      {
        if (actions[i].target == NULL)
          gtk_widget_activate_action (GTK_WIDGET (self->flow), actions[i].action, NULL);
        else
          gtk_widget_activate_action (GTK_WIDGET (self->flow), actions[i].action, "i", atoi (actions[i].target));
        return GDK_EVENT_STOP;
      }
  if (take == 0 || state != 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self->flow), "shot.choose", "i", (int) take);
  return GDK_EVENT_STOP;
}

static gboolean
select_with_key (Keys *self, guint key, GdkModifierType state, guint from)
{
  if (key == GDK_KEY_a && state == GDK_CONTROL_MASK)
    return gtk_selection_model_select_all (self->context->selection);
  if (key != GDK_KEY_space || state != GDK_CONTROL_MASK || from == G_MAXUINT)
    return GDK_EVENT_PROPAGATE;
  if (gtk_selection_model_is_selected (self->context->selection, from))
    gtk_selection_model_unselect_item (self->context->selection, from);
  else
    gtk_selection_model_select_item (self->context->selection, from, FALSE);
  return GDK_EVENT_STOP;
}

/* Of a card; what a heading's buttons do with keys is theirs. */
static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType all, Keys *self)
{
  GdkModifierType state = all & gtk_accelerator_get_default_mod_mask ();
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->flow));
  guint from = rushes_shot_flow_get_cursor (self->flow);
  int target;

  if (self->context->view == NULL || !RUSHES_IS_SHOT_CARD (focus) || from == G_MAXUINT)
    return GDK_EVENT_PROPAGATE;
  if (act (self, key, state) || select_with_key (self, gdk_keyval_to_lower (key), state, from))
    return GDK_EVENT_STOP;
  if ((state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  target = find_target (self, key, from);
  if (target >= 0)
    go_to (self, (guint) target, state);
  return target >= 0 || is_arrow (key) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* Ctrl adds one or takes it away, Shift takes all up to there; a plain press on one of several waits: it may be a drag. */
static void
on_pressed (GtkGestureClick *click, int n_press, double x, double y, Keys *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click)) & gtk_accelerator_get_default_mod_mask ();
  int at = self->context->view != NULL ? rushes_shot_flow_find_at (self->flow, x, y) : -1;
  gboolean selected = at >= 0 && gtk_selection_model_is_selected (self->context->selection, (guint) at);

  if (at < 0)
    {
      gboolean beside = gtk_widget_pick (GTK_WIDGET (self->flow), x, y, GTK_PICK_DEFAULT) == GTK_WIDGET (self->flow);
      if (self->context->view != NULL && state == 0 && beside)
        gtk_selection_model_unselect_all (self->context->selection);
      return;
    }
  if (state == GDK_CONTROL_MASK && selected)
    gtk_selection_model_unselect_item (self->context->selection, (guint) at);
  else if (state == GDK_CONTROL_MASK)
    gtk_selection_model_select_item (self->context->selection, (guint) at, FALSE);
  else if (!selected && state == 0)
    gtk_selection_model_select_item (self->context->selection, (guint) at, TRUE);
  go_to (self, (guint) at, state == GDK_SHIFT_MASK ? state : GDK_CONTROL_MASK);
  if (n_press == 2 && state == 0)
    gtk_widget_activate_action (GTK_WIDGET (self->flow), "shot.open", NULL);
}

/* It was no drag: that one alone is meant. */
static void
on_released (GtkGestureClick *click, int n_press, double x, double y, Keys *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click)) & gtk_accelerator_get_default_mod_mask ();
  int at = self->context->view != NULL ? rushes_shot_flow_find_at (self->flow, x, y) : -1;

  if (at >= 0 && state == 0)
    gtk_selection_model_select_item (self->context->selection, (guint) at, TRUE);
}

/* What a button goes down on is not moved away under it. */
static void
on_begin (GtkGesture *click, GdkEventSequence *sequence, Keys *self)
{
  if (self->context->view != NULL)
    rushes_filtered_shots_hold (self->context->shown, TRUE);
}

static void
on_end (GtkGesture *click, GdkEventSequence *sequence, Keys *self)
{
  if (self->context->view != NULL)
    rushes_filtered_shots_hold (self->context->shown, FALSE);
}

/* @context: of the page. Once. */
void
rushes_shot_keys_add (RushesShotFlow *flow, const RushesBoardContext *context)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  Keys *self = g_new0 (Keys, 1);

  *self = (Keys) { .flow = flow, .context = context };
  g_object_set_data_full (G_OBJECT (flow), "rushes-shot-keys", self, g_free);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (click, "begin", G_CALLBACK (on_begin), self);
  g_signal_connect (click, "end", G_CALLBACK (on_end), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (flow), keys);
  gtk_widget_add_controller (GTK_WIDGET (flow), GTK_EVENT_CONTROLLER (click));
}
