/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-http.h"
#include "rushes-said.h"
#include "rushes-target.h"

G_BEGIN_DECLS

GError *rushes_openai_refusal_of_call    (RushesHttpReply  *reply,
                                          RushesEndpoint   *endpoint,
                                          const RushesSaid *said);
GError *rushes_openai_refusal_of_service (RushesHttpReply  *reply,
                                          RushesTarget     *target,
                                          const RushesSaid *said);
GError *rushes_openai_refusal_of_create  (RushesHttpReply  *reply,
                                          RushesTarget     *target,
                                          RushesRequest    *request,
                                          const RushesSaid *said);
GError *rushes_openai_refusal_of_job     (RushesEndpoint   *endpoint,
                                          const RushesSaid *said);

G_END_DECLS
