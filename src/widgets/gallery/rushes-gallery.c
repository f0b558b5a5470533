/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-gallery-private.h"

#include "rushes-cells.h"
#include "rushes-clip-lookup.h"
#include "rushes-clip-menu.h"
#include "rushes-context-menu.h"
#include "rushes-error-toast.h"
#include "rushes-job-menu.h"
#include "rushes-judge-keys.h"
#include "rushes-tab-stop.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* The grid and what stands around it: what is asked for, what is shown, and how it changes. What is chosen in it is rushes-gallery-selection.c. */

static guint signal_open;

G_DEFINE_FINAL_TYPE (RushesGallery, rushes_gallery, GTK_TYPE_BOX)

static gboolean
is_active (gpointer item, gpointer data)
{
  return !rushes_job_state_is_final (rushes_job_get_state (item));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, RushesGallery *self)
{
  RushesTile *tile = rushes_tile_new (self->library, self->thumbnailer, rushes_gallery_new_dragged, self);

  g_object_set_data (G_OBJECT (tile), "list-item", item);
  gtk_list_item_set_child (item, GTK_WIDGET (tile));
}

/* There is no “unbind”: GTK 4.8 takes the item away from every cell behind a change and gives it back, and then nothing is to be done. What is not given
 * another one goes soon. */
static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, RushesGallery *self)
{
  rushes_stack_view_show (self->stacks, item);
}

/* Unless another one was wanted since, or another page. */
static void
on_read (gpointer gallery, RushesClip *clip, const GError *error, gpointer data)
{
  RushesGallery *self = gallery;
  gint64 row = *(gint64 *) data;

  if (row != self->wanted || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (error != NULL)
    rushes_error_toast_show (GTK_WIDGET (self), error);
  if (clip == NULL)
    return;
  self->wanted = 0;
  g_signal_emit (self, signal_open, 0, clip);
}

/* It is opened when it has been read, which most are already. */
static void
on_activate (RushesGallery *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  self->wanted = 0;
  if (!RUSHES_IS_CLIP (item))
    return;
  if (rushes_clip_is_loaded (RUSHES_CLIP (item)))
    {
      g_signal_emit (self, signal_open, 0, item);
      return;
    }
  self->wanted = rushes_gallery_get_key (position, self);
  rushes_clip_lookup_row (self, self->library, self->wanted, on_read, g_memdup2 (&self->wanted, sizeof self->wanted), g_free);
}

static GtkAdjustment *
get_scroll (RushesGallery *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->grid));
}

/* Another page is shown: what has the focus here, and what is in sight, is remembered. */
void
rushes_gallery_leave (RushesGallery *self)
{
  g_set_weak_pointer (&self->left, gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
  self->left_at = gtk_adjustment_get_value (get_scroll (self));
}

/* Both are again as they were. */
void
rushes_gallery_come_back (RushesGallery *self)
{
  if (self->left == NULL || !gtk_widget_is_ancestor (self->left, GTK_WIDGET (self)) || !gtk_widget_grab_focus (self->left))
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  gtk_adjustment_set_value (get_scroll (self), self->left_at);
}

/* (nullable): or what else has the focus in the grid */
static GtkWidget *
get_focus_tile (RushesGallery *self)
{
  GtkWidget *cell = gtk_widget_get_focus_child (GTK_WIDGET (self->grid));

  return cell != NULL ? gtk_widget_get_first_child (cell) : NULL;
}

/* Where the focus is in the grid, or G_MAXUINT. */
static guint
find_focus (GtkWidget *tile)
{
  GtkListItem *item = RUSHES_IS_TILE (tile) ? g_object_get_data (G_OBJECT (tile), "list-item") : NULL;

  return item != NULL ? gtk_list_item_get_position (item) : G_MAXUINT;
}

/* Space opens and closes the stack that has the focus; elsewhere it selects, as in every grid. Shift with an arrow leafs through the
 * clip that has the focus; any other key is about something else. */
static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer data)
{
  RushesGallery *self = data;
  GtkWidget *tile = get_focus_tile (self);
  int by = key == GDK_KEY_Right ? 1 : key == GDK_KEY_Left ? -1 : 0;

  if (key == GDK_KEY_space && (state & gtk_accelerator_get_default_mod_mask ()) == 0 && rushes_stack_view_toggle_at (self->stacks, find_focus (tile)))
    return GDK_EVENT_STOP;
  if (!RUSHES_IS_TILE (tile) || key == GDK_KEY_Shift_L || key == GDK_KEY_Shift_R)
    return GDK_EVENT_PROPAGATE;
  if (by == 0 || (state & gtk_accelerator_get_default_mod_mask ()) != GDK_SHIFT_MASK)
    {
      rushes_tile_stop_scrub (RUSHES_TILE (tile));
      return GDK_EVENT_PROPAGATE;
    }
  rushes_tile_scrub_by (RUSHES_TILE (tile), by);
  return GDK_EVENT_STOP;
}

