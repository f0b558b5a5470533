/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"
#include "rushes-dump.h"
#include "rushes-error.h"
#include "rushes-say.h"
#include "rushes-openai-models.h"
#include "rushes-sample-server.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* rushes connections, models, sample-server. */

static int
list (RushesCore *core)
{
  GListModel *model = G_LIST_MODEL (rushes_core_get_connections (core));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (RushesConnection) connection = g_list_model_get_item (model, i);
      g_print ("%s\t%s\t%s%s\n", rushes_connection_get_name (connection),
               rushes_provider_kind_to_string (rushes_connection_get_kind (connection)), rushes_connection_get_url (connection),
               rushes_connection_get_default (connection) ? "\tdefault" : "");
    }
  if (g_list_model_get_n_items (model) == 0)
    rushes_say (_("There are no connections yet: rushes connections add comfyui NAME URL"));
  return RUSHES_EXIT_DONE;
}

/* Secrets come on stdin, a line each, never as an argument that other processes could read. */
static char *
read_secret (void)
{
  char line[4096];

  rushes_dump_leave_out_memory ();
  if (fgets (line, sizeof line, stdin) == NULL)
    return NULL;
  return g_strdup (g_strstrip (line));
}

static char *
gather_secrets (gboolean key_stdin, char **headers)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *key = key_stdin ? read_secret () : NULL;

  if (key != NULL && *key != '\0')
    g_string_append_printf (lines, "@key: %s\n", key);
  for (char **header = headers; header != NULL && *header != NULL; header++)
    {
      g_autofree char *value = read_secret ();
      g_string_append_printf (lines, "%s: %s\n", *header, value != NULL ? value : "");
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

/* "NAME=VALUE", where what looks like a number or like true and false is sent as such in JSON, or "NAME:text=VALUE". */
static void
add_extra (GVariantDict *extras, const char *text)
{
  g_auto (GStrv) pair = g_strsplit (text, "=", 2);
  char *type = pair[0] != NULL ? strrchr (pair[0], ':') : NULL;
  gboolean is_text = g_strcmp0 (type, ":text") == 0;

  if (pair[0] == NULL || pair[1] == NULL)
    return;
  if (is_text)
    *type = '\0';
  g_variant_dict_insert_value (extras, pair[0], is_text ? g_variant_new_string (pair[1]) : rushes_command_to_value (pair[1]));
}

static GVariant *
new_extras (char **extras)
{
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);

  for (char **extra = extras; *extra != NULL; extra++)
    add_extra (&dict, *extra);
  return g_variant_dict_end (&dict);
}

/* What the command line says of a connection, besides its secrets. */
typedef struct
{
  char *auth, *fingerprint, *preset, *body, *model, *organization, *project, *picture, *marker;
  double price, poll, deadline, patience; /* < 0: not given */
  char **extras;
} Settings;

static void
settings_clear (Settings *settings)
{
  g_free (settings->auth);
  g_free (settings->fingerprint);
  g_free (settings->preset);
  g_free (settings->body);
  g_free (settings->model);
  g_free (settings->organization);
  g_free (settings->project);
  g_free (settings->picture);
  g_free (settings->marker);
  g_strfreev (settings->extras);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Settings, settings_clear)

/* (transfer full) (nullable): what is wrong with what was given, in words */
static char *
find_fault (const Settings *settings, char **headers)
{
  static const char *const auths[] = { "bearer", "basic", "api-key", "x-api-key", "none", NULL };
  static const char *const bodies[] = { "auto", "multipart", "json", NULL };
  static const char *const pictures[] = { "object", "string", "file_id", "frame_images", NULL };

  if (settings->preset != NULL && rushes_openai_find_preset (settings->preset) == NULL && !g_str_equal (settings->preset, "comfy-cloud"))
    return g_strdup_printf (_("There is no preset “%s”"), settings->preset);
  if (settings->auth != NULL && !g_strv_contains (auths, settings->auth))
    return g_strdup (_("The key is shown as bearer, basic, api-key, x-api-key or none"));
  if (settings->body != NULL && !g_strv_contains (bodies, settings->body))
    return g_strdup (_("Requests are sent as auto, multipart or json"));
  if (settings->picture != NULL && !g_strv_contains (pictures, settings->picture))
    return g_strdup (_("A picture is an object, string, file_id or frame_images"));
  for (char **header = headers; header != NULL && *header != NULL; header++)
    if (!rushes_connection_is_header_name (*header))
      return g_strdup_printf (_("“%s” is no name of a header. Give the name alone, as in --header X-Token, and its value on standard input"), *header);
  return NULL;
}

