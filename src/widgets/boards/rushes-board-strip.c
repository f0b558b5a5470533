/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-strip.h"

#include "rushes-direction.h"
#include "rushes-fold.h"
#include "rushes-shot-band-drop.h"
#include "rushes-shot-band-hands.h"
#include "rushes-timecode.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* The strip, and below it where the playhead is and how to go elsewhere. The band has the position; all others ask it. */
struct _RushesBoardStrip
{
  GtkBox parent_instance;
  RushesShotBand *band;
  GtkWidget *first, *previous, *play, *next, *last, *loop_button, *heard_button, *full_button, *zoom;
  GtkLabel *timecode, *where;
  GtkAdjustment *zoom_adjustment;
  const RushesBoardContext *context;
  RushesBoardView *view; /* that is listened to */
  gboolean playing, narrow;
};

enum
{
  PROP_POSITION = 1,
  PROP_PLAYING,
  PROP_LOOP,
  PROP_TAKES_HEARD,
  N_PROPERTIES
};

enum
{
  SOUGHT,
  CHANGE,
  OPEN_SHOT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesBoardStrip, rushes_board_strip, GTK_TYPE_BOX)

static RushesBoard *
get_board (RushesBoardStrip *self)
{
  return self->context != NULL && self->context->view != NULL ? rushes_board_view_get_board (self->context->view) : NULL;
}

/* “Shot 50 · of 1:58” */
static char *
dup_where (RushesBoardStrip *self, RushesRate rate)
{
  RushesShot *shot = rushes_board_view_get_shot (self->context->view, rushes_shot_band_get_shot (self->band));
  int seconds = (int) rushes_rate_to_seconds (rate, rushes_board_view_get_length (self->context->view));
  g_autofree char *length = g_strdup_printf ("%d:%02d", seconds / 60, seconds % 60);

  return shot != NULL ? g_strdup_printf (_("Shot %s · of %s"), rushes_shot_get_shown (shot), length) : g_strdup (_("No shots yet"));
}

static void
update_time (RushesBoardStrip *self)
{
  RushesBoard *board = get_board (self);
  RushesRate rate = board != NULL ? rushes_board_get_rate (board) : RUSHES_RATE_DEFAULT;
  g_autofree char *where = board != NULL ? dup_where (self, rate) : g_strdup ("");
  g_autofree char *timecode = rushes_timecode_format (rushes_rate_to_seconds (rate, rushes_shot_band_get_position (self->band)), (double) rate.frames / rate.seconds);

  gtk_label_set_label (self->timecode, timecode);
  gtk_label_set_label (self->where, where);
}

static void
on_position (RushesBoardStrip *self)
{
  update_time (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

static void
on_sought (RushesBoardStrip *self, gint64 position)
{
  g_signal_emit (self, signals[SOUGHT], 0, position);
}

static void
on_change (RushesBoardStrip *self, GVariant *change)
{
  g_signal_emit (self, signals[CHANGE], 0, change);
}

static void
on_open_shot (RushesBoardStrip *self, RushesShot *shot)
{
  g_signal_emit (self, signals[OPEN_SHOT], 0, shot);
}

static void
go_to_shot (RushesBoardStrip *self, gint64 index)
{
  guint n = get_board (self) != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->context->view)) : 0;

  if (n > 0)
    rushes_shot_band_seek (self->band, rushes_shot_get_start (rushes_board_view_get_shot (self->context->view, (guint) CLAMP (index, 0, (gint64) n - 1))));
}

static void
on_first (RushesBoardStrip *self)
{
  go_to_shot (self, 0);
}

static void
on_last (RushesBoardStrip *self)
{
  go_to_shot (self, G_MAXINT);
}

/* To its beginning first. */
static void
on_previous (RushesBoardStrip *self)
{
  guint now = rushes_shot_band_get_shot (self->band);
  RushesShot *shot = get_board (self) != NULL ? rushes_board_view_get_shot (self->context->view, now) : NULL;

  if (shot != NULL)
    go_to_shot (self, (gint64) now - (rushes_shot_band_get_position (self->band) > rushes_shot_get_start (shot) ? 0 : 1));
}

static void
on_next (RushesBoardStrip *self)
{
  guint now = rushes_shot_band_get_shot (self->band);

  if (now != G_MAXUINT)
    go_to_shot (self, (gint64) now + 1);
}

static void
on_loop (RushesBoardStrip *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOOP]);
}

static void
on_heard (RushesBoardStrip *self)
{
  gboolean heard = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->heard_button));

  gtk_button_set_icon_name (GTK_BUTTON (self->heard_button), heard ? "audio-volume-high-symbolic" : "audio-volume-muted-symbolic");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAKES_HEARD]);
}

