/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-http.h"
#include "rushes-provider.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_OPENAI (rushes_openai_get_type ())
G_DECLARE_FINAL_TYPE (RushesOpenai, rushes_openai, RUSHES, OPENAI, GObject)

RushesProvider *rushes_openai_new (RushesHttp *http,
                                   const char *memory_path);

G_END_DECLS
