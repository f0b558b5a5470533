/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-http.h"
#include "rushes-openai-said.h"

G_BEGIN_DECLS

GError *rushes_openai_refusal_of_call (RushesHttpReply        *reply,
                                       RushesEndpoint         *endpoint,
                                       const RushesOpenaiSaid *said);
GError *rushes_openai_refusal_of_job  (RushesEndpoint         *endpoint,
                                       const RushesOpenaiSaid *said);

G_END_DECLS
