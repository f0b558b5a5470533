/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rushes_search_text_fold  (const char *text);
char *rushes_search_text_match (const char *words);

G_END_DECLS
