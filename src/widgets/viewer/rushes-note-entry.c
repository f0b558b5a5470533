/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-note-entry.h"

#include "rushes-timecode.h"

#include <glib/gi18n.h>

struct _RushesNoteEntry
{
  GtkBox parent_instance;
  GtkWidget *times, *text, *placeholder;
  GtkTextBuffer *buffer;
  RushesPlayer *player;
  RushesTransport *transport; /* of the page that holds both */
  RushesClip *clip;
  GVariant *before;      /* the note that is changed, or none, as a list; NULL while nothing is written */
  gint64 from_us, to_us; /* of the one that is written */
};

G_DEFINE_FINAL_TYPE (RushesNoteEntry, rushes_note_entry, GTK_TYPE_BOX)

/* The keys go to the page again before what has the focus is hidden: it would be given to anything in the window. */
static void
close_entry (RushesNoteEntry *self)
{
  GtkWidget *focus = gtk_widget_get_root (GTK_WIDGET (self)) != NULL ? gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->transport));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_clear_pointer (&self->before, g_variant_unref);
}

static char *
dup_text (RushesNoteEntry *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE));
}

/* A note without words is none. */
static void
keep (RushesNoteEntry *self)
{
  g_autofree char *text = dup_text (self);
  RushesNote note = { self->from_us, self->to_us, text };
  g_autoptr (GVariant) after = rushes_notes_new (*text != '\0' ? &note : NULL);

  if (*text != '\0' || rushes_notes_count (self->before) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.note", "(s@a(xxs)@a(xxs))", rushes_clip_get_id (self->clip), self->before, after);
  close_entry (self);
}

static void
on_keep (RushesNoteEntry *self)
{
  keep (self);
}

static void
on_discard (RushesNoteEntry *self)
{
  close_entry (self);
}

static void
on_changed (RushesNoteEntry *self)
{
  gtk_widget_set_visible (self->placeholder, gtk_text_buffer_get_char_count (self->buffer) == 0);
}

static void
show_times (RushesNoteEntry *self)
{
  g_autofree char *times = self->from_us != RUSHES_NOTE_WHOLE
                             ? rushes_timecode_format_range (self->from_us, self->to_us, rushes_clip_info_get_rate (rushes_clip_get_info (self->clip)))
                             : NULL;
  g_autofree char *label = times != NULL ? g_strdup_printf (_("Note on %s"), times) : g_strdup (_("Note on all of the clip"));

  gtk_label_set_label (GTK_LABEL (self->times), label);
}

/* @changed: whether there is such a note already. What was being written is kept. */
static void
open_entry (RushesNoteEntry *self, const RushesNote *note, gboolean changed)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    keep (self);
  self->before = rushes_notes_new (changed ? note : NULL);
  self->from_us = note->from_us;
  self->to_us = note->to_us;
  gtk_text_buffer_set_text (self->buffer, note->text, -1);
  on_changed (self);
  show_times (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (self->text);
}

/* The next microsecond is never in the frame before. */
static gint64
get_time (RushesNoteEntry *self, int frame)
{
  return (gint64) (rushes_player_get_frame_time (self->player, frame) * G_USEC_PER_SEC + 0.999);
}

/* The part between the points, where there are any, else the frame that is seen; of what cannot be played, all. */
static RushesNote
get_place (RushesNoteEntry *self)
{
  RushesNote note = { RUSHES_NOTE_WHOLE, RUSHES_NOTE_WHOLE, "" };
  int in, out, n = rushes_player_get_n_frames (self->player);

  if (n <= 0)
    return note;
  rushes_player_get_range (self->player, &in, &out);
  if (in < 0 && out < 0)
    in = out = MIN (rushes_player_get_frame (self->player), n - 1);
  note.from_us = get_time (self, MAX (0, in));
  note.to_us = MAX (note.from_us, get_time (self, out >= 0 ? out : n - 1));
  return note;
}

static void
show_time (RushesNoteEntry *self, double seconds)
{
  rushes_player_set_playing (self->player, FALSE);
  rushes_player_seek (self->player, seconds, TRUE);
}

/* A clip that plays goes back to the frame at which that was wanted: until it stands it goes on by some. */
static void
write_note (GSimpleAction *action, GVariant *parameter, gpointer entry)
{
  RushesNoteEntry *self = entry;
  RushesNote note;

  if (self->clip == NULL)
    return;
  note = get_place (self);
  if (rushes_player_get_playing (self->player))
    show_time (self, rushes_player_get_frame_time (self->player, rushes_player_get_frame (self->player)));
  open_entry (self, &note, FALSE);
}

static void
on_show (GSimpleAction *action, GVariant *seconds, gpointer entry)
{
  show_time (entry, g_variant_get_double (seconds));
}

static void
on_edit (GSimpleAction *action, GVariant *parameter, gpointer entry)
{
  RushesNoteEntry *self = entry;
  RushesNote note;

  g_variant_get (parameter, "(xx&s)", &note.from_us, &note.to_us, &note.text);
  if (self->clip == NULL)
    return;
  if (note.from_us != RUSHES_NOTE_WHOLE)
    show_time (self, note.from_us / (double) G_USEC_PER_SEC);
  open_entry (self, &note, TRUE);
}

static void
show_marks (RushesNoteEntry *self)
{
  const RushesClipInfo *info = self->clip != NULL ? rushes_clip_get_info (self->clip) : NULL;

  RushesStrip *strip = rushes_transport_get_strip (self->transport);

  if (info != NULL)
    rushes_strip_set_notes (strip, info->notes, info->duration_ms * 1000, rushes_clip_info_get_rate (info));
  else
    rushes_strip_set_notes (strip, NULL, 0, 1);
}

/* Another clip is shown; @clip: (nullable). What was being written on the one before is kept. */
void
rushes_note_entry_set_clip (RushesNoteEntry *self, RushesClip *clip)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    keep (self);
  if (self->clip != NULL)
    g_signal_handlers_disconnect_by_data (self->clip, self);
  g_set_object (&self->clip, clip);
  if (clip != NULL)
    g_signal_connect_object (clip, "notify::notes", G_CALLBACK (show_marks), self, G_CONNECT_SWAPPED);
  show_marks (self);
}

