/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-transport.h"

#include "rushes-direction.h"
#include "rushes-fold.h"
#include "rushes-late-menu.h"
#include "rushes-timecode.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

struct _RushesTransport
{
  GtkBox parent_instance;
  GtkWidget *play_button, *time_label, *frame_label, *scale, *loop_button, *mute_button, *volume, *step_back, *step_on, *clock, *sound,
    *speed_button, *in_button, *out_button, *previous, *next;
  GMenuModel *speeds;
  RushesStrip *strip;
  RushesPlayer *player;
  gboolean following; /* what is shown changes because the player does */
  gboolean plays;     /* what is shown has no problem, as far as is known */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (RushesTransport, rushes_transport, GTK_TYPE_BOX)

/* From 0 to 1. @frame: -1: @otherwise */
static double
get_share (RushesTransport *self, int frame, double otherwise)
{
  int n = rushes_player_get_n_frames (self->player);

  return frame >= 0 && n > 0 ? CLAMP ((double) frame / n, 0, 1) : otherwise;
}

static void
update_marks (RushesTransport *self)
{
  double duration = rushes_player_get_duration (self->player);
  int in, out;

  rushes_player_get_range (self->player, &in, &out);
  rushes_strip_set_marks (self->strip, duration > 0 ? rushes_player_get_position (self->player) / duration : 0, get_share (self, in, 0),
                          get_share (self, out >= 0 ? out + 1 : -1, 1));
  self->following = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->in_button), in >= 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->out_button), out >= 0);
  self->following = FALSE;
}

static void
update_cached (RushesTransport *self)
{
  g_autoptr (GArray) cached = g_array_new (FALSE, FALSE, sizeof (double));

  for (int first = 0, last = -1; rushes_player_find_cached (self->player, last + 1, &first, &last);)
    {
      const double span[] = { get_share (self, first, 0), get_share (self, last + 1, 1) };
      g_array_append_vals (cached, span, G_N_ELEMENTS (span));
    }
  rushes_strip_set_cached (self->strip, cached);
}

static void
update_scale (RushesTransport *self, const char *timecode, const char *frame)
{
  g_autofree char *text = g_strdup_printf ("%s, %s", timecode, frame);

  self->following = TRUE;
  gtk_range_set_range (GTK_RANGE (self->scale), 0, MAX (0.1, rushes_player_get_duration (self->player)));
  gtk_range_set_value (GTK_RANGE (self->scale), rushes_player_get_position (self->player));
  self->following = FALSE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
update_time (RushesTransport *self)
{
  int frames = MAX (1, rushes_player_get_n_frames (self->player)), frame = rushes_player_get_frame (self->player) + 1;
  g_autofree char *timecode = rushes_timecode_format (rushes_player_get_position (self->player), rushes_player_get_frame_rate (self->player));
  g_autofree char *text = g_strdup_printf (_("Frame %d of %d"), CLAMP (frame, 1, frames), frames);

  gtk_label_set_label (GTK_LABEL (self->time_label), timecode);
  gtk_label_set_label (GTK_LABEL (self->frame_label), rushes_player_get_duration (self->player) > 0 ? text : "");
  update_scale (self, timecode, text);
  update_marks (self);
}

static void
update_playing (RushesTransport *self)
{
  gboolean playing = rushes_player_get_playing (self->player);
  const char *label = playing ? _("Pause") : _("Play");

  gtk_button_set_icon_name (GTK_BUTTON (self->play_button), playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  rushes_tip_set (self->play_button, label);
}

static void
update_rate (RushesTransport *self)
{
  g_autofree char *label = NULL;
  double rate, backwards;

  g_object_get (self->player, "rate", &rate, "backwards", &backwards, NULL);
  label = backwards > 0 ? g_strdup_printf ("−%g×", backwards) : g_strdup_printf ("%g×", rate);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->speed_button), label);
}

