/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-embedded.h"

#include "rushes-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* The workflow that ComfyUI writes into what it saves: PNG text chunks, the EXIF of a WebP, MP4 keys,
 * Matroska tags; Video Helper Suite uses the comment. Others write “parameters” in words. GStreamer hands none of
 * these on, so the containers are walked here, as far as their tags and no farther. Everything is bounded by @size. */

typedef struct
{
  const guint8 *data;
  gsize size;
} Span;

typedef RushesEmbedded Found;

#define NO_SPAN ((Span) { NULL, 0 })

static Span
cut (Span span, gsize offset, gsize size)
{
  if (offset > span.size)
    return NO_SPAN;
  return (Span) { span.data + offset, MIN (size, span.size - offset) };
}

static guint64
read_be (Span span, gsize offset, int bytes)
{
  guint64 value = 0;

  for (int i = 0; i < bytes; i++)
    value = value << 8 | (offset + i < span.size ? span.data[offset + i] : 0);
  return value;
}

static gboolean
is_name (Span name, const char *text)
{
  return name.size == strlen (text) && g_ascii_strncasecmp ((const char *) name.data, text, name.size) == 0;
}

static void
take (Found *found, Span name, Span value)
{
  char **slot = is_name (name, "prompt")                                    ? &found->prompt
                : is_name (name, "workflow")                                ? &found->workflow
                : is_name (name, "parameters")                              ? &found->parameters
                : is_name (name, "comment") || is_name (name, "\251cmt")    ? &found->comment
                                                                            : NULL;

  if (slot != NULL && *slot == NULL && value.size > 0)
    *slot = g_strndup ((const char *) value.data, value.size);
}

/* Where @name begins with a key and its end, as in "key\0value". */
static void
take_pair (Found *found, Span pair, gsize after_key)
{
  const guint8 *end = pair.size > 0 ? memchr (pair.data, '\0', pair.size) : NULL;

  if (end != NULL)
    take (found, cut (pair, 0, end - pair.data), cut (pair, end - pair.data + 1 + after_key, pair.size));
}

/* tEXt: key, NUL, text. iTXt, not compressed: key, NUL, two bytes, two empty texts, text. */
static void
read_png (Span file, Found *found)
{
  for (gsize at = 8; at + 12 <= file.size;)
    {
      gsize size = read_be (file, at, 4);
      Span chunk = cut (file, at + 8, size);

      if (memcmp (file.data + at + 4, "tEXt", 4) == 0)
        take_pair (found, chunk, 0);
      else if (memcmp (file.data + at + 4, "iTXt", 4) == 0)
        take_pair (found, chunk, 4);
      at += 12 + size;
    }
}

/* In the EXIF the texts stand as "prompt:{…}" and "workflow:{…}", each ended by a NUL. */
static void
read_exif (Span exif, Found *found)
{
  static const char *const names[] = { "prompt", "workflow" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *key = g_strconcat (names[i], ":{", NULL);
      gsize length = strlen (key);

      for (gsize at = 0; at + length <= exif.size; at++)
        if (memcmp (exif.data + at, key, length) == 0)
          {
            Span value = cut (exif, at + length - 1, exif.size);
            const guint8 *end = value.data != NULL ? memchr (value.data, '\0', value.size) : NULL;
            take (found, (Span) { (const guint8 *) names[i], length - 2 }, cut (value, 0, end != NULL ? (gsize) (end - value.data) : value.size));
            break;
          }
    }
}

/* The EXIF's own comment: eight bytes of encoding, then text; what A1111's kin write into it is UTF-16, the high byte first. */
static void
read_user_comment (Span exif, Found *found)
{
  const char unicode[8] = "UNICODE";
  g_autoptr (GString) text = g_string_new (NULL);
  gsize at = 0;

  while (at + 8 <= exif.size && memcmp (exif.data + at, unicode, 8) != 0)
    at++;
  for (at += 8; at + 2 <= exif.size; at += 2)
    {
      gunichar c = read_be (exif, at, 2);
      if (c >= 0xd800 && c < 0xdc00 && at + 4 <= exif.size)
        c = 0x10000 + ((c - 0xd800) << 10) + ((gunichar) read_be (exif, at += 2, 2) & 0x3ff);
      if (c == 0)
        break;
      g_string_append_unichar (text, g_unichar_validate (c) ? c : 0xfffd);
    }
  if (text->len > 0 && found->parameters == NULL)
    found->parameters = g_strdup (text->str);
}

/* What an application or a comment has in its sub-blocks. Returns: where they end */
static gsize
read_sub_blocks (Span file, gsize at, GString *text)
{
  while (at < file.size && file.data[at] != 0)
    {
      Span block = cut (file, at + 1, file.data[at]);
      if (text != NULL)
        g_string_append_len (text, (const char *) block.data, block.size);
      at += 1 + file.data[at];
    }
  return at + 1;
}

