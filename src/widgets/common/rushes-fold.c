/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-fold.h"

/* One line, with something at its start, in its middle and at its end, as GtkCenterBox has it; and two where there is no room for that, in a narrow window
 * with large letters: what is in the middle stands below, or, where nothing is, what is at the end. In GtkBuilder the <child>ren have the types “start”,
 * “center” and “end”; a start that expands has what the others leave. Main thread. */

#define GAP 6 /* between the lines; what stands side by side has margins */

typedef enum
{
  START,
  CENTER,
  END,
  N_PLACES,
} Place;

struct _RushesFold
{
  GtkWidget parent_instance;
  GtkWidget *children[N_PLACES]; /* (nullable) */
  gboolean always;               /* in two lines, be there room or not */
};

static void rushes_fold_buildable_init (GtkBuildableIface *iface);
static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesFold, rushes_fold, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, rushes_fold_buildable_init))

/* @child: (transfer floating) */
static void
put (RushesFold *self, Place place, GtkWidget *child)
{
  g_return_if_fail (self->children[place] == NULL);
  self->children[place] = child;
  gtk_widget_insert_before (child, GTK_WIDGET (self), place < END ? self->children[END] : NULL);
}

static void
rushes_fold_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  RushesFold *self = RUSHES_FOLD (buildable);
  Place place = g_strcmp0 (type, "start") == 0 ? START : g_strcmp0 (type, "center") == 0 ? CENTER : g_strcmp0 (type, "end") == 0 ? END : N_PLACES;

  if (!GTK_IS_WIDGET (child) || place == N_PLACES)
    {
      parent_buildable->add_child (buildable, builder, child, type);
      return;
    }
  put (self, place, GTK_WIDGET (child));
}

static void
rushes_fold_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = rushes_fold_add_child;
}

static gboolean
is_there (RushesFold *self, Place place)
{
  return self->children[place] != NULL && gtk_widget_should_layout (self->children[place]);
}

/* What is below where there are two lines. */
static Place
get_lower (RushesFold *self)
{
  return is_there (self, CENTER) ? CENTER : END;
}

/* @least, @best: (out): how wide each is; those that are not there 0 */
static void
measure_widths (RushesFold *self, int *least, int *best)
{
  for (Place place = START; place < N_PLACES; place++)
    {
      least[place] = best[place] = 0;
      if (is_there (self, place))
        gtk_widget_measure (self->children[place], GTK_ORIENTATION_HORIZONTAL, -1, &least[place], &best[place], NULL, NULL);
    }
}

/* Returns: how wide all that are in a line are together. @without: a place that is not in it; %N_PLACES: none */
static int
add_up (RushesFold *self, const int *widths, Place without)
{
  int sum = 0;

  for (Place place = START; place < N_PLACES; place++)
    if (place != without)
      sum += widths[place];
  return sum;
}

static gboolean
fits (RushesFold *self, int width)
{
  int least[N_PLACES], best[N_PLACES];

  if (self->always)
    return !is_there (self, get_lower (self));
  measure_widths (self, least, best);
  return width < 0 || add_up (self, least, N_PLACES) <= width;
}

/* @widths: (out): what each gets in a line of that width. @without: as above */
static void
share_out (RushesFold *self, int width, Place without, int *widths)
{
  int best[N_PLACES], left;

  measure_widths (self, widths, best);
  left = width - add_up (self, widths, without);
  for (Place place = START; place < N_PLACES; place++)
    {
      int more = place == without ? 0 : CLAMP (best[place] - widths[place], 0, MAX (0, left));
      widths[place] += more;
      left -= more;
    }
  if (left > 0 && is_there (self, START) && gtk_widget_compute_expand (self->children[START], GTK_ORIENTATION_HORIZONTAL))
    widths[START] += left;
}

/* @best: (out) */
static int
measure_height (RushesFold *self, Place place, int width, int *best)
{
  int least = 0;

  *best = 0;
  if (is_there (self, place))
    gtk_widget_measure (self->children[place], GTK_ORIENTATION_VERTICAL, width, &least, best, NULL, NULL);
  return least;
}

