/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shots.h"

#include "rushes-board-card.h"
#include "rushes-boards.h"
#include "rushes-scene-head.h"
#include "rushes-shot-card.h"

/* Returns: (nullable) */
RushesBoardSession *
get_session (void)
{
  return rushes_board_desk_get_session (rushes_window_get_desk (window));
}

RushesBoardView *
get_view (void)
{
  return rushes_board_session_get_view (get_session ());
}

RushesBoardPage *
get_board_page (void)
{
  return RUSHES_BOARD_PAGE (gtk_widget_get_ancestor (find ("fill-board"), RUSHES_TYPE_BOARD_PAGE));
}

/* An empty one, which is opened. */
void
make_board (const char *title)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *slug = rushes_boards_make (rushes_window_get_core (window), title, NULL, remarks, &error);

  g_assert_no_error (error);
  rushes_window_show_main (window);
  rushes_window_show_page (window, "boards");
  rushes_board_desk_open (rushes_window_get_desk (window), slug);
  wait_until (get_session () != NULL && rushes_board_view_get_board (get_view ()) != NULL);
}

/* @text: as the command line has it (rushes-board-change.h). Waits until it is written. */
void
change (const char *text)
{
  rushes_board_desk_change (rushes_window_get_desk (window), g_variant_new_parsed (text));
  wait_until (!rushes_board_session_is_busy (get_session ()));
}

guint
count_shots (void)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_view ()));
}

/* Whether those are their numbers, as they stand: “10 20 30”; “|” begins another scene. */
gboolean
stand (const char *wanted)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean scenes = strchr (wanted, '|') != NULL;
  gint64 scene = 0;

  for (guint i = 0; i < count_shots (); i++)
    {
      RushesShot *shot = rushes_board_view_get_shot (get_view (), i);
      gboolean other = scenes && scene != 0 && rushes_shot_get_scene (shot) != scene;
      g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", other ? "| " : "", rushes_shot_get_shown (shot));
      scene = rushes_shot_get_scene (shot);
    }
  return g_str_equal (text->str, wanted);
}

/* Returns: (nullable) */
RushesShot *
get_shot (const char *shown)
{
  for (guint i = 0; i < count_shots (); i++)
    if (g_str_equal (rushes_shot_get_shown (rushes_board_view_get_shot (get_view (), i)), shown))
      return rushes_board_view_get_shot (get_view (), i);
  return NULL;
}

/* Returns: (nullable): of that shot, if it is on the page */
GtkWidget *
find_card (const char *shown)
{
  for (GtkWidget *child = gtk_widget_get_first_child (find ("shot-flow")); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      RushesShot *shot = RUSHES_IS_SHOT_CARD (child) ? rushes_shot_card_get_shot (RUSHES_SHOT_CARD (child)) : NULL;
      if (shot != NULL && gtk_widget_get_mapped (child) && g_str_equal (rushes_shot_get_shown (shot), shown))
        return child;
    }
  return NULL;
}

static gboolean
is_card_of (GtkWidget *widget, const char *title)
{
  const RushesBoardFacts *facts = RUSHES_IS_BOARD_CARD (widget) && gtk_widget_get_mapped (widget) ? rushes_board_card_get_facts (RUSHES_BOARD_CARD (widget)) : NULL;

  return facts != NULL && g_strcmp0 (facts->title != NULL ? facts->title : facts->slug, title) == 0;
}

static GtkWidget *
find_card_below (GtkWidget *parent, const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = is_card_of (child, title) ? child : find_card_below (child, title);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Returns: (nullable): of that board, among all of them; one that cannot be read has its folder's name */
GtkWidget *
find_board_card (const char *title)
{
  return find_card_below (find ("boards"), title);
}

/* Returns: (nullable): the line above the shots of that scene */
GtkWidget *
find_scene_head (const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (find ("shot-flow")); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (RUSHES_IS_SCENE_HEAD (child) && gtk_widget_get_mapped (child) && find_text (child, title) != NULL)
      return child;
  return NULL;
}

/* Returns: (nullable): what takes what is dropped on @widget */
GtkDropTarget *
get_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) all = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkEventController) one = g_list_model_get_item (all, i);
      if (GTK_IS_DROP_TARGET (one))
        return GTK_DROP_TARGET (one);
    }
  return NULL;
}

/* It alone is selected, and keys are about it. */
gboolean
is_at (const char *shown)
{
  RushesShot *shot = rushes_board_page_get_shot (get_board_page ());
  GtkWidget *card = find_card (shown);

  return shot != NULL && card != NULL && g_str_equal (rushes_shot_get_shown (shot), shown) && gtk_widget_has_focus (card);
}

/* That clip is what the shot plays. */
gboolean
is_chosen (const char *shown, const char *clip)
{
  return get_shot (shown) != NULL && g_strcmp0 (rushes_shot_get_clip (get_shot (shown)), clip) == 0 &&
         rushes_shot_get_state (get_shot (shown)) == RUSHES_SHOT_CHOSEN;
}
