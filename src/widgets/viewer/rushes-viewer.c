/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-viewer.h"

#include "rushes-clip-menu.h"
#include "rushes-context-menu.h"
#include "rushes-damage-label.h"
#include "rushes-details.h"
#include "rushes-facts.h"
#include "rushes-judge-keys.h"
#include "rushes-missing.h"
#include "rushes-neighbours.h"
#include "rushes-note-entry.h"
#include "rushes-shuttle-keys.h"
#include "rushes-stage.h"
#include "rushes-transport.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* One clip on black, with its controls and its details. It holds the one live player; closing frees it. */
struct _RushesViewer
{
  GtkBox parent_instance;
  AdwWindowTitle *title;
  GtkWidget *body, *stage, *details_button, *favourite_button, *header, *find_button, *damage;
  GtkStack *stage_stack;
  RushesStage *picture;
  AdwStatusPage *problem_page;
  RushesTransport *transport;
  RushesDetails *details;
  RushesNoteEntry *note_entry;
  RushesFacts *facts_panel;
  RushesLibrary *library;
  RushesThumbnailer *thumbnailer;
  RushesPlayer *player;
  RushesClipList *clips;
  RushesClip *clip;
  gboolean plays; /* what is shown has no problem, as far as is known */
  int direction;  /* of the last step to a neighbour */
  guint hide_timer;
};

#define HIDE_AFTER_MS 2500
#define DETAILS_WIDTH 340  /* beside the picture */
#define DETAILS_HEIGHT 280 /* below it */

static guint signal_shown, signal_leaving, signal_closed, signal_neighbours;

G_DEFINE_FINAL_TYPE (RushesViewer, rushes_viewer, GTK_TYPE_BOX)

static void
set_plays (RushesViewer *self, gboolean plays)
{
  self->plays = plays;
  gtk_stack_set_visible_child_name (self->stage_stack, plays ? "picture" : "problem");
  rushes_transport_set_plays (self->transport, plays);
}

/* Never black without a word: what is missing, and what to install. */
static void
show_problem (RushesViewer *self, const char *title, const char *text)
{
  adw_status_page_set_title (self->problem_page, title);
  adw_status_page_set_description (self->problem_page, text);
  gtk_widget_set_visible (self->find_button, self->clip != NULL && rushes_clip_get_missing (self->clip));
  rushes_strip_clear (rushes_transport_get_strip (self->transport));
  set_plays (self, FALSE);
}

static void
show_missing_decoder (RushesViewer *self, const char *name, const char *detail)
{
  g_autofree char *advice = rushes_missing_dup_advice (detail);
  g_autofree char *text = g_strdup_printf (_("The clip is safe, but this computer lacks “%s”. %s"), name, advice);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  show_problem (self, _("This Clip Cannot Be Played Here"), escaped);
}

static void
show_missing (RushesViewer *self)
{
  if (rushes_library_is_away (self->library))
    show_problem (self, _("The Disk Is Not Connected"), _("The library lies on a disk that is not there now. The clip plays when it is back."));
  else
    show_problem (self, _("The File Is Missing"), _("It was moved or deleted outside of Rushes. Put it back, and the clip is here again with everything."));
}

/* Whether there is nothing to play, as far as is known. */
static gboolean
has_no_file (RushesViewer *self)
{
  return rushes_library_is_away (self->library) || rushes_clip_get_missing (self->clip);
}

static void
on_problem (RushesViewer *self)
{
  g_autofree char *problem = NULL;
  g_autofree char *escaped = NULL;

  g_object_get (self->player, "problem", &problem, NULL);
  if (problem == NULL && self->clip != NULL && !self->plays && !has_no_file (self))
    set_plays (self, TRUE); /* it had a picture after all */
  if (problem == NULL)
    return;
  if (self->clip != NULL && has_no_file (self))
    {
      show_missing (self);
      return;
    }
  if (rushes_player_get_missing (self->player) != NULL)
    {
      show_missing_decoder (self, problem, rushes_player_get_missing (self->player));
      return;
    }
  escaped = g_markup_escape_text (problem, -1);
  show_problem (self, _("This Clip Is Broken"), escaped);
}

