/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-compose.h"

#include "rushes-drop-zone.h"
#include "rushes-fields-row.h"
#include "rushes-files-list.h"
#include "rushes-length-row.h"
#include "rushes-model-picker.h"
#include "rushes-request.h"
#include "rushes-size-row.h"
#include "rushes-toggles.h"

G_BEGIN_DECLS

/* What the files of RushesCompose share; nobody else includes this. */
struct _RushesCompose
{
  GtkBox parent_instance;
  RushesToggles *provider_box;
  AdwComboRow *connection_row;
  AdwActionRow *model_row, *seed_row;
  RushesLengthRow *length_row;
  GtkWidget *top_slot, *middle_slot, *model_list, *settings_list, *prefix_box, *generate_button;
  GtkLabel *prefix_label, *prefix_origin;
  RushesComposeParts hidden; /* by whoever shows the form */
  guint n_added; /* rows in the settings that are not the form's own */
  GtkWidget *prompt_box, *placeholder, *negative_list, *advanced_list, *seed_entry;
  GtkTextView *prompt_view;
  GtkLabel *counter, *no_prompt, *hint, *generate_label, *price_label;
  GtkToggleButton *seed_lock;
  AdwEntryRow *negative_row;
  RushesDropZone *drop_zone, *last_zone;
  RushesFilesList *files_list;
  RushesSizeRow *size_row;
  RushesFieldsRow *fields_row;
  GtkSpinButton *count_spin;
  RushesModelPicker *picker;
  GListModel *models;
  RushesModel *model;
  GtkWidget *marked; /* (weak): the field that a server refused */
  char *place, *note;
  gint64 last_seed; /* < 0: none yet */
  gboolean failed;  /* the hint is an error */
  gboolean filling; /* the connections change, not the choice */
};

const RushesModelSpec *rushes_compose_get_spec    (RushesCompose *self);
void                   rushes_compose_update      (RushesCompose *self);
void                   rushes_compose_update_seed (RushesCompose *self);

G_END_DECLS
