/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-list.h"

#include "rushes-board-change.h"
#include "rushes-board-words.h"
#include "rushes-poster.h"
#include "rushes-scene-colour.h"
#include "rushes-shot-cell.h"
#include "rushes-shot-list-drop.h"
#include "rushes-shot-picture.h"
#include "rushes-shot-words.h"

#include <glib/gi18n.h>

/* The shots of a board as a table, for whoever types fast. */

typedef enum
{
  NUMBER,
  PICTURE,
  SIZE,
  CAMERA,
  ACTION,
  DIALOGUE,
  LENGTH,
  TAKES,
  STATE,
  N_COLUMNS
} Column;

static const struct
{
  const char *title, *member; /* member: NULL: it is not edited here */
  int width;
} columns[N_COLUMNS] = {
  { N_("No."), NULL, 70 }, { N_("Picture"), NULL, 80 }, { N_("Size"), RUSHES_BOARD_SIZE, 96 }, { N_("Camera"), RUSHES_BOARD_CAMERA, 108 },
  { N_("Action"), RUSHES_BOARD_ACTION, -1 }, { N_("Dialogue"), RUSHES_BOARD_DIALOGUE, -1 }, { N_("Length"), RUSHES_BOARD_LENGTH, 88 }, { N_("Takes"), NULL, 62 },
  { N_("State"), NULL, 116 },
};

#define USUAL_DPI (96 * 1024.0)

static const char *const sizes[] = { "wide", "full", "medium", "close", "extreme close", "insert", "over the shoulder", NULL };
static const char *const cameras[] = { "static", "pan left", "pan right", "tilt up", "tilt down", "push in", "pull out", "crane up", "handheld", NULL };

struct _RushesShotList
{
  GtkWidget parent_instance;
  GtkWidget *content; /* the table, which is scrolled and takes what is dropped */
  GtkColumnView *table;
  const RushesBoardContext *context;
  GPtrArray *cells;   /* borrowed: those that show a shot now; each has “shot” and “column” */
  Column column;      /* that was edited last */
  guint wanted;       /* the row that is to be edited when it comes into sight; %G_MAXUINT: none */
};

enum
{
  CHANGE,
  OPEN_SHOT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesShotList, rushes_shot_list, GTK_TYPE_WIDGET)

static RushesShot *
get_shot (gpointer cell)
{
  return g_object_get_data (G_OBJECT (cell), "shot");
}

static Column
get_column (gpointer cell)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (cell), "column"));
}

static RushesRate
get_rate (RushesShotList *self)
{
  RushesBoard *board = self->context->view != NULL ? rushes_board_view_get_board (self->context->view) : NULL;

  return board != NULL ? rushes_board_get_rate (board) : RUSHES_RATE_DEFAULT;
}

static gboolean
is_length (const char *text, gpointer self)
{
  gint64 frames;

  return rushes_board_words_to_length (get_rate (self), text, &frames);
}

/* (transfer full): “8+12”: seconds and frames */
static char *
dup_length (RushesShotList *self, RushesShot *shot)
{
  RushesRate rate = get_rate (self);
  gint64 second = MAX (1, (rate.frames + rate.seconds / 2) / rate.seconds), length = rushes_shot_get_length (shot);

  return g_strdup_printf ("%" G_GINT64_FORMAT "+%02d", length / second, (int) (length % second));
}

static GVariant *
new_value (RushesShotList *self, Column column, const char *text)
{
  gint64 frames = 0;

  if (column == LENGTH && rushes_board_words_to_length (get_rate (self), text, &frames))
    return g_variant_new_int64 (frames);
  return *text != '\0' ? g_variant_new_string (text) : g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL);
}

