/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_TOGGLES (rushes_toggles_get_type ())
G_DECLARE_FINAL_TYPE (RushesToggles, rushes_toggles, RUSHES, TOGGLES, AdwBin)

void        rushes_toggles_add             (RushesToggles *self,
                                            const char    *name,
                                            const char    *label,
                                            const char    *icon_name,
                                            const char    *tooltip);
void        rushes_toggles_add_picture     (RushesToggles *self,
                                            const char    *name,
                                            GtkWidget     *picture,
                                            const char    *tooltip);
void        rushes_toggles_clear           (RushesToggles *self);
const char *rushes_toggles_get_active_name (RushesToggles *self);
void        rushes_toggles_set_active_name (RushesToggles *self,
                                            const char    *name);
void        rushes_toggles_steer           (RushesToggles *self,
                                            GtkWidget     *other);

G_END_DECLS
