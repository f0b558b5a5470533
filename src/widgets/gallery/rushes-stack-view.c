/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-stack-view.h"

#include "rushes-cells.h"
#include "rushes-context-menu.h"
#include "rushes-tile.h"

#include <glib/gi18n.h>

/* How the grid shows stacks: closed ones as a tile that tells how many there are, open ones as tiles in a row, on one tint. What
 * closes hands selection and focus to the tile that stands for it; nothing else moves them. */
struct _RushesStackView
{
  GObject parent_instance;
  GtkGridView *grid; /* the gallery's, which owns this */
  GtkSelectionModel *items;
  RushesClipList *clips;
  GSimpleActionGroup *actions;
  gint64 closing; /* the stack that is being closed, whose tile gets … */
  gboolean select, focus;
};

G_DEFINE_FINAL_TYPE (RushesStackView, rushes_stack_view, G_TYPE_OBJECT)

/* Jobs stand before the clips. */
static guint
count_jobs (RushesStackView *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->items)) - g_list_model_get_n_items (G_LIST_MODEL (self->clips));
}

/* Returns: (transfer none) (nullable): how what is at @position in the grid stands; %NULL for a job */
const RushesEntry *
rushes_stack_view_get_entry (RushesStackView *self, guint position)
{
  guint n_jobs = count_jobs (self);

  return position >= n_jobs ? rushes_clip_list_get_entry (self->clips, position - n_jobs) : NULL;
}

static gboolean
is_open (const RushesEntry *entry)
{
  return entry != NULL && entry->place >= RUSHES_PLACE_FIRST;
}

static void
set_class (GtkWidget *cell, const char *name, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (cell, name);
  else
    gtk_widget_remove_css_class (cell, name);
}

/* Returns: (transfer full): the first of the open stack in which the clip at @position is. While the list changes step by step some stand as they did before,
 * and that one may be the top still, or be gone: whose stack it is counts, and who is there of it. */
static RushesClip *
ref_first (RushesStackView *self, guint position)
{
  gint64 stack = rushes_stack_view_get_entry (self, position)->stack;
  const RushesEntry *before;

  while (position > 0 && (before = rushes_stack_view_get_entry (self, position - 1)) != NULL && before->stack == stack)
    position--;
  return g_list_model_get_item (G_LIST_MODEL (self->items), position);
}

/* A cell of the grid, when it is bound and whenever it stands otherwise: its tile, and the tint behind it. */
void
rushes_stack_view_show (RushesStackView *self, GtkListItem *item)
{
  GtkWidget *tile = gtk_list_item_get_child (item), *cell = gtk_widget_get_parent (tile);
  const RushesEntry *entry = rushes_stack_view_get_entry (self, gtk_list_item_get_position (item));
  g_autoptr (RushesClip) first = is_open (entry) ? ref_first (self, gtk_list_item_get_position (item)) : NULL;

  rushes_tile_show (RUSHES_TILE (tile), gtk_list_item_get_item (item), entry, first);
  if (cell == NULL)
    return;
  set_class (cell, "instack", is_open (entry));
  set_class (cell, "first", is_open (entry) && entry->place == RUSHES_PLACE_FIRST);
  set_class (cell, "last", is_open (entry) && entry->place == RUSHES_PLACE_LAST);
}

/* Returns: the first position of that stack, or G_MAXUINT */
static guint
find_stack (RushesStackView *self, gint64 stack)
{
  guint n_jobs = count_jobs (self);
  const RushesEntry *entry;

  for (guint i = 0; (entry = rushes_clip_list_get_entry (self->clips, i)) != NULL; i++)
    if (entry->stack == stack)
      return n_jobs + i;
  return G_MAXUINT;
}

static void
hand_over (RushesStackView *self, guint position)
{
  GtkWidget *cell = rushes_cells_find (self->grid, position);

  if (self->select)
    gtk_selection_model_select_item (self->items, position, TRUE);
  if (!self->focus)
    return;
  if (cell != NULL)
    gtk_widget_grab_focus (cell);
  else /* it is out of sight */
    gtk_widget_activate_action (GTK_WIDGET (self->grid), "list.scroll-to-item", "u", position);
}

static void
show_all (RushesStackView *self)
{
  for (GtkWidget *cell = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *tile = gtk_widget_get_first_child (cell);
      if (RUSHES_IS_TILE (tile) && rushes_tile_get_item (RUSHES_TILE (tile)) != NULL)
        rushes_stack_view_show (self, g_object_get_data (G_OBJECT (tile), "list-item"));
    }
}

