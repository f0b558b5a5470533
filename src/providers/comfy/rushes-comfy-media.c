/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-media.h"

#include "rushes-comfy-graph.h"
#include "rushes-comfy-workflow.h"
#include "rushes-json.h"

#include <glib/gi18n.h>
#include <string.h>

/* Files that a graph loads: pictures, videos, sounds. Each is a place of the form under its node's title. The server says
 * which inputs they are ("image_upload" …); where it cannot be asked, the loaders' names do. A place that is left empty keeps
 * the file that was saved, if the server has it; else its node is left out, if everything that it feeds may be open. */

#define DEPTH_LIMIT 32

static const struct
{
  const char *class_prefix, *input, *flag;
  RushesMedia media;
} loaders[] = {
  { "LoadImage", "image", "image_upload", RUSHES_MEDIA_PICTURE },
  { "LoadVideo", "file", "video_upload", RUSHES_MEDIA_VIDEO },
  { "VHS_LoadVideo", "video", "video_upload", RUSHES_MEDIA_VIDEO },
  { "LoadAudio", "audio", "audio_upload", RUSHES_MEDIA_AUDIO },
  { "VHS_LoadAudioUpload", "audio", "audio_upload", RUSHES_MEDIA_AUDIO },
};

/* One place. */
typedef struct
{
  const char *id, *input; /* the graph's own */
  RushesMedia media;
} Place;

/* What is read from another folder of the server's cannot be uploaded. */
static gboolean
is_elsewhere (const RushesComfyInput *declared)
{
  const char *folder = declared->options != NULL ? rushes_json_peek_string (declared->options, "image_folder") : NULL;

  return folder != NULL && !g_str_equal (folder, "input");
}

static gboolean
find_by_declaration (const RushesComfyInput *declared, RushesMedia *media)
{
  if (!g_str_equal (declared->type, "COMBO") || is_elsewhere (declared))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (loaders); i++)
    if (rushes_comfy_input_has_flag (declared, loaders[i].flag))
      {
        *media = loaders[i].media;
        return TRUE;
      }
  return FALSE;
}

static gboolean
find_by_name (const char *class_type, const char *input, RushesMedia *media)
{
  for (guint i = 0; i < G_N_ELEMENTS (loaders); i++)
    if (g_str_equal (loaders[i].input, input) && g_str_has_prefix (class_type, loaders[i].class_prefix) &&
        strstr (class_type, "Path") == NULL && strstr (class_type, "Output") == NULL)
      {
        *media = loaders[i].media;
        return TRUE;
      }
  return FALSE;
}

/* Whether the literal of an input is the name of a file that can be uploaded. @nodes: (nullable) */
static gboolean
is_place (JsonObject *graph, RushesComfyNodes *nodes, const char *id, const char *input, RushesMedia *media)
{
  const char *class_type = rushes_comfy_graph_get_class (graph, id);
  JsonObject *inputs = rushes_comfy_graph_get_inputs (graph, id);
  RushesComfyInput declared;

  if (inputs == NULL || rushes_json_peek_string (inputs, input) == NULL)
    return FALSE;
  if (nodes != NULL && rushes_comfy_nodes_find (nodes, class_type) != NULL)
    return rushes_comfy_nodes_find_input (nodes, class_type, input, &declared) && find_by_declaration (&declared, media);
  return find_by_name (class_type, input, media);
}

/* (transfer full) (element-type Place): in the graph's order */
static GArray *
list_places (JsonObject *graph, RushesComfyNodes *nodes)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GList) ids = json_object_get_members (graph);

  for (GList *l = ids; l != NULL; l = l->next)
    {
      JsonObject *inputs = rushes_comfy_graph_get_inputs (graph, l->data);
      g_autoptr (GList) names = inputs != NULL ? json_object_get_members (inputs) : NULL;

      for (GList *n = names; n != NULL; n = n->next)
        {
          Place place = { l->data, n->data, RUSHES_MEDIA_PICTURE };
          if (is_place (graph, nodes, l->data, n->data, &place.media))
            g_array_append_val (places, place);
        }
    }
  return places;
}

