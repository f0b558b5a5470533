/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rushes_preferences_show (GtkWindow  *parent,
                              RushesCore *core,
                              GSettings  *settings);

G_END_DECLS
