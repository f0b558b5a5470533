/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-window-private.h"

#include "rushes-dialogs.h"
#include "rushes-shortcuts.h"
#include "rushes-tip.h"
#include "rushes-toast.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Puts the pages together and hears what they tell. From one to another goes rushes-window-pages.c; what can be done with jobs and clips is added by
 * rushes-window-actions.c; what is where, in which width, is rushes-window-layout.c. */
G_DEFINE_FINAL_TYPE (RushesWindow, rushes_window, ADW_TYPE_APPLICATION_WINDOW)

/* Returns: (transfer none) (nullable): %NULL before rushes_window_fill(), when nothing else may be asked of the window */
RushesCore *
rushes_window_get_core (RushesWindow *self)
{
  return self->core;
}

RushesGallery *
rushes_window_get_gallery (RushesWindow *self)
{
  return self->gallery;
}

RushesViewer *
rushes_window_get_viewer (RushesWindow *self)
{
  return self->viewer;
}

RushesReview *
rushes_window_get_review (RushesWindow *self)
{
  return self->review;
}

RushesComposer *
rushes_window_get_composer (RushesWindow *self)
{
  return self->composer;
}

/* Returns: (transfer full) (element-type RushesClip) (nullable): what an action is about: the one in the viewer, or that has the focus among those
 * that are compared, else those that are selected; %NULL: these are very many, or one has not been read, and rushes_window_list_rows() says which they are */
GPtrArray *
rushes_window_ref_clips (RushesWindow *self)
{
  RushesClip *viewed = rushes_viewer_get_clip (self->viewer), *shown = viewed != NULL ? viewed : rushes_review_get_clip (self->review);
  GPtrArray *clips;

  if (shown == NULL)
    return rushes_gallery_get_selected (self->gallery);
  clips = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (clips, g_object_ref (shown));
  return clips;
}

/* Returns: (transfer full) (element-type RushesEntry) (nullable): the same of the gallery without reading anything; %NULL: it is about one that is
 * looked at elsewhere */
GArray *
rushes_window_list_entries (RushesWindow *self)
{
  if (rushes_viewer_get_clip (self->viewer) != NULL || rushes_review_get_clip (self->review) != NULL)
    return NULL;
  return rushes_gallery_list_selected (self->gallery);
}

/* Returns: (transfer full) (element-type gint64): the same as rows, wherever it is looked at; nothing is read, however many there are */
GArray *
rushes_window_list_rows (RushesWindow *self)
{
  g_autoptr (GArray) entries = rushes_window_list_entries (self);
  g_autoptr (GPtrArray) clips = entries == NULL ? rushes_window_ref_clips (self) : NULL;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    g_array_append_val (rows, g_array_index (entries, RushesEntry, i).row);
  for (guint i = 0; clips != NULL && i < clips->len; i++)
    g_array_append_vals (rows, &(gint64) { rushes_library_find_known_row (rushes_core_get_library (self->core), rushes_clip_get_id (clips->pdata[i])) }, 1);
  return rows;
}

RushesBoardDesk *
rushes_window_get_desk (RushesWindow *self)
{
  return self->desk;
}

RushesThumbnailer *
rushes_window_get_thumbnailer (RushesWindow *self)
{
  return self->thumbnailer;
}

GSettings *
rushes_window_get_settings (RushesWindow *self)
{
  return self->settings;
}

/* @toast: (transfer full): one that only tells something says it in place of the last such */
void
rushes_window_toast (RushesWindow *self, AdwToast *toast)
{
  if (adw_toast_get_button_label (toast) == NULL)
    rushes_told_say (self->told, toast);
  else
    adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Returns: (transfer full): for what is told apart from all else, and can be taken back */
RushesTold *
rushes_window_new_told (RushesWindow *self)
{
  return rushes_told_new (self->toasts);
}

/* @toast: has nothing to say any more */
void
rushes_window_end_toast (RushesWindow *self, AdwToast *toast)
{
  rushes_toast_dismiss (self->toasts, toast);
}

/* @text: (nullable): a remark above all pages */
void
rushes_window_set_banner (RushesWindow *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->banner), text != NULL ? text : "");
  gtk_widget_set_visible (self->banner, text != NULL);
}