/* Whether the server has the file that is saved. Those in folders, and of other folders ("x [output]"), are not listed. */
static gboolean
has_saved (JsonObject *graph, RushesComfyNodes *nodes, const Place *place)
{
  const char *saved = rushes_json_peek_string (rushes_comfy_graph_get_inputs (graph, place->id), place->input);
  g_auto (GStrv) offered = NULL;
  RushesComfyInput declared;

  if (*saved == '\0' || nodes == NULL ||
      !rushes_comfy_nodes_find_input (nodes, rushes_comfy_graph_get_class (graph, place->id), place->input, &declared))
    return FALSE;
  offered = rushes_comfy_input_dup_choices (&declared);
  return strchr (saved, '/') != NULL || g_str_has_suffix (saved, "]") || g_strv_contains ((const char *const *) offered, saved);
}

/* Whether an input may be open. One of a list that grows ("reference_images.image_2") may. */
static gboolean
may_be_open (RushesComfyNodes *nodes, const char *class_type, const char *input)
{
  RushesComfyInput declared;

  if (rushes_comfy_nodes_find_input (nodes, class_type, input, &declared))
    return !declared.required;
  return strchr (input, '.') != NULL;
}

static gboolean can_leave_out (JsonObject *graph, RushesComfyNodes *nodes, const char *id, int depth);

static gboolean
can_lose (JsonObject *graph, RushesComfyNodes *nodes, const char *id, const char *lost, int depth)
{
  const char *class_type = rushes_comfy_graph_get_class (graph, id);
  JsonObject *inputs = rushes_comfy_graph_get_inputs (graph, id), *class = rushes_comfy_nodes_find (nodes, class_type);
  g_autoptr (GList) names = inputs != NULL ? json_object_get_members (inputs) : NULL;

  for (GList *n = names; n != NULL; n = n->next)
    if (g_strcmp0 (rushes_comfy_graph_get_link (inputs, n->data, NULL), lost) == 0 && !may_be_open (nodes, class_type, n->data))
      return class != NULL && !rushes_json_peek_boolean (class, "output_node") && can_leave_out (graph, nodes, id, depth + 1);
  return TRUE;
}

/* Whether the graph works without a node: everything that it feeds may be open, or be left out in turn. */
static gboolean
can_leave_out (JsonObject *graph, RushesComfyNodes *nodes, const char *id, int depth)
{
  g_autoptr (GList) ids = json_object_get_members (graph);

  if (depth > DEPTH_LIMIT)
    return FALSE;
  for (GList *l = ids; l != NULL; l = l->next)
    if (!can_lose (graph, nodes, l->data, id, depth))
      return FALSE;
  return TRUE;
}

/* Takes the links to @lost out of a node. Returns: (transfer full) (nullable): the node's id, if it cannot be without */
static char *
unlink_from (JsonObject *graph, RushesComfyNodes *nodes, const char *id, const char *lost)
{
  JsonObject *inputs = rushes_comfy_graph_get_inputs (graph, id);
  g_autoptr (GList) names = inputs != NULL ? json_object_get_members (inputs) : NULL;
  gboolean needed = FALSE;

  for (GList *n = names; n != NULL; n = n->next)
    if (g_strcmp0 (rushes_comfy_graph_get_link (inputs, n->data, NULL), lost) == 0)
      {
        g_autofree char *name = g_strdup (n->data);
        needed |= !may_be_open (nodes, rushes_comfy_graph_get_class (graph, id), name);
        json_object_remove_member (inputs, name);
      }
  return needed ? g_strdup (id) : NULL;
}

/* The links to a node go; a node that has to have it goes likewise. */
static void
leave_out (JsonObject *graph, RushesComfyNodes *nodes, const char *id)
{
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (lost, g_strdup (id));
  for (guint i = 0; i < lost->len; i++)
    {
      g_autoptr (GList) ids = NULL;

      json_object_remove_member (graph, lost->pdata[i]);
      ids = json_object_get_members (graph);
      for (GList *l = ids; l != NULL; l = l->next)
        {
          char *next = unlink_from (graph, nodes, l->data, lost->pdata[i]);
          if (next != NULL)
            g_ptr_array_add (lost, next);
        }
    }
}

