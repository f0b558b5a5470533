/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-request.h"

G_BEGIN_DECLS

RushesRequest *rushes_infotext_read (const char *text);

G_END_DECLS
