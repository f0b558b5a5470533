/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-size-row.h"

#include "rushes-tip.h"
#include "rushes-toggles.h"

#include <glib/gi18n.h>
#include <stdlib.h>

/* The sizes a model is known to have, as shapes with their ratio, and any other one that somebody types, rounded to the
 * model's step. Signal "changed" when another one is chosen. */
struct _RushesSizeRow
{
  GtkListBoxRow parent_instance;
  GtkWidget *value_label, *typed, *width_spin, *height_spin;
  RushesToggles *shapes; /* called by the place of their size, or OTHER */
  GArray *sizes;         /* RushesSize: those in the shapes */
  RushesSize size;
  int step;
};

#define SHOWN_SIZES 5
#define OTHER "other" /* the shape that lets type */
#define LARGEST 8192 /* pixels that can be typed */

static guint signal_changed;

G_DEFINE_FINAL_TYPE (RushesSizeRow, rushes_size_row, GTK_TYPE_LIST_BOX_ROW)

static int
gcd (int a, int b)
{
  return b == 0 ? a : gcd (b, a % b);
}

/* "16:9" for what is nearly so, since models round to multiples of 32. */
static char *
dup_ratio (int width, int height)
{
  static const int common[][2] = { { 16, 9 }, { 9, 16 }, { 4, 3 }, { 3, 4 }, { 1, 1 }, { 21, 9 }, { 3, 2 }, { 2, 3 } };
  double ratio = (double) width / height;
  int divisor = gcd (width, height);

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (ABS (ratio / ((double) common[i][0] / common[i][1]) - 1) < 0.03)
      return g_strdup_printf ("%d:%d", common[i][0], common[i][1]);
  return g_strdup_printf ("%d:%d", width / divisor, height / divisor);
}

static void
show_value (RushesSizeRow *self)
{
  g_autofree char *text =
    self->size.width > 0 ? g_strdup_printf ("%d × %d", self->size.width, self->size.height) : g_strdup (_("Server default"));

  gtk_label_set_label (GTK_LABEL (self->value_label), text);
}

static int
read_spin (RushesSizeRow *self, GtkWidget *spin)
{
  int value = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin));

  return MAX (self->step, (value + self->step / 2) / self->step * self->step);
}

static gboolean
is_typed (RushesSizeRow *self)
{
  return g_strcmp0 (rushes_toggles_get_active_name (self->shapes), OTHER) == 0;
}

static void
on_spin (RushesSizeRow *self)
{
  if (!is_typed (self))
    return;
  self->size = (RushesSize) { read_spin (self, self->width_spin), read_spin (self, self->height_spin) };
  show_value (self);
  g_signal_emit (self, signal_changed, 0);
}

static void
set_spins (RushesSizeRow *self, RushesSize size)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->width_spin), size.width);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->height_spin), size.height);
}

/* Typing starts from the size that was chosen. */
static void
start_typing (RushesSizeRow *self)
{
  RushesSize size = self->size;

  if (size.width > 0)
    set_spins (self, size);
  on_spin (self);
}

static void
on_chosen (RushesSizeRow *self)
{
  const char *name = rushes_toggles_get_active_name (self->shapes);

  gtk_widget_set_visible (self->typed, is_typed (self));
  if (is_typed (self))
    start_typing (self);
  if (is_typed (self) || name == NULL)
    return;
  self->size = g_array_index (self->sizes, RushesSize, atoi (name));
  show_value (self);
  g_signal_emit (self, signal_changed, 0);
}

/* A second size of the same ratio is told apart by its width. */
static gboolean
has_ratio (RushesSizeRow *self, const char *ratio)
{
  for (guint i = 0; i < self->sizes->len; i++)
    {
      RushesSize size = g_array_index (self->sizes, RushesSize, i);
      g_autofree char *other = size.width > 0 ? dup_ratio (size.width, size.height) : NULL;
      if (other != NULL && g_str_equal (ratio, other))
        return TRUE;
    }
  return FALSE;
}

static GtkWidget *
new_shape (RushesSizeRow *self, RushesSize size)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *frame = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *well = gtk_center_box_new ();
  g_autofree char *ratio = size.width > 0 ? dup_ratio (size.width, size.height) : g_strdup (_("Auto"));
  g_autofree char *width = g_strdup_printf (_("%d px"), size.width);
  GtkWidget *label = gtk_label_new (has_ratio (self, ratio) ? width : ratio);
  int longest = MAX (1, MAX (size.width, size.height));

  gtk_widget_add_css_class (frame, "ratio");
  gtk_widget_set_size_request (frame, MAX (8, 20 * size.width / longest), MAX (8, 20 * size.height / longest));
  gtk_widget_set_halign (frame, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (frame, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (well, -1, 24);
  gtk_center_box_set_center_widget (GTK_CENTER_BOX (well), frame);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), well);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