/* One change. Who types sees what it does, so it is not told. */
static void
on_edited (RushesShotCell *cell, const char *text, RushesShotList *self)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL), change = G_VARIANT_DICT_INIT (NULL);
  GVariantBuilder shots = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GVariant) held = NULL;
  Column column = get_column (cell);

  g_variant_builder_add (&shots, "v", g_variant_new_int64 (rushes_shot_get_number (get_shot (cell))));
  g_variant_dict_insert_value (&members, columns[column].member, new_value (self, column, text));
  g_variant_dict_insert (&change, "do", "s", RUSHES_CHANGE_SET);
  g_variant_dict_insert (&change, "quiet", "b", TRUE);
  g_variant_dict_insert_value (&change, "shots", g_variant_builder_end (&shots));
  g_variant_dict_insert_value (&change, "members", g_variant_dict_end (&members));
  held = g_variant_ref_sink (g_variant_dict_end (&change));
  g_signal_emit (self, signals[CHANGE], 0, held);
}

static guint
find_row (RushesShotList *self, gpointer cell)
{
  return get_shot (cell) != NULL && self->context->view != NULL ? rushes_filtered_shots_find (self->context->shown, rushes_shot_get_number (get_shot (cell))) : G_MAXUINT;
}

/* (nullable): if it is in sight, or nearly */
static RushesShotCell *
find_cell (RushesShotList *self, guint row, Column column)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (get_column (self->cells->pdata[i]) == column && find_row (self, self->cells->pdata[i]) == row)
      return self->cells->pdata[i];
  return NULL;
}

static void
scroll_to (RushesShotList *self, guint row)
{
  GtkWidget *rows = gtk_widget_get_last_child (GTK_WIDGET (self->table));

  gtk_widget_activate_action (rows, "list.scroll-to-item", "u", row);
}

/* When it is in sight. */
static void
edit (RushesShotList *self, guint row, Column column)
{
  RushesShotCell *cell = find_cell (self, row, column);

  self->column = column;
  self->wanted = cell != NULL ? G_MAXUINT : row;
  gtk_selection_model_select_item (self->context->selection, row, TRUE);
  scroll_to (self, row);
  if (cell != NULL)
    rushes_shot_cell_edit (cell);
}

static gboolean
on_wanted_there (gpointer data)
{
  RushesShotList *self = data;
  RushesShotCell *cell = self->wanted != G_MAXUINT && self->context->view != NULL ? find_cell (self, self->wanted, self->column) : NULL;

  if (cell == NULL)
    return G_SOURCE_REMOVE;
  self->wanted = G_MAXUINT;
  rushes_shot_cell_edit (cell);
  return G_SOURCE_REMOVE;
}

static void
on_wanted (RushesShotCell *cell, RushesShotList *self)
{
  guint row = find_row (self, cell);

  if (row != G_MAXUINT)
    edit (self, row, get_column (cell));
}

/* The next one that can be edited, over the end of a row. */
static void
on_go (RushesShotCell *cell, int by, int rows, RushesShotList *self)
{
  guint n = self->context->view != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->context->shown)) : 0;
  int row = (int) find_row (self, cell) + rows, column = (int) get_column (cell);

  while (by != 0)
    {
      column += by;
      row += column < 0 ? -1 : column >= N_COLUMNS ? 1 : 0;
      column = (column + N_COLUMNS) % N_COLUMNS;
      if (columns[column].member != NULL)
        break;
    }
  if ((by == 0 && rows == 0) || row < 0 || row >= (int) n)
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
  else
    edit (self, (guint) row, (Column) column);
}

static void
on_activated (RushesShotList *self, guint row)
{
  edit (self, row, self->column);
}

static void
on_picture (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, &error);

  if (texture != NULL)
    rushes_poster_set_paintable (data, GDK_PAINTABLE (texture));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* else nobody waits any more */
    gtk_widget_add_css_class (data, "hatch");
}

static void
stop_picture (GtkWidget *poster)
{
  GCancellable *loading = g_object_get_data (G_OBJECT (poster), "loading");

  if (loading != NULL)
    g_cancellable_cancel (loading);
  g_object_set_data (G_OBJECT (poster), "loading", NULL);
}

