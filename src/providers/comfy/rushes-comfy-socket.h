/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-outline.h"
#include "rushes-provider.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_COMFY_SOCKET (rushes_comfy_socket_get_type ())
G_DECLARE_FINAL_TYPE (RushesComfySocket, rushes_comfy_socket, RUSHES, COMFY_SOCKET, GObject)

RushesComfySocket *rushes_comfy_socket_new        (RushesProvider    *provider,
                                                   RushesTarget      *target,
                                                   RushesComfyOutlines *outlines);
void               rushes_comfy_socket_take_text  (RushesComfySocket *self,
                                                   const char        *text);
void               rushes_comfy_socket_take_frame (RushesComfySocket *self,
                                                   GBytes            *frame);

G_END_DECLS
