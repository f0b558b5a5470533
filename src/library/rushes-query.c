/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-query.h"

#include "rushes-search-text.h"

/* What the gallery shows, in SQL over the index. */

#define SQUARE "1.05" /* sides that differ by less are square */
#define MARGIN 64     /* clips: stacks are seldom larger */

RushesQuery *
rushes_query_copy (const RushesQuery *self)
{
  RushesQuery *copy = g_memdup2 (self, sizeof *self);

  copy->words = g_strdup (self->words);
  copy->provider = g_strdup (self->provider);
  copy->model = g_strdup (self->model);
  copy->connection = g_strdup (self->connection);
  copy->parent = g_strdup (self->parent);
  copy->tag = g_strdup (self->tag);
  copy->board = g_strdup (self->board);
  return copy;
}

/* Only of a copy. */
void
rushes_query_free (RushesQuery *self)
{
  g_free ((char *) self->words);
  g_free ((char *) self->provider);
  g_free ((char *) self->model);
  g_free ((char *) self->connection);
  g_free ((char *) self->parent);
  g_free ((char *) self->tag);
  g_free ((char *) self->board);
  g_free (self);
}

/* An SQL text with its parameters, which grow together. */
typedef struct
{
  GString *sql;
  GVariantBuilder parameters;
} Text;

static void
add_text (Text *text, const char *condition, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (text->sql, " AND %s", condition);
  g_variant_builder_add (&text->parameters, "s", value);
}

/* @values: (nullable): one a line; @condition, with @end behind their ?s, holds for any of them */
static void
add_any (Text *text, const char *condition, const char *values, const char *end)
{
  g_auto (GStrv) all = values != NULL ? g_strsplit (values, "\n", -1) : NULL;

  if (all == NULL)
    return;
  g_string_append_printf (text->sql, " AND %s IN (", condition);
  for (char **value = all; *value != NULL; value++)
    {
      g_string_append (text->sql, value == all ? "?" : ", ?");
      g_variant_builder_add (&text->parameters, "s", *value);
    }
  g_string_append_printf (text->sql, ")%s", end);
}

/* 0: says nothing */
static void
add_number (Text *text, const char *condition, gint64 value)
{
  if (value == 0)
    return;
  g_string_append_printf (text->sql, " AND %s", condition);
  g_variant_builder_add (&text->parameters, "x", value);
}

static void
add_flag (Text *text, const char *condition, gboolean value)
{
  if (value)
    g_string_append_printf (text->sql, " AND %s", condition);
}

static void
add_decision (Text *text, RushesDecision decision)
{
  static const char *const conditions[] = {
    [RUSHES_DECISION_PICKED] = "verdict > 0", [RUSHES_DECISION_REJECTED] = "verdict < 0",
    [RUSHES_DECISION_NOT_REJECTED] = "verdict >= 0", [RUSHES_DECISION_OPEN] = "verdict = 0",
  };

  if (decision != RUSHES_DECISION_ANY)
    add_flag (text, conditions[decision], TRUE);
}

static void
add_shape (Text *text, RushesShape shape)
{
  static const char *const conditions[] = {
    [RUSHES_SHAPE_WIDE] = "width > height * " SQUARE, [RUSHES_SHAPE_TALL] = "height > width * " SQUARE,
    [RUSHES_SHAPE_SQUARE] = "MAX (width, height) <= MIN (width, height) * " SQUARE,
  };

  if (shape != RUSHES_SHAPE_ANY)
    add_flag (text, conditions[shape], TRUE);
}

/* A row is a time: see rushes-index.c. */
static const char *
get_order (RushesSort sort)
{
  switch (sort)
    {
    case RUSHES_SORT_OLDEST:
      return " ORDER BY row";
    case RUSHES_SORT_RATING:
      return " ORDER BY rating DESC, row DESC";
    case RUSHES_SORT_LONGEST:
      return " ORDER BY duration_ms DESC, row DESC";
    case RUSHES_SORT_NEWEST:
    default:
      return " ORDER BY row DESC";
    }
}

static void
add_conditions (Text *text, const RushesQuery *self)
{
  add_text (text, "provider = ?", self->provider);
  add_any (text, "model", self->model, "");
  add_any (text, "connection", self->connection, "");
  add_text (text, "parent = ?", self->parent);
  add_any (text, "clips.row IN (SELECT row FROM tags WHERE tag", self->tag, ")");
  add_any (text, "clips.id IN (SELECT clip FROM temp.takes WHERE board", self->board, ")");
  add_number (text, "rating >= ?", self->minimum_rating);
  add_number (text, "label = ?", self->label);
  add_number (text, "created_us >= ?", self->from_us);
  add_number (text, "created_us < ?", self->to_us);
  add_number (text, "duration_ms >= ?", self->shortest_ms);
  add_number (text, "duration_ms <= ?", self->longest_ms);
  add_flag (text, "favourite", self->favourites);
  add_flag (text, "is_new", self->unseen);
  add_flag (text, "notes > 0", self->noted);
  add_flag (text, "clips.row IN (SELECT row FROM temp.missing)", self->missing);
  add_decision (text, self->decision);
  add_shape (text, self->shape);
}

