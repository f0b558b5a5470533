/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-stacks.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_PILE_EDGES 10 /* pixels below every poster, so that captions stand in a line */

GtkWidget *rushes_pile_chip_new   (void);
void       rushes_pile_chip_set   (GtkWidget         *chip,
                                   const RushesEntry *entry);
void       rushes_pile_draw_edges (GtkWidget         *tile,
                                   GtkSnapshot       *snapshot,
                                   int                y);

G_END_DECLS
