/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-settings-here.h"
#include "rushes-settings-report.h"

G_BEGIN_DECLS

RushesSettingsReport *rushes_settings_export (RushesSettingsHere *here,
                                              GFile              *file,
                                              GError            **error);

G_END_DECLS