static void
update_favourite (RushesViewer *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->favourite_button), rushes_clip_get_info (self->clip)->favourite);
}

/* @by: as for rushes_viewer_show_neighbour(). Returns: whether there is one */
gboolean
rushes_viewer_can_go (RushesViewer *self, int by)
{
  int position = self->clip != NULL ? rushes_clip_list_find (self->clips, rushes_clip_get_id (self->clip)) : -1;

  return position >= 0 && position + by >= 0 && position + by < (int) g_list_model_get_n_items (G_LIST_MODEL (self->clips));
}

/* They may come later than the clip: a list is filled on a worker. */
static void
update_neighbours (RushesViewer *self)
{
  gboolean before = rushes_viewer_can_go (self, -1), after = rushes_viewer_can_go (self, 1);

  rushes_transport_set_neighbours (self->transport, before, after);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.previous", before);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.next", after);
  g_signal_emit (self, signal_neighbours, 0);
}

static void
update_title (RushesViewer *self)
{
  const RushesClipInfo *info = rushes_clip_get_info (self->clip);
  g_autofree char *title = rushes_request_dup_title (info->request);
  g_autofree char *take = g_strdup_printf (_("Take %d"), (int) rushes_request_get_int (info->request, RUSHES_REQUEST_TAKE, 1));

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, take);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  update_favourite (self);
  update_neighbours (self);
}

static void on_neighbour_read (gpointer viewer, RushesClip *neighbour, const GError *error, gpointer clip);

static void
preload (RushesViewer *self)
{
  rushes_neighbours_preload (self, self->library, self->clips, self->clip, self->direction, self->player, on_neighbour_read);
}

static void
on_neighbour_read (gpointer viewer, RushesClip *neighbour, const GError *error, gpointer clip)
{
  RushesViewer *self = viewer;

  if (neighbour != NULL && self->clip == clip)
    preload (self);
}

static void
play_clip (RushesViewer *self)
{
  const RushesClipInfo *info = rushes_clip_get_info (self->clip);
  g_autofree char *path = rushes_library_dup_path (self->library, self->clip);

  rushes_player_open (self->player, path, info->fps);
  rushes_stage_set_paintable (self->picture, rushes_player_get_paintable (self->player));
  rushes_player_set_playing (self->player, TRUE);
  preload (self);
  rushes_thumbnailer_forget_failures (self->thumbnailer, info->id);
  rushes_strip_load (rushes_transport_get_strip (self->transport), self->thumbnailer, info->id, path);
  if (info->sound != NULL || info->codec == NULL) /* an older record does not tell */
    rushes_strip_load_sound (rushes_transport_get_strip (self->transport), self->thumbnailer, info->id, path);
}

/* The clip, or that its file is not there. */
static void
show_file (RushesViewer *self)
{
  rushes_player_close (self->player);
  rushes_stage_set_paintable (self->picture, NULL);
  set_plays (self, TRUE);
  if (has_no_file (self))
    show_missing (self);
  else
    play_clip (self);
}

/* One that plays goes on with the file that it has; one that comes back plays. */
static void
on_missing (RushesViewer *self)
{
  if (self->clip != NULL && !self->plays)
    show_file (self);
}

static void
leave_clip (RushesViewer *self)
{
  if (self->clip == NULL)
    return;
  g_signal_emit (self, signal_leaving, 0, self->clip);
  g_signal_handlers_disconnect_by_data (self->clip, self);
}

static void
show_clip (RushesViewer *self, RushesClip *clip)
{
  leave_clip (self);
  g_set_object (&self->clip, clip);
  g_signal_connect_object (clip, "notify::favourite", G_CALLBACK (update_favourite), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clip, "notify::missing", G_CALLBACK (on_missing), self, G_CONNECT_SWAPPED);
  rushes_details_set_clip (self->details, clip);
  rushes_note_entry_set_clip (self->note_entry, clip);
  rushes_facts_set_clip (self->facts_panel, clip);
  update_title (self);
  rushes_library_see (self->library, clip);
  show_file (self);
  rushes_library_look (self->library); /* it may have gone where nothing watches */
  g_signal_emit (self, signal_shown, 0, clip);
}