static const char *
get_title (JsonObject *graph, const char *id)
{
  return rushes_comfy_workflow_get_title (rushes_json_peek_object (graph, id));
}

/* Nodes of one class have one title until somebody names them. */
static char *
dup_label (JsonObject *graph, GArray *places, const Place *place)
{
  guint n = 0, number = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const Place *other = &g_array_index (places, Place, i);
      if (!g_str_equal (get_title (graph, other->id), get_title (graph, place->id)))
        continue;
      n++;
      if (other == place)
        number = n;
    }
  return n > 1 ? g_strdup_printf ("%s %u", get_title (graph, place->id), number) : g_strdup (get_title (graph, place->id));
}

/* Every file that the graph loads and that is no first or last frame. @nodes: (nullable): without them none is needed */
void
rushes_comfy_media_describe (RushesModelSpec *spec, JsonObject *graph, RushesComfyBinding *binding, RushesComfyNodes *nodes)
{
  g_autoptr (GArray) places = list_places (graph, nodes);
  RushesComfyRole role;

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      const char *saved = rushes_json_peek_string (rushes_comfy_graph_get_inputs (graph, place->id), place->input);
      g_autofree char *name = g_strconcat (place->id, ".", place->input, NULL);
      g_autofree char *label = dup_label (graph, places, place);
      RushesFile *file;

      if (rushes_comfy_binding_find (binding, place->id, place->input, &role) && (role == RUSHES_COMFY_PICTURE || role == RUSHES_COMFY_LAST_PICTURE))
        continue;
      file = rushes_model_spec_add_file (spec, name, label, place->media);
      if (has_saved (graph, nodes, place))
        file->saved = g_strdup (saved);
      else
        file->required = nodes != NULL && !can_leave_out (graph, nodes, place->id, 0);
    }
}

/* @name: of a place, "12.image". @uploaded: the file as the server calls it; "" for none */
void
rushes_comfy_media_set (JsonObject *graph, const char *name, const char *uploaded)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", 2);
  JsonObject *inputs = parts[0] != NULL ? rushes_comfy_graph_get_inputs (graph, parts[0]) : NULL;

  if (inputs != NULL && parts[1] != NULL && json_object_has_member (inputs, parts[1]))
    json_object_set_string_member (inputs, parts[1], uploaded);
}

/* Returns: whether one place that is empty was left out, and what else depends on it */
static gboolean
settle_one (JsonObject *graph, RushesComfyNodes *nodes)
{
  g_autoptr (GArray) places = list_places (graph, nodes);

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      if (has_saved (graph, nodes, place) || !can_leave_out (graph, nodes, place->id, 0))
        continue;
      leave_out (graph, nodes, place->id);
      return TRUE;
    }
  return FALSE;
}

/* What is empty, and may be, is left out. */
void
rushes_comfy_media_settle (JsonObject *graph, RushesComfyNodes *nodes)
{
  while (settle_one (graph, nodes))
    continue;
}

/**
 * rushes_comfy_media_dup_open:
 * @field: (out) (transfer full): the place that is meant
 *
 * Returns: (transfer full) (nullable): which file is still needed, in words
 */
char *
rushes_comfy_media_dup_open (JsonObject *graph, RushesComfyNodes *nodes, char **field)
{
  g_autoptr (GArray) places = list_places (graph, nodes);

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      const char *title = get_title (graph, place->id);

      if (has_saved (graph, nodes, place))
        continue;
      *field = g_strconcat (place->id, ".", place->input, NULL);
      return g_strdup_printf (place->media == RUSHES_MEDIA_VIDEO   ? _("“%s” needs a video")
                              : place->media == RUSHES_MEDIA_AUDIO ? _("“%s” needs a sound file")
                                                                   : _("“%s” needs a picture"),
                              title);
    }
  return NULL;
}
