/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-openai-catalog.h"

#include "rushes-error.h"
#include "rushes-json.h"
#include "rushes-openai-api.h"
#include "rushes-openai-models.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define MODELS "/models"
#define VIDEO_MODELS "/videos/models"

/* Which models a server offers, and what it says of them: all of it suggestions, the server decides. */

/* Section 1: a model that is shut down says since when: a date, or UNIX seconds. */
static gboolean
is_shut_down (JsonObject *model)
{
  const char *text = rushes_json_peek_string (model, "shutdown_date");
  g_autofree char *time = text != NULL && strchr (text, 'T') == NULL ? g_strconcat (text, "T00:00:00Z", NULL) : g_strdup (text);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = time != NULL ? g_date_time_new_from_iso8601 (time, utc) : NULL;
  double seconds;

  if (text == NULL && rushes_json_peek_number (model, "shutdown_date", &seconds))
    return seconds > 0 && seconds < g_get_real_time () / (double) G_USEC_PER_SEC;
  return date != NULL && g_date_time_to_unix (date) < g_get_real_time () / G_USEC_PER_SEC;
}

/* Returns: (transfer full) (element-type JsonObject): the models that are listed at @path and not shut down. *@n_ended,
 * *@n_video: (out): of those that make video, how many are, and how many are not */
static GPtrArray *
read_list (RushesHttp *http, RushesTarget *target, const char *path, guint *n_ended, guint *n_video, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) root = rushes_openai_api_get (http, target, path, NULL, NULL, cancellable, error);
  GPtrArray *models;
  JsonArray *data;

  *n_ended = *n_video = 0;
  if (root == NULL)
    return NULL;
  models = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  data = JSON_NODE_HOLDS_OBJECT (root) ? rushes_json_peek_array (json_node_get_object (root), "data") : NULL;
  for (guint i = 0; data != NULL && i < json_array_get_length (data); i++)
    {
      JsonNode *node = json_array_get_element (data, i);
      JsonObject *model = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *id = model != NULL ? rushes_json_peek_string (model, "id") : NULL;
      gboolean ended = id != NULL && is_shut_down (model);

      if (id == NULL)
        continue;
      *n_ended += ended && rushes_openai_id_is_video (id);
      *n_video += !ended && rushes_openai_id_is_video (id);
      if (!ended)
        g_ptr_array_add (models, json_object_ref (model));
    }
  return models;
}

/**
 * rushes_openai_catalog_listen:
 * @models: (nullable): the list at the usual path, if it was read already
 *
 * Where nobody has said what kind of server it is, its lists may: the one of video models that OpenRouter has, then the usual
 * one. What they tell is remembered. Blocking.
 */
void
rushes_openai_catalog_listen (RushesHttp *http, RushesOpenaiMemory *memory, RushesTarget *target, GPtrArray *models, GCancellable *cancellable)
{
  g_autoptr (RushesOpenaiDialect) dialect = rushes_openai_memory_recall (memory, target, NULL);
  g_autoptr (GPtrArray) video = NULL, usual = NULL;
  g_autoptr (GError) error = NULL;
  guint n_ended, n_video;
  gboolean told;

  if (!rushes_openai_dialect_is_open (rushes_target_get_connection (target)))
    {
      rushes_openai_memory_listen (memory, target, NULL);
      return;
    }
  video = read_list (http, target, VIDEO_MODELS, &n_ended, &n_video, cancellable, &error);
  if (video == NULL && !rushes_openai_api_is_absent (error))
    return;
  if (video == NULL && models == NULL)
    models = usual = read_list (http, target, MODELS, &n_ended, &n_video, cancellable, NULL);
  told = (video != NULL && rushes_openai_dialect_listen (dialect, video, VIDEO_MODELS)) ||
         (models != NULL && rushes_openai_dialect_listen (dialect, models, MODELS));
  rushes_openai_memory_listen (memory, target, told ? dialect : NULL);
}

/* Returns: whether the list is elsewhere than was thought */
static gboolean
learn_path (RushesHttp *http, RushesOpenaiMemory *memory, RushesTarget *target, GPtrArray *models, char **path, GCancellable *cancellable)
{
  g_autoptr (RushesOpenaiDialect) dialect = NULL;

  rushes_openai_catalog_listen (http, memory, target, models, cancellable);
  dialect = rushes_openai_memory_recall (memory, target, NULL);
  if (dialect->models == NULL || g_str_equal (dialect->models, *path))
    return FALSE;
  g_free (*path);
  *path = g_steal_pointer (&dialect->models);
  return TRUE;
}

/**
 * rushes_openai_catalog_read:
 *
 * Returns: (transfer full) (element-type JsonObject): every model that the server lists, whatever it makes;
 *   %RUSHES_ERROR_ENDED where only video models remain that are shut down. Blocking.
 */
GPtrArray *
rushes_openai_catalog_read (RushesHttp *http, RushesOpenaiMemory *memory, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  gboolean listened;
  g_autoptr (RushesOpenaiDialect) dialect = rushes_openai_memory_recall (memory, target, &listened);
  g_autofree char *path = g_strdup (dialect->models != NULL ? dialect->models : MODELS);
  guint n_ended, n_video;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GPtrArray) models = read_list (http, target, path, &n_ended, &n_video, cancellable, &cause);

  if (!listened && (models != NULL || rushes_openai_api_is_absent (cause)) && learn_path (http, memory, target, models, &path, cancellable))
    {
      g_clear_pointer (&models, g_ptr_array_unref);
      g_clear_error (&cause);
      models = read_list (http, target, path, &n_ended, &n_video, cancellable, &cause);
    }
  if (models == NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (n_ended > 0 && n_video == 0)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_ENDED, _("Its video models are shut down"));
      return NULL;
    }
  return g_steal_pointer (&models);
}

