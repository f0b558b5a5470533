/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-request-builder.h"

#include "rushes-comfy-workflow.h"
#include "rushes-error.h"
#include "rushes-keep.h"
#include "rushes-picture.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* (nullable): the first place for a picture that is still empty: where a picture goes that is no first frame */
static const RushesFile *
find_picture_place (const RushesModelSpec *spec, GVariant *files)
{
  for (guint i = 0; i < spec->files->len; i++)
    {
      const RushesFile *file = spec->files->pdata[i];
      g_autoptr (GVariant) chosen = files != NULL ? g_variant_lookup_value (files, file->name, G_VARIANT_TYPE_STRING) : NULL;

      if (file->media == RUSHES_MEDIA_PICTURE && chosen == NULL)
        return file;
    }
  return NULL;
}

static gboolean
check_prompt (const RushesDraft *self, const RushesModelSpec *spec, GError **error)
{
  gboolean needed = spec == NULL || spec->has_prompt;

  if (needed && (self->prompt == NULL || *self->prompt == '\0'))
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The prompt is empty"));
  else if (self->prompt != NULL && !g_utf8_validate (self->prompt, -1, NULL))
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The prompt is not valid text"));
  else if (self->prompt != NULL && g_utf8_strlen (self->prompt, -1) > RUSHES_PROMPT_MAX)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The prompt is longer than %d characters"), RUSHES_PROMPT_MAX);
  else if (!needed && self->prompt != NULL && *self->prompt != '\0')
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, spec->no_prompt != NULL ? spec->no_prompt : _("This model takes no prompt"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_picture (const RushesDraft *self, const RushesModelSpec *spec, GError **error)
{
  if (spec != NULL && spec->picture == RUSHES_PICTURE_REQUIRED && self->picture == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("This workflow needs a first-frame picture"));
  else if (spec != NULL && spec->picture == RUSHES_PICTURE_NONE && self->picture != NULL && find_picture_place (spec, self->files) == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("This workflow takes no picture"));
  else
    return TRUE;
  return FALSE;
}

/* Returns: (nullable): the member of the request that is wrong, with @error set */
static const char *
find_fault (const RushesDraft *self, const RushesModelSpec *spec, GError **error)
{
  gint64 maximum_seed = spec != NULL ? spec->maximum_seed : RUSHES_SEED_MAX;

  if (!check_prompt (self, spec, error))
    return RUSHES_REQUEST_PROMPT;
  if (spec != NULL && !spec->has_negative && self->negative != NULL && *self->negative != '\0')
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("“%s” has no place for a negative prompt"), spec->name);
      return RUSHES_REQUEST_NEGATIVE;
    }
  if (self->seed > maximum_seed)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The seed is larger than %" PRId64), maximum_seed);
      return RUSHES_REQUEST_SEED;
    }
  return check_picture (self, spec, error) ? NULL : RUSHES_REQUEST_PICTURE;
}

static gboolean
check (const RushesDraft *self, const RushesModelSpec *spec, GError **error)
{
  const char *field = find_fault (self, spec, error);

  if (field != NULL && error != NULL)
    rushes_error_set_details (*error, field, NULL, NULL);
  return field == NULL;
}

static void
insert_text (GVariantDict *members, const char *name, const char *text)
{
  if (text != NULL)
    g_variant_dict_insert (members, name, "s", text);
}

/* What it costs is known before it is sent, or not at all. */
static void
insert_cost (GVariantDict *members, const RushesDraft *self, const RushesModelSpec *spec, int width, int height, double seconds)
{
  double per_second = spec != NULL ? rushes_model_spec_get_price (spec, width, height) : -1;

  if (per_second < 0)
    per_second = self->price;
  if (per_second > 0 && seconds > 0)
    g_variant_dict_insert (members, RUSHES_REQUEST_COST, "d", per_second * seconds);
}

static void
insert_size_and_length (GVariantDict *members, const RushesDraft *self, const RushesModelSpec *spec, int *width, int *height)
{
  double seconds = self->seconds;

  *width = self->width;
  *height = self->height;
  if (*width == 0 && spec != NULL && spec->sizes->len > 0)
    {
      RushesSize size = g_array_index (spec->sizes, RushesSize, 0);
      *width = size.width;
      *height = size.height;
    }
  if (seconds <= 0 && spec != NULL)
    seconds = spec->initial_seconds;
  if (*width > 0 && *height > 0)
    {
      g_variant_dict_insert (members, RUSHES_REQUEST_WIDTH, "x", (gint64) *width);
      g_variant_dict_insert (members, RUSHES_REQUEST_HEIGHT, "x", (gint64) *height);
    }
  if (seconds > 0)
    g_variant_dict_insert (members, RUSHES_REQUEST_SECONDS, "d", seconds);
  insert_cost (members, self, spec, *width, *height, seconds);
  if (self->fps > 0)
    g_variant_dict_insert (members, RUSHES_REQUEST_FPS, "d", self->fps);
}

static gboolean
insert_picture (GVariantDict *members, const char *name, const char *path, const RushesCut *cut, int width, int height,
                const char *pictures_dir, GError **error)
{
  g_autofree char *picture = NULL;

  if (path == NULL)
    return TRUE;
  picture = rushes_picture_prepare (path, width, height, cut, pictures_dir, error);
  insert_text (members, name, picture);
  return picture != NULL;
}

