/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-player.h"
#include "rushes-strip.h"

G_BEGIN_DECLS

/* The controls below a picture: filmstrip, position, buttons. What is about more than the player are actions of whoever
 * holds it: “viewer.previous”, “viewer.next”, “viewer.full-screen”. */
#define RUSHES_TYPE_TRANSPORT (rushes_transport_get_type ())
G_DECLARE_FINAL_TYPE (RushesTransport, rushes_transport, RUSHES, TRANSPORT, GtkBox)

void         rushes_transport_set_player (RushesTransport *self,
                                          RushesPlayer    *player);
RushesStrip *rushes_transport_get_strip  (RushesTransport *self);
void         rushes_transport_steer      (RushesTransport *self,
                                          GtkWidget       *picture);
void         rushes_transport_set_plays  (RushesTransport *self,
                                          gboolean         plays);
void         rushes_transport_set_narrow (RushesTransport *self,
                                          gboolean         narrow);
void         rushes_transport_set_neighbours (RushesTransport *self,
                                              gboolean         previous,
                                              gboolean         next);
void         rushes_transport_toggle_in  (RushesTransport *self);
void         rushes_transport_toggle_out (RushesTransport *self);

G_END_DECLS
