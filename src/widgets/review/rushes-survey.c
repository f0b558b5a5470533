/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-survey.h"

#include "rushes-damage-words.h"
#include "rushes-missing.h"
#include "rushes-review-grid.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

struct _RushesSurvey
{
  GtkBox parent_instance;
  GtkStack *stack;
  RushesReviewGrid *grid;
  RushesLibrary *library;
  RushesEnsemble *ensemble;
  GPtrArray *cells;    /* RushesReviewCell, each also in the grid; as many as the ensemble has clips */
  GArray *rows;        /* gint64: of their clips in the library */
  GHashTable *kept;    /* clips that were rejected before they came here: these stay */
  GHashTable *gone;    /* clips in the trash */
  guint current;       /* what keys are about */
  gboolean hide_rejected, narrow;
  RushesReviewCell *only[2]; /* those that are decoded, or NULL: all that are shown */
  RushesReviewCell *before;  /* what keys were about before */
  gboolean following;  /* views are changed because one was */
};

enum
{
  CURRENT,
  CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesSurvey, rushes_survey, GTK_TYPE_BOX)

static RushesReviewCell *
get_cell (RushesSurvey *self, guint i)
{
  return self->cells->pdata[i];
}

static RushesClip *
get_clip (RushesSurvey *self, guint i)
{
  return rushes_review_cell_get_clip (get_cell (self, i));
}

static gboolean
is_shown (RushesSurvey *self, guint i)
{
  return gtk_widget_get_visible (self->cells->pdata[i]);
}

/* Returns: (transfer none) (nullable): what keys are about; none while nothing is shown */
RushesClip *
rushes_survey_get_clip (RushesSurvey *self)
{
  return self->cells->len > 0 && is_shown (self, self->current) ? get_clip (self, self->current) : NULL;
}

/* Its number, from 0. */
guint
rushes_survey_get_current (RushesSurvey *self)
{
  return self->current;
}

/* Returns: (transfer none): the take that keys are about, or would be */
RushesReviewCell *
rushes_survey_get_cell (RushesSurvey *self)
{
  return get_cell (self, self->current);
}

/* Returns: (transfer container) (element-type RushesReviewCell): those that are shown */
GPtrArray *
rushes_survey_list_shown (RushesSurvey *self)
{
  GPtrArray *shown = g_ptr_array_new ();

  for (guint i = 0; i < self->cells->len; i++)
    if (is_shown (self, i))
      g_ptr_array_add (shown, get_cell (self, i));
  return shown;
}

/* @rejected, @picked: (out): how many are. Returns: how many there are, those that are not shown included */
guint
rushes_survey_count (RushesSurvey *self, guint *picked, guint *rejected)
{
  *picked = *rejected = 0;
  for (guint i = 0; i < self->cells->len; i++)
    {
      RushesVerdict verdict = rushes_clip_get_info (get_clip (self, i))->verdict;
      *picked += verdict == RUSHES_VERDICT_PICK;
      *rejected += verdict == RUSHES_VERDICT_REJECT;
    }
  return self->cells->len - g_hash_table_size (self->gone);
}

/* The pixels that there are for a take: no more are made. */
static void
update_room (RushesSurvey *self, guint i)
{
  RushesStage *stage = rushes_review_cell_get_stage (get_cell (self, i));
  int width, height;

  rushes_stage_get_room (stage, &width, &height);
  if (gtk_widget_get_width (GTK_WIDGET (stage)) > 0)
    rushes_ensemble_set_room (self->ensemble, i, width, height);
}

static void
on_arranged (RushesSurvey *self)
{
  for (guint i = 0; i < self->cells->len && self->only[0] == NULL; i++)
    if (is_shown (self, i))
      update_room (self, i);
}

/* All are seen as near as the one, at the same place. */
static void
on_view_changed (RushesSurvey *self, RushesReviewCell *cell)
{
  RushesView view = rushes_stage_get_view (rushes_review_cell_get_stage (cell));

  if (self->following)
    return;
  self->following = TRUE;
  for (guint i = 0; i < self->cells->len; i++)
    if (get_cell (self, i) != cell)
      rushes_stage_set_view (rushes_review_cell_get_stage (get_cell (self, i)), &view);
  self->following = FALSE;
  on_arranged (self);
}

