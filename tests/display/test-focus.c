/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "pages.h"
#include "top.h"

/* Where Tab leads on every page: to all that can be used, to nothing that is out of sight, round and not into a trap, and with Shift the
 * same way back. */

#define MOST 300 /* stops on a page */

static char *
describe (GtkWidget *widget)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *each = widget; each != NULL && text->len < 160; each = gtk_widget_get_parent (each))
    {
      const char *name = gtk_widget_get_name (each);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " in " : "", G_OBJECT_TYPE_NAME (each));
      if (!g_str_equal (name, G_OBJECT_TYPE_NAME (each)))
        g_string_append_printf (text, " “%s”", name);
      if (GTK_IS_BUTTON (each) && gtk_button_get_label (GTK_BUTTON (each)) != NULL)
        g_string_append_printf (text, " “%s”", gtk_button_get_label (GTK_BUTTON (each)));
    }
  return g_string_free (text, FALSE);
}

static guint
complain (const char *page, const char *what, GtkWidget *widget)
{
  g_autofree char *text = widget != NULL ? describe (widget) : g_strdup ("nothing");

  g_printerr ("%s: %s: %s\n", page, what, text);
  return 1;
}

/* Whether it, or a part of it, is seen in @within, which may scroll. */
static gboolean
is_in (GtkWidget *widget, GtkWidget *within)
{
  graphene_rect_t bounds, visible = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (within), gtk_widget_get_height (within));

  return gtk_widget_compute_bounds (widget, within, &bounds) && (bounds.size.width == 0 || graphene_rect_intersection (&bounds, &visible, NULL));
}

static gboolean
is_in_sight (GtkWidget *widget)
{
  for (GtkWidget *each = widget; each != NULL; each = gtk_widget_get_parent (each))
    if (gtk_widget_get_opacity (each) == 0 || !gtk_widget_get_child_visible (each) || (GTK_IS_SCROLLED_WINDOW (each) && !is_in (widget, each)))
      return FALSE;
  return gtk_widget_get_mapped (widget) && is_in (widget, GTK_WIDGET (gtk_widget_get_native (widget)));
}

/* Goes on with Tab until where it was already. Returns: (transfer container): where it came by, in this order */
static GPtrArray *
walk (GtkWidget *top, unsigned long modifier, const char *page, guint *n_wrong)
{
  GtkWidget *focus = NULL;
  GtkWindow *in = GTK_WINDOW (gtk_widget_get_root (top));
  GPtrArray *stops = g_ptr_array_new ();

  if (find_menu (top) == NULL)
    gtk_window_set_focus (in, NULL);
  while (stops->len < MOST)
    {
      tap_key (XK_Tab, modifier);
      focus = gtk_window_get_focus (in);
      if (focus == NULL || g_ptr_array_find (stops, focus, NULL))
        break;
      for (guint frames = 0; !is_in_sight (focus) && frames < 10; frames++)
        wait_for_frames (); /* in which it is scrolled to */
      if (!is_in_sight (focus))
        *n_wrong += complain (page, "Tab goes where nothing is seen", focus);
      g_ptr_array_add (stops, focus);
    }
  if (focus != NULL && (stops->len == MOST || focus != stops->pdata[0]))
    *n_wrong += complain (page, modifier == 0 ? "Tab does not come out of there" : "Shift and Tab do not come out of there", focus);
  return stops;
}

/* What is moved through by other keys, once one is there. */
static GtkWidget *
find_collection (GtkWidget *widget)
{
  for (GtkWidget *each = gtk_widget_get_parent (widget); each != NULL; each = gtk_widget_get_parent (each))
    if (GTK_IS_LIST_VIEW (each) || GTK_IS_GRID_VIEW (each) || GTK_IS_COLUMN_VIEW (each) || GTK_IS_FLOW_BOX (each))
      return each;
  return NULL;
}

