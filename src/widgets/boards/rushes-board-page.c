/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-page.h"

#include "rushes-animatic-view.h"
#include "rushes-board-foot.h"
#include "rushes-board-strip.h"
#include "rushes-fold.h"
#include "rushes-late-menu.h"
#include "rushes-rate.h"
#include "rushes-shot-cards.h"
#include "rushes-shot-list.h"
#include "rushes-shot-selection.h"
#include "rushes-state-filter.h"
#include "rushes-toggles.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* An open board: the strip, its shots as cards or as a list, how far it is. What is done to it is said by “change” (a{sv}, see
 * rushes-board-change.h), which shot the form is about by “shot-changed”. */
struct _RushesBoardPage
{
  GtkBox parent_instance;
  GtkLabel *title, *facts;
  AdwButtonContent *back;
  GtkMenuButton *menu_button;
  GMenuModel *board_menu;
  RushesBoardStrip *strip;
  GtkStack *stack;
  RushesShotCards *cards;
  RushesShotList *list;
  RushesToggles *views;
  GtkWidget *no_match;
  RushesStateFilter *states;
  RushesAnimaticView *animatic;
  GtkWidget *head;
  RushesBoardFoot *foot;
  gboolean narrow;
  gboolean full; /* the board that is played has the whole screen */
  RushesBoardContext context;
  RushesShotSelection *selected;
  gint64 wanted; /* the shot that gets the focus when it is there; 0: none */
  gboolean awaits_focus; /* any of them does, when they are there */
};

G_DEFINE_FINAL_TYPE (RushesBoardPage, rushes_board_page, GTK_TYPE_BOX)

enum
{
  CHANGE,
  OPEN_SHOT,
  SHOT_CHANGED,
  FULL_SCREEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_change (GtkWidget *part, GVariant *change, RushesBoardPage *self)
{
  g_signal_emit (self, signals[CHANGE], 0, change);
}

static void
on_open_shot (GtkWidget *part, RushesShot *shot, RushesBoardPage *self)
{
  g_signal_emit (self, signals[OPEN_SHOT], 0, shot);
}

/* GTK tells of all pages of a stack that can be chosen. What is not seen is not heard. */
static void
on_child_shown (RushesBoardPage *self)
{
  GtkWidget *shown = gtk_stack_get_visible_child (self->stack);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN, child != shown, -1);
}

/* A filter leaves nothing of what there is. */
static gboolean
is_all_hidden (RushesBoardPage *self)
{
  return self->context.view != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->context.shown)) == 0 &&
         rushes_filtered_shots_get_states (self->context.shown) != 0;
}

static gboolean
shows_list (RushesBoardPage *self)
{
  return g_strcmp0 (rushes_toggles_get_active_name (self->views), "list") == 0;
}

static void
show_shots (RushesBoardPage *self)
{
  GtkWidget *shots = shows_list (self) ? GTK_WIDGET (self->list) : GTK_WIDGET (self->cards);

  gtk_stack_set_visible_child (self->stack, is_all_hidden (self) ? self->no_match : shots);
}

static void
on_view_chosen (RushesBoardPage *self)
{
  rushes_board_page_stop (self);
  show_shots (self);
}

static void
set_full (RushesBoardPage *self, gboolean full)
{
  if (self->full == full)
    return;
  self->full = full;
  for (GtkWidget *const *part = (GtkWidget *const[]) { self->head, GTK_WIDGET (self->strip), GTK_WIDGET (self->foot), NULL }; *part != NULL; part++)
    gtk_widget_set_visible (*part, !full);
  g_signal_emit (self, signals[FULL_SCREEN], 0, full);
}

static void
toggle_full (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesBoardPage *self = RUSHES_BOARD_PAGE (widget);

  if (!rushes_animatic_view_is_open (self->animatic))
    gtk_widget_activate_action (widget, "win.play-board", NULL);
  set_full (self, !self->full);
}