/* The full-text index gives its rows in order, so that a screenful of them is found without looking at all. */
static void
add_tables (Text *text, const RushesQuery *self)
{
  g_autofree char *match = self->words != NULL ? rushes_search_text_match (self->words) : NULL;
  const char *also = self->stacks ? ", stack, verdict, rating, duration_ms" : self->sort == RUSHES_SORT_RATING ? ", clips.row, verdict, rating" : "";

  g_string_append_printf (text->sql, "SELECT %s AS row%s FROM %s WHERE hidden = 0", match != NULL ? "search.rowid" : "clips.row",
                          also, match != NULL ? "search CROSS JOIN clips ON clips.row = search.rowid" : "clips");
  add_text (text, "search MATCH ?", match);
}

/* @limit: 0: all */
static void
add_select (Text *text, const RushesQuery *self, guint limit)
{
  add_tables (text, self);
  add_conditions (text, self);
  g_string_append (text->sql, get_order (self->sort));
  if (limit > 0)
    g_string_append_printf (text->sql, " LIMIT %u", limit);
}

/* Of clips that were not read where it is known that they match: those of which nothing is known by that. What would have come before the last one has not the words. */
static const char *
get_beyond (RushesSort sort)
{
  switch (sort)
    {
    case RUSHES_SORT_NEWEST:
      return "row < (SELECT MIN (row) FROM read)";
    case RUSHES_SORT_OLDEST:
      return "row > (SELECT MAX (row) FROM read)";
    case RUSHES_SORT_RATING:
    case RUSHES_SORT_LONGEST:
    default:
      return "row NOT IN (SELECT row FROM read)";
    }
}

/* Of the members of stacks only those that have the words, too. The full-text index, which needs milliseconds for a word that is everywhere, is asked only if there
 * is somebody to ask it for, and only about where they are. */
static void
add_words_of_members (Text *text, const char *match, RushesSort sort)
{
  g_autofree char *condition = g_strdup_printf (
      "(row IN (SELECT row FROM read) OR row IN (SELECT row FROM members WHERE %s) AND row IN (SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN"
      " (SELECT MIN (row) FROM members WHERE %s) AND (SELECT MAX (row) FROM members WHERE %s)))",
      get_beyond (sort), get_beyond (sort), get_beyond (sort));

  add_text (text, condition, match);
}

/* All that matches of the stacks in which the first ones are: only of a whole stack it is known what is on top. Somewhat more is read than is asked for, so that the rest of
 * the last stack is mostly among it. */
static void
add_select_of_stacks (Text *text, const RushesQuery *self)
{
  g_autofree char *match = self->words != NULL ? rushes_search_text_match (self->words) : NULL;
  const char *order = get_order (self->sort);

  g_string_append (text->sql, "WITH read AS MATERIALIZED (");
  add_select (text, self, self->limit + MARGIN);
  g_string_append_printf (text->sql, "), members AS MATERIALIZED (SELECT clips.row AS row, stack, verdict, rating, duration_ms FROM clips INDEXED BY clips_stack"
                                     " WHERE hidden = 0 AND stack IN (SELECT stack FROM (SELECT stack FROM read%s LIMIT %u))", order, self->limit);
  add_conditions (text, self);
  g_string_append (text->sql, ") SELECT row, stack, verdict, rating FROM members WHERE TRUE");
  add_words_of_members (text, match, self->sort);
  g_string_append (text->sql, order);
}

/**
 * rushes_query_to_sql:
 * @parameters: (out) (transfer full): for its ?s, a tuple
 *
 * Returns: (transfer full): SQL for the row numbers of what matches, in order; with `stacks`, whole stacks. Where stacks or ratings count, these, too, as in RushesFound
 */
char *
rushes_query_to_sql (const RushesQuery *self, GVariant **parameters)
{
  Text text = { g_string_new (NULL), G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_TUPLE) };

  if (self->stacks && self->limit > 0)
    add_select_of_stacks (&text, self);
  else
    add_select (&text, self, self->limit);
  *parameters = g_variant_ref_sink (g_variant_builder_end (&text.parameters));
  return g_string_free (text.sql, FALSE);
}

/* Whether everything is shown, newest first: then a new clip's place is known. */
gboolean
rushes_query_is_plain (const RushesQuery *self)
{
  RushesQuery all = { .limit = self->limit };
  g_autoptr (GVariant) parameters = NULL, none = NULL;
  g_autofree char *sql = rushes_query_to_sql (self, &parameters);
  g_autofree char *plain = rushes_query_to_sql (&all, &none);

  return g_str_equal (sql, plain);
}
