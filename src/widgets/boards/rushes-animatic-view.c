/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-animatic-view.h"

#include "rushes-animatic-frame.h"
#include "rushes-filmstrip.h"
#include "rushes-fit.h"
#include "rushes-kept-frames.h"
#include "rushes-stage.h"
#include "rushes-tip.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Space plays and pauses, the arrows step, I shows number and action over the picture too, F11 or F fills the screen, Escape leaves. */
struct _RushesAnimaticView
{
  GtkWidget parent_instance;
  GtkWidget *overlay;
  RushesStage *stage;
  GtkLabel *card, *facts;
  RushesAnimatic *animatic;
  RushesAnimaticFrame *frame;
  RushesThumbnailer *thumbnailer; /* (nullable) */
  RushesPlayPlan *plan; /* (nullable): NULL: there is nothing to be played */
  gboolean open;    /* it is seen; else it only waits on the frame from which it may be played */
  GCancellable *asked; /* (nullable): for a filmstrip that is being read */
  RushesKeptFrames *kept; /* of the parts where it has rested */
  char *wished;     /* (nullable): the clip of which a frame is awaited that is kept, */
  int wished_frame; /* that one */
  guint resting;
  gboolean told;    /* number and action are asked for */
};

#define REST_MS 300 /* so long nothing moves before what is around it is decoded */

enum
{
  CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesAnimaticView, rushes_animatic_view, GTK_TYPE_WIDGET)

/* What the part that is seen says of itself. */
static void
update_words (RushesAnimaticView *self)
{
  int number = self->plan != NULL ? rushes_animatic_get_part (self->animatic) : -1;
  const RushesPart *part = number >= 0 && (guint) number < self->plan->parts->len ? self->plan->parts->pdata[number] : NULL;
  const char *problem = part != NULL ? rushes_animatic_get_problem (self->animatic, (guint) number) : NULL;
  gboolean empty = part != NULL && (part->path == NULL || problem != NULL);
  g_autofree char *text = part != NULL ? g_strconcat (part->label != NULL ? part->label : "", problem != NULL ? "\n" : "", problem, NULL) : g_strdup ("");

  gtk_label_set_label (self->card, text);
  gtk_label_set_label (self->facts, part != NULL && part->label != NULL ? part->label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->card), empty);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), self->told && part != NULL && !empty);
}

static void
on_room (RushesAnimaticView *self)
{
  int width, height;

  rushes_stage_get_room (self->stage, &width, &height);
  if (width > 0 && height > 0 && self->plan != NULL)
    rushes_fit (self->plan->width, self->plan->height, width, height, &width, &height);
  rushes_animatic_set_room (self->animatic, width, height);
  rushes_kept_frames_set_room (self->kept, width, height);
}

/* The picture of the filmstrip that is the nearest to where it goes, or the part's poster until that is there. */
static void
show_meanwhile (RushesAnimaticView *self, const RushesPart *part, gint64 at)
{
  GdkTexture *strip = rushes_thumbnailer_peek (self->thumbnailer, part->clip, RUSHES_THUMBNAIL_FILMSTRIP);
  GdkTexture *poster = rushes_thumbnailer_peek (self->thumbnailer, part->clip, RUSHES_THUMBNAIL_POSTER);
  double seconds = rushes_part_find_time (part, self->plan->rate, at), length = rushes_rate_to_seconds (part->rate, part->n_frames);

  if (strip != NULL && length > 0)
    rushes_animatic_frame_set_meanwhile (self->frame, strip, CLAMP ((int) (seconds / length * RUSHES_FILMSTRIP_FRAMES), 0, RUSHES_FILMSTRIP_FRAMES - 1));
  else if (poster != NULL)
    rushes_animatic_frame_set_meanwhile (self->frame, poster, -1);
}

static void on_sought (RushesAnimaticView *self);

static void
on_strip (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesAnimaticView) self = rushes_way_back_take (data);
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, NULL);

  if (self != NULL && texture != NULL)
    on_sought (self);
}

/* Whoever goes on meanwhile wants another one. */
static void
ask_for_strip (RushesAnimaticView *self, const RushesPart *part)
{
  g_cancellable_cancel (self->asked);
  g_clear_object (&self->asked);
  if (rushes_thumbnailer_peek (self->thumbnailer, part->clip, RUSHES_THUMBNAIL_FILMSTRIP) != NULL)
    return;
  self->asked = g_cancellable_new ();
  rushes_thumbnailer_load_async (self->thumbnailer, part->clip, part->path, RUSHES_THUMBNAIL_FILMSTRIP, self->asked, on_strip,
                                 rushes_way_back_new (self));
}

