/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int bench_overview (char      **words);
int bench_told     (int         n,
                    const char *comfy);

G_END_DECLS
