/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What programs write into pictures and clips about how they were made; each as it stands there, checked by nobody, or NULL. */
typedef struct
{
  char *prompt;     /* ComfyUI: the graph that ran */
  char *workflow;   /* ComfyUI: the page's own form of it */
  char *parameters; /* the text of A1111 and its kin */
  char *comment;    /* either of them, or anything */
} RushesEmbedded;

RushesEmbedded *rushes_embedded_look      (const guint8  *data,
                                           gsize          size);
RushesEmbedded *rushes_embedded_look_into (const char    *path);
void            rushes_embedded_free      (RushesEmbedded *self);
char *rushes_embedded_read      (const guint8  *data,
                                 gsize          size);
char *rushes_embedded_read_file (const char    *path,
                                 GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesEmbedded, rushes_embedded_free)

G_END_DECLS