static void
add_scrub_keys (RushesGallery *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), keys);
}

/* A menu is about what is selected: a tile outside of that becomes it. */
static GMenuModel *
new_menu (GtkWidget *at, GtkWidget **item, gpointer data)
{
  RushesGallery *self = data;
  RushesTile *tile = rushes_tile_find (at);
  GtkListItem *cell = tile != NULL ? g_object_get_data (G_OBJECT (tile), "list-item") : NULL;
  g_autoptr (GPtrArray) clips = NULL;
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GMenuModel) stacking = NULL;

  if (cell == NULL || rushes_tile_get_item (tile) == NULL)
    return NULL;
  *item = GTK_WIDGET (tile);
  if (!gtk_list_item_get_selected (cell))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), gtk_list_item_get_position (cell), TRUE);
  if (RUSHES_IS_JOB (rushes_tile_get_item (tile)))
    return rushes_job_menu_new (self->queue, RUSHES_JOB (rushes_tile_get_item (tile)));
  entries = rushes_gallery_list_selected (self);
  clips = rushes_gallery_list_read (self, RUSHES_MANY); /* what applies to so many applies to all */
  stacking = rushes_stack_view_new_menu (entries);
  return rushes_clip_menu_new (clips, entries->len, g_menu_model_get_n_items (stacking) > 0 ? stacking : NULL, FALSE);
}

RushesClipList *
rushes_gallery_get_clips (RushesGallery *self)
{
  return self->clips;
}

static gboolean
is_searched (RushesGallery *self)
{
  return self->words != NULL && *self->words != '\0';
}

static void
update_counts (RushesGallery *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  self->n_selected = gtk_bitset_get_size (bits);
  rushes_status_bar_set_counts (self->status, rushes_clip_list_get_n_found (self->clips), rushes_clip_list_get_n_stacks (self->clips), self->n_selected);
}

static gboolean
is_narrowed (RushesGallery *self)
{
  return rushes_filter_bar_is_active (self->filters) || is_searched (self);
}

/* What is selected, or has the focus, stays where it is, though a filter leaves it out by now, another one is the best of its stack, or its rating belongs elsewhere. */
static GArray *
list_kept (gpointer data)
{
  RushesGallery *self = data;
  g_autoptr (GArray) entries = NULL;
  GArray *rows;
  guint focus = find_focus (get_focus_tile (self)), n_jobs = rushes_gallery_count_jobs (self);
  const RushesEntry *focused = focus != G_MAXUINT && focus >= n_jobs ? rushes_clip_list_get_entry (self->clips, focus - n_jobs) : NULL;

  if (!is_narrowed (self) && !rushes_clip_list_is_by_rating (self->clips) && rushes_clip_list_get_n_stacks (self->clips) == 0)
    return NULL;
  entries = rushes_gallery_list_selected (self);
  rows = g_array_sized_new (FALSE, FALSE, sizeof (gint64), entries->len + 1);
  for (guint i = 0; i < entries->len; i++)
    g_array_append_val (rows, g_array_index (entries, RushesEntry, i).row);
  if (focused != NULL)
    g_array_append_val (rows, focused->row);
  return rows;
}

/* Another clip of its stack may be the best by now. */
static gboolean
is_on_top (RushesGallery *self, const char *id)
{
  int position = rushes_clip_list_find (self->clips, id);

  return position >= 0 && rushes_clip_list_get_entry (self->clips, position)->place == RUSHES_PLACE_TOP;
}

/* A step is of one kind. */
static gboolean
is_of (GPtrArray *judgements, RushesOpinion opinion)
{
  return judgements->len > 0 && ((const RushesJudgement *) judgements->pdata[0])->opinion == opinion;
}

/* Whether the list may be another one now. Very many are not looked at one by one. */
static gboolean
may_change (RushesGallery *self, GPtrArray *judgements)
{
  if (is_of (judgements, RUSHES_OPINION_STACK))
    return TRUE;
  if (is_of (judgements, RUSHES_OPINION_RATING) && rushes_clip_list_is_by_rating (self->clips))
    return TRUE;
  if (judgements->len > RUSHES_MANY || is_narrowed (self))
    return is_narrowed (self) || rushes_clip_list_get_n_stacks (self->clips) > 0;
  for (guint i = 0; i < judgements->len; i++)
    if (is_on_top (self, ((const RushesJudgement *) judgements->pdata[i])->clip))
      return TRUE;
  return FALSE;
}

