/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-list.h"

#include "rushes-clip-pages.h"
#include "rushes-clip-search.h"
#include "rushes-entries.h"
#include "rushes-steps.h"
#include "rushes-worker.h"

/* A query as a list model: an array of row numbers; objects are made when a position is asked for, and read by pages on a worker, so that
 * nobody who asks for one waits for a disk. A query runs on a worker: the first screenful is asked for alone, so that it is there before
 * the rest of a hundred thousand. What a view shows stays where it is: only what differs changes. */

#define SCREENFUL 256
#define FEW 100       /* entries that change in one turn of the main loop, while some are in sight */
#define TURN_US 3000  /* for more than that, a turn takes so long */

struct _RushesClipList
{
  GObject parent_instance;
  RushesLibrary *library;
  GArray *entries;  /* RushesEntry */
  GHashTable *open; /* gint64: keys of the stacks that are open */
  guint n_found, n_stacks;
  RushesClipPages *pages;
  RushesQuery *query;
  GCancellable *cancellable;
  gboolean busy;  /* a query runs, or what it found is on its way into the list */
  gboolean again; /* and what it asked for has changed meanwhile */
  gboolean failed; /* the last one had no answer */
  RushesSightFunc sight; /* (nullable) */
  gpointer sight_data;
  RushesKeepFunc keep; /* (nullable) */
  gpointer keep_data;
  GArray *held;   /* gint64: rows of what is shown for that alone */
  GArray *members; /* (nullable): RushesMember: in which stacks all that match are */
  GArray *to;     /* (nullable): RushesEntry: what is on its way into the list */
  GArray *steps;  /* (nullable): RushesStep: how */
  guint n_stepped, stepper;
  gboolean replacing; /* between those signals */
  gboolean telling; /* of a change: what comes and goes meanwhile is looked at afterwards, since others have yet to hear of this one */
};

enum
{
  SIGNAL_REPLACING,
  SIGNAL_REPLACED,
  SIGNAL_RESTACKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void rushes_clip_list_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesClipList, rushes_clip_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rushes_clip_list_iface_init))

static const RushesEntry *
get_entry (RushesClipList *self, guint position)
{
  return &g_array_index (self->entries, RushesEntry, position);
}

static GType
rushes_clip_list_get_item_type (GListModel *model)
{
  return RUSHES_TYPE_CLIP;
}

static guint
rushes_clip_list_get_n_items (GListModel *model)
{
  return RUSHES_CLIP_LIST (model)->entries->len;
}

static gpointer
rushes_clip_list_get_item (GListModel *model, guint position)
{
  RushesClipList *self = RUSHES_CLIP_LIST (model);

  return position < self->entries->len ? rushes_clip_pages_ref (self->pages, position) : NULL;
}

static gint64
get_row (guint position, gpointer data)
{
  RushesClipList *self = data;

  return position < self->entries->len ? get_entry (self, position)->row : 0;
}

static void
rushes_clip_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rushes_clip_list_get_item_type;
  iface->get_n_items = rushes_clip_list_get_n_items;
  iface->get_item = rushes_clip_list_get_item;
}

/* The next question does not wait for the answer to one that nobody asks any more. */
static void
run_query (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RushesClipAnswer *answer;
  GError *error = NULL;

  g_cancellable_push_current (cancellable);
  answer = rushes_clip_search (RUSHES_CLIP_LIST (source)->library, data, &error);
  g_cancellable_pop_current (cancellable);
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) rushes_clip_answer_free);
  else
    g_task_return_error (task, error);
}

/* Both have the same clips; how they stand may be another thing. @to: (transfer full) */
static void
end_at (RushesClipList *self, GArray *to)
{
  g_array_unref (self->entries);
  self->entries = to;
  g_signal_emit (self, signals[SIGNAL_RESTACKED], 0);
}

static void
splice (RushesClipList *self, GArray *to, const RushesStep *step)
{
  rushes_clip_pages_forget (self->pages);
  self->telling = TRUE;
  rushes_entries_splice (G_LIST_MODEL (self), self->entries, step->position, step->n_removed, to, step->from, step->n_added);
  self->telling = FALSE;
}

static void
tell (RushesClipList *self, guint position, guint n_removed, guint n_added)
{
  self->telling = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  self->telling = FALSE;
}

/* What is on its way stops where it is, and goes on to something else: until then some of it is out. */
static void
stop_steps (RushesClipList *self)
{
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->to, g_array_unref);
  g_clear_handle_id (&self->stepper, g_source_remove);
}