/* The buttons of a window are the window manager's keys, that of a dialog in it is Escape; plus and minus, and what scrolls, have keys where their value is. */
static gboolean
has_other_keys (GtkWidget *widget)
{
  GType sheet = g_type_from_name ("AdwSheetControls"); /* from libadwaita 1.5 on */

  return gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) != NULL || (sheet != 0 && gtk_widget_get_ancestor (widget, sheet) != NULL) ||
         gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLBAR) != NULL ||
         (GTK_IS_BUTTON (widget) && gtk_widget_get_ancestor (widget, GTK_TYPE_SPIN_BUTTON) != NULL);
}

static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget) ||
         GTK_IS_SCALE (widget) || (GTK_IS_LIST_BOX_ROW (widget) && gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget)));
}

/* One of several of which one is down or has a dot, or whose page is shown (a Tab goes to that one from libadwaita 1.7 on). */
static gboolean
is_radio (GtkWidget *widget)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));

  return GTK_IS_CHECK_BUTTON (widget) || role == GTK_ACCESSIBLE_ROLE_RADIO || role == GTK_ACCESSIBLE_ROLE_TAB;
}

/* Whether Tab came by @widget, or by what stands for it: what is around it or in it, or a neighbour in its list or its group. */
static gboolean
is_reached (GtkWidget *widget, GPtrArray *stops)
{
  GtkWidget *collection = find_collection (widget);

  for (guint i = 0; i < stops->len; i++)
    {
      GtkWidget *stop = stops->pdata[i];
      if (stop == widget || (GTK_IS_LIST_BOX_ROW (widget) && gtk_widget_is_ancestor (stop, widget)))
        return TRUE;
      if (collection != NULL && (stop == collection || gtk_widget_is_ancestor (stop, collection)))
        return TRUE;
      if (is_radio (widget) && is_radio (stop) && gtk_widget_get_parent (stop) == gtk_widget_get_parent (widget))
        return TRUE;
    }
  return FALSE;
}

/* Returns: how many controls below @parent Tab does not come by */
static guint
find_unreached (GtkWidget *parent, GPtrArray *stops, const char *page)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_child_visible (child) || !gtk_widget_get_mapped (child) || !gtk_widget_is_sensitive (child) || GTK_IS_POPOVER (child) ||
          gtk_widget_get_opacity (child) == 0)
        continue;
      n += find_unreached (child, stops, page);
      if (is_control (child) && !has_other_keys (child) && !is_reached (child, stops))
        n += complain (page, "Tab does not come by", child);
    }
  return n;
}

/* A grid may have a hundred thousand: the arrow keys go from one to the next. Returns: for how many of them Tab stopped, less the first */
static guint
find_second_items (GPtrArray *stops, const char *page)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < stops->len; i++)
    {
      GtkWidget *parent = gtk_widget_get_parent (stops->pdata[i]);
      if (GTK_IS_GRID_VIEW (parent) && !g_hash_table_add (seen, parent))
        n += complain (page, "Tab goes to a second item", stops->pdata[i]);
    }
  return n;
}

static guint
compare (GPtrArray *forth, GPtrArray *back, const char *page)
{
  guint n = 0;

  for (guint i = 0; i < forth->len; i++)
    if (!is_reached (forth->pdata[i], back)) /* newer versions of GTK come into a grid from behind at another item */
      n += complain (page, "Shift and Tab do not come by", forth->pdata[i]);
  return n;
}

/* What is scrolled to is there at once. */
static void
test_set_up (void)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static guint
look (GtkWidget *top, const char *page)
{
  GtkWindow *in = GTK_WINDOW (gtk_widget_get_root (top));
  GtkWidget *before = gtk_window_get_focus (in);
  guint n = 0;
  g_autoptr (GPtrArray) forth = walk (top, 0, page, &n), back = walk (top, XK_Shift_L, page, &n);

  if (g_getenv ("RUSHES_FOCUS") != NULL)
    for (guint i = 0; i < forth->len; i++)
      complain (page, "stop", forth->pdata[i]);
  if (forth->len < 2)
    n += complain (page, "Tab leads nowhere", top);
  n += find_unreached (find_menu (top) != NULL ? find_menu (top) : top, forth, page) + find_second_items (forth, page) + compare (forth, back, page);
  gtk_window_set_focus (in, before);
  return n;
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/focus/set-up", test_set_up);
  pages_add_tests ("focus", look);
  return drive (argc, argv);
}
