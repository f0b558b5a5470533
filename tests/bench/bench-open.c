/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-open.h"

#include "rushes-application.h"
#include "rushes-poster.h"
#include "rushes-thumbnail-file.h"
#include "rushes-tile.h"
#include "rushes-window.h"

#include <stdio.h>
#include <unistd.h>

/* A library is opened until what is in sight is there; and pictures are made without a window. */

#define SETTLED_S 2 /* all of a large library has been asked for by then */

typedef struct
{
  gint64 started_us, first_frame_us, first_poster_us, all_us;
} Opening;

static GtkWidget *
find_grid (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_GRID_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_grid (child);
  return found;
}

static gboolean
is_in_sight (GtkWidget *tile, GtkWidget *grid)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (tile) && gtk_widget_compute_bounds (tile, grid, &bounds) && bounds.origin.y < gtk_widget_get_height (grid) &&
         bounds.origin.y + bounds.size.height > 0;
}

/* Tiles in sight, and those of them that show something. */
static void
count (GtkWidget *grid, guint *n_tiles, guint *n_shown)
{
  *n_tiles = *n_shown = 0;
  for (GtkWidget *cell = gtk_widget_get_first_child (grid); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *tile = gtk_widget_get_first_child (cell);
      if (!RUSHES_IS_TILE (tile) || rushes_tile_get_item (RUSHES_TILE (tile)) == NULL || !is_in_sight (tile, grid))
        continue;
      *n_tiles += 1;
      *n_shown += rushes_poster_get_paintable (RUSHES_POSTER (gtk_widget_get_first_child (tile))) != NULL;
    }
}

/* Resident memory now, in MB. */
static double
read_resident (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = status != NULL ? strstr (status, "VmRSS:") : NULL;
  return line != NULL ? g_ascii_strtoll (line + 6, NULL, 10) / 1024.0 : 0;
}

static gboolean
on_settled (gpointer data)
{
  Opening *self = data;

  printf ("%.1f %.1f %.1f %.1f\n", (self->first_frame_us - self->started_us) / 1e3, (self->first_poster_us - self->started_us) / 1e3,
          (self->all_us - self->started_us) / 1e3, read_resident ());
  fflush (stdout);
  _exit (0);
}

/* After each frame. */
static void
on_painted (GdkFrameClock *clock, Opening *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ()));
  GtkWidget *grid = window != NULL ? find_grid (GTK_WIDGET (window)) : NULL;
  gint64 now = g_get_monotonic_time ();
  guint n_tiles = 0, n_shown = 0;

  if (self->first_frame_us == 0)
    self->first_frame_us = now;
  if (grid != NULL && self->all_us == 0)
    count (grid, &n_tiles, &n_shown);
  if (n_shown > 0 && self->first_poster_us == 0)
    self->first_poster_us = now;
  if (n_tiles > 0 && n_shown == n_tiles && self->all_us == 0)
    {
      self->all_us = now;
      g_timeout_add_seconds (SETTLED_S, on_settled, self);
    }
}

static void
on_realize (GtkWidget *window, Opening *self)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_painted), self);
}

static void
on_window (GtkApplication *application, GtkWindow *window, gpointer data)
{
  g_signal_connect_after (window, "realize", G_CALLBACK (on_realize), data);
}

/* Prints milliseconds to the first frame, to the first poster, to all posters in sight, and megabytes some seconds later. */
int
bench_open (gint64 started_us)
{
  Opening self = { .started_us = started_us };
  GApplication *application =
    g_object_new (RUSHES_TYPE_APPLICATION, "application-id", RUSHES_APP_ID ".Bench", "flags", G_APPLICATION_NON_UNIQUE, NULL);

  g_signal_connect (application, "window-added", G_CALLBACK (on_window), &self);
  return g_application_run (application, 0, NULL);
}

/* Milliseconds for each of @n pictures of that kind, made of @clip and kept in @cache. */
static double
make (int n, const char *clip, const char *cache, RushesThumbnail kind)
{
  gint64 begin = g_get_monotonic_time ();

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkPixbuf) pixbuf = rushes_thumbnail_file_load (cache, id, clip, kind, &error);
      if (pixbuf == NULL)
        g_error ("%s", error->message);
    }
  return (g_get_monotonic_time () - begin) / 1e3 / n;
}

/* One poster, as a process. */
int
bench_poster (const char *clip, const char *cache)
{
  make (1, clip, cache, RUSHES_THUMBNAIL_POSTER);
  return 0;
}

/* Prints milliseconds for a poster and for a filmstrip, one after the other on one thread. */
int
bench_posters (int n, const char *clip, const char *cache)
{
  double poster, strip;

  make (1, clip, cache, RUSHES_THUMBNAIL_FILMSTRIP); /* which loads what decodes */
  make (1, clip, cache, RUSHES_THUMBNAIL_POSTER);
  poster = make (n + 1, clip, cache, RUSHES_THUMBNAIL_POSTER) * (n + 1) / n; /* the first is there */
  strip = make (n + 1, clip, cache, RUSHES_THUMBNAIL_FILMSTRIP) * (n + 1) / n;
  printf ("%.2f %.2f\n", poster, strip);
  return 0;
}