static void
set_replacing (RushesClipList *self, gboolean replacing)
{
  if (self->replacing == replacing)
    return;
  self->replacing = replacing;
  g_signal_emit (self, signals[replacing ? SIGNAL_REPLACING : SIGNAL_REPLACED], 0);
}

static void settle (RushesClipList *self);

static gboolean
on_step (gpointer data)
{
  RushesClipList *self = data;
  gint64 end = g_get_monotonic_time () + TURN_US;
  g_autoptr (GCancellable) asked_by = g_object_ref (self->cancellable);
  GArray *to;

  do
    splice (self, self->to, &g_array_index (self->steps, RushesStep, self->n_stepped++));
  while (self->steps != NULL && self->n_stepped < self->steps->len && g_get_monotonic_time () < end);
  if (self->steps == NULL) /* who heard of one of them asked for something else */
    return G_SOURCE_REMOVE;
  if (self->n_stepped < self->steps->len)
    return G_SOURCE_CONTINUE;
  self->stepper = 0;
  to = g_steal_pointer (&self->to);
  stop_steps (self);
  end_at (self, to);
  set_replacing (self, FALSE);
  if (asked_by == self->cancellable) /* else who heard of the end asked for something else, and that is on its way */
    settle (self);
  return G_SOURCE_REMOVE;
}

/* Returns: whether it came further if what is out is held */
static gboolean
approach (RushesClipList *self, GArray *to, guint *start, guint *end)
{
  gboolean further;

  rushes_clip_pages_forget (self->pages);
  self->telling = TRUE;
  further = rushes_entries_approach (G_LIST_MODEL (self), self->entries, to, self->replacing, start, end);
  self->telling = FALSE;
  return further;
}

/* @to: (transfer full): what is shown from now on. What both begin and end with stays. Returns: whether that is so at once */
static gboolean
take_entries (RushesClipList *self, GArray *to)
{
  RushesSight sight;
  RushesStep rest;
  guint start, end;

  stop_steps (self);
  if (approach (self, to, &start, &end))
    {
      set_replacing (self, TRUE);
      approach (self, to, &start, &end);
    }
  rest = (RushesStep) { start, self->entries->len - start - end, start, to->len - start - end };
  if (rest.n_removed > 0 && rest.n_removed + rest.n_added > FEW && self->sight != NULL && self->sight (&sight, self->sight_data))
    {
      self->to = to;
      self->steps = rushes_steps_new (self->entries, to, start, end, &sight);
      self->n_stepped = 0;
      self->stepper = g_idle_add (on_step, self);
      set_replacing (self, TRUE);
      return FALSE;
    }
  if (rest.n_removed + rest.n_added > 0)
    splice (self, to, &rest);
  end_at (self, to);
  set_replacing (self, FALSE);
  return TRUE;
}

static void start (RushesClipList *self, guint limit);

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesClipList *self = RUSHES_CLIP_LIST (source);
  guint limit = ((RushesClipQuestion *) g_task_get_task_data (G_TASK (result)))->query->limit;
  GCancellable *asked_by = g_task_get_cancellable (G_TASK (result));
  g_autoptr (RushesClipAnswer) answer = g_task_propagate_pointer (G_TASK (result), NULL);
  gboolean shown = TRUE;

  if (asked_by == self->cancellable && self->library != NULL) /* else another question has been asked, or nobody listens */
    {
      self->failed = answer == NULL;
      self->again |= answer != NULL && limit > 0 && answer->n_found >= limit; /* there is more */
      if (answer != NULL)
        {
          self->n_found = answer->n_found;
          self->n_stacks = answer->n_stacks;
          g_array_unref (self->held);
          self->held = g_array_ref (answer->held);
          g_clear_pointer (&self->members, g_array_unref);
          self->members = g_steal_pointer (&answer->members);
          rushes_clip_pages_take (self->pages, answer->read);
          shown = take_entries (self, g_steal_pointer (&answer->entries));
        }
      else
        {
          set_replacing (self, FALSE);
          g_signal_emit (self, signals[SIGNAL_RESTACKED], 0);
        }
      if (shown && asked_by == self->cancellable)
        settle (self);
    }
}

static void
add_key (gpointer key, gpointer value, gpointer set)
{
  g_hash_table_add (set, g_memdup2 (key, sizeof (gint64)));
}

