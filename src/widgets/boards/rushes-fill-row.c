/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-fill-row.h"

#include "rushes-fold.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* A shot that could be filled: whether it is, what it is made with, and what is missing. “toggled”: its check was; “way-out”: what leads to a shot that can
 * be made. */
struct _RushesFillRow
{
  GtkListBoxRow parent_instance;
  const RushesFillItem *item; /* the window's, which has this row */
  GtkWidget *check;
  GtkImage *icon;
  GtkLabel *status, *model, *length;
  gboolean setting;           /* what changes of the check is not the user's */
  gboolean possible, narrow;
};

G_DEFINE_FINAL_TYPE (RushesFillRow, rushes_fill_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  TOGGLED,
  WAY_OUT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
rushes_fill_item_free (RushesFillItem *self)
{
  g_free (self->shown);
  g_free (self->action);
  g_free (self->model);
  g_free (self->place);
  g_free (self->length);
  g_free (self->missing);
  g_free (self->start);
  g_free (self->waiting);
  g_free (self);
}

static void
rushes_fill_row_class_init (RushesFillRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[TOGGLED] = g_signal_new ("toggled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[WAY_OUT] = g_signal_new ("way-out", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_fill_row_init (RushesFillRow *self)
{
}

static void
on_toggled (GtkCheckButton *check, RushesFillRow *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[TOGGLED], 0, gtk_check_button_get_active (check));
}

static void
on_way_out (RushesFillRow *self)
{
  g_signal_emit (self, signals[WAY_OUT], 0);
}

static GtkWidget *
new_label (const char *text, float align, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), align);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_title (const RushesFillItem *item)
{
  g_autofree char *markup = g_markup_printf_escaped ("<b>%s</b>  %s", item->shown, item->action != NULL ? item->action : "");
  GtkWidget *label = new_label (NULL, 0, NULL);
  char *end = strchr (markup, '\n');

  if (end != NULL) /* one line is shown */
    *end = '\0';
  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  return label;
}

static GtkWidget *
new_words (RushesFillRow *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *status = new_label (NULL, 0, "caption");

  self->icon = GTK_IMAGE (gtk_image_new ());
  self->status = GTK_LABEL (status);
  gtk_label_set_width_chars (self->status, 14);
  gtk_image_set_pixel_size (self->icon, 12);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (line), status);
  gtk_box_append (GTK_BOX (words), new_title (self->item));
  gtk_box_append (GTK_BOX (words), line);
  gtk_widget_set_hexpand (words, TRUE);
  return words;
}

static const char *
get_way_label (RushesFillWay way)
{
  return way == RUSHES_FILL_WAY_WRITE ? _("_Write…") : way == RUSHES_FILL_WAY_SERVERS ? _("_Servers…") : _("S_how");
}

/* What it costs, or what leads to that. */
static GtkWidget *
new_end (RushesFillRow *self)
{
  g_autofree char *price = self->item->cost >= 0 ? g_strdup_printf (_("$%.2f"), self->item->cost) : g_strdup (self->item->free ? C_("price", "Free") : "–");
  GtkWidget *end = self->item->way != RUSHES_FILL_WAY_NONE ? gtk_button_new_with_mnemonic (get_way_label (self->item->way)) : new_label (price, 1, NULL);

  gtk_widget_set_valign (end, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (end, 78, -1);
  gtk_widget_add_css_class (end, "fillend");
  gtk_widget_set_name (end, self->item->way != RUSHES_FILL_WAY_NONE ? "fill-way-out" : "fill-price");
  if (self->item->way != RUSHES_FILL_WAY_NONE)
    g_signal_connect_object (end, "clicked", G_CALLBACK (on_way_out), self, G_CONNECT_SWAPPED);
  else if (self->item->cost < 0 && !self->item->free)
    rushes_tip_tell (end, _("No price known"));
  return end;
}

static GtkWidget *
new_check (RushesFillRow *self)
{
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *name = g_strdup_printf (_("Shot %s: %s"), self->item->shown, self->item->missing != NULL ? self->item->missing : self->item->action != NULL ? self->item->action : "");

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_name (check, "fill-check");
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (on_toggled), self);
  return check;
}

