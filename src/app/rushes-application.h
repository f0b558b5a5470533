/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_APPLICATION (rushes_application_get_type ())
G_DECLARE_FINAL_TYPE (RushesApplication, rushes_application, RUSHES, APPLICATION, AdwApplication)

int rushes_application_main (gboolean demo,
                             int      argc,
                             char   **argv);

G_END_DECLS
