/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "rushes-embedded.h"

/* A picture or clip with, perhaps, a workflow in it. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = rushes_embedded_read (data, size);

  return 0;
}
