/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-mpris.h"

#include "rushes-mpris-track.h"

#include <glib/gi18n.h>

/* org.mpris.MediaPlayer2, written from the specification: the name is owned while a clip is in the viewer, and given back when that closes. */

#define PATH "/org/mpris/MediaPlayer2"
#define ROOT "org.mpris.MediaPlayer2"
#define PLAYER "org.mpris.MediaPlayer2.Player"
#define JUMP_S 0.25 /* the position is this far from where it would have come by itself */

static const char interfaces[] =
  "<node><interface name='" ROOT "'>"
  "<method name='Raise'/><method name='Quit'/>"
  "<property name='CanQuit' type='b' access='read'/><property name='CanRaise' type='b' access='read'/>"
  "<property name='HasTrackList' type='b' access='read'/><property name='Identity' type='s' access='read'/>"
  "<property name='DesktopEntry' type='s' access='read'/>"
  "<property name='SupportedUriSchemes' type='as' access='read'/><property name='SupportedMimeTypes' type='as' access='read'/>"
  "</interface><interface name='" PLAYER "'>"
  "<method name='Next'/><method name='Previous'/><method name='Pause'/><method name='PlayPause'/><method name='Stop'/><method name='Play'/>"
  "<method name='Seek'><arg type='x' direction='in'/></method>"
  "<method name='SetPosition'><arg type='o' direction='in'/><arg type='x' direction='in'/></method>"
  "<method name='OpenUri'><arg type='s' direction='in'/></method>"
  "<signal name='Seeked'><arg type='x'/></signal>"
  "<property name='PlaybackStatus' type='s' access='read'/><property name='LoopStatus' type='s' access='readwrite'/>"
  "<property name='Rate' type='d' access='readwrite'/><property name='Metadata' type='a{sv}' access='read'/>"
  "<property name='Volume' type='d' access='readwrite'/><property name='Position' type='x' access='read'/>"
  "<property name='MinimumRate' type='d' access='read'/><property name='MaximumRate' type='d' access='read'/>"
  "<property name='CanGoNext' type='b' access='read'/><property name='CanGoPrevious' type='b' access='read'/>"
  "<property name='CanPlay' type='b' access='read'/><property name='CanPause' type='b' access='read'/>"
  "<property name='CanSeek' type='b' access='read'/><property name='CanControl' type='b' access='read'/>"
  "</interface></node>";

struct _RushesMpris
{
  GObject parent_instance;
  GApplication *application; /* borrowed: it owns this */
  RushesViewer *viewer;      /* weak */
  RushesMprisTrack *track;
  GDBusConnection *bus;
  guint registrations[2], name;
  double position; /* as it was seen last, in seconds, */
  gint64 seen_us;  /* and when */
};

G_DEFINE_FINAL_TYPE (RushesMpris, rushes_mpris, G_TYPE_OBJECT)

static RushesPlayer *
get_player (RushesMpris *self)
{
  return rushes_viewer_get_player (self->viewer);
}

/* Whether there is something to play. */
static gboolean
plays (RushesMpris *self)
{
  g_autofree char *problem = NULL;

  g_object_get (get_player (self), "problem", &problem, NULL);
  return rushes_viewer_get_clip (self->viewer) != NULL && problem == NULL && rushes_player_get_duration (get_player (self)) > 0;
}

static GVariant *
new_status (RushesMpris *self)
{
  return g_variant_new_string (!plays (self) ? "Stopped" : rushes_player_get_playing (get_player (self)) ? "Playing" : "Paused");
}

static GVariant *
new_loop (RushesMpris *self)
{
  gboolean loop;

  g_object_get (get_player (self), "loop", &loop, NULL);
  return g_variant_new_string (loop ? "Track" : "None");
}

static GVariant *
new_number (RushesMpris *self, const char *name)
{
  double value;

  g_object_get (get_player (self), name, &value, NULL);
  return g_variant_new_double (value);
}

static GVariant *
new_position (RushesMpris *self)
{
  return g_variant_new_int64 ((gint64) (rushes_player_get_position (get_player (self)) * G_USEC_PER_SEC));
}

static GVariant *
new_root_value (RushesMpris *self, const char *name)
{
  if (g_str_equal (name, "Identity"))
    return g_variant_new_string ("Rushes");
  if (g_str_equal (name, "DesktopEntry"))
    return g_variant_new_string (RUSHES_APP_ID);
  if (g_str_has_prefix (name, "Supported"))
    return g_variant_new_strv (NULL, 0);
  return g_variant_new_boolean (!g_str_equal (name, "HasTrackList"));
}

