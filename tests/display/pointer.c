/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"

#include <X11/XKBlib.h>
#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>

/* The pointer and the keys: real X events, as the driver's own client of the X server. */

#define HOLD_MS 150
#define STILL_FRAMES 3

static Display *
get_display (void)
{
  static Display *display;

  if (display == NULL)
    display = XOpenDisplay (NULL);
  g_assert_nonnull (display);
  return display;
}

/* A place in a widget that must be met: what is known of it. */
typedef struct
{
  GtkWidget *widget;
  graphene_point_t inside; /* of the widget */
  graphene_rect_t bounds;  /* the widget's, in its native */
  int width, height;       /* the native's */
  guint still;             /* frames in which nothing of this changed */
} Place;

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Place *place = data;
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (widget));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  gboolean same;

  if (native == NULL)
    {
      place->still = 0;
      return G_SOURCE_CONTINUE;
    }
  same = gtk_widget_compute_bounds (widget, native, &bounds) && graphene_rect_equal (&bounds, &place->bounds) &&
                  gtk_widget_get_width (native) == place->width && gtk_widget_get_height (native) == place->height;

  place->still = same ? place->still + 1 : 0;
  place->bounds = bounds;
  place->width = gtk_widget_get_width (native);
  place->height = gtk_widget_get_height (native);
  return G_SOURCE_CONTINUE;
}

/* Until the widget has been at the same place for a few frames: layout and what moves it have come to an end. */
static void
wait_until_still (Place *place)
{
  guint tick = gtk_widget_add_tick_callback (place->widget, on_frame, place, NULL);

  place->still = 0;
  wait_until (gtk_widget_get_mapped (place->widget) && place->still >= STILL_FRAMES && place->bounds.size.width > 0);
  gtk_widget_remove_tick_callback (place->widget, tick);
}

/* What lies at the edge is out of view, or under a scroll bar: it comes well away from there. */
static void
scroll_by (GtkAdjustment *adjustment, double at, double size)
{
  double margin = MIN (size / 4, 24);

  if (at < margin)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + at - size / 4);
  else if (at > size - margin)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + at - size * 3 / 4);
}

/* As a person does with the wheel, in every scroller around the widget. */
static void
scroll_into_view (Place *place)
{
  for (GtkWidget *scroller = gtk_widget_get_ancestor (place->widget, GTK_TYPE_SCROLLED_WINDOW); scroller != NULL;
       scroller = gtk_widget_get_ancestor (gtk_widget_get_parent (scroller), GTK_TYPE_SCROLLED_WINDOW))
    {
      graphene_point_t at;
      if (!gtk_widget_compute_point (place->widget, scroller, &place->inside, &at))
        continue;
      scroll_by (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller)), at.x, gtk_widget_get_width (scroller));
      scroll_by (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), at.y, gtk_widget_get_height (scroller));
    }
}

/* The place in its native. */
static graphene_point_t
get_point (Place *place)
{
  graphene_point_t point = GRAPHENE_POINT_INIT (-1, -1);

  g_assert_true (gtk_widget_compute_point (place->widget, GTK_WIDGET (gtk_widget_get_native (place->widget)), &place->inside, &point));
  return point;
}

/* In the pixels of the native's X window. */
static graphene_point_t
get_pixel (Place *place)
{
  GtkNative *native = gtk_widget_get_native (place->widget);
  int scale = gdk_surface_get_scale_factor (gtk_native_get_surface (native));
  graphene_point_t point = get_point (place);
  double dx, dy;

  gtk_native_get_surface_transform (native, &dx, &dy);
  return GRAPHENE_POINT_INIT ((float) (int) ((point.x + dx) * scale), (float) (int) ((point.y + dy) * scale));
}

static void
send_motion (Place *place)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (place->widget));
  Display *display = get_display ();
  graphene_point_t pixel = get_pixel (place);
  Window child;
  int x, y;

  XTranslateCoordinates (display, gdk_x11_surface_get_xid (surface), DefaultRootWindow (display), (int) pixel.x, (int) pixel.y, &x, &y, &child);
  XTestFakeMotionEvent (display, -1, x, y, CurrentTime);
  XSync (display, False);
}

/* What of our program lies under the place, on the screen and then in its window; borrowed. */
static GtkWidget *
pick (Place *place)
{
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (place->widget));
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (native));
  GdkDevice *pointer = gdk_seat_get_pointer (gdk_display_get_default_seat (gdk_surface_get_display (surface)));
  graphene_point_t point = get_point (place);

  GdkSurface *under = gdk_device_get_surface_at_position (pointer, NULL, NULL);

  if (under != surface)
    return under != NULL ? GTK_WIDGET (gtk_native_get_for_surface (under)) : NULL;
  return gtk_widget_pick (native, point.x, point.y, GTK_PICK_DEFAULT);
}

