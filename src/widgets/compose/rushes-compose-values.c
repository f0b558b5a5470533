/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-compose-private.h"

/* What the form says: as a draft of a request, and as values that come back after a restart. */

static gint64
get_seed (RushesCompose *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->seed_entry));

  if (!gtk_toggle_button_get_active (self->seed_lock) || *text == '\0')
    return -1;
  return g_ascii_strtoll (text, NULL, 10);
}

/**
 * rushes_compose_fill_draft:
 * @draft: (out caller-allocates): what the form says; only what the model has
 * @count: (out): how many takes
 */
void
rushes_compose_fill_draft (RushesCompose *self, RushesDraft *draft, int *count)
{
  const RushesModelSpec *spec = rushes_compose_get_spec (self);
  RushesSize size = rushes_size_row_get_size (self->size_row);

  *draft = (RushesDraft) { .provider = rushes_compose_get_provider (self), .seed = -1 };
  draft->prompt = spec == NULL || spec->has_prompt ? rushes_compose_dup_prompt (self) : NULL;
  *count = gtk_spin_button_get_value_as_int (self->count_spin);
  if (spec == NULL)
    return;
  draft->model = g_strdup (spec->id);
  draft->width = size.width > 0 || spec->sizes->len == 0 ? size.width : -1; /* the server decides */
  draft->height = size.height;
  draft->seconds = rushes_length_row_get_seconds (self->length_row);
  draft->fields = rushes_fields_row_dup_values (self->fields_row);
  draft->files = rushes_files_list_dup_values (self->files_list);
  if (spec->has_seed)
    draft->seed = get_seed (self);
  if (spec->has_negative)
    draft->negative = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->negative_row)));
  if (spec->picture != RUSHES_PICTURE_NONE)
    draft->picture = g_strdup (rushes_drop_zone_get_path (self->drop_zone));
  draft->cut = *rushes_drop_zone_get_cut (self->drop_zone);
  draft->last_cut = *rushes_drop_zone_get_cut (self->last_zone);
  if (spec->has_last_picture)
    draft->last_picture = g_strdup (rushes_drop_zone_get_path (self->last_zone));
}

#define CUT "cut"           /* (bdd): of the picture, in the form alone: a request holds what was cut */
#define LAST_CUT "last_cut" /* likewise */

static void
insert_picture (GVariantDict *values, const char *member, const char *cut_member, RushesDropZone *zone)
{
  const RushesCut *cut = rushes_drop_zone_get_cut (zone);

  if (rushes_drop_zone_get_path (zone) == NULL)
    return;
  g_variant_dict_insert (values, member, "s", rushes_drop_zone_get_path (zone));
  g_variant_dict_insert (values, cut_member, "(bdd)", cut->fit, cut->x, cut->y);
}

static void
take_picture (GVariant *values, const char *member, const char *cut_member, RushesDropZone *zone)
{
  const char *path = NULL;
  RushesCut cut = { 0 };

  g_variant_lookup (values, member, "&s", &path);
  g_variant_lookup (values, cut_member, "(bdd)", &cut.fit, &cut.x, &cut.y);
  rushes_drop_zone_set_path (zone, path);
  rushes_drop_zone_set_cut (zone, &cut);
}

/* Returns: (transfer full): what is typed and chosen for this model, for rushes_compose_set_values() */
GVariant *
rushes_compose_dup_values (RushesCompose *self)
{
  GVariantDict values = G_VARIANT_DICT_INIT (NULL);
  RushesSize size = rushes_size_row_get_size (self->size_row);
  g_autoptr (GVariant) fields = rushes_fields_row_dup_values (self->fields_row);
  g_autoptr (GVariant) files = rushes_files_list_dup_values (self->files_list);

  g_variant_dict_insert (&values, RUSHES_REQUEST_NEGATIVE, "s", gtk_editable_get_text (GTK_EDITABLE (self->negative_row)));
  g_variant_dict_insert (&values, RUSHES_REQUEST_WIDTH, "x", (gint64) size.width);
  g_variant_dict_insert (&values, RUSHES_REQUEST_HEIGHT, "x", (gint64) size.height);
  g_variant_dict_insert (&values, RUSHES_REQUEST_SECONDS, "d", rushes_length_row_get_seconds (self->length_row));
  g_variant_dict_insert (&values, "count", "x", (gint64) gtk_spin_button_get_value_as_int (self->count_spin));
  if (gtk_toggle_button_get_active (self->seed_lock))
    g_variant_dict_insert (&values, RUSHES_REQUEST_SEED, "x", get_seed (self));
  insert_picture (&values, RUSHES_REQUEST_PICTURE, CUT, self->drop_zone);
  insert_picture (&values, RUSHES_REQUEST_LAST_PICTURE, LAST_CUT, self->last_zone);
  g_variant_dict_insert_value (&values, RUSHES_REQUEST_FIELDS, fields);
  g_variant_dict_insert_value (&values, RUSHES_REQUEST_FILES, files);
  return g_variant_ref_sink (g_variant_dict_end (&values));
}

/* @values: an a{sv} with members of a request; those that are missing stay as they are */
void
rushes_compose_set_values (RushesCompose *self, GVariant *values)
{
  g_autoptr (RushesRequest) request = rushes_request_new (values);
  const char *negative = rushes_request_get_string (request, RUSHES_REQUEST_NEGATIVE);
  double seconds = rushes_request_get_double (request, RUSHES_REQUEST_SECONDS, 0);
  gint64 seed = rushes_request_get_int (request, RUSHES_REQUEST_SEED, -1);
  g_autoptr (GVariant) fields = g_variant_lookup_value (values, RUSHES_REQUEST_FIELDS, G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) files = g_variant_lookup_value (values, RUSHES_REQUEST_FILES, G_VARIANT_TYPE_VARDICT);
  RushesSize size = { rushes_request_get_side (request, RUSHES_REQUEST_WIDTH), rushes_request_get_side (request, RUSHES_REQUEST_HEIGHT) };

  if (negative != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->negative_row), negative);
  if (rushes_request_get_int (request, RUSHES_REQUEST_WIDTH, -1) >= 0)
    rushes_size_row_set_size (self->size_row, size);
  if (seconds > 0)
    rushes_length_row_set_seconds (self->length_row, seconds);
  gtk_spin_button_set_value (self->count_spin, rushes_request_get_int (request, "count", 1));
  if (seed >= 0)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seed);
      gtk_editable_set_text (GTK_EDITABLE (self->seed_entry), text);
    }
  gtk_toggle_button_set_active (self->seed_lock, seed >= 0);
  take_picture (values, RUSHES_REQUEST_PICTURE, CUT, self->drop_zone);
  take_picture (values, RUSHES_REQUEST_LAST_PICTURE, LAST_CUT, self->last_zone);
  if (fields != NULL)
    rushes_fields_row_set_values (self->fields_row, fields);
  rushes_files_list_set_values (self->files_list, files);
  rushes_compose_update (self);
}