static void
on_narrow_changed (RushesWindow *self)
{
  if (self->core != NULL)
    rushes_window_update_layout (self);
}

static void
on_page_changed (RushesWindow *self)
{
  const char *page = adw_view_stack_get_visible_child_name (self->pages);

  if (self->core == NULL)
    return;
  if (g_strcmp0 (page, "compose") != 0)
    self->content = g_intern_string (page);
  rushes_window_update_layout (self);
}

static void
on_search_changed (RushesWindow *self)
{
  if (self->core != NULL)
    rushes_gallery_search (self->gallery, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
on_open (RushesGallery *gallery, RushesClip *clip, RushesWindow *self)
{
  rushes_window_show_clip (self, clip);
}

static void
on_shown (RushesViewer *viewer, RushesClip *clip, RushesWindow *self)
{
  rushes_gallery_select (self->gallery, clip);
}

static void
update_badge (RushesWindow *self)
{
  int running, waiting;

  rushes_job_queue_count (rushes_core_get_queue (self->core), &running, &waiting);
  adw_view_stack_page_set_badge_number (self->queue_stack_page, running + waiting);
}

/* Its user was elsewhere: files may have come and gone where nothing watches. */
static void
on_active (RushesWindow *self)
{
  if (self->core == NULL || !gtk_window_is_active (GTK_WINDOW (self)))
    return;
  rushes_library_look (rushes_core_get_library (self->core));
  rushes_thumbnailer_look_at_stills (self->thumbnailer);
  if (self->shot_form != NULL)
    rushes_shot_form_look_again (self->shot_form);
}

static void
on_added (RushesWindow *self)
{
  if (!rushes_adaptive_bin_get_narrow (self->adaptive))
    return;
  adw_view_stack_set_visible_child_name (self->pages, "gallery");
}

/* In a narrow window the form is a page: takes of a shot are seen on their board. */
static void
on_shot_added (RushesWindow *self)
{
  if (rushes_adaptive_bin_get_narrow (self->adaptive))
    adw_view_stack_set_visible_child_name (self->pages, self->content);
}

static void
on_shot_told (RushesShotForm *form, const char *sentence, RushesWindow *self)
{
  rushes_window_toast (self, rushes_toast_new (sentence));
}

/* Returns: (nullable): the form about a shot, which is made by the first who asks; %NULL before rushes_window_fill() */
RushesShotForm *
rushes_window_get_shot_form (RushesWindow *self)
{
  if (self->shot_form != NULL || self->core == NULL)
    return self->shot_form;
  self->shot_form = rushes_shot_form_new (self->core, RUSHES_COMPOSE (self->parts[RUSHES_WINDOW_SHOT_COMPOSE]), self->thumbnailer, self->settings);
  g_signal_connect_object (self->shot_form, "added", G_CALLBACK (on_shot_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shot_form, "told", G_CALLBACK (on_shot_told), self, 0);
  return self->shot_form;
}

static void
on_shot_changed (RushesWindow *self)
{
  RushesBoardSession *session = rushes_board_desk_get_session (self->desk);
  RushesBoardPage *page = rushes_boards_page_get_board (self->boards_page);

  rushes_shot_form_show (rushes_window_get_shot_form (self), session, session != NULL ? rushes_board_page_get_shot (page) : NULL);
  rushes_window_update_layout (self);
}

/* That shot of the board that is open is in the form. @write: its prompt is to be written */
void
rushes_window_show_shot (RushesWindow *self, gint64 number, gboolean write)
{
  rushes_window_show_page (self, "boards");
  rushes_board_desk_select (self->desk, number);
  if (rushes_adaptive_bin_get_narrow (self->adaptive))
    rushes_window_show_page (self, "compose");
  else
    gtk_toggle_button_set_active (self->pane_button, TRUE);
  if (write)
    rushes_compose_focus_prompt (rushes_shot_form_get_pane (rushes_window_get_shot_form (self)));
}

/* Takes a workflow in and shows its form: JSON, or a picture or clip that holds one. */
void
rushes_window_open_workflow (RushesWindow *self, GFile *file)
{
  rushes_composer_open_workflow (self->composer, file);
}

static void
on_open_workflow_file (GFile *file, gpointer data)
{
  rushes_window_open_workflow (data, file);
}

static void
on_open_workflow (RushesWindow *self)
{
  static const char *const types[] = { "application/json", "image/png", "image/webp", "video/mp4", "video/webm", "video/x-matroska", NULL };

  rushes_file_open (GTK_WIDGET (self), _("Open a Workflow"), _("Workflows"), types, on_open_workflow_file, self);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, RushesWindow *self)
{
  rushes_window_open_workflow (self, g_value_get_object (value));
  return TRUE;
}

/* Last year's clip dropped on the form gives its settings back. */
static void
accept_workflows (RushesWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self->compose), GTK_EVENT_CONTROLLER (target));
}

/* @empty: the library has no clip */
static gboolean
is_fresh (RushesWindow *self, gboolean empty)
{
  return empty && g_list_model_get_n_items (G_LIST_MODEL (rushes_core_get_connections (self->core))) == 0 &&
         g_list_model_get_n_items (G_LIST_MODEL (rushes_core_get_queue (self->core))) == 0;
}

static void
on_found (RushesDiscovery *discovery, const char *name, const char *address, RushesWindow *self)
{
  rushes_first_run_add_found (self->first_run, name, address);
}

/* What can be used at once is looked for, quietly. */
static void
start_first_run (RushesWindow *self)
{
  gtk_stack_set_visible_child_name (self->root, "first-run");
  self->discovery = rushes_discovery_new (self->core);
  g_signal_connect_object (self->discovery, "found", G_CALLBACK (on_found), self, 0);
  rushes_discovery_start (self->discovery);
}

/* Wherever it came from, there is a place now where takes can be made. */
static void
on_connections_changed (RushesWindow *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (rushes_core_get_connections (self->core))) > 0 &&
      g_strcmp0 (gtk_stack_get_visible_child_name (self->root), "first-run") == 0)
    rushes_window_show_main (self);
}

