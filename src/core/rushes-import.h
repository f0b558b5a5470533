/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

gboolean        rushes_import_probe  (const char          *path,
                                      RushesClipInfo      *info,
                                      const char         **extension,
                                      GError             **error);
RushesClipInfo *rushes_import_run    (RushesLibrary       *library,
                                      const char          *path,
                                      GError             **error);
void            rushes_import_async  (RushesLibrary       *library,
                                      GFile               *file,
                                      GAsyncReadyCallback  callback,
                                      gpointer             data);
RushesClipInfo *rushes_import_finish (GAsyncResult        *result,
                                      char               **name,
                                      GError             **error);

G_END_DECLS
