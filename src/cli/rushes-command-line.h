/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rushes_command_line_is_command (const char *word);
int      rushes_command_line_run        (gboolean    demo,
                                         int         argc,
                                         char      **argv);

G_END_DECLS
