/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_DISCOVERY (rushes_discovery_get_type ())
G_DECLARE_FINAL_TYPE (RushesDiscovery, rushes_discovery, RUSHES, DISCOVERY, GObject)

RushesDiscovery *rushes_discovery_new   (RushesCore      *core);
void             rushes_discovery_start (RushesDiscovery *self);

G_END_DECLS
