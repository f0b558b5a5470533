/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     rushes_limit_question_ask    (GtkWidget           *parent,
                                       const char          *excess,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data);
gboolean rushes_limit_question_finish (GAsyncResult        *result,
                                       GError             **error);

G_END_DECLS
