/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-shown.h"

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

/* Returns: (transfer floating) (nullable): the same for the filter of a playbin; it costs nothing where nothing is turned */
GstElement *
rushes_shown_new_filter (void)
{
  return gst_parse_bin_from_description (RUSHES_SHOWN_UPRIGHT, TRUE, NULL);
}
