/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-settings-file.h"

#include "rushes-board-text.h"
#include "rushes-error.h"
#include "rushes-json.h"

#include <glib/gi18n.h>
#include <string.h>

/* Reads a file of settings. A file that is none, or is broken, is refused as a whole; what of a good one cannot be meant is left out, and told. */

#define FORMAT 1
#define MOST_BYTES (64 * 1024 * 1024) /* a hundred of the largest workflows there are */
#define LONGEST_NAME 200              /* bytes */

static const char *
get_text (GVariant *line, const char *member)
{
  const char *text = NULL;

  g_variant_lookup (line, member, "&s", &text);
  return text;
}

static gboolean
get_flag (GVariant *line, const char *member)
{
  gboolean flag = FALSE;

  g_variant_lookup (line, member, "b", &flag);
  return flag;
}

/* A name is one line that people can read. */
static gboolean
is_name (const char *name)
{
  if (name == NULL || *name == '\0' || strlen (name) > LONGEST_NAME)
    return FALSE;
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
is_web_address (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL) : NULL;

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_str_equal (g_uri_get_scheme (uri), "http") || g_str_equal (g_uri_get_scheme (uri), "https"));
}

/* An id becomes a file's name and the name of a group: nothing but what we write ourselves. (transfer full) */
static char *
dup_id (GVariant *line)
{
  const char *id = get_text (line, "id");

  return id != NULL && g_uuid_string_is_valid (id) ? g_ascii_strdown (id, -1) : g_uuid_string_random ();
}

static void
leave_out (RushesSettingsFile *self, const char *what, const char *name, const char *why)
{
  g_ptr_array_add (self->notes, g_strdup_printf (_("%s “%s” was left out: %s."), what, name != NULL ? name : "?", why));
}

static void
take_connection (RushesSettingsFile *self, GVariant *line)
{
  const char *name = get_text (line, "name"), *url = get_text (line, "url"), *text = get_text (line, "options");
  g_autoptr (GVariant) options = text != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL) : NULL;
  g_autoptr (RushesConnection) connection = NULL;
  g_autofree char *id = dup_id (line);
  RushesProviderKind kind;

  if (!is_name (name))
    leave_out (self, _("The connection"), url, _("it has no name that can be read"));
  else if (!rushes_provider_kind_from_string (get_text (line, "kind"), &kind))
    leave_out (self, _("The connection"), name, _("this version does not know its kind"));
  else if (!is_web_address (url))
    leave_out (self, _("The connection"), name, _("its address does not begin with http:// or https://"));
  else if (text != NULL && options == NULL)
    leave_out (self, _("The connection"), name, _("its options cannot be read"));
  else
    {
      connection = rushes_connection_new (id, kind, name, url, options, get_flag (line, "default"));
      g_ptr_array_add (self->connections, rushes_settings_file_clean (connection, get_flag (line, "needs_key"), self->notes));
    }
}

static void
take_workflow (RushesSettingsFile *self, GVariant *line)
{
  const char *name = get_text (line, "name"), *graph = get_text (line, "graph");
  g_autoptr (JsonNode) root = graph != NULL ? rushes_json_parse_text (graph, NULL) : NULL;
  g_autofree char *id = dup_id (line);

  if (!is_name (name))
    leave_out (self, _("The workflow"), NULL, _("it has no name that can be read"));
  else if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    leave_out (self, _("The workflow"), name, _("its graph cannot be read"));
  else
    g_ptr_array_add (self->workflows, rushes_settings_workflow_new (id, name, get_flag (line, "favourite"), graph));
}

static void
take_lines (RushesSettingsFile *self, GVariant *file, const char *name, void (*take) (RushesSettingsFile *self, GVariant *line))
{
  g_autoptr (GVariant) lines = g_variant_lookup_value (file, name, G_VARIANT_TYPE ("av"));

  for (gsize i = 0; lines != NULL && i < g_variant_n_children (lines); i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (lines, i), line = g_variant_get_variant (box);
      if (g_variant_is_of_type (line, G_VARIANT_TYPE_VARDICT))
        take (self, line);
    }
}

