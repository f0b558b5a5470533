/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"

/* The driver itself: a click meets the widget that is meant, also where it moves, is out of view or covered, or it is said. */

#define AWAY 2000 /* pixels: no part of it is in view */

typedef struct
{
  GtkWidget *window;
  GtkWidget *fixed; /* holds what is clicked */
  GtkWidget *target, *decoy;
  guint target_clicks, decoy_clicks;
  int frames;
} Toy;

static void
on_clicked (GtkButton *button, gpointer count)
{
  ++*(guint *) count;
}

static GtkWidget *
put_button (Toy *toy, const char *name, guint *count, double x, double y)
{
  GtkWidget *button = gtk_button_new_with_label (name);

  gtk_widget_set_name (button, name);
  gtk_widget_set_size_request (button, 100, 40);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), count);
  gtk_fixed_put (GTK_FIXED (toy->fixed), button, x, y);
  return button;
}

/* @child: (transfer floating): the fixed, or what holds it */
static void
show (Toy *toy, GtkWidget *child)
{
  toy->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (toy->window), 600, 400);
  gtk_window_set_transient_for (GTK_WINDOW (toy->window), GTK_WINDOW (window)); /* none where a test makes its own process */
  gtk_window_set_child (GTK_WINDOW (toy->window), child);
  gtk_window_present (GTK_WINDOW (toy->window));
}

static gboolean
on_frame_move (GtkWidget *fixed, GdkFrameClock *clock, gpointer data)
{
  Toy *toy = data;

  toy->frames++;
  gtk_fixed_move (GTK_FIXED (fixed), toy->target, 10 * toy->frames, 100);
  gtk_fixed_move (GTK_FIXED (fixed), toy->decoy, 10 * toy->frames - 120, 100); /* where the target was */
  return toy->frames < 30 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
test_what_moves_is_awaited (void)
{
  Toy toy = { .fixed = gtk_fixed_new () };

  toy.target = put_button (&toy, "target", &toy.target_clicks, 0, 100);
  toy.decoy = put_button (&toy, "decoy", &toy.decoy_clicks, 0, 0);
  show (&toy, toy.fixed);
  gtk_widget_add_tick_callback (toy.fixed, on_frame_move, &toy, NULL);
  click (toy.target);
  wait_until (toy.target_clicks + toy.decoy_clicks > 0);
  g_assert_cmpuint (toy.target_clicks, ==, 1);
  g_assert_cmpuint (toy.decoy_clicks, ==, 0);
  g_assert_cmpint (toy.frames, ==, 30);
  gtk_window_destroy (GTK_WINDOW (toy.window));
}

/* Set off by the pointer: it moves away when it is met for the first time. */
static void
on_enter (GtkEventControllerMotion *motion, double x, double y, gpointer data)
{
  Toy *toy = data;

  if (toy->frames++ > 0)
    return;
  gtk_fixed_move (GTK_FIXED (toy->fixed), toy->target, 300, 200);
  gtk_fixed_move (GTK_FIXED (toy->fixed), toy->decoy, 0, 100);
}

static void
test_what_evades_is_followed (void)
{
  Toy toy = { .fixed = gtk_fixed_new () };
  GtkEventController *motion = gtk_event_controller_motion_new ();

  toy.decoy = put_button (&toy, "decoy", &toy.decoy_clicks, 300, 0);
  toy.target = put_button (&toy, "target", &toy.target_clicks, 0, 100);
  g_signal_connect (motion, "enter", G_CALLBACK (on_enter), &toy);
  gtk_widget_add_controller (toy.target, motion);
  show (&toy, toy.fixed);
  click (toy.target);
  wait_until (toy.target_clicks + toy.decoy_clicks > 0);
  g_assert_cmpuint (toy.target_clicks, ==, 1);
  g_assert_cmpuint (toy.decoy_clicks, ==, 0);
  gtk_window_destroy (GTK_WINDOW (toy.window));
}

static void
test_what_is_out_of_view_is_scrolled_to (void)
{
  Toy toy = { .fixed = gtk_fixed_new () };
  GtkWidget *scroller = gtk_scrolled_window_new ();

  toy.decoy = put_button (&toy, "decoy", &toy.decoy_clicks, 0, 0);
  toy.target = put_button (&toy, "target", &toy.target_clicks, AWAY, AWAY);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), toy.fixed);
  show (&toy, scroller);
  click (toy.target);
  wait_until (toy.target_clicks == 1);
  click (toy.decoy);
  wait_until (toy.decoy_clicks == 1);
  g_assert_cmpuint (toy.target_clicks, ==, 1);
  gtk_window_destroy (GTK_WINDOW (toy.window));
}

