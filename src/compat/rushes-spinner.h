/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SPINNER (rushes_spinner_get_type ())
G_DECLARE_FINAL_TYPE (RushesSpinner, rushes_spinner, RUSHES, SPINNER, AdwBin)

G_END_DECLS
