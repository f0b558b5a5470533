/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-cards.h"

#include "rushes-board-change.h"
#include "rushes-context-menu.h"
#include "rushes-dialogs.h"
#include "rushes-shot-drag.h"
#include "rushes-shot-edit.h"
#include "rushes-shot-flow.h"
#include "rushes-shot-keys.h"
#include "rushes-shot-menu.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The shots of a board as cards, scene by scene. “shot.…” is what can be done with those that are selected, “scene.…” with a scene. */
struct _RushesShotCards
{
  GtkWidget parent_instance;
  GtkWidget *stack, *scroller, *empty_page;
  RushesShotFlow *flow;
  RushesBoardContext context; /* as of the page */
  GHashTable *known;          /* number → position of the shots that there were; %NOWHERE: it was not shown */
  gboolean expecting;         /* a shot that was asked for here is selected when it comes */
};

#define NOWHERE GUINT_TO_POINTER (G_MAXUINT)

G_DEFINE_FINAL_TYPE (RushesShotCards, rushes_shot_cards, GTK_TYPE_WIDGET)

enum
{
  CHANGE,
  OPEN_SHOT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* @change: (nullable): floating */
static void
change (RushesShotCards *self, GVariant *change)
{
  g_autoptr (GVariant) held = change != NULL ? g_variant_ref_sink (change) : NULL;

  if (held != NULL)
    g_signal_emit (self, signals[CHANGE], 0, held);
}

/* (transfer full) (element-type RushesShot): those that are selected, in their order */
static GPtrArray *
list_selected (RushesShotCards *self)
{
  return rushes_board_context_list_selected (&self->context);
}

/* (nullable): the one that has the focus, if it is selected or nothing is; else the last one that is selected */
static RushesShot *
get_meant (RushesShotCards *self)
{
  guint cursor = rushes_shot_flow_get_cursor (self->flow);
  g_autoptr (GtkBitset) set = self->context.view != NULL ? gtk_selection_model_get_selection (self->context.selection) : NULL;

  if (set == NULL)
    return NULL;
  if (cursor != G_MAXUINT && (gtk_bitset_is_empty (set) || gtk_bitset_contains (set, cursor)))
    return rushes_filtered_shots_get_shot (self->context.shown, cursor);
  return gtk_bitset_is_empty (set) ? NULL : rushes_filtered_shots_get_shot (self->context.shown, gtk_bitset_get_maximum (set));
}

static void
open_shot (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesShot *shot = get_meant (RUSHES_SHOT_CARDS (widget));

  if (shot != NULL)
    g_signal_emit (widget, signals[OPEN_SHOT], 0, shot);
}

static void
add_shot (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesShotCards *self = RUSHES_SHOT_CARDS (widget);

  self->expecting = TRUE;
  change (self, rushes_shot_edit_add (0, get_meant (self)));
}

static void
duplicate (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesShotCards *self = RUSHES_SHOT_CARDS (widget);
  g_autoptr (GPtrArray) shots = list_selected (self);

  self->expecting = shots->len > 0;
  change (self, shots->len > 0 ? rushes_shot_edit_duplicate (shots) : NULL);
}

static void
remove_shots (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GPtrArray) shots = list_selected (RUSHES_SHOT_CARDS (widget));

  change (RUSHES_SHOT_CARDS (widget), shots->len > 0 ? rushes_shot_edit_remove (shots) : NULL);
}

static void
omit (GtkWidget *widget, const char *action, GVariant *back)
{
  g_autoptr (GPtrArray) shots = list_selected (RUSHES_SHOT_CARDS (widget));

  change (RUSHES_SHOT_CARDS (widget), shots->len > 0 ? rushes_shot_edit_omit (shots, g_variant_get_boolean (back)) : NULL);
}

static void
use (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesShot *shot = get_meant (RUSHES_SHOT_CARDS (widget));

  change (RUSHES_SHOT_CARDS (widget), shot != NULL ? rushes_shot_edit_use (shot) : NULL);
}

