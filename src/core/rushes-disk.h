/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

/* Files of one kind. */
typedef struct
{
  guint n;
  gint64 bytes;
} RushesDiskPart;

/* What the program takes of the disk. */
typedef struct
{
  GPtrArray *months; /* RushesUse, the newest first */
  GPtrArray *models; /* RushesUse, the largest first; "": clips that were imported */
  RushesDiskPart clips;
  RushesDiskPart cache; /* posters and filmstrips */
  RushesDiskPart trash; /* what of the library lies in the desktop's trash, where that can be seen */
  gboolean trash_is_out_of_sight;
  gint64 free_bytes;    /* where the clips are, -1 if not known */
} RushesDisk;

RushesDisk *rushes_disk_look        (RushesLibrary *library,
                                     GError       **error);
gboolean    rushes_disk_clear_cache (RushesLibrary *library,
                                     GError       **error);
gboolean    rushes_disk_empty_trash (RushesLibrary *library,
                                     GError       **error);
void        rushes_disk_free        (RushesDisk    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesDisk, rushes_disk_free)

G_END_DECLS
