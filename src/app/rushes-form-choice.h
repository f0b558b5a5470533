/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-compose.h"
#include "rushes-core.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_FORM_CHOICE (rushes_form_choice_get_type ())
G_DECLARE_FINAL_TYPE (RushesFormChoice, rushes_form_choice, RUSHES, FORM_CHOICE, GObject)

RushesFormChoice *rushes_form_choice_new               (RushesCore       *core,
                                                        RushesCompose    *form);
void              rushes_form_choice_begin             (RushesFormChoice *self);
void              rushes_form_choice_refresh           (RushesFormChoice *self);
void              rushes_form_choice_choose            (RushesFormChoice *self,
                                                        RushesConnection *connection);
RushesConnection *rushes_form_choice_get_shown         (RushesFormChoice *self);
gboolean          rushes_form_choice_is_behind         (RushesFormChoice *self);
const char       *rushes_form_choice_get_connection_id (RushesFormChoice *self);
RushesConnection *rushes_form_choice_get_comfy         (RushesFormChoice *self);
double            rushes_form_choice_get_price         (RushesFormChoice *self);

G_END_DECLS
