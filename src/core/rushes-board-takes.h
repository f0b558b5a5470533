/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

void rushes_board_takes_tell (RushesLibrary *library);

G_END_DECLS
