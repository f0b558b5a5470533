/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

/* What sets one take apart from the next, before it is added. */
typedef void (*TakeFunc) (RushesClipInfo *info,
                          int             number);

/* Takes that nobody has to generate. Their files hold no film, since judging needs none. */
void take_add (RushesLibrary *library,
               int            number,
               TakeFunc       func);

G_END_DECLS