static void
show_all_states (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rushes_state_filter_clear (RUSHES_BOARD_PAGE (widget)->states);
}

/* At the end of the board. */
static void
add_scene (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (RUSHES_BOARD_PAGE (widget)->cards), "scene.add", "x", (gint64) 0);
}

/* From the whole screen back to the page, and from there to the shots. */
static void
on_close_animatic (RushesBoardPage *self)
{
  if (self->full)
    set_full (self, FALSE);
  else
    rushes_board_page_stop (self);
}

/* Another page is shown: that one is not to be without its buttons. */
static void
on_hidden (RushesBoardPage *self)
{
  set_full (self, FALSE);
}

/* The first and the last frame of the scene in which the playhead is; −1 both if there is none. */
static void
find_scene (RushesBoardPage *self, gint64 *first, gint64 *last)
{
  gint64 position = rushes_board_strip_get_position (self->strip), scene = -1;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->context.view));

  *first = *last = -1;
  for (guint i = 0; i < n && scene < 0; i++)
    {
      RushesShot *shot = rushes_board_view_get_shot (self->context.view, i);
      if (position < rushes_shot_get_start (shot) + rushes_shot_get_played (shot))
        scene = rushes_shot_get_scene (shot);
    }
  for (guint i = 0; i < n; i++)
    {
      RushesShot *shot = rushes_board_view_get_shot (self->context.view, i);
      if (rushes_shot_get_scene (shot) != scene)
        continue;
      if (*first < 0)
        *first = rushes_shot_get_start (shot);
      *last = rushes_shot_get_start (shot) + rushes_shot_get_played (shot) - 1;
    }
}

/* The scene over and over, or all of the board once. */
static void
on_loop (RushesBoardPage *self)
{
  RushesAnimatic *animatic = rushes_animatic_view_get_animatic (self->animatic);
  gboolean loop;
  gint64 first = -1, last = -1;

  g_object_get (self->strip, "loop", &loop, NULL);
  if (loop && self->context.view != NULL)
    find_scene (self, &first, &last);
  g_object_set (animatic, "loop", loop, NULL);
  rushes_animatic_set_range (animatic, first, last);
}

static void
on_frame (RushesBoardPage *self)
{
  gint64 frame = rushes_animatic_get_frame (rushes_animatic_view_get_animatic (self->animatic));

  if (frame >= 0 && rushes_animatic_view_is_open (self->animatic))
    rushes_board_strip_set_position (self->strip, frame);
}

/* Another scene may be meant. */
static void
on_sought (RushesBoardPage *self, gint64 position)
{
  if (!rushes_animatic_view_is_open (self->animatic))
    return;
  on_loop (self);
  rushes_animatic_seek (rushes_animatic_view_get_animatic (self->animatic), position);
}

static void
show_facts (RushesBoardPage *self)
{
  RushesBoard *board = rushes_board_view_get_board (self->context.view);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->context.view)), n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->context.shown));
  g_autofree char *shots = n_shown == n      ? g_strdup_printf (ngettext ("%u shot", "%u shots", n), n)
                           : self->narrow ? g_strdup_printf (_("%u of %u"), n_shown, n)
                                          : g_strdup_printf (ngettext ("%u of %u shot", "%u of %u shots", n), n_shown, n);
  g_autofree char *rate = rushes_rate_dup_shown (rushes_board_get_rate (board)), *text = NULL;

  text = g_strdup_printf (_("%s · %s per second"), shots, rate);
  gtk_label_set_label (self->title, rushes_board_get_title (board));
  gtk_label_set_label (self->facts, self->narrow ? shots : text);
}

/* The focus goes to the shots, as Tab would bring it: none of their pages takes it itself. */
static void
focus_shots (RushesBoardPage *self)
{
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
on_selected (RushesBoardPage *self)
{
  rushes_board_foot_update (self->foot);
  g_signal_emit (self, signals[SHOT_CHANGED], 0);
}

/* Whether the focus is on one of the pages of the stack. */
static gboolean
has_focus_on (RushesBoardPage *self, GtkWidget *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, page);
}

