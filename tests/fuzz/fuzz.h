/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* What libFuzzer calls before all else. */
int LLVMFuzzerInitialize (int    *argc,
                          char ***argv);

/* What libFuzzer calls with each input it thinks of. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);
