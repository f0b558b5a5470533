/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-redact.h"

/* What a key looks like in free text: an Authorization header, a vendor prefix, a URL parameter,
 * or user:password before a host. */
#define PATTERN                                                                              \
  "(?i)(bearer\\s+|basic\\s+|x-api-key:\\s*|api-key:\\s*|[?&](?:key|token|api_key|signature|sig)=)[^\\s\"'&]+" \
  "|(\\b(?:sk|comfyui|key)-)[A-Za-z0-9_-]{6,}"                                               \
  "|(://)[^/\\s@]+(?=@)"

/**
 * rushes_redact:
 *
 * Returns: (transfer full): @text without anything that looks like a key or token, as valid UTF-8
 */
char *
rushes_redact (const char *text)
{
  static GRegex *regex = NULL;
  g_autofree char *valid = NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new (PATTERN, G_REGEX_OPTIMIZE, 0, NULL));
  if (text == NULL)
    return g_strdup ("");
  valid = g_utf8_make_valid (text, -1);
  return g_regex_replace (regex, valid, -1, 0, "\\1\\2\\3•••", 0, NULL);
}

/* As above, and every occurrence of @secret (nullable), whatever it looks like, is taken out. */
char *
rushes_redact_secret (const char *text, const char *secret)
{
  g_autoptr (GString) without = g_string_new (text);

  if (secret != NULL && *secret != '\0')
    g_string_replace (without, secret, "•••", 0);
  return rushes_redact (without->str);
}
