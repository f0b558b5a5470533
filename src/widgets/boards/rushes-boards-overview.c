/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-boards-overview.h"

#include "rushes-board-card.h"
#include "rushes-board-list.h"
#include "rushes-context-menu.h"
#include "rushes-tab-stop.h"
#include "rushes-tip.h"
#include "rushes-wrap.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* All boards as cards. */
struct _RushesBoardsOverview
{
  GtkBox parent_instance;
  GtkStack *stack;
  GtkWidget *head, *count, *filled, *empty_page;
  AdwSplitButton *new_button;
  GtkGridView *grid;
  GtkStringList *model; /* folders of boards, in the order of the facts */
  RushesLibrary *library;
  RushesThumbnailer *thumbnailer;
  GPtrArray *facts;     /* (nullable): RushesBoardFacts */
  char *meant; /* (nullable): the folder of the board that a menu is about, or that gets the focus when its cell is there */
};

G_DEFINE_FINAL_TYPE (RushesBoardsOverview, rushes_boards_overview, GTK_TYPE_BOX)

enum
{
  OPEN_BOARD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, RushesBoardsOverview *self)
{
  gtk_list_item_set_child (item, rushes_board_card_new (self->library, self->thumbnailer));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, RushesBoardsOverview *self)
{
  rushes_board_card_set_facts (RUSHES_BOARD_CARD (gtk_list_item_get_child (item)), self->facts->pdata[gtk_list_item_get_position (item)]);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, RushesBoardsOverview *self)
{
  rushes_board_card_set_facts (RUSHES_BOARD_CARD (gtk_list_item_get_child (item)), NULL);
}

/* One that cannot be read has to be restored first. */
static void
on_activate (RushesBoardsOverview *self, guint position)
{
  const RushesBoardFacts *facts = self->facts->pdata[position];

  if (facts->problem == NULL)
    g_signal_emit (self, signals[OPEN_BOARD], 0, facts->slug);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.explain-board", "(ss)", facts->slug, facts->problem);
}

static void
open_board (GtkWidget *widget, const char *action, GVariant *slug)
{
  g_signal_emit (widget, signals[OPEN_BOARD], 0, g_variant_get_string (slug, NULL));
}

/* (nullable) */
static const RushesBoardFacts *
get_facts (GtkWidget *cell)
{
  GtkWidget *card = cell != NULL ? gtk_widget_get_first_child (cell) : NULL;

  return RUSHES_IS_BOARD_CARD (card) ? rushes_board_card_get_facts (RUSHES_BOARD_CARD (card)) : NULL;
}

static void
set_meant (RushesBoardsOverview *self, const RushesBoardFacts *facts)
{
  g_free (self->meant);
  self->meant = facts != NULL ? g_strdup (facts->slug) : NULL;
}

/* The one that has the focus goes to the trash. */
static gboolean
on_delete (GtkWidget *widget, GVariant *args, gpointer data)
{
  const RushesBoardFacts *facts = get_facts (gtk_widget_get_focus_child (GTK_WIDGET (RUSHES_BOARDS_OVERVIEW (widget)->grid)));

  if (facts == NULL)
    return FALSE;
  gtk_widget_activate_action (widget, "win.trash-board", "s", facts->slug);
  return TRUE;
}

