/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-files-drop.h"

G_BEGIN_DECLS

GtkWidget *rushes_shot_list_drop_new (GtkWidget                       *scroller,
                                      const RushesBoardContext *const *context,
                                      RushesDropFunc                   func,
                                      gpointer                         data);

G_END_DECLS
