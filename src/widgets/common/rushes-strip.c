/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-strip.h"

#include "rushes-filmstrip.h"
#include "rushes-note.h"
#include "rushes-strip-frame.h"

struct _RushesStrip
{
  GtkWidget parent_instance;
  GdkTexture *texture; /* or NULL */
  GdkTexture *sound;   /* the waveform, or NULL */
  GCancellable *loading;
  double position, in, out; /* of the whole, from 0 to 1 */
  GVariant *notes;          /* or NULL */
  gint64 duration_us;       /* of the clip they are on */
  gint64 frame_us;          /* how long a frame of it stays */
  GArray *cached;           /* double: beginning and end of each part that is seen at once, as these */
};

#define MARK 3       /* pixels: the width of what is drawn over it */
#define HOOK 8       /* how far the ends of a bracket reach */
#define NOTE_WIDTH 6
#define NOTE_HEIGHT 9  /* of a note on one frame */
#define NOTE_BAR 4     /* how high the bar of one on several frames is */
#define NOTE_NEAR 6    /* how near the pointer has to be */
#define LINE 2       /* that below what is cached */
#define SOUND_HEIGHT 0.45 /* of the strip, from below */
#define SOUND_OPACITY 0.5 /* the frames are still to be seen */
#define MARKED_OUT "rgba(0,0,0,.6)" /* it is darker outside of the points */

G_DEFINE_FINAL_TYPE (RushesStrip, rushes_strip, GTK_TYPE_WIDGET)

enum
{
  PRESSED,
  SCRUBBING,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* While it is being made it keeps its place: what stands beside it must not move under a pointer that is pressed. */
static void
show_texture (RushesStrip *self, GdkTexture *texture, gboolean is_coming)
{
  g_set_object (&self->texture, texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), texture != NULL || is_coming);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_texture (data, texture, FALSE);
}

