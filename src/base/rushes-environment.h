/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void        rushes_environment_take_key (void);
const char *rushes_environment_get_key  (void);

G_END_DECLS
