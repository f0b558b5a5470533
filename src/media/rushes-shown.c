/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-shown.h"

#include "rushes-boxes.h"
#include "rushes-scaler.h"

#include <gst/video/video.h>

/* How a clip is shown: turned and mirrored as its file says, with pixels that are square. Size, poster, filmstrip, player
 * and first frame all ask here. */

/**
 * rushes_shown_get_size:
 * @par_n, @par_d: shape of a pixel, its width by its height
 * @sideways: it is turned by a quarter
 *
 * What @width × @height decoded pixels become on a screen. They are only ever drawn out, so that none is lost.
 */
void
rushes_shown_get_size (int width, int height, int par_n, int par_d, gboolean sideways, int *shown_width, int *shown_height)
{
  if (par_n > par_d && par_d > 0)
    width = (int) gst_util_uint64_scale_int_round (width, par_n, par_d);
  else if (par_n > 0 && par_d > par_n)
    height = (int) gst_util_uint64_scale_int_round (height, par_d, par_n);
  *shown_width = sideways ? height : width;
  *shown_height = sideways ? width : height;
}

/* @tags: (nullable): of a video stream, or of its file */
gboolean
rushes_shown_is_sideways (const GstTagList *tags)
{
  GstVideoOrientationMethod method;

  if (tags == NULL || !gst_video_orientation_from_tag ((GstTagList *) tags, &method))
    return FALSE;
  return method == GST_VIDEO_ORIENTATION_90R || method == GST_VIDEO_ORIENTATION_90L || method == GST_VIDEO_ORIENTATION_UL_LR ||
         method == GST_VIDEO_ORIENTATION_UR_LL;
}

/**
 * rushes_shown_new_filter:
 * @scaled: for rushes_scaler_new (), too
 *
 * Returns: (transfer floating) (nullable): the same for the filter of a playbin; it costs nothing where nothing is turned
 */
GstElement *
rushes_shown_new_filter (gboolean scaled)
{
  return gst_parse_bin_from_description (scaled ? RUSHES_SHOWN_UPRIGHT " ! " RUSHES_SCALER : RUSHES_SHOWN_UPRIGHT, TRUE, NULL);
}

/**
 * rushes_shown_is_untold:
 *
 * Of the eight turns of an MP4 GStreamer 1.22 leaves out the one that is mirrored over the diagonal from top right to bottom
 * left. Blocking.
 *
 * Returns: whether the file is of that kind: then rushes_shown_tell () whoever turns it
 */
gboolean
rushes_shown_is_untold (const char *path)
{
  int turn[4];

  return rushes_boxes_find_turn (path, turn) && turn[0] == 0 && turn[1] == -1 && turn[2] == -1 && turn[3] == 0;
}

/* @flip: a bin with %RUSHES_SHOWN_UPRIGHT in it, or a sink that turns by itself. Before it starts. */
void
rushes_shown_tell (GstElement *flip)
{
  g_autoptr (GstElement) inner = GST_IS_BIN (flip) ? gst_bin_get_by_name (GST_BIN (flip), "upright") : gst_object_ref (flip);

  if (inner == NULL)
    return;
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (inner), "orientation") != NULL)
    gst_util_set_object_arg (G_OBJECT (inner), "orientation", "flip-rotate90");
  else
    gst_util_set_object_arg (G_OBJECT (inner), "video-direction", "ur-ll");
}