/* A request holds its whole graph, a built-in one too: what was asked for is not changed by a newer version. */
static void
insert_workflow (GVariantDict *members, const RushesDraft *self)
{
  g_autofree char *builtin = self->provider == RUSHES_PROVIDER_COMFYUI && self->workflow == NULL
                               ? rushes_comfy_workflow_dup_builtin (self->model, self->picture != NULL)
                               : NULL;

  insert_text (members, RUSHES_REQUEST_WORKFLOW, self->workflow != NULL ? self->workflow : builtin);
  insert_text (members, RUSHES_REQUEST_WORKFLOW_NAME, self->workflow_name);
}

/* Our own copy of what one place of a workflow loads. */
static gboolean
insert_file (GVariantDict *files, const RushesFile *file, const char *path, const char *folder, GError **error)
{
  g_autofree char *kept = file->media == RUSHES_MEDIA_PICTURE ? rushes_picture_prepare (path, 0, 0, &(RushesCut) { 0 }, folder, error)
                                                              : rushes_keep_file (path, folder, error);

  insert_text (files, file->name, kept);
  if (kept == NULL && error != NULL)
    rushes_error_set_details (*error, file->name, NULL, NULL);
  return kept != NULL;
}

static gboolean
refuse_open (const RushesFile *file, GError **error)
{
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID,
               file->media == RUSHES_MEDIA_VIDEO   ? _("“%s” needs a video")
               : file->media == RUSHES_MEDIA_AUDIO ? _("“%s” needs a sound file")
                                                   : _("“%s” needs a picture"),
               file->label);
  if (error != NULL)
    rushes_error_set_details (*error, file->name, NULL, NULL);
  return FALSE;
}

/* Whatever the workflow loads beside the frames. */
static gboolean
insert_files (GVariantDict *members, const RushesDraft *self, const RushesModelSpec *spec, const char *folder, GError **error)
{
  g_auto (GVariantDict) files = G_VARIANT_DICT_INIT (NULL);
  const RushesFile *shown = spec->picture == RUSHES_PICTURE_NONE && self->picture != NULL ? find_picture_place (spec, self->files) : NULL;

  for (guint i = 0; i < spec->files->len; i++)
    {
      const RushesFile *file = spec->files->pdata[i];
      const char *path = shown != NULL && file == shown ? self->picture : NULL;

      if (path == NULL && self->files != NULL)
        g_variant_lookup (self->files, file->name, "&s", &path);
      if (path == NULL && file->required)
        return refuse_open (file, error);
      if (path != NULL && !insert_file (&files, file, path, folder, error))
        return FALSE;
    }
  if (spec->files->len > 0)
    g_variant_dict_insert_value (members, RUSHES_REQUEST_FILES, g_variant_dict_end (&files));
  return TRUE;
}

/**
 * rushes_request_builder_build:
 * @spec: (nullable): what the model offers, for its defaults and rules
 * @pictures_dir: where first frames are kept
 *
 * Returns: (transfer full): a request complete in itself. Blocking if there is a picture: it is cropped
 * to the target size and kept, so that a retry needs no other file.
 */
RushesRequest *
rushes_request_builder_build (const RushesDraft *self, const RushesModelSpec *spec, const char *pictures_dir, GError **error)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  int width, height;

  if (!check (self, spec, error))
    return NULL;
  insert_text (&members, RUSHES_REQUEST_PROVIDER, rushes_provider_kind_to_string (self->provider));
  insert_text (&members, RUSHES_REQUEST_CONNECTION, self->connection);
  insert_text (&members, RUSHES_REQUEST_DERIVE, self->derive);
  insert_text (&members, RUSHES_REQUEST_SOURCE, self->source);
  insert_text (&members, RUSHES_REQUEST_PARENT, self->parent);
  insert_text (&members, RUSHES_REQUEST_MODEL, self->model);
  insert_workflow (&members, self);
  insert_text (&members, RUSHES_REQUEST_PROMPT, self->prompt != NULL ? self->prompt : "");
  insert_text (&members, RUSHES_REQUEST_NEGATIVE, self->negative);
  insert_size_and_length (&members, self, spec, &width, &height);
  g_variant_dict_insert (&members, RUSHES_REQUEST_SEED, "x", self->seed >= 0 ? self->seed : rushes_draft_random_seed (spec != NULL ? spec->maximum_seed : RUSHES_SEED_MAX));
  g_variant_dict_insert (&members, RUSHES_REQUEST_TAKE, "x", (gint64) MAX (1, self->take));
  if (self->fields != NULL)
    g_variant_dict_insert_value (&members, RUSHES_REQUEST_FIELDS, self->fields);
  if ((spec != NULL && !insert_files (&members, self, spec, pictures_dir, error)) ||
      !insert_picture (&members, RUSHES_REQUEST_PICTURE, spec == NULL || spec->picture != RUSHES_PICTURE_NONE ? self->picture : NULL, &self->cut, width, height, pictures_dir, error) ||
      !insert_picture (&members, RUSHES_REQUEST_LAST_PICTURE, spec == NULL || spec->has_last_picture ? self->last_picture : NULL,
                       &self->last_cut, width, height, pictures_dir, error))
    {
      g_variant_dict_clear (&members);
      return NULL;
    }
  return rushes_request_new (g_variant_dict_end (&members));
}
