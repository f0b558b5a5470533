/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rushes_inputs_window_show (GtkWidget      *parent,
                                RushesCore     *core,
                                RushesWorkflow *workflow);

G_END_DECLS
