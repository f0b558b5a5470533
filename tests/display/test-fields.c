/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "pages.h"
#include "top.h"

/* What changes something else on the screen says what that is. Each place where something is typed, turned or chosen, on every page, wide and narrow, has a name for the ear, or something that labels it; and
 * where what stands there is of no use, the ear gets that, and where it is read why. (What GTK has been told: 4.8 keeps some of it from AT-SPI.) */

static gboolean
is_field (GtkWidget *widget)
{
  return GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_SPIN_BUTTON (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_SCALE (widget) ||
         GTK_IS_SWITCH (widget);
}

static gboolean
has_name (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* A row has a name for what can be switched or chosen in it, a button that turns a number for the text in it. */
static gboolean
is_named_around (GtkWidget *widget)
{
  for (GtkWidget *each = gtk_widget_get_parent (widget); each != NULL; each = gtk_widget_get_parent (each))
    if (GTK_IS_SPIN_BUTTON (each) || ADW_IS_ENTRY_ROW (each) || (ADW_IS_ACTION_ROW (each) && !GTK_IS_TEXT (widget)))
      return has_name (each) || (ADW_IS_PREFERENCES_ROW (each) && *adw_preferences_row_get_title (ADW_PREFERENCES_ROW (each)) != '\0');
  return FALSE;
}

/* What libadwaita searches its window of preferences with, and leafs through that, is its own. */
static gboolean
is_theirs (GtkWidget *widget)
{
  gboolean about_pages = gtk_widget_get_ancestor (widget, GTK_TYPE_SEARCH_ENTRY) != NULL || GTK_IS_TOGGLE_BUTTON (widget);
  GType dialog = g_type_from_name ("AdwPreferencesDialog"); /* from libadwaita 1.5 on */

  return about_pages && gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_PAGE) == NULL &&
         (gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_WINDOW) != NULL || (dialog != 0 && gtk_widget_get_ancestor (widget, dialog) != NULL));
}

/* Whether the ear gets with @field, a part of @row or that itself, what stands below the row's title. */
static gboolean
is_explained (GtkWidget *field, AdwActionRow *row)
{
  const char *note = adw_action_row_get_subtitle (row);

  return note == NULL || *note == '\0' || gtk_test_accessible_has_relation (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY) ||
         gtk_test_accessible_has_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* Returns: how many below @parent are not, closed rows and pages that are not shown among them. What is chosen from is the row itself. */
static guint
find_unexplained (GtkWidget *parent, const char *page)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_ancestor (child, ADW_TYPE_ACTION_ROW);
      if (!gtk_widget_get_visible (child) || GTK_IS_POPOVER (child))
        continue;
      n += find_unexplained (child, page);
      if (row == NULL || !(is_field (child) || ADW_IS_COMBO_ROW (child)) || is_explained (child, ADW_ACTION_ROW (row)))
        continue;
      g_printerr ("%s: %s “%s” does not say that “%s”\n", page, G_OBJECT_TYPE_NAME (child), gtk_widget_get_name (child),
                  adw_action_row_get_subtitle (ADW_ACTION_ROW (row)));
      n++;
    }
  return n;
}

/* Returns: how many below @parent have none */
static guint
find_nameless (GtkWidget *parent, const char *page)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_mapped (child))
        continue;
      n += find_nameless (child, page);
      if (!is_field (child) || has_name (child) || is_named_around (child) || is_theirs (child))
        continue;
      g_printerr ("%s: %s “%s” in %s “%s” has no name\n", page, G_OBJECT_TYPE_NAME (child), gtk_widget_get_name (child),
                  G_OBJECT_TYPE_NAME (gtk_widget_get_parent (child)), gtk_widget_get_name (gtk_widget_get_parent (child)));
      n++;
    }
  return n;
}

/* As what a list is searched with that opens to choose from. */
static gboolean
is_in_choice (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW) != NULL || gtk_widget_get_ancestor (gtk_widget_get_parent (widget), GTK_TYPE_DROP_DOWN) != NULL;
}

/* Whether it shows, hides, filters, sorts or moves what is seen elsewhere: by what it is, or one of ours by its name. (A menu's button steers its menu.) */
static gboolean
steers (GtkWidget *widget)
{
  static const char *const ours[] = { "sort", "stack-takes", "clear-states", "remote-connection", "seed-lock", "hide-rejected", NULL };
  static const char *const groups[] = { "provider-", "board-cards", "board-list", "mode-", "by-" };
  const char *name = gtk_widget_get_name (widget), *icon = GTK_IS_BUTTON (widget) ? gtk_button_get_icon_name (GTK_BUTTON (widget)) : NULL;
  gboolean ours_by_name = g_strv_contains (ours, name);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    ours_by_name |= g_str_has_prefix (name, groups[i]);
  if (is_theirs (widget) || is_in_choice (widget))
    return FALSE;
  return ours_by_name || GTK_IS_SEARCH_ENTRY (widget) ||
         (GTK_IS_SCALE (widget) && !g_str_has_suffix (name, "volume")) || gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_TAB ||
         (GTK_IS_TOGGLE_BUTTON (widget) && icon != NULL && (g_str_has_prefix (icon, "sidebar-show") || g_str_has_prefix (icon, "edit-find")));
}