static void
add_alternate (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesShotCards *self = RUSHES_SHOT_CARDS (widget);
  RushesShot *shot = get_meant (self);

  self->expecting = shot != NULL;
  change (self, shot != NULL ? rushes_shot_edit_add_alternate (shot) : NULL);
}

/* @take: counted from 1 */
static gboolean
is_chosen (RushesShot *shot, int take)
{
  RushesBoardItem *chosen = rushes_shot_state_get_chosen (rushes_shot_get_item (shot));

  return chosen != NULL && (int) rushes_board_item_get_index (chosen) + 1 == take;
}

static void
choose (GtkWidget *widget, const char *action, GVariant *take)
{
  RushesShot *shot = get_meant (RUSHES_SHOT_CARDS (widget));

  if (shot != NULL && is_chosen (shot, g_variant_get_int32 (take)))
    return;
  if (shot != NULL && g_variant_get_int32 (take) <= (int) rushes_shot_get_n_takes (shot))
    change (RUSHES_SHOT_CARDS (widget), rushes_shot_edit_choose (shot, g_variant_get_int32 (take)));
  else
    gtk_widget_error_bell (widget);
}

static void
lengthen (GtkWidget *widget, const char *action, GVariant *by)
{
  RushesShotCards *self = RUSHES_SHOT_CARDS (widget);
  g_autoptr (GPtrArray) shots = list_selected (self);
  RushesRate rate = shots->len > 0 ? rushes_board_get_rate (rushes_board_view_get_board (self->context.view)) : RUSHES_RATE_DEFAULT;
  gint64 frames = g_str_equal (action, "shot.lengthen-seconds") ? rushes_rate_to_frames (rate, 1) : 1;

  change (self, shots->len > 0 ? rushes_shot_edit_lengthen (shots, frames * g_variant_get_int32 (by)) : NULL);
}

static void
move (GtkWidget *widget, const char *action, GVariant *way)
{
  RushesShotCards *self = RUSHES_SHOT_CARDS (widget);
  g_autoptr (GPtrArray) shots = list_selected (self);

  if (shots->len > 0)
    change (self, rushes_shot_edit_move_by (self->context.view, self->context.shown, rushes_shot_flow_get_layout (self->flow), shots, (GtkDirectionType) g_variant_get_int32 (way)));
}

static void
add_to_scene (GtkWidget *widget, const char *action, GVariant *scene)
{
  RUSHES_SHOT_CARDS (widget)->expecting = TRUE;
  change (RUSHES_SHOT_CARDS (widget), rushes_shot_edit_add (g_variant_get_int64 (scene), NULL));
}

/* What a question about a scene is for. */
typedef struct
{
  RushesShotCards *cards;
  gint64 scene; /* 0: a new one, at the end */
  int index;    /* of a new one */
} Naming;

static void
naming_free (gpointer data)
{
  g_object_unref (((Naming *) data)->cards);
  g_free (data);
}

static void
on_named (const char *title, gpointer data)
{
  Naming *naming = data;
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);

  if (naming->scene == 0)
    {
      change (naming->cards, g_variant_new_parsed ("{'do': <%s>, 'title': <%s>, 'index': <%x>}", RUSHES_CHANGE_ADD_SCENE, title, (gint64) naming->index));
      return;
    }
  g_variant_dict_insert (&members, RUSHES_BOARD_TITLE, "s", title);
  change (naming->cards, g_variant_new_parsed ("{'do': <%s>, 'scene': <%x>, 'members': <%*>}", RUSHES_CHANGE_SET, naming->scene, g_variant_dict_end (&members)));
}

static void
ask_title (RushesShotCards *self, const char *heading, const char *yes, const char *title, gint64 scene, int index)
{
  Naming *naming = g_new (Naming, 1);

  *naming = (Naming) { g_object_ref (self), scene, index };
  rushes_text_ask (GTK_WIDGET (self), heading, _("Title"), title, yes, on_named, naming, naming_free);
}

/* (nullable): the scene with that id */
static RushesBoardItem *
find_scene (RushesShotCards *self, gint64 id)
{
  return self->context.view != NULL ? rushes_board_find_scene (rushes_board_view_get_board (self->context.view), id) : NULL;
}

