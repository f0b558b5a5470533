/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

gboolean rushes_missing_message_read (GstMessage *message,
                                      char      **detail,
                                      char      **name);

G_END_DECLS