static void
show_picture (RushesShotList *self, GtkWidget *poster, RushesShot *shot)
{
  g_autoptr (RushesShotPicture) picture = rushes_shot_picture_find (self->context, shot);
  GdkTexture *texture = picture != NULL ? rushes_shot_picture_peek (picture, self->context->thumbnailer) : NULL;

  stop_picture (poster);
  gtk_widget_set_css_classes (poster, (const char *[]) { "poster", picture == NULL ? "hatch" : NULL, NULL });
  rushes_poster_set_paintable (RUSHES_POSTER (poster), texture != NULL ? GDK_PAINTABLE (texture) : NULL);
  if (picture == NULL || texture != NULL)
    return;
  g_object_set_data_full (G_OBJECT (poster), "loading", g_cancellable_new (), g_object_unref);
  rushes_shot_picture_load_async (picture, self->context->thumbnailer, g_object_get_data (G_OBJECT (poster), "loading"), on_picture, poster);
}

static void
draw_bar (GtkDrawingArea *area, cairo_t *cairo, int width, int height, gpointer data)
{
  RushesShot *shot = get_shot (data);

  if (shot == NULL)
    return;
  gdk_cairo_set_source_rgba (cairo, rushes_scene_colour_get (rushes_board_item_get_parent (rushes_shot_get_item (shot))));
  cairo_paint (cairo);
}

static void
show_number (GtkWidget *box, RushesShot *shot)
{
  gtk_widget_queue_draw (gtk_widget_get_first_child (box));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), rushes_shot_get_shown (shot));
}

static void
show_state (GtkWidget *label, RushesShot *shot)
{
  static const char *const looks[RUSHES_N_SHOT_STATES] = { "outline", "outline", "plain", "choose", "plain", "stale", "outline" };

  gtk_label_set_label (GTK_LABEL (label), rushes_shot_words_get_state (rushes_shot_get_state (shot)));
  gtk_widget_set_css_classes (label, (const char *[]) { "chip", "inrow", looks[rushes_shot_get_state (shot)], NULL });
}

static void
show_takes (GtkWidget *label, RushesShot *shot)
{
  g_autofree char *n = rushes_shot_get_n_takes (shot) > 0 ? g_strdup_printf ("%u", rushes_shot_get_n_takes (shot)) : g_strdup ("–");

  gtk_label_set_label (GTK_LABEL (label), n);
}

static void
show_words (RushesShotList *self, GtkWidget *cell, RushesShot *shot)
{
  g_autofree char *length = get_column (cell) == LENGTH ? dup_length (self, shot) : NULL;

  rushes_shot_cell_set_text (RUSHES_SHOT_CELL (cell), length != NULL ? length : rushes_board_item_get_string (rushes_shot_get_item (shot), columns[get_column (cell)].member));
}

/* (transfer full): what a screen reader says of the cell */
static char *
dup_heard (RushesShotList *self, GtkWidget *cell, RushesShot *shot)
{
  Column column = get_column (cell);
  const char *text = columns[column].member != NULL ? rushes_shot_cell_get_text (RUSHES_SHOT_CELL (cell)) : "";
  g_autofree char *takes = g_strdup_printf ("%u", rushes_shot_get_n_takes (shot));

  if (column == NUMBER)
    return g_strdup_printf (_("Shot %s"), rushes_shot_get_shown (shot));
  if (column == PICTURE)
    return g_strdup (_(columns[column].title));
  text = column == TAKES ? takes : column == STATE ? rushes_shot_words_get_state (rushes_shot_get_state (shot)) : *text != '\0' ? text : _("none");
  return g_strdup_printf (_("%s: %s"), _(columns[column].title), text);
}

