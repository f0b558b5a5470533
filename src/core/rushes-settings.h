/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-paths.h"

G_BEGIN_DECLS

GSettings *rushes_settings_new (RushesPaths *paths,
                                gboolean     demo);

G_END_DECLS
