/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-review-transport.h"

#include "rushes-direction.h"
#include "rushes-fold.h"
#include "rushes-late-menu.h"
#include "rushes-timecode.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

struct _RushesReviewTransport
{
  GtkBox parent_instance;
  GtkWidget *play_button, *time_label, *frame_label, *scale, *loop_button, *speed_button, *in_button, *out_button, *number_label, *step_back, *step_on, *mute_button, *volume;
  GMenuModel *speeds;
  RushesStrip *strip;
  RushesEnsemble *ensemble;
  guint clip;         /* whose filmstrip it is */
  gboolean following; /* what is shown changes because the clips do */
};

G_DEFINE_FINAL_TYPE (RushesReviewTransport, rushes_review_transport, GTK_TYPE_BOX)

/* Of the whole, from 0 to 1. @frame: -1: @otherwise */
static double
get_share (RushesReviewTransport *self, int frame, double otherwise)
{
  int n = rushes_ensemble_get_n_frames (self->ensemble);

  return frame >= 0 && n > 0 ? CLAMP ((double) frame / n, 0, 1) : otherwise;
}

/* A shorter clip's strip is as long as the others': what is marked there is its own part of the whole. */
static void
update_marks (RushesReviewTransport *self)
{
  double duration = rushes_ensemble_get_duration (self->ensemble);
  double own = duration > 0 ? rushes_ensemble_get_clip_share (self->ensemble, self->clip) : 1;
  int in, out;

  rushes_ensemble_get_range (self->ensemble, &in, &out);
  rushes_strip_set_marks (self->strip, duration > 0 ? MIN (1, rushes_ensemble_get_position (self->ensemble) / duration / own) : 0,
                          MIN (1, get_share (self, in, 0) / own), MIN (1, get_share (self, out >= 0 ? out + 1 : -1, 1) / own));
  self->following = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->in_button), in >= 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->out_button), out >= 0);
  self->following = FALSE;
}

static void
update_time (RushesReviewTransport *self)
{
  int frames = MAX (1, rushes_ensemble_get_n_frames (self->ensemble)), frame = rushes_ensemble_get_frame (self->ensemble) + 1;
  g_autofree char *timecode = rushes_timecode_format (rushes_ensemble_get_position (self->ensemble), rushes_ensemble_get_frame_rate (self->ensemble));
  g_autofree char *count = g_strdup_printf (_("Frame %d of %d"), frame, frames), *text = g_strdup_printf ("%s, %s", timecode, count);

  gtk_label_set_label (GTK_LABEL (self->time_label), timecode);
  gtk_label_set_label (GTK_LABEL (self->frame_label), count);
  self->following = TRUE;
  gtk_range_set_range (GTK_RANGE (self->scale), 0, MAX (0.1, rushes_ensemble_get_duration (self->ensemble)));
  gtk_range_set_value (GTK_RANGE (self->scale), rushes_ensemble_get_position (self->ensemble));
  self->following = FALSE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  if (rushes_ensemble_get_duration (self->ensemble) > 0)
    update_marks (self);
}

static void
update_playing (RushesReviewTransport *self)
{
  gboolean playing = rushes_ensemble_get_playing (self->ensemble);
  const char *label = playing ? _("Pause") : _("Play");

  gtk_button_set_icon_name (GTK_BUTTON (self->play_button), playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  rushes_tip_set (self->play_button, label);
}

static void
update_rate (RushesReviewTransport *self)
{
  g_autofree char *label = NULL;
  double rate;

  g_object_get (self->ensemble, "rate", &rate, NULL);
  label = g_strdup_printf ("%g×", rate);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->speed_button), label);
}

/* Whose filmstrip is shown: the take that keys are about. @path: its file, @id: its name in the cache */
void
rushes_review_transport_set_clip (RushesReviewTransport *self, guint clip, RushesThumbnailer *thumbnailer, const char *id, const char *path)
{
  g_autofree char *number = g_strdup_printf ("%u", clip + 1);

  self->clip = clip;
  gtk_label_set_label (GTK_LABEL (self->number_label), number);
  rushes_strip_load (self->strip, thumbnailer, id, path);
  update_time (self);
}

/* Before there are no clips any more. */
void
rushes_review_transport_clear (RushesReviewTransport *self)
{
  rushes_strip_clear (self->strip);
}

/* @pictures: where it is seen what plays, for the ear; as long there as this */
void
rushes_review_transport_steer (RushesReviewTransport *self, GtkWidget *pictures)
{
  rushes_tip_steer (self->scale, pictures);
  rushes_tip_steer (self->play_button, pictures);
}

void
rushes_review_transport_set_narrow (RushesReviewTransport *self, gboolean narrow)
{
  gtk_widget_set_visible (self->frame_label, !narrow);
  gtk_widget_set_visible (self->speed_button, !narrow);
  gtk_widget_set_visible (self->in_button, !narrow);
  gtk_widget_set_visible (self->out_button, !narrow);
  gtk_widget_set_visible (self->volume, !narrow);
  if (narrow)
    gtk_widget_remove_css_class (self->time_label, "timecode"); /* in large it would take the buttons' place */
  else
    gtk_widget_add_css_class (self->time_label, "timecode");
}

/* What is seen is where the part begins that is played; where it is so already, the part begins with the clips. */
void
rushes_review_transport_toggle_in (RushesReviewTransport *self)
{
  int frame = rushes_ensemble_get_frame (self->ensemble), in, out;

  rushes_ensemble_get_range (self->ensemble, &in, &out);
  rushes_ensemble_set_range (self->ensemble, in == frame ? -1 : frame, out);
}