static void
set_playing (RushesBoardStrip *self, gboolean playing)
{
  if (self->playing == playing)
    return;
  self->playing = playing;
  gtk_button_set_icon_name (GTK_BUTTON (self->play), playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  rushes_tip_set (self->play, playing ? _("Pause") : _("Play the Board"));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
}

/* Who cannot be pressed any more leaves the focus to the strip. */
static void
show_play (RushesBoardStrip *self, gboolean can)
{
  if (!can && gtk_widget_is_focus (self->play))
    gtk_widget_grab_focus (GTK_WIDGET (self->band));
  gtk_widget_set_sensitive (self->play, can);
  rushes_tip_set (self->play, !can ? _("There Is Nothing to Play Yet") : self->playing ? _("Pause") : _("Play the Board"));
}

static void
on_view_changed (RushesBoardStrip *self)
{
  gboolean any = get_board (self) != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->context->view)) > 0;

  show_play (self, any && rushes_board_view_get_length (self->context->view) > 0);
  for (GtkWidget *const *button = (GtkWidget *const[]) { self->first, self->previous, self->next, self->last, NULL }; *button != NULL; button++)
    gtk_widget_set_sensitive (*button, any);
  update_time (self);
}

/* @context: its view is NULL while no board is open */
void
rushes_board_strip_set_context (RushesBoardStrip *self, const RushesBoardContext *context)
{
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_set_object (&self->view, context->view);
  self->context = context;
  rushes_shot_band_set_context (self->band, context);
  if (self->view != NULL)
    g_signal_connect_object (self->view, "changed", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  on_view_changed (self);
}

void
rushes_board_strip_set_narrow (RushesBoardStrip *self, gboolean narrow)
{
  self->narrow = narrow;
  rushes_shot_band_set_narrow (self->band, narrow);
  for (GtkWidget *const *widget = (GtkWidget *const[]) { self->first, self->last, self->loop_button, self->zoom, GTK_WIDGET (self->where), NULL }; *widget != NULL; widget++)
    gtk_widget_set_visible (*widget, !narrow);
}

gint64
rushes_board_strip_get_position (RushesBoardStrip *self)
{
  return rushes_shot_band_get_position (self->band);
}

void
rushes_board_strip_set_position (RushesBoardStrip *self, gint64 position)
{
  rushes_shot_band_set_position (self->band, position);
}

/* What was asked for has been done, or not. */
void
rushes_board_strip_settle (RushesBoardStrip *self)
{
  rushes_shot_band_settle (self->band);
}

static void
rushes_board_strip_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  RushesBoardStrip *self = RUSHES_BOARD_STRIP (object);

  if (id == PROP_POSITION)
    g_value_set_int64 (value, rushes_board_strip_get_position (self));
  else if (id == PROP_PLAYING)
    g_value_set_boolean (value, self->playing);
  else
    g_value_set_boolean (value, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (id == PROP_LOOP ? self->loop_button : self->heard_button)));
}

static void
rushes_board_strip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  RushesBoardStrip *self = RUSHES_BOARD_STRIP (object);

  if (id == PROP_POSITION)
    rushes_board_strip_set_position (self, g_value_get_int64 (value));
  else if (id == PROP_PLAYING)
    set_playing (self, g_value_get_boolean (value));
  else
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (id == PROP_LOOP ? self->loop_button : self->heard_button), g_value_get_boolean (value));
}

static void
rushes_board_strip_dispose (GObject *object)
{
  RushesBoardStrip *self = RUSHES_BOARD_STRIP (object);

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->view);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_BOARD_STRIP);
  G_OBJECT_CLASS (rushes_board_strip_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesBoardStrip, band);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardStrip, first);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardStrip, previous);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardStrip, play);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardStrip, next);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardStrip, last);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardStrip, loop_button);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardStrip, heard_button);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardStrip, full_button);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardStrip, zoom);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardStrip, timecode);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardStrip, where);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardStrip, zoom_adjustment);
  gtk_widget_class_bind_template_callback (widget_class, on_position);
  gtk_widget_class_bind_template_callback (widget_class, on_sought);
  gtk_widget_class_bind_template_callback (widget_class, on_change);
  gtk_widget_class_bind_template_callback (widget_class, on_open_shot);
  gtk_widget_class_bind_template_callback (widget_class, on_first);
  gtk_widget_class_bind_template_callback (widget_class, on_previous);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_last);
}

static void
rushes_board_strip_class_init (RushesBoardStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = rushes_board_strip_get_property;
  object_class->set_property = rushes_board_strip_set_property;
  object_class->dispose = rushes_board_strip_dispose;
  properties[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, flags);
  properties[PROP_LOOP] = g_param_spec_boolean ("loop", NULL, NULL, FALSE, flags);
  properties[PROP_TAKES_HEARD] = g_param_spec_boolean ("takes-heard", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SOUGHT] = g_signal_new ("sought", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[CHANGE] = g_signal_new ("change", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_VARIANT);
  signals[OPEN_SHOT] = g_signal_new ("open-shot", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RUSHES_TYPE_SHOT);
  g_type_ensure (RUSHES_TYPE_SHOT_BAND);
  g_type_ensure (RUSHES_TYPE_FOLD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-board-strip.ui");
  bind_children (widget_class);
}

static void
rushes_board_strip_init (RushesBoardStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_keep_left_to_right (GTK_WIDGET (self));
  rushes_shot_band_add_hands (self->band);
  rushes_shot_band_add_drop (self->band);
  g_object_bind_property (self->band, "zoom", self->zoom_adjustment, "value", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_swapped (self->loop_button, "notify::active", G_CALLBACK (on_loop), self);
  g_signal_connect_swapped (self->heard_button, "notify::active", G_CALLBACK (on_heard), self);
}
