/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-viewer.h"

#include "rushes-clip-menu.h"
#include "rushes-context-menu.h"
#include "rushes-details.h"
#include "rushes-judge-keys.h"
#include "rushes-missing.h"
#include "rushes-strip.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

/* One clip on black, with its controls and its details. It holds the one live player; closing frees it. */
struct _RushesViewer
{
  GtkBox parent_instance;
  AdwWindowTitle *title;
  GtkWidget *body, *stage, *picture, *transport, *play_button, *time_label, *frame_label, *scale, *loop_button, *mute_button,
    *volume, *details_button, *favourite_button, *previous, *next, *header, *step_back, *step_on, *clock, *sound, *find_button;
  GtkStack *stage_stack;
  AdwStatusPage *problem_page;
  RushesStrip *strip;
  RushesDetails *details;
  RushesLibrary *library;
  RushesThumbnailer *thumbnailer;
  RushesPlayer *player;
  RushesClipList *clips;
  RushesClip *clip;
  gboolean scrubbing; /* the scale moves because the clip does */
  gboolean plays; /* what is shown has no problem, as far as is known */
  gboolean narrow;
  guint hide_timer;
};

#define HIDE_AFTER_MS 2500
#define DETAILS_WIDTH 340  /* beside the picture */
#define DETAILS_HEIGHT 280 /* below it */

static guint signal_shown;

G_DEFINE_FINAL_TYPE (RushesViewer, rushes_viewer, GTK_TYPE_BOX)

static void
update_time (RushesViewer *self)
{
  double position = rushes_player_get_position (self->player);
  double duration = rushes_player_get_duration (self->player);
  int frames = MAX (1, rushes_player_get_n_frames (self->player));
  int frame = rushes_player_get_frame (self->player) + 1;
  g_autofree char *time = g_strdup_printf ("%d:%05.2f", (int) position / 60, fmod (position, 60));
  g_autofree char *text = g_strdup_printf (_("Frame %d of %d"), CLAMP (frame, 1, frames), frames);

  gtk_label_set_label (GTK_LABEL (self->time_label), time);
  gtk_label_set_label (GTK_LABEL (self->frame_label), duration > 0 ? text : "");
  self->scrubbing = TRUE;
  gtk_range_set_range (GTK_RANGE (self->scale), 0, MAX (0.1, duration));
  gtk_range_set_value (GTK_RANGE (self->scale), position);
  self->scrubbing = FALSE;
}

static void
update_playing (RushesViewer *self)
{
  gboolean playing = rushes_player_get_playing (self->player);

  gtk_button_set_icon_name (GTK_BUTTON (self->play_button),
                            playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (self->play_button, playing ? _("Pause") : _("Play"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL, playing ? _("Pause") : _("Play"), -1);
}

/* The way to the clips beside it stays, whatever this one is. */
static void
update_controls (RushesViewer *self)
{
  gtk_widget_set_visible (self->scale, self->plays);
  gtk_widget_set_visible (self->clock, self->plays);
  gtk_widget_set_visible (self->play_button, self->plays);
  gtk_widget_set_visible (self->sound, self->plays);
  gtk_widget_set_visible (self->volume, !self->narrow);
  gtk_widget_set_visible (self->frame_label, !self->narrow);
  gtk_widget_set_visible (self->step_back, self->plays && !self->narrow);
  gtk_widget_set_visible (self->step_on, self->plays && !self->narrow);
}

static void
set_plays (RushesViewer *self, gboolean plays)
{
  self->plays = plays;
  gtk_stack_set_visible_child_name (self->stage_stack, plays ? "picture" : "problem");
  update_controls (self);
}

/* Never black without a word: what is missing, and what to install. */
static void
show_problem (RushesViewer *self, const char *title, const char *text)
{
  adw_status_page_set_title (self->problem_page, title);
  adw_status_page_set_description (self->problem_page, text);
  gtk_widget_set_visible (self->find_button, self->clip != NULL && rushes_clip_get_missing (self->clip));
  rushes_strip_clear (self->strip);
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
  show_problem (self, _("The File Is Missing"), _("It was moved or deleted outside of Rushes. Put it back, and the clip is here again with everything."));
}

static void
on_problem (RushesViewer *self)
{
  g_autofree char *problem = NULL;
  g_autofree char *escaped = NULL;

  g_object_get (self->player, "problem", &problem, NULL);
  if (problem == NULL)
    return;
  if (self->clip != NULL && rushes_clip_get_missing (self->clip))
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

static void
update_title (RushesViewer *self)
{
  const RushesClipInfo *info = rushes_clip_get_info (self->clip);
  g_autofree char *title = rushes_request_dup_title (info->request);
  g_autofree char *take = g_strdup_printf (_("Take %d"), (int) rushes_request_get_int (info->request, RUSHES_REQUEST_TAKE, 1));
  int position = rushes_clip_list_find (self->clips, info->id);
  int n = g_list_model_get_n_items (G_LIST_MODEL (self->clips));

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, take);
  update_favourite (self);
  gtk_widget_set_sensitive (self->previous, position > 0);
  gtk_widget_set_sensitive (self->next, position >= 0 && position < n - 1);
}

static void
play_clip (RushesViewer *self)
{
  const RushesClipInfo *info = rushes_clip_get_info (self->clip);
  g_autofree char *path = rushes_library_dup_path (self->library, self->clip);

  rushes_player_open (self->player, path, info->fps);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), rushes_player_get_paintable (self->player));
  rushes_player_set_playing (self->player, TRUE);
  rushes_thumbnailer_forget_failures (self->thumbnailer, info->id);
  rushes_strip_load (self->strip, self->thumbnailer, info->id, path);
}

