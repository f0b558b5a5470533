/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-told.h"

#include "rushes-toast.h"

/* One toast for all that is told one after the other, so that they don't stand in a line: it says the last, for as long as if it had just come.
 * libadwaita counts from when a toast comes, and what is said at its end would be gone at once; so the seconds in which it can be read are counted here. */

struct _RushesTold
{
  GObject parent_instance;
  AdwToastOverlay *overlay; /* weak */
  AdwToast *toast;          /* (nullable): not owned: while it is there */
  guint left, timer;        /* seconds */
};

static guint signal_gone;

G_DEFINE_FINAL_TYPE (RushesTold, rushes_told, G_TYPE_OBJECT)

static void
rushes_told_dispose (GObject *object)
{
  RushesTold *self = RUSHES_TOLD (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_weak_pointer (&self->overlay);
  G_OBJECT_CLASS (rushes_told_parent_class)->dispose (object);
}

static void
rushes_told_class_init (RushesToldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_told_dispose;
  /* The toast has gone: nothing of what was said can be read any more. */
  signal_gone = g_signal_new ("gone", RUSHES_TYPE_TOLD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_told_init (RushesTold *self)
{
}

/* @overlay: lives as long as what is told matters. Returns: (transfer full) */
RushesTold *
rushes_told_new (AdwToastOverlay *overlay)
{
  RushesTold *self = g_object_new (RUSHES_TYPE_TOLD, NULL);

  g_set_weak_pointer (&self->overlay, overlay);
  return self;
}

static void
forget (RushesTold *self)
{
  self->toast = NULL;
  g_clear_handle_id (&self->timer, g_source_remove);
}

static void
on_dismissed (RushesTold *self)
{
  forget (self);
  g_signal_emit (self, signal_gone, 0);
}

/* Behind another one nobody reads it, and under the pointer or the focus it stays. */
static gboolean
on_second (gpointer data)
{
  RushesTold *self = data;

  if (self->overlay == NULL || !rushes_toast_is_passing (self->overlay, self->toast))
    return G_SOURCE_CONTINUE;
  if (self->left > 1)
    {
      self->left--;
      return G_SOURCE_CONTINUE;
    }
  self->timer = 0;
  rushes_toast_end (self->toast);
  return G_SOURCE_REMOVE;
}

static void
begin (RushesTold *self, AdwToast *toast)
{
  self->toast = toast;
  adw_toast_set_timeout (toast, 0);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_dismissed), self, G_CONNECT_SWAPPED);
  self->timer = g_timeout_add_seconds (1, on_second, self);
  adw_toast_overlay_add_toast (self->overlay, toast);
}

/* @toast: (transfer full): of rushes_toast_new(): its words, its button's label and action and its timeout are what is said; in place of the last that was said, if that is still there */
void
rushes_told_say (RushesTold *self, AdwToast *toast)
{
  g_autoptr (AdwToast) held = toast;

  if (self->overlay == NULL)
    return;
  self->left = adw_toast_get_timeout (toast);
  if (self->toast == NULL)
    {
      begin (self, g_steal_pointer (&held));
      return;
    }
  rushes_toast_take_words (self->toast, toast);
}

/* What was said is not so any more: it goes, and what is said next comes in another toast. */
void
rushes_told_end (RushesTold *self)
{
  g_autoptr (AdwToast) toast = self->toast != NULL ? g_object_ref (self->toast) : NULL;

  if (toast == NULL)
    return;
  g_signal_handlers_disconnect_by_func (toast, on_dismissed, self);
  forget (self);
  rushes_toast_dismiss (self->overlay, toast);
}
