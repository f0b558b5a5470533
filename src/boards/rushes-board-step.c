/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-step.h"

#include "rushes-board-item-private.h"
#include "rushes-board-private.h"
#include "rushes-board-text.h"
#include "rushes-error.h"

#include <glib/gi18n.h>

/* What can be taken back: a step has a name and edits, each of which can be applied and reverted. Edits name what they change by its address,
 * so that they can be kept in a file and taken back in another session. */

typedef enum
{
  SET,    /* member of where: before → after */
  INSERT, /* content below where, at index */
  REMOVE, /* the other way round */
  MOVE,   /* where from below before_parent to parent */
  JOB,    /* a job makes takes for where */
} Kind;

static const char *const kinds[] = { "set", "insert", "remove", "move", "job" };

typedef struct
{
  Kind kind;
  char *where;  /* the item, of INSERT and REMOVE its parent */
  char *member; /* SET: its name; JOB: the job's id */
  char *from, *to; /* MOVE: scenes */
  gint64 from_index, index;
  GVariant *before, *after; /* SET: (nullable); INSERT and REMOVE: after is the content */
} Edit;

struct _RushesBoardStep
{
  char *name;
  GPtrArray *edits;
};

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_free (edit->where);
  g_free (edit->member);
  g_free (edit->from);
  g_free (edit->to);
  g_clear_pointer (&edit->before, g_variant_unref);
  g_clear_pointer (&edit->after, g_variant_unref);
  g_free (edit);
}

/* @name: a short sentence without a full stop: what was done. Returns: (transfer full): nothing done yet */
RushesBoardStep *
rushes_board_step_new (const char *name)
{
  RushesBoardStep *self = g_new0 (RushesBoardStep, 1);

  self->name = g_strdup (name);
  self->edits = g_ptr_array_new_with_free_func (edit_free);
  return self;
}

void
rushes_board_step_free (RushesBoardStep *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->edits);
  g_free (self);
}

const char *
rushes_board_step_get_name (RushesBoardStep *self)
{
  return self->name;
}

gboolean
rushes_board_step_is_empty (RushesBoardStep *self)
{
  return self->edits->len == 0;
}

/* @where: (transfer full) */
static Edit *
add (RushesBoardStep *self, Kind kind, char *where)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->kind = kind;
  edit->where = where;
  g_ptr_array_add (self->edits, edit);
  return edit;
}

static gboolean
is_same (GVariant *a, GVariant *b)
{
  return a == b || (a != NULL && b != NULL && g_variant_equal (a, b));
}

/* @value: (nullable): takes the member away; a floating reference is taken. Nothing is added if it is that already. */
void
rushes_board_step_add_set (RushesBoardStep *self, RushesBoardItem *item, const char *member, GVariant *value)
{
  GVariant *before = rushes_board_item_get (item, member);
  g_autoptr (GVariant) after = value != NULL ? rushes_board_text_make_plain (value) : NULL;
  Edit *edit;

  if (is_same (before, after))
    return;
  edit = add (self, SET, rushes_board_item_dup_address (item));
  edit->member = g_strdup (member);
  edit->before = before != NULL ? g_variant_ref (before) : NULL;
  edit->after = g_steal_pointer (&after);
}

/* @child: only looked at */
void
rushes_board_step_add_insert (RushesBoardStep *self, RushesBoardItem *parent, guint index, RushesBoardItem *child)
{
  Edit *edit = add (self, INSERT, rushes_board_item_dup_address (parent));

  edit->index = index;
  edit->after = rushes_board_item_to_variant (child);
}

void
rushes_board_step_add_remove (RushesBoardStep *self, RushesBoardItem *child)
{
  Edit *edit = add (self, REMOVE, rushes_board_item_dup_address (rushes_board_item_get_parent (child)));

  edit->index = rushes_board_item_get_index (child);
  edit->after = rushes_board_item_to_variant (child);
}

/* @child: a shot, or a scene; @index: where it stands in @parent afterwards */
void
rushes_board_step_add_move (RushesBoardStep *self, RushesBoardItem *child, RushesBoardItem *parent, guint index)
{
  Edit *edit = add (self, MOVE, rushes_board_item_dup_address (child));

  edit->from = rushes_board_item_dup_address (rushes_board_item_get_parent (child));
  edit->from_index = rushes_board_item_get_index (child);
  edit->to = rushes_board_item_dup_address (parent);
  edit->index = index;
}