/* Only who asks the same again keeps something. */
static RushesClipQuestion *
new_question (RushesClipList *self, guint limit)
{
  RushesClipQuestion *question = rushes_clip_question_new (self->query);
  g_autoptr (GArray) kept = limit == 0 && self->keep != NULL ? self->keep (self->keep_data) : NULL;
  GArray *shown = self->to != NULL ? self->to : self->entries; /* on its way there, much is out */

  question->query->limit = limit;
  g_hash_table_foreach (self->open, add_key, question->open);
  if (kept != NULL)
    g_array_append_vals (question->kept, kept->data, kept->len);
  if (g_hash_table_size (question->open) > 0 || question->kept->len > 0)
    g_array_append_vals (question->before, shown->data, shown->len);
  return question;
}

static void
start (RushesClipList *self, guint limit)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_answer, NULL);

  self->busy = TRUE;
  self->again = FALSE;
  g_task_set_task_data (task, new_question (self, limit), (GDestroyNotify) rushes_clip_question_free);
  rushes_worker_run (task, run_query);
}

/* What was found is in the list. */
static void
settle (RushesClipList *self)
{
  self->busy = FALSE;
  if (self->again)
    start (self, 0);
}

/* Shows what matches @query, soon. */
void
rushes_clip_list_query (RushesClipList *self, const RushesQuery *query)
{
  RushesQuery *own = rushes_query_copy (query);

  g_clear_pointer (&self->query, rushes_query_free);
  self->query = own;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  start (self, SCREENFUL);
  stop_steps (self);
}

/* Returns: whether the index could not be read when it was asked last: then what is in the list is what it had before, and none says nothing of what there is */
gboolean
rushes_clip_list_has_failed (RushesClipList *self)
{
  return self->failed;
}

/* The same question again, since the answer may be another now. */
void
rushes_clip_list_refresh (RushesClipList *self)
{
  if (self->busy)
    self->again = TRUE;
  else
    start (self, 0);
}

static int
find_row (RushesClipList *self, gint64 row)
{
  guint position = rushes_entries_find (self->entries, 0, row);

  return position < self->entries->len ? (int) position : -1;
}

/* A clip that has just been made stands first; one that comes back from the trash, or was imported, may not. Rows are times. */
static gboolean
is_first (RushesClipList *self, gint64 row)
{
  return !self->busy && rushes_query_is_plain (self->query) && (self->entries->len == 0 || row > get_entry (self, 0)->row);
}

static void
on_added (RushesLibrary *library, gint64 row, RushesClipList *self)
{
  if (find_row (self, row) >= 0)
    return;
  if (!self->telling && is_first (self, row))
    {
      RushesEntry entry = { .row = row, .count = 1 };
      g_autoptr (RushesClip) clip = rushes_library_ref_clip_later (library, row);
      rushes_clip_pages_keep (self->pages, clip);
      rushes_clip_pages_forget (self->pages);
      g_array_prepend_val (self->entries, entry);
      self->n_found++;
      tell (self, 0, 0, 1);
    }
  else
    rushes_clip_list_refresh (self);
}

static void
on_removed (RushesLibrary *library, gint64 row, RushesClipList *self)
{
  int position = find_row (self, row);

  if (self->telling)
    {
      rushes_clip_list_refresh (self);
      return;
    }
  if (self->steps != NULL)
    {
      start (self, 0);
      stop_steps (self);
    }
  else if (self->busy) /* it may have been found before it went */
    self->again = TRUE;
  if (position < 0 && !self->query->stacks)
    return;
  if (position < 0 || get_entry (self, position)->place != RUSHES_PLACE_ALONE) /* there are others in its stack */
    {
      rushes_clip_list_refresh (self);
      return;
    }
  rushes_clip_pages_forget (self->pages);
  g_array_remove_index (self->entries, position);
  self->n_found--;
  tell (self, position, 1, 0);
}

/* Only a list of clips without a file is another then. */
static void
on_missing_changed (RushesClipList *self)
{
  if (self->query->missing)
    rushes_clip_list_refresh (self);
}

static int
find_stack (RushesClipList *self, gint64 stack)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (get_entry (self, i)->stack == stack)
      return i;
  return -1;
}

/* The position of a clip for which there is an object, or of the closed stack that it is in; or -1. Main thread; reads nothing. */
int
rushes_clip_list_find (RushesClipList *self, const char *id)
{
  gint64 row = rushes_library_find_known_row (self->library, id);
  int position = row != 0 ? find_row (self, row) : -1;

  gint64 stack = row != 0 && position < 0 && self->query->stacks ? rushes_clip_answer_find_stack (self->members, row) : 0;

  return stack != 0 ? find_stack (self, stack) : position;
}

/* Returns: (transfer none) (nullable): how the clip at @position stands, until the list changes */
const RushesEntry *
rushes_clip_list_get_entry (RushesClipList *self, guint position)
{
  return position < self->entries->len ? get_entry (self, position) : NULL;
}