/* So near, what is seen stays until that is there: a picture of a filmstrip is not nearer. */
static gboolean
is_near (RushesAnimaticView *self, gint64 sought)
{
  gint64 frame = rushes_animatic_get_frame (self->animatic);
  int part = rushes_animatic_find_part (self->animatic, sought);
  const RushesPart *of = self->plan->parts->pdata[part];

  return frame >= 0 && part == rushes_animatic_get_part (self->animatic) && ABS (frame - sought) < MAX (2, of->plays / RUSHES_FILMSTRIP_FRAMES);
}

/* Nothing is gone to: who stays here may go on from here. */
static gboolean
on_rest (gpointer data)
{
  RushesAnimaticView *self = data;
  int number = rushes_animatic_get_part (self->animatic);

  self->resting = 0;
  if (self->plan != NULL && number >= 0 && (guint) number < self->plan->parts->len)
    rushes_kept_frames_keep (self->kept, self->plan->parts->pdata[number], self->plan->rate,
                             rushes_animatic_get_frame (self->animatic) - rushes_animatic_get_start (self->animatic, (guint) number));
  return G_SOURCE_REMOVE;
}

static void
rest_soon (RushesAnimaticView *self)
{
  g_clear_handle_id (&self->resting, g_source_remove);
  if (self->open && !rushes_animatic_get_playing (self->animatic))
    self->resting = g_timeout_add (REST_MS, on_rest, self);
}

static void
on_playing (RushesAnimaticView *self)
{
  if (rushes_animatic_get_playing (self->animatic))
    rushes_kept_frames_rest (self->kept);
  rest_soon (self);
}

/* It is the very frame that is gone to, unless that has come meanwhile. */
static void
on_kept (gpointer data, const char *path, int frame, GdkTexture *texture)
{
  RushesAnimaticView *self = data;

  if (g_strcmp0 (self->wished, path) != 0 || self->wished_frame != frame)
    return;
  g_clear_pointer (&self->wished, g_free);
  rushes_animatic_frame_set_meanwhile (self->frame, texture, -1);
}

/* Whether it is kept: then it is seen in a moment, and until then what is seen stays. */
static gboolean
show_kept (RushesAnimaticView *self, const RushesPart *part, gint64 at)
{
  int frame = rushes_kept_frames_show (self->kept, part, self->plan->rate, at);

  g_free (self->wished);
  self->wished = frame >= 0 ? g_strdup (part->path) : NULL;
  self->wished_frame = frame;
  return frame >= 0;
}

/* What is gone to takes as long as decoding it: until then something of it is seen. */
static void
on_sought (RushesAnimaticView *self)
{
  gint64 sought = self->plan != NULL && self->open ? rushes_animatic_get_sought (self->animatic) : -1;
  int number = sought >= 0 ? rushes_animatic_find_part (self->animatic, sought) : -1;
  const RushesPart *part = number >= 0 && (guint) number < self->plan->parts->len ? self->plan->parts->pdata[number] : NULL;

  if (part == NULL)
    {
      rushes_animatic_frame_set_meanwhile (self->frame, NULL, 0);
      g_clear_pointer (&self->wished, g_free);
      rest_soon (self);
    }
  else if (show_kept (self, part, sought - rushes_animatic_get_start (self->animatic, (guint) number)))
    return;
  if (part == NULL || part->clip == NULL || self->thumbnailer == NULL || is_near (self, sought))
    return;
  show_meanwhile (self, part, sought - rushes_animatic_get_start (self->animatic, (guint) number));
  ask_for_strip (self, part);
}