/* What comes of a job becomes takes of @shot. Taken back, it does not, or they leave the shot; the job itself goes on. */
void
rushes_board_step_add_job (RushesBoardStep *self, RushesBoardItem *shot, const char *job)
{
  add (self, JOB, rushes_board_item_dup_address (shot))->member = g_strdup (job);
}

/* @other: is empty afterwards */
void
rushes_board_step_append (RushesBoardStep *self, RushesBoardStep *other)
{
  g_ptr_array_extend_and_steal (self->edits, g_ptr_array_ref (other->edits));
}

static gboolean
has_job (RushesBoardStep *self, const char *id)
{
  for (guint i = 0; i < self->edits->len; i++)
    if (((Edit *) self->edits->pdata[i])->kind == JOB && g_strcmp0 (((Edit *) self->edits->pdata[i])->member, id) == 0)
      return TRUE;
  return FALSE;
}

/* @clips: (element-type utf8). Returns: whether one of them is what a job of the step has made: its first clip has the job's id */
gboolean
rushes_board_step_has_made (RushesBoardStep *self, GPtrArray *clips)
{
  for (guint i = 0; i < clips->len; i++)
    if (has_job (self, clips->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Returns: whether it put that scene on the board, with shots in it */
gboolean
rushes_board_step_has_begun (RushesBoardStep *self, RushesBoardItem *scene)
{
  gint64 id = rushes_board_item_get_int (scene, RUSHES_BOARD_ID, 0);

  for (guint i = 0; i < self->edits->len; i++)
    {
      Edit *edit = self->edits->pdata[i];
      g_autoptr (RushesBoardItem) begun = NULL;

      if (edit->kind != INSERT || !g_str_equal (edit->where, "board"))
        continue;
      begun = rushes_board_item_from_variant (RUSHES_BOARD_LEVEL_SCENE, edit->after, NULL);
      if (begun != NULL && rushes_board_item_get_int (begun, RUSHES_BOARD_ID, 0) == id && rushes_board_item_get_count (begun) > 0)
        return TRUE;
    }
  return FALSE;
}

/* A fill goes on: both are one. @other: is empty afterwards */
void
rushes_board_step_go_on (RushesBoardStep *self, RushesBoardStep *other)
{
  rushes_board_step_append (self, other);
  g_free (self->name);
  self->name = g_strdup_printf (ngettext ("%u shot filled", "%u shots filled", self->edits->len), self->edits->len);
}

static gboolean
refuse (Edit *edit, GError **error)
{
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("This cannot be done any more: “%s” was changed since"), edit->where);
  return FALSE;
}

static gboolean
run_set (Edit *edit, RushesBoardItem *item, gboolean forward, GError **error)
{
  GVariant *now = rushes_board_item_get (item, edit->member), *wanted = forward ? edit->after : edit->before;

  if (!is_same (now, forward ? edit->before : edit->after))
    return refuse (edit, error);
  rushes_board_item_set (item, edit->member, wanted);
  return TRUE;
}

/* (nullable): the child with the address that the content has */
static RushesBoardItem *
find_child (RushesBoard *board, RushesBoardItem *parent, GVariant *content)
{
  g_autoptr (RushesBoardItem) child = rushes_board_item_from_variant (rushes_board_item_get_level (parent) + 1, content, NULL);
  g_autofree char *address = child != NULL ? rushes_board_item_dup_address (child) : g_strdup ("");

  if (child != NULL && rushes_board_item_get_level (child) == RUSHES_BOARD_LEVEL_TAKE)
    {
      g_free (address);
      address = g_strdup_printf ("take %" G_GINT64_FORMAT " %s", rushes_board_item_get_int (parent, RUSHES_BOARD_NUMBER, 0),
                                 rushes_board_item_get_string (child, RUSHES_BOARD_CLIP));
    }
  return rushes_board_find (board, address);
}

static gboolean
put_in (Edit *edit, RushesBoard *board, RushesBoardItem *parent, GError **error)
{
  RushesBoardItem *child;

  if (find_child (board, parent, edit->after) != NULL)
    return refuse (edit, error);
  child = rushes_board_item_from_variant (rushes_board_item_get_level (parent) + 1, edit->after, error);
  if (child == NULL)
    return FALSE;
  rushes_board_attach (board, parent, (guint) CLAMP (edit->index, 0, G_MAXINT), child);
  return TRUE;
}

/* What it became meanwhile comes back with it. */
static gboolean
take_out (Edit *edit, RushesBoard *board, RushesBoardItem *parent, GError **error)
{
  RushesBoardItem *child = find_child (board, parent, edit->after);
  g_autoptr (RushesBoardItem) out = NULL;

  if (child == NULL || rushes_board_item_get_parent (child) != parent)
    return refuse (edit, error);
  edit->index = rushes_board_item_get_index (child);
  g_variant_unref (edit->after);
  edit->after = rushes_board_item_to_variant (child);
  out = rushes_board_detach (board, child);
  if (rushes_board_item_get_level (out) == RUSHES_BOARD_LEVEL_TAKE && rushes_board_item_get_string (out, RUSHES_BOARD_CLIP) != NULL)
    rushes_board_item_add_text (parent, RUSHES_BOARD_LEFT_OUT, rushes_board_item_get_string (out, RUSHES_BOARD_CLIP));
  return TRUE;
}

/* Where it comes from is seen when it is moved: an edit before this one may have moved what is beside it. */
static gboolean
run_move (Edit *edit, RushesBoard *board, RushesBoardItem *child, gboolean forward, GError **error)
{
  RushesBoardItem *parent = rushes_board_find (board, forward ? edit->to : edit->from);

  if (parent == NULL || rushes_board_item_get_level (parent) + 1 != rushes_board_item_get_level (child))
    return refuse (edit, error);
  if (forward)
    {
      g_free (edit->from);
      edit->from = rushes_board_item_dup_address (rushes_board_item_get_parent (child));
      edit->from_index = rushes_board_item_get_index (child);
    }
  rushes_board_attach (board, parent, (guint) CLAMP (forward ? edit->index : edit->from_index, 0, G_MAXINT), rushes_board_detach (board, child));
  return TRUE;
}

/* The first file of a job has its id, the others “2-” and so on before it. */
static gboolean
is_of_job (RushesBoardItem *take, const char *job)
{
  const char *clip = rushes_board_item_get_string (take, RUSHES_BOARD_CLIP);
  const char *id = clip != NULL && strlen (clip) > strlen (job) ? clip + strlen (clip) - strlen (job) - 1 : NULL;

  return g_strcmp0 (clip, job) == 0 || (id != NULL && *id == '-' && g_str_equal (id + 1, job) && g_ascii_isdigit (*clip));
}

static void
leave_out (RushesBoard *board, RushesBoardItem *shot, const char *job)
{
  for (guint i = rushes_board_item_get_count (shot); i-- > 0;)
    {
      RushesBoardItem *take = rushes_board_item_get_child (shot, i);
      if (!is_of_job (take, job))
        continue;
      if (g_strcmp0 (rushes_board_item_get_string (shot, RUSHES_BOARD_CHOSEN), rushes_board_item_get_string (take, RUSHES_BOARD_CLIP)) == 0)
        rushes_board_item_set (shot, RUSHES_BOARD_CHOSEN, NULL);
      g_object_unref (rushes_board_detach (board, take));
    }
  rushes_board_item_take_text (shot, RUSHES_BOARD_JOBS, job);
  rushes_board_item_add_text (shot, RUSHES_BOARD_LEFT_OUT, job);
}

/* A take that comes back is found by whoever collects what jobs have made. */
static gboolean
run_job (Edit *edit, RushesBoard *board, RushesBoardItem *shot, gboolean forward)
{
  if (!forward)
    {
      leave_out (board, shot, edit->member);
      return TRUE;
    }
  rushes_board_item_take_text (shot, RUSHES_BOARD_LEFT_OUT, edit->member);
  rushes_board_item_add_text (shot, RUSHES_BOARD_JOBS, edit->member);
  return TRUE;
}

static gboolean
run_edit (Edit *edit, RushesBoard *board, gboolean forward, GError **error)
{
  RushesBoardItem *item = rushes_board_find (board, edit->where);

  if (item == NULL)
    return refuse (edit, error);
  switch (edit->kind)
    {
    case SET:
      return run_set (edit, item, forward, error);
    case INSERT:
      return forward ? put_in (edit, board, item, error) : take_out (edit, board, item, error);
    case REMOVE:
      return forward ? take_out (edit, board, item, error) : put_in (edit, board, item, error);
    case MOVE:
      return run_move (edit, board, item, forward, error);
    case JOB:
      return run_job (edit, board, item, forward);
    default:
      return FALSE;
    }
}

/* Does it, or takes it back: all of it, or nothing. For the board. */
gboolean
rushes_board_step_run (RushesBoardStep *self, RushesBoard *board, gboolean forward, GError **error)
{
  guint count = self->edits->len;

  for (guint i = 0; i < count; i++)
    if (!run_edit (self->edits->pdata[forward ? i : count - 1 - i], board, forward, error))
      {
        while (i-- > 0)
          run_edit (self->edits->pdata[forward ? i : count - 1 - i], board, !forward, NULL);
        return FALSE;
      }
  return TRUE;
}

static void
put_text (GVariantBuilder *builder, const char *name, const char *text)
{
  if (text != NULL)
    g_variant_builder_add (builder, "{sv}", name, g_variant_new_string (text));
}

static GVariant *
edit_to_variant (Edit *edit)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  put_text (&builder, "do", kinds[edit->kind]);
  put_text (&builder, "where", edit->where);
  put_text (&builder, "member", edit->member);
  put_text (&builder, "from", edit->from);
  put_text (&builder, "to", edit->to);
  g_variant_builder_add (&builder, "{sv}", "from_index", g_variant_new_int64 (edit->from_index));
  g_variant_builder_add (&builder, "{sv}", "index", g_variant_new_int64 (edit->index));
  if (edit->before != NULL)
    g_variant_builder_add (&builder, "{sv}", "before", edit->before);
  if (edit->after != NULL)
    g_variant_builder_add (&builder, "{sv}", "after", edit->after);
  return g_variant_builder_end (&builder);
}

/* Returns: (transfer full): a{sv}, plain: for a file */
GVariant *
rushes_board_step_to_variant (RushesBoardStep *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT), edits = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < self->edits->len; i++)
    g_variant_builder_add (&edits, "v", edit_to_variant (self->edits->pdata[i]));
  put_text (&builder, "name", self->name);
  g_variant_builder_add (&builder, "{sv}", "edits", g_variant_builder_end (&edits));
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* Whether it has all that its kind needs. */
static gboolean
is_whole (const Edit *edit)
{
  return edit->where != NULL && (edit->member != NULL || (edit->kind != SET && edit->kind != JOB)) &&
         (edit->after != NULL || (edit->kind != INSERT && edit->kind != REMOVE)) && ((edit->from != NULL && edit->to != NULL) || edit->kind != MOVE) &&
         (edit->after == NULL || edit->kind == SET || g_variant_is_of_type (edit->after, G_VARIANT_TYPE_VARDICT));
}

