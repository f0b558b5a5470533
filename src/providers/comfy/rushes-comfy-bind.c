/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-bind.h"

#include "rushes-comfy-correct.h"
#include "rushes-comfy-walk.h"

/**
 * rushes_comfy_bind:
 * @nodes: (nullable): what a server declares; without one names have to do
 *
 * Returns: (transfer full): which literals of @graph are what: as the user corrected them, else as they are found
 */
RushesComfyBinding *
rushes_comfy_bind (JsonObject *graph, RushesComfyNodes *nodes)
{
  g_autoptr (RushesComfyBinding) found = rushes_comfy_binding_new (), corrected = rushes_comfy_binding_new ();

  rushes_comfy_walk (graph, nodes, found);
  if (!rushes_comfy_correct_read (graph, corrected))
    return g_steal_pointer (&found);
  corrected->latent_class = g_steal_pointer (&found->latent_class);
  return g_steal_pointer (&corrected);
}
