/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"
#include "ears.h"

#include "rushes-toggles.h"

/* Several buttons of which one is down: by pointer, by keys and by name, and what is heard of them; the same with AdwToggleGroup and without. */

static GtkWidget *toy, *before, *after;
static RushesToggles *toggles;
static guint n_told; /* how often it was said that another is down */

static void
on_told (void)
{
  n_told++;
}

static gboolean
is_down (const char *name)
{
  return g_strcmp0 (rushes_toggles_get_active_name (toggles), name) == 0;
}

static GtkWidget *
get_button (const char *name)
{
  g_autofree char *full = g_strdup_printf ("toy-%s", name);

  return find_named (toy, full);
}

static void
test_the_first_is_down (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  toggles = g_object_new (RUSHES_TYPE_TOGGLES, "name", "toy", "title", "Speed & Time", "homogeneous", TRUE, NULL);
  g_assert_null (rushes_toggles_get_active_name (toggles));
  rushes_toggles_add (toggles, "slow", "Slow", NULL, "Half as <fast> & more");
  rushes_toggles_add (toggles, "usual", NULL, "view-list-symbolic", "As <it> is & was");
  rushes_toggles_add_picture (toggles, "fast", gtk_label_new ("…"), "Twice as <fast> & more");
  g_assert_true (is_down ("slow"));
  g_signal_connect (toggles, "notify::active-name", G_CALLBACK (on_told), NULL);
  toy = gtk_window_new ();
  gtk_window_set_transient_for (GTK_WINDOW (toy), GTK_WINDOW (window));
  before = gtk_button_new_with_label ("before");
  after = gtk_button_new_with_label ("after");
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (toggles));
  gtk_box_append (GTK_BOX (box), after);
  gtk_window_set_child (GTK_WINDOW (toy), box);
  gtk_window_present (GTK_WINDOW (toy));
}

static void
test_by_pointer_and_by_name (void)
{
  click (get_button ("usual"));
  wait_until (is_down ("usual"));
  g_assert_cmpuint (n_told, ==, 1);
  click (get_button ("usual")); /* it stays down */
  click (get_button ("fast"));
  wait_until (is_down ("fast"));
  g_assert_cmpuint (n_told, ==, 2);
  g_object_set (toggles, "active-name", "slow", NULL);
  g_assert_true (is_down ("slow") && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_button ("slow"))));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_button ("fast"))));
  rushes_toggles_set_active_name (toggles, "slow");
  g_assert_cmpuint (n_told, ==, 3);
}

static gboolean
has_focus (GtkWidget *widget)
{
  return gtk_window_get_focus (GTK_WINDOW (toy)) == widget;
}

static void
press (unsigned long key, unsigned long modifier, GtkWidget *leads_to)
{
  tap_key (key, modifier);
  wait_until (has_focus (leads_to));
}

/* Tab goes to the one that is down and on behind all of them, arrows from one to the next. */
static void
test_by_keys (void)
{
  rushes_toggles_set_active_name (toggles, "usual");
  gtk_widget_grab_focus (before);
  press (XK_Tab, 0, get_button ("usual"));
  press (XK_Tab, 0, after);
  press (XK_Tab, XK_Shift_L, get_button ("usual"));
  press (XK_Right, 0, get_button ("fast"));
  g_assert_true (is_down ("usual"));
  tap_key (XK_space, 0);
  wait_until (is_down ("fast"));
  press (XK_Left, 0, get_button ("usual"));
  press (XK_Tab, 0, after);
  press (XK_Tab, XK_Shift_L, get_button ("fast"));
  press (XK_Tab, XK_Shift_L, before);
}

/* Returns: whether it is checked. @role: how its role begins: GTK has called it so and so */
static gboolean
hear (GPtrArray *all, const char *role, const char *name)
{
  for (guint i = 0; i < all->len; i++)
    {
      const Heard *heard = g_ptr_array_index (all, i);
      if (g_str_equal (heard->name, name) && g_str_has_prefix (heard->role, role))
        return heard->checked;
    }
  g_error ("Nothing is heard of “%s”", name);
}

static void
test_by_ear (void)
{
  g_autoptr (GPtrArray) all = NULL;

  rushes_toggles_set_active_name (toggles, "usual");
  all = ears_listen ();
  hear (all, "", "Speed & Time");
  g_assert_false (hear (all, "radio", "Slow"));
  g_assert_true (hear (all, "radio", "As <it> is & was"));
  g_assert_false (hear (all, "radio", "Twice as <fast> & more"));
}

static void
test_others_take_their_place (void)
{
  guint told_before = n_told;

  g_object_freeze_notify (G_OBJECT (toggles));
  rushes_toggles_clear (toggles);
  g_assert_null (rushes_toggles_get_active_name (toggles));
  rushes_toggles_add (toggles, "usual", "Usual", NULL, NULL);
  rushes_toggles_add (toggles, "odd", "Odd", NULL, NULL);
  rushes_toggles_set_active_name (toggles, "odd");
  g_object_thaw_notify (G_OBJECT (toggles));
  g_assert_cmpuint (n_told, ==, told_before + 1);
  g_assert_true (is_down ("odd") && get_button ("slow") == NULL);
  click (get_button ("usual"));
  wait_until (is_down ("usual"));
  rushes_toggles_clear (toggles);
  g_assert_null (rushes_toggles_get_active_name (toggles));
  g_assert_cmpuint (n_told, ==, told_before + 3);
  gtk_window_destroy (GTK_WINDOW (toy));
}

int
main (int argc, char **argv)
{
  ears_set_up ();
  driver_set_up ();
  driver_makes_clips = FALSE;
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/toggles/the-first-is-down", test_the_first_is_down);
  g_test_add_func ("/toggles/by-pointer-and-by-name", test_by_pointer_and_by_name);
  g_test_add_func ("/toggles/by-keys", test_by_keys);
  g_test_add_func ("/toggles/by-ear", test_by_ear);
  g_test_add_func ("/toggles/others-take-their-place", test_others_take_their_place);
  return drive (argc, argv);
}