static void
on_restacked (RushesStackView *self)
{
  guint position = self->closing != 0 ? find_stack (self, self->closing) : G_MAXUINT;

  show_all (self);
  if (position == G_MAXUINT || is_open (rushes_stack_view_get_entry (self, position)))
    return;
  self->closing = 0;
  hand_over (self, position);
}

/* Whether one of the clips from @position on that are in that open stack is selected, or has the focus. */
static void
look_inside (RushesStackView *self, gint64 stack, guint position)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->grid));
  const RushesEntry *entry;

  self->select = self->focus = FALSE;
  for (; (entry = rushes_stack_view_get_entry (self, position)) != NULL && entry->stack == stack; position++)
    {
      self->select |= gtk_selection_model_is_selected (self->items, position);
      self->focus |= focus != NULL && rushes_cells_find (self->grid, position) == focus;
    }
}

static void
close_stack (RushesStackView *self, gint64 stack, guint first)
{
  look_inside (self, stack, first);
  hand_over (self, first); /* before the others go */
  self->closing = stack;
  rushes_clip_list_set_open (self->clips, stack, FALSE);
}

static void
toggle (RushesStackView *self, gint64 stack)
{
  guint first = find_stack (self, stack);
  const RushesEntry *entry = first != G_MAXUINT ? rushes_stack_view_get_entry (self, first) : NULL;

  if (is_open (entry))
    close_stack (self, stack, first);
  else if (entry != NULL && entry->place == RUSHES_PLACE_TOP)
    rushes_clip_list_set_open (self->clips, stack, TRUE);
}

static void
on_toggle (GSimpleAction *action, GVariant *stack, gpointer data)
{
  toggle (data, g_variant_get_int64 (stack));
}

/* Opens or closes the stack there. Returns: whether there is one */
gboolean
rushes_stack_view_toggle_at (RushesStackView *self, guint position)
{
  const RushesEntry *entry = rushes_stack_view_get_entry (self, position);

  if (entry == NULL || entry->place == RUSHES_PLACE_ALONE)
    return FALSE;
  toggle (self, entry->stack);
  return TRUE;
}

static void
rushes_stack_view_finalize (GObject *object)
{
  RushesStackView *self = RUSHES_STACK_VIEW (object);

  g_object_unref (self->items);
  g_object_unref (self->clips);
  g_object_unref (self->actions);
  G_OBJECT_CLASS (rushes_stack_view_parent_class)->finalize (object);
}

static void
rushes_stack_view_class_init (RushesStackViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_stack_view_finalize;
}

static void
rushes_stack_view_init (RushesStackView *self)
{
  static const GActionEntry entries[] = { { .name = "toggle", .activate = on_toggle, .parameter_type = "x" } };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}

/* @items: what the grid shows: jobs, and then @clips */
RushesStackView *
rushes_stack_view_new (GtkGridView *grid, GtkSelectionModel *items, RushesClipList *clips)
{
  RushesStackView *self = g_object_new (RUSHES_TYPE_STACK_VIEW, NULL);

  self->grid = grid;
  self->items = g_object_ref (items);
  self->clips = g_object_ref (clips);
  gtk_widget_insert_action_group (GTK_WIDGET (grid), "stack", G_ACTION_GROUP (self->actions));
  g_signal_connect_object (clips, "restacked", G_CALLBACK (on_restacked), self, G_CONNECT_SWAPPED);
  return self;
}

/* @entries: (element-type RushesEntry): what is selected. Returns: (transfer full): what can be done with it as stacks, only what applies */
GMenuModel *
rushes_stack_view_new_menu (GArray *entries)
{
  GMenu *section = g_menu_new ();
  gboolean stacked = FALSE;

  for (guint i = 0; i < entries->len && !stacked; i++)
    stacked = g_array_index (entries, RushesEntry, i).place != RUSHES_PLACE_ALONE;
  if (entries->len > 1 || (entries->len == 1 && g_array_index (entries, RushesEntry, 0).place == RUSHES_PLACE_TOP))
    rushes_context_menu_append (section, _("C_ompare"), "win.compare", NULL);
  if (entries->len > 1)
    rushes_context_menu_append (section, _("Stac_k"), "win.stack", NULL);
  if (stacked)
    rushes_context_menu_append (section, _("_Unstack"), "win.unstack", NULL);
  return G_MENU_MODEL (section);
}
