/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-fountain.h"

#include "rushes-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* Screenplays in Fountain: plain text in which empty lines and capitals tell what is what. One pass over the lines; nothing in it looks
 * further than a line ahead or a thousand characters, so that no file, however odd, takes long. */

#define LARGEST (64 << 20)
#define NOTE_BEGINS '\x02' /* where a note stood; what controls a terminal is taken out of the text before */
#define NOTE_ENDS '\x03'
#define FURTHEST 1000 /* characters between the marks of an emphasis */

typedef struct
{
  RushesFountainFunc func;
  gpointer data;
  char **lines;
  guint n_lines, at;
  GPtrArray *notes, *open_notes; /* all of them; those not told yet */
  GString *action;      /* the paragraph so far */
  gboolean in_dialogue;
  gboolean after_empty; /* an empty line, or nothing, is above */
} Reader;

/* A run of stars or lines at @p: its length. */
static gsize
measure_run (const char *p)
{
  gsize length = 1;

  while (p[length] == *p)
    length++;
  return length;
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* (nullable): where the emphasis that begins at @p, which is @length long, ends. “snake_case” has none. */
static const char *
find_end (const char *start, const char *p, gsize length)
{
  const char *from = p + length;

  if (*from == '\0' || g_ascii_isspace (*from) || (*p == '_' && p > start && is_word (p[-1])))
    return NULL;
  for (const char *q = from; *q != '\0' && *q != '\n' && q - from < FURTHEST; q++)
    if (*q == '\\' && q[1] != '\0')
      q++;
    else if (*q == *p)
      {
        gsize run = measure_run (q);
        if (run == length && q > from && !g_ascii_isspace (q[-1]) && (*p == '*' || !is_word (q[run])))
          return q;
        q += run - 1;
      }
  return NULL;
}

/* Returns: (transfer full): @text without the marks of emphasis */
char *
rushes_fountain_strip_marks (const char *text)
{
  GString *plain = g_string_new (NULL);
  g_autoptr (GHashTable) ends = g_hash_table_new (NULL, NULL); /* ends that were found: they are left out too */

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '\\' && p[1] != '\0' && strchr ("*_\\@!>.~#=[", p[1]) != NULL)
      g_string_append_c (plain, *++p);
    else if (*p == '*' || *p == '_')
      {
        gsize length = measure_run (p);
        const char *end = g_hash_table_contains (ends, p) ? NULL : find_end (text, p, length);
        if (end != NULL)
          g_hash_table_add (ends, (gpointer) end);
        else if (!g_hash_table_contains (ends, p))
          g_string_append_len (plain, p, (gssize) length);
        p += length - 1;
      }
    else
      g_string_append_c (plain, *p);
  return g_string_free (plain, FALSE);
}

/* (transfer full) (nullable): as UTF-8 with one kind of line ends */
static char *
dup_text (const char *bytes, gsize length, gboolean *latin1, GError **error)
{
  g_autofree char *text = NULL;
  GString *plain;

  *latin1 = FALSE;
  if (length > LARGEST || memchr (bytes, '\0', length) != NULL)
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, length > LARGEST ? _("it is larger than 64 MB") : _("it is no text"));
      return NULL;
    }
  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      bytes += 3;
      length -= 3;
    }
  *latin1 = !g_utf8_validate (bytes, (gssize) length, NULL);
  text = *latin1 ? g_convert (bytes, (gssize) length, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL) : g_strndup (bytes, length);
  if (text == NULL)
    text = g_convert (bytes, (gssize) length, "UTF-8", "ISO-8859-1", NULL, NULL, error);
  if (text == NULL)
    return NULL;
  plain = g_string_sized_new (length);
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '\r')
      {
        if (p[1] != '\n')
          g_string_append_c (plain, '\n');
      }
    else if ((guchar) *p >= 0x20 || *p == '\n' || *p == '\t')
      g_string_append_c (plain, *p);
  return g_string_free (plain, FALSE);
}