/* The clip, or that its file is not there. */
static void
show_file (RushesViewer *self)
{
  rushes_player_close (self->player);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);
  set_plays (self, TRUE);
  if (rushes_clip_get_missing (self->clip))
    show_missing (self);
  else
    play_clip (self);
  update_time (self);
}

/* One that plays goes on with the file that it has; one that comes back plays. */
static void
on_missing (RushesViewer *self)
{
  if (!self->plays)
    show_file (self);
}

static void
show_clip (RushesViewer *self, RushesClip *clip)
{
  if (self->clip != NULL)
    g_signal_handlers_disconnect_by_data (self->clip, self);
  g_set_object (&self->clip, clip);
  g_signal_connect_object (clip, "notify::favourite", G_CALLBACK (update_favourite), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clip, "notify::missing", G_CALLBACK (on_missing), self, G_CONNECT_SWAPPED);
  rushes_details_set_clip (self->details, clip);
  update_title (self);
  rushes_library_see (self->library, clip);
  show_file (self);
  rushes_library_look (self->library); /* it may have gone where nothing watches */
  g_signal_emit (self, signal_shown, 0, clip);
}

/* Opens a clip and plays it; @clips: its neighbours */
void
rushes_viewer_open (RushesViewer *self, RushesClipList *clips, RushesClip *clip)
{
  g_set_object (&self->clips, clips);
  show_clip (self, clip);
  gtk_widget_grab_focus (self->play_button);
}

/* Frees the player. */
void
rushes_viewer_close (RushesViewer *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_clear_handle_id (&self->hide_timer, g_source_remove);
  rushes_strip_clear (self->strip);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);
  rushes_player_close (self->player);
  if (self->clip != NULL)
    g_signal_handlers_disconnect_by_data (self->clip, self);
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

/* -1: the one before in the gallery, +1: the one after. */
void
rushes_viewer_show_neighbour (RushesViewer *self, int by)
{
  int position = self->clip != NULL ? rushes_clip_list_find (self->clips, rushes_clip_get_id (self->clip)) : -1;
  g_autoptr (RushesClip) clip = NULL;

  if (position < 0 || position + by < 0)
    return;
  clip = g_list_model_get_item (G_LIST_MODEL (self->clips), position + by);
  if (clip != NULL)
    show_clip (self, clip);
}

/* The details lie beside the picture, or below it. */
void
rushes_viewer_set_narrow (RushesViewer *self, gboolean narrow)
{
  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (GTK_WIDGET (self->details), narrow ? -1 : DETAILS_WIDTH, narrow ? DETAILS_HEIGHT : -1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->details_button), !narrow);
  update_controls (self);
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
on_previous (RushesViewer *self)
{
  rushes_viewer_show_neighbour (self, -1);
}

static void
on_next (RushesViewer *self)
{
  rushes_viewer_show_neighbour (self, 1);
}

static void
on_step_back (RushesViewer *self)
{
  rushes_player_step (self->player, -1);
}

static void
on_step_on (RushesViewer *self)
{
  rushes_player_step (self->player, 1);
}

static void
on_scale_changed (RushesViewer *self)
{
  if (!self->scrubbing)
    rushes_player_seek (self->player, gtk_range_get_value (GTK_RANGE (self->scale)), TRUE);
}

static void
on_strip_pressed (RushesViewer *self, double where)
{
  rushes_player_seek (self->player, where * rushes_player_get_duration (self->player), TRUE);
}

static void
on_favourite (RushesViewer *self)
{
  const RushesClipInfo *info = self->clip != NULL ? rushes_clip_get_info (self->clip) : NULL;
  gboolean active = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->favourite_button));

  if (info != NULL && info->favourite != active)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.favour", NULL);
}

