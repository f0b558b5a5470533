/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-strip-frame.h"

#include "rushes-filmstrip.h"

/**
 * rushes_strip_frame_snapshot:
 * @strip: a filmstrip, as the thumbnailer gives it
 * @frame: from 0 to RUSHES_FILMSTRIP_FRAMES - 1
 * @into: where it is drawn, in its middle
 * @cover: cut off at the edges rather than with bars
 *
 * Draws one frame of a filmstrip in its own shape.
 */
void
rushes_strip_frame_snapshot (GdkTexture *strip, int frame, GtkSnapshot *snapshot, const graphene_rect_t *into, gboolean cover)
{
  double width = (double) gdk_texture_get_width (strip) / RUSHES_FILMSTRIP_FRAMES, height = gdk_texture_get_height (strip);
  double across = into->size.width / width, down = into->size.height / height, scale = cover ? MAX (across, down) : MIN (across, down);
  double shown_width = width * scale, shown_height = height * scale;
  double x = into->origin.x + (into->size.width - shown_width) / 2, y = into->origin.y + (into->size.height - shown_height) / 2;
  graphene_rect_t shown = GRAPHENE_RECT_INIT (x, y, shown_width, shown_height);

  gtk_snapshot_push_clip (snapshot, cover ? into : &shown);
  gtk_snapshot_append_texture (snapshot, strip, &GRAPHENE_RECT_INIT (x - frame * shown_width, y, RUSHES_FILMSTRIP_FRAMES * shown_width, shown_height));
  gtk_snapshot_pop (snapshot);
}
