/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  rushes_plain_start (void);
char *rushes_plain_text  (const char *text);

G_END_DECLS