/* The way to the clips beside it stays, whatever this one is. */
static void
update_controls (RushesTransport *self)
{
  gboolean wide = self->plays && !self->narrow;

  gtk_widget_set_visible (self->scale, self->plays);
  gtk_widget_set_visible (self->clock, self->plays);
  gtk_widget_set_visible (self->play_button, self->plays);
  gtk_widget_set_visible (self->sound, self->plays);
  gtk_widget_set_visible (self->volume, !self->narrow);
  gtk_widget_set_visible (self->frame_label, !self->narrow);
  gtk_widget_set_visible (self->step_back, wide);
  gtk_widget_set_visible (self->step_on, wide);
  gtk_widget_set_visible (self->speed_button, wide);
  gtk_widget_set_visible (self->in_button, wide);
  gtk_widget_set_visible (self->out_button, wide);
  if (self->narrow)
    gtk_widget_remove_css_class (self->time_label, "timecode"); /* in large it would take the buttons' place */
  else
    gtk_widget_add_css_class (self->time_label, "timecode");
}

/* @picture: where it is seen what plays, for the ear; as long there as this */
void
rushes_transport_steer (RushesTransport *self, GtkWidget *picture)
{
  rushes_tip_steer (self->scale, picture);
  rushes_tip_steer (self->play_button, picture);
}

/* Whether what is shown can be played at all. */
void
rushes_transport_set_plays (RushesTransport *self, gboolean plays)
{
  self->plays = plays;
  update_controls (self);
}

void
rushes_transport_set_narrow (RushesTransport *self, gboolean narrow)
{
  self->narrow = narrow;
  update_controls (self);
}

/* Which neighbours there are, before the buttons for the others go out: one that has the focus would give it to anything in
 * the window, and the keys would be lost. */
void
rushes_transport_set_neighbours (RushesTransport *self, gboolean previous, gboolean next)
{
  if ((!previous && gtk_widget_is_focus (self->previous)) || (!next && gtk_widget_is_focus (self->next)))
    gtk_widget_grab_focus (self->play_button);
}

/* Returns: (transfer none) */
RushesStrip *
rushes_transport_get_strip (RushesTransport *self)
{
  return self->strip;
}

/* The frame that is seen is where the part begins that is played; where it is so already, the part begins with the clip. */
void
rushes_transport_toggle_in (RushesTransport *self)
{
  int frame = rushes_player_get_frame (self->player), in, out;

  rushes_player_get_range (self->player, &in, &out);
  rushes_player_set_range (self->player, in == frame ? -1 : frame, out);
}

/* The frame that is seen is the last of the part that is played; where it is so already, the part ends with the clip. */
void
rushes_transport_toggle_out (RushesTransport *self)
{
  int frame = rushes_player_get_frame (self->player), in, out;

  rushes_player_get_range (self->player, &in, &out);
  rushes_player_set_range (self->player, in, out == frame ? -1 : frame);
}

/* A button that is pressed goes out: its point is taken away. */
static void
on_in (RushesTransport *self)
{
  int in, out;

  if (self->following)
    return;
  rushes_player_get_range (self->player, &in, &out);
  rushes_player_set_range (self->player, in >= 0 ? -1 : rushes_player_get_frame (self->player), out);
}

static void
on_out (RushesTransport *self)
{
  int in, out;

  if (self->following)
    return;
  rushes_player_get_range (self->player, &in, &out);
  rushes_player_set_range (self->player, in, out >= 0 ? -1 : rushes_player_get_frame (self->player));
}

static void
on_play (RushesTransport *self)
{
  rushes_player_set_playing (self->player, !rushes_player_get_playing (self->player));
}

static void
on_step_back (RushesTransport *self)
{
  rushes_player_step (self->player, -1);
}

static void
on_step_on (RushesTransport *self)
{
  rushes_player_step (self->player, 1);
}

static void
on_scale_changed (RushesTransport *self)
{
  if (!self->following)
    rushes_player_seek (self->player, gtk_range_get_value (GTK_RANGE (self->scale)), TRUE);
}