static GMenuModel *
new_menu (GtkWidget *at, GtkWidget **item, gpointer data)
{
  GtkWidget *card = gtk_widget_get_ancestor (at, RUSHES_TYPE_BOARD_CARD), *child = gtk_widget_get_first_child (at);
  const RushesBoardFacts *facts;
  GMenu *menu, *section;

  card = card == NULL && child != NULL && RUSHES_IS_BOARD_CARD (child) ? child : card;
  facts = card != NULL ? rushes_board_card_get_facts (RUSHES_BOARD_CARD (card)) : NULL;
  if (facts == NULL)
    return NULL;
  *item = card;
  set_meant (data, facts);
  menu = g_menu_new ();
  section = g_menu_new ();
  if (facts->problem == NULL)
    {
      rushes_context_menu_append (section, _("_Open"), "boards.open", g_variant_new_string (facts->slug));
      rushes_context_menu_append (section, _("_Rename…"), "win.rename-board", g_variant_new ("(ss)", facts->slug, facts->title));
      rushes_context_menu_append (section, _("_Duplicate"), "win.duplicate-board", g_variant_new_string (facts->slug));
    }
  else
    rushes_context_menu_append (section, _("_Restore"), "win.restore-board", g_variant_new_string (facts->slug));
  rushes_context_menu_close (menu, &section);
  rushes_context_menu_append (section, _("Show in _Files"), "win.show-board-files", g_variant_new_string (facts->slug));
  rushes_context_menu_close (menu, &section);
  rushes_context_menu_append (section, _("Move to _Trash"), "win.trash-board", g_variant_new_string (facts->slug));
  rushes_context_menu_close (menu, &section);
  g_object_unref (section);
  return G_MENU_MODEL (menu);
}

static void
rushes_boards_overview_dispose (GObject *object)
{
  RushesBoardsOverview *self = RUSHES_BOARDS_OVERVIEW (object);

  if (self->grid != NULL)
    gtk_grid_view_set_model (self->grid, NULL);
  g_clear_object (&self->model);
  g_clear_object (&self->library);
  g_clear_object (&self->thumbnailer);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_clear_pointer (&self->meant, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_BOARDS_OVERVIEW);
  G_OBJECT_CLASS (rushes_boards_overview_parent_class)->dispose (object);
}

static void
rushes_boards_overview_class_init (RushesBoardsOverviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_boards_overview_dispose;
  signals[OPEN_BOARD] = g_signal_new ("open-board", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (RUSHES_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-boards-overview.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesBoardsOverview, stack);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardsOverview, head);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardsOverview, count);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardsOverview, filled);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardsOverview, empty_page);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardsOverview, grid);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardsOverview, new_button);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_install_action (widget_class, "boards.open", "s", open_board);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, on_delete, NULL);
}

static void
rushes_boards_overview_init (RushesBoardsOverview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_wrap_labels (GTK_WIDGET (self));
  gtk_widget_set_visible (self->head, FALSE);
  rushes_tip_name_split (self->new_button);
  rushes_context_menu_add (GTK_WIDGET (self), new_menu, self);
}

void
rushes_boards_overview_set_up (RushesBoardsOverview *self, RushesLibrary *library, RushesThumbnailer *thumbnailer)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSelectionModel *selection;

  self->library = g_object_ref (library);
  self->thumbnailer = g_object_ref (thumbnailer);
  self->model = gtk_string_list_new (NULL);
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model))));
  gtk_single_selection_set_autoselect (GTK_SINGLE_SELECTION (selection), FALSE);
  gtk_single_selection_set_can_unselect (GTK_SINGLE_SELECTION (selection), TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  gtk_grid_view_set_factory (self->grid, factory);
  gtk_grid_view_set_model (self->grid, selection);
  g_object_unref (factory);
  g_object_unref (selection);
}

static gboolean
is_like (const RushesBoardFacts *one, const RushesBoardFacts *other)
{
  return g_str_equal (one->slug, other->slug) && one->changed_us == other->changed_us && g_strcmp0 (one->title, other->title) == 0 &&
         g_strcmp0 (one->problem, other->problem) == 0;
}

static gboolean
are_like (GPtrArray *some, GPtrArray *others)
{
  gboolean like = some != NULL && some->len == others->len;

  for (guint i = 0; like && i < some->len; i++)
    like = is_like (some->pdata[i], others->pdata[i]);
  return like;
}

/* Whether they are the same boards in the same order, whatever has become of them. */
static gboolean
are_same (GPtrArray *some, GPtrArray *others)
{
  gboolean same = some != NULL && some->len == others->len;

  for (guint i = 0; same && i < some->len; i++)
    same = g_str_equal (((RushesBoardFacts *) some->pdata[i])->slug, ((RushesBoardFacts *) others->pdata[i])->slug);
  return same;
}

