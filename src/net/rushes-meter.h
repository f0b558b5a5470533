/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_METER (rushes_meter_get_type ())
G_DECLARE_FINAL_TYPE (RushesMeter, rushes_meter, RUSHES, METER, GFilterInputStream)

RushesMeter *rushes_meter_new_between (SoupWebsocketConnection *connection,
                                       gsize                    message_max,
                                       gsize                    turn_max);
void         rushes_meter_restart     (RushesMeter             *self);

G_END_DECLS
