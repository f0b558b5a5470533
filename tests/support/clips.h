/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>
#include <gst/gst.h>

/* Clips as other programs make them, made when a test runs. */

#define CLIPS_SOURCE "videotestsrc num-buffers=48 pattern=ball ! video/x-raw,format=I420,width=160,height=96,framerate=24/1"
#define CLIPS_WIDTH 160
#define CLIPS_N 48 /* frames */
#define CLIPS_NUMBERED                                                                                                         \
  "videotestsrc num-buffers=48 pattern=ball ! video/x-raw,format=I420,width=160,height=96,framerate=24/1 ! identity name=number"
/* One key frame, and frames that are decoded in another order than they are seen. */
#define CLIPS_H264 " ! x264enc key-int-max=250 bframes=3 b-adapt=false speed-preset=veryfast ! h264parse ! mp4mux"
#define CLIPS_CORNER /* white at the top left, else blue */                                                                    \
  "videotestsrc num-buffers=48 pattern=white ! video/x-raw,format=I420,width=80,height=48,framerate=24/1 !"                     \
  " videobox right=-80 bottom=-48 fill=blue"

char   *clips_make      (const char *name,
                         const char *pipeline);
void    clips_turn      (const char *path,
                         const int   matrix[4]);
void    clips_encrypt   (const char *path);
void    clips_replace   (const char *path,
                         const char *from,
                         const char *to);
void    clips_cut       (const char *path,
                         double      part);
char   *clips_make_gif  (void);
char   *clips_make_gif_of (const guint *delays,
                           guint        n_frames);
char   *clips_make_webp (void);
char   *clips_make_mpg  (void);
GdkPixbuf *clips_download (GdkTexture *texture);
int     clips_read_number (GdkPixbuf *frame);
int     clips_read_bars (GdkPaintable *paintable);
guint32 clips_get_pixel (GdkPixbuf *picture,
                         int        x,
                         int        y);