/* What is seen is the last of the part that is played; where it is so already, the part ends with the clips. */
void
rushes_review_transport_toggle_out (RushesReviewTransport *self)
{
  int frame = rushes_ensemble_get_frame (self->ensemble), in, out;

  rushes_ensemble_get_range (self->ensemble, &in, &out);
  rushes_ensemble_set_range (self->ensemble, in, out == frame ? -1 : frame);
}

/* A button that is pressed goes out: its point is taken away. */
static void
on_in (RushesReviewTransport *self)
{
  int in, out;

  if (self->following)
    return;
  rushes_ensemble_get_range (self->ensemble, &in, &out);
  rushes_ensemble_set_range (self->ensemble, in >= 0 ? -1 : rushes_ensemble_get_frame (self->ensemble), out);
}

static void
on_out (RushesReviewTransport *self)
{
  int in, out;

  if (self->following)
    return;
  rushes_ensemble_get_range (self->ensemble, &in, &out);
  rushes_ensemble_set_range (self->ensemble, in, out >= 0 ? -1 : rushes_ensemble_get_frame (self->ensemble));
}

static void
on_play (RushesReviewTransport *self)
{
  rushes_ensemble_set_playing (self->ensemble, !rushes_ensemble_get_playing (self->ensemble));
}

static void
on_start (RushesReviewTransport *self)
{
  rushes_ensemble_seek (self->ensemble, 0);
}

static void
on_step_back (RushesReviewTransport *self)
{
  rushes_ensemble_step (self->ensemble, -1);
}

static void
on_step_on (RushesReviewTransport *self)
{
  rushes_ensemble_step (self->ensemble, 1);
}

static void
on_scale_changed (RushesReviewTransport *self)
{
  if (!self->following)
    rushes_ensemble_seek (self->ensemble, gtk_range_get_value (GTK_RANGE (self->scale)));
}

static void
on_strip_pressed (RushesReviewTransport *self, double where)
{
  double own = rushes_ensemble_get_clip_share (self->ensemble, self->clip);

  rushes_ensemble_seek (self->ensemble, where * own * rushes_ensemble_get_duration (self->ensemble));
}

/* The speeds of the menu are a property of the clock. */
static void
add_actions (RushesReviewTransport *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) rate = g_property_action_new ("rate", self->ensemble, "rate");

  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (rate));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "player", G_ACTION_GROUP (group));
}

static void
follow (RushesReviewTransport *self, const char *property, GCallback update)
{
  g_autofree char *detailed = g_strconcat ("notify::", property, NULL);

  g_signal_connect_object (self->ensemble, detailed, update, self, G_CONNECT_SWAPPED);
}

static void
on_points_changed (RushesReviewTransport *self)
{
  if (rushes_ensemble_get_duration (self->ensemble) > 0)
    update_marks (self);
}

/* What it controls; once. */
void
rushes_review_transport_set_ensemble (RushesReviewTransport *self, RushesEnsemble *ensemble)
{
  self->ensemble = g_object_ref (ensemble);
  add_actions (self);
  g_object_bind_property (ensemble, "loop", self->loop_button, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (ensemble, "muted", self->mute_button, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (ensemble, "volume", gtk_range_get_adjustment (GTK_RANGE (self->volume)), "value", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  follow (self, "position", G_CALLBACK (update_time));
  follow (self, "duration", G_CALLBACK (update_time));
  follow (self, "in-point", G_CALLBACK (on_points_changed));
  follow (self, "out-point", G_CALLBACK (on_points_changed));
  follow (self, "playing", G_CALLBACK (update_playing));
  follow (self, "rate", G_CALLBACK (update_rate));
  update_time (self);
  update_playing (self);
  update_rate (self);
}

static gboolean
rushes_review_transport_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RUSHES_REVIEW_TRANSPORT (widget)->play_button);
}

static void
rushes_review_transport_dispose (GObject *object)
{
  g_clear_object (&RUSHES_REVIEW_TRANSPORT (object)->ensemble);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_REVIEW_TRANSPORT);
  G_OBJECT_CLASS (rushes_review_transport_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, speeds);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, strip);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, number_label);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, play_button);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, time_label);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, frame_label);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, scale);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, loop_button);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, step_back);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, step_on);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, speed_button);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, in_button);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, out_button);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, mute_button);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewTransport, volume);
  gtk_widget_class_bind_template_callback (widget_class, on_play);
  gtk_widget_class_bind_template_callback (widget_class, on_start);
  gtk_widget_class_bind_template_callback (widget_class, on_step_back);
  gtk_widget_class_bind_template_callback (widget_class, on_step_on);
  gtk_widget_class_bind_template_callback (widget_class, on_scale_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_strip_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_in);
  gtk_widget_class_bind_template_callback (widget_class, on_out);
}

static void
rushes_review_transport_class_init (RushesReviewTransportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_review_transport_dispose;
  widget_class->grab_focus = rushes_review_transport_grab_focus;
  g_type_ensure (RUSHES_TYPE_STRIP);
  g_type_ensure (RUSHES_TYPE_FOLD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-review-transport.ui");
  bind_children (widget_class);
}

static void
rushes_review_transport_init (RushesReviewTransport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_late_menu_set (GTK_MENU_BUTTON (self->speed_button), self->speeds);
  rushes_keep_left_to_right (GTK_WIDGET (self));
}
