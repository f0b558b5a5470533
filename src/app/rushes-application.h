/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

int rushes_application_main (int demo, int argc, char **argv);
