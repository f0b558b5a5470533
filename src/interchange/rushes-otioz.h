/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-sequence.h"

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean rushes_otioz_write (const RushesSequence  *sequence,
                             const char            *path,
                             GFileProgressCallback  progress,
                             gpointer               data,
                             GCancellable          *cancellable,
                             GError               **error);

G_END_DECLS
