/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-scroll.h"

#include "rushes-application.h"
#include "rushes-window.h"

#include <stdio.h>
#include <unistd.h>

/* A library of any size, and its gallery scrolled by so many pixels a frame. */

#define LINKS_MAX 30000 /* hard links to one file; ext4 allows 65,000 */

static void
add_clip (RushesCore *core, int number, char **source)
{
  RushesPaths *paths = rushes_core_get_paths (core);
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *prompt = g_strdup_printf ("A lighthouse number %d on a cliff", number / 4), *path = NULL, *folder = NULL;

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", "comfyui");
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", prompt);
  info->id = g_uuid_string_random ();
  info->created_us = g_get_real_time () - (gint64) number * G_USEC_PER_SEC;
  info->request = rushes_request_new (g_variant_dict_end (&members));
  info->name = rushes_paths_dup_clip_name (info->created_us, prompt, info->id, "mp4");
  info->width = 640;
  info->height = 352;
  info->duration_ms = 1000;
  path = rushes_paths_dup_clip_path (paths, info->name);
  folder = g_path_get_dirname (path);
  g_mkdir_with_parents (folder, 0700);
  if (link (*source, path) != 0)
    g_error ("%s: %s", path, g_strerror (errno));
  if (number % LINKS_MAX == LINKS_MAX - 1) /* a file of its own for the next ones */
    {
      g_autofree char *content = NULL;
      gsize length;

      g_free (*source);
      *source = g_strconcat (path, ".copy", NULL);
      if (!g_file_get_contents (path, &content, &length, &error) || !g_file_set_contents (*source, content, length, &error))
        g_error ("%s", error->message);
    }
  if (!rushes_library_add (rushes_core_get_library (core), info, &error))
    g_error ("%s", error->message);
}

/* @clip: a file in the same file system as the library */
int
bench_fill (int n, const char *clip)
{
  g_autoptr (GError) error = NULL;
  RushesCore *core = rushes_core_open (FALSE, &error);
  g_autofree char *source = g_strdup (clip);

  if (core == NULL)
    g_error ("%s", error->message);
  for (int i = 0; i < n; i++)
    add_clip (core, i, &source);
  rushes_core_close (core);
  return 0;
}

typedef struct
{
  int pixels;
  gint64 length_us, begin, last;
  gint64 longest_us; /* between two frames' beginnings */
  guint n_frames;
  int direction;
} Scroll;

static GtkAdjustment *
find_adjustment (GtkWidget *widget)
{
  GtkAdjustment *found = GTK_IS_GRID_VIEW (widget) ? gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (widget)) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_adjustment (child);
  return found;
}

/* Resident memory at its highest, in MB. */
static double
read_peak (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = status != NULL ? strstr (status, "VmHWM:") : NULL;
  return line != NULL ? g_ascii_strtoll (line + 6, NULL, 10) / 1024.0 : 0;
}

static gboolean
on_tick (GtkWidget *window, GdkFrameClock *clock, gpointer data)
{
  Scroll *scroll = data;
  gint64 now = g_get_monotonic_time ();
  GtkAdjustment *adjustment = find_adjustment (window);

  if (scroll->begin == 0)
    scroll->begin = now;
  else
    scroll->longest_us = MAX (scroll->longest_us, now - scroll->last);
  scroll->last = now;
  if (now - scroll->begin > scroll->length_us)
    {
      printf ("%.1f %.1f %.0f\n", scroll->n_frames / ((now - scroll->begin) / 1e6), scroll->longest_us / 1e3, read_peak ());
      fflush (stdout);
      _exit (0);
    }
  scroll->n_frames++;
  if (gtk_adjustment_get_value (adjustment) <= 0) /* however long: there and back */
    scroll->direction = 1;
  else if (gtk_adjustment_get_value (adjustment) >= gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment))
    scroll->direction = -1;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + scroll->direction * scroll->pixels);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_settled (gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ()));

  gtk_widget_add_tick_callback (GTK_WIDGET (window), on_tick, data, NULL);
  return G_SOURCE_REMOVE;
}

static void
on_activate (GApplication *application, gpointer data)
{
  g_timeout_add_seconds (2, on_settled, data); /* the first screenful is there before the clock starts */
}

/* Frames a second, the longest time between two in milliseconds, and megabytes at most. */
int
bench_scroll (int pixels, int seconds)
{
  Scroll scroll = { .pixels = pixels, .length_us = (gint64) seconds * G_USEC_PER_SEC };
  GApplication *application =
    g_object_new (RUSHES_TYPE_APPLICATION, "application-id", RUSHES_APP_ID ".Bench", "flags", G_APPLICATION_NON_UNIQUE, NULL);

  g_signal_connect_after (application, "activate", G_CALLBACK (on_activate), &scroll);
  return g_application_run (application, 0, NULL);
}