static void
update_heard (RushesSurvey *self)
{
  int heard;

  g_object_get (self->ensemble, "heard", &heard, NULL);
  for (guint i = 0; i < self->cells->len; i++)
    rushes_review_cell_set_heard (get_cell (self, i), (int) i == heard);
}

/* Keys are about one, and its sound is heard. */
static void
set_current (RushesSurvey *self, guint current)
{
  for (guint i = 0; i < self->cells->len; i++)
    rushes_review_cell_set_current (get_cell (self, i), i == current);
  if (self->current != current)
    self->before = get_cell (self, self->current);
  self->current = current;
  rushes_ensemble_listen (self->ensemble, (int) current);
  g_signal_emit (self, signals[CURRENT], 0);
}

static void
on_chosen (RushesSurvey *self, RushesReviewCell *cell)
{
  guint i;

  if (g_ptr_array_find (self->cells, cell, &i) && i != self->current)
    set_current (self, i);
}

static void
focus (RushesSurvey *self, guint i)
{
  set_current (self, i);
  gtk_widget_grab_focus (self->cells->pdata[i]);
}

/* Returns: the next that is shown, before or behind; @from if there is none */
static guint
find_beside (RushesSurvey *self, guint from, int by)
{
  for (int i = (int) from + by; i >= 0 && i < (int) self->cells->len; i += by)
    if (is_shown (self, i))
      return i;
  return from;
}

/* Without the focus. */
void
rushes_survey_set_current (RushesSurvey *self, RushesReviewCell *cell)
{
  on_chosen (self, cell);
}

/* Returns: (transfer none) (nullable): what that take is compared with: the one that keys were about before, else the one beside it; of
 * those that are shown */
RushesReviewCell *
rushes_survey_get_other (RushesSurvey *self, RushesReviewCell *not_this)
{
  guint this;

  if (self->before != NULL && self->before != not_this && gtk_widget_get_visible (GTK_WIDGET (self->before)))
    return self->before;
  if (!g_ptr_array_find (self->cells, not_this, &this))
    return NULL;
  for (guint i = 1; i < self->cells->len; i++)
    if (is_shown (self, (this + i) % self->cells->len))
      return get_cell (self, (this + i) % self->cells->len);
  return NULL;
}

static void
update_active (RushesSurvey *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    rushes_ensemble_set_active (self->ensemble, i,
                                is_shown (self, i) && (self->only[0] == NULL || get_cell (self, i) == self->only[0] || get_cell (self, i) == self->only[1]));
}

/* @first, @second: (nullable): only these are looked at, elsewhere: the others are not decoded; %NULL: all are again */
void
rushes_survey_set_only (RushesSurvey *self, RushesReviewCell *first, RushesReviewCell *second)
{
  self->only[0] = first;
  self->only[1] = second;
  update_active (self);
  if (first == NULL)
    on_arranged (self);
}

/* @by: how many on, among those that are shown */
void
rushes_survey_move (RushesSurvey *self, int by)
{
  guint to = self->current;

  if (self->cells->len == 0)
    return;
  for (int left = ABS (by); left > 0; left--)
    {
      guint next = find_beside (self, to, by > 0 ? 1 : -1);
      if (next == to)
        break;
      to = next;
    }
  if (to != self->current)
    focus (self, to);
}

/* How many are above each other's next. */
int
rushes_survey_get_columns (RushesSurvey *self)
{
  return (int) rushes_review_grid_get_columns (self->grid);
}

static gboolean
should_show (RushesSurvey *self, RushesClip *clip)
{
  if (g_hash_table_contains (self->gone, clip))
    return FALSE;
  return !self->hide_rejected || rushes_clip_get_info (clip)->verdict != RUSHES_VERDICT_REJECT || g_hash_table_contains (self->kept, clip);
}

/* What is left shows most when it stands in the shape of most. */
static void
update_shape (RushesSurvey *self)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < self->cells->len; i++)
    {
      const RushesClipInfo *info = rushes_clip_get_info (get_clip (self, i));
      if (!is_shown (self, i) || info->width <= 0 || info->height <= 0)
        continue;
      sum += log ((double) info->width / info->height);
      n++;
    }
  rushes_review_grid_set_shape (self->grid, n > 0 ? exp (sum / n) : 16.0 / 9);
}

