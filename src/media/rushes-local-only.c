/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-local-only.h"

#include <gst/gst.h>

#include <string.h>

/* A clip is one file. What calls itself a clip and is a list of addresses (HLS, DASH, Smooth Streaming) would let whoever made it have
 * any file of this computer read, and any address be called: the elements that follow such lists are not chosen in this process. */

static gboolean
follows_addresses (GstPluginFeature *feature, gpointer data)
{
  const char *kind = GST_IS_ELEMENT_FACTORY (feature) ? gst_element_factory_get_metadata (GST_ELEMENT_FACTORY (feature), GST_ELEMENT_METADATA_KLASS)
                                                      : NULL;

  return kind != NULL && strstr (kind, "Adaptive") != NULL;
}

/* Once, after gst_init(). Any thread */
void
rushes_local_only_set_up (void)
{
  GList *features = gst_registry_feature_filter (gst_registry_get (), follows_addresses, FALSE, NULL);

  for (GList *l = features; l != NULL; l = l->next)
    gst_plugin_feature_set_rank (l->data, GST_RANK_NONE);
  gst_plugin_feature_list_free (features);
}
