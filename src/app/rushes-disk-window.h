/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"
#include "rushes-dialog.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_DISK_WINDOW (rushes_disk_window_get_type ())
G_DECLARE_FINAL_TYPE (RushesDiskWindow, rushes_disk_window, RUSHES, DISK_WINDOW, RushesDialog)

void rushes_disk_window_show (GtkWidget  *parent,
                              RushesCore *core);

G_END_DECLS
