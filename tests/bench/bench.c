/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-animatic.h"
#include "bench-board.h"
#include "bench-desktop.h"
#include "bench-jobs.h"
#include "bench-judge.h"
#include "bench-loop.h"
#include "bench-next.h"
#include "bench-open.h"
#include "bench-reel.h"
#include "bench-review.h"
#include "bench-screening.h"
#include "bench-scroll.h"
#include "bench-search.h"
#include "bench-turns.h"
#include "rushes-application.h"
#include "rushes-core.h"
#include "rushes-comfy-convert.h"
#include "rushes-comfy-models.h"
#include "rushes-comfy.h"
#include "rushes-http.h"
#include "rushes-json.h"
#include "rushes-sync.h"
#include "rushes-window.h"

#include <stdio.h>
#include <unistd.h>

/* What build-aux/bench runs. Every command prints one number, or a line of them, to stdout. */

static gint64 started_us;

static void
on_painted (GdkFrameClock *clock, gpointer data)
{
  printf ("%.1f\n", (g_get_monotonic_time () - started_us) / 1000.0);
  fflush (stdout);
  _exit (0);
}

static gboolean
on_mapped (gpointer window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_painted), NULL);
  return G_SOURCE_REMOVE;
}

static void
on_window (GtkApplication *application, GtkWindow *window, gpointer data)
{
  g_signal_connect_swapped (window, "map", G_CALLBACK (on_mapped), window);
}

static void
on_activate_empty (GApplication *application, gpointer data)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
}

/* Milliseconds from main() to the first frame. */
static int
bench_start (gboolean empty)
{
  GApplication *application = empty ? G_APPLICATION (adw_application_new (RUSHES_APP_ID ".Bench", G_APPLICATION_NON_UNIQUE))
                                    : g_object_new (RUSHES_TYPE_APPLICATION, "application-id", RUSHES_APP_ID ".Bench", "flags", G_APPLICATION_NON_UNIQUE, NULL);

  g_signal_connect (application, "window-added", G_CALLBACK (on_window), NULL);
  if (empty)
    g_signal_connect (application, "activate", G_CALLBACK (on_activate_empty), NULL);
  return g_application_run (application, 0, NULL);
}

/* Seconds for a download to a file that is written through. */
static int
bench_download (const char *url, const char *path)
{
  g_autoptr (RushesHttp) http = rushes_http_new (60);
  g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new (url);
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();

  if (!rushes_http_download (http, endpoint, url, path, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  if (!rushes_sync_file (path))
    g_error ("It could not be written through");
  printf ("%.3f\n", (g_get_monotonic_time () - begin) / 1e6);
  return 0;
}

static RushesRequest *
new_request (RushesProviderKind kind, int number)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *prompt = g_strdup_printf ("Bench %d", number);

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", rushes_provider_kind_to_string (kind));
  g_variant_dict_insert (&members, RUSHES_REQUEST_MODEL, "s", kind == RUSHES_PROVIDER_COMFYUI ? "wan2.2-5b" : "sora-2");
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", prompt);
  g_variant_dict_insert (&members, RUSHES_REQUEST_WIDTH, "x", (gint64) 64);
  g_variant_dict_insert (&members, RUSHES_REQUEST_HEIGHT, "x", (gint64) 64);
  g_variant_dict_insert (&members, RUSHES_REQUEST_SECONDS, "d", 1.0);
  g_variant_dict_insert (&members, RUSHES_REQUEST_SEED, "x", (gint64) number);
  return rushes_request_new (g_variant_dict_end (&members));
}

static void
add_connection (RushesCore *core, const char *id, RushesProviderKind kind, const char *url)
{
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (RushesConnection) connection = NULL;

  g_variant_dict_insert (&options, RUSHES_CONNECTION_LIMIT, "x", (gint64) 16);
  connection = rushes_connection_new (id, kind, id, url, g_variant_dict_end (&options), TRUE);
  rushes_secrets_set_for_session (rushes_core_get_secrets (core), id, "");
  rushes_connections_put_for_session (rushes_core_get_connections (core), connection);
}

/* @urls: the servers, %NULL-terminated: of ComfyUI, or of the Videos API where one ends with “/v1”. They take turns; each is a connection of its own, once it has a job. */
void
bench_add_jobs (RushesCore *core, int n, char **urls)
{
  guint n_urls = g_strv_length (urls);

  for (int i = 0; i < n; i++)
    {
      const char *url = urls[i % n_urls];
      RushesProviderKind kind = g_str_has_suffix (url, "/v1") ? RUSHES_PROVIDER_OPENAI : RUSHES_PROVIDER_COMFYUI;
      g_autofree char *id = g_strdup_printf ("server-%u", i % n_urls);
      g_autoptr (RushesRequest) request = new_request (kind, i);

      if (i < (int) n_urls)
        add_connection (core, id, kind, url);
      rushes_job_queue_add_async (rushes_core_get_queue (core), request, id, NULL, NULL);
    }
}

static guint n_ended;

static void
on_ended (RushesJobQueue *queue, RushesJob *job, gpointer data)
{
  n_ended++;
}

/* Jobs per second, the longest stall in milliseconds, how many were over 8, and what one took of a processor at most. */
static void
run_jobs (RushesCore *core, int n, const char *comfy, const char *videos)
{
  gint64 begin = g_get_monotonic_time ();

  g_signal_connect (rushes_core_get_queue (core), "ended", G_CALLBACK (on_ended), NULL);
  bench_add_jobs (core, n, (char *[]) { (char *) comfy, (char *) videos, NULL });
  bench_watch_loop ();
  while (n_ended < (guint) n)
    g_main_context_iteration (NULL, TRUE);
  printf ("%.2f %.2f %u %.2f\n", n / ((g_get_monotonic_time () - begin) / 1e6), bench_get_longest_turn (), bench_count_long_turns (), bench_get_most_work ());
  fflush (stdout);
}

static int
bench_jobs (int n, const char *comfy, const char *videos)
{
  g_autoptr (GError) error = NULL;
  RushesCore *core = rushes_core_open (FALSE, &error);

  if (core == NULL || !rushes_core_own (core, &error))
    g_error ("%s", error->message);
  run_jobs (core, n, comfy, videos);
  _exit (0);
}

typedef struct
{
  int n;
  const char *comfy, *videos;
} JobsInWindow;

static gboolean
on_shown (gpointer data)
{
  JobsInWindow *jobs = data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ()));

  run_jobs (rushes_window_get_core (RUSHES_WINDOW (window)), jobs->n, jobs->comfy, jobs->videos);
  _exit (0);
}

