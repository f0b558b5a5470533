/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-fill-window.h"

#include "rushes-adaptive-bin.h"
#include "rushes-fold.h"
#include "rushes-spinner.h"
#include "rushes-wrap.h"

#include <glib/gi18n.h>

/* The list before a board is filled: each empty shot, what it is made with, what is missing, and what all that are checked cost together. “generate”: the
 * user has agreed to that; “options-changed”: another list is wanted; “way-out”: what is missing for that shot is to be mended. */
struct _RushesFillWindow
{
  RushesDialog parent_instance;
  AdwWindowTitle *title;
  GtkStack *stack;
  GtkCheckButton *use_action, *out_of_date;
  GtkListBox *list;
  GtkWidget *empty, *generate, *cancel;
  GtkLabel *summary, *lengths;
  GPtrArray *items;    /* RushesFillItem: what cannot be made first */
  GHashTable *off;     /* gint64: numbers of shots that the user has unchecked */
  GHashTable *checked; /* RushesFillItem: those that are made */
  guint n_rows;        /* that are there already */
  guint more;          /* the source that adds the others */
  gboolean narrow, busy;
};

G_DEFINE_FINAL_TYPE (RushesFillWindow, rushes_fill_window, RUSHES_TYPE_DIALOG)

#define ROWS_AT_ONCE 8    /* a turn of the main loop adds no more */

enum
{
  GENERATE,
  OPTIONS_CHANGED,
  WAY_OUT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static RushesFillItem *
find_item (RushesFillWindow *self, gint64 number)
{
  for (guint i = 0; i < self->items->len; i++)
    if (((RushesFillItem *) self->items->pdata[i])->number == number)
      return self->items->pdata[i];
  return NULL;
}

/* Whether all that it waits for is made. */
static gboolean
has_all (RushesFillWindow *self, const RushesFillItem *item)
{
  for (int side = 0; side < 2; side++)
    {
      RushesFillItem *other = item->waits_for[side] != 0 ? find_item (self, item->waits_for[side]) : NULL;
      if (item->waits_for[side] != 0 && (other == NULL || !g_hash_table_contains (self->checked, other)))
        return FALSE;
    }
  return TRUE;
}

/* What is not unchecked is made, unless it waits for something that is not. */
static void
settle (RushesFillWindow *self)
{
  gboolean again = TRUE;

  g_hash_table_remove_all (self->checked);
  while (again)
    {
      again = FALSE;
      for (guint i = 0; i < self->items->len; i++)
        {
          RushesFillItem *item = self->items->pdata[i];
          if (item->missing == NULL && !g_hash_table_contains (self->off, &item->number) && !g_hash_table_contains (self->checked, item) && has_all (self, item))
            again = g_hash_table_add (self->checked, item);
        }
    }
}

static void
show_rows (RushesFillWindow *self)
{
  for (guint i = 0; i < self->n_rows; i++)
    {
      RushesFillRow *row = RUSHES_FILL_ROW (gtk_list_box_get_row_at_index (self->list, (int) i));
      const RushesFillItem *item = rushes_fill_row_get_item (row);
      rushes_fill_row_set_state (row, g_hash_table_contains (self->checked, item), item->missing == NULL && has_all (self, item));
    }
}

/* (transfer full): “Generate 12 Shots · $9.60” */
static char *
dup_label (guint n, double sum)
{
  g_autofree char *shots = g_strdup_printf (ngettext ("_Generate %u Shot", "_Generate %u Shots", n), n);

  return sum > 0 ? g_strdup_printf (_("%s · $%.2f"), shots, sum) : g_steal_pointer (&shots);
}

/* (transfer full): “1 min 16 s of picture” */
static char *
dup_length (double seconds, guint n_unpriced)
{
  int all = (int) (seconds + 0.5);
  g_autofree char *length = all < 60 ? g_strdup_printf (_("%d s of picture"), all) : g_strdup_printf (_("%d min %02d s of picture"), all / 60, all % 60);

  return n_unpriced > 0 ? g_strdup_printf (ngettext ("%s · %u without a known price", "%s · %u without a known price", n_unpriced), length, n_unpriced)
                        : g_steal_pointer (&length);
}

static void
show_sum (RushesFillWindow *self)
{
  guint n = g_hash_table_size (self->checked), left_out = self->items->len - n, n_unpriced = 0;
  g_autofree char *label = NULL, *summary = NULL, *lengths = NULL;
  double sum = 0, seconds = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const RushesFillItem *item = self->items->pdata[i];
      if (!g_hash_table_contains (self->checked, item))
        continue;
      sum += MAX (0, item->cost);
      seconds += item->seconds;
      n_unpriced += item->cost < 0 && !item->free;
    }
  label = dup_label (n, sum);
  summary = left_out == 0 ? g_strdup_printf (ngettext ("%u shot", "%u shots", n), n)
                          : g_strdup_printf (ngettext ("%u of %u shot · %u left out", "%u of %u shots · %u left out", self->items->len), n, self->items->len, left_out);
  lengths = dup_length (seconds, n_unpriced);
  gtk_button_set_label (GTK_BUTTON (self->generate), label);
  gtk_label_set_label (self->summary, self->items->len > 0 ? summary : "");
  gtk_label_set_label (self->lengths, n > 0 ? lengths : "");
  gtk_widget_set_visible (GTK_WIDGET (self->lengths), n > 0 && *lengths != '\0');
  gtk_widget_set_sensitive (self->generate, n > 0 && !self->busy);
  gtk_widget_set_visible (self->generate, self->items->len > 0);
}