/* Returns: (transfer floating) */
static GVariant *
new_options (const Settings *settings)
{
  const RushesOpenaiPreset *known = rushes_openai_find_preset (settings->preset);
  g_autoptr (GVariant) usual = known != NULL ? g_variant_ref_sink (rushes_openai_preset_options (known)) : NULL;
  GVariantDict options = G_VARIANT_DICT_INIT (usual);
  const struct
  {
    const char *option, *text;
  } texts[] = {
    { RUSHES_CONNECTION_PRESET, settings->preset }, { RUSHES_CONNECTION_AUTH, settings->auth },
    { RUSHES_CONNECTION_BODY, settings->body },     { RUSHES_CONNECTION_MODEL, settings->model },
    { RUSHES_CONNECTION_PROJECT, settings->project }, { RUSHES_CONNECTION_ORGANIZATION, settings->organization },
    { RUSHES_CONNECTION_PICTURE, settings->picture },   { RUSHES_CONNECTION_MARKER, settings->marker },
    { RUSHES_CONNECTION_FINGERPRINT, settings->fingerprint },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].text != NULL)
      g_variant_dict_insert (&options, texts[i].option, "s", texts[i].text);
  if (settings->price >= 0)
    g_variant_dict_insert (&options, RUSHES_CONNECTION_PRICE, "d", settings->price);
  if (settings->poll > 0)
    g_variant_dict_insert (&options, RUSHES_CONNECTION_POLL, "x", (gint64) (settings->poll * 1000));
  if (settings->deadline > 0)
    g_variant_dict_insert (&options, RUSHES_CONNECTION_DEADLINE, "d", settings->deadline);
  if (settings->patience > 0)
    g_variant_dict_insert (&options, RUSHES_CONNECTION_PATIENCE, "d", settings->patience);
  if (settings->extras != NULL)
    g_variant_dict_insert_value (&options, RUSHES_CONNECTION_EXTRA, new_extras (settings->extras));
  return g_variant_dict_end (&options);
}

static gboolean
is_web_address (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_str_equal (g_uri_get_scheme (uri), "http") || g_str_equal (g_uri_get_scheme (uri), "https"));
}

/* It would be written down with the address, and read with it. */
static gboolean
has_password (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && g_uri_get_userinfo (uri) != NULL;
}

/* The way that works there. */
static void
say_no_keyring (RushesProviderKind kind)
{
  if (kind == RUSHES_PROVIDER_OPENAI)
    rushes_say (_("rushes: There is no keyring to keep the key in, so nothing was added. Set OPENAI_API_KEY to the key and OPENAI_BASE_URL "
                  "to the address instead, or add the connection with --no-key if the server needs none."));
  else
    rushes_say (_("rushes: There is no keyring to keep the key in, so nothing was added. Add the connection with --no-key if the server "
                  "needs none, or unlock or start a keyring and try again."));
}

