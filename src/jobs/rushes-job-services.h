/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"
#include "rushes-connection.h"

G_BEGIN_DECLS

/* Named only: who merely looks at the queue does not see what a provider is. */
typedef struct _RushesProvider RushesProvider;
typedef struct _RushesTarget RushesTarget;

/* What the jobs room needs from others, handed in. All may be called on workers. */
typedef struct
{
  gpointer data;
  /* Borrowed. */
  RushesProvider *(*get_provider) (gpointer data, RushesProviderKind kind);
  /* The connection with its secrets, or %NULL: the keyring does not give them; blocking. */
  RushesTarget *(*new_target) (gpointer data, RushesConnection *connection, GError **error);
  /* Checks that a file is complete video and fills in what it is: size, duration, missing decoder.
   * @extension: (out): what its name should end in. Blocking. */
  gboolean (*probe) (gpointer data, const char *path, RushesClipInfo *info, const char **extension,
                     GError **error);
} RushesJobServices;

G_END_DECLS