/* Opens a clip and plays it, all of the picture in view; @clips: its neighbours, which are seen as near as it is */
void
rushes_viewer_open (RushesViewer *self, RushesClipList *clips, RushesClip *clip)
{
  if (self->clips != NULL)
    g_signal_handlers_disconnect_by_func (self->clips, update_neighbours, self);
  g_set_object (&self->clips, clips);
  g_signal_connect_object (clips, "restacked", G_CALLBACK (update_neighbours), self, G_CONNECT_SWAPPED);
  rushes_stage_fit (self->picture);
  show_clip (self, clip);
  gtk_widget_grab_focus (GTK_WIDGET (self->transport));
}

/* Frees the player. */
void
rushes_viewer_close (RushesViewer *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  leave_clip (self);
  g_clear_handle_id (&self->hide_timer, g_source_remove);
  rushes_note_entry_set_clip (self->note_entry, NULL);
  rushes_facts_set_clip (self->facts_panel, NULL);
  rushes_strip_clear (rushes_transport_get_strip (self->transport));
  rushes_stage_set_paintable (self->picture, NULL);
  rushes_player_close (self->player);
  rushes_player_preload (self->player, (const char *const[]) { NULL });
  if (self->clip != NULL)
    g_signal_emit (self, signal_closed, 0);
  g_clear_object (&self->clip);
  if (GTK_IS_WINDOW (root) && gtk_window_is_fullscreen (GTK_WINDOW (root)))
    gtk_window_unfullscreen (GTK_WINDOW (root));
}

/* Returns: (transfer none) (nullable) */
RushesClip *
rushes_viewer_get_clip (RushesViewer *self)
{
  return self->clip;
}

RushesPlayer *
rushes_viewer_get_player (RushesViewer *self)
{
  return self->player;
}

static void
show_neighbour (gpointer viewer, RushesClip *neighbour, const GError *error, gpointer clip)
{
  RushesViewer *self = viewer;

  if (neighbour != NULL && self->clip == clip)
    show_clip (self, neighbour);
}

/* -1: the one before in the gallery, +1: the one after. One that has not been read yet is shown when it was, if no other is by then. */
void
rushes_viewer_show_neighbour (RushesViewer *self, int by)
{
  self->direction = by;
  if (self->clip != NULL)
    rushes_neighbours_find (self, self->library, self->clips, self->clip, by, show_neighbour);
}

/* The details lie beside the picture, or below it. */
void
rushes_viewer_set_narrow (RushesViewer *self, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (GTK_WIDGET (self->details), narrow ? -1 : DETAILS_WIDTH, narrow ? DETAILS_HEIGHT : -1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->details_button), !narrow);
  rushes_transport_set_narrow (self->transport, narrow);
}

static void
on_play (RushesViewer *self)
{
  rushes_player_set_playing (self->player, !rushes_player_get_playing (self->player));
}

static void
on_back (RushesViewer *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.close-viewer", NULL);
}

static void
on_favourite (RushesViewer *self)
{
  const RushesClipInfo *info = self->clip != NULL ? rushes_clip_get_info (self->clip) : NULL;
  gboolean active = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->favourite_button));

  if (info != NULL && info->favourite != active)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.favour", NULL);
}