static void
rename_scene (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesBoardItem *scene = find_scene (RUSHES_SHOT_CARDS (widget), g_variant_get_int64 (id));
  const char *title = scene != NULL ? rushes_board_item_get_string (scene, RUSHES_BOARD_TITLE) : NULL;

  if (scene != NULL)
    ask_title (RUSHES_SHOT_CARDS (widget), _("Rename the Scene"), _("_Rename"), title != NULL ? title : "", g_variant_get_int64 (id), 0);
}

/* @id: of the scene before it; 0: at the end */
static void
add_scene (GtkWidget *widget, const char *action, GVariant *id)
{
  RushesBoardItem *scene = find_scene (RUSHES_SHOT_CARDS (widget), g_variant_get_int64 (id));

  ask_title (RUSHES_SHOT_CARDS (widget), _("New Scene"), _("_Add"), "", 0, scene != NULL ? (int) rushes_board_item_get_index (scene) + 1 : G_MAXINT);
}

static void
colour_scene (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  const char *colour;
  gint64 id;

  g_variant_get (parameter, "(x&s)", &id, &colour);
  g_variant_dict_insert (&members, RUSHES_BOARD_COLOUR, "s", colour);
  change (RUSHES_SHOT_CARDS (widget), g_variant_new_parsed ("{'do': <%s>, 'scene': <%x>, 'members': <%*>}", RUSHES_CHANGE_SET, id, g_variant_dict_end (&members)));
}

static void
move_scene (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesBoardItem *scene;
  gint64 id, index;
  int by;

  g_variant_get (parameter, "(xi)", &id, &by);
  scene = find_scene (RUSHES_SHOT_CARDS (widget), id);
  index = scene != NULL ? (gint64) rushes_board_item_get_index (scene) + by : -1;
  if (index >= 0 && index < rushes_board_item_get_count (rushes_board_item_get_parent (scene)))
    change (RUSHES_SHOT_CARDS (widget), g_variant_new_parsed ("{'do': <%s>, 'scene': <%x>, 'index': <%x>}", RUSHES_CHANGE_MOVE, id, index));
}

static void
duplicate_scene (GtkWidget *widget, const char *action, GVariant *id)
{
  change (RUSHES_SHOT_CARDS (widget), g_variant_new_parsed ("{'do': <%s>, 'scene': <%x>}", RUSHES_CHANGE_DUPLICATE, g_variant_get_int64 (id)));
}

static void
omit_scene (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gboolean back;
  gint64 id;

  g_variant_get (parameter, "(xb)", &id, &back);
  change (RUSHES_SHOT_CARDS (widget), g_variant_new_parsed ("{'do': <%s>, 'scene': <%x>, 'back': <%b>}", RUSHES_CHANGE_OMIT, id, back));
}

static void
remove_scene (GtkWidget *widget, const char *action, GVariant *id)
{
  change (RUSHES_SHOT_CARDS (widget), g_variant_new_parsed ("{'do': <%s>, 'scene': <%x>}", RUSHES_CHANGE_REMOVE, g_variant_get_int64 (id)));
}

/* A menu is about what is selected: a card outside of that becomes it. */
static GMenuModel *
new_menu (GtkWidget *at, GtkWidget **item, gpointer data)
{
  RushesShotCards *self = data;
  GtkWidget *card = RUSHES_IS_SHOT_CARD (at) ? at : gtk_widget_get_ancestor (at, RUSHES_TYPE_SHOT_CARD);
  RushesShot *shot = card != NULL ? rushes_shot_card_get_shot (RUSHES_SHOT_CARD (card)) : NULL;
  guint position = shot != NULL ? rushes_filtered_shots_find (self->context.shown, rushes_shot_get_number (shot)) : G_MAXUINT;
  g_autoptr (GPtrArray) shots = NULL;

  if (position == G_MAXUINT)
    return NULL;
  *item = card;
  rushes_shot_flow_go_to (self->flow, position);
  if (!gtk_selection_model_is_selected (self->context.selection, position))
    gtk_selection_model_select_item (self->context.selection, position, TRUE);
  shots = list_selected (self);
  return rushes_shot_menu_new (shots, self->context.view);
}

