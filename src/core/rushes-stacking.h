/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

/* What is to be put together or apart. */
typedef struct
{
  gint64 row;     /* a clip */
  gboolean whole; /* it stands for all that are in its stack */
} RushesStackPart;

GArray    *rushes_stacking_find   (RushesLibrary *library,
                                   GArray        *parts,
                                   gboolean       apart,
                                   GError       **error);
GPtrArray *rushes_stacking_join   (RushesLibrary *library,
                                   GArray        *rows,
                                   GError       **error);
GPtrArray *rushes_stacking_unjoin (RushesLibrary *library,
                                   GArray        *rows,
                                   GError       **error);

G_END_DECLS