/* The page is drawn for the first time before the clock starts; drawing does not count. */
static gboolean
on_settled (gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ()));

  rushes_window_show_main (RUSHES_WINDOW (window));
  bench_leave_out_frames (GTK_WIDGET (window));
  g_timeout_add_seconds (2, on_shown, data);
  return G_SOURCE_REMOVE;
}

static void
on_activate_jobs (GApplication *application, gpointer data)
{
  g_timeout_add_seconds (2, on_settled, data);
}

static int
bench_window (int n, const char *comfy, const char *videos)
{
  JobsInWindow jobs = { n, comfy, videos };
  GApplication *application = g_object_new (RUSHES_TYPE_APPLICATION, "application-id", RUSHES_APP_ID ".Bench", "flags", G_APPLICATION_NON_UNIQUE, NULL);

  g_signal_connect_after (application, "activate", G_CALLBACK (on_activate_jobs), &jobs);
  return g_application_run (application, 0, NULL);
}

static char *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;

  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);
  return text;
}

/* Milliseconds: reading both files as JSON, converting the graph, making its form. */
static int
bench_convert (const char *declared_path, const char *workflow_path)
{
  g_autofree char *declared = read_file (declared_path), *workflow = read_file (workflow_path);
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time (), parsed, converted;
  g_autoptr (JsonNode) root = rushes_json_parse_text (declared, &error);
  g_autoptr (JsonNode) page = rushes_json_parse_text (workflow, &error);
  g_autoptr (RushesComfyNodes) nodes = rushes_comfy_nodes_new (root);
  g_autoptr (JsonNode) graph = NULL;
  g_autoptr (RushesModel) model = NULL;

  parsed = g_get_monotonic_time ();
  graph = rushes_comfy_convert (json_node_get_object (page), nodes, &error);
  converted = g_get_monotonic_time ();
  if (graph == NULL)
    g_error ("%s", error->message);
  model = rushes_comfy_models_describe_graph (json_node_get_object (graph), nodes, "w", "W");
  printf ("%.2f %.2f %.2f %u\n", (parsed - begin) / 1e3, (converted - parsed) / 1e3, (g_get_monotonic_time () - converted) / 1e3,
          json_object_get_size (json_node_get_object (graph)));
  return 0;
}

static void
read_catalog (GTask *task, gpointer comfy, gpointer target, GCancellable *cancellable)
{
  g_autoptr (RushesComfyNodes) nodes = rushes_comfy_read_nodes (comfy, target, NULL, NULL);

  g_task_return_boolean (task, nodes != NULL && rushes_comfy_nodes_find (nodes, "KSampler") != NULL);
}

static void
on_catalog (GObject *source, GAsyncResult *result, gpointer done)
{
  *(int *) done = g_task_propagate_boolean (G_TASK (result), NULL) ? 1 : -1;
}

/* The longest turn of a main loop, in milliseconds, while /object_info arrives and is read. */
static int
bench_catalog (const char *url)
{
  g_autoptr (RushesHttp) http = rushes_http_new (60);
  g_autoptr (RushesProvider) comfy = rushes_comfy_new (http);
  g_autoptr (RushesConnection) connection = rushes_connection_new ("c", RUSHES_PROVIDER_COMFYUI, "c", url, NULL, FALSE);
  RushesTarget *target = rushes_target_new (connection, NULL);
  int done = 0;
  g_autoptr (GTask) task = g_task_new (comfy, NULL, on_catalog, &done);
  gint64 begin = g_get_monotonic_time ();

  g_task_set_task_data (task, target, (GDestroyNotify) rushes_target_unref);
  bench_watch_loop ();
  g_task_run_in_thread (task, read_catalog);
  while (done == 0)
    g_main_context_iteration (NULL, TRUE);
  if (done < 0)
    g_error ("The catalog was not read");
  printf ("%.2f %.1f\n", bench_get_longest_turn (), (g_get_monotonic_time () - begin) / 1e3);
  return 0;
}