/* Those that were asked for here and have come are selected, the first has the focus. */
static void
select_new (RushesShotCards *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->context.shown)), first = G_MAXUINT;

  for (guint i = 0; i < n; i++)
    {
      gint64 number = rushes_shot_get_number (rushes_filtered_shots_get_shot (self->context.shown, i));
      if (g_hash_table_contains (self->known, &number))
        continue;
      gtk_selection_model_select_item (self->context.selection, i, first == G_MAXUINT);
      first = MIN (first, i);
    }
  if (first == G_MAXUINT)
    return;
  self->expecting = FALSE;
  rushes_shot_flow_go_to (self->flow, first);
}

/* Whether keys are for a card, or would be if that were still there. */
static gboolean
has_focus (RushesShotCards *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->flow));
}

/* The one with the cursor is gone: what stands there now is what the next key is for. One that a filter hides leaves it the focus alone. */
static void
select_next (RushesShotCards *self)
{
  gint64 number = rushes_shot_flow_get_number (self->flow);
  gpointer position;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->context.shown)), at;
  gboolean hidden = rushes_board_view_find (self->context.view, number) != G_MAXUINT;
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (self->context.selection);

  if (n == 0 || !gtk_bitset_is_empty (set) || !g_hash_table_lookup_extended (self->known, &number, NULL, &position) || position == NOWHERE)
    return;
  if (hidden && !has_focus (self))
    return;
  at = MIN (GPOINTER_TO_UINT (position), n - 1);
  if (!hidden)
    gtk_selection_model_select_item (self->context.selection, at, TRUE);
  rushes_shot_flow_go_to (self->flow, at);
}

static void
note_shots (RushesShotCards *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->context.view));

  g_hash_table_remove_all (self->known);
  for (guint i = 0; i < n; i++)
    {
      gint64 number = rushes_shot_get_number (rushes_board_view_get_shot (self->context.view, i));
      g_hash_table_insert (self->known, g_memdup2 (&number, sizeof number), GUINT_TO_POINTER (rushes_filtered_shots_find (self->context.shown, number)));
    }
}

static void
on_shown_changed (RushesShotCards *self)
{
  guint n_scenes = rushes_board_item_get_count (rushes_board_get_root (rushes_board_view_get_board (self->context.view)));

  gtk_stack_set_visible_child (GTK_STACK (self->stack), n_scenes > 0 ? self->scroller : self->empty_page);
  if (self->expecting)
    select_new (self);
  else if (rushes_shot_flow_get_cursor (self->flow) == G_MAXUINT && gtk_widget_get_mapped (GTK_WIDGET (self)))
    select_next (self);
  note_shots (self);
}

static void
forget_view (RushesShotCards *self)
{
  if (self->context.view != NULL)
    g_signal_handlers_disconnect_by_data (self->context.shown, self);
  self->expecting = FALSE;
  g_hash_table_remove_all (self->known);
}

/* @context: its view is NULL while no board is open */
void
rushes_shot_cards_set_context (RushesShotCards *self, const RushesBoardContext *context)
{
  forget_view (self);
  self->context = *context;
  rushes_shot_flow_set_context (self->flow, &self->context);
  if (context->view == NULL)
    return;
  g_signal_connect_object (context->shown, "changed", G_CALLBACK (on_shown_changed), self, G_CONNECT_SWAPPED);
  if (rushes_board_view_get_board (context->view) != NULL)
    on_shown_changed (self);
}

/* The shot that is shown there is in sight and has the focus. */
void
rushes_shot_cards_go_to (RushesShotCards *self, guint position)
{
  rushes_shot_flow_go_to (self->flow, position);
}

void
rushes_shot_cards_set_narrow (RushesShotCards *self, gboolean narrow)
{
  rushes_shot_flow_set_narrow (self->flow, narrow);
}