static void
update (RushesFillWindow *self)
{
  settle (self);
  show_rows (self);
  show_sum (self);
}

static void
on_toggled (RushesFillRow *row, gboolean checked, RushesFillWindow *self)
{
  gint64 number = rushes_fill_row_get_item (row)->number;

  if (checked)
    g_hash_table_remove (self->off, &number);
  else
    g_hash_table_add (self->off, g_memdup2 (&number, sizeof number));
  update (self);
}

static void
on_way_out (RushesFillRow *row, RushesFillWindow *self)
{
  const RushesFillItem *item = rushes_fill_row_get_item (row);

  g_signal_emit (self, signals[WAY_OUT], 0, item->number, (int) item->way);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, RushesFillWindow *self)
{
  rushes_fill_row_toggle (RUSHES_FILL_ROW (row));
}

static void
on_options (RushesFillWindow *self)
{
  g_signal_emit (self, signals[OPTIONS_CHANGED], 0);
}

static void
on_generate (RushesFillWindow *self)
{
  g_signal_emit (self, signals[GENERATE], 0);
}

static gboolean
on_ctrl_enter (GtkWidget *widget, GVariant *args, gpointer data)
{
  RushesFillWindow *self = RUSHES_FILL_WINDOW (widget);

  if (gtk_widget_get_sensitive (self->generate))
    on_generate (self);
  return TRUE;
}

static void
add_row (RushesFillWindow *self, const RushesFillItem *item)
{
  GtkWidget *row = rushes_fill_row_new (item);

  g_signal_connect (row, "toggled", G_CALLBACK (on_toggled), self);
  g_signal_connect (row, "way-out", G_CALLBACK (on_way_out), self);
  gtk_list_box_append (self->list, row);
  rushes_fill_row_set_state (RUSHES_FILL_ROW (row), g_hash_table_contains (self->checked, item), item->missing == NULL && has_all (self, item));
  rushes_fill_row_set_narrow (RUSHES_FILL_ROW (row), self->narrow);
}

/* A few at a time: a board may have hundreds. */
static gboolean
add_some (gpointer data)
{
  RushesFillWindow *self = data;

  for (guint i = 0; i < ROWS_AT_ONCE && self->n_rows < self->items->len; i++)
    add_row (self, self->items->pdata[self->n_rows++]);
  if (self->n_rows < self->items->len)
    return G_SOURCE_CONTINUE;
  self->more = 0;
  return G_SOURCE_REMOVE;
}

static void
clear_rows (RushesFillWindow *self)
{
  GtkListBoxRow *row;

  g_clear_handle_id (&self->more, g_source_remove);
  self->n_rows = 0;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
on_narrow (RushesFillWindow *self, GParamSpec *pspec, RushesAdaptiveBin *bin)
{
  self->narrow = rushes_adaptive_bin_get_narrow (bin);
  for (guint i = 0; i < self->n_rows; i++)
    rushes_fill_row_set_narrow (RUSHES_FILL_ROW (gtk_list_box_get_row_at_index (self->list, (int) i)), self->narrow);
}

static void
rushes_fill_window_dispose (GObject *object)
{
  RushesFillWindow *self = RUSHES_FILL_WINDOW (object);

  if (self->list != NULL)
    clear_rows (self);
  g_clear_pointer (&self->checked, g_hash_table_unref);
  g_clear_pointer (&self->off, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_FILL_WINDOW);
  G_OBJECT_CLASS (rushes_fill_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesFillWindow, title);
  gtk_widget_class_bind_template_child (widget_class, RushesFillWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RushesFillWindow, use_action);
  gtk_widget_class_bind_template_child (widget_class, RushesFillWindow, out_of_date);
  gtk_widget_class_bind_template_child (widget_class, RushesFillWindow, list);
  gtk_widget_class_bind_template_child (widget_class, RushesFillWindow, empty);
  gtk_widget_class_bind_template_child (widget_class, RushesFillWindow, generate);
  gtk_widget_class_bind_template_child (widget_class, RushesFillWindow, cancel);
  gtk_widget_class_bind_template_child (widget_class, RushesFillWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, RushesFillWindow, lengths);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_options);
  gtk_widget_class_bind_template_callback (widget_class, on_generate);
}

