/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-plain-row.h"

/**
 * rushes_plain_row_new:
 * @type: of an AdwPreferencesRow
 *
 * libadwaita's rows read their words as markup, and those of a workflow, a server or a file system may have a “<” or a “&” in them: then
 * nothing would be seen.
 *
 * Returns: (transfer floating): a row that shows its words as they are
 */
GtkWidget *
rushes_plain_row_new (GType type)
{
  return g_object_new (type, "use-markup", FALSE, NULL);
}
