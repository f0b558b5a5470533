/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-shot-flow.h"

#include "rushes-color.h"
#include "rushes-scene-head.h"

/* The scrolled area with the cards. It has widgets for what is in sight, and a little beyond, and for the card that has the focus; they go
 * from shot to shot as it is scrolled. */
struct _RushesShotFlow
{
  GtkWidget parent_instance;
  const RushesBoardContext *context;
  RushesShotLayout *layout;
  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GHashTable *cards;             /* RushesShot → its card */
  GHashTable *heads;             /* gint64 → the heading of that scene */
  GPtrArray *spare_cards, *spare_heads;
  GtkWidget *ruler;              /* a card that is never seen: how high its text is */
  gint64 cursor;                 /* the number of the shot that has, or had, the focus; 0: none */
  RushesDropPlace drop;
  gboolean is_dropping;
};

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesShotFlow, rushes_shot_flow, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

#define BEYOND 240 /* pixels above and below what is in sight that have widgets, too */

static GtkAdjustment *
get_scroll (RushesShotFlow *self)
{
  return self->adjustments[GTK_ORIENTATION_VERTICAL];
}

/* Returns: what of the whole lies at the upper edge */
int
rushes_shot_flow_get_offset (RushesShotFlow *self)
{
  return get_scroll (self) != NULL ? (int) gtk_adjustment_get_value (get_scroll (self)) : 0;
}

static gboolean
has_board (RushesShotFlow *self)
{
  return self->context != NULL && self->context->view != NULL && rushes_board_view_get_board (self->context->view) != NULL;
}

static gboolean
is_near (RushesShotFlow *self, const GdkRectangle *place)
{
  int offset = rushes_shot_flow_get_offset (self), height = gtk_widget_get_height (GTK_WIDGET (self));

  return place->y + place->height > offset - BEYOND && place->y < offset + height + BEYOND;
}

/* To the eye and to the ear. */
static void
put_in_sight (GtkWidget *widget, gboolean in_sight)
{
  gtk_widget_set_child_visible (widget, in_sight);
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, !in_sight, -1);
}

static GtkWidget *
take_spare (RushesShotFlow *self, GPtrArray *spare)
{
  GtkWidget *widget = spare->len > 0 ? g_ptr_array_steal_index_fast (spare, spare->len - 1) : NULL;

  if (widget == NULL)
    {
      widget = spare == self->spare_cards ? rushes_shot_card_new (self->context) : rushes_scene_head_new ();
      gtk_widget_set_parent (widget, GTK_WIDGET (self));
    }
  put_in_sight (widget, TRUE);
  return widget;
}

static void
put_aside (GtkWidget *widget, GPtrArray *spare)
{
  put_in_sight (widget, FALSE);
  if (RUSHES_IS_SHOT_CARD (widget))
    rushes_shot_card_set_shot (RUSHES_SHOT_CARD (widget), NULL);
  g_ptr_array_add (spare, widget);
}

static gboolean
is_selected (RushesShotFlow *self, guint position)
{
  return gtk_selection_model_is_selected (self->context->selection, position);
}

/* (transfer none): made if there is none yet */
static GtkWidget *
ensure_card (RushesShotFlow *self, guint position)
{
  RushesShot *shot = rushes_filtered_shots_get_shot (self->context->shown, position);
  GtkWidget *card = g_hash_table_lookup (self->cards, shot);

  if (card == NULL)
    {
      card = take_spare (self, self->spare_cards);
      rushes_shot_card_set_narrow (RUSHES_SHOT_CARD (card), self->layout->narrow);
      rushes_shot_card_set_shot (RUSHES_SHOT_CARD (card), shot);
      g_hash_table_insert (self->cards, g_object_ref (shot), card);
    }
  rushes_shot_card_set_selected (RUSHES_SHOT_CARD (card), is_selected (self, position));
  return card;
}

