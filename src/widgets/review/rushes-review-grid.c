/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-review-grid.h"

struct _RushesReviewGrid
{
  GtkWidget parent_instance;
  double shape;  /* width by height of most pictures */
  guint columns; /* as it was laid out last */
};

#define ACROSS 18       /* pixels between two */
#define DOWN 12
#define LEAST_HEIGHT 120 /* of a picture, or less where it is as wide as its column: below that the page scrolls */

static guint signal_arranged;

G_DEFINE_FINAL_TYPE (RushesReviewGrid, rushes_review_grid, GTK_TYPE_WIDGET)

static guint
count (RushesReviewGrid *self)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child);
  return n;
}

/* What a cell takes at least, and how much of that is not picture. */
static void
measure_cells (RushesReviewGrid *self, int *width, int *below)
{
  *width = *below = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int least_width, least_height;
      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &least_height, NULL, NULL, NULL);
      *width = MAX (*width, least_width);
      *below = MAX (*below, least_height);
    }
}

static guint
divide (guint n, guint by)
{
  return (n + by - 1) / by;
}

/* How wide a picture becomes. */
static double
get_picture_width (RushesReviewGrid *self, guint n, guint columns, double width, double height, int below)
{
  guint rows = divide (n, columns);
  double across = (width - (columns - 1) * ACROSS) / columns, down = (height - (rows - 1) * DOWN) / rows - below;

  return MIN (across, down * self->shape);
}

static guint
choose_columns (RushesReviewGrid *self, double width, double height)
{
  guint n = count (self), best = 1;
  int least, below;

  measure_cells (self, &least, &below);
  for (guint columns = 2; columns <= n && columns * least + (columns - 1) * ACROSS <= width; columns++)
    if (get_picture_width (self, n, columns, width, height, below) > get_picture_width (self, n, best, width, height, below) + 1)
      best = columns;
  return best;
}

static void
rushes_review_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                            int *natural_baseline)
{
  RushesReviewGrid *self = RUSHES_REVIEW_GRID (widget);
  int least, below, across;
  guint n = count (self), columns, rows;

  measure_cells (self, &least, &below);
  *minimum = *natural = least;
  if (orientation == GTK_ORIENTATION_HORIZONTAL || n == 0)
    return;
  columns = CLAMP ((for_size + ACROSS) / (MAX (1, least) + ACROSS), 1, (int) n);
  rows = divide (n, columns);
  across = (MAX (least, for_size) - (int) (columns - 1) * ACROSS) / (int) columns;
  *minimum = *natural = (int) rows * (MIN (LEAST_HEIGHT, (int) (across / self->shape)) + below) + (int) (rows - 1) * DOWN;
}

/* The last row stands in the middle, as all of them do. */
static void
rushes_review_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RushesReviewGrid *self = RUSHES_REVIEW_GRID (widget);
  guint n = count (self), columns = choose_columns (self, width, height), rows = MAX (1, divide (n, columns)), i = 0;
  int across = (width - (int) (columns - 1) * ACROSS) / (int) columns, down = (height - (int) (rows - 1) * DOWN) / (int) rows;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  self->columns = columns;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      guint row = i / columns, column = i % columns, in_row = MIN (columns, n - row * columns);
      int start = (width - (int) in_row * across - (int) (in_row - 1) * ACROSS) / 2;
      int x = start + (int) (rtl ? in_row - 1 - column : column) * (across + ACROSS);
      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_size_allocate (child, &(GtkAllocation) { x, (int) row * (down + DOWN), across, down }, -1);
      i++;
    }
  g_signal_emit (self, signal_arranged, 0);
}

void
rushes_review_grid_append (RushesReviewGrid *self, GtkWidget *child)
{
  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

void
rushes_review_grid_clear (RushesReviewGrid *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

/* @shape: width by height of most pictures */
void
rushes_review_grid_set_shape (RushesReviewGrid *self, double shape)
{
  self->shape = shape;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* How many stand beside each other. */
guint
rushes_review_grid_get_columns (RushesReviewGrid *self)
{
  return MAX (1, self->columns);
}

static GtkSizeRequestMode
rushes_review_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rushes_review_grid_dispose (GObject *object)
{
  rushes_review_grid_clear (RUSHES_REVIEW_GRID (object));
  G_OBJECT_CLASS (rushes_review_grid_parent_class)->dispose (object);
}

static void
rushes_review_grid_class_init (RushesReviewGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_review_grid_dispose;
  widget_class->measure = rushes_review_grid_measure;
  widget_class->size_allocate = rushes_review_grid_size_allocate;
  widget_class->get_request_mode = rushes_review_grid_get_request_mode;
  /* Each has its size. */
  signal_arranged = g_signal_new ("arranged", RUSHES_TYPE_REVIEW_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_review_grid_init (RushesReviewGrid *self)
{
  self->shape = 16.0 / 9;
}