/* The page that goes leaves its focus to the one that comes. */
static void
on_shown_changed (RushesBoardPage *self)
{
  GtkWidget *before = gtk_stack_get_visible_child (self->stack);
  gboolean focus = has_focus_on (self, before);

  if (rushes_board_view_get_board (self->context.view) != NULL)
    show_facts (self);
  if (rushes_animatic_view_is_open (self->animatic))
    return;
  show_shots (self);
  if (focus && gtk_stack_get_visible_child (self->stack) != before)
    focus_shots (self);
}

/* When all is laid out. */
static gboolean
on_wanted (gpointer page)
{
  RushesBoardPage *self = page;
  guint position = self->wanted != 0 && self->context.view != NULL ? rushes_filtered_shots_find (self->context.shown, self->wanted) : G_MAXUINT;

  if (self->awaits_focus && self->context.view != NULL && rushes_board_view_get_board (self->context.view) != NULL)
    {
      self->awaits_focus = FALSE;
      focus_shots (self);
    }
  if (position == G_MAXUINT)
    return G_SOURCE_REMOVE;
  self->wanted = 0;
  if (shows_list (self))
    rushes_shot_list_go_to (self->list, position);
  else
    rushes_shot_cards_go_to (self->cards, position);
  return G_SOURCE_REMOVE;
}

static void
go_to_wanted (RushesBoardPage *self)
{
  if (self->wanted != 0 || self->awaits_focus)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_wanted, g_object_ref (self), g_object_unref);
}

static void
on_view_changed (RushesBoardPage *self)
{
  go_to_wanted (self);
  show_facts (self);
  rushes_board_foot_update (self->foot);
}

static void
rushes_board_page_dispose (GObject *object)
{
  RushesBoardPage *self = RUSHES_BOARD_PAGE (object);

  if (self->context.view != NULL)
    rushes_board_page_set_view (self, NULL);
  g_clear_object (&self->context.library);
  g_clear_object (&self->context.queue);
  g_clear_object (&self->context.thumbnailer);
  g_clear_object (&self->context.settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_BOARD_PAGE);
  G_OBJECT_CLASS (rushes_board_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, board_menu);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, title);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, back);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, facts);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, strip);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, cards);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, list);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, views);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, no_match);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, states);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, animatic);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, head);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, foot);
}