/* How many clips match, those in closed stacks, too. */
guint
rushes_clip_list_get_n_found (RushesClipList *self)
{
  return self->n_found;
}

/* How many stacks there are, of two clips or more that match. */
guint
rushes_clip_list_get_n_stacks (RushesClipList *self)
{
  return self->n_stacks;
}

/* Whether it is in an order that judgements change. */
gboolean
rushes_clip_list_is_by_rating (RushesClipList *self)
{
  return self->query->sort == RUSHES_SORT_RATING;
}

/* Shows what is in a stack, soon, or only what is on top of it. */
void
rushes_clip_list_set_open (RushesClipList *self, gint64 stack, gboolean open)
{
  if (open)
    g_hash_table_add (self->open, g_memdup2 (&stack, sizeof stack));
  else
    g_hash_table_remove (self->open, &stack);
  rushes_clip_list_refresh (self);
}

/* @func: (nullable): called with @data before the same is asked again: what must not leave its place meanwhile */
void
rushes_clip_list_set_keep_func (RushesClipList *self, RushesKeepFunc func, gpointer data)
{
  self->keep = func;
  self->keep_data = data;
}

/* Of what must not leave something else is true now: what stays for that alone, and does not have to any more, leaves. */
void
rushes_clip_list_let_go (RushesClipList *self)
{
  g_autoptr (GArray) kept = self->held->len > 0 && self->keep != NULL ? self->keep (self->keep_data) : NULL;
  g_autoptr (GHashTable) rows = g_hash_table_new (g_int64_hash, g_int64_equal);
  gboolean leaves = FALSE;

  for (guint i = 0; kept != NULL && i < kept->len; i++)
    g_hash_table_add (rows, &g_array_index (kept, gint64, i));
  for (guint i = 0; i < self->held->len && !leaves; i++)
    leaves = !g_hash_table_contains (rows, &g_array_index (self->held, gint64, i));
  if (leaves)
    rushes_clip_list_refresh (self);
}

/* @func: (nullable): called with @data before much changes: so that what is in sight goes slowly, between “replacing” and “replaced” */
void
rushes_clip_list_set_sight_func (RushesClipList *self, RushesSightFunc func, gpointer data)
{
  self->sight = func;
  self->sight_data = data;
}

static void
rushes_clip_list_dispose (GObject *object)
{
  RushesClipList *self = RUSHES_CLIP_LIST (object);

  stop_steps (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (rushes_clip_list_parent_class)->dispose (object);
}

static void
rushes_clip_list_finalize (GObject *object)
{
  RushesClipList *self = RUSHES_CLIP_LIST (object);

  g_clear_object (&self->cancellable);
  rushes_clip_pages_free (self->pages);
  g_array_unref (self->entries);
  g_array_unref (self->held);
  g_clear_pointer (&self->members, g_array_unref);
  g_hash_table_unref (self->open);
  g_clear_pointer (&self->query, rushes_query_free);
  G_OBJECT_CLASS (rushes_clip_list_parent_class)->finalize (object);
}

static void
rushes_clip_list_class_init (RushesClipListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_clip_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_clip_list_finalize;
  /* Around a change that takes many turns of the main loop: what is taken out may come in again, elsewhere. */
  signals[SIGNAL_REPLACING] = g_signal_new ("replacing", RUSHES_TYPE_CLIP_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REPLACED] = g_signal_new ("replaced", RUSHES_TYPE_CLIP_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
  /* Clips that stayed where they are may stand otherwise: see rushes_clip_list_get_entry(). */
  signals[SIGNAL_RESTACKED] = g_signal_new ("restacked", RUSHES_TYPE_CLIP_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_clip_list_init (RushesClipList *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (RushesEntry));
  self->held = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->open = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

/* Starts with everything, newest first. */
RushesClipList *
rushes_clip_list_new (RushesLibrary *library)
{
  RushesClipList *self = g_object_new (RUSHES_TYPE_CLIP_LIST, NULL);

  self->library = g_object_ref (library);
  self->pages = rushes_clip_pages_new (library, get_row, self);
  g_signal_connect_object (library, "added", G_CALLBACK (on_added), self, 0);
  g_signal_connect_object (library, "removed", G_CALLBACK (on_removed), self, 0);
  g_signal_connect_object (library, "changed", G_CALLBACK (rushes_clip_list_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "missing-changed", G_CALLBACK (on_missing_changed), self, G_CONNECT_SWAPPED);
  rushes_clip_list_query (self, &(RushesQuery) { 0 });
  return self;
}
