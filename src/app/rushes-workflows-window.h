/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-composer.h"
#include "rushes-thumbnailer.h"

G_BEGIN_DECLS

void rushes_workflows_window_show (GtkWindow         *parent,
                                   RushesCore        *core,
                                   RushesComposer    *composer,
                                   RushesThumbnailer *thumbnailer);

G_END_DECLS
