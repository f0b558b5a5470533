/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_PEOPLE_GROUP (rushes_people_group_get_type ())
G_DECLARE_FINAL_TYPE (RushesPeopleGroup, rushes_people_group, RUSHES, PEOPLE_GROUP, AdwPreferencesGroup)

GtkWidget *rushes_people_group_new  (void);
void       rushes_people_group_show (RushesPeopleGroup *self,
                                     GVariant          *people,
                                     const char        *folder);

G_END_DECLS
