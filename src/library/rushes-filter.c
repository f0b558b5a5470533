/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-filter.h"

/* From the facets of a filter to what is asked of the index. A facet or a value that is not known narrows nothing. */

typedef void (*Apply) (RushesQuery *query, const char *value);

typedef struct
{
  const char *name;
  Apply apply;
} Facet;

static void
apply_service (RushesQuery *query, const char *value)
{
  query->provider = value;
}

static void
apply_model (RushesQuery *query, const char *value)
{
  query->model = value;
}

static void
apply_connection (RushesQuery *query, const char *value)
{
  query->connection = value;
}

static void
apply_tag (RushesQuery *query, const char *value)
{
  query->tag = value;
}

static void
apply_board (RushesQuery *query, const char *value)
{
  query->board = value;
}

/* Returns: the number, or 0 where it is none from 1 to @highest */
static int
read_number (const char *value, int highest)
{
  guint64 number;

  return g_ascii_string_to_unsigned (value, 10, 1, highest, &number, NULL) ? (int) number : 0;
}

static void
apply_rating (RushesQuery *query, const char *value)
{
  query->minimum_rating = read_number (value, RUSHES_RATING_BEST);
}

static void
apply_label (RushesQuery *query, const char *value)
{
  query->label = read_number (value, RUSHES_LABEL_LAST);
}

static void
apply_decision (RushesQuery *query, const char *value)
{
  static const char *const names[] = { "", "picked", "rejected", "not-rejected", "open", NULL };
  G_STATIC_ASSERT (RUSHES_DECISION_PICKED == 1 && RUSHES_DECISION_OPEN == 4);

  for (guint i = 1; names[i] != NULL; i++)
    if (g_str_equal (names[i], value))
      query->decision = (RushesDecision) i;
}

static void
apply_shape (RushesQuery *query, const char *value)
{
  static const char *const names[] = { "", "wide", "tall", "square", NULL };
  G_STATIC_ASSERT (RUSHES_SHAPE_WIDE == 1 && RUSHES_SHAPE_SQUARE == 3);

  for (guint i = 1; names[i] != NULL; i++)
    if (g_str_equal (names[i], value))
      query->shape = (RushesShape) i;
}

/* Days begin at midnight where the user is. */
static void
apply_saved (RushesQuery *query, const char *value)
{
  int days = read_number (value, 10000);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = g_date_time_add_days (now, 1 - days);
  g_autoptr (GDateTime) midnight = NULL;

  if (days == 0)
    return;
  midnight = g_date_time_new_local (g_date_time_get_year (then), g_date_time_get_month (then), g_date_time_get_day_of_month (then), 0, 0, 0);
  query->from_us = g_date_time_to_unix (midnight) * G_USEC_PER_SEC;
}

static void
apply_length (RushesQuery *query, const char *value)
{
  if (g_str_equal (value, "short"))
    query->longest_ms = 5000;
  else if (g_str_equal (value, "medium"))
    query->shortest_ms = 5001, query->longest_ms = 10000;
  else if (g_str_equal (value, "long"))
    query->shortest_ms = 10001;
}

static void
apply_marks (RushesQuery *query, const char *value)
{
  query->favourites = g_str_equal (value, "favourite");
  query->unseen = g_str_equal (value, "unseen");
  query->noted = g_str_equal (value, "noted");
  query->missing = g_str_equal (value, "missing");
}

/* In the order in which they are shown. */
static const Facet facets[] = {
  { RUSHES_FACET_DECISION, apply_decision }, { RUSHES_FACET_RATING, apply_rating },   { RUSHES_FACET_MARKS, apply_marks },
  { RUSHES_FACET_LABEL, apply_label },       { RUSHES_FACET_TAG, apply_tag },         { RUSHES_FACET_BOARD, apply_board },   { RUSHES_FACET_SERVICE, apply_service },
  { RUSHES_FACET_MODEL, apply_model },       { RUSHES_FACET_CONNECTION, apply_connection },
  { RUSHES_FACET_SAVED, apply_saved },       { RUSHES_FACET_LENGTH, apply_length },   { RUSHES_FACET_SHAPE, apply_shape },
};

/* Returns: (transfer none): the names of all facets, %NULL-terminated */
const char *const *
rushes_filter_get_facets (void)
{
  static const char *names[G_N_ELEMENTS (facets) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (facets); i++)
    names[i] = facets[i].name;
  return names;
}

/**
 * rushes_filter_set:
 * @filter: an a{ss}
 * @value: (nullable): %NULL or "" takes the facet out
 *
 * Returns: (transfer full): the filter with that facet, not floating
 */
GVariant *
rushes_filter_set (GVariant *filter, const char *facet, const char *value)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  GVariantIter iter;
  const char *name, *kept;

  g_variant_iter_init (&iter, filter);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &kept))
    if (!g_str_equal (name, facet))
      g_variant_builder_add (&builder, "{ss}", name, kept);
  if (value != NULL && *value != '\0')
    g_variant_builder_add (&builder, "{ss}", facet, value);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* Returns: (transfer full) (nullable): %NULL where the filter says nothing about it */
char *
rushes_filter_dup_value (GVariant *filter, const char *facet)
{
  char *value = NULL;

  g_variant_lookup (filter, facet, "s", &value);
  return value;
}

/* Whether a facet may have several values. */
gboolean
rushes_filter_is_multiple (const char *facet)
{
  static const char *const multiple[] = { RUSHES_FACET_TAG, RUSHES_FACET_MODEL, RUSHES_FACET_CONNECTION, RUSHES_FACET_BOARD, NULL };

  return g_strv_contains (multiple, facet);
}

/* Returns: (transfer full): the values that the filter has of it, none where it says nothing */
char **
rushes_filter_list_values (GVariant *filter, const char *facet)
{
  g_autofree char *value = rushes_filter_dup_value (filter, facet);

  return g_strsplit (value != NULL ? value : "", "\n", rushes_filter_is_multiple (facet) ? -1 : 1);
}

/**
 * rushes_filter_toggle:
 * @facet: one that may have several values
 *
 * Returns: (transfer full): the filter with that value more, or without it if it had it; not floating
 */
GVariant *
rushes_filter_toggle (GVariant *filter, const char *facet, const char *value)
{
  g_auto (GStrv) before = rushes_filter_list_values (filter, facet);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) after = NULL;
  g_autofree char *text = NULL;

  for (char **kept = before; *kept != NULL; kept++)
    if (!g_str_equal (*kept, value))
      g_strv_builder_add (builder, *kept);
  if (!g_strv_contains ((const char *const *) before, value))
    g_strv_builder_add (builder, value);
  after = g_strv_builder_end (builder);
  text = g_strjoinv ("\n", after);
  return rushes_filter_set (filter, facet, text);
}

/* Adds to @query what the filter says; its texts are the filter's and live as long. */
void
rushes_filter_to_query (GVariant *filter, RushesQuery *query)
{
  for (guint i = 0; i < G_N_ELEMENTS (facets); i++)
    {
      const char *value;
      if (g_variant_lookup (filter, facets[i].name, "&s", &value))
        facets[i].apply (query, value);
    }
}
