/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-connection-parse.h"

#include <gio/gio.h>
#include <string.h>

/* Reads what people copy out of a browser, a server's documentation or a shell: an address with whatever is behind it, a curl
 * line, a block of variables, a key. Nothing is asked of any server. */

/* What follows a base address in each protocol (openai-videos.md section 1, comfyui.md section 1). */
static const char *const videos_paths[] = { "videos", "models", "chat", "completions", "images", "responses", "files", "audio", "embeddings", NULL };
static const char *const comfy_paths[] = { "prompt", "queue", "history", "object_info", "system_stats", "view", "upload", "ws", "interrupt", "userdata", "index.html", NULL };

/* Where a ComfyUI listens that was told nothing else; Comfy Desktop takes 8000, as others do. */
#define COMFY_PORT 8188

/* Shorter than any key that was ever given out; what is typed by hand is shorter still. */
#define KEY_LENGTH 16

/* Of one part of a host's name (RFC 1035). */
#define LABEL_LENGTH 63

void
rushes_connection_parse_free (RushesConnectionParse *self)
{
  g_free (self->url);
  g_free (self->key);
  g_free (self->headers);
  g_free (self);
}

/* What a shell would have put there, or documentation wants its reader to. */
static gboolean
is_placeholder (const char *value)
{
  return *value == '\0' || strpbrk (value, "$<>{} \t…*") != NULL || strstr (value, "...") != NULL || g_ascii_strncasecmp (value, "your", 4) == 0;
}

static void
take_key (RushesConnectionParse *self, const char *key, gboolean basic)
{
  if (self->key != NULL || is_placeholder (key))
    return;
  self->key = g_strdup (key);
  self->basic = basic;
}

static gboolean
is_private (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address == NULL)
    return strchr (host, '.') == NULL || g_str_has_suffix (host, ".local") || g_str_has_suffix (host, ".lan");
  return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_site_local (address) || g_inet_address_get_is_link_local (address);
}

/* A name, whose last part begins with a letter, or numbers that are an address: a version is neither, and a token with points in it
 * has parts that are too long for a name. */
static gboolean
is_host (const char *text)
{
  const char *point = strrchr (text, '.');
  g_auto (GStrv) parts = g_strsplit (text, ".", -1);

  for (char **part = parts; *part != NULL; part++)
    if (strlen (*part) > LABEL_LENGTH)
      return FALSE;
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr (".-", *at) == NULL)
      return g_hostname_is_ip_address (text);
  return g_hostname_is_ip_address (text) || g_ascii_isalpha (point != NULL ? point[1] : *text);
}

/* An address as it stands in a browser or a terminal: host:port, or a name with a point, without its http://. */
static char *
dup_with_scheme (const char *text)
{
  g_autofree char *with_http = g_strconcat ("http://", text, NULL);
  g_autoptr (GUri) uri = g_uri_parse (with_http, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || strpbrk (text, " \t\n@") != NULL)
    return NULL;
  if (!is_host (host))
    return NULL;
  if (g_uri_get_port (uri) < 0 && strchr (host, '.') == NULL && !g_str_equal (host, "localhost"))
    return NULL;
  if (g_uri_get_port (uri) < 0 && !is_private (host))
    return g_strconcat ("https://", text, NULL);
  return g_steal_pointer (&with_http);
}

/* Sockets of ComfyUI stand in logs. Returns: NULL if it is no scheme of a server */
static const char *
get_scheme (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);

  if (g_str_equal (scheme, "ws"))
    return "http";
  if (g_str_equal (scheme, "wss"))
    return "https";
  return g_str_equal (scheme, "http") || g_str_equal (scheme, "https") ? scheme : NULL;
}

/* Drops from @segments what is behind a base address. */
static RushesPastedKind
cut_path (char **segments)
{
  RushesPastedKind kind = RUSHES_PASTED_ANYTHING;
  guint kept;

  for (kept = 0; segments[kept] != NULL && kind == RUSHES_PASTED_ANYTHING; kept++)
    if (g_strv_contains (videos_paths, segments[kept]))
      kind = RUSHES_PASTED_VIDEOS;
    else if (g_strv_contains (comfy_paths, segments[kept]))
      kind = RUSHES_PASTED_COMFYUI;
  if (kind == RUSHES_PASTED_ANYTHING)
    return g_strv_contains ((const char *const *) segments, "v1") ? RUSHES_PASTED_VIDEOS : kind;
  kept--;
  if (kind == RUSHES_PASTED_COMFYUI && kept > 0 && g_str_equal (segments[kept - 1], "api"))
    kept--;
  for (guint i = kept; segments[i] != NULL; i++)
    g_clear_pointer (&segments[i], g_free);
  return kind;
}