/* What stands between the marks of a boneyard counts as not written; one that is never closed is text. */
static char *
cut_boneyard (const char *text)
{
  GString *left = g_string_new (NULL);
  const char *start;

  while ((start = strstr (text, "/*")) != NULL)
    {
      const char *end = strstr (start + 2, "*/");
      if (end == NULL)
        break;
      g_string_append_len (left, text, start - text);
      text = end + 2;
    }
  g_string_append (left, text);
  return g_string_free (left, FALSE);
}

/* Notes go into @notes, and their numbers stand where they stood. An empty line ends what was none. */
static char *
cut_notes (const char *text, GPtrArray *notes)
{
  GString *left = g_string_new (NULL);
  const char *start, *whole_end = text + strlen (text), *gap = text; /* the empty line after it, looked for once each */

  while ((start = strstr (text, "[[")) != NULL)
    {
      const char *end;
      if (gap <= start)
        gap = strstr (start, "\n\n");
      if (gap == NULL)
        gap = whole_end;
      end = g_strstr_len (start, gap - start, "]]");
      g_string_append_len (left, text, (end != NULL ? start : gap) - text);
      text = end != NULL ? end + 2 : gap;
      if (end == NULL)
        continue;
      g_string_append_printf (left, "%c%u%c", NOTE_BEGINS, notes->len, NOTE_ENDS);
      g_ptr_array_add (notes, g_strndup (start + 2, end - start - 2));
    }
  g_string_append (left, text);
  return g_string_free (left, FALSE);
}

static void
tell (Reader *reader, RushesFountainKind kind, const char *key, const char *text)
{
  g_autofree char *plain = rushes_fountain_strip_marks (text);

  g_strstrip (plain);
  if (*plain != '\0' || kind == RUSHES_FOUNTAIN_TITLE)
    reader->func (kind, key, plain, reader->data);
}

/* What was noted within a paragraph belongs to that: it is told after it. */
static void
tell_notes (Reader *reader)
{
  for (guint i = 0; i < reader->open_notes->len; i++)
    tell (reader, RUSHES_FOUNTAIN_NOTE, NULL, reader->open_notes->pdata[i]);
  g_ptr_array_set_size (reader->open_notes, 0);
}

/* Takes the notes out of a line, to be told. Returns: whether there were any */
static gboolean
take_notes (Reader *reader, char *line)
{
  char *to = line;
  gboolean found = FALSE;

  for (const char *p = line; *p != '\0'; p++)
    if (*p == NOTE_BEGINS)
      {
        guint64 number = g_ascii_strtoull (p + 1, NULL, 10);
        found = TRUE;
        if (number < reader->notes->len)
          g_ptr_array_add (reader->open_notes, reader->notes->pdata[number]);
        p += strcspn (p, "\x03");
      }
    else
      *to++ = *p;
  *to = '\0';
  return found;
}

static void
end_paragraph (Reader *reader)
{
  if (reader->action->len > 0)
    {
      tell (reader, RUSHES_FOUNTAIN_ACTION, NULL, reader->action->str);
      tell_notes (reader);
    }
  g_string_truncate (reader->action, 0);
  reader->in_dialogue = FALSE;
}

static gboolean
is_empty (const char *line)
{
  return line[strspn (line, " \t")] == '\0';
}

static gboolean
next_is_empty (Reader *reader)
{
  return reader->at + 1 >= reader->n_lines || is_empty (reader->lines[reader->at + 1]);
}

/* Whether it is in capitals, and not only digits; what stands in brackets does not count. */
static gboolean
is_upper (const char *line)
{
  gboolean letters = FALSE;
  int depth = 0;

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth <= 0 && g_unichar_islower (c))
        return FALSE;
      letters = letters || (depth <= 0 && g_unichar_isalpha (c));
    }
  return letters;
}

