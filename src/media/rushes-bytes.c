/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-bytes.h"

/* Numbers in files, where nothing is aligned (GStreamer's macros for this read as if it were). */

/* Returns: the number in these bytes, eight at most, the largest part first */
guint64
rushes_bytes_get_big (const guint8 *data, int n_bytes)
{
  guint64 value = 0;

  for (int i = 0; i < n_bytes; i++)
    value = value << 8 | data[i];
  return value;
}

/* Returns: the same, the smallest part first */
guint64
rushes_bytes_get_little (const guint8 *data, int n_bytes)
{
  guint64 value = 0;

  for (int i = n_bytes - 1; i >= 0; i--)
    value = value << 8 | data[i];
  return value;
}
