/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SERVICE_OPTIONS (rushes_service_options_get_type ())
G_DECLARE_FINAL_TYPE (RushesServiceOptions, rushes_service_options, RUSHES, SERVICE_OPTIONS, GtkBox)

void      rushes_service_options_set_options (RushesServiceOptions *self,
                                              GVariant             *options);
gboolean  rushes_service_options_check       (RushesServiceOptions *self);
GVariant *rushes_service_options_dup_options (RushesServiceOptions *self);

G_END_DECLS
