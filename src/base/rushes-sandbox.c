/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sandbox.h"

/* Whether the desktop is reached through portals alone, as in a Flatpak. RUSHES_SANDBOX says so where there is none. Any thread. */
gboolean
rushes_sandbox_is_around (void)
{
  return g_getenv ("RUSHES_SANDBOX") != NULL || g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}
