/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rushes_redact        (const char *text);
char *rushes_redact_secret (const char *text,
                            const char *secret);

G_END_DECLS