static void
build (RushesFillRow *self)
{
  GtkWidget *start = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *line = rushes_fold_new (start, end);
  GtkWidget *model = new_label (self->item->model, 0, "caption"), *length = new_label (self->item->length, 1, "caption");
  g_autofree char *tip = self->item->model != NULL ? g_strdup_printf (_("%s on %s"), self->item->model, self->item->place) : NULL;

  self->check = new_check (self);
  self->model = GTK_LABEL (model);
  self->length = GTK_LABEL (length);
  gtk_widget_add_css_class (model, "dim-label");
  gtk_widget_set_size_request (model, 96, -1);
  gtk_label_set_max_width_chars (self->model, 14);
  rushes_tip_tell (model, tip);
  gtk_label_set_width_chars (self->length, 8);
  gtk_box_append (GTK_BOX (start), self->check);
  gtk_box_append (GTK_BOX (start), new_words (self));
  gtk_box_append (GTK_BOX (start), model);
  gtk_widget_set_hexpand (start, TRUE);
  gtk_box_append (GTK_BOX (end), length);
  gtk_box_append (GTK_BOX (end), new_end (self));
  gtk_widget_set_margin_start (end, 6);
  gtk_widget_add_css_class (line, "fillrow");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), line);
  gtk_widget_set_name (GTK_WIDGET (self), "fill-row");
}

/* (transfer full): how it stands with it */
static char *
dup_status (RushesFillRow *self)
{
  const RushesFillItem *item = self->item;

  if (item->missing != NULL)
    return g_strdup (item->missing);
  if (!self->possible && item->waiting != NULL)
    return g_strdup_printf (_("Shot %s is not made"), item->waiting);
  if (item->waiting != NULL)
    return g_strdup_printf (_("waits for %s"), item->waiting);
  return item->start != NULL ? g_strdup_printf (_("starts from the end of %s"), item->start) : g_strdup (_("ready"));
}

static void
show_status (RushesFillRow *self)
{
  gboolean linked = self->item->start != NULL || self->item->waiting != NULL;
  g_autofree char *status = dup_status (self), *all = NULL;

  if (self->narrow && self->possible && self->item->model != NULL)
    all = g_strdup_printf ("%s · %s", status, self->item->model);
  gtk_label_set_label (self->status, all != NULL ? all : status);
  rushes_tip_tell (GTK_WIDGET (self->status), self->item->missing);
  gtk_image_set_from_icon_name (self->icon, !self->possible ? "dialog-warning-symbolic" : linked ? "insert-link-symbolic" : "object-select-symbolic");
  for (GtkWidget *const *part = (GtkWidget *const[]) { GTK_WIDGET (self->icon), GTK_WIDGET (self->status), NULL }; *part != NULL; part++)
    {
      gtk_widget_remove_css_class (*part, self->possible ? "error" : "dim-label");
      gtk_widget_add_css_class (*part, self->possible ? "dim-label" : "error");
    }
}

/* @item: borrowed, longer there than the row. Returns: (transfer floating) */
GtkWidget *
rushes_fill_row_new (const RushesFillItem *item)
{
  RushesFillRow *self = g_object_new (RUSHES_TYPE_FILL_ROW, NULL);

  self->item = item;
  build (self);
  return GTK_WIDGET (self);
}

/* As a click on its check. */
void
rushes_fill_row_toggle (RushesFillRow *self)
{
  if (gtk_widget_get_sensitive (self->check))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), !gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check)));
}

const RushesFillItem *
rushes_fill_row_get_item (RushesFillRow *self)
{
  return self->item;
}

/* @possible: whether it could be checked */
void
rushes_fill_row_set_state (RushesFillRow *self, gboolean checked, gboolean possible)
{
  self->possible = possible;
  self->setting = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), checked);
  self->setting = FALSE;
  gtk_widget_set_sensitive (self->check, possible);
  show_status (self);
}

/* The model stands in the second line then. */
void
rushes_fill_row_set_narrow (RushesFillRow *self, gboolean narrow)
{
  self->narrow = narrow;
  gtk_widget_set_visible (GTK_WIDGET (self->model), !narrow);
  gtk_label_set_width_chars (self->length, narrow ? 4 : 8);
  show_status (self);
}