/* Jobs per second over any number of ComfyUI servers, and how many each got. */
static int
bench_spread (int n, char **urls)
{
  g_autoptr (GError) error = NULL;
  RushesCore *core = rushes_core_open (FALSE, &error);
  gint64 begin = g_get_monotonic_time ();

  if (core == NULL || !rushes_core_own (core, &error))
    g_error ("%s", error->message);
  for (char **url = urls; *url != NULL; url++)
    add_connection (core, *url, RUSHES_PROVIDER_COMFYUI, *url);
  g_signal_connect (rushes_core_get_queue (core), "ended", G_CALLBACK (on_ended), NULL);
  for (int i = 0; i < n; i++)
    {
      g_autoptr (RushesRequest) plain = new_request (RUSHES_PROVIDER_COMFYUI, i);
      GVariantDict members = G_VARIANT_DICT_INIT (rushes_request_get_variant (plain));
      g_autoptr (RushesRequest) request = NULL;

      g_variant_dict_insert (&members, RUSHES_REQUEST_CONNECTION, "s", RUSHES_CONNECTION_ANY);
      request = rushes_request_new (g_variant_dict_end (&members));
      rushes_job_queue_add_async (rushes_core_get_queue (core), request, RUSHES_CONNECTION_ANY, NULL, NULL);
    }
  bench_watch_loop ();
  while (n_ended < (guint) n)
    g_main_context_iteration (NULL, TRUE);
  printf ("%.2f %.2f\n", n / ((g_get_monotonic_time () - begin) / 1e6), bench_get_longest_turn ());
  fflush (stdout);
  _exit (0);
}

int
main (int argc, char **argv)
{
  started_us = g_get_monotonic_time ();
  if (argc == 2 && g_str_equal (argv[1], "reel"))
    return bench_reel ();
  if (argc == 2 && g_str_equal (argv[1], "next"))
    return bench_next ();
  if (argc == 3 && g_str_equal (argv[1], "judge"))
    return bench_judge (argv[2]);
  if (argc == 2 && g_str_equal (argv[1], "turns"))
    return bench_turns ();
  if (argc > 4 && g_str_equal (argv[1], "idle"))
    return bench_idle (atoi (argv[2]), atoi (argv[3]), argv + 4);
  if (argc == 2 && g_str_equal (argv[1], "open"))
    return bench_open (started_us);
  if (argc == 2 && g_str_equal (argv[1], "board"))
    return bench_board (started_us);
  if (argc == 2 && g_str_equal (argv[1], "board-make"))
    return bench_board_make ();
  if (argc == 2)
    return bench_start (g_str_equal (argv[1], "start-empty"));
  if (argc == 3 && g_str_equal (argv[1], "animatic"))
    return bench_animatic (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "screening"))
    return bench_screening (argv[2]);
  if (argc == 4 && g_str_equal (argv[1], "review"))
    return bench_review (atoi (argv[2]), argv[3]);
  if (argc == 4 && g_str_equal (argv[1], "poster"))
    return bench_poster (argv[2], argv[3]);
  if (argc == 5 && g_str_equal (argv[1], "posters"))
    return bench_posters (atoi (argv[2]), argv[3], argv[4]);
  if (argc == 4 && g_str_equal (argv[1], "fill"))
    return bench_fill (atoi (argv[2]), argv[3]);
  if (argc == 4 && g_str_equal (argv[1], "scroll"))
    return bench_scroll (atoi (argv[2]), atoi (argv[3]));
  if (argc > 2 && g_str_equal (argv[1], "overview"))
    return bench_overview (argv + 2);
  if (argc == 4 && g_str_equal (argv[1], "told"))
    return bench_told (atoi (argv[2]), argv[3]);
  if (argc > 2 && g_str_equal (argv[1], "search"))
    return bench_search (argv + 2);
  if (argc == 4 && g_str_equal (argv[1], "convert"))
    return bench_convert (argv[2], argv[3]);
  if (argc == 3 && g_str_equal (argv[1], "catalog"))
    return bench_catalog (argv[2]);
  if (argc > 3 && g_str_equal (argv[1], "spread"))
    return bench_spread (atoi (argv[2]), argv + 3);
  if (argc == 4 && g_str_equal (argv[1], "download"))
    return bench_download (argv[2], argv[3]);
  if (argc == 5 && g_str_equal (argv[1], "jobs"))
    return bench_jobs (atoi (argv[2]), argv[3], argv[4]);
  if (argc == 5)
    return bench_window (atoi (argv[2]), argv[3], argv[4]);
  return 2;
}
