/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"
#include "rushes-scratch.h"

G_BEGIN_DECLS

/* The core of a test program of its own, in an empty home. */

static RushesCore *core;

static inline void
own_core_use_home (const char *home)
{
  const char *names[] = { "HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_setenv (names[i], home, TRUE);
}

/* @add_tests: once the core is open. Returns: the exit status */
static inline int
own_core_run (int *argc, char ***argv, void (*add_tests) (void))
{
  g_autofree char *home = rushes_scratch_make ();
  g_autoptr (GError) error = NULL;
  int result;

  own_core_use_home (home);
  g_test_init (argc, argv, NULL);
  core = rushes_core_open (FALSE, &error);
  g_assert_no_error (error);
  add_tests ();
  result = g_test_run ();
  rushes_core_close (core);
  g_object_unref (core);
  rushes_scratch_remove (home);
  return result;
}

G_END_DECLS
