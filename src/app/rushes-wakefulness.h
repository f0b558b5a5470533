/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Keeps the computer from falling asleep. Main thread. */
#define RUSHES_TYPE_WAKEFULNESS (rushes_wakefulness_get_type ())
G_DECLARE_FINAL_TYPE (RushesWakefulness, rushes_wakefulness, RUSHES, WAKEFULNESS, GObject)

RushesWakefulness *rushes_wakefulness_new (GApplication      *application);
void               rushes_wakefulness_set (RushesWakefulness *self,
                                           gboolean           awake);

G_END_DECLS
