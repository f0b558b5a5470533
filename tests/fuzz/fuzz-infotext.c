/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "rushes-infotext.h"

/* What A1111's kin write into pictures and clips. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, size);
  g_autoptr (RushesRequest) request = rushes_infotext_read (text);

  return 0;
}