static gboolean
is_card_needed (RushesShotFlow *self, RushesShot *shot, GtkWidget *card)
{
  guint position = has_board (self) ? rushes_filtered_shots_find (self->context->shown, rushes_shot_get_number (shot)) : G_MAXUINT;

  if (position >= self->layout->shots->len || rushes_filtered_shots_get_shot (self->context->shown, position) != shot)
    return FALSE;
  return is_near (self, &g_array_index (self->layout->shots, GdkRectangle, position)) || gtk_widget_has_focus (card);
}

static void
drop_far_cards (RushesShotFlow *self)
{
  GHashTableIter iter;
  gpointer shot, card;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, &shot, &card))
    if (!is_card_needed (self, shot, card))
      {
        put_aside (card, self->spare_cards);
        g_hash_table_iter_remove (&iter);
      }
}

static void
update_heads (RushesShotFlow *self)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&self->heads);
  RushesRate rate = has_board (self) ? rushes_board_get_rate (rushes_board_view_get_board (self->context->view)) : RUSHES_RATE_DEFAULT;
  GHashTableIter iter;
  gpointer head;

  self->heads = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < self->layout->scenes->len; i++)
    {
      RushesScenePlace *scene = &g_array_index (self->layout->scenes, RushesScenePlace, i);
      head = g_hash_table_lookup (before, &scene->id);
      if (!is_near (self, &scene->heading) && (head == NULL || head != gtk_widget_get_focus_child (GTK_WIDGET (self))))
        continue;
      g_hash_table_remove (before, &scene->id);
      if (head == NULL)
        head = take_spare (self, self->spare_heads);
      rushes_scene_head_set (head, scene, rate);
      g_hash_table_insert (self->heads, g_memdup2 (&scene->id, sizeof scene->id), head);
    }
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, NULL, &head))
    put_aside (head, self->spare_heads);
}

/* What is in sight has widgets, what is not gives them up. */
static void
update_children (RushesShotFlow *self)
{
  drop_far_cards (self);
  for (guint i = 0; i < self->layout->shots->len; i++)
    if (is_near (self, &g_array_index (self->layout->shots, GdkRectangle, i)))
      ensure_card (self, i);
  update_heads (self);
}

static int
get_line_height (GtkWidget *widget)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int height = PANGO_PIXELS (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return height;
}

static void
lay (RushesShotFlow *self, int width)
{
  self->layout->line = get_line_height (GTK_WIDGET (self));
  self->layout->mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  rushes_shot_layout_lay (self->layout, has_board (self) ? self->context->view : NULL, has_board (self) ? self->context->shown : NULL, width,
                          self->ruler != NULL ? rushes_shot_card_get_text_height (RUSHES_SHOT_CARD (self->ruler)) : 0);
}

static void
on_scrolled (RushesShotFlow *self)
{
  update_children (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
allocate (RushesShotFlow *self, GtkWidget *child, const GdkRectangle *place)
{
  GtkAllocation at = { place->x, place->y - rushes_shot_flow_get_offset (self), place->width, place->height };
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  at.width = MAX (at.width, minimum);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, at.width, &minimum, NULL, NULL, NULL);
  at.height = MAX (at.height, minimum);
  gtk_widget_size_allocate (child, &at, -1);
}

static void
allocate_children (RushesShotFlow *self)
{
  GHashTableIter iter;
  gpointer shot, child;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, &shot, &child))
    {
      guint position = rushes_filtered_shots_find (self->context->shown, rushes_shot_get_number (shot));
      if (position < self->layout->shots->len)
        allocate (self, child, &g_array_index (self->layout->shots, GdkRectangle, position));
    }
  for (guint i = 0; i < self->layout->scenes->len; i++)
    {
      RushesScenePlace *scene = &g_array_index (self->layout->scenes, RushesScenePlace, i);
      if ((child = g_hash_table_lookup (self->heads, &scene->id)) != NULL)
        allocate (self, child, &scene->heading);
    }
}

