/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-stacks.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Arrays of RushesEntry. */

guint    rushes_entries_find     (GArray     *entries,
                                  guint       position,
                                  gint64      row);
void     rushes_entries_splice   (GListModel *model,
                                  GArray     *entries,
                                  guint       position,
                                  guint       n_removed,
                                  GArray     *to,
                                  guint       from,
                                  guint       n_added);
gboolean rushes_entries_approach (GListModel *model,
                                  GArray     *entries,
                                  GArray     *to,
                                  gboolean    held,
                                  guint      *start,
                                  guint      *end);

G_END_DECLS
