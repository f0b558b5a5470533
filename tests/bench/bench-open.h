/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

int bench_open    (gint64      started_us);
int bench_poster  (const char *clip,
                   const char *cache);
int bench_posters (int         n,
                   const char *clip,
                   const char *cache);