static void
leave (RushesAnimaticView *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType all, RushesAnimaticView *self)
{
  GdkModifierType state = all & gtk_accelerator_get_default_mod_mask ();
  gint64 step = state == GDK_SHIFT_MASK ? rushes_rate_to_frames (rushes_animatic_get_rate (self->animatic), 1) : 1;

  if (!self->open || (state & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_space || key == GDK_KEY_KP_Space || key == GDK_KEY_k)
    rushes_animatic_set_playing (self->animatic, !rushes_animatic_get_playing (self->animatic));
  else if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    rushes_animatic_step (self->animatic, key == GDK_KEY_Left ? -step : step);
  else if (key == GDK_KEY_Home)
    rushes_animatic_seek (self->animatic, 0);
  else if (key == GDK_KEY_Escape)
    leave (self);
  else if (key == GDK_KEY_F11 || gdk_keyval_to_lower (key) == GDK_KEY_f)
    gtk_widget_activate_action (GTK_WIDGET (self), "board.full-screen", NULL);
  else if (gdk_keyval_to_lower (key) == GDK_KEY_i)
    {
      self->told = !self->told;
      update_words (self);
    }
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* Who does not see it does not hear it. */
static void
rushes_animatic_view_unmap (GtkWidget *widget)
{
  rushes_animatic_set_playing (RUSHES_ANIMATIC_VIEW (widget)->animatic, FALSE);
  GTK_WIDGET_CLASS (rushes_animatic_view_parent_class)->unmap (widget);
}

static gboolean
rushes_animatic_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RUSHES_ANIMATIC_VIEW (widget)->stage));
}

static void
rushes_animatic_view_dispose (GObject *object)
{
  RushesAnimaticView *self = RUSHES_ANIMATIC_VIEW (object);

  if (self->animatic != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->animatic, self);
      rushes_animatic_close (self->animatic);
    }
  g_cancellable_cancel (self->asked);
  g_clear_object (&self->asked);
  g_clear_handle_id (&self->resting, g_source_remove);
  g_clear_pointer (&self->kept, rushes_kept_frames_free);
  g_clear_pointer (&self->wished, g_free);
  g_clear_object (&self->animatic);
  g_clear_object (&self->frame);
  g_clear_object (&self->thumbnailer);
  g_clear_pointer (&self->plan, rushes_play_plan_unref);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (rushes_animatic_view_parent_class)->dispose (object);
}

static void
rushes_animatic_view_class_init (RushesAnimaticViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_animatic_view_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = rushes_animatic_view_unmap;
  GTK_WIDGET_CLASS (klass)->grab_focus = rushes_animatic_view_grab_focus;
  signals[CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
add_label (RushesAnimaticView *self, const char *css_class, GtkAlign halign, GtkAlign valign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_widget_set_halign (label, halign);
  gtk_widget_set_valign (label, valign);
  gtk_widget_set_margin_start (label, 18);
  gtk_widget_set_margin_end (label, 18);
  gtk_widget_set_margin_top (label, 18);
  gtk_widget_set_margin_bottom (label, 18);
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_set_can_target (label, FALSE);
  gtk_widget_add_css_class (label, css_class);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), label);
  return GTK_LABEL (label);
}

static void
add_close (RushesAnimaticView *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  rushes_tip_set (button, _("Back to the Shots"));
  gtk_widget_set_name (button, "close-animatic");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "osd");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 12);
  gtk_widget_set_margin_end (button, 12);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (leave), self);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), button);
}