static void
rushes_board_page_class_init (RushesBoardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_board_page_dispose;
  signals[CHANGE] = g_signal_new ("change", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_VARIANT);
  /* A shot is to be looked at. */
  signals[OPEN_SHOT] = g_signal_new ("open-shot", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RUSHES_TYPE_SHOT);
  signals[SHOT_CHANGED] = g_signal_new ("shot-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* Whether it has, or gives back, the whole screen. */
  signals[FULL_SCREEN] = g_signal_new ("full-screen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_install_action (widget_class, "board.full-screen", NULL, toggle_full);
  gtk_widget_class_install_action (widget_class, "board.add-scene", NULL, add_scene);
  gtk_widget_class_install_action (widget_class, "board.show-all-states", NULL, show_all_states);
  g_type_ensure (RUSHES_TYPE_ANIMATIC_VIEW);
  g_type_ensure (RUSHES_TYPE_BOARD_FOOT);
  g_type_ensure (RUSHES_TYPE_BOARD_STRIP);
  g_type_ensure (RUSHES_TYPE_FOLD);
  g_type_ensure (RUSHES_TYPE_SHOT_CARDS);
  g_type_ensure (RUSHES_TYPE_SHOT_LIST);
  g_type_ensure (RUSHES_TYPE_STATE_FILTER);
  g_type_ensure (RUSHES_TYPE_TOGGLES);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-board-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_change);
  gtk_widget_class_bind_template_callback (widget_class, on_open_shot);
  gtk_widget_class_bind_template_callback (widget_class, on_view_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_close_animatic);
  gtk_widget_class_bind_template_callback (widget_class, focus_shots);
}

static void
rushes_board_page_init (RushesBoardPage *self)
{
  RushesAnimatic *animatic;

  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_late_menu_set (self->menu_button, self->board_menu);
  rushes_toggles_steer (self->views, GTK_WIDGET (self->stack));
  rushes_state_filter_steer (self->states, GTK_WIDGET (self->stack));
  animatic = rushes_animatic_view_get_animatic (self->animatic);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (on_child_shown), self, G_CONNECT_SWAPPED);
  on_child_shown (self);
  g_object_bind_property (animatic, "playing", self->strip, "playing", G_BINDING_DEFAULT);
  g_object_bind_property (self->strip, "takes-heard", animatic, "takes-heard", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (animatic, "notify::frame", G_CALLBACK (on_frame), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->animatic, "unmap", G_CALLBACK (on_hidden), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->strip, "sought", G_CALLBACK (on_sought), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->strip, "notify::loop", G_CALLBACK (on_loop), self, G_CONNECT_SWAPPED);
}

void
rushes_board_page_set_up (RushesBoardPage *self, RushesLibrary *library, RushesJobQueue *queue, RushesThumbnailer *thumbnailer, GSettings *settings)
{
  self->context.library = g_object_ref (library);
  self->context.queue = g_object_ref (queue);
  self->context.thumbnailer = g_object_ref (thumbnailer);
  rushes_animatic_view_set_thumbnailer (self->animatic, thumbnailer);
  self->context.settings = g_object_ref (settings);
}

static void
show_parts (RushesBoardPage *self)
{
  rushes_board_strip_set_context (self->strip, &self->context);
  rushes_shot_cards_set_context (self->cards, &self->context);
  rushes_shot_list_set_context (self->list, &self->context);
  rushes_state_filter_set_context (self->states, &self->context);
  rushes_board_foot_set_context (self->foot, &self->context);
}

/* @view: (nullable): of the board that is shown */
void
rushes_board_page_set_view (RushesBoardPage *self, RushesBoardView *view)
{
  g_autoptr (RushesBoardView) before = self->context.view != NULL ? g_object_ref (self->context.view) : NULL; /* until the parts have let go of it */
  g_autoptr (RushesFilteredShots) shown_before = g_steal_pointer (&self->context.shown);

  if (self->context.view != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->context.view, self);
      g_signal_handlers_disconnect_by_data (shown_before, self);
      g_signal_handlers_disconnect_by_data (self->selected, self);
    }
  rushes_board_page_stop (self);
  g_clear_object (&self->selected);
  self->wanted = 0;
  self->awaits_focus = FALSE;
  g_set_object (&self->context.view, view);
  self->context.shown = view != NULL ? rushes_filtered_shots_new (view) : NULL;
  self->selected = view != NULL ? rushes_shot_selection_new (view, self->context.shown) : NULL;
  self->context.selection = self->selected != NULL ? rushes_shot_selection_get_model (self->selected) : NULL;
  show_parts (self);
  if (view == NULL)
    return;
  show_shots (self);
  g_signal_connect_object (self->context.shown, "changed", G_CALLBACK (on_shown_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "changed", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selected, "changed", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  if (rushes_board_view_get_board (view) != NULL)
    on_view_changed (self);
}

/* Returns: (transfer none) (nullable): the shot that the form is about */
RushesShot *
rushes_board_page_get_shot (RushesBoardPage *self)
{
  return self->selected != NULL ? rushes_shot_selection_get_shot (self->selected) : NULL;
}

/* Returns: (transfer full) (element-type RushesShot): all that are selected */
GPtrArray *
rushes_board_page_list_shots (RushesBoardPage *self)
{
  return self->selected != NULL ? rushes_shot_selection_list (self->selected) : g_ptr_array_new_with_free_func (g_object_unref);
}

/* That shot alone, also one that is yet to come. */
void
rushes_board_page_select (RushesBoardPage *self, gint64 number)
{
  if (self->selected != NULL)
    rushes_shot_selection_select (self->selected, number);
}

/* The same, and it is in sight and has the focus. */
void
rushes_board_page_go_to (RushesBoardPage *self, gint64 number)
{
  rushes_board_page_stop (self);
  rushes_board_page_select (self, number);
  self->wanted = number;
  go_to_wanted (self);
}

/* The focus goes to its shots, as soon as they are there. */
void
rushes_board_page_await_focus (RushesBoardPage *self)
{
  self->awaits_focus = TRUE;
  go_to_wanted (self);
}

/* Whether that is the board that is shown, as it is now. */
gboolean
rushes_board_page_shows (RushesBoardPage *self, RushesBoard *board)
{
  return self->context.view != NULL && rushes_board_view_get_board (self->context.view) == board;
}

/* @plan: (nullable): what is played by it when it is, or plays already; %NULL: there is nothing */
void
rushes_board_page_set_plan (RushesBoardPage *self, RushesPlayPlan *plan)
{
  if (plan == NULL || plan->parts->len == 0)
    rushes_board_page_stop (self);
  rushes_animatic_view_set_plan (self->animatic, plan);
  rushes_animatic_view_wait_at (self->animatic, rushes_board_strip_get_position (self->strip));
  if (rushes_animatic_view_is_open (self->animatic))
    on_loop (self);
}

/* The board is seen and heard in the place of its shots, from where the playhead is. There has to be a plan. */
void
rushes_board_page_play (RushesBoardPage *self)
{
  gint64 from = rushes_board_strip_get_position (self->strip);

  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->animatic));
  rushes_animatic_view_play (self->animatic, from + 1 < rushes_board_view_get_length (self->context.view) ? from : 0);
  on_loop (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->animatic));
}

