/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

int bench_turns (void);
int bench_idle  (int    n,
                 int    seconds,
                 char **urls);
