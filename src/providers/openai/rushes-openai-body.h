/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-request.h"
#include "rushes-target.h"

G_BEGIN_DECLS

GBytes *rushes_openai_body_new_form (RushesTarget   *target,
                                     RushesRequest  *request,
                                     char          **type,
                                     GError        **error);
GBytes *rushes_openai_body_new_json (RushesTarget   *target,
                                     RushesRequest  *request,
                                     GError        **error);
char   *rushes_openai_body_dup_path (RushesRequest  *request);

G_END_DECLS
