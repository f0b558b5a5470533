/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_DETAILS (rushes_details_get_type ())
G_DECLARE_FINAL_TYPE (RushesDetails, rushes_details, RUSHES, DETAILS, GtkBox)

void rushes_details_set_library (RushesDetails *self,
                                 RushesLibrary *library);
void rushes_details_set_clip    (RushesDetails *self,
                                 RushesClip    *clip);

G_END_DECLS