static void
take_styles (RushesSettingsFile *self, GVariant *file)
{
  g_autoptr (GVariant) styles = g_variant_lookup_value (file, "styles", G_VARIANT_TYPE_VARDICT);
  GVariantDict good = G_VARIANT_DICT_INIT (NULL);
  GVariantIter iter;
  const char *name;
  GVariant *style;

  if (styles != NULL)
    {
      g_variant_iter_init (&iter, styles);
      while (g_variant_iter_next (&iter, "{&sv}", &name, &style))
        {
          if (is_name (name) && g_variant_is_of_type (style, G_VARIANT_TYPE_VARDICT))
            g_variant_dict_insert_value (&good, name, style);
          else
            leave_out (self, _("The style"), name, _("it says nothing that can be read"));
          g_variant_unref (style);
        }
    }
  g_variant_unref (self->styles);
  self->styles = g_variant_ref_sink (g_variant_dict_end (&good));
}

/* Whether they are of the right type is seen by who knows the types. */
static void
take_preferences (RushesSettingsFile *self, GVariant *file)
{
  g_autoptr (GVariant) preferences = g_variant_lookup_value (file, "preferences", G_VARIANT_TYPE_VARDICT);
  GVariantDict good = G_VARIANT_DICT_INIT (NULL);
  GVariantIter iter;
  const char *key;
  GVariant *value;

  if (preferences != NULL)
    {
      g_variant_iter_init (&iter, preferences);
      while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
        {
          const char *text = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (value, NULL) : "";
          g_autoptr (GVariant) parsed = g_variant_parse (NULL, text, NULL, NULL, NULL);
          if (parsed != NULL)
            g_variant_dict_insert_value (&good, key, parsed);
          else
            leave_out (self, _("The preference"), key, _("its value cannot be read"));
          g_variant_unref (value);
        }
    }
  g_variant_unref (self->preferences);
  self->preferences = g_variant_ref_sink (g_variant_dict_end (&good));
}

static gboolean
check_format (GVariant *file, const char *name, GError **error)
{
  gint64 format = 0;

  if (!g_variant_is_of_type (file, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (file, "rushes_settings", "x", &format) || format < 1)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("%s holds no settings of Rushes. Nothing was changed"), name);
  else if (format > FORMAT)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("%s was written by a newer Rushes. Update Rushes here, then import it again. Nothing was changed"), name);
  else
    return TRUE;
  return FALSE;
}

/**
 * rushes_settings_file_parse:
 * @name: what the file is called, for sentences
 *
 * Returns: (transfer full) (nullable): what is in it, or %NULL with %RUSHES_ERROR_FILE, a whole sentence. Any thread.
 */
RushesSettingsFile *
rushes_settings_file_parse (const char *text, gsize length, const char *name, GError **error)
{
  static const char mark[] = "\xef\xbb\xbf"; /* some editors write it */
  gsize skipped = length >= 3 && memcmp (text, mark, 3) == 0 ? 3 : 0;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GVariant) file = rushes_board_text_parse (text + skipped, (gssize) (length - skipped), &cause);
  g_autoptr (RushesSettingsFile) self = NULL;

  if (file == NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("The settings in %s cannot be read: %s. Nothing was changed"), name, cause->message);
      return NULL;
    }
  if (!check_format (file, name, error))
    return NULL;
  self = rushes_settings_file_new ();
  take_lines (self, file, "connections", take_connection);
  take_lines (self, file, "workflows", take_workflow);
  take_styles (self, file);
  take_preferences (self, file);
  return g_steal_pointer (&self);
}

/* (transfer full) (nullable) */
static char *
load (GFile *file, const char *name, gsize *length, GError **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *text = g_malloc (MOST_BYTES + 1);

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_SPECIAL) /* a pipe would be waited for */
    g_set_error (&cause, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "%s", _("it is no regular file"));
  else
    stream = g_file_read (file, NULL, &cause);
  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, MOST_BYTES + 1, length, NULL, &cause))
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("The settings in %s cannot be read: %s. Nothing was changed"), name, cause->message);
  else if (*length > MOST_BYTES)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("%s is too large to be settings of Rushes. Nothing was changed"), name);
  else
    return g_steal_pointer (&text);
  return NULL;
}

/* Returns: (transfer full) (nullable): as above. Blocking, any thread. */
RushesSettingsFile *
rushes_settings_file_read (GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file), *text = NULL;
  gsize length = 0;

  text = load (file, name, &length, error);
  return text != NULL ? rushes_settings_file_parse (text, length, name, error) : NULL;
}