static GVariant *
new_player_value (RushesMpris *self, const char *name)
{
  if (g_str_equal (name, "PlaybackStatus"))
    return new_status (self);
  if (g_str_equal (name, "LoopStatus"))
    return new_loop (self);
  if (g_str_equal (name, "Rate") || g_str_equal (name, "Volume"))
    return new_number (self, g_str_equal (name, "Rate") ? "rate" : "volume");
  if (g_str_equal (name, "MinimumRate") || g_str_equal (name, "MaximumRate"))
    return g_variant_new_double (g_str_equal (name, "MinimumRate") ? 0.25 : 4);
  if (g_str_equal (name, "Metadata"))
    return rushes_mpris_track_new_metadata (self->track, rushes_player_get_duration (get_player (self)));
  if (g_str_equal (name, "Position"))
    return new_position (self);
  if (g_str_equal (name, "CanGoNext") || g_str_equal (name, "CanGoPrevious"))
    return g_variant_new_boolean (rushes_viewer_can_go (self->viewer, g_str_equal (name, "CanGoNext") ? 1 : -1));
  return g_variant_new_boolean (g_str_equal (name, "CanControl") || plays (self));
}

static GVariant *
on_get (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *name, GError **error, gpointer data)
{
  return g_str_equal (interface, ROOT) ? new_root_value (data, name) : new_player_value (data, name);
}

static gboolean
on_set (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *name, GVariant *value, GError **error, gpointer data)
{
  RushesPlayer *player = get_player (data);

  if (g_str_equal (name, "LoopStatus"))
    g_object_set (player, "loop", !g_str_equal (g_variant_get_string (value, NULL), "None"), NULL);
  else if (g_str_equal (name, "Volume"))
    g_object_set (player, "volume", CLAMP (g_variant_get_double (value), 0, 1), NULL);
  else if (g_variant_get_double (value) == 0) /* which means pause */
    rushes_player_set_playing (player, FALSE);
  else
    rushes_player_set_rate (player, CLAMP (g_variant_get_double (value), 0.25, 4));
  return TRUE;
}

/* Beyond the end is the next clip. */
static void
seek_by (RushesMpris *self, gint64 offset_us)
{
  double to = rushes_player_get_position (get_player (self)) + offset_us / (double) G_USEC_PER_SEC;

  if (to > rushes_player_get_duration (get_player (self)))
    rushes_viewer_show_neighbour (self->viewer, 1);
  else
    rushes_player_seek (get_player (self), MAX (0, to), TRUE);
}

/* What comes too late, for another clip, is not meant. */
static void
set_position (RushesMpris *self, const char *track, gint64 position_us)
{
  double to = position_us / (double) G_USEC_PER_SEC;

  if (g_str_equal (track, rushes_mpris_track_get_path (self->track)) && to >= 0 && to <= rushes_player_get_duration (get_player (self)))
    rushes_player_seek (get_player (self), to, TRUE);
}

static void
stop (RushesMpris *self)
{
  rushes_player_set_playing (get_player (self), FALSE);
  rushes_player_seek (get_player (self), 0, TRUE);
}

static void
control (RushesMpris *self, const char *method, GVariant *parameters)
{
  RushesPlayer *player = get_player (self);
  const char *track;
  gint64 time;

  if (g_str_equal (method, "Next") || g_str_equal (method, "Previous"))
    rushes_viewer_show_neighbour (self->viewer, g_str_equal (method, "Next") ? 1 : -1);
  else if (g_str_equal (method, "PlayPause"))
    rushes_player_set_playing (player, !rushes_player_get_playing (player));
  else if (g_str_equal (method, "Play") || g_str_equal (method, "Pause"))
    rushes_player_set_playing (player, g_str_equal (method, "Play"));
  else if (g_str_equal (method, "Stop"))
    stop (self);
  else if (g_str_equal (method, "Seek"))
    {
      g_variant_get (parameters, "(x)", &time);
      seek_by (self, time);
    }
  else if (g_str_equal (method, "SetPosition"))
    {
      g_variant_get (parameters, "(&ox)", &track, &time);
      set_position (self, track, time);
    }
}

static void
on_call (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters,
         GDBusMethodInvocation *invocation, gpointer data)
{
  RushesMpris *self = data;

  if (g_str_equal (method, "OpenUri"))
    {
      g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED, _("Rushes shows clips of its library"));
      return;
    }
  g_dbus_method_invocation_return_value (invocation, NULL);
  if (g_str_equal (interface, ROOT))
    g_action_group_activate_action (G_ACTION_GROUP (self->application), g_str_equal (method, "Raise") ? "activate-window" : "quit", NULL);
  else
    control (self, method, parameters);
}

/* Tells what these are now; the list ends with %NULL. */
static void
tell (RushesMpris *self, const char *const *names)
{
  GVariantDict values = G_VARIANT_DICT_INIT (NULL);

  if (self->name == 0)
    return;
  for (; *names != NULL; names++)
    g_variant_dict_insert_value (&values, *names, new_player_value (self, *names));
  g_dbus_connection_emit_signal (self->bus, NULL, PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                                 g_variant_new ("(s@a{sv}as)", PLAYER, g_variant_dict_end (&values), NULL), NULL);
}