/* Pixels of a clip in "720p" or "4k", 16:9; 0 if the text names none. */
static int
read_resolution (const char *text)
{
  int height = 0;
  const char *p = strstr (text, "4k");

  if (p != NULL)
    return 3840 * 2160;
  for (p = text; *p != '\0' && height == 0; p++)
    if (g_ascii_isdigit (*p))
      {
        char *end;
        height = (int) g_ascii_strtoll (p, &end, 10);
        if (*end != 'p' && *end != 'P')
          height = 0;
        p = end - 1;
      }
  return height > 0 && height < 10000 ? height * height * 16 / 9 : 0;
}

static void
add_sizes (RushesModelSpec *spec, JsonObject *model)
{
  JsonArray *sizes = rushes_json_peek_array (model, "supported_sizes");

  if (sizes == NULL || json_array_get_length (sizes) == 0)
    return;
  g_array_set_size (spec->sizes, 0);
  for (guint i = 0; i < json_array_get_length (sizes); i++)
    {
      JsonNode *node = json_array_get_element (sizes, i);
      const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
      int width, height;
      if (text != NULL && sscanf (text, "%dx%d", &width, &height) == 2 && width > 0 && height > 0)
        rushes_model_spec_add_size (spec, width, height);
    }
  rushes_model_spec_add_size (spec, 0, 0);
}

static void
add_lengths (RushesModelSpec *spec, JsonObject *model)
{
  JsonArray *lengths = rushes_json_peek_array (model, "supported_durations");

  for (guint i = 0; lengths != NULL && i < json_array_get_length (lengths); i++)
    {
      JsonNode *node = json_array_get_element (lengths, i);
      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_double (node) > 0)
        rushes_model_spec_add_length (spec, json_node_get_double (node));
    }
}

/* `pricing_skus`: {"…second…": "0.10", "…second…1080p…": "0.20"}; what is not per second is passed over. */
static void
add_prices (RushesModelSpec *spec, JsonObject *model)
{
  JsonObject *skus = rushes_json_peek_object (model, "pricing_skus");
  g_autoptr (GList) names = skus != NULL ? json_object_get_members (skus) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      double price;
      int pixels = read_resolution (l->data);

      if (strstr (l->data, "second") == NULL || !rushes_json_peek_number (skus, l->data, &price) || price < 0)
        continue;
      if (pixels > 0)
        rushes_model_spec_add_price (spec, pixels, price);
      else
        spec->price_per_second = price;
    }
}

/* A price that the user gave counts before the server's. */
static RushesModel *
new_model (RushesConnection *connection, JsonObject *object)
{
  const char *id = rushes_json_peek_string (object, "id");
  RushesModelSpec *spec = rushes_openai_new_spec (connection, id);

  add_sizes (spec, object);
  add_lengths (spec, object);
  if (rushes_connection_get_number (connection, RUSHES_CONNECTION_PRICE, -1) < 0)
    add_prices (spec, object);
  return rushes_model_new (spec);
}

/* @video: those whose name says that they make video, or the others: a name may hide it. */
static void
add_models (GPtrArray *models, GPtrArray *listed, RushesConnection *connection, const char *own, gboolean all_are_video, gboolean video)
{
  for (guint i = 0; listed != NULL && i < listed->len; i++)
    {
      const char *id = rushes_json_peek_string (listed->pdata[i], "id");
      if ((all_are_video || rushes_openai_id_is_video (id)) == video && g_strcmp0 (id, own) != 0)
        g_ptr_array_add (models, new_model (connection, listed->pdata[i]));
    }
}

/**
 * rushes_openai_catalog_describe:
 *
 * Returns: (transfer full) (element-type RushesModel): the connection's own model first, then those that make video, then
 *   what else the server lists; the names everybody knows where it has no list. Blocking.
 */
GPtrArray *
rushes_openai_catalog_describe (RushesHttp *http, RushesOpenaiMemory *memory, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  RushesConnection *connection = rushes_target_get_connection (target);
  const char *own = rushes_connection_get_string (connection, RUSHES_CONNECTION_MODEL);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GPtrArray) listed = rushes_openai_catalog_read (http, memory, target, cancellable, &cause);
  g_autoptr (RushesOpenaiDialect) dialect = rushes_openai_memory_recall (memory, target, NULL);
  gboolean all_are_video = g_strcmp0 (dialect->models, VIDEO_MODELS) == 0 || rushes_connection_get_string (connection, RUSHES_CONNECTION_MODELS) != NULL;
  GPtrArray *models = g_ptr_array_new_with_free_func (g_object_unref);

  if (own != NULL && *own != '\0')
    g_ptr_array_add (models, rushes_model_new (rushes_openai_new_spec (connection, own)));
  add_models (models, listed, connection, own, all_are_video, TRUE);
  add_models (models, listed, connection, own, all_are_video, FALSE);
  if (models->len == 0 && (listed != NULL || rushes_openai_api_is_absent (cause)))
    {
      g_ptr_array_add (models, rushes_model_new (rushes_openai_new_spec (connection, "sora-2")));
      g_ptr_array_add (models, rushes_model_new (rushes_openai_new_spec (connection, "sora-2-pro")));
    }
  if (models->len > 0)
    return models;
  g_propagate_error (error, g_steal_pointer (&cause));
  g_ptr_array_unref (models);
  return NULL;
}
