/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

void bench_add_jobs (RushesCore *core,
                     int         n,
                     char      **urls);