static void
rushes_animatic_view_init (RushesAnimaticView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->animatic = rushes_animatic_new ();
  self->kept = rushes_kept_frames_new (on_kept, self);
  self->overlay = gtk_overlay_new ();
  self->stage = g_object_new (RUSHES_TYPE_STAGE, "name", "animatic", "focusable", TRUE, NULL);
  self->frame = rushes_animatic_frame_new (rushes_animatic_get_paintable (self->animatic));
  rushes_stage_set_paintable (self->stage, GDK_PAINTABLE (self->frame));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->stage), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Picture of the Board"), -1);
  gtk_widget_add_css_class (self->overlay, "stage");
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->stage));
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  self->card = add_label (self, "title-1", GTK_ALIGN_CENTER, GTK_ALIGN_CENTER);
  self->facts = add_label (self, "facts", GTK_ALIGN_START, GTK_ALIGN_END);
  add_close (self);
  g_signal_connect_swapped (self->stage, "room-changed", G_CALLBACK (on_room), self);
  g_signal_connect_swapped (self->animatic, "notify::part", G_CALLBACK (update_words), self);
  g_signal_connect_swapped (self->animatic, "notify::has-picture", G_CALLBACK (update_words), self);
  g_signal_connect_swapped (self->animatic, "notify::sought", G_CALLBACK (on_sought), self);
  g_signal_connect_swapped (self->animatic, "notify::playing", G_CALLBACK (on_playing), self);
  g_signal_connect_swapped (self->animatic, "problem", G_CALLBACK (update_words), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* Returns: (transfer none) */
RushesAnimatic *
rushes_animatic_view_get_animatic (RushesAnimaticView *self)
{
  return self->animatic;
}

/* Opens, or changes, what there is. Who does not see it does not hear it: what only waits has no track. */
static void
take_plan (RushesAnimaticView *self, const RushesPlayPlan *before)
{
  const RushesTrack *track = self->open ? self->plan->track : NULL;
  gboolean same = before != NULL && rushes_animatic_get_length (self->animatic) > 0 &&
                  before->rate.frames == self->plan->rate.frames && before->rate.seconds == self->plan->rate.seconds;

  if (same)
    rushes_animatic_replan (self->animatic, self->plan->parts, track);
  else
    rushes_animatic_open (self->animatic, self->plan->parts, self->plan->rate, track);
}

/**
 * rushes_animatic_view_set_plan:
 * @plan: (nullable): %NULL: nothing can be played
 *
 * What plays goes on by it from where it is.
 */
void
rushes_animatic_view_set_plan (RushesAnimaticView *self, RushesPlayPlan *plan)
{
  g_autoptr (RushesPlayPlan) before = g_steal_pointer (&self->plan);

  if (plan == NULL || plan->parts->len == 0)
    {
      rushes_animatic_close (self->animatic);
      update_words (self);
      return;
    }
  self->plan = rushes_play_plan_ref (plan);
  rushes_animatic_frame_set_size (self->frame, plan->width, plan->height);
  on_room (self);
  take_plan (self, before);
  update_words (self);
}

/* What plays opens each part anew when it comes. */
static void
on_stills_changed (RushesAnimaticView *self)
{
  gint64 frame = rushes_animatic_get_frame (self->animatic);

  if (self->plan == NULL || rushes_animatic_get_playing (self->animatic))
    return;
  take_plan (self, NULL);
  rushes_animatic_seek (self->animatic, MAX (0, frame));
}

/* What shows a part before it is decoded. */
void
rushes_animatic_view_set_thumbnailer (RushesAnimaticView *self, RushesThumbnailer *thumbnailer)
{
  g_set_object (&self->thumbnailer, thumbnailer);
  g_signal_connect_object (thumbnailer, "stills-changed", G_CALLBACK (on_stills_changed), self, G_CONNECT_SWAPPED);
}

/* @frame: of the board: from where it may be played */
void
rushes_animatic_view_wait_at (RushesAnimaticView *self, gint64 frame)
{
  if (self->plan != NULL && !self->open && !(rushes_animatic_is_settled (self->animatic) && rushes_animatic_get_frame (self->animatic) == frame))
    rushes_animatic_seek (self->animatic, frame);
}

/* @frame: of the board, from which it plays. There has to be a plan. */
void
rushes_animatic_view_play (RushesAnimaticView *self, gint64 frame)
{
  rushes_animatic_view_wait_at (self, frame);
  self->open = TRUE;
  on_sought (self);
  rushes_animatic_replan (self->animatic, self->plan->parts, self->plan->track);
  rushes_animatic_set_playing (self->animatic, TRUE);
  update_words (self);
}

/* It stops, and waits where it is. */
void
rushes_animatic_view_close (RushesAnimaticView *self)
{
  gint64 frame = rushes_animatic_get_frame (self->animatic);

  self->open = FALSE;
  g_clear_handle_id (&self->resting, g_source_remove);
  rushes_kept_frames_clear (self->kept);
  rushes_animatic_close (self->animatic);
  if (self->plan != NULL)
    {
      take_plan (self, NULL);
      rushes_animatic_seek (self->animatic, MAX (0, frame));
    }
  on_sought (self);
  update_words (self);
}

/* Whether it is seen. */
gboolean
rushes_animatic_view_is_open (RushesAnimaticView *self)
{
  return self->open;
}

/* Whether there is anything to be played. */
gboolean
rushes_animatic_view_has_plan (RushesAnimaticView *self)
{
  return self->plan != NULL;
}

/* Returns: how many frames of that clip are kept, to be seen at once when they are gone to */
int
rushes_animatic_view_count_kept (RushesAnimaticView *self, const char *path)
{
  return rushes_kept_frames_count (self->kept, path);
}

/* Whether something near to what was gone to is seen until that is there. */
gboolean
rushes_animatic_view_is_near (RushesAnimaticView *self)
{
  return rushes_animatic_frame_has_meanwhile (self->frame);
}
