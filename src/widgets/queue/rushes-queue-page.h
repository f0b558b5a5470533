/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-queue.h"
#include "rushes-thumbnailer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_QUEUE_PAGE (rushes_queue_page_get_type ())
G_DECLARE_FINAL_TYPE (RushesQueuePage, rushes_queue_page, RUSHES, QUEUE_PAGE, GtkBox)

void rushes_queue_page_set_up (RushesQueuePage   *self,
                               RushesLibrary     *library,
                               RushesJobQueue    *queue,
                               RushesThumbnailer *thumbnailer);

G_END_DECLS