static void
on_state (RushesMpris *self)
{
  tell (self, (const char *const[]) { "PlaybackStatus", "CanPlay", "CanPause", "CanSeek", NULL });
}

static void
on_known (RushesMpris *self)
{
  tell (self, (const char *const[]) { "Metadata", NULL });
  on_state (self);
}

static void
on_settings (RushesMpris *self)
{
  tell (self, (const char *const[]) { "LoopStatus", "Rate", "Volume", NULL });
}

static void
on_neighbours (RushesMpris *self)
{
  tell (self, (const char *const[]) { "CanGoNext", "CanGoPrevious", NULL });
}

/* Others count on by themselves from what they were told; a jump is told. */
static void
on_position (RushesMpris *self)
{
  double position = rushes_player_get_position (get_player (self)), rate = 1, expected = self->position;
  gint64 now = g_get_monotonic_time ();

  g_object_get (get_player (self), "rate", &rate, NULL);
  if (rushes_player_get_playing (get_player (self)))
    expected += rate * (now - self->seen_us) / (double) G_USEC_PER_SEC;
  if (self->name != 0 && ABS (position - expected) > JUMP_S)
    g_dbus_connection_emit_signal (self->bus, NULL, PATH, PLAYER, "Seeked", g_variant_new ("(x)", (gint64) (position * G_USEC_PER_SEC)), NULL);
  self->position = position;
  self->seen_us = now;
}

static void
export (RushesMpris *self)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call, .get_property = on_get, .set_property = on_set };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interfaces, NULL);
  g_autofree char *name = g_strconcat (ROOT ".", g_application_get_application_id (self->application), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (self->registrations); i++)
    self->registrations[i] = g_dbus_connection_register_object (self->bus, PATH, node->interfaces[i], &vtable, self, NULL, NULL);
  self->name = g_bus_own_name_on_connection (self->bus, name, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
}

static void
withdraw (RushesMpris *self)
{
  if (self->name != 0)
    g_bus_unown_name (self->name);
  self->name = 0;
  for (guint i = 0; i < G_N_ELEMENTS (self->registrations); i++)
    {
      if (self->registrations[i] != 0)
        g_dbus_connection_unregister_object (self->bus, self->registrations[i]);
      self->registrations[i] = 0;
    }
}

static void
on_shown (RushesViewer *viewer, RushesClip *clip, RushesMpris *self)
{
  self->position = 0;
  self->seen_us = g_get_monotonic_time ();
  rushes_mpris_track_set_clip (self->track, clip);
  if (self->name == 0)
    export (self);
  on_known (self);
  on_neighbours (self);
}

static void
rushes_mpris_dispose (GObject *object)
{
  RushesMpris *self = RUSHES_MPRIS (object);

  withdraw (self);
  g_clear_object (&self->track);
  g_clear_object (&self->bus);
  g_clear_weak_pointer (&self->viewer);
  G_OBJECT_CLASS (rushes_mpris_parent_class)->dispose (object);
}

static void
rushes_mpris_class_init (RushesMprisClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_mpris_dispose;
}

static void
rushes_mpris_init (RushesMpris *self)
{
}

/* @bus: the session's; @application: outlives it. Returns: (transfer full): to be dropped before the window's end */
RushesMpris *
rushes_mpris_new (RushesWindow *window, GDBusConnection *bus, GApplication *application)
{
  RushesMpris *self = g_object_new (RUSHES_TYPE_MPRIS, NULL);
  static const struct { const char *signal; GCallback callback; } of_player[] = {
    { "notify::playing", G_CALLBACK (on_state) }, { "notify::problem", G_CALLBACK (on_state) }, { "notify::duration", G_CALLBACK (on_known) },
    { "notify::rate", G_CALLBACK (on_settings) }, { "notify::loop", G_CALLBACK (on_settings) }, { "notify::volume", G_CALLBACK (on_settings) },
    { "notify::position", G_CALLBACK (on_position) },
  };

  self->application = application;
  self->bus = g_object_ref (bus);
  g_set_weak_pointer (&self->viewer, rushes_window_get_viewer (window));
  self->track = rushes_mpris_track_new (rushes_core_get_library (rushes_window_get_core (window)));
  for (guint i = 0; i < G_N_ELEMENTS (of_player); i++)
    g_signal_connect_object (get_player (self), of_player[i].signal, of_player[i].callback, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->track, "changed", G_CALLBACK (on_known), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->viewer, "shown", G_CALLBACK (on_shown), self, 0);
  g_signal_connect_object (self->viewer, "closed", G_CALLBACK (withdraw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->viewer, "neighbours-changed", G_CALLBACK (on_neighbours), self, G_CONNECT_SWAPPED);
  return self;
}
