/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rushes_scratch_make    (void);
char *rushes_scratch_make_in (const char *folder,
                              const char *prefix);
void  rushes_scratch_remove  (const char *path);
void  rushes_scratch_sweep   (const char *folder,
                              const char *prefix);

G_END_DECLS
