/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-draft.h"

void
rushes_draft_clear (RushesDraft *self)
{
  g_free (self->connection);
  g_free (self->derive);
  g_free (self->source);
  g_free (self->parent);
  g_free (self->model);
  g_free (self->workflow);
  g_free (self->prompt);
  g_free (self->negative);
  g_free (self->workflow_name);
  g_free (self->picture);
  g_free (self->last_picture);
  g_clear_pointer (&self->fields, g_variant_unref);
  g_clear_pointer (&self->files, g_variant_unref);
}

/* Returns: 0..@maximum, which is at most %RUSHES_SEED_MAX */
gint64
rushes_draft_random_seed (gint64 maximum)
{
  return ((gint64) g_random_int () << 30 | (g_random_int () & 0x3fffffff)) % (CLAMP (maximum, 0, RUSHES_SEED_MAX) + 1);
}