/* By the rule those that end in “TO:”; nobody means a shot by the others. */
static gboolean
is_transition (const char *line)
{
  return is_upper (line) && (g_str_has_suffix (line, "TO:") || g_str_has_prefix (line, "FADE IN") || g_str_has_prefix (line, "FADE OUT") ||
                             g_str_has_prefix (line, "FADE TO"));
}

static gboolean
is_heading (const char *line)
{
  static const char *const words[] = { "INT./EXT", "INT/EXT", "EXT./INT", "EXT/INT", "I/E", "INT", "EXT", "EST" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);
      if (g_ascii_strncasecmp (line, words[i], length) == 0 && (line[length] == '.' || line[length] == ' '))
        return TRUE;
    }
  return FALSE;
}

static void
tell_heading (Reader *reader, char *line)
{
  g_autofree char *number = NULL;
  char *hash;

  g_strchomp (line);
  hash = g_str_has_suffix (line, "#") ? g_strrstr_len (line, (gssize) strlen (line) - 1, "#") : NULL;
  if (hash != NULL && hash[2] != '\0')
    {
      number = g_strndup (hash + 1, strlen (hash) - 2);
      *hash = '\0';
    }
  tell (reader, RUSHES_FOUNTAIN_HEADING, number, line);
}

static void
tell_character (Reader *reader, char *line)
{
  g_strchomp (line);
  if (g_str_has_suffix (line, "^"))
    line[strlen (line) - 1] = '\0';
  tell (reader, RUSHES_FOUNTAIN_CHARACTER, NULL, *line == '@' ? line + 1 : line);
  reader->in_dialogue = TRUE;
}

static void
tell_spoken (Reader *reader, char *line)
{
  g_strstrip (line);
  if (*line == '(' && g_str_has_suffix (line, ")"))
    tell (reader, RUSHES_FOUNTAIN_PARENTHETICAL, NULL, line);
  else
    tell (reader, RUSHES_FOUNTAIN_DIALOGUE, NULL, *line == '~' ? line + 1 : line);
}

static void
add_action (Reader *reader, const char *line)
{
  if (reader->action->len > 0)
    g_string_append_c (reader->action, '\n');
  g_string_append (reader->action, line);
}

/* What a mark at the beginning says: true wherever it stands. Returns: whether there was one */
static gboolean
read_marked (Reader *reader, char *line, char *trimmed)
{
  gsize length = strlen (trimmed);

  if (length >= 3 && strspn (trimmed, "=") == length)
    return TRUE; /* a page ends */
  if (*trimmed == '#')
    tell (reader, RUSHES_FOUNTAIN_SECTION, NULL, trimmed + strspn (trimmed, "#"));
  else if (*trimmed == '=')
    tell (reader, RUSHES_FOUNTAIN_SYNOPSIS, NULL, trimmed + 1);
  else if (*line == '.' && is_word (line[1]))
    tell_heading (reader, line + 1);
  else if (*trimmed == '>' && length > 1 && trimmed[length - 1] == '<')
    {
      trimmed[length - 1] = '\0';
      tell (reader, RUSHES_FOUNTAIN_ACTION, NULL, trimmed + 1);
    }
  else if (*trimmed == '>')
    tell (reader, RUSHES_FOUNTAIN_TRANSITION, NULL, trimmed + 1);
  else
    return FALSE;
  return TRUE;
}

/* A line that is not empty. */
static void
read_line (Reader *reader, char *line)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (line));

  if (strchr ("#=.>", *trimmed) != NULL && !reader->in_dialogue && (reader->after_empty || reader->action->len == 0))
    {
      end_paragraph (reader);
      if (read_marked (reader, g_strchug (line), trimmed))
        return;
    }
  if (reader->in_dialogue)
    tell_spoken (reader, line);
  else if (*trimmed == '!')
    add_action (reader, trimmed + 1);
  else if (*trimmed == '~')
    add_action (reader, trimmed + 1);
  else if (reader->after_empty && is_heading (trimmed))
    tell_heading (reader, trimmed);
  else if (reader->after_empty && is_transition (trimmed) && next_is_empty (reader))
    tell (reader, RUSHES_FOUNTAIN_TRANSITION, NULL, trimmed);
  else if (reader->after_empty && (*trimmed == '@' || is_upper (trimmed)) && !next_is_empty (reader))
    tell_character (reader, trimmed);
  else
    add_action (reader, g_strchomp (line));
}