/* Return keeps, with Control too; with Shift it begins a line. An input method that is composing has it first. */
static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RushesNoteEntry *self)
{
  gboolean is_return = (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter) && (state & GDK_SHIFT_MASK) == 0;

  if (!is_return && key != GDK_KEY_Escape)
    return FALSE;
  if (gtk_text_view_im_context_filter_keypress (GTK_TEXT_VIEW (self->text), gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller))))
    return TRUE;
  if (is_return)
    keep (self);
  else
    close_entry (self);
  return TRUE;
}

/* @page: that holds it. Once. */
void
rushes_note_entry_set_up (RushesNoteEntry *self, GtkWidget *page, RushesPlayer *player, RushesTransport *transport)
{
  static const GActionEntry entries[] = {
    { .name = "write", .activate = write_note },
    { .name = "edit", .activate = on_edit, .parameter_type = "(xxs)" },
    { .name = "show", .activate = on_show, .parameter_type = "d" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  self->player = g_object_ref (player);
  self->transport = transport;
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (page, "notes", G_ACTION_GROUP (group));
}

static void
rushes_note_entry_dispose (GObject *object)
{
  RushesNoteEntry *self = RUSHES_NOTE_ENTRY (object);

  g_clear_object (&self->clip);
  g_clear_object (&self->player);
  g_clear_pointer (&self->before, g_variant_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_NOTE_ENTRY);
  G_OBJECT_CLASS (rushes_note_entry_parent_class)->dispose (object);
}

static void
rushes_note_entry_class_init (RushesNoteEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_note_entry_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-note-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesNoteEntry, times);
  gtk_widget_class_bind_template_child (widget_class, RushesNoteEntry, text);
  gtk_widget_class_bind_template_child (widget_class, RushesNoteEntry, buffer);
  gtk_widget_class_bind_template_child (widget_class, RushesNoteEntry, placeholder);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
  gtk_widget_class_bind_template_callback (widget_class, on_discard);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
rushes_note_entry_init (RushesNoteEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->text, keys);
}
