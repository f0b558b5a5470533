/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rushes_missing_dup_name      (const char *detail);
char *rushes_missing_dup_advice    (const char *detail);
char *rushes_missing_dup_advice_in (const char *detail,
                                    gboolean    sandbox);

G_END_DECLS