static void
on_use_frame (RushesViewer *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.use-frame", NULL);
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

/* Whoever made it so: the window manager may have keys of its own. */
static void
update_full_screen (RushesViewer *self)
{
  gboolean full = get_window (self) != NULL && gtk_window_is_fullscreen (get_window (self));

  gtk_widget_set_visible (self->header, !full);
  gtk_widget_set_visible (GTK_WIDGET (self->details), !full && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->details_button)));
}

static gboolean
on_hide (gpointer data)
{
  RushesViewer *self = data;

  self->hide_timer = 0;
  if (rushes_player_get_playing (self->player))
    gtk_widget_add_css_class (self->transport, "faded");
  return G_SOURCE_REMOVE;
}

/* The controls fade while nothing moves and the clip plays. */
static void
on_motion (RushesViewer *self)
{
  gtk_widget_remove_css_class (self->transport, "faded");
  g_clear_handle_id (&self->hide_timer, g_source_remove);
  self->hide_timer = g_timeout_add (HIDE_AFTER_MS, on_hide, self);
}

/* Keys are for a menu or for words that are typed, where these have the focus. */
static gboolean
is_busy (RushesViewer *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return focus != NULL && (GTK_IS_EDITABLE (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RushesViewer *self)
{
  double rate;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || self->clip == NULL || is_busy (self))
    return FALSE;
  g_object_get (self->player, "rate", &rate, NULL);
  switch (key)
    {
    case GDK_KEY_space:
    case GDK_KEY_k:
      on_play (self);
      return TRUE;
    case GDK_KEY_Left:
      on_previous (self);
      return TRUE;
    case GDK_KEY_Right:
      on_next (self);
      return TRUE;
    case GDK_KEY_comma:
      on_step_back (self);
      return TRUE;
    case GDK_KEY_period:
      on_step_on (self);
      return TRUE;
    case GDK_KEY_j:
      rushes_player_set_rate (self->player, MAX (0.25, rate / 2));
      return TRUE;
    case GDK_KEY_l:
      rushes_player_set_rate (self->player, MIN (4, rate * 2));
      return TRUE;
    case GDK_KEY_m:
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->mute_button), !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->mute_button)));
      return TRUE;
    case GDK_KEY_u:
      on_use_frame (self);
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
  return rushes_clip_menu_new (clips, TRUE);
}

/* Hands in what is shown; once. */
void
rushes_viewer_set_up (RushesViewer *self, RushesLibrary *library, RushesThumbnailer *thumbnailer)
{
  self->library = g_object_ref (library);
  self->thumbnailer = g_object_ref (thumbnailer);
  rushes_details_set_library (self->details, library);
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
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, strip);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, problem_page);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, transport);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, play_button);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, time_label);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, frame_label);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, scale);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, loop_button);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, mute_button);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, volume);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, details);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, details_button);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, favourite_button);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, step_back);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, clock);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, sound);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, find_button);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, step_on);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, previous);
  gtk_widget_class_bind_template_child (widget_class, RushesViewer, next);
  gtk_widget_class_bind_template_callback (widget_class, on_play);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_previous);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_step_back);
  gtk_widget_class_bind_template_callback (widget_class, on_step_on);
  gtk_widget_class_bind_template_callback (widget_class, on_scale_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_strip_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_favourite);
  gtk_widget_class_bind_template_callback (widget_class, on_use_frame);
  gtk_widget_class_bind_template_callback (widget_class, on_full_screen);
  gtk_widget_class_bind_template_callback (widget_class, update_full_screen);
}

static void
rushes_viewer_class_init (RushesViewerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_viewer_dispose;
  widget_class->root = rushes_viewer_root;
  g_type_ensure (RUSHES_TYPE_DETAILS);
  g_type_ensure (RUSHES_TYPE_STRIP);
  /* Another clip (RushesClip) is looked at. */
  signal_shown = g_signal_new ("shown", RUSHES_TYPE_VIEWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RUSHES_TYPE_CLIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-viewer.ui");
  bind_children (widget_class);
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
  g_object_bind_property (self->player, "loop", self->loop_button, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->player, "muted", self->mute_button, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (gtk_range_get_adjustment (GTK_RANGE (self->volume)), "value", self->player, "volume", G_BINDING_SYNC_CREATE);
  g_signal_connect_swapped (self->player, "notify::position", G_CALLBACK (update_time), self);
  g_signal_connect_swapped (self->player, "notify::duration", G_CALLBACK (update_time), self);
  g_signal_connect_swapped (self->player, "notify::playing", G_CALLBACK (update_playing), self);
  g_signal_connect_swapped (self->player, "notify::problem", G_CALLBACK (on_problem), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (self->stage, motion);
  update_playing (self);
}