static GtkWidget *
cover (Toy *toy)
{
  GtkWidget *above = gtk_button_new_with_label ("cover");

  gtk_widget_set_name (above, "cover");
  gtk_widget_set_size_request (above, 300, 300);
  g_signal_connect (above, "clicked", G_CALLBACK (on_clicked), &toy->decoy_clicks);
  gtk_fixed_put (GTK_FIXED (toy->fixed), above, 0, 0);
  return above;
}

static gboolean
on_frame_uncover (GtkWidget *above, GdkFrameClock *clock, gpointer data)
{
  Toy *toy = data;

  if (++toy->frames < 30)
    return G_SOURCE_CONTINUE;
  gtk_widget_set_visible (above, FALSE);
  return G_SOURCE_REMOVE;
}

static void
on_enter_cover (GtkEventControllerMotion *motion, double x, double y, gpointer data)
{
  GtkWidget *above = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (motion));

  gtk_widget_add_tick_callback (above, on_frame_uncover, data, NULL);
}

/* The cover goes some time after the pointer has come; it is not pressed until then. */
static void
test_what_is_covered_is_awaited (void)
{
  Toy toy = { .fixed = gtk_fixed_new () };
  GtkEventController *motion = gtk_event_controller_motion_new ();

  toy.target = put_button (&toy, "target", &toy.target_clicks, 50, 50);
  g_signal_connect (motion, "enter", G_CALLBACK (on_enter_cover), &toy);
  gtk_widget_add_controller (cover (&toy), motion);
  show (&toy, toy.fixed);
  click (toy.target);
  wait_until (toy.target_clicks + toy.decoy_clicks > 0);
  g_assert_cmpuint (toy.target_clicks, ==, 1);
  g_assert_cmpuint (toy.decoy_clicks, ==, 0);
  gtk_window_destroy (GTK_WINDOW (toy.window));
}

/* In a process of its own: the driver ends it. */
static void
click_for_ever_covered (void)
{
  Toy toy = { 0 };

  gtk_init ();
  driver_patience_s = 3;
  toy.fixed = gtk_fixed_new ();
  toy.target = put_button (&toy, "target", &toy.target_clicks, 50, 50);
  cover (&toy);
  show (&toy, toy.fixed);
  click (toy.target);
}

static void
test_a_miss_is_said (void)
{
  g_test_trap_subprocess ("/driver/subprocess/click-for-ever-covered", 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*GtkButton “target” never came under the pointer: GtkLabel *");
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  driver_makes_clips = FALSE;
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/driver/what-moves-is-awaited", test_what_moves_is_awaited);
  g_test_add_func ("/driver/what-evades-is-followed", test_what_evades_is_followed);
  g_test_add_func ("/driver/what-is-out-of-view-is-scrolled-to", test_what_is_out_of_view_is_scrolled_to);
  g_test_add_func ("/driver/what-is-covered-is-awaited", test_what_is_covered_is_awaited);
  g_test_add_func ("/driver/a-miss-is-said", test_a_miss_is_said);
  g_test_add_func ("/driver/subprocess/click-for-ever-covered", click_for_ever_covered);
  return g_test_subprocess () ? g_test_run () : drive (argc, argv);
}
