/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"
#include "rushes-notifier.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The program while nobody sees it. Main thread. */
#define RUSHES_TYPE_BACKGROUND (rushes_background_get_type ())
G_DECLARE_FINAL_TYPE (RushesBackground, rushes_background, RUSHES, BACKGROUND, GObject)

RushesBackground *rushes_background_new (GtkApplication *application,
                                         RushesCore     *core,
                                         GSettings      *settings,
                                         RushesNotifier *notifier);

G_END_DECLS