static gboolean
add_from_variant (RushesBoardStep *self, GVariant *value)
{
  const char *kind = "";
  Edit *edit = add (self, SET, NULL);

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    return FALSE;
  g_variant_lookup (value, "do", "&s", &kind);
  while (edit->kind <= JOB && !g_str_equal (kinds[edit->kind], kind))
    if (++edit->kind > JOB)
      return FALSE;
  g_variant_lookup (value, "where", "s", &edit->where);
  g_variant_lookup (value, "member", "s", &edit->member);
  g_variant_lookup (value, "from", "s", &edit->from);
  g_variant_lookup (value, "to", "s", &edit->to);
  g_variant_lookup (value, "from_index", "x", &edit->from_index);
  g_variant_lookup (value, "index", "x", &edit->index);
  edit->before = g_variant_lookup_value (value, "before", NULL);
  edit->after = g_variant_lookup_value (value, "after", NULL);
  return is_whole (edit);
}

/* Returns: (transfer full) (nullable): NULL if it is none */
RushesBoardStep *
rushes_board_step_from_variant (GVariant *value)
{
  g_autoptr (RushesBoardStep) self = NULL;
  g_autoptr (GVariant) edits = NULL;
  const char *name = NULL;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (value, "name", "&s", &name))
    return NULL;
  self = rushes_board_step_new (name);
  edits = g_variant_lookup_value (value, "edits", G_VARIANT_TYPE ("av"));
  for (gsize i = 0; edits != NULL && i < g_variant_n_children (edits); i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (edits, i), inner = g_variant_get_variant (box);
      if (!add_from_variant (self, inner))
        return NULL;
    }
  return g_steal_pointer (&self);
}