static void
rushes_shot_cards_dispose (GObject *object)
{
  RushesShotCards *self = RUSHES_SHOT_CARDS (object);

  forget_view (self);
  self->context = (RushesBoardContext) { 0 };
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (rushes_shot_cards_parent_class)->dispose (object);
}

static void
rushes_shot_cards_finalize (GObject *object)
{
  g_hash_table_unref (RUSHES_SHOT_CARDS (object)->known);
  G_OBJECT_CLASS (rushes_shot_cards_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "shot.open", NULL, open_shot);
  gtk_widget_class_install_action (klass, "shot.add", NULL, add_shot);
  gtk_widget_class_install_action (klass, "shot.duplicate", NULL, duplicate);
  gtk_widget_class_install_action (klass, "shot.remove", NULL, remove_shots);
  gtk_widget_class_install_action (klass, "shot.alternate", NULL, add_alternate);
  gtk_widget_class_install_action (klass, "shot.omit", "b", omit);
  gtk_widget_class_install_action (klass, "shot.use", NULL, use);
  gtk_widget_class_install_action (klass, "shot.choose", "i", choose);
  gtk_widget_class_install_action (klass, "shot.lengthen", "i", lengthen);
  gtk_widget_class_install_action (klass, "shot.lengthen-seconds", "i", lengthen);
  gtk_widget_class_install_action (klass, "shot.move", "i", move);
  gtk_widget_class_install_action (klass, "scene.add", "x", add_scene);
  gtk_widget_class_install_action (klass, "scene.add-shot", "x", add_to_scene);
  gtk_widget_class_install_action (klass, "scene.rename", "x", rename_scene);
  gtk_widget_class_install_action (klass, "scene.colour", "(xs)", colour_scene);
  gtk_widget_class_install_action (klass, "scene.move", "(xi)", move_scene);
  gtk_widget_class_install_action (klass, "scene.duplicate", "x", duplicate_scene);
  gtk_widget_class_install_action (klass, "scene.omit", "(xb)", omit_scene);
  gtk_widget_class_install_action (klass, "scene.remove", "x", remove_scene);
}

static void
rushes_shot_cards_class_init (RushesShotCardsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_shot_cards_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_shot_cards_finalize;
  signals[CHANGE] = g_signal_new ("change", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_VARIANT);
  signals[OPEN_SHOT] = g_signal_new ("open-shot", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RUSHES_TYPE_SHOT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  install_actions (GTK_WIDGET_CLASS (klass));
}

static void
on_dropped (GVariant *change, gpointer data)
{
  g_signal_emit (data, signals[CHANGE], 0, change);
}

static GtkWidget *
new_empty_page (void)
{
  GtkWidget *page = adw_status_page_new (), *button = gtk_button_new_with_mnemonic (_("_Add a Shot"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "shot.add");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_css_classes (button, (const char *[]) { "pill", "suggested-action", NULL });
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "rushes-boards-symbolic");
  gtk_widget_set_name (page, "no-shots");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("No Shots Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _("A shot is what happens, how long, and the takes of it. N adds one after another; clips and files dropped here become one each."));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  return page;
}

static void
rushes_shot_cards_init (RushesShotCards *self)
{
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->flow = g_object_new (RUSHES_TYPE_SHOT_FLOW, "name", "shot-flow", NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->flow), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Shots"), -1);
  self->scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", self->flow, NULL);
  self->empty_page = new_empty_page ();
  self->stack = g_object_new (GTK_TYPE_STACK, "hhomogeneous", FALSE, NULL);
  gtk_stack_add_child (GTK_STACK (self->stack), self->scroller);
  gtk_stack_add_child (GTK_STACK (self->stack), self->empty_page);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  rushes_shot_keys_add (self->flow, &self->context);
  rushes_shot_drag_add (self->flow, &self->context, on_dropped, self);
  rushes_shot_drag_add_to_empty (self->empty_page, &self->context, on_dropped, self);
  rushes_context_menu_add (GTK_WIDGET (self), new_menu, self);
}