static void
look_around (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rushes_window_show_main (RUSHES_WINDOW (widget));
}

static void
close_viewer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rushes_window_close_viewer (RUSHES_WINDOW (widget));
}

static void
show_page (GtkWidget *widget, const char *action, GVariant *name)
{
  rushes_window_show_page (RUSHES_WINDOW (widget), g_variant_get_string (name, NULL));
}

static void
toggle_pane (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesWindow *self = RUSHES_WINDOW (widget);

  gtk_toggle_button_set_active (self->pane_button, !gtk_toggle_button_get_active (self->pane_button));
}

static void
toggle_search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RushesWindow *self = RUSHES_WINDOW (widget);

  adw_view_stack_set_visible_child_name (self->pages, "gallery");
  gtk_search_bar_set_search_mode (self->search_bar, !gtk_search_bar_get_search_mode (self->search_bar));
}

static const struct
{
  const char *name, *type;
  GtkWidgetActionActivateFunc activate;
} own_actions[] = {
  { "win.look-around", NULL, look_around },
  { "win.close-viewer", NULL, close_viewer },
  { "win.show-page", "s", show_page },
  { "win.toggle-pane", NULL, toggle_pane },
  { "win.search", NULL, toggle_search },
};

static void
install_actions (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (own_actions); i++)
    gtk_widget_class_install_action (klass, own_actions[i].name, own_actions[i].type, own_actions[i].activate);
}