/* A table of colours, by the flags before it. */
static gsize
get_table_size (guint8 flags)
{
  return (flags & 0x80) != 0 ? 3u << ((flags & 7) + 1) : 0;
}

/* Its comments. Pictures are passed over. */
static void
read_gif (Span file, Found *found)
{
  gsize at = 13 + get_table_size (read_be (file, 10, 1));

  while (at + 2 < file.size && (file.data[at] == 0x21 || file.data[at] == 0x2c))
    if (file.data[at] == 0x2c)
      at = read_sub_blocks (file, at + 11 + get_table_size (read_be (file, at + 9, 1)), NULL);
    else
      {
        g_autoptr (GString) text = file.data[at + 1] == 0xfe ? g_string_new (NULL) : NULL;
        at = read_sub_blocks (file, at + 2, text);
        if (text != NULL)
          take (found, (Span) { (const guint8 *) "comment", 7 }, (Span) { (const guint8 *) text->str, text->len });
      }
}

static void
read_webp (Span file, Found *found)
{
  for (gsize at = 12; at + 8 <= file.size;)
    {
      gsize size = file.data[at + 4] | file.data[at + 5] << 8 | file.data[at + 6] << 16 | (gsize) file.data[at + 7] << 24;

      if (memcmp (file.data + at, "EXIF", 4) == 0)
        {
          read_exif (cut (file, at + 8, size), found);
          read_user_comment (cut (file, at + 8, size), found);
        }
      at += 8 + size + (size & 1);
    }
}

/* The box at @at, without its head; @next is where the following one begins. */
static Span
open_box (Span span, gsize at, char type[5], gsize *next)
{
  guint64 size = read_be (span, at, 4);
  gsize head = 8;

  memcpy (type, span.data + at + 4, 4);
  type[4] = '\0';
  if (size == 1 && at + 16 <= span.size)
    {
      size = read_be (span, at + 8, 8);
      head = 16;
    }
  if (size == 0 || size > span.size - at)
    size = span.size - at;
  size = MAX (size, head);
  *next = at + size;
  return cut (span, at + head, size - head);
}

static Span
find_box (Span span, const char *wanted)
{
  char type[5];

  for (gsize at = 0, next; at + 8 <= span.size; at = next)
    {
      Span box = open_box (span, at, type, &next);
      if (g_str_equal (type, wanted))
        return box;
    }
  return NO_SPAN;
}

/* The name number @index (from 1) of a "keys" box. */
static Span
find_key (Span keys, guint64 index)
{
  gsize at = 8;

  for (guint64 i = 1; at + 8 <= keys.size; i++)
    {
      gsize size = read_be (keys, at, 4);
      if (size < 8)
        break;
      if (i == index)
        return cut (keys, at + 8, size - 8);
      at += size;
    }
  return NO_SPAN;
}

static void
read_items (Span list, Span keys, Found *found)
{
  char type[5];

  for (gsize at = 0, next; at + 8 <= list.size; at = next)
    {
      Span item = open_box (list, at, type, &next);
      Span name = keys.size > 0 ? find_key (keys, read_be (list, at + 4, 4)) : (Span) { list.data + at + 4, 4 };
      Span value = find_box (item, "data");

      if (value.size > 8)
        take (found, name, cut (value, 8, value.size));
    }
}

static void
read_mp4 (Span file, Found *found)
{
  Span moov = find_box (file, "moov");
  Span meta = find_box (find_box (moov, "udta"), "meta");

  if (meta.size == 0)
    meta = find_box (moov, "meta");
  /* ISO files have four bytes of version and flags before the boxes, QuickTime's have none. */
  if (meta.size >= 8 && memcmp (meta.data + 4, "hdlr", 4) != 0)
    meta = cut (meta, 4, meta.size);
  read_items (find_box (meta, "ilst"), find_box (meta, "keys"), found);
}

/* An EBML number; as an id it keeps its length marker. */
static gboolean
read_vint (Span span, gsize *at, gboolean is_id, guint64 *value)
{
  int bytes = 1;
  guint8 first = *at < span.size ? span.data[*at] : 0;

  if (first == 0)
    return FALSE;
  while (!(first & (0x80 >> (bytes - 1))))
    bytes++;
  if (*at + bytes > span.size)
    return FALSE;
  *value = read_be (span, *at, bytes);
  if (!is_id)
    {
      guint64 mask = (G_GUINT64_CONSTANT (1) << (7 * bytes)) - 1;
      *value = (*value & mask) == mask ? G_MAXUINT64 : *value & mask; /* all ones: not known */
    }
  *at += bytes;
  return TRUE;
}

