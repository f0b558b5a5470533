/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job.h"
#include "rushes-openai-dialect.h"
#include "rushes-target.h"

G_BEGIN_DECLS

#define RUSHES_OPENAI_MARK "rushes_job" /* the member of the marker field that holds our job's id */

GVariant *rushes_openai_body_new_fields (RushesTarget              *target,
                                         RushesRequest             *request,
                                         const RushesOpenaiDialect *dialect);
GBytes *rushes_openai_body_new_form (RushesTarget          *target,
                                     const RushesJobRecord *order,
                                     GVariant              *fields,
                                     char                 **type,
                                     GError               **error);
GBytes *rushes_openai_body_new_json (RushesTarget          *target,
                                     const RushesJobRecord *order,
                                     GVariant              *fields,
                                     const char            *shape,
                                     const char            *file_id,
                                     GError               **error);
GBytes *rushes_openai_body_new_file (const char            *path,
                                     char                 **type,
                                     GError               **error);
char   *rushes_openai_body_dup_path (RushesRequest         *request);

G_END_DECLS
