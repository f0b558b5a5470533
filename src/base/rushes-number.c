/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-number.h"

#include <math.h>

/* Numbers as people write them. */

#define DECIMALS_MAX 6

/* Returns: how many digits behind the point say all of @number, at most six */
guint
rushes_number_count_decimals (double number)
{
  double scaled = fabs (number);
  guint n = 0;

  /* What is left by the way doubles are held is no digit. */
  for (; n < DECIMALS_MAX && fabs (scaled - round (scaled)) > 1e-9 * MAX (1, scaled); scaled *= 10)
    n++;
  return n;
}

/* Returns: (transfer full): "397000000000000", "0.25": never with an exponent unless it is next to nothing */
char *
rushes_number_dup_text (double number)
{
  guint decimals = rushes_number_count_decimals (number);

  if (!isfinite (number) || (number != 0 && fabs (number) < 1e-4))
    return g_strdup_printf ("%g", number);
  return g_strdup_printf ("%.*f", decimals, number);
}

/* What somebody else wrote may be any number, and C says nothing of one that does not fit. Returns: @number without what is behind its
 * point, or the nearest that there is; 0 for none */
gint64
rushes_number_to_whole (double number)
{
  if (isnan (number))
    return 0;
  if (number >= 0x1p63)
    return G_MAXINT64;
  return number <= -0x1p63 ? G_MININT64 : (gint64) number;
}

/* Returns: @number without what is behind its point, held between @lowest and @highest; @lowest for none */
int
rushes_number_to_int (double number, int lowest, int highest)
{
  return isnan (number) ? lowest : (int) CLAMP (number, lowest, highest);
}

/* Returns: pixels; 0 where no picture has such a side */
int
rushes_number_to_side (gint64 number)
{
  return number >= 0 && number <= RUSHES_SIDE_MAX ? (int) number : 0;
}
