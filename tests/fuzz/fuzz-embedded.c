/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "rushes-embedded.h"
#include "rushes-picture-head.h"

/* A picture or clip with, perhaps, a workflow in it; and how large it says it is. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = rushes_embedded_read (data, size);
  gint64 width, height;

  rushes_picture_head_read (data, size, &width, &height);
  return 0;
}
