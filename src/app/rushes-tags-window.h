/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"
#include "rushes-dialog.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_TAGS_WINDOW (rushes_tags_window_get_type ())
G_DECLARE_FINAL_TYPE (RushesTagsWindow, rushes_tags_window, RUSHES, TAGS_WINDOW, RushesDialog)

void rushes_tags_window_show (GtkWindow     *parent,
                              RushesLibrary *library,
                              GPtrArray     *clips);
void rushes_tags_window_show_many (GtkWindow     *parent,
                                   RushesLibrary *library,
                                   GArray        *rows);

G_END_DECLS
