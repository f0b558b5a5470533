/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-walk-private.h"

#include "rushes-json.h"

/* The size and the length of what is made, and the pictures that it starts from. */

static gboolean
links_or_holds (JsonObject *inputs, const char *input)
{
  return inputs != NULL && json_object_has_member (inputs, input);
}

/* Whether a node loads a file that the user may choose. @input: (out): the one that names it */
gboolean
rushes_comfy_walk_loads (RushesComfyWalk *self, const char *id, const char **input)
{
  const char *class_type = rushes_comfy_graph_get_class (self->graph, id);
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);
  g_autoptr (GList) names = inputs != NULL ? json_object_get_members (inputs) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    if (rushes_comfy_types_have_flag (self->nodes, class_type, l->data, "image_upload") && rushes_comfy_graph_get_literal (inputs, l->data) != NULL)
      {
        *input = l->data;
        return TRUE;
      }
  *input = "image";
  return g_str_has_prefix (class_type, "LoadImage") && inputs != NULL && rushes_comfy_graph_get_literal (inputs, "image") != NULL;
}

/* Whether a picture that goes in there is the video's start, and not what it ends with, is guided by or made like. */
static gboolean
is_start (RushesComfyWalk *self, const char *id, const char *input)
{
  static const char *const others[] = { "end", "last", "control", "reference", "ref", "pose", "face", "mask", "background", NULL };
  g_auto (GStrv) words = g_strsplit (input, "_", -1);

  if (g_strcmp0 (rushes_comfy_walk_get_type (self, id, input), "IMAGE") != 0)
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strv_contains (others, words[i]))
      return FALSE;
  return TRUE;
}

static gboolean
bind_loaded (RushesComfyWalk *self, RushesComfyRole role, const char *id, int depth)
{
  static const char *const usual[] = { "image", "images", "pixels", "input", "start_image", "init_image", "first_frame", NULL };
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);
  g_autoptr (GList) names = inputs != NULL ? json_object_get_members (inputs) : NULL;
  const char *from, *input;

  if (inputs == NULL || !rushes_comfy_walk_enters (self, id, 0, depth))
    return FALSE;
  if (rushes_comfy_walk_loads (self, id, &input))
    {
      rushes_comfy_binding_add (self->binding, role, id, input);
      return TRUE;
    }
  for (guint i = 0; usual[i] != NULL; i++)
    if ((from = rushes_comfy_graph_get_link (inputs, usual[i], NULL)) != NULL && bind_loaded (self, role, from, depth + 1))
      return TRUE;
  for (GList *l = names; l != NULL; l = l->next)
    if (!g_strv_contains (usual, l->data) && is_start (self, id, l->data) &&
        (from = rushes_comfy_graph_get_link (inputs, l->data, NULL)) != NULL && bind_loaded (self, role, from, depth + 1))
      return TRUE;
  return FALSE;
}

static void
start_loaded (RushesComfyWalk *self, RushesComfyRole role, const char *id)
{
  g_hash_table_remove_all (self->seen);
  bind_loaded (self, role, id, 0);
}

/* Follows the picture inputs of a node that makes the video's start back to what loads a file. */
void
rushes_comfy_walk_pictures (RushesComfyWalk *self, const char *id)
{
  static const char *const last[] = { "end_image", "last_frame", "last_image" };
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);

  if (self->binding->slots[RUSHES_COMFY_PICTURE]->len == 0)
    start_loaded (self, RUSHES_COMFY_PICTURE, id);
  for (guint i = 0; i < G_N_ELEMENTS (last); i++)
    {
      const char *from = rushes_comfy_graph_get_link (inputs, last[i], NULL);
      if (from != NULL)
        start_loaded (self, RUSHES_COMFY_LAST_PICTURE, from);
    }
}

/* A size that is measured on a picture that the graph makes itself is that one's: EmptyImage, or what is resized to a
 * size of its own. */
static void
bind_measured_size (RushesComfyWalk *self, const char *id, int depth)
{
  static const char *const names[] = { "image", "images", "input", "original_image" };
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);

  if (inputs == NULL || !rushes_comfy_walk_enters (self, id, 0, depth))
    return;
  if (rushes_comfy_graph_get_literal (inputs, "width") != NULL && rushes_comfy_graph_get_literal (inputs, "height") != NULL)
    {
      rushes_comfy_walk_bind_value (self, RUSHES_COMFY_WIDTH, id, "width");
      rushes_comfy_walk_bind_value (self, RUSHES_COMFY_HEIGHT, id, "height");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *from = rushes_comfy_graph_get_link (inputs, names[i], NULL);
      if (from != NULL && self->binding->slots[RUSHES_COMFY_WIDTH]->len == 0)
        bind_measured_size (self, from, depth + 1);
    }
}

static void
start_measured_size (RushesComfyWalk *self, const char *id)
{
  g_hash_table_remove_all (self->seen);
  bind_measured_size (self, id, 0);
}

static void
bind_area (RushesComfyWalk *self, const char *id, JsonObject *inputs)
{
  const char *from = rushes_comfy_graph_get_link (inputs, "width", NULL);

  if (!rushes_comfy_walk_bind_value (self, RUSHES_COMFY_WIDTH, id, "width") && from != NULL)
    start_measured_size (self, from);
  rushes_comfy_walk_bind_value (self, RUSHES_COMFY_HEIGHT, id, "height");
}

/* A node with a width, a height and a number of frames makes the empty video. */
void
rushes_comfy_walk_size (RushesComfyWalk *self, const char *id)
{
  static const char *const frames[] = { "length", "video_frames", "num_frames", "frames_number", "frame_count", "video_length" };
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);

  if (!links_or_holds (inputs, "width") || !links_or_holds (inputs, "height"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    if (links_or_holds (inputs, frames[i]))
      {
        bind_area (self, id, inputs);
        rushes_comfy_walk_bind_value (self, RUSHES_COMFY_FRAMES, id, frames[i]);
        if (self->binding->latent_class == NULL)
          self->binding->latent_class = g_strdup (rushes_comfy_graph_get_class (self->graph, id));
        return;
      }
}

/* AnimateDiff makes a video of a batch of pictures. */
void
rushes_comfy_walk_batch (RushesComfyWalk *self, const char *id)
{
  g_autoptr (GList) ids = NULL;
  gboolean animated = FALSE;

  if (!g_str_equal (rushes_comfy_graph_get_class (self->graph, id), "EmptyLatentImage"))
    return;
  ids = json_object_get_members (self->graph);
  for (GList *l = ids; l != NULL && !animated; l = l->next)
    animated = g_str_has_prefix (rushes_comfy_graph_get_class (self->graph, l->data), "ADE_");
  if (!animated)
    return;
  rushes_comfy_walk_bind_value (self, RUSHES_COMFY_WIDTH, id, "width");
  rushes_comfy_walk_bind_value (self, RUSHES_COMFY_HEIGHT, id, "height");
  rushes_comfy_walk_bind_value (self, RUSHES_COMFY_FRAMES, id, "batch_size");
}