static void
on_judged (RushesGallery *self, GPtrArray *judgements)
{
  if (may_change (self, judgements))
    rushes_clip_list_refresh (self->clips);
}

static void
on_selection_changed (RushesGallery *self)
{
  update_counts (self);
  rushes_gallery_remember_selected (self);
  rushes_clip_list_let_go (self->clips);
}

static void
explain (RushesGallery *self, const char *icon, const char *title, const char *description)
{
  adw_status_page_set_icon_name (self->empty_page, icon);
  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, description);
}

/* The grid, or why it is empty. */
static void
update (RushesGallery *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0;
  gboolean filtered = rushes_filter_bar_is_active (self->filters);

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "grid");
  if (rushes_clip_list_has_failed (self->clips))
    explain (self, "dialog-warning-symbolic", _("The Library Cannot Be Read"), _("The clips are still there. Start Rushes again, or have “rushes rebuild” make their index anew."));
  else if (is_narrowed (self))
    explain (self, "edit-find-symbolic", _("No Takes Found"), _("Try other words or fewer filters."));
  else
    explain (self, "camera-video-symbolic", _("No Takes Yet"), _("Describe a clip and press Generate. It appears here."));
  gtk_widget_set_visible (self->clear_button, filtered);
  update_counts (self);
}

/* The selection may have moved on while it was asked for. */
static void
on_restacked (RushesGallery *self)
{
  update (self);
  rushes_clip_list_let_go (self->clips);
}

static void
on_items_changed (RushesGallery *self, guint position, guint removed, guint added)
{
  gboolean had_selected = self->n_selected > 0;

  if (self->replacing)
    return;
  update (self);
  if (had_selected && self->n_selected == 0)
    rushes_gallery_select_next (self, position);
}

static void
on_queue_changed (RushesGallery *self)
{
  gtk_filter_changed (self->active_filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
run_query (RushesGallery *self)
{
  RushesQuery query = { .words = self->words };

  if (self->clips == NULL)
    return;
  rushes_filter_bar_to_query (self->filters, &query);
  rushes_clip_list_query (self->clips, &query);
}

/* @text: (nullable): what else is being done, and how much of it is; %NULL when it has ended */
void
rushes_gallery_show_work (RushesGallery *self, const char *text, double fraction)
{
  rushes_status_bar_show_work (self->status, text, fraction);
}

/* Shows only clips whose prompt has every word. */
void
rushes_gallery_search (RushesGallery *self, const char *words)
{
  if (g_strcmp0 (self->words, words) == 0)
    return;
  g_free (self->words);
  self->words = g_strdup (words);
  run_query (self);
}

/* Whatever is selected, and comes again, still is. */
static void
on_replacing (RushesGallery *self)
{
  self->replacing = TRUE;
  self->n_held = self->n_selected;
  rushes_selection_hold (self->selection, TRUE);
}

static void
on_replaced (RushesGallery *self)
{
  guint focus = find_focus (get_focus_tile (self));

  self->replacing = FALSE;
  rushes_selection_hold (self->selection, FALSE);
  update (self);
  if (self->n_held > 0 && self->n_selected == 0)
    rushes_gallery_select_next (self, focus != G_MAXUINT ? focus : 0);
}

/* Of the clips; jobs count beside them. */
static gboolean
find_sight (RushesSight *sight, gpointer data)
{
  RushesGallery *self = data;
  guint n_jobs = rushes_gallery_count_jobs (self);

  if (!rushes_cells_find_sight (self->grid, &sight->first, &sight->last, &sight->anchor) || sight->last < n_jobs)
    return FALSE;
  sight->first = MAX (sight->first, n_jobs) - n_jobs;
  sight->last -= n_jobs;
  sight->anchor = MAX (sight->anchor, n_jobs) - n_jobs;
  return TRUE;
}

/* @search: where words are typed that rushes_gallery_search() gets; the ear is told that takes come and go with them */
void
rushes_gallery_steer (RushesGallery *self, GtkWidget *search)
{
  rushes_tip_steer (search, GTK_WIDGET (self->grid));
}

/* In a narrow window two columns. */
void
rushes_gallery_set_narrow (RushesGallery *self, gboolean narrow)
{
  gtk_grid_view_set_max_columns (self->grid, narrow ? 2 : 7);
  gtk_grid_view_set_min_columns (self->grid, narrow ? 2 : 1);
  rushes_filter_bar_set_narrow (self->filters, narrow);
}

static GListModel *
new_items (RushesGallery *self)
{
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  GtkFilterListModel *active;

  self->active_filter = GTK_FILTER (gtk_custom_filter_new (is_active, NULL, NULL));
  active = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->queue)), self->active_filter);
  g_list_store_append (parts, active);
  g_list_store_append (parts, self->clips);
  g_object_unref (active);
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts)));
}

