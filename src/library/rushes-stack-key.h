/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"

G_BEGIN_DECLS

/* What clips of one stack have in common: a number, never 0, that is the same for ever and on every computer. */

gint64 rushes_stack_key_of_clip    (const char    *id);
gint64 rushes_stack_key_of_request (RushesRequest *request);
gint64 rushes_stack_key_from_text  (const char    *text);
char  *rushes_stack_key_to_text    (gint64         key);

G_END_DECLS