/* In the cells that there are: none comes, goes, or loses the focus. */
static void
show_anew (RushesBoardsOverview *self)
{
  for (GtkWidget *cell = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    for (guint i = 0; get_facts (cell) != NULL && i < self->facts->len; i++)
      if (g_str_equal (get_facts (cell)->slug, ((RushesBoardFacts *) self->facts->pdata[i])->slug))
        {
          rushes_board_card_set_facts (RUSHES_BOARD_CARD (gtk_widget_get_first_child (cell)), self->facts->pdata[i]);
          break;
        }
}

/* (nullable): the board that keys and the menu were about; if it went, the one that stands there now */
static const char *
find_next (GPtrArray *before, GPtrArray *facts, const char *meant)
{
  guint at = 0;

  for (guint i = 0; i < facts->len; i++)
    if (g_str_equal (((RushesBoardFacts *) facts->pdata[i])->slug, meant))
      return meant;
  while (at < before->len && !g_str_equal (((RushesBoardFacts *) before->pdata[at])->slug, meant))
    at++;
  return at < before->len && facts->len > 0 ? ((RushesBoardFacts *) facts->pdata[MIN (at, facts->len - 1)])->slug : NULL;
}

/* When the cells are there. Who has gone elsewhere meanwhile stays there. */
static gboolean
on_shown (gpointer overview)
{
  RushesBoardsOverview *self = overview;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->meant == NULL || root == NULL || (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    return G_SOURCE_REMOVE;
  for (GtkWidget *cell = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    if (get_facts (cell) != NULL && g_str_equal (get_facts (cell)->slug, self->meant))
      gtk_widget_grab_focus (cell);
  set_meant (self, NULL);
  return G_SOURCE_REMOVE;
}

/* What had the focus has it again, or its neighbour. */
static void
keep_focus (RushesBoardsOverview *self, GPtrArray *before)
{
  g_autofree char *meant = g_steal_pointer (&self->meant);

  self->meant = before != NULL && meant != NULL ? g_strdup (find_next (before, self->facts, meant)) : NULL;
  if (self->meant != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_shown, g_object_ref (self), g_object_unref);
}

/* @facts: (element-type RushesBoardFacts). What is as it was is not shown anew. */
void
rushes_boards_overview_set_facts (RushesBoardsOverview *self, GPtrArray *facts)
{
  g_autoptr (GPtrArray) before = self->facts;
  g_autofree char *count = g_strdup_printf (ngettext ("%u board", "%u boards", facts->len), facts->len);
  g_autoptr (GStrvBuilder) slugs = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  gtk_widget_set_visible (self->head, facts->len > 0);
  gtk_label_set_label (GTK_LABEL (self->count), count);
  gtk_stack_set_visible_child (self->stack, facts->len > 0 ? self->filled : self->empty_page);
  if (are_like (before, facts))
    {
      before = NULL;
      return;
    }
  self->facts = g_ptr_array_ref (facts);
  if (are_same (before, facts))
    {
      show_anew (self);
      return;
    }
  if (get_facts (gtk_widget_get_focus_child (GTK_WIDGET (self->grid))) != NULL)
    set_meant (self, get_facts (gtk_widget_get_focus_child (GTK_WIDGET (self->grid))));
  for (guint i = 0; i < facts->len; i++)
    g_strv_builder_add (slugs, ((RushesBoardFacts *) facts->pdata[i])->slug);
  list = g_strv_builder_end (slugs);
  gtk_string_list_splice (self->model, 0, g_list_model_get_n_items (G_LIST_MODEL (self->model)), (const char *const *) list);
  keep_focus (self, before);
}

void
rushes_boards_overview_set_narrow (RushesBoardsOverview *self, gboolean narrow)
{
  gtk_grid_view_set_max_columns (self->grid, narrow ? 1 : 6);
}
