/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "rushes-sidecar.h"

/* A clip's record. What could be read can be written, and read again. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size), *written = NULL;
  g_autoptr (RushesClipInfo) info = rushes_sidecar_from_text (text, NULL), again = NULL;
  g_autoptr (GError) error = NULL;

  if (info == NULL)
    return 0;
  written = rushes_sidecar_to_text (info);
  again = rushes_sidecar_from_text (written, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->id, ==, info->id);
  return 0;
}