static void
on_strip_pressed (RushesTransport *self, double where)
{
  rushes_player_seek (self->player, where * rushes_player_get_duration (self->player), TRUE);
}

static void
on_strip_scrubbing (RushesTransport *self, gboolean scrubbing)
{
  rushes_player_set_scrubbing (self->player, scrubbing);
}

/* Whatever claims the pointer, this sees it pressed and let go. */
static gboolean
on_scale_event (RushesTransport *self, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    rushes_player_set_scrubbing (self->player, TRUE);
  else if (type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL || type == GDK_GRAB_BROKEN)
    rushes_player_set_scrubbing (self->player, FALSE);
  return FALSE;
}

static void
watch_scale (RushesTransport *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (on_scale_event), self);
  gtk_widget_add_controller (self->scale, events);
}

/* The speeds of the menu are a property of the player. */
static void
add_actions (RushesTransport *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) rate = g_property_action_new ("rate", self->player, "rate");

  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (rate));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "player", G_ACTION_GROUP (group));
}

static void
follow (RushesTransport *self, const char *property, GCallback update)
{
  g_autofree char *detailed = g_strconcat ("notify::", property, NULL);

  g_signal_connect_object (self->player, detailed, update, self, G_CONNECT_SWAPPED);
}

/* What it controls; once. */
void
rushes_transport_set_player (RushesTransport *self, RushesPlayer *player)
{
  self->player = g_object_ref (player);
  add_actions (self);
  g_object_bind_property (player, "loop", self->loop_button, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (player, "muted", self->mute_button, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (player, "volume", gtk_range_get_adjustment (GTK_RANGE (self->volume)), "value", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (player, "cached-changed", G_CALLBACK (update_cached), self, G_CONNECT_SWAPPED);
  follow (self, "position", G_CALLBACK (update_time));
  follow (self, "duration", G_CALLBACK (update_time));
  follow (self, "in-point", G_CALLBACK (update_marks));
  follow (self, "out-point", G_CALLBACK (update_marks));
  follow (self, "playing", G_CALLBACK (update_playing));
  follow (self, "rate", G_CALLBACK (update_rate));
  follow (self, "backwards", G_CALLBACK (update_rate));
  update_time (self);
  update_playing (self);
  update_rate (self);
}

static gboolean
rushes_transport_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RUSHES_TRANSPORT (widget)->play_button);
}

static void
rushes_transport_dispose (GObject *object)
{
  g_clear_object (&RUSHES_TRANSPORT (object)->player);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_TRANSPORT);
  G_OBJECT_CLASS (rushes_transport_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, speeds);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, strip);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, previous);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, next);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, play_button);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, time_label);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, frame_label);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, scale);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, loop_button);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, mute_button);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, volume);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, step_back);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, step_on);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, clock);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, sound);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, speed_button);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, in_button);
  gtk_widget_class_bind_template_child (widget_class, RushesTransport, out_button);
  gtk_widget_class_bind_template_callback (widget_class, on_play);
  gtk_widget_class_bind_template_callback (widget_class, on_step_back);
  gtk_widget_class_bind_template_callback (widget_class, on_step_on);
  gtk_widget_class_bind_template_callback (widget_class, on_scale_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_strip_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_strip_scrubbing);
  gtk_widget_class_bind_template_callback (widget_class, on_in);
  gtk_widget_class_bind_template_callback (widget_class, on_out);
}

static void
rushes_transport_class_init (RushesTransportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_transport_dispose;
  widget_class->grab_focus = rushes_transport_grab_focus;
  g_type_ensure (RUSHES_TYPE_STRIP);
  g_type_ensure (RUSHES_TYPE_FOLD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-transport.ui");
  bind_children (widget_class);
}

static void
rushes_transport_init (RushesTransport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_late_menu_set (GTK_MENU_BUTTON (self->speed_button), self->speeds);
  rushes_keep_left_to_right (GTK_WIDGET (self));
  watch_scale (self);
}
