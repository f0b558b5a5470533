/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void rushes_say      (const char   *format,
                      ...) G_GNUC_PRINTF (1, 2);
int  rushes_say_fail (const GError *error,
                      const char   *place);

G_END_DECLS
