/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-compose.h"
#include "rushes-core.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_COMPOSER (rushes_composer_get_type ())
G_DECLARE_FINAL_TYPE (RushesComposer, rushes_composer, RUSHES, COMPOSER, GObject)

RushesComposer *rushes_composer_new     (RushesCore     *core,
                                         RushesCompose  *form,
                                         GSettings      *settings);
void            rushes_composer_save    (RushesComposer *self);
void            rushes_composer_mend          (RushesComposer *self,
                                               RushesJob      *job);
gboolean        rushes_composer_use_picture (RushesComposer *self,
                                         const char     *path);
gboolean        rushes_composer_use_last_picture (RushesComposer *self,
                                         const char     *path);
void            rushes_composer_reuse   (RushesComposer *self,
                                         RushesRequest  *request);
void            rushes_composer_open_workflow (RushesComposer *self,
                                         GFile          *file);
void            rushes_composer_use_workflow (RushesComposer *self,
                                         const char     *id);

G_END_DECLS