/* One that goes gives what it has to the next before it does. */
static void
show_cell (RushesSurvey *self, guint i, gboolean shown)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *cell = self->cells->pdata[i], *has_focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had = has_focus != NULL && (has_focus == cell || gtk_widget_is_ancestor (has_focus, cell));
  guint next = find_beside (self, i, 1);

  if (is_shown (self, i) == shown)
    return;
  if (!shown && i == self->current)
    {
      set_current (self, next != i ? next : find_beside (self, i, -1));
      if (had && self->current != i)
        gtk_widget_grab_focus (self->cells->pdata[self->current]);
    }
  gtk_widget_set_visible (cell, shown);
  update_active (self);
  if (shown && !is_shown (self, self->current))
    focus (self, i);
}

static void
update_shown (RushesSurvey *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->cells->len; i++)
    show_cell (self, i, should_show (self, get_clip (self, i)));
  for (guint i = 0; i < self->cells->len; i++)
    any |= is_shown (self, i);
  gtk_stack_set_visible_child_name (self->stack, any || self->cells->len == 0 ? "grid" : "empty");
  update_shape (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* One that was kept is like the others from then on. */
static void
on_judged (RushesSurvey *self, GParamSpec *pspec, RushesClip *clip)
{
  if (rushes_clip_get_info (clip)->verdict != RUSHES_VERDICT_REJECT)
    g_hash_table_remove (self->kept, clip);
  update_shown (self);
}

/* Returns: (nullable): the clip of that row that is looked at here */
static RushesClip *
find_row (RushesSurvey *self, gint64 row)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, gint64, i) == row)
      return get_clip (self, i);
  return NULL;
}

static void
on_removed (RushesSurvey *self, gint64 row)
{
  RushesClip *clip = find_row (self, row);

  if (clip == NULL)
    return;
  g_hash_table_add (self->gone, clip);
  update_shown (self);
}

static void
on_added (RushesSurvey *self, gint64 row)
{
  RushesClip *clip = find_row (self, row);

  if (clip != NULL && g_hash_table_remove (self->gone, clip))
    update_shown (self);
}

/* Why there is nothing to see, and what can be done. */
static char *
dup_problem (RushesSurvey *self, guint i)
{
  const char *problem = rushes_ensemble_get_problem (self->ensemble, i), *missing = rushes_ensemble_get_missing (self->ensemble, i);
  g_autofree char *advice = missing != NULL ? rushes_missing_dup_advice (missing) : NULL;

  if (rushes_library_is_away (self->library))
    return g_strdup (_("The disk is not connected. The take plays when it is back."));
  if (rushes_clip_get_missing (get_clip (self, i)))
    return g_strdup (_("The file is missing. “Find Missing Files…” in its menu looks for it."));
  if (missing != NULL)
    return g_strdup_printf (_("This computer lacks “%s”. %s"), problem, advice);
  return g_strdup_printf (_("%s. Put a whole copy in its place, or reject the take."), problem);
}

static void
on_problem (RushesSurvey *self, guint i)
{
  g_autofree char *problem = rushes_ensemble_get_problem (self->ensemble, i) != NULL ? dup_problem (self, i) : NULL, *damage = NULL;
  double plays, promised;

  if (rushes_ensemble_get_damage (self->ensemble, i, &plays, &promised))
    damage = rushes_damage_words_dup (plays, promised);
  rushes_review_cell_set_problem (get_cell (self, i), problem);
  rushes_review_cell_set_damage (get_cell (self, i), problem == NULL ? damage : NULL);
}

static void
add_cell (RushesSurvey *self, RushesClip *clip)
{
  RushesReviewCell *cell = rushes_review_cell_new (clip, self->cells->len + 1);
  gint64 row = rushes_library_find_known_row (self->library, rushes_clip_get_id (clip));

  if (rushes_clip_get_info (clip)->verdict == RUSHES_VERDICT_REJECT)
    g_hash_table_add (self->kept, clip);
  rushes_review_cell_set_narrow (cell, self->narrow);
  g_ptr_array_add (self->cells, g_object_ref_sink (cell));
  g_array_append_val (self->rows, row);
  rushes_review_grid_append (self->grid, GTK_WIDGET (cell));
  g_signal_connect_object (cell, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cell, "view-changed", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clip, "notify::verdict", G_CALLBACK (on_judged), self, G_CONNECT_SWAPPED);
  rushes_library_see (self->library, clip);
}

