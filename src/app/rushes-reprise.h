/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-compose.h"

G_BEGIN_DECLS

typedef struct _RushesReprise RushesReprise;

RushesReprise *rushes_reprise_new       (RushesCompose *form);
void           rushes_reprise_free      (RushesReprise *self);
gboolean       rushes_reprise_set       (RushesReprise *self,
                                         RushesRequest *request);
void           rushes_reprise_say       (RushesReprise *self,
                                         gboolean       anew);
char          *rushes_reprise_dup_graph (RushesReprise *self,
                                         const RushesDraft *draft);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesReprise, rushes_reprise_free)

G_END_DECLS
