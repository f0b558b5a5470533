/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-compose.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_FORM_MEMORY (rushes_form_memory_get_type ())
G_DECLARE_FINAL_TYPE (RushesFormMemory, rushes_form_memory, RUSHES, FORM_MEMORY, GObject)

RushesFormMemory *rushes_form_memory_new       (RushesCompose      *form,
                                                GSettings          *settings);
void              rushes_form_memory_save      (RushesFormMemory   *self);
char             *rushes_form_memory_dup_model (RushesFormMemory   *self,
                                                RushesProviderKind  kind);

G_END_DECLS
