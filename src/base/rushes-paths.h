/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-parts-hold.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_PATHS (rushes_paths_get_type ())
G_DECLARE_FINAL_TYPE (RushesPaths, rushes_paths, RUSHES, PATHS, GObject)

RushesPaths *rushes_paths_new             (const char  *data_dir,
                                           const char  *config_dir,
                                           const char  *cache_dir);
RushesPaths *rushes_paths_new_for_user    (gboolean     demo);
gboolean     rushes_paths_prepare         (RushesPaths *self,
                                           GError     **error);
gboolean     rushes_paths_is_away         (RushesPaths *self);
gboolean     rushes_paths_check_there     (RushesPaths *self,
                                           GError     **error);
void         rushes_paths_set_elsewhere   (RushesPaths *self,
                                           const char  *computer,
                                           const char  *snapshot);
const char  *rushes_paths_get_elsewhere   (RushesPaths *self);
char        *rushes_paths_dup_database    (RushesPaths *self,
                                           const char  *name);
const char  *rushes_paths_get_data_dir    (RushesPaths *self);
const char  *rushes_paths_get_config_dir  (RushesPaths *self);
const char  *rushes_paths_get_cache_dir   (RushesPaths *self);
const char  *rushes_paths_get_clips_dir   (RushesPaths *self);
char        *rushes_paths_make_slug       (const char  *text,
                                           const char  *otherwise);
char        *rushes_paths_dup_clip_name   (gint64       created_us,
                                           const char  *prompt,
                                           const char  *id,
                                           const char  *extension);
char        *rushes_paths_dup_clip_path   (RushesPaths *self,
                                           const char  *name);
char        *rushes_paths_dup_part_path   (RushesPaths *self,
                                           const char  *job_id);
RushesPartsHold *rushes_paths_hold_parts  (RushesPaths *self);
RushesPartsHold *rushes_paths_hold_records (RushesPaths *self);
gboolean     rushes_paths_sweep_parts     (RushesPaths *self,
                                           GHashTable  *keep_job_ids);
char        *rushes_paths_dup_own_part    (const char  *path);
gboolean     rushes_paths_settle          (const char  *part,
                                           GError     **error);
gboolean     rushes_paths_publish         (const char  *part,
                                           const char  *final,
                                           GError     **error);
gboolean     rushes_paths_write_durably   (const char  *path,
                                           const char  *text,
                                           gssize       length,
                                           GError     **error);

G_END_DECLS