/* What has the focus is around what we put there, and GTK 4.8 gives it no name: the cell, and around that the row. */
static void
name_cell (RushesShotList *self, GtkWidget *cell, RushesShot *shot)
{
  GtkWidget *around = gtk_widget_get_parent (cell), *row = around != NULL ? gtk_widget_get_parent (around) : NULL;
  g_autofree char *heard = dup_heard (self, cell, shot), *shot_heard = NULL;

  if (row == NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (around), GTK_ACCESSIBLE_PROPERTY_LABEL, heard, -1);
  if (get_column (cell) != STATE)
    return;
  shot_heard = g_strdup_printf (_("Shot %s, %s"), rushes_shot_get_shown (shot), rushes_shot_words_get_state (rushes_shot_get_state (shot)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, shot_heard, -1);
}

static void
show_cell (RushesShotList *self, GtkWidget *cell)
{
  RushesShot *shot = get_shot (cell);
  Column column = get_column (cell);

  if (self->context == NULL || self->context->view == NULL)
    return;
  if (column == NUMBER)
    show_number (cell, shot);
  else if (column == PICTURE)
    show_picture (self, cell, shot);
  else if (column == TAKES)
    show_takes (cell, shot);
  else if (column == STATE)
    show_state (cell, shot);
  else
    show_words (self, cell, shot);
  name_cell (self, cell, shot);
}

static RushesShotList *
get_list (GtkWidget *cell)
{
  return g_object_get_data (G_OBJECT (cell), "list");
}

static void
on_shot_changed (GtkWidget *cell)
{
  show_cell (get_list (cell), cell);
}

static GtkWidget *
new_number (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *bar = gtk_drawing_area_new (), *label = gtk_label_new (NULL);

  gtk_widget_set_size_request (bar, 3, -1);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (bar), draw_bar, box, NULL);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkWidget *
new_plain (const char *css_class, GtkAlign align)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_halign (label, align);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static GtkWidget *
new_picture (void)
{
  GtkWidget *poster = rushes_poster_new ();

  gtk_widget_set_size_request (poster, 64, 36);
  gtk_widget_set_halign (poster, GTK_ALIGN_START);
  return poster;
}

static GtkWidget *
new_words (RushesShotList *self, Column column)
{
  GtkWidget *cell = rushes_shot_cell_new (_(columns[column].title), column == SIZE ? sizes : column == CAMERA ? cameras : NULL);

  if (column == LENGTH)
    rushes_shot_cell_set_check (RUSHES_SHOT_CELL (cell), is_length, self);
  if (column == LENGTH)
    rushes_shot_cell_add_class (RUSHES_SHOT_CELL (cell), "numeric");
  if (column == DIALOGUE)
    rushes_shot_cell_add_class (RUSHES_SHOT_CELL (cell), "dialogue");
  g_signal_connect (cell, "edited", G_CALLBACK (on_edited), self);
  g_signal_connect (cell, "go", G_CALLBACK (on_go), self);
  g_signal_connect (cell, "wanted", G_CALLBACK (on_wanted), self);
  return cell;
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item, RushesShotList *self)
{
  Column column = (Column) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "column"));
  GtkWidget *cell = column == NUMBER ? new_number () : column == PICTURE ? new_picture () : column == TAKES ? new_plain ("numeric", GTK_ALIGN_START) :
                    column == STATE ? new_plain ("chip", GTK_ALIGN_START) : new_words (self, column);

  g_object_set_data (G_OBJECT (cell), "column", GINT_TO_POINTER (column));
  g_object_set_data (G_OBJECT (cell), "list", self);
  gtk_list_item_set_child (item, cell);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item, RushesShotList *self)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  RushesShot *shot = gtk_list_item_get_item (item);

  g_object_set_data_full (G_OBJECT (cell), "shot", g_object_ref (shot), g_object_unref);
  g_signal_connect_swapped (shot, "changed", G_CALLBACK (on_shot_changed), cell);
  g_ptr_array_add (self->cells, cell);
  show_cell (self, cell);
  if (self->wanted != G_MAXUINT && self->wanted == gtk_list_item_get_position (item) && get_column (cell) == self->column)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_wanted_there, g_object_ref (self), g_object_unref); /* rows are laid out before */
}

static void
on_unbind (GtkListItemFactory *factory, GtkListItem *item, RushesShotList *self)
{
  GtkWidget *cell = gtk_list_item_get_child (item);

  if (get_shot (cell) != NULL)
    g_signal_handlers_disconnect_by_data (get_shot (cell), cell);
  if (get_column (cell) == PICTURE)
    stop_picture (cell);
  g_object_set_data (G_OBJECT (cell), "shot", NULL);
  g_ptr_array_remove_fast (self->cells, cell);
}

static void
add_column (RushesShotList *self, Column column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) made = NULL;

  g_object_set_data (G_OBJECT (factory), "column", GINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  made = gtk_column_view_column_new (_(columns[column].title), factory);
  gtk_column_view_column_set_expand (made, columns[column].width < 0);
  gtk_column_view_append_column (self->table, made);
}