static gboolean
rushes_window_close_request (GtkWindow *window)
{
  RushesWindow *self = RUSHES_WINDOW (window);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set (self->settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  if (self->core == NULL)
    return GTK_WINDOW_CLASS (rushes_window_parent_class)->close_request (window);
  rushes_composer_save (self->composer);
  if (self->shot_form != NULL)
    rushes_shot_form_save (self->shot_form);
  rushes_viewer_close (self->viewer); /* the points that were set there are a shot's */
  rushes_board_desk_finish (self->desk);
  rushes_review_close (self->review);
  return GTK_WINDOW_CLASS (rushes_window_parent_class)->close_request (window);
}

static void
rushes_window_dispose (GObject *object)
{
  RushesWindow *self = RUSHES_WINDOW (object);

  rushes_window_end_opening (self);
  g_clear_object (&self->discovery);
  g_clear_object (&self->composer);
  g_clear_object (&self->shot_form);
  g_clear_object (&self->desk);
  g_clear_object (&self->told);
  rushes_window_drop_parts (self);
  g_clear_object (&self->core);
  g_clear_object (&self->thumbnailer);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_WINDOW);
  G_OBJECT_CLASS (rushes_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, adaptive);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, root);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, first_run_slot);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, compose_pane);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, wide_slot);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, narrow_slot);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, pane_button);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, compose_title);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, compose_page);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, queue_stack_page);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, gallery_slot);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, queue_slot);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, boards_slot);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, header);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, viewer_slot);
  gtk_widget_class_bind_template_child (widget_class, RushesWindow, review_slot);
}