/* All of it or nothing. */
static int
add (RushesCore *core, char **words, gboolean is_default, GVariant *options_floating, const char *secrets)
{
  g_autoptr (GVariant) options = g_variant_ref_sink (options_floating);
  RushesConnections *connections = rushes_core_get_connections (core);
  g_autoptr (RushesConnection) typed = NULL, connection = NULL;
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;
  RushesProviderKind kind;

  if (!rushes_provider_kind_from_string (words[0], &kind))
    return rushes_command_usage (_("The kind is comfyui or openai"));
  if (!is_web_address (words[2]))
    return rushes_command_usage (_("The address must begin with http:// or https://"));
  if (has_password (words[2]))
    return rushes_command_usage (_("An address with a password can be read by others. Leave name and password out of it, and give them as “user:password” on standard "
                                   "input, with --auth basic --key-stdin"));
  if (rushes_connections_find_named (connections, words[1]) != NULL)
    return rushes_command_usage (_("There is a connection of that name already"));
  if (*secrets != '\0' && !rushes_secrets_store (rushes_core_get_secrets (core), id, words[1], secrets, NULL))
    {
      say_no_keyring (kind);
      return RUSHES_EXIT_FAILED;
    }
  typed = rushes_connection_new (id, kind, words[1], words[2], options, is_default);
  connection = rushes_connection_new_with_key (typed, *secrets != '\0');
  rushes_connections_put (connections, connection);
  if (rushes_connections_save (connections, &error))
    return RUSHES_EXIT_DONE;
  rushes_secrets_clear (rushes_core_get_secrets (core), id, NULL, NULL);
  return rushes_say_fail (error, NULL);
}

static int
remove_one (RushesCore *core, const char *name)
{
  RushesConnections *connections = rushes_core_get_connections (core);
  g_autoptr (GError) error = NULL, cause = NULL;
  RushesConnection *connection = rushes_core_choose (core, RUSHES_PROVIDER_COMFYUI, name, &error);

  if (connection == NULL)
    return rushes_say_fail (error, NULL);
  if (!rushes_secrets_clear (rushes_core_get_secrets (core), rushes_connection_get_id (connection), NULL, &cause) &&
      g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_KEYRING_LOCKED))
    return rushes_say_fail (cause, NULL); /* nobody would find the key again */
  rushes_connections_remove (connections, rushes_connection_get_id (connection));
  if (!rushes_connections_save (connections, &error))
    return rushes_say_fail (error, NULL);
  if (cause == NULL)
    return RUSHES_EXIT_DONE;
  rushes_say (_("The connection was removed. The keyring may still have its key; it said: %s"), cause->message);
  return RUSHES_EXIT_FAILED;
}

static int
test (RushesCore *core, const char *name)
{
  g_autoptr (GError) error = NULL;
  RushesConnection *connection = rushes_core_choose (core, RUSHES_PROVIDER_COMFYUI, name, &error);
  g_autoptr (RushesTarget) target = NULL;
  g_autoptr (RushesCheck) check = NULL;
  g_autofree char *free_memory = NULL, *total = NULL;

  if (connection == NULL)
    return rushes_say_fail (error, NULL);
  target = rushes_core_new_target (core, connection, &error);
  if (target == NULL)
    return rushes_say_fail (error, name);
  check = rushes_provider_check (rushes_core_get_provider (core, rushes_connection_get_kind (connection)), target, NULL, &error);
  if (check == NULL)
    {
      if (rushes_error_get_fingerprint (error) != NULL)
        rushes_say (_("Its certificate (SHA-256): %s"), rushes_error_get_fingerprint (error));
      return rushes_say_fail (error, name);
    }
  g_print ("%s", check->service);
  if (check->memory_total > 0)
    {
      free_memory = g_format_size (check->memory_free);
      total = g_format_size (check->memory_total);
      g_print (_(", %s of %s graphics memory free"), free_memory, total);
    }
  if (check->queue >= 0)
    g_print (_(", %d in the queue"), check->queue);
  if (check->n_models >= 0)
    g_print (_(", %d models"), check->n_models);
  g_print ("\n");
  return RUSHES_EXIT_DONE;
}