static void
rushes_shot_flow_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RushesShotFlow *self = RUSHES_SHOT_FLOW (widget);
  GtkAdjustment *scroll = get_scroll (self);

  lay (self, width);
  if (scroll != NULL)
    {
      int whole = MAX (height, self->layout->height);
      gtk_adjustment_configure (scroll, CLAMP (gtk_adjustment_get_value (scroll), 0, whole - height), 0, whole, height * .1, height * .9, height);
    }
  if (self->context != NULL && self->layout->shots->len > 0)
    rushes_thumbnailer_set_side (self->context->thumbnailer,
                                 (self->layout->narrow ? 160 : g_array_index (self->layout->shots, GdkRectangle, 0).width) * gtk_widget_get_scale_factor (widget));
  update_children (self);
  allocate_children (self);
}

static void
rushes_shot_flow_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 280 : 100;
}

static void
rushes_shot_flow_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RushesShotFlow *self = RUSHES_SHOT_FLOW (widget);
  GdkRectangle *mark = &self->drop.mark;
  GdkRGBA colour = rushes_color_get_accent (widget);

  GTK_WIDGET_CLASS (rushes_shot_flow_parent_class)->snapshot (widget, snapshot);
  if (!self->is_dropping)
    return;
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (mark->x, mark->y - rushes_shot_flow_get_offset (self), mark->width, mark->height));
}

static gboolean
is_in_sight (RushesShotFlow *self, const GdkRectangle *place)
{
  int offset = rushes_shot_flow_get_offset (self);

  return place->y + place->height > offset && place->y < offset + gtk_widget_get_height (GTK_WIDGET (self));
}

/* On from the heading @from, or from the cards, which come before the first one. Returns: whether there is a heading in sight that took it */
static gboolean
focus_next_head (RushesShotFlow *self, GtkWidget *from, GtkDirectionType direction)
{
  gboolean back = direction == GTK_DIR_TAB_BACKWARD, passed = !RUSHES_IS_SCENE_HEAD (from);

  for (guint i = 0; i < self->layout->scenes->len; i++)
    {
      RushesScenePlace *scene = &g_array_index (self->layout->scenes, RushesScenePlace, back ? self->layout->scenes->len - 1 - i : i);
      GtkWidget *head = g_hash_table_lookup (self->heads, &scene->id);
      if (head != NULL && passed && is_in_sight (self, &scene->heading) && gtk_widget_child_focus (head, direction))
        return TRUE;
      passed = passed || head == from;
    }
  return FALSE;
}

static gboolean
focus_card (RushesShotFlow *self)
{
  guint cursor = rushes_shot_flow_get_cursor (self);

  if (!has_board (self) || g_list_model_get_n_items (G_LIST_MODEL (self->context->shown)) == 0)
    return FALSE;
  rushes_shot_flow_go_to (self, cursor != G_MAXUINT ? cursor : 0);
  return TRUE;
}

/* The cards are children in no order that means anything; Tab goes to one of them, on to the headings that are in sight, and out. */
static gboolean
rushes_shot_flow_focus (GtkWidget *widget, GtkDirectionType direction)
{
  RushesShotFlow *self = RUSHES_SHOT_FLOW (widget);
  GtkWidget *focus = gtk_widget_get_focus_child (widget);

  if (focus != NULL && gtk_widget_child_focus (focus, direction))
    return TRUE;
  if (direction == GTK_DIR_TAB_BACKWARD)
    return !RUSHES_IS_SHOT_CARD (focus) && (focus_next_head (self, focus, direction) || focus_card (self));
  if (focus == NULL && focus_card (self))
    return TRUE;
  if (direction == GTK_DIR_TAB_FORWARD)
    return focus_next_head (self, focus, direction);
  return GTK_WIDGET_CLASS (rushes_shot_flow_parent_class)->focus (widget, direction);
}

static void
on_focus (RushesShotFlow *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));
  RushesShot *shot = RUSHES_IS_SHOT_CARD (child) ? rushes_shot_card_get_shot (RUSHES_SHOT_CARD (child)) : NULL;

  if (shot != NULL)
    self->cursor = rushes_shot_get_number (shot);
}

