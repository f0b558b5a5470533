/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A small file that is written anew whenever something of it changes: on a thread of its own, in the order in which that happened; of what
 * has not begun only the last is written. */
#define RUSHES_TYPE_TEXT_SAVER (rushes_text_saver_get_type ())
G_DECLARE_FINAL_TYPE (RushesTextSaver, rushes_text_saver, RUSHES, TEXT_SAVER, GObject)

RushesTextSaver *rushes_text_saver_new   (const char       *path);
void             rushes_text_saver_put   (RushesTextSaver  *self,
                                          char             *text);
gboolean         rushes_text_saver_flush (RushesTextSaver  *self,
                                          GError          **error);

G_END_DECLS