/* Pictures that could not be made may be there, or are wanted larger. */
static void
on_pictures_changed (RushesShotList *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (get_column (self->cells->pdata[i]) == PICTURE)
      show_cell (self, self->cells->pdata[i]);
}

/* Clips that have come are seen, be the shot as it was. */
static void
on_view_changed (RushesShotList *self)
{
  on_pictures_changed (self);
}

static void
rushes_shot_list_dispose (GObject *object)
{
  RushesShotList *self = RUSHES_SHOT_LIST (object);

  if (self->table != NULL)
    gtk_column_view_set_model (self->table, NULL);
  self->table = NULL;
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (rushes_shot_list_parent_class)->dispose (object);
}

/* Large letters need wider columns; half as much more leaves room for what is written in the others. */
static void
share_width (RushesShotList *self)
{
  int dpi = USUAL_DPI;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  for (Column column = 0; column < N_COLUMNS; column++)
    {
      g_autoptr (GtkColumnViewColumn) each = g_list_model_get_item (gtk_column_view_get_columns (self->table), column);
      if (columns[column].width > 0)
        gtk_column_view_column_set_fixed_width (each, (int) (columns[column].width * (1 + MAX (1, dpi / USUAL_DPI)) / 2));
    }
}

/* Before it is first seen it has no rows: a table makes two hundred of them, seen or not, and each asks for its picture. */
static void
rushes_shot_list_map (GtkWidget *widget)
{
  RushesShotList *self = RUSHES_SHOT_LIST (widget);

  share_width (self);
  if (self->context != NULL)
    gtk_column_view_set_model (self->table, self->context->selection);
  GTK_WIDGET_CLASS (rushes_shot_list_parent_class)->map (widget);
}

static void
rushes_shot_list_finalize (GObject *object)
{
  g_ptr_array_unref (RUSHES_SHOT_LIST (object)->cells);
  G_OBJECT_CLASS (rushes_shot_list_parent_class)->finalize (object);
}

static void
rushes_shot_list_class_init (RushesShotListClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_shot_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_shot_list_finalize;
  GTK_WIDGET_CLASS (klass)->map = rushes_shot_list_map;
  signals[CHANGE] = g_signal_new ("change", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_VARIANT);
  signals[OPEN_SHOT] = g_signal_new ("open-shot", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RUSHES_TYPE_SHOT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
on_dropped (GVariant *change, gpointer self)
{
  g_signal_emit (self, signals[CHANGE], 0, change);
}

static void
rushes_shot_list_init (RushesShotList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->cells = g_ptr_array_new ();
  self->column = ACTION;
  self->wanted = G_MAXUINT;
  self->table = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_set_name (GTK_WIDGET (self->table), "shot-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "shotlist");
  gtk_column_view_set_show_row_separators (self->table, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->table));
  self->content = rushes_shot_list_drop_new (scroller, &self->context, on_dropped, self);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
  for (Column column = NUMBER; column < N_COLUMNS; column++)
    add_column (self, column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Shots"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->table))), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Columns"), -1);
  g_signal_connect_swapped (self->table, "activate", G_CALLBACK (on_activated), self);
}

/* That row is in sight, and the table has the focus. */
void
rushes_shot_list_go_to (RushesShotList *self, guint position)
{
  scroll_to (self, position);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/* @context: its view is NULL while no board is open */
void
rushes_shot_list_set_context (RushesShotList *self, const RushesBoardContext *context)
{
  self->context = context;
  self->wanted = G_MAXUINT;
  gtk_column_view_set_model (self->table, gtk_widget_get_mapped (GTK_WIDGET (self)) ? context->selection : NULL);
  if (context->view == NULL)
    return;
  g_signal_connect_object (context->view, "changed", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  g_signal_handlers_disconnect_by_func (context->thumbnailer, on_pictures_changed, self);
  g_signal_connect_object (context->thumbnailer, "side-changed", G_CALLBACK (on_pictures_changed), self, G_CONNECT_SWAPPED);
}
