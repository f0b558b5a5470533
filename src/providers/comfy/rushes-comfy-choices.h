/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-nodes.h"
#include "rushes-model.h"

G_BEGIN_DECLS

const char *rushes_comfy_choices_find_nearest (GStrv                   offered,
                                               const char             *wanted);
gboolean    rushes_comfy_choices_are_files    (const char             *class_type,
                                               const RushesComfyInput *declared);
gboolean    rushes_comfy_choices_lack         (const RushesComfyInput *declared,
                                               const char             *wanted);
void        rushes_comfy_choices_fill         (RushesField            *field,
                                               const RushesComfyInput *declared,
                                               const char             *class_type,
                                               const char             *current);

G_END_DECLS