/* The scheme, host and port of @uri, and of its path what @kind's base address has. */
static char *
dup_base (GUri *uri, RushesPastedKind *kind)
{
  g_auto (GStrv) segments = g_strsplit (g_uri_get_path (uri), "/", -1);
  g_autofree char *path = NULL;
  char *base;

  *kind = cut_path (segments);
  path = g_strjoinv ("/", segments);
  base = g_uri_join (G_URI_FLAGS_ENCODED, get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri), path, NULL, NULL);
  while (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';
  return base;
}

static gboolean
is_cloud (const char *host)
{
  return g_ascii_strcasecmp (host, "cloud.comfy.org") == 0;
}

/* Returns: whether @text is an address */
static gboolean
read_address (RushesConnectionParse *self, const char *text)
{
  g_autofree char *whole = strstr (text, "://") != NULL ? g_strdup (text) : dup_with_scheme (text);
  g_autoptr (GUri) uri = whole != NULL ? g_uri_parse (whole, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL) : NULL;
  RushesPastedKind kind;

  if (uri == NULL || get_scheme (uri) == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' || self->url != NULL)
    return FALSE;
  self->url = dup_base (uri, &kind);
  if (kind == RUSHES_PASTED_ANYTHING && (g_uri_get_port (uri) == COMFY_PORT || is_cloud (g_uri_get_host (uri))))
    kind = RUSHES_PASTED_COMFYUI;
  if (self->kind == RUSHES_PASTED_ANYTHING)
    self->kind = kind;
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_autofree char *user = g_uri_unescape_string (g_uri_get_userinfo (uri), NULL);
      take_key (self, user != NULL ? user : "", TRUE);
    }
  return TRUE;
}

static void
add_header (RushesConnectionParse *self, const char *name, const char *value)
{
  char *headers = self->headers == NULL ? g_strdup_printf ("%s: %s", name, value) : g_strdup_printf ("%s; %s: %s", self->headers, name, value);

  g_free (self->headers);
  self->headers = headers;
}