add_shape (RushesSizeRow *self, RushesSize size)
{
  g_autofree char *tooltip =
    size.width > 0 ? g_strdup_printf ("%d × %d", size.width, size.height) : g_strdup (_("The Server Decides"));
  g_autofree char *name = g_strdup_printf ("%u", self->sizes->len);
  GtkWidget *shape = new_shape (self, size);

  g_array_append_val (self->sizes, size);
  rushes_toggles_add_picture (self->shapes, name, shape, tooltip);
}

static void
clear (RushesSizeRow *self)
{
  rushes_toggles_clear (self->shapes);
  g_array_set_size (self->sizes, 0);
  self->size = (RushesSize) { 0, 0 };
}

/* Whether @size is one of those shown as shapes; chooses it then. */
static gboolean
choose_shape (RushesSizeRow *self, RushesSize size)
{
  for (guint i = 0; i < self->sizes->len; i++)
    {
      RushesSize own = g_array_index (self->sizes, RushesSize, i);
      g_autofree char *name = g_strdup_printf ("%u", i);
      if (own.width != size.width || own.height != size.height)
        continue;
      rushes_toggles_set_active_name (self->shapes, name);
      return TRUE;
    }
  return FALSE;
}

/**
 * rushes_size_row_set_sizes:
 * @sizes: RushesSize; the first is chosen unless the one chosen before is among them; 0 × 0: the server decides
 * @step: what is typed is rounded to a multiple of this; 0: any
 */
void
rushes_size_row_set_sizes (RushesSizeRow *self, GArray *sizes, int step)
{
  RushesSize before = self->size;

  g_object_freeze_notify (G_OBJECT (self->shapes));
  clear (self);
  self->step = MAX (1, step);
  for (guint i = 0; i < MIN (sizes->len, SHOWN_SIZES); i++)
    add_shape (self, g_array_index (sizes, RushesSize, i));
  if (sizes->len > 0)
    rushes_toggles_add_picture (self->shapes, OTHER, gtk_label_new ("…"), _("Another Size"));
  gtk_widget_set_visible (GTK_WIDGET (self->shapes), sizes->len > 0);
  gtk_spin_button_set_increments (GTK_SPIN_BUTTON (self->width_spin), self->step, self->step * 4);
  gtk_spin_button_set_increments (GTK_SPIN_BUTTON (self->height_spin), self->step, self->step * 4);
  if (before.width > 0)
    choose_shape (self, before);
  g_object_thaw_notify (G_OBJECT (self->shapes)); /* which says once what is chosen */
  show_value (self);
}

/* 0 × 0: the server's default. */
RushesSize
rushes_size_row_get_size (RushesSizeRow *self)
{
  return self->size;
}

/* Chooses @size: as a shape, or typed. */
void
rushes_size_row_set_size (RushesSizeRow *self, RushesSize size)
{
  if (choose_shape (self, size) || self->sizes->len == 0 || size.width <= 0 || size.height <= 0)
    return;
  self->size = size;
  set_spins (self, size);
  rushes_toggles_set_active_name (self->shapes, OTHER);
}

/* @child: goes at the end of the first line */
void
rushes_size_row_add_suffix (RushesSizeRow *self, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->value_label))), child);
}

static void
rushes_size_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_SIZE_ROW);
  G_OBJECT_CLASS (rushes_size_row_parent_class)->dispose (object);
}

static void
rushes_size_row_finalize (GObject *object)
{
  g_array_unref (RUSHES_SIZE_ROW (object)->sizes);
  G_OBJECT_CLASS (rushes_size_row_parent_class)->finalize (object);
}

static void
rushes_size_row_class_init (RushesSizeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_size_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_size_row_finalize;
  signal_changed = g_signal_new ("changed", RUSHES_TYPE_SIZE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (RUSHES_TYPE_TOGGLES);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-size-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesSizeRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, RushesSizeRow, shapes);
  gtk_widget_class_bind_template_child (widget_class, RushesSizeRow, typed);
  gtk_widget_class_bind_template_child (widget_class, RushesSizeRow, width_spin);
  gtk_widget_class_bind_template_child (widget_class, RushesSizeRow, height_spin);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_spin);
}

static void
rushes_size_row_init (RushesSizeRow *self)
{
  self->sizes = g_array_new (FALSE, FALSE, sizeof (RushesSize));
  self->step = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->width_spin), 1, LARGEST);
  gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->height_spin), 1, LARGEST);
  rushes_tip_note (self->width_spin, GTK_WIDGET (self->value_label));
  rushes_tip_note (self->height_spin, GTK_WIDGET (self->value_label));
}