static void
rushes_window_class_init (RushesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = rushes_window_close_request;
  /* Its first frame is on the screen, or it is not in sight: the rest of it may be made. */
  g_signal_new ("seen", RUSHES_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (RUSHES_TYPE_ADAPTIVE_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_page_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  install_actions (widget_class);
}

static void
enable_actions (RushesWindow *self, gboolean enabled)
{
  for (guint i = 0; i < G_N_ELEMENTS (own_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), own_actions[i].name, enabled);
}

static void
rushes_window_init (RushesWindow *self)
{
  if (RUSHES_DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
  enable_actions (self, FALSE);
}

static void
on_full_screen (RushesBoardPage *page, gboolean full, RushesWindow *self)
{
  rushes_window_set_bare (self, full);
}

static void
on_desk_toast (RushesBoardDesk *desk, AdwToast *toast, RushesWindow *self)
{
  rushes_window_toast (self, g_object_ref (toast));
}

static void
set_up_pages (RushesWindow *self)
{
  RushesLibrary *library = rushes_core_get_library (self->core);
  RushesJobQueue *queue = rushes_core_get_queue (self->core);

  self->thumbnailer = rushes_thumbnailer_new (rushes_paths_get_cache_dir (rushes_core_get_paths (self->core)));
  self->composer = rushes_composer_new (self->core, self->compose, self->settings);
  rushes_gallery_set_up (self->gallery, library, queue, self->thumbnailer, self->settings);
  rushes_gallery_steer (self->gallery, self->search_entry);
  rushes_queue_page_set_up (self->queue_page, library, queue, self->thumbnailer);
  rushes_boards_page_set_up (self->boards_page, library, queue, self->thumbnailer, self->settings);
  self->desk = rushes_board_desk_new (self->core, self->boards_page, rushes_told_new (self->toasts));
  g_signal_connect_object (self->desk, "shot-changed", G_CALLBACK (on_shot_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rushes_boards_page_get_board (self->boards_page), "full-screen", G_CALLBACK (on_full_screen), self, 0);
  g_signal_connect_object (self->desk, "toast", G_CALLBACK (on_desk_toast), self, 0);
  rushes_viewer_set_up (self->viewer, library, self->thumbnailer);
  rushes_review_set_up (self->review, library, self->thumbnailer);
  g_signal_connect (self->gallery, "open", G_CALLBACK (on_open), self);
  g_signal_connect (self->viewer, "shown", G_CALLBACK (on_shown), self);
  g_signal_connect_object (queue, "changed", G_CALLBACK (update_badge), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rushes_gallery_get_clips (self->gallery), "items-changed", G_CALLBACK (rushes_window_update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rushes_gallery_get_clips (self->gallery), "restacked", G_CALLBACK (rushes_window_update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->composer, "added", G_CALLBACK (on_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rushes_core_get_connections (self->core), "items-changed", G_CALLBACK (on_connections_changed), self,
                           G_CONNECT_SWAPPED);
  accept_workflows (self);
  g_signal_connect_object (self->compose, "open-workflow", G_CALLBACK (on_open_workflow), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->pane_button, "toggled", G_CALLBACK (rushes_window_update_layout), self);
  g_signal_connect_object (library, "away-changed", G_CALLBACK (rushes_thumbnailer_ask_again), self->thumbnailer, G_CONNECT_SWAPPED);
  rushes_library_watch (library);
}

/* Whatever is set now is said by the settings from now on. */
static void
bind_settings (RushesWindow *self)
{
  GObject *player = G_OBJECT (rushes_viewer_get_player (self->viewer)), *ensemble = G_OBJECT (rushes_review_get_ensemble (self->review));

  g_settings_bind (self->settings, "loop", player, "loop", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "loop", ensemble, "loop", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "mute", player, "muted", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "mute", ensemble, "muted", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "volume", ensemble, "volume", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "volume", player, "volume", G_SETTINGS_BIND_DEFAULT);
}

/* With nothing in it, until it is filled. */
RushesWindow *
rushes_window_new (AdwApplication *application, GSettings *settings)
{
  RushesWindow *self = g_object_new (RUSHES_TYPE_WINDOW, "application", application, "title", "Rushes", NULL);
  int width, height;

  self->settings = g_object_ref (settings);
  g_settings_get (settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  rushes_window_show_opening (self);
  return self;
}

/* Whether “seen” was told. */
gboolean
rushes_window_was_seen (RushesWindow *self)
{
  return self->seen;
}

/* The buttons of libadwaita 1.2 do not say themselves whose they are. @n_pages: how many have had theirs */
static void
steer_pages (GtkWidget *parent, GListModel *pages, guint *n_pages)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (child)) == GTK_ACCESSIBLE_ROLE_TAB)
      {
        g_autoptr (AdwViewStackPage) page = g_list_model_get_item (pages, (*n_pages)++);
        g_return_if_fail (page != NULL);
        rushes_tip_steer (child, adw_view_stack_page_get_child (page));
      }
    else
      steer_pages (child, pages, n_pages);
}

/* What a screen reader hears of what changes what. */
static void
steer_all (RushesWindow *self)
{
  g_autoptr (GtkSelectionModel) pages = adw_view_stack_get_pages (self->pages);

  for (GtkWidget *const *each = (GtkWidget *const[]) { GTK_WIDGET (self->title_stack), GTK_WIDGET (self->switcher_bar), NULL }; *each != NULL; each++)
    {
      guint n_pages = 0;
      steer_pages (*each, G_LIST_MODEL (pages), &n_pages);
    }
  rushes_tip_steer (GTK_WIDGET (self->search_button), GTK_WIDGET (self->search_bar));
  rushes_tip_steer (GTK_WIDGET (self->pane_button), self->compose_pane);
}

/* Begins to take the place of what was shown until now; once. rushes_window_place_parts() and rushes_window_fill() come next, before a frame is drawn. Returns: whether it was not
 * done before */
gboolean
rushes_window_arrange (RushesWindow *self)
{
  if (self->toasts != NULL)
    return FALSE;
  rushes_window_end_opening (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_name_toasts (self->toasts);
  self->told = rushes_told_new (self->toasts);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  rushes_tip_name_entry (GTK_EDITABLE (self->search_entry), _("Search"));
  steer_all (self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active), NULL);
  rushes_window_follow_contrast (self);
  rushes_shortcuts_set_up (GTK_APPLICATION_WINDOW (self));
  return TRUE;
}

/* The form about a shot has a turn of the main loop of its own, as the pages have. */
static gboolean
on_filled (gpointer data)
{
  RushesWindow *self = data;

  self->making = 0;
  rushes_window_get_shot_form (self);
  return G_SOURCE_REMOVE;
}

/* Shows what is in the library, in a window that was arranged; once. @empty: it has no clip. */
void
rushes_window_fill (RushesWindow *self, RushesCore *core, gboolean empty)
{
  self->core = g_object_ref (core);
  set_up_pages (self);
  bind_settings (self);
  adw_view_stack_set_visible_child_name (self->pages, "gallery");
  if (is_fresh (self, empty))
    start_first_run (self);
  else
    gtk_stack_set_visible_child_name (self->root, "main");
  enable_actions (self, TRUE);
  rushes_window_update_layout (self);
  update_badge (self);
  self->making = g_idle_add (on_filled, self);
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL) /* as GTK does for a window that comes with something in it: a toast would take the focus, and stay */
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
