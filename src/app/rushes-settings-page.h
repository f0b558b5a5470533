/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *rushes_settings_page_new (RushesCore *core,
                                     GSettings  *settings);

G_END_DECLS