int
rushes_command_connections (RushesCore *core, int argc, char **argv)
{
  gboolean key_stdin = FALSE, no_key = FALSE, is_default = FALSE;
  g_auto (GStrv) headers = NULL;
  g_auto (Settings) settings = { .price = -1, .poll = -1, .deadline = -1, .patience = -1 };
  GOptionEntry entries[] = {
    { "key-stdin", 0, 0, G_OPTION_ARG_NONE, &key_stdin, N_("Read the key from standard input"), NULL },
    { "no-key", 0, 0, G_OPTION_ARG_NONE, &no_key, N_("The server needs none, or there is no keyring to keep one in"), NULL },
    { "header", 0, 0, G_OPTION_ARG_STRING_ARRAY, &headers, N_("A header whose value is read from standard input and kept in the keyring"), "NAME" },
    { "auth", 0, 0, G_OPTION_ARG_STRING, &settings.auth, N_("How the key is shown: bearer, basic (user:password), api-key, x-api-key or none"), "SCHEME" },
    { "preset", 0, 0, G_OPTION_ARG_STRING, &settings.preset, N_("The kind of server: vllm-omni, sglang, openrouter …"), "NAME" },
    { "body", 0, 0, G_OPTION_ARG_STRING, &settings.body, N_("How requests are sent: auto, multipart or json"), "FORM" },
    { "picture", 0, 0, G_OPTION_ARG_STRING, &settings.picture, N_("How JSON holds a picture: object, string, file_id or frame_images"), "SHAPE" },
    { "marker", 0, 0, G_OPTION_ARG_STRING, &settings.marker, N_("A field that the server's list gives back, for our own mark"), "FIELD" },
    { "model", 0, 0, G_OPTION_ARG_STRING, &settings.model, N_("The model, where the server lists none"), "NAME" },
    { "organization", 0, 0, G_OPTION_ARG_STRING, &settings.organization, N_("Sent as OpenAI-Organization"), "ID" },
    { "project", 0, 0, G_OPTION_ARG_STRING, &settings.project, N_("Sent as OpenAI-Project"), "ID" },
    { "price", 0, 0, G_OPTION_ARG_DOUBLE, &settings.price, N_("US dollars per second of video"), "N" },
    { "poll", 0, 0, G_OPTION_ARG_DOUBLE, &settings.poll, N_("Seconds between two questions"), "N" },
    { "deadline", 0, 0, G_OPTION_ARG_DOUBLE, &settings.deadline, N_("Minutes a job may take"), "N" },
    { "patience", 0, 0, G_OPTION_ARG_DOUBLE, &settings.patience, N_("Minutes until a job that the server does not know is given up (2, where it costs 10)"), "N" },
    { "extra", 0, 0, G_OPTION_ARG_STRING_ARRAY, &settings.extras, N_("One more field of every create; NAME:text=VALUE is never a number"), "NAME=VALUE" },
    { "trust", 0, 0, G_OPTION_ARG_STRING, &settings.fingerprint, N_("Trust the certificate with this SHA-256"), "FINGERPRINT" },
    { "default", 0, 0, G_OPTION_ARG_NONE, &is_default, N_("Use it when none is named"), NULL },
    { NULL },
  };
  const char *verb;

  if (!rushes_command_parse (entries, _("[list | add KIND NAME URL | remove NAME | test NAME]"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  verb = argc > 1 ? argv[1] : "list";
  if (no_key && settings.auth == NULL)
    settings.auth = g_strdup ("none");
  if (g_str_equal (verb, "list") && argc <= 2)
    return list (core);
  if (g_str_equal (verb, "add") && argc == 5)
    {
      g_autofree char *fault = find_fault (&settings, headers), *secrets = NULL;

      if (no_key && key_stdin)
        return rushes_command_usage (_("--no-key and --key-stdin contradict each other"));
      if (fault != NULL)
        return rushes_command_usage (fault);
      secrets = gather_secrets (key_stdin, headers);
      return add (core, argv + 2, is_default, new_options (&settings), secrets);
    }
  if (g_str_equal (verb, "remove") && argc == 3)
    return remove_one (core, argv[2]);
  if (g_str_equal (verb, "test") && argc == 3)
    return test (core, argv[2]);
  return rushes_command_usage (_("Say what to do: “rushes connections list”, “add KIND NAME URL”, “remove NAME” or “test NAME”"));
}

static void
print_model (const RushesModelSpec *spec)
{
  g_autofree char *missing = spec->missing != NULL ? g_strjoinv (", ", spec->missing) : NULL;

  g_print ("%s\t", spec->id);
  for (guint i = 0; i < spec->sizes->len; i++)
    g_print ("%s%dx%d", i > 0 ? " " : "", g_array_index (spec->sizes, RushesSize, i).width,
             g_array_index (spec->sizes, RushesSize, i).height);
  g_print ("\t");
  for (guint i = 0; i < spec->lengths->len; i++)
    g_print ("%s%g s", i > 0 ? " " : "", g_array_index (spec->lengths, double, i));
  if (spec->lengths->len == 0)
    g_print ("%g–%g s", spec->minimum_seconds, spec->maximum_seconds);
  if (missing != NULL)
    g_print (_("\tmissing: %s"), missing);
  g_print ("\n");
}

int
rushes_command_models (RushesCore *core, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesTarget) target = NULL;
  g_autoptr (GPtrArray) models = NULL;
  RushesConnection *connection;

  if (!rushes_command_parse (NULL, _("NAME — list what a connection offers"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc != 2)
    return rushes_command_usage (_("Which connection? rushes models NAME"));
  connection = rushes_core_choose (core, RUSHES_PROVIDER_COMFYUI, argv[1], &error);
  if (connection == NULL)
    return rushes_say_fail (error, NULL);
  target = rushes_core_new_target (core, connection, &error);
  if (target == NULL)
    return rushes_say_fail (error, argv[1]);
  models = rushes_provider_describe (rushes_core_get_provider (core, rushes_connection_get_kind (connection)), target, NULL, &error);
  if (models == NULL)
    return rushes_say_fail (error, argv[1]);
  for (guint i = 0; i < models->len; i++)
    print_model (rushes_model_get_spec (models->pdata[i]));
  return RUSHES_EXIT_DONE;
}

static gboolean
on_stop (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

int
rushes_command_sample_server (RushesCore *core, int argc, char **argv)
{
  RushesSampleOptions options = { .run_ms = 6000 };
  g_autofree char *behaviour = NULL, *key = NULL, *lacks = NULL, *maker = NULL;
  GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options.port, N_("0 for any free one"), "N" },
    { "behaviour", 0, 0, G_OPTION_ARG_STRING, &behaviour, N_("Misbehave: where=what[:number][*times],…"), "SCRIPT" },
    { "key", 0, 0, G_OPTION_ARG_STRING, &key, N_("Demand this Bearer token (for tests)"), "TOKEN" },
    { "lacks", 0, 0, G_OPTION_ARG_STRING, &lacks, N_("ComfyUI: be without the files that have this in their name"), "WORD" },
    { "old", 0, 0, G_OPTION_ARG_NONE, &options.old, N_("Be a ComfyUI from before /api/jobs"), NULL },
    { "run-ms", 0, 0, G_OPTION_ARG_INT, &options.run_ms, N_("How long a job takes, in milliseconds"), "N" },
    { NULL },
  };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (RushesSampleServer) server = NULL;
  g_autoptr (GError) error = NULL;

  if (!rushes_command_parse_alone (entries, _("— run the sample server alone"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  options.behaviour = behaviour;
  options.key = key;
  options.lacks = lacks;
  g_unix_signal_add (SIGINT, on_stop, loop); /* before anybody can know that it runs */
  g_unix_signal_add (SIGTERM, on_stop, loop);
  server = rushes_sample_server_start (&options, &error);
  if (server == NULL)
    return rushes_command_usage (error->message);
  maker = rushes_sample_server_dup_maker ();
  g_print ("ComfyUI     %s\nVideos API  %s\n", rushes_sample_server_get_comfy_url (server),
           rushes_sample_server_get_videos_url (server));
  fflush (stdout);
  rushes_say (_("Clips are made with %s. Ctrl-C ends it."), maker);
  g_main_loop_run (loop);
  return RUSHES_EXIT_DONE;
}
