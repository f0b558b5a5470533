/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-sequence.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

typedef enum
{
  RUSHES_PAPER_A4,
  RUSHES_PAPER_LETTER,
} RushesPaper;

/**
 * RushesPictureFunc:
 * @longest: pixels that there is room for
 *
 * Returns: (transfer full) (nullable): the first frame that plays of a shot that has media. On the worker
 */
typedef GdkPixbuf *(*RushesPictureFunc) (const RushesSequenceShot *shot,
                                         int                       longest,
                                         gpointer                  data);

/* What a sheet is made with. */
typedef struct
{
  RushesPaper paper;
  RushesPictureFunc picture; /* (nullable): without, there are none */
  gpointer data;
} RushesSheetOptions;

guint   rushes_contact_sheet_count_pages (const RushesSequence     *sequence);
GBytes *rushes_contact_sheet_write_pdf   (const RushesSequence     *sequence,
                                          const RushesSheetOptions *options);
GBytes *rushes_contact_sheet_write_png   (const RushesSequence     *sequence,
                                          const RushesSheetOptions *options,
                                          guint                     page);

G_END_DECLS