static gboolean
is_under_pointer (Place *place)
{
  GtkWidget *picked = pick (place);

  return picked != NULL && (picked == place->widget || gtk_widget_is_ancestor (picked, place->widget));
}

static char *
describe (GtkWidget *widget)
{
  if (widget == NULL)
    return g_strdup ("nothing of ours");
  return g_strdup_printf ("%s “%s”", G_OBJECT_TYPE_NAME (widget), gtk_widget_get_name (widget));
}

static gboolean
on_missed (gpointer data)
{
  Place *place = data;
  g_autofree char *wanted = describe (place->widget);
  g_autofree char *picked = describe (pick (place));

  g_error ("%s never came under the pointer: %s is there", wanted, picked);
  return G_SOURCE_REMOVE;
}

/* Until the pointer is on the widget and on nothing that lies over it, and the widget still where it was measured. */
static void
meet (Place *place)
{
  guint patience = g_timeout_add_seconds (driver_patience_s, on_missed, place);
  graphene_rect_t bounds;

  do
    {
      wait_until_still (place);
      scroll_into_view (place);
      wait_until_still (place);
      bounds = place->bounds;
      send_motion (place);
      wait_until_still (place);
    }
  while (!graphene_rect_equal (&bounds, &place->bounds) || !is_under_pointer (place));
  g_source_remove (patience);
}

/**
 * move_to:
 * @x: in the widget's own pixels
 *
 * Moves the pointer there, when the widget stands still and lies open; there it waits for both.
 */
void
move_to (GtkWidget *widget, double x, double y)
{
  g_autoptr (GtkWidget) kept = g_object_ref (widget);
  Place place = { .widget = widget, .inside = GRAPHENE_POINT_INIT ((float) x, (float) y) };

  meet (&place);
}

/* The pointer goes to the corner of the screen, where no window is. */
void
move_away (void)
{
  Display *display = get_display ();

  XTestFakeMotionEvent (display, -1, DisplayWidth (display, DefaultScreen (display)) - 1, DisplayHeight (display, DefaultScreen (display)) - 1, CurrentTime);
  XSync (display, False);
}

static void
move_to_middle (GtkWidget *widget)
{
  g_autoptr (GtkWidget) kept = g_object_ref (widget);
  Place place = { .widget = widget };

  wait_until_still (&place); /* its size is none before */
  place.inside = GRAPHENE_POINT_INIT (gtk_widget_get_width (widget) / 2.0f, gtk_widget_get_height (widget) / 2.0f);
  meet (&place);
}

static void
send_button (guint button, gboolean down)
{
  XTestFakeButtonEvent (get_display (), button, down, CurrentTime);
  XSync (get_display (), False);
}

static void
press_button_number (guint button)
{
  send_button (button, TRUE);
  send_button (button, FALSE);
}

/* The first button, where the pointer is. */
void
press_button (void)
{
  press_button_number (1);
}

static void
click_with (GtkWidget *widget, guint button)
{
  move_to_middle (widget);
  press_button_number (button);
  wait_for_frames ();
}

void
click (GtkWidget *widget)
{
  click_with (widget, 1);
}

void
right_click (GtkWidget *widget)
{
  click_with (widget, 3);
}

/* @clicks: of the wheel, towards the hand; where the pointer is */
void
scroll (int clicks)
{
  for (int i = 0; i < ABS (clicks); i++)
    press_button_number (clicks < 0 ? 4 : 5);
  wait_for_frames ();
}

/* @x, @y: in the widget; @by: pixels to the right */
void
drag_from (GtkWidget *widget, double x, double y, double by)
{
  Place place = { .widget = widget, .inside = GRAPHENE_POINT_INIT ((float) x, (float) y) };

  move_to (widget, x, y);
  send_button (1, TRUE);
  for (int step = 1; step <= 4; step++)
    {
      place.inside.x = (float) (x + by * step / 4);
      send_motion (&place);
      wait_for_frames ();
    }
  send_button (1, FALSE);
  wait_for_frames ();
}

/* @by: pixels to the right, from the widget's middle */
void
drag (GtkWidget *widget, double by)
{
  move_to_middle (widget);
  drag_from (widget, gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0, by);
}

