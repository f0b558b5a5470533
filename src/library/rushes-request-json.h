/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-request.h"

G_BEGIN_DECLS

char          *rushes_request_to_json   (RushesRequest *request);
RushesRequest *rushes_request_from_json (const char    *text,
                                         GError       **error);

G_END_DECLS
