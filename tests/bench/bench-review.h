/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

char *bench_make_clip  (const char *folder);
void  bench_fill_takes (guint       n,
                        const char *clip);
int bench_review (int         n,
                  const char *mode);