static gboolean
begins_title_page (const char *line)
{
  static const char *const keys[] = { "title", "credit", "author", "authors", "source", "notes", "draft date", "date", "contact", "contact info",
                                      "copyright", "revision", "format", "font", NULL };
  g_autofree char *key = g_ascii_strdown (line, (gssize) strcspn (line, ":"));

  return strchr (line, ':') != NULL && g_strv_contains (keys, g_strstrip (key));
}

static void
tell_title (Reader *reader, const char *key, GString *text)
{
  if (key != NULL)
    tell (reader, RUSHES_FOUNTAIN_TITLE, key, text->str);
  g_string_truncate (text, 0);
}

/* Keys and their lines until the first empty one. */
static void
read_title_page (Reader *reader)
{
  g_autofree char *key = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (; reader->at < reader->n_lines && !is_empty (reader->lines[reader->at]); reader->at++)
    {
      char *line = reader->lines[reader->at], *colon;

      take_notes (reader, line); /* moves what stands behind them */
      colon = strchr (line, ':');
      if (colon != NULL && !g_ascii_isspace (*line))
        {
          tell_title (reader, key, text);
          g_free (key);
          key = g_strndup (line, colon - line);
          line = colon + 1;
        }
      g_strstrip (line);
      g_string_append_printf (text, "%s%s", text->len > 0 && *line != '\0' ? "\n" : "", line);
    }
  tell_title (reader, key, text);
  tell_notes (reader);
}

static void
read_all (Reader *reader)
{
  while (reader->at < reader->n_lines && is_empty (reader->lines[reader->at]))
    reader->at++;
  if (reader->at < reader->n_lines && begins_title_page (reader->lines[reader->at]))
    read_title_page (reader);
  reader->after_empty = TRUE;
  for (; reader->at < reader->n_lines; reader->at++)
    {
      char *line = reader->lines[reader->at];
      gboolean noted = take_notes (reader, line), empty = is_empty (line);
      gboolean counts = !empty || (!noted && !(reader->in_dialogue && g_str_has_prefix (line, "  ")));

      if (counts && empty)
        end_paragraph (reader);
      else if (counts)
        read_line (reader, line);
      if (counts) /* not one that was all a note, or a pause in what somebody says */
        reader->after_empty = empty;
      if (reader->action->len == 0)
        tell_notes (reader);
    }
  end_paragraph (reader);
}

/**
 * rushes_fountain_parse:
 * @bytes: a screenplay as a file holds it, with any line ends; what is not UTF-8 is taken for Windows-1252, which has Latin-1 in it
 * @func: is told each part in its order
 * @latin1: (out): whether it was not UTF-8
 *
 * Any thread. Returns: whether it is text; if not, with %RUSHES_ERROR_FILE, whose message is the end of a sentence
 */
gboolean
rushes_fountain_parse (const char *bytes, gsize length, RushesFountainFunc func, gpointer data, gboolean *latin1, GError **error)
{
  g_autofree char *text = dup_text (bytes, length, latin1, error), *written = NULL, *plain = NULL;
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free), open_notes = g_ptr_array_new ();
  g_autoptr (GString) action = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  Reader reader = { func, data, NULL, 0, 0, notes, open_notes, action, FALSE, TRUE };

  if (text == NULL)
    return FALSE;
  written = cut_boneyard (text);
  plain = cut_notes (written, notes);
  lines = g_strsplit (plain, "\n", -1);
  reader.lines = lines;
  reader.n_lines = g_strv_length (lines);
  read_all (&reader);
  return TRUE;
}