static gboolean
on_held (gpointer held)
{
  *(gboolean *) held = TRUE;
  return G_SOURCE_REMOVE;
}

/* Newer ones of GTK take what moves sooner for something else than a drag, and say nothing when it is late enough. */
static void
hold (void)
{
  gboolean held = FALSE;

  g_timeout_add (HOLD_MS, on_held, &held);
  wait_until (held);
}

/* From one widget to another of the same window, which takes what is dropped there. */
void
drag_onto (GtkWidget *widget, GtkWidget *target)
{
  Place place = { .widget = target };

  move_to_middle (target); /* it is in view then */
  place.inside = GRAPHENE_POINT_INIT (gtk_widget_get_width (target) / 2.0f, gtk_widget_get_height (target) / 2.0f);
  move_to_middle (widget);
  send_button (1, TRUE);
  hold ();
  for (int step = 1; step <= 6; step++)
    {
      Place on_the_way = { .widget = step <= 3 ? widget : target, .inside = place.inside };
      if (step <= 3)
        on_the_way.inside = GRAPHENE_POINT_INIT (gtk_widget_get_width (widget) / 2.0f + 8 * step, gtk_widget_get_height (widget) / 2.0f);
      else
        on_the_way.inside.x += step;
      send_motion (&on_the_way);
      wait_for_frames ();
    }
  send_button (1, FALSE);
  wait_for_frames ();
}

static void
send_key (KeySym key, gboolean down)
{
  XTestFakeKeyEvent (get_display (), XKeysymToKeycode (get_display (), key), down, CurrentTime);
}

/* With Shift where the keyboard of the X server has the key only so. */
static void
send_stroke (KeySym key)
{
  gboolean shift = XkbKeycodeToKeysym (get_display (), XKeysymToKeycode (get_display (), key), 0, 0) != key;

  if (shift)
    send_key (XK_Shift_L, TRUE);
  send_key (key, TRUE);
  send_key (key, FALSE);
  if (shift)
    send_key (XK_Shift_L, FALSE);
}

/* @modifier: a key that is held meanwhile, or 0 */
void
press_key (KeySym key, KeySym modifier)
{
  if (modifier != 0)
    send_key (modifier, TRUE);
  send_stroke (key);
  if (modifier != 0)
    send_key (modifier, FALSE);
  XSync (get_display (), False);
  wait_for_frames ();
}

static gboolean
on_event (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer awaited)
{
  GdkEvent *event = g_value_peek_pointer (&values[1]);

  if (gdk_event_get_event_type (event) == GDK_KEY_RELEASE && gdk_key_event_get_keycode (event) == *(guint *) awaited)
    *(guint *) awaited = 0;
  return G_SOURCE_CONTINUE;
}

/* As press_key(), but comes back as soon as what the key does is done, before anything is drawn: for keys that are pressed by the hundred. What a window gets it handles at
 * once, so that its release comes after that; newer versions of GTK hand that of a Tab to no widget. */
void
tap_key (KeySym key, KeySym modifier)
{
  guint signal = g_signal_lookup ("event", GDK_TYPE_SURFACE), awaited = XKeysymToKeycode (get_display (), key);
  gulong hook = g_signal_add_emission_hook (signal, 0, on_event, &awaited, NULL);

  if (modifier != 0)
    send_key (modifier, TRUE);
  send_stroke (key);
  if (modifier != 0)
    send_key (modifier, FALSE);
  XSync (get_display (), False);
  wait_until (awaited == 0);
  g_signal_remove_emission_hook (signal, hook);
}

/* A key that is pressed, or let go again. */
void
hold_key (KeySym key, gboolean down)
{
  send_key (key, down);
  XSync (get_display (), False);
  wait_for_frames ();
}

/* @text: what that keyboard has: ASCII */
void
type (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    send_stroke ((KeySym) *p); /* ASCII is its own key symbol */
  XSync (get_display (), False);
}

static gboolean
has_focus (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* Also where an entry says nothing of what is in it, as one for a key. */
const char *
get_typed (GtkWidget *entry)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (entry));

  return gtk_editable_get_text (text != NULL ? text : GTK_EDITABLE (entry));
}

/* Puts @text in the place of what an entry or a row has, by pointer and keyboard. */
void
type_into (GtkWidget *entry, const char *text)
{
  click (entry);
  wait_until (has_focus (entry));
  press_key (XK_a, XK_Control_L);
  if (*text == '\0')
    press_key (XK_BackSpace, 0);
  type (text);
  wait_until (g_str_equal (get_typed (entry), text));
}