/* Returns: how many below @parent do not say what they steer */
static guint
find_without_target (GtkWidget *parent, const char *page)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      n += find_without_target (child, page);
      if (!steers (child) || gtk_test_accessible_has_relation (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_RELATION_CONTROLS))
        continue;
      g_printerr ("%s: %s “%s” does not say what it steers\n", page, G_OBJECT_TYPE_NAME (child), gtk_widget_get_name (child));
      n++;
    }
  return n;
}

static guint
look (GtkWidget *top, const char *page)
{
  GtkWidget *seen = find_menu (top) != NULL ? find_menu (top) : top;

  return find_nameless (seen, page) + find_unexplained (seen, page) + find_without_target (seen, page);
}

/* Whether what has the focus when something is typed into @field is called wrong. @why: (nullable): there it is said why */
static gboolean
is_wrong (GtkWidget *field, GtkWidget *why)
{
  GtkWidget *text = GTK_IS_EDITABLE (field) ? GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (field))) : field;
  g_autofree char *right = gtk_test_accessible_check_state (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);

  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE) == (right == NULL && why != NULL));
  g_assert_true (why == NULL || gtk_widget_get_mapped (why) == (right == NULL));
  return right == NULL;
}

/* Of a request. */
static void
test_a_prompt_is_missing (void)
{
  rushes_window_show_page (window, "gallery");
  g_assert_false (is_wrong (find ("prompt"), find ("compose-hint")));
  click (find ("generate"));
  wait_until (gtk_widget_get_mapped (find ("compose-hint")));
  g_assert_true (is_wrong (find ("prompt"), find ("compose-hint")));
  rushes_compose_set_prompt (get_form (), "a red fox");
  wait_until (!gtk_widget_get_mapped (find ("compose-hint")));
  g_assert_false (is_wrong (find ("prompt"), find ("compose-hint")));
}

static void
check_note (const char *field, const char *note)
{
  GtkWidget *widget = find (field), *text = GTK_IS_EDITABLE (widget) ? GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (widget))) : widget;

  g_test_message ("%s", field);
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY));
  if (note != NULL)
    {
      g_autofree char *other = gtk_test_accessible_check_relation (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, find (note), NULL);
      g_assert_null (other);
    }
}

/* What a row of ours has beside a field, not below a title. */
static void
test_what_stands_beside (void)
{
  rushes_window_show_page (window, "gallery");
  check_note ("prompt", "prefix");
  for (const char *const *each = (const char *const[]) { "length", "width", "height", "seed", NULL }; *each != NULL; each++)
    check_note (*each, NULL);
}

/* Of a connection. */
static void
test_an_address_and_a_number (void)
{
  press_key (XK_comma, XK_Control_L);
  wait_until (is_shown ("add-service"));
  click (get ("add-service"));
  wait_until (is_shown ("connection-url"));
  type_into (get ("connection-url"), "somewhere:");
  wait_until (is_shown ("connection-url-note"));
  g_assert_true (is_wrong (get ("connection-url"), gtk_widget_get_first_child (get ("connection-url-note"))));
  type_into (get ("connection-url"), "http://127.0.0.1:9/v1");
  wait_until (!is_shown ("connection-url-note"));
  g_assert_false (is_wrong (get ("connection-url"), gtk_widget_get_first_child (get ("connection-url-note"))));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (get ("connection-extra")), TRUE);
  g_signal_emit_by_name (get ("add-extra-field"), "clicked");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get ("extra-type")), 1);
  gtk_editable_set_text (GTK_EDITABLE (get ("extra-value")), "many");
  wait_until (is_wrong (get ("extra-value"), NULL));
  gtk_editable_set_text (GTK_EDITABLE (get ("extra-value")), "7");
  wait_until (!is_wrong (get ("extra-value"), NULL));
  click (find_button (get_top (), "Cancel"));
  wait_until (is_shown ("add-service"));
  close_all ();
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  pages_add_tests ("fields", look);
  g_test_add_func ("/fields/a-prompt-is-missing", test_a_prompt_is_missing);
  g_test_add_func ("/fields/what-stands-beside", test_what_stands_beside);
  g_test_add_func ("/fields/an-address-and-a-number", test_an_address_and_a_number);
  return drive (argc, argv);
}
