/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <glib-unix.h>

/* What a window manager does with a window that asks for the full screen: the one thing of those that the program waits for. */

static void
set_full_screen (Display *display, Window which, Atom state, Atom full, gboolean wanted)
{
  Screen *screen = DefaultScreenOfDisplay (display);
  static XWindowAttributes before;

  if (wanted)
    {
      XGetWindowAttributes (display, which, &before);
      XMoveResizeWindow (display, which, 0, 0, (guint) WidthOfScreen (screen), (guint) HeightOfScreen (screen));
    }
  else
    XMoveResizeWindow (display, which, before.x, before.y, (guint) before.width, (guint) before.height);
  XChangeProperty (display, which, state, XA_ATOM, 32, PropModeReplace, (guchar *) &full, wanted ? 1 : 0);
  XFlush (display);
}

static void
on_message (Display *display, const XClientMessageEvent *message)
{
  Atom state = XInternAtom (display, "_NET_WM_STATE", False), full = XInternAtom (display, "_NET_WM_STATE_FULLSCREEN", False);

  if (message->message_type == state && ((Atom) message->data.l[1] == full || (Atom) message->data.l[2] == full))
    set_full_screen (display, message->window, state, full, message->data.l[0] == 1);
}

static gboolean
on_events (int fd, GIOCondition condition, gpointer display)
{
  while (XPending (display) > 0)
    {
      XEvent event;
      XNextEvent (display, &event);
      if (event.type == ClientMessage)
        on_message (display, &event.xclient);
    }
  return G_SOURCE_CONTINUE;
}

/* From here on, windows of this display get the full screen. */
void
manage_full_screen (void)
{
  Display *display = XOpenDisplay (NULL);

  g_assert_nonnull (display);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XFlush (display);
  g_unix_fd_add (ConnectionNumber (display), G_IO_IN, on_events, display);
}