#define EBML_SEGMENT 0x18538067
#define EBML_TAGS 0x1254C367
#define EBML_TAG 0x7373
#define EBML_SIMPLE_TAG 0x67C8
#define EBML_TAG_NAME 0x45A3
#define EBML_TAG_STRING 0x4487

static void
read_ebml (Span span, Found *found, int depth)
{
  Span name = NO_SPAN;
  guint64 id, size;

  for (gsize at = 0; at < span.size && read_vint (span, &at, TRUE, &id) && read_vint (span, &at, FALSE, &size);)
    {
      Span element = cut (span, at, size > span.size ? span.size : size);

      if (id == EBML_TAG_NAME)
        name = element;
      else if (id == EBML_TAG_STRING)
        take (found, name, element);
      else if (depth < 4 && (id == EBML_SEGMENT || id == EBML_TAGS || id == EBML_TAG || id == EBML_SIMPLE_TAG))
        read_ebml (element, found, depth + 1);
      at += element.size;
    }
}

void
rushes_embedded_free (RushesEmbedded *self)
{
  g_free (self->prompt);
  g_free (self->workflow);
  g_free (self->parameters);
  g_free (self->comment);
  g_free (self);
}

/* @data: a whole PNG, WebP, GIF, MP4, WebM or MKV file. Returns: (transfer full): what is in it. Any thread. */
RushesEmbedded *
rushes_embedded_look (const guint8 *data, gsize size)
{
  Span file = { data, size };
  RushesEmbedded *found = g_new0 (RushesEmbedded, 1);

  if (size > 12 && memcmp (data, "\x89PNG", 4) == 0)
    read_png (file, found);
  else if (size > 12 && memcmp (data + 8, "WEBP", 4) == 0)
    read_webp (file, found);
  else if (size > 12 && memcmp (data, "GIF8", 4) == 0)
    read_gif (file, found);
  else if (size > 12 && memcmp (data + 4, "ftyp", 4) == 0)
    read_mp4 (file, found);
  else if (size > 12 && memcmp (data, "\x1a\x45\xdf\xa3", 4) == 0)
    read_ebml (file, found, 0);
  return found;
}

/* Returns: (transfer full) (nullable): what is in a file; %NULL if it cannot be read. Blocking. */
RushesEmbedded *
rushes_embedded_look_into (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  return file != NULL ? rushes_embedded_look ((const guint8 *) g_mapped_file_get_contents (file), g_mapped_file_get_length (file)) : NULL;
}

/**
 * rushes_embedded_read:
 * @data: a whole PNG, WebP, GIF, MP4, WebM or MKV file
 *
 * Returns: (transfer full) (nullable): the workflow in it as JSON text that somebody else must check; %NULL
 *   if there is none. Any thread.
 */
char *
rushes_embedded_read (const guint8 *data, gsize size)
{
  g_autoptr (RushesEmbedded) found = rushes_embedded_look (data, size);

  if (found->prompt != NULL)
    return g_steal_pointer (&found->prompt);
  return found->workflow != NULL ? g_steal_pointer (&found->workflow) : g_steal_pointer (&found->comment);
}

static gboolean
is_container (const guint8 *data, gsize size)
{
  return size > 12 && (memcmp (data, "\x89PNG", 4) == 0 || memcmp (data, "GIF8", 4) == 0 || memcmp (data + 8, "WEBP", 4) == 0 || memcmp (data + 4, "ftyp", 4) == 0 ||
                       memcmp (data, "\x1a\x45\xdf\xa3", 4) == 0);
}

/**
 * rushes_embedded_read_file:
 * @path: a picture or clip that ComfyUI saved, or a JSON file
 *
 * Returns: (transfer full): the workflow's text, not checked yet; %NULL with %RUSHES_ERROR_INVALID. Blocking.
 */
char *
rushes_embedded_read_file (const char *path, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &cause);
  const guint8 *data = file != NULL ? (const guint8 *) g_mapped_file_get_contents (file) : NULL;
  gsize size = file != NULL ? g_mapped_file_get_length (file) : 0;
  g_autofree char *name = g_path_get_basename (path);
  char *text;

  if (file == NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("“%s” cannot be read: %s"), name, cause->message);
      return NULL;
    }
  if (!is_container (data, size))
    return g_strndup (data != NULL ? (const char *) data : "", size);
  text = rushes_embedded_read (data, size);
  if (text == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID,
                 _("“%s” holds no workflow. ComfyUI writes it into what it saves unless that is switched off, and most "
                   "programs that edit pictures or clips drop it"), name);
  return text;
}