static GtkWindow *
get_window (RushesViewer *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
on_full_screen (RushesViewer *self)
{
  if (gtk_window_is_fullscreen (get_window (self)))
    gtk_window_unfullscreen (get_window (self));
  else
    gtk_window_fullscreen (get_window (self));
}

static void
toggle_full_screen (GtkWidget *widget, const char *action, GVariant *parameter)
{
  on_full_screen (RUSHES_VIEWER (widget));
}

static void
show_previous (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rushes_viewer_show_neighbour (RUSHES_VIEWER (widget), -1);
}

static void
show_next (GtkWidget *widget, const char *action, GVariant *parameter)
{
  rushes_viewer_show_neighbour (RUSHES_VIEWER (widget), 1);
}

/* No larger picture is made than is drawn. */
static void
on_room (RushesViewer *self)
{
  int width, height;

  rushes_stage_get_room (self->picture, &width, &height);
  if (gtk_widget_get_width (GTK_WIDGET (self->picture)) > 0)
    rushes_player_set_room (self->player, width, height);
}

/* What goes with the focus in it gives that to anything in the window, a toast for example: keys would be lost. */
static void
show_part (RushesViewer *self, GtkWidget *part, gboolean shown)
{
  GtkRoot *root = gtk_widget_get_root (part);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!shown && focus != NULL && gtk_widget_is_ancestor (focus, part))
    gtk_widget_grab_focus (GTK_WIDGET (self->transport));
  gtk_widget_set_visible (part, shown);
}

/* Whoever made it so: the window manager may have keys of its own. */
static void
update_full_screen (RushesViewer *self)
{
  gboolean full = get_window (self) != NULL && gtk_window_is_fullscreen (get_window (self));

  show_part (self, self->header, !full);
  show_part (self, GTK_WIDGET (self->details), !full && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->details_button)));
}

static gboolean
on_hide (gpointer data)
{
  RushesViewer *self = data;

  self->hide_timer = 0;
  if (rushes_player_get_playing (self->player))
    gtk_widget_add_css_class (GTK_WIDGET (self->transport), "faded");
  return G_SOURCE_REMOVE;
}

/* The controls fade while nothing moves and the clip plays. */
static void
on_motion (RushesViewer *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->transport), "faded");
  g_clear_handle_id (&self->hide_timer, g_source_remove);
  self->hide_timer = g_timeout_add (HIDE_AFTER_MS, on_hide, self);
}

static void
toggle_mute (RushesViewer *self)
{
  gboolean muted;

  g_object_get (self->player, "muted", &muted, NULL);
  g_object_set (self->player, "muted", !muted, NULL);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RushesViewer *self)
{
  if (self->clip == NULL || rushes_judge_keys_are_taken (GTK_WIDGET (self)))
    return FALSE;
  if (self->plays && rushes_stage_take_key (self->picture, key, state))
    return TRUE;
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_space:
      on_play (self);
      return TRUE;
    case GDK_KEY_Left:
      rushes_viewer_show_neighbour (self, -1);
      return TRUE;
    case GDK_KEY_Right:
      rushes_viewer_show_neighbour (self, 1);
      return TRUE;
    case GDK_KEY_comma:
      rushes_player_step (self->player, -1);
      return TRUE;
    case GDK_KEY_period:
      rushes_player_step (self->player, 1);
      return TRUE;
    case GDK_KEY_m:
      toggle_mute (self);
      return TRUE;
    case GDK_KEY_i:
      rushes_transport_toggle_in (self->transport);
      return TRUE;
    case GDK_KEY_o:
      rushes_transport_toggle_out (self->transport);
      return TRUE;
    case GDK_KEY_n:
      gtk_widget_activate_action (GTK_WIDGET (self), "notes.write", NULL);
      return TRUE;
    case GDK_KEY_u:
    case GDK_KEY_U:
      gtk_widget_activate_action (GTK_WIDGET (self), (state & GDK_SHIFT_MASK) != 0 ? "win.use-frame-as-last" : "win.use-frame", NULL);
      return TRUE;
    case GDK_KEY_F11:
      on_full_screen (self);
      return TRUE;
    case GDK_KEY_Escape:
      if (gtk_window_is_fullscreen (get_window (self)))
        on_full_screen (self);
      else
        on_back (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static GMenuModel *
new_menu (GtkWidget *at, GtkWidget **item, gpointer data)
{
  RushesViewer *self = data;
  g_autoptr (GPtrArray) clips = g_ptr_array_new ();

  if (self->clip == NULL)
    return NULL;
  *item = self->stage;
  g_ptr_array_add (clips, self->clip);
  return rushes_clip_menu_new (clips, clips->len, NULL, TRUE);
}

/* Hands in what is shown; once. */
void
rushes_viewer_set_up (RushesViewer *self, RushesLibrary *library, RushesThumbnailer *thumbnailer)
{
  self->library = g_object_ref (library);
  self->thumbnailer = g_object_ref (thumbnailer);
  rushes_details_set_library (self->details, library);
  g_signal_connect_object (library, "away-changed", G_CALLBACK (on_missing), self, G_CONNECT_SWAPPED);
}

static void
rushes_viewer_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rushes_viewer_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::fullscreened", G_CALLBACK (update_full_screen), widget, G_CONNECT_SWAPPED);
  update_full_screen (RUSHES_VIEWER (widget));
}

static void
rushes_viewer_dispose (GObject *object)
{
  RushesViewer *self = RUSHES_VIEWER (object);

  g_clear_handle_id (&self->hide_timer, g_source_remove);
  if (self->player != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->player, self);
      rushes_player_close (self->player);
    }
  g_clear_object (&self->player);
  g_clear_object (&self->clip);
  g_clear_object (&self->clips);
  g_clear_object (&self->library);
  g_clear_object (&self->thumbnailer);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_VIEWER);
  G_OBJECT_CLASS (rushes_viewer_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, title);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, header);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, body);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, stage);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, stage_stack);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, picture);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, problem_page);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, transport);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, details);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, note_entry);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, facts_panel);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, details_button);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, favourite_button);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, find_button);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, damage);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_favourite);
  gtk_widget_class_bind_template_callback (widget_class, update_full_screen);
}

