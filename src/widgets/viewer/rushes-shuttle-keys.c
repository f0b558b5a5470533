/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-shuttle-keys.h"

#include "rushes-judge-keys.h"

/* J, K and L as in an editor: backwards, stop, on, faster each time; a frame back or on while K is held. What goes backwards is
 * shown by the clock of the widget that is seen. */

typedef struct
{
  GtkWidget *widget;
  RushesPlayer *player;
  gboolean down[3]; /* which of the keys, as they lie */
  guint tick;
} Keys;

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Keys *keys = data;

  rushes_player_tick (keys->player, gdk_frame_clock_get_frame_time (clock));
  return G_SOURCE_CONTINUE;
}

static void
on_backwards (Keys *keys)
{
  double speed;

  g_object_get (keys->player, "backwards", &speed, NULL);
  if (speed > 0 && keys->tick == 0)
    keys->tick = gtk_widget_add_tick_callback (keys->widget, on_tick, keys, NULL);
  if (speed > 0 || keys->tick == 0)
    return;
  gtk_widget_remove_tick_callback (keys->widget, keys->tick);
  keys->tick = 0;
}

static const guint shuttle[] = { GDK_KEY_j, GDK_KEY_k, GDK_KEY_l };

/* Returns: which of the keys it is, or -1 */
static int
find_key (guint key)
{
  for (guint i = 0; i < G_N_ELEMENTS (shuttle); i++)
    if (gdk_keyval_to_lower (key) == shuttle[i])
      return i;
  return -1;
}

/* One that is held comes again and again: that steps on, and does not make it faster. */
static void
press (Keys *keys, int which)
{
  if (keys->down[1] && which != 1)
    rushes_player_step (keys->player, which - 1);
  else if (!keys->down[which])
    rushes_player_shuttle (keys->player, which - 1);
  keys->down[which] = TRUE;
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, Keys *keys)
{
  int which = find_key (key);

  if (which < 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || rushes_judge_keys_are_taken (keys->widget))
    return FALSE;
  press (keys, which);
  return TRUE;
}

static void
on_released (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, Keys *keys)
{
  int which = find_key (key);

  if (which >= 0)
    keys->down[which] = FALSE;
}

/* A key that is let go of elsewhere says nothing here. */
static void
on_leave (Keys *keys)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys->down); i++)
    keys->down[i] = FALSE;
}

static void
forget (gpointer data, GObject *widget)
{
  Keys *keys = data;

  g_signal_handlers_disconnect_by_data (keys->player, keys);
  g_object_unref (keys->player);
  g_free (keys);
}

/* @widget: what is shown of @player is in it; whoever has the focus in it has the keys */
void
rushes_shuttle_keys_add (GtkWidget *widget, RushesPlayer *player)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  Keys *keys = g_new0 (Keys, 1);

  keys->widget = widget;
  keys->player = g_object_ref (player);
  g_signal_connect_swapped (player, "notify::backwards", G_CALLBACK (on_backwards), keys);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (on_key), keys);
  g_signal_connect (controller, "key-released", G_CALLBACK (on_released), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_leave), keys);
  gtk_widget_add_controller (widget, controller);
  gtk_widget_add_controller (widget, focus);
  g_object_weak_ref (G_OBJECT (widget), forget, keys);
}
