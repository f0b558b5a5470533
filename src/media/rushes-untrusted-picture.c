/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-untrusted-picture.h"

#include "rushes-error.h"
#include "rushes-picture-head.h"
#include "rushes-pixbuf-texture.h"

#include <glib/gi18n.h>

/* Pictures that a server sends unasked. gdk-pixbuf has loaders for whatever is installed, and a picture of a few bytes may say that it is
 * 30,000 pixels wide: only the kinds that servers send are read, and what is larger than any preview is refused before there is room
 * for it. */

#define MOST_PIXELS (4096 * 4096)

static gboolean
is_too_large (gint64 width, gint64 height)
{
  return width > MOST_PIXELS || height > MOST_PIXELS || width * height > MOST_PIXELS;
}

/* Another size than the head says. Nothing by nothing: the loader gives up (not with gdk-pixbuf 2.44, which asks when it has decoded all). */
static void
on_size (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  if (is_too_large (width, height))
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

/* Returns: (transfer full) (nullable): with %RUSHES_ERROR_PROTOCOL if it is no picture, or too large a one. Blocking, any thread */
GdkTexture *
rushes_untrusted_picture_decode (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gint64 width = 0, height = 0;
  const char *kind = rushes_picture_head_read (data, size, &width, &height);
  gboolean fits = !is_too_large (width, height);
  g_autoptr (GdkPixbufLoader) loader = kind != NULL && fits ? gdk_pixbuf_loader_new_with_type (kind, NULL) : NULL;
  g_autoptr (GError) cause = NULL;
  GdkPixbuf *pixbuf;

  if (!fits)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("The picture that came cannot be read: %s"), _("too large"));
      return NULL;
    }
  if (loader == NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("The picture that came is none"));
      return NULL;
    }
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size), NULL);
  gdk_pixbuf_loader_write_bytes (loader, bytes, &cause);
  gdk_pixbuf_loader_close (loader, cause == NULL ? &cause : NULL);
  pixbuf = cause == NULL ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  if (pixbuf != NULL)
    return rushes_pixbuf_texture_new (pixbuf);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("The picture that came cannot be read: %s"), cause != NULL ? cause->message : _("too large"));
  return NULL;
}
