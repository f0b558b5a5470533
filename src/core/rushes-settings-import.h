/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-settings-here.h"
#include "rushes-settings-report.h"

G_BEGIN_DECLS

/* What an import brings: written already, but for what the main thread has to take in. */
typedef struct RushesSettingsImport RushesSettingsImport;

RushesSettingsImport *rushes_settings_import        (RushesSettingsHere   *here,
                                                     GFile                *file,
                                                     GError              **error);
RushesSettingsReport *rushes_settings_import_adopt  (RushesSettingsImport *self,
                                                     RushesSettingsHere   *here);
void                  rushes_settings_import_free   (RushesSettingsImport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesSettingsImport, rushes_settings_import_free)

G_END_DECLS
