/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_TOGGLE (rushes_toggle_get_type ())
G_DECLARE_FINAL_TYPE (RushesToggle, rushes_toggle, RUSHES, TOGGLE, GObject)

G_END_DECLS
