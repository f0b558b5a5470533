/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_MODEL_PICKER (rushes_model_picker_get_type ())
G_DECLARE_FINAL_TYPE (RushesModelPicker, rushes_model_picker, RUSHES, MODEL_PICKER, GtkPopover)

RushesModelPicker *rushes_model_picker_new        (void);
void               rushes_model_picker_set_models (RushesModelPicker *self,
                                                   GListModel        *models,
                                                   gboolean           workflows);

G_END_DECLS
