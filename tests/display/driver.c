/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"

#include "sidecars.h"

#include "rushes-application.h"

#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>

RushesWindow *window;
static Display *display;

GtkWidget *
find_named (GtkWidget *parent, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = g_strcmp0 (gtk_widget_get_name (child), name) == 0 ? child : find_named (child, name);
      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
find (const char *name)
{
  GtkWidget *widget = find_named (GTK_WIDGET (window), name);

  if (widget == NULL)
    g_error ("There is no widget “%s”", name);
  return widget;
}

gboolean
driver_on_patience (gpointer what)
{
  g_error ("Waited in vain: %s", (const char *) what);
  return G_SOURCE_REMOVE;
}



static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer count)
{
  return ++*(int *) count < 3 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Layout has settled. */
void
wait_for_frames (void)
{
  int count = 0;

  gtk_widget_add_tick_callback (GTK_WIDGET (window), on_frame, &count, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (window));
  wait_until (count >= 3);
}

void
move_to (GtkWidget *widget, double x, double y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  Window root = DefaultRootWindow (display), child;
  graphene_point_t point;
  double dx, dy;
  int root_x, root_y;

  wait_until (gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0);
  wait_for_frames ();
  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (native), &GRAPHENE_POINT_INIT (x, y), &point));
  gtk_native_get_surface_transform (native, &dx, &dy);
  XTranslateCoordinates (display, gdk_x11_surface_get_xid (gtk_native_get_surface (native)), root, (int) (point.x + dx),
                         (int) (point.y + dy), &root_x, &root_y, &child);
  XTestFakeMotionEvent (display, -1, root_x, root_y, CurrentTime);
}

void
press_button (void)
{
  XTestFakeButtonEvent (display, 1, True, CurrentTime);
  XTestFakeButtonEvent (display, 1, False, CurrentTime);
  XFlush (display);
}

void
click (GtkWidget *widget)
{
  move_to (widget, gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0);
  press_button ();
  wait_for_frames ();
}

void
press_key (KeySym key, KeySym modifier)
{
  KeyCode code = XKeysymToKeycode (display, key);

  if (modifier != 0)
    XTestFakeKeyEvent (display, XKeysymToKeycode (display, modifier), True, CurrentTime);
  XTestFakeKeyEvent (display, code, True, CurrentTime);
  XTestFakeKeyEvent (display, code, False, CurrentTime);
  if (modifier != 0)
    XTestFakeKeyEvent (display, XKeysymToKeycode (display, modifier), False, CurrentTime);
  XFlush (display);
  wait_for_frames ();
}

void
type (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      KeyCode code = XKeysymToKeycode (display, *p == ' ' ? XK_space : (KeySym) *p);
      XTestFakeKeyEvent (display, code, True, CurrentTime);
      XTestFakeKeyEvent (display, code, False, CurrentTime);
    }
  XFlush (display);
}

RushesCompose *
get_form (void)
{
  return RUSHES_COMPOSE (gtk_widget_get_ancestor (find ("generate"), RUSHES_TYPE_COMPOSE));
}

guint
count_clips (void)
{
  return g_list_model_get_n_items (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))));
}

void
drag (GtkWidget *widget, double by)
{
  double x, y;

  wait_until (gtk_widget_get_width (widget) > 0);
  x = gtk_widget_get_width (widget) / 2.0;
  y = gtk_widget_get_height (widget) / 2.0;
  move_to (widget, x, y);
  XTestFakeButtonEvent (display, 1, True, CurrentTime);
  for (int step = 1; step <= 4; step++)
    move_to (widget, x + by * step / 4, y);
  XTestFakeButtonEvent (display, 1, False, CurrentTime);
  XFlush (display);
  wait_for_frames ();
}

/* A toast's button is libadwaita's own: only its label tells it. */
GtkWidget *
find_button (GtkWidget *parent, const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);
      if (GTK_IS_BUTTON (child) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), label) == 0)
        return child;
      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
get_top (void)
{
  GListModel *tops = gtk_window_get_toplevels (); /* borrowed */
  GtkWidget *top = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (tops); i++)
    {
      g_autoptr (GtkWidget) one = g_list_model_get_item (tops, i);
      if (gtk_window_get_transient_for (GTK_WINDOW (one)) == GTK_WINDOW (window) && gtk_widget_get_mapped (one))
        top = one;
    }
  return top;
}

static int result;

static gboolean
run_tests (gpointer application)
{
  window = RUSHES_WINDOW (gtk_application_get_active_window (application));
  display = XOpenDisplay (NULL);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  result = g_test_run ();
  g_application_quit (application);
  return G_SOURCE_REMOVE;
}

static void
on_activate (GApplication *application, gpointer data)
{
  g_signal_handlers_disconnect_by_func (application, on_activate, data); /* a later window is a test's own */
  g_idle_add (run_tests, application);
}

/* A home of its own, and a quick sample server. Before anything else. */
void
driver_set_up (void)
{
  g_autofree char *home = g_dir_make_tmp ("rushes-XXXXXX", NULL);

  g_setenv ("HOME", home, TRUE);
  for (const char *const *name = (const char *const[]) { "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", NULL }; *name != NULL; name++)
    g_setenv (*name, home, TRUE);
  g_setenv ("RUSHES_SAMPLE_MS", "300", TRUE);
  g_setenv ("RUSHES_PACE", "0.2", TRUE);
}

static gboolean
check_sidecars (void)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (folders, g_build_filename (g_get_user_data_dir (), "rushes", "clips", NULL));
  return sidecars_are_described (folders);
}

/* Runs the tests that were added, in one program with an empty home; then looks at the sidecars that they left. */
int
drive (int argc, char **argv)
{
  g_autoptr (GApplication) application = G_APPLICATION (g_object_new (RUSHES_TYPE_APPLICATION, "application-id", RUSHES_APP_ID ".Test", NULL));

  g_signal_connect_after (application, "activate", G_CALLBACK (on_activate), NULL);
  g_application_run (application, 1, argv);
  return result != 0 ? result : !check_sidecars ();
}
