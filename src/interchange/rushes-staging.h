/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char    *rushes_staging_make    (const char            *path,
                                 GError               **error);
gboolean rushes_staging_is_free (const char            *path,
                                 gboolean               replace,
                                 GError               **error);
gboolean rushes_staging_copy    (const char            *from,
                                 const char            *to,
                                 GFileProgressCallback  progress,
                                 gpointer               data,
                                 GCancellable          *cancellable,
                                 gint64                *done,
                                 GError               **error);
gboolean rushes_staging_write   (const char            *path,
                                 const char            *bytes,
                                 gsize                  length,
                                 GError               **error);
gboolean rushes_staging_put     (const char            *stage,
                                 const char            *staged,
                                 const char            *path,
                                 GError               **error);
gboolean rushes_staging_keep    (const char            *stage,
                                 const char            *folder,
                                 GError               **error);

G_END_DECLS
