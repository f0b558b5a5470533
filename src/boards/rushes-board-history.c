/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-history.h"

#include "rushes-board-private.h"
#include "rushes-error.h"

#include <glib/gi18n.h>

/* Steps are done, taken back and done again: a hundred of them, over scenes and sessions. */

/* They are this file's: it knows how to free them. */
static GPtrArray *
get_steps (RushesBoard *board, gboolean undone)
{
  GPtrArray *steps = rushes_board_get_steps (board, undone);

  g_ptr_array_set_free_func (steps, (GDestroyNotify) rushes_board_step_free);
  return steps;
}

static gboolean
check_writable (RushesBoard *self, GError **error)
{
  if (!rushes_board_is_read_only (self))
    return TRUE;
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” was made by a newer version of Rushes and can only be looked at here"),
               rushes_board_get_title (self));
  return FALSE;
}

/**
 * rushes_board_do:
 * @step: (transfer full): one without edits is nothing to take back
 *
 * Returns: whether it was done: all of it, or nothing
 */
gboolean
rushes_board_do (RushesBoard *self, RushesBoardStep *step, GError **error)
{
  g_autoptr (RushesBoardStep) owned = step;
  GPtrArray *done = get_steps (self, FALSE);

  if (!check_writable (self, error) || !rushes_board_step_run (owned, self, TRUE, error))
    return FALSE;
  if (rushes_board_step_is_empty (owned))
    return TRUE;
  g_ptr_array_set_size (get_steps (self, TRUE), 0);
  g_ptr_array_add (done, g_steal_pointer (&owned));
  if (done->len > RUSHES_BOARD_STEPS_KEPT)
    g_ptr_array_remove_index (done, 0);
  rushes_board_tell_changed (self);
  return TRUE;
}

/**
 * rushes_board_fill:
 * @step: (transfer full): jobs for shots
 * @starts: (element-type utf8): the clips that the new takes start from
 *
 * A fill whose shots start from each other comes in several rounds. Where this one starts from what the last step has made, both are one to take back.
 */
gboolean
rushes_board_fill (RushesBoard *self, RushesBoardStep *step, GPtrArray *starts, GError **error)
{
  GPtrArray *done = get_steps (self, FALSE);
  RushesBoardStep *last = done->len > 0 ? done->pdata[done->len - 1] : NULL;
  g_autoptr (RushesBoardStep) owned = NULL;

  if (last == NULL || !rushes_board_step_has_made (last, starts))
    return rushes_board_do (self, step, error);
  owned = step;
  if (!check_writable (self, error) || !rushes_board_step_run (owned, self, TRUE, error))
    return FALSE;
  g_ptr_array_set_size (get_steps (self, TRUE), 0);
  rushes_board_step_go_on (last, owned);
  rushes_board_tell_changed (self);
  return TRUE;
}

/* The same for what nobody did, and so nobody takes back: a result that arrives. @step: (transfer full) */
gboolean
rushes_board_do_silently (RushesBoard *self, RushesBoardStep *step, GError **error)
{
  g_autoptr (RushesBoardStep) owned = step;

  if (!check_writable (self, error) || !rushes_board_step_run (owned, self, TRUE, error))
    return FALSE;
  rushes_board_tell_changed (self);
  return TRUE;
}

/**
 * rushes_board_undo:
 * @redo: does again what was taken back
 *
 * Returns: (transfer full) (nullable): the name of the step; NULL without an error if there is none. A step that cannot be taken back any
 * more, because what it changed was changed again elsewhere, is forgotten.
 */
char *
rushes_board_undo (RushesBoard *self, gboolean redo, GError **error)
{
  GPtrArray *from = get_steps (self, redo), *to = get_steps (self, !redo);
  g_autoptr (RushesBoardStep) step = NULL;
  char *name;

  if (!check_writable (self, error) || from->len == 0)
    return NULL;
  step = g_ptr_array_steal_index (from, from->len - 1);
  if (!rushes_board_step_run (step, self, redo, error))
    {
      rushes_board_tell_changed (self);
      return NULL;
    }
  name = g_strdup (rushes_board_step_get_name (step));
  g_ptr_array_add (to, g_steal_pointer (&step));
  rushes_board_tell_changed (self);
  return name;
}

/* Whether @scene came with shots in it, in one step that can be taken back. */
gboolean
rushes_board_has_begun (RushesBoard *self, RushesBoardItem *scene)
{
  GPtrArray *done = get_steps (self, FALSE);

  for (guint i = 0; i < done->len; i++)
    if (rushes_board_step_has_begun (done->pdata[i], scene))
      return TRUE;
  return FALSE;
}

/* Returns: (nullable): what the next undo or redo would be about */
const char *
rushes_board_get_undo_name (RushesBoard *self, gboolean redo)
{
  GPtrArray *steps = get_steps (self, redo);

  return steps->len > 0 ? rushes_board_step_get_name (steps->pdata[steps->len - 1]) : NULL;
}

static GVariant *
steps_to_variant (GPtrArray *steps)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < steps->len; i++)
    {
      g_autoptr (GVariant) step = rushes_board_step_to_variant (steps->pdata[i]);
      g_variant_builder_add (&builder, "v", step);
    }
  return g_variant_builder_end (&builder);
}

/* Returns: (transfer full): a{sv}: the steps done and taken back, oldest first */
GVariant *
rushes_board_history_to_variant (RushesBoard *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&builder, "{sv}", "done", steps_to_variant (get_steps (self, FALSE)));
  g_variant_builder_add (&builder, "{sv}", "undone", steps_to_variant (get_steps (self, TRUE)));
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
steps_from_variant (GVariant *value, const char *name, GPtrArray *steps)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (value, name, G_VARIANT_TYPE ("av"));

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (list, i), inner = g_variant_get_variant (box);
      RushesBoardStep *step = rushes_board_step_from_variant (inner);
      if (step != NULL)
        g_ptr_array_add (steps, step);
    }
}

/* What cannot be read of it is left out: a step that does not fit is refused when it is its turn. */
void
rushes_board_history_from_variant (RushesBoard *self, GVariant *value)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    return;
  steps_from_variant (value, "done", get_steps (self, FALSE));
  steps_from_variant (value, "undone", get_steps (self, TRUE));
}