/* Hands in what is shown; once. */
void
rushes_gallery_set_up (RushesGallery *self, RushesLibrary *library, RushesJobQueue *queue, RushesThumbnailer *thumbnailer,
                       GSettings *settings)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->library = g_object_ref (library);
  self->queue = g_object_ref (queue);
  self->thumbnailer = g_object_ref (thumbnailer);
  rushes_filter_bar_set_up (self->filters, library, settings);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "filter", rushes_filter_bar_get_actions (self->filters));
  self->clips = rushes_clip_list_new (library);
  run_query (self);
  self->selection = rushes_selection_new (new_items (self), rushes_gallery_get_key, self);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  self->stacks = rushes_stack_view_new (self->grid, GTK_SELECTION_MODEL (self->selection), self->clips);
  gtk_grid_view_set_factory (self->grid, factory);
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (factory);
  g_signal_connect_object (library, "judged", G_CALLBACK (on_judged), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filters, "changed", G_CALLBACK (run_query), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "changed", G_CALLBACK (on_queue_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clips, "replacing", G_CALLBACK (on_replacing), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clips, "restacked", G_CALLBACK (on_restacked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clips, "replaced", G_CALLBACK (on_replaced), self, G_CONNECT_SWAPPED);
  /* It may select another one, of which nobody may hear before the change: after all others. */
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_changed), self, G_CONNECT_SWAPPED);
  rushes_clip_list_set_sight_func (self->clips, find_sight, self);
  rushes_clip_list_set_keep_func (self->clips, list_kept, self);
  rushes_status_bar_set_queue (self->status, queue);
  update (self);
}

static void
on_focus_changed (RushesGallery *self)
{
  if (self->clips != NULL)
    rushes_clip_list_let_go (self->clips);
}

static void
rushes_gallery_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rushes_gallery_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget", G_CALLBACK (on_focus_changed), widget, G_CONNECT_SWAPPED);
}

static void
rushes_gallery_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), on_focus_changed, widget);
  GTK_WIDGET_CLASS (rushes_gallery_parent_class)->unroot (widget);
}

static void
rushes_gallery_dispose (GObject *object)
{
  RushesGallery *self = RUSHES_GALLERY (object);

  if (self->clips != NULL)
    {
      rushes_clip_list_set_sight_func (self->clips, NULL, NULL);
      rushes_clip_list_set_keep_func (self->clips, NULL, NULL);
    }
  if (self->grid != NULL)
    gtk_grid_view_set_model (self->grid, NULL);
  g_clear_object (&self->stacks);
  g_clear_weak_pointer (&self->left);
  g_clear_object (&self->last);
  g_clear_object (&self->selection);
  g_clear_object (&self->clips);
  g_clear_object (&self->queue);
  g_clear_object (&self->library);
  g_clear_object (&self->thumbnailer);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_GALLERY);
  G_OBJECT_CLASS (rushes_gallery_parent_class)->dispose (object);
}

static void
rushes_gallery_finalize (GObject *object)
{
  g_free (RUSHES_GALLERY (object)->words);
  G_OBJECT_CLASS (rushes_gallery_parent_class)->finalize (object);
}

static void
rushes_gallery_class_init (RushesGalleryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_gallery_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_gallery_finalize;
  widget_class->root = rushes_gallery_root;
  widget_class->unroot = rushes_gallery_unroot;
  signal_open = g_signal_new ("open", RUSHES_TYPE_GALLERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              RUSHES_TYPE_CLIP);
  g_type_ensure (RUSHES_TYPE_FILTER_BAR);
  g_type_ensure (RUSHES_TYPE_STATUS_BAR);
  g_type_ensure (RUSHES_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-gallery.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesGallery, stack);
  gtk_widget_class_bind_template_child (widget_class, RushesGallery, grid);
  gtk_widget_class_bind_template_child (widget_class, RushesGallery, filters);
  gtk_widget_class_bind_template_child (widget_class, RushesGallery, clear_button);
  gtk_widget_class_bind_template_child (widget_class, RushesGallery, status);
  gtk_widget_class_bind_template_child (widget_class, RushesGallery, empty_page);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  rushes_judge_keys_add (widget_class);
  rushes_judge_keys_add_one (widget_class, GDK_KEY_c, "win.compare");
}

static void
rushes_gallery_init (RushesGallery *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_filter_bar_steer (self->filters, GTK_WIDGET (self->grid));
  add_scrub_keys (self);
  rushes_context_menu_add (GTK_WIDGET (self), new_menu, self);
}