/* Returns: of the line that has all but @without. @best: (out) */
static int
measure_line (RushesFold *self, int width, Place without, int *best)
{
  int widths[N_PLACES] = { -1, -1, -1 }, least = 0;

  if (width >= 0)
    share_out (self, width, without, widths);
  *best = 0;
  for (Place place = START; place < N_PLACES; place++)
    if (place != without)
      {
        int wanted, needed = measure_height (self, place, widths[place], &wanted);
        least = MAX (least, needed);
        *best = MAX (*best, wanted);
      }
  return least;
}

static GtkSizeRequestMode
rushes_fold_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rushes_fold_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  RushesFold *self = RUSHES_FOLD (widget);
  int least[N_PLACES], best[N_PLACES];

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_widths (self, least, best);
      *minimum = MAX (add_up (self, least, get_lower (self)), least[get_lower (self)]);
      *natural = add_up (self, best, N_PLACES);
    }
  else if (fits (self, for_size))
    *minimum = measure_line (self, for_size, N_PLACES, natural);
  else
    {
      int below, least_below = measure_height (self, get_lower (self), for_size, &below);
      *minimum = measure_line (self, for_size, get_lower (self), natural) + GAP + least_below;
      *natural += GAP + below;
    }
}

/* @x: from the left in a language that is read from there */
static void
place_at (RushesFold *self, Place place, int x, int y, int width, int height)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (is_there (self, place))
    gtk_widget_size_allocate (self->children[place], &(GtkAllocation) { mirrored ? gtk_widget_get_width (GTK_WIDGET (self)) - x - width : x, y, width, height }, -1);
}

/* All but @without in a line. */
static void
place_line (RushesFold *self, int width, int height, Place without)
{
  int widths[N_PLACES], last;

  share_out (self, width, without, widths);
  last = width - widths[CENTER] - (without != END ? widths[END] : 0);
  place_at (self, START, 0, 0, widths[START], height);
  if (without != CENTER)
    place_at (self, CENTER, CLAMP ((width - widths[CENTER]) / 2, widths[START], MAX (widths[START], last)), 0, widths[CENTER], height);
  if (without != END)
    place_at (self, END, width - widths[END], 0, widths[END], height);
}

static void
place_below (RushesFold *self, Place place, int width, int y, int height)
{
  int best;

  gtk_widget_measure (self->children[place], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &best, NULL, NULL);
  best = MIN (best, width);
  place_at (self, place, place == CENTER ? (width - best) / 2 : width - best, y, best, height);
}

static void
rushes_fold_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RushesFold *self = RUSHES_FOLD (widget);
  int best, above;

  if (fits (self, width))
    {
      place_line (self, width, height, N_PLACES);
      return;
    }
  above = measure_line (self, width, get_lower (self), &best);
  place_line (self, width, above, get_lower (self));
  place_below (self, get_lower (self), width, above + GAP, height - above - GAP);
}

static void
rushes_fold_dispose (GObject *object)
{
  for (Place place = START; place < N_PLACES; place++)
    g_clear_pointer (&RUSHES_FOLD (object)->children[place], gtk_widget_unparent);
  G_OBJECT_CLASS (rushes_fold_parent_class)->dispose (object);
}

static void
rushes_fold_class_init (RushesFoldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_fold_dispose;
  widget_class->get_request_mode = rushes_fold_get_request_mode;
  widget_class->measure = rushes_fold_measure;
  widget_class->size_allocate = rushes_fold_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rushes_fold_init (RushesFold *self)
{
}

/* @start, @end: (transfer floating). Returns: (transfer floating) */
GtkWidget *
rushes_fold_new (GtkWidget *start, GtkWidget *end)
{
  RushesFold *self = g_object_new (RUSHES_TYPE_FOLD, NULL);

  put (self, START, start);
  put (self, END, end);
  return GTK_WIDGET (self);
}

/* @always: whether it has two lines also where there is room for one */
void
rushes_fold_set_always (RushesFold *self, gboolean always)
{
  self->always = always;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
