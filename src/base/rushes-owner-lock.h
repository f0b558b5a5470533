/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_OWNER_LOCK (rushes_owner_lock_get_type ())
G_DECLARE_FINAL_TYPE (RushesOwnerLock, rushes_owner_lock, RUSHES, OWNER_LOCK, GObject)

RushesOwnerLock *rushes_owner_lock_take (const char *data_dir,
                                         GError    **error);
char            *rushes_owner_lock_dup_holder (const char *data_dir);
gboolean         rushes_owner_lock_is_held    (const char *data_dir);

G_END_DECLS
