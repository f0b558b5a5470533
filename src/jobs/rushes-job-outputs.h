/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint rushes_job_outputs_get_number  (const char *files);
char *rushes_job_outputs_dup_current (const char *files);
char *rushes_job_outputs_dup_rest    (const char *files);
char *rushes_job_outputs_dup_clip_id (const char *job_id,
                                      const char *files);

G_END_DECLS
