/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include <signal.h>
#include <stdlib.h>

/* GLib ends at a fatal message with a trap, which libFuzzer does not know: it would not keep the input that led to it. */

static void
on_trap (int number G_GNUC_UNUSED)
{
  abort ();
}

int
LLVMFuzzerInitialize (int *argc G_GNUC_UNUSED, char ***argv G_GNUC_UNUSED)
{
  signal (SIGTRAP, on_trap);
  return 0;
}
