/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the user's Retry allows for a job that may be paid for twice. */
typedef enum
{
  RUSHES_RETRY_NONE,  /* it is none */
  RUSHES_RETRY_LOOK,  /* look once more; if the server has it not, it has ended as before */
  RUSHES_RETRY_SEND,  /* look once more; if the server has it not, send it again */
} RushesRetry;

G_END_DECLS
