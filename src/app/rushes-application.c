/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
int rushes_application_main (gboolean demo, int argc, char **argv); 
int rushes_application_main (gboolean demo, int argc, char **argv) { g_printerr("no window yet\n"); return 1; }
