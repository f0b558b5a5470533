/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-desktop-actions.h"

G_BEGIN_DECLS

/* Clips in the desktop's search. Main thread. */
#define RUSHES_TYPE_SEARCH_PROVIDER (rushes_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (RushesSearchProvider, rushes_search_provider, RUSHES, SEARCH_PROVIDER, GObject)

RushesSearchProvider *rushes_search_provider_new (const RushesDesktop *desktop,
                                                  GDBusConnection     *bus,
                                                  const char          *path,
                                                  GError             **error);

G_END_DECLS
