/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-wishes.h"

/* What is to be done when the library, the window or the queue is there: a line of calls. Main thread. */
struct _RushesWishes
{
  GQueue line; /* Wish */
};

typedef struct
{
  RushesWishKind kind;
  RushesDesktopFunc func; /* (nullable) */
  gpointer data;
  GDestroyNotify destroy; /* (nullable) */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  if (wish->destroy != NULL)
    wish->destroy (wish->data);
  g_free (wish);
}

RushesWishes *
rushes_wishes_new (void)
{
  return g_new0 (RushesWishes, 1);
}

void
rushes_wishes_free (RushesWishes *self)
{
  g_queue_clear_full (&self->line, wish_free);
  g_free (self);
}

/* @func: (nullable); @destroy: (nullable): called in any case */
void
rushes_wishes_add (RushesWishes *self, RushesWishKind kind, RushesDesktopFunc func, gpointer data, GDestroyNotify destroy)
{
  Wish *wish = g_new (Wish, 1);

  *wish = (Wish) { kind, func, data, destroy };
  g_queue_push_tail (&self->line, wish);
}

gboolean
rushes_wishes_has (RushesWishes *self, RushesWishKind kind)
{
  for (GList *l = self->line.head; l != NULL; l = l->next)
    if (((Wish *) l->data)->kind == kind)
      return TRUE;
  return FALSE;
}

/* Off the line first: what one of them does may add others. Returns: (transfer full) */
static GQueue *
take (RushesWishes *self, RushesWishKind kind)
{
  GQueue *taken = g_queue_new ();

  for (GList *l = self->line.head, *next; l != NULL; l = next)
    {
      next = l->next;
      if (((Wish *) l->data)->kind != kind)
        continue;
      g_queue_unlink (&self->line, l);
      g_queue_push_tail_link (taken, l);
    }
  return taken;
}

/* Calls what waits for that. */
void
rushes_wishes_grant (RushesWishes *self, RushesWishKind kind, const RushesDesktop *desktop, RushesCore *core, RushesWindow *window)
{
  GQueue *taken = take (self, kind);

  for (GList *l = taken->head; l != NULL; l = l->next)
    {
      Wish *wish = l->data;
      if (wish->func != NULL)
        wish->func (desktop, core, window, wish->data);
    }
  g_queue_free_full (taken, wish_free);
}

/* It will not be. */
void
rushes_wishes_drop (RushesWishes *self, RushesWishKind kind)
{
  g_queue_free_full (take (self, kind), wish_free);
}