static void
rushes_viewer_class_init (RushesViewerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_viewer_dispose;
  widget_class->root = rushes_viewer_root;
  g_type_ensure (RUSHES_TYPE_DETAILS);
  g_type_ensure (RUSHES_TYPE_FACTS);
  g_type_ensure (RUSHES_TYPE_NOTE_ENTRY);
  g_type_ensure (RUSHES_TYPE_STAGE);
  g_type_ensure (RUSHES_TYPE_TRANSPORT);
  /* Another clip (RushesClip) is looked at. */
  signal_shown = g_signal_new ("shown", RUSHES_TYPE_VIEWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RUSHES_TYPE_CLIP);
  /* It will be another one, or none; the player still has it. */
  signal_leaving = g_signal_new ("leaving", RUSHES_TYPE_VIEWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RUSHES_TYPE_CLIP);
  /* No clip is looked at any more. */
  signal_closed = g_signal_new ("closed", RUSHES_TYPE_VIEWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* Whether there is one before it, and one after it, may be another answer. */
  signal_neighbours = g_signal_new ("neighbours-changed", RUSHES_TYPE_VIEWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-viewer.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "viewer.previous", NULL, show_previous);
  gtk_widget_class_install_action (widget_class, "viewer.next", NULL, show_next);
  gtk_widget_class_install_action (widget_class, "viewer.full-screen", NULL, toggle_full_screen);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.copy-frame", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "win.save-frame", NULL);
  rushes_judge_keys_add (widget_class);
}

static void
rushes_viewer_init (RushesViewer *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_size_request (GTK_WIDGET (self->details), DETAILS_WIDTH, -1);
  rushes_context_menu_add (GTK_WIDGET (self), new_menu, self);
  rushes_context_menu_mark (GTK_WIDGET (self));
  self->player = rushes_player_new ();
  rushes_transport_set_player (self->transport, self->player);
  rushes_transport_steer (self->transport, GTK_WIDGET (self->picture));
  rushes_note_entry_set_up (self->note_entry, GTK_WIDGET (self), self->player, self->transport);
  rushes_facts_set_up (self->facts_panel, GTK_WIDGET (self));
  g_signal_connect_object (self->picture, "room-changed", G_CALLBACK (on_room), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->player, "notify::problem", G_CALLBACK (on_problem), self);
  rushes_damage_label_follow (GTK_LABEL (self->damage), self->player);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  rushes_shuttle_keys_add (GTK_WIDGET (self), self->player);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (self->stage, motion);
}
