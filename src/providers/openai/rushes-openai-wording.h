/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-said.h"

G_BEGIN_DECLS

gboolean    rushes_openai_wording_is_of_types (const char       *words);
const char *rushes_openai_wording_find_type   (const char       *words,
                                               const char      **opposite);
gboolean    rushes_openai_wording_is_about    (const RushesSaid *said,
                                               const char       *words,
                                               const char       *field);

G_END_DECLS