/* What curl and clients say of themselves and of the body is no matter of a connection. */
static gboolean
is_of_request (const char *name)
{
  static const char *const names[] = { "content-type", "accept", "user-agent", "host", "content-length", "connection", "origin", "referer", "cookie", NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strv_contains (names, lower);
}

static void
read_authorization (RushesConnectionParse *self, const char *value)
{
  if (g_ascii_strncasecmp (value, "Bearer ", 7) == 0)
    take_key (self, value + 7, FALSE);
  else if (g_ascii_strncasecmp (value, "Basic ", 6) == 0)
    {
      gsize length;
      g_autofree guchar *decoded = g_base64_decode (value + 6, &length);
      g_autofree char *pair = g_strndup ((const char *) decoded, length);
      if (g_utf8_validate (pair, -1, NULL) && strchr (pair, ':') != NULL)
        take_key (self, pair, TRUE);
    }
}

/* @line: "Name: value" */
static void
read_header (RushesConnectionParse *self, const char *line)
{
  g_auto (GStrv) pair = g_strsplit (line, ":", 2);
  const char *value;

  if (g_strv_length (pair) < 2)
    return;
  value = g_strstrip (pair[1]);
  if (g_ascii_strcasecmp (pair[0], "Authorization") == 0)
    read_authorization (self, value);
  else if (g_ascii_strcasecmp (pair[0], "api-key") == 0 || g_ascii_strcasecmp (pair[0], "X-API-Key") == 0)
    take_key (self, value, FALSE);
  else if (!is_of_request (pair[0]) && !is_placeholder (value))
    add_header (self, pair[0], value);
}

/* The options of curl that say something of the server. Others that take a value hide it from being read as the address. */
static void
read_curl (RushesConnectionParse *self, char **argv)
{
  static const char *const with_value[] = { "-X", "--request", "-d", "--data", "--data-raw", "--data-binary", "--json", "-F", "--form", "-o", "--output",
                                            "-A", "--user-agent", "-b", "--cookie", "-m", "--max-time", NULL };

  for (guint i = 1; argv[i] != NULL; i++)
    {
      const char *next = argv[i + 1];

      if (next != NULL && (g_str_equal (argv[i], "-H") || g_str_equal (argv[i], "--header")))
        read_header (self, argv[++i]);
      else if (next != NULL && (g_str_equal (argv[i], "-u") || g_str_equal (argv[i], "--user")))
        take_key (self, argv[++i], TRUE);
      else if (next != NULL && g_strv_contains (with_value, argv[i]))
        i++;
      else if (*argv[i] != '-' && strchr (argv[i], '$') == NULL)
        read_address (self, argv[i]);
    }
}

static void
read_variable (RushesConnectionParse *self, const char *name, const char *value)
{
  if (is_placeholder (value))
    return;
  if (g_str_equal (name, "OPENAI_API_KEY"))
    take_key (self, value, FALSE);
  else if (g_str_equal (name, "OPENAI_BASE_URL") || g_str_equal (name, "OPENAI_API_BASE"))
    read_address (self, value);
  else if (g_str_equal (name, "OPENAI_ORG_ID") || g_str_equal (name, "OPENAI_ORGANIZATION"))
    add_header (self, "OpenAI-Organization", value);
  else if (g_str_equal (name, "OPENAI_PROJECT_ID") || g_str_equal (name, "OPENAI_PROJECT"))
    add_header (self, "OpenAI-Project", value);
  else
    return;
  self->kind = RUSHES_PASTED_VIDEOS;
}

/* Lines of a shell, an .env file, Windows' set and PowerShell. */
static void
read_variables (RushesConnectionParse *self, const char *text)
{
  g_autoptr (GRegex) line = g_regex_new ("^\\s*(?:export\\s+|set\\s+|\\$env:)?(OPENAI_[A-Z_]+)\\s*=\\s*([\"']?)(.*?)\\2\\s*;?\\s*$",
                                         G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (line, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1), *value = g_match_info_fetch (match, 3);
      read_variable (self, name, value);
    }
}

/* A key by its look: one word that begins as keys of these services do. */
static gboolean
is_key (const char *text)
{
  return strlen (text) >= KEY_LENGTH && strpbrk (text, " \t\n/:") == NULL &&
         (g_str_has_prefix (text, "sk-") || g_str_has_prefix (text, "sk_") || g_str_has_prefix (text, "comfyui-"));
}

static void
read_key (RushesConnectionParse *self, const char *text)
{
  take_key (self, text, FALSE);
  self->kind = g_str_has_prefix (text, "comfyui-") ? RUSHES_PASTED_COMFYUI : RUSHES_PASTED_VIDEOS;
}

static void
read_text (RushesConnectionParse *self, const char *text)
{
  g_auto (GStrv) argv = NULL;

  if (g_str_has_prefix (text, "curl ") && g_shell_parse_argv (text, NULL, &argv, NULL))
    read_curl (self, argv);
  else if (strstr (text, "OPENAI_") != NULL)
    read_variables (self, text);
  else if (g_ascii_strncasecmp (text, "Bearer ", 7) == 0)
    read_authorization (self, text);
  else if (g_ascii_strncasecmp (text, "Authorization:", 14) == 0)
    read_header (self, text);
  else if (is_key (text))
    read_key (self, text);
  else
    read_address (self, text);
  if (self->kind == RUSHES_PASTED_ANYTHING && self->key != NULL && !self->basic)
    self->kind = RUSHES_PASTED_VIDEOS;
}

/**
 * rushes_connection_parse:
 * @text: what was pasted
 *
 * Returns: (transfer full) (nullable): what it says of a server; %NULL if that is nothing. Any thread
 */
RushesConnectionParse *
rushes_connection_parse (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (RushesConnectionParse) self = g_new0 (RushesConnectionParse, 1);

  read_text (self, stripped);
  return self->url != NULL || self->key != NULL ? g_steal_pointer (&self) : NULL;
}