static void
rushes_shot_flow_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  GTK_WIDGET_CLASS (rushes_shot_flow_parent_class)->set_focus_child (widget, child);
  on_focus (RUSHES_SHOT_FLOW (widget));
}

static void
on_selection_changed (RushesShotFlow *self)
{
  GHashTableIter iter;
  gpointer shot, card;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, &shot, &card))
    {
      guint position = rushes_filtered_shots_find (self->context->shown, rushes_shot_get_number (shot));
      rushes_shot_card_set_selected (card, position != G_MAXUINT && is_selected (self, position));
    }
}

/* Cards look again: a clip may have come for one whose shot is as it was. */
static void
on_shown_changed (RushesShotFlow *self)
{
  GHashTableIter iter;
  gpointer card;

  lay (self, gtk_widget_get_width (GTK_WIDGET (self)));
  drop_far_cards (self);
  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    rushes_shot_card_look (card);
  on_selection_changed (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* A job may have come for a shot that waits for one. */
static void
on_queue_changed (RushesShotFlow *self)
{
  GHashTableIter iter;
  gpointer shot, card;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, &shot, &card))
    if (rushes_shot_get_state (shot) == RUSHES_SHOT_GENERATING)
      rushes_shot_card_look (card);
}

static void
forget_children (RushesShotFlow *self)
{
  GtkWidget *child;

  g_hash_table_remove_all (self->cards);
  g_hash_table_remove_all (self->heads);
  g_ptr_array_set_size (self->spare_cards, 0);
  g_ptr_array_set_size (self->spare_heads, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->ruler = NULL;
}

/* @context: its view is NULL while no board is open */
void
rushes_shot_flow_set_context (RushesShotFlow *self, const RushesBoardContext *context)
{
  forget_children (self);
  self->context = context;
  self->cursor = 0;
  if (get_scroll (self) != NULL)
    gtk_adjustment_set_value (get_scroll (self), 0);
  lay (self, gtk_widget_get_width (GTK_WIDGET (self)));
  if (context->view == NULL)
    return;
  self->ruler = rushes_shot_card_new (context);
  gtk_widget_set_parent (self->ruler, GTK_WIDGET (self));
  put_in_sight (self->ruler, FALSE);
  g_signal_connect_object (context->shown, "changed", G_CALLBACK (on_shown_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context->selection, "selection-changed", G_CALLBACK (on_selection_changed), self, G_CONNECT_SWAPPED);
  g_signal_handlers_disconnect_by_func (context->queue, on_queue_changed, self);
  g_signal_connect_object (context->queue, "changed", G_CALLBACK (on_queue_changed), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* @narrow: one column of wide cards */
void
rushes_shot_flow_set_narrow (RushesShotFlow *self, gboolean narrow)
{
  GHashTableIter iter;
  gpointer card;

  self->layout->narrow = narrow;
  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &card))
    rushes_shot_card_set_narrow (card, narrow);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Returns: (transfer none): as it is now */
RushesShotLayout *
rushes_shot_flow_get_layout (RushesShotFlow *self)
{
  return self->layout;
}

/* Returns: where among those that are shown the shot is that has, or had, the focus; %G_MAXUINT: nowhere */
guint
rushes_shot_flow_get_cursor (RushesShotFlow *self)
{
  return has_board (self) ? rushes_filtered_shots_find (self->context->shown, self->cursor) : G_MAXUINT;
}

/* Returns: the number of that shot, be it there or not; 0: there was none */
gint64
rushes_shot_flow_get_number (RushesShotFlow *self)
{
  return self->cursor;
}

/* The first row brings its heading along. */
static void
scroll_to (RushesShotFlow *self, guint position)
{
  GdkRectangle place = g_array_index (self->layout->shots, GdkRectangle, position);
  int top = place.y;

  for (guint i = 0; i < self->layout->scenes->len; i++)
    {
      RushesScenePlace *scene = &g_array_index (self->layout->scenes, RushesScenePlace, i);
      if (position >= scene->first && position < scene->first + scene->count && g_array_index (self->layout->shots, GdkRectangle, scene->first).y == place.y)
        top = scene->heading.y;
    }
  gtk_adjustment_clamp_page (get_scroll (self), top, place.y + place.height + 12);
}

/* That shot has the focus, and is in sight. The board may have changed, and the cards not been told of it yet. */
void
rushes_shot_flow_go_to (RushesShotFlow *self, guint position)
{
  lay (self, gtk_widget_get_width (GTK_WIDGET (self)));
  if (!has_board (self) || position >= self->layout->shots->len)
    return;
  gtk_widget_grab_focus (ensure_card (self, position));
  scroll_to (self, position);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Returns: the shot at that point of the widget, or -1 */
int
rushes_shot_flow_find_at (RushesShotFlow *self, double x, double y)
{
  return rushes_shot_layout_find_at (self->layout, (int) x, (int) y + rushes_shot_flow_get_offset (self));
}

/* @place: (nullable): where a mark shows that something would be dropped */
void
rushes_shot_flow_mark_drop (RushesShotFlow *self, const RushesDropPlace *place)
{
  gboolean same = self->is_dropping == (place != NULL) && (place == NULL || gdk_rectangle_equal (&self->drop.mark, &place->mark));

  self->is_dropping = place != NULL;
  if (place != NULL)
    self->drop = *place;
  if (!same)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_adjustment (RushesShotFlow *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustments[orientation], self);
  g_set_object (&self->adjustments[orientation], adjustment);
  if (adjustment != NULL && orientation == GTK_ORIENTATION_VERTICAL)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (on_scrolled), self);
}

static void
rushes_shot_flow_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    set_adjustment (RUSHES_SHOT_FLOW (object), id == PROP_VADJUSTMENT ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
}

static void
rushes_shot_flow_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_HADJUSTMENT || id == PROP_VADJUSTMENT)
    g_value_set_object (value, RUSHES_SHOT_FLOW (object)->adjustments[id == PROP_VADJUSTMENT ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL]);
}

static void
rushes_shot_flow_dispose (GObject *object)
{
  RushesShotFlow *self = RUSHES_SHOT_FLOW (object);

  forget_children (self);
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  self->context = NULL;
  G_OBJECT_CLASS (rushes_shot_flow_parent_class)->dispose (object);
}

static void
rushes_shot_flow_finalize (GObject *object)
{
  RushesShotFlow *self = RUSHES_SHOT_FLOW (object);

  g_hash_table_unref (self->cards);
  g_hash_table_unref (self->heads);
  g_ptr_array_unref (self->spare_cards);
  g_ptr_array_unref (self->spare_heads);
  rushes_shot_layout_free (self->layout);
  G_OBJECT_CLASS (rushes_shot_flow_parent_class)->finalize (object);
}

static void
rushes_shot_flow_class_init (RushesShotFlowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rushes_shot_flow_dispose;
  object_class->finalize = rushes_shot_flow_finalize;
  object_class->set_property = rushes_shot_flow_set_property;
  object_class->get_property = rushes_shot_flow_get_property;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  widget_class->measure = rushes_shot_flow_measure;
  widget_class->size_allocate = rushes_shot_flow_size_allocate;
  widget_class->snapshot = rushes_shot_flow_snapshot;
  widget_class->focus = rushes_shot_flow_focus;
  widget_class->set_focus_child = rushes_shot_flow_set_focus_child;
  gtk_widget_class_set_css_name (widget_class, "shotflow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
rushes_shot_flow_init (RushesShotFlow *self)
{
  self->layout = rushes_shot_layout_new ();
  self->cards = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->heads = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->spare_cards = g_ptr_array_new ();
  self->spare_heads = g_ptr_array_new ();
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
