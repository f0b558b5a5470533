/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The sample server in a process of its own, as a server somewhere else is. */
typedef struct
{
  GSubprocess *process;
  char *comfy, *videos; /* addresses of its protocols */
} Server;

Server *server_start (const char *option,
                      ...) G_GNUC_NULL_TERMINATED;
void    server_stop  (Server *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_stop)

G_END_DECLS
