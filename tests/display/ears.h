/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a screen reader is told over AT-SPI of something that is on the screen. */
typedef struct
{
  char *role, *name, *description;
  char *text; /* (nullable): that can be read letter by letter, of what is edited */
  char *steers, *explained; /* (nullable): the name of what it controls, and of what it is described by */
  char *where; /* its names and roles from the window on */
  gboolean focusable, focused, checked;
} Heard;

void       ears_set_up (void);
GPtrArray *ears_listen (void);
void       ears_attend (void);
gboolean   ears_were_told (const char *words);

G_END_DECLS