static void
rushes_fill_window_class_init (RushesFillWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_fill_window_dispose;
  g_type_ensure (RUSHES_TYPE_FOLD);
  signals[GENERATE] = g_signal_new ("generate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPTIONS_CHANGED] = g_signal_new ("options-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* The shot's number, and a RushesFillWay. */
  signals[WAY_OUT] = g_signal_new ("way-out", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT);
  g_type_ensure (RUSHES_TYPE_ADAPTIVE_BIN);
  g_type_ensure (RUSHES_TYPE_FILL_ROW);
  g_type_ensure (RUSHES_TYPE_SPINNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-fill-window.ui");
  bind_children (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, on_ctrl_enter, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, on_ctrl_enter, NULL);
}

static void
rushes_fill_window_init (RushesFillWindow *self)
{
  self->items = g_ptr_array_new ();
  self->off = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->checked = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_wrap_labels (GTK_WIDGET (self->use_action));
  rushes_wrap_labels (GTK_WIDGET (self->out_of_date));
}

/* @board: its title. Returns: (transfer none): not shown yet; its items are awaited */
RushesFillWindow *
rushes_fill_window_new (const char *board)
{
  RushesFillWindow *self = g_object_new (RUSHES_TYPE_FILL_WINDOW, NULL);

  adw_window_title_set_subtitle (self->title, board);
  rushes_fill_window_set_busy (self, TRUE);
  return self;
}

static void
show_options (RushesFillWindow *self, gboolean use_action, gboolean out_of_date)
{
  gtk_widget_set_visible (GTK_WIDGET (self->use_action), use_action || rushes_fill_window_get_use_action (self));
  gtk_widget_set_visible (GTK_WIDGET (self->out_of_date), out_of_date || rushes_fill_window_get_out_of_date (self));
}

/**
 * rushes_fill_window_set_items:
 * @items: (transfer full) (element-type RushesFillItem): shots that could be filled; they are freed with the array
 * @use_action: whether a shot would have a prompt if its action were one
 * @out_of_date: whether shots are out of date
 */
void
rushes_fill_window_set_items (RushesFillWindow *self, GPtrArray *items, gboolean use_action, gboolean out_of_date)
{
  GtkListBoxRow *first;

  clear_rows (self);
  g_hash_table_remove_all (self->checked);
  g_ptr_array_unref (self->items);
  self->items = items;
  settle (self);
  gtk_widget_set_visible (GTK_WIDGET (self->list), items->len > 0);
  gtk_widget_set_visible (self->empty, items->len == 0);
  show_options (self, use_action, out_of_date);
  rushes_fill_window_set_busy (self, FALSE);
  if (add_some (self))
    self->more = g_idle_add (add_some, self);
  first = gtk_list_box_get_row_at_index (self->list, 0);
  if (first != NULL && gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))) == self->cancel)
    gtk_widget_grab_focus (GTK_WIDGET (first));
}

/* While it is, there is nothing to agree to. */
void
rushes_fill_window_set_busy (RushesFillWindow *self, gboolean busy)
{
  self->busy = busy;
  if (busy && self->items->len == 0)
    gtk_stack_set_visible_child_name (self->stack, "busy");
  else
    gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), !busy);
  show_sum (self);
}

gboolean
rushes_fill_window_get_use_action (RushesFillWindow *self)
{
  return gtk_check_button_get_active (self->use_action);
}

gboolean
rushes_fill_window_get_out_of_date (RushesFillWindow *self)
{
  return gtk_check_button_get_active (self->out_of_date);
}

/* Returns: whether that shot is to be made */
gboolean
rushes_fill_window_is_checked (RushesFillWindow *self, gint64 number)
{
  RushesFillItem *item = find_item (self, number);

  return item != NULL && g_hash_table_contains (self->checked, item);
}