/* Whether there is anything to be played. */
gboolean
rushes_board_page_has_plan (RushesBoardPage *self)
{
  return rushes_animatic_view_has_plan (self->animatic);
}

/* Whether that is the animatic, not the shots. */
gboolean
rushes_board_page_is_played (RushesBoardPage *self)
{
  return rushes_animatic_view_is_open (self->animatic);
}

/* Plays, or pauses, what is open. Returns: whether anything is */
gboolean
rushes_board_page_toggle_playing (RushesBoardPage *self)
{
  RushesAnimatic *animatic = rushes_animatic_view_get_animatic (self->animatic);

  if (!rushes_animatic_view_is_open (self->animatic))
    return FALSE;
  rushes_animatic_set_playing (animatic, !rushes_animatic_get_playing (animatic));
  return TRUE;
}

/* The shots are seen again. */
void
rushes_board_page_stop (RushesBoardPage *self)
{
  if (!rushes_animatic_view_is_open (self->animatic))
    return;
  set_full (self, FALSE);
  rushes_animatic_view_close (self->animatic);
  show_shots (self);
  focus_shots (self);
}

/* Returns: (transfer none): what stands below it: what goes on with the board is shown there */
RushesBoardFoot *
rushes_board_page_get_foot (RushesBoardPage *self)
{
  return self->foot;
}

/* What was asked for has been done, or not. */
void
rushes_board_page_settle (RushesBoardPage *self)
{
  rushes_board_strip_settle (self->strip);
}

void
rushes_board_page_set_narrow (RushesBoardPage *self, gboolean narrow)
{
  self->narrow = narrow;
  gtk_widget_set_visible (GTK_WIDGET (self->title), !narrow); /* the window's says it */
  adw_button_content_set_label (self->back, narrow ? "" : _("Boards"));
  rushes_shot_cards_set_narrow (self->cards, narrow);
  rushes_board_strip_set_narrow (self->strip, narrow);
  rushes_board_foot_set_narrow (self->foot, narrow);
  if (self->context.view != NULL && rushes_board_view_get_board (self->context.view) != NULL)
    on_view_changed (self);
}
