/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How two takes are seen. */
typedef enum
{
  RUSHES_COMPARE_SIDE_BY_SIDE,
  RUSHES_COMPARE_WIPE,       /* one beside the other in one picture */
  RUSHES_COMPARE_DIFFERENCE, /* black where they are the same */
  RUSHES_COMPARE_SWITCH,     /* one at a time, in the same place */
} RushesCompareMode;

/* Two pictures as one. A smaller one is as large as the other. */
#define RUSHES_TYPE_MIX (rushes_mix_get_type ())
G_DECLARE_FINAL_TYPE (RushesMix, rushes_mix, RUSHES, MIX, GObject)

RushesMix *rushes_mix_new          (void);
void       rushes_mix_set_pictures (RushesMix         *self,
                                    GdkPaintable      *first,
                                    GdkPaintable      *second);
void       rushes_mix_set_mode     (RushesMix         *self,
                                    RushesCompareMode  mode);
void       rushes_mix_set_share    (RushesMix         *self,
                                    double             share);
void       rushes_mix_set_seen     (RushesMix         *self,
                                    int                which);

G_END_DECLS