static void
open_files (RushesSurvey *self)
{
  g_auto (GStrv) paths = g_new0 (char *, self->cells->len + 1);
  double rates[RUSHES_ENSEMBLE_MAX];

  for (guint i = 0; i < self->cells->len; i++)
    {
      paths[i] = rushes_library_dup_path (self->library, get_clip (self, i));
      rates[i] = rushes_clip_get_info (get_clip (self, i))->fps;
    }
  rushes_ensemble_open (self->ensemble, (const char *const *) paths, rates);
  for (guint i = 0; i < self->cells->len; i++)
    rushes_review_cell_set_paintable (get_cell (self, i), rushes_ensemble_get_paintable (self->ensemble, i));
}

/* @clips: (element-type RushesClip): two to %RUSHES_ENSEMBLE_MAX, which the ensemble opens */
void
rushes_survey_open (RushesSurvey *self, GPtrArray *clips)
{
  for (guint i = 0; i < MIN (clips->len, RUSHES_ENSEMBLE_MAX); i++)
    add_cell (self, clips->pdata[i]);
  open_files (self);
  update_shown (self);
  focus (self, 0);
}

/* Before the ensemble closes. */
void
rushes_survey_close (RushesSurvey *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      g_signal_handlers_disconnect_by_data (get_clip (self, i), self);
      rushes_review_cell_set_paintable (get_cell (self, i), NULL);
    }
  g_hash_table_remove_all (self->kept);
  g_hash_table_remove_all (self->gone);
  g_ptr_array_set_size (self->cells, 0);
  g_array_set_size (self->rows, 0);
  rushes_review_grid_clear (self->grid);
  self->current = 0;
  self->only[0] = self->only[1] = self->before = NULL;
}

void
rushes_survey_set_narrow (RushesSurvey *self, gboolean narrow)
{
  self->narrow = narrow;
  for (guint i = 0; i < self->cells->len; i++)
    rushes_review_cell_set_narrow (get_cell (self, i), narrow);
}

/* Whether those go that are rejected here; else they stand there darkened. */
void
rushes_survey_set_hide_rejected (RushesSurvey *self, gboolean hide)
{
  self->hide_rejected = hide;
  update_shown (self);
}

/* Hands in where the clips are from, and who shows them; once. */
void
rushes_survey_set_up (RushesSurvey *self, RushesLibrary *library, RushesEnsemble *ensemble)
{
  self->library = g_object_ref (library);
  self->ensemble = g_object_ref (ensemble);
  g_signal_connect_object (library, "removed", G_CALLBACK (on_removed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "added", G_CALLBACK (on_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ensemble, "problem", G_CALLBACK (on_problem), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ensemble, "notify::heard", G_CALLBACK (update_heard), self, G_CONNECT_SWAPPED);
}

static gboolean
rushes_survey_grab_focus (GtkWidget *widget)
{
  RushesSurvey *self = RUSHES_SURVEY (widget);

  return self->cells->len > 0 && gtk_widget_grab_focus (self->cells->pdata[self->current]);
}

static void
rushes_survey_dispose (GObject *object)
{
  RushesSurvey *self = RUSHES_SURVEY (object);

  if (self->grid != NULL)
    rushes_survey_close (self);
  g_clear_object (&self->ensemble);
  g_clear_object (&self->library);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_SURVEY);
  G_OBJECT_CLASS (rushes_survey_parent_class)->dispose (object);
}

static void
rushes_survey_finalize (GObject *object)
{
  RushesSurvey *self = RUSHES_SURVEY (object);

  g_ptr_array_unref (self->cells);
  g_array_unref (self->rows);
  g_hash_table_unref (self->kept);
  g_hash_table_unref (self->gone);
  G_OBJECT_CLASS (rushes_survey_parent_class)->finalize (object);
}

static void
rushes_survey_class_init (RushesSurveyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_survey_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_survey_finalize;
  widget_class->grab_focus = rushes_survey_grab_focus;
  g_type_ensure (RUSHES_TYPE_REVIEW_GRID);
  signals[CURRENT] = g_signal_new ("current", RUSHES_TYPE_SURVEY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", RUSHES_TYPE_SURVEY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-survey.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesSurvey, stack);
  gtk_widget_class_bind_template_child (widget_class, RushesSurvey, grid);
}

static void
rushes_survey_init (RushesSurvey *self)
{
  self->cells = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->kept = g_hash_table_new (NULL, NULL);
  self->gone = g_hash_table_new (NULL, NULL);
  self->hide_rejected = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->grid, "arranged", G_CALLBACK (on_arranged), self);
}
