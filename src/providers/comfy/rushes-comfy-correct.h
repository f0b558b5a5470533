/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-binding.h"

G_BEGIN_DECLS

gboolean rushes_comfy_correct_read (JsonObject         *graph,
                                    RushesComfyBinding *binding);
void     rushes_comfy_correct      (RushesComfyBinding *binding,
                                    JsonObject         *graph,
                                    const char         *node,
                                    const char         *input,
                                    RushesComfyRole     role);

G_END_DECLS