static void
stop (RushesStrip *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
show_sound (RushesStrip *self, GdkTexture *texture)
{
  g_set_object (&self->sound, texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_sound (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_sound (data, texture);
}

/* Shows nothing; what is still being made neither. */
void
rushes_strip_clear (RushesStrip *self)
{
  stop (self);
  show_texture (self, NULL, FALSE);
  show_sound (self, NULL);
}

/* Shows the strip of a clip, as soon as there is one, in the place that it has at once; @path: its file, @id: its name in the cache */
void
rushes_strip_load (RushesStrip *self, RushesThumbnailer *thumbnailer, const char *id, const char *path)
{
  GdkTexture *texture = rushes_thumbnailer_peek (thumbnailer, id, RUSHES_THUMBNAIL_FILMSTRIP);

  stop (self);
  self->loading = g_cancellable_new ();
  show_texture (self, texture, TRUE);
  show_sound (self, NULL);
  if (texture != NULL)
    return;
  rushes_thumbnailer_load_async (thumbnailer, id, path, RUSHES_THUMBNAIL_FILMSTRIP, self->loading, on_loaded, self);
}

/* And its waveform; after rushes_strip_load(), for a clip with sound. */
void
rushes_strip_load_sound (RushesStrip *self, RushesThumbnailer *thumbnailer, const char *id, const char *path)
{
  GdkTexture *texture = rushes_thumbnailer_peek (thumbnailer, id, RUSHES_THUMBNAIL_WAVEFORM);

  show_sound (self, texture);
  if (texture == NULL)
    rushes_thumbnailer_load_async (thumbnailer, id, path, RUSHES_THUMBNAIL_WAVEFORM, self->loading, on_sound, self);
}

static void
press (RushesStrip *self, double x)
{
  g_signal_emit (self, signals[PRESSED], 0, CLAMP (x / MAX (1, gtk_widget_get_width (GTK_WIDGET (self))), 0, 1));
}

static void
on_begin (RushesStrip *self, double x)
{
  g_signal_emit (self, signals[SCRUBBING], 0, TRUE);
  press (self, x);
}

static void
on_drag (RushesStrip *self, double by, double by_y, GtkGestureDrag *drag)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (drag, &x, &y))
    press (self, x + by);
}

static void
on_end (RushesStrip *self)
{
  g_signal_emit (self, signals[SCRUBBING], 0, FALSE);
}

static void
append_box (GtkSnapshot *snapshot, const char *color, double x, double y, double width, double height)
{
  GdkRGBA rgba;

  gdk_rgba_parse (&rgba, color);
  gtk_snapshot_append_color (snapshot, &rgba, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

/* @side: 1: it opens to the right, -1: to the left */
static void
append_bracket (GtkSnapshot *snapshot, double x, int side, double height)
{
  const char *color = "#f8e45c"; /* as stars are */
  double left = side > 0 ? x : x - MARK, hook = side > 0 ? x : x - HOOK;

  append_box (snapshot, color, left, 0, MARK, height);
  append_box (snapshot, color, hook, 0, HOOK, MARK);
  append_box (snapshot, color, hook, height - MARK, HOOK, MARK);
}

/* From which pixel to which it is; not of one on all of the clip. Returns: whether it is anywhere */
static gboolean
get_note_place (RushesStrip *self, const RushesNote *note, double *from, double *to)
{
  double scale = self->duration_us > 0 ? gtk_widget_get_width (GTK_WIDGET (self)) / (double) self->duration_us : 0;

  *from = note->from_us * scale;
  *to = MIN (note->to_us + (note->to_us > note->from_us ? self->frame_us : 0), self->duration_us) * scale; /* with the last frame */
  return scale > 0 && note->from_us != RUSHES_NOTE_WHOLE;
}

/* At the upper edge, with a dark rim, so that they are seen on every picture. */
static void
append_note (RushesStrip *self, GtkSnapshot *snapshot, const RushesNote *note)
{
  const char *color = "#62a0ea", *rim = "rgba(0,0,0,.6)";
  double from, to, left;

  if (!get_note_place (self, note, &from, &to))
    return;
  left = CLAMP (from - NOTE_WIDTH / 2.0, 0, gtk_widget_get_width (GTK_WIDGET (self)) - NOTE_WIDTH);
  if (note->to_us > note->from_us)
    append_box (snapshot, rim, from, 0, to - from, NOTE_BAR + 1);
  append_box (snapshot, rim, left - 1, 0, NOTE_WIDTH + 2, NOTE_HEIGHT + 1);
  if (note->to_us > note->from_us)
    append_box (snapshot, color, from, 0, to - from, NOTE_BAR);
  append_box (snapshot, color, left, 0, NOTE_WIDTH, NOTE_HEIGHT);
}

static void
append_notes (RushesStrip *self, GtkSnapshot *snapshot)
{
  for (guint i = 0; i < rushes_notes_count (self->notes); i++)
    {
      RushesNote note = rushes_notes_get (self->notes, i);
      append_note (self, snapshot, &note);
    }
}

/* The notes under the pointer. */
static gboolean
on_tooltip (RushesStrip *self, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  g_autoptr (GString) text = g_string_new (NULL);
  double from, to;

  for (guint i = 0; i < rushes_notes_count (self->notes); i++)
    {
      RushesNote note = rushes_notes_get (self->notes, i);
      if (get_note_place (self, &note, &from, &to) && x >= from - NOTE_NEAR && x <= to + NOTE_NEAR)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", note.text);
    }
  gtk_tooltip_set_text (tooltip, text->str);
  return text->len > 0 && !by_keyboard;
}

/* @notes: (nullable): of the clip, as its record has them. @rate: its frames per second */
void
rushes_strip_set_notes (RushesStrip *self, GVariant *notes, gint64 duration_us, double rate)
{
  g_clear_pointer (&self->notes, g_variant_unref);
  self->notes = notes != NULL ? g_variant_ref (notes) : NULL;
  self->duration_us = duration_us;
  self->frame_us = (gint64) (G_USEC_PER_SEC / rate);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
append_marks (RushesStrip *self, GtkSnapshot *snapshot, double width, double height)
{
  append_box (snapshot, MARKED_OUT, 0, 0, self->in * width, height);
  append_box (snapshot, MARKED_OUT, self->out * width, 0, (1 - self->out) * width, height);
  for (guint i = 0; i + 1 < self->cached->len; i += 2)
    {
      double from = g_array_index (self->cached, double, i) * width, to = g_array_index (self->cached, double, i + 1) * width;
      append_box (snapshot, "rgba(143,240,164,.75)", from, height - LINE, to - from, LINE);
    }
  append_notes (self, snapshot);
  if (self->in > 0)
    append_bracket (snapshot, self->in * width, 1, height);
  if (self->out < 1)
    append_bracket (snapshot, self->out * width, -1, height);
  append_box (snapshot, "white", CLAMP (self->position * width - MARK / 2.0, 0, width - MARK), 0, MARK, height);
}

static void
append_sound (RushesStrip *self, GtkSnapshot *snapshot, double width, double height)
{
  if (self->sound == NULL)
    return;
  gtk_snapshot_push_opacity (snapshot, SOUND_OPACITY);
  gtk_snapshot_append_texture (snapshot, self->sound, &GRAPHENE_RECT_INIT (0, height * (1 - SOUND_HEIGHT), width, height * SOUND_HEIGHT));
  gtk_snapshot_pop (snapshot);
}

static void
rushes_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RushesStrip *self = RUSHES_STRIP (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget), frame_width = width / RUSHES_FILMSTRIP_FRAMES;

  for (int frame = 0; self->texture != NULL && frame < RUSHES_FILMSTRIP_FRAMES; frame++)
    rushes_strip_frame_snapshot (self->texture, frame, snapshot, &GRAPHENE_RECT_INIT (frame * frame_width, 0, frame_width, height), TRUE);
  append_sound (self, snapshot, width, height);
  append_marks (self, snapshot, width, height);
}

/* Where the clip stands, and what part of it is played: from 0 to 1. */
void
rushes_strip_set_marks (RushesStrip *self, double position, double in, double out)
{
  if (self->position == position && self->in == in && self->out == out)
    return;
  self->position = position;
  self->in = in;
  self->out = out;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Which parts of it are seen at once. @cached: (element-type double): beginning and end of each, from 0 to 1 */
void
rushes_strip_set_cached (RushesStrip *self, GArray *cached)
{
  g_array_unref (self->cached);
  self->cached = g_array_ref (cached);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
rushes_strip_dispose (GObject *object)
{
  stop (RUSHES_STRIP (object));
  g_clear_object (&RUSHES_STRIP (object)->texture);
  g_clear_object (&RUSHES_STRIP (object)->sound);
  g_clear_pointer (&RUSHES_STRIP (object)->notes, g_variant_unref);
  G_OBJECT_CLASS (rushes_strip_parent_class)->dispose (object);
}

static void
rushes_strip_finalize (GObject *object)
{
  g_array_unref (RUSHES_STRIP (object)->cached);
  G_OBJECT_CLASS (rushes_strip_parent_class)->finalize (object);
}

static void
rushes_strip_class_init (RushesStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_strip_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = rushes_strip_snapshot;
  signals[PRESSED] = g_signal_new ("pressed", RUSHES_TYPE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[SCRUBBING] = g_signal_new ("scrubbing", RUSHES_TYPE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
rushes_strip_init (RushesStrip *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->out = 1;
  self->cached = g_array_new (FALSE, FALSE, sizeof (double));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "filmstrip");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_tooltip), NULL);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag), self);
  g_signal_connect_swapped (drag, "end", G_CALLBACK (on_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
