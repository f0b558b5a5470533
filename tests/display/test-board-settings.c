/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"
#include "top.h"

#include "rushes-boards.h"
#include "rushes-scratch.h"
#include "rushes-text-row.h"

#include <glib/gstdio.h>

/* What a board and a scene say is set in their dialogs, each change a step that its toast takes back; files become the board's own. */

static const char script[] = "INT. KITCHEN - NIGHT\n\nInes stays at the window.\n\nEXT. ROOFTOP - DAWN\n\nFirst light.\n";

static char *scratch, *slug;

static RushesBoardSession *
get_session (void)
{
  return rushes_board_desk_get_session (rushes_window_get_desk (window));
}

static RushesBoard *
get_board (void)
{
  return get_session () != NULL ? rushes_board_view_get_board (rushes_board_session_get_view (get_session ())) : NULL;
}

static RushesBoardItem *
get_scene (guint i)
{
  return rushes_board_item_get_child (rushes_board_get_root (get_board ()), i);
}

/* Whether the board says just that. @text: (nullable): NULL: nothing */
static gboolean
board_says (const char *member, const char *text)
{
  return g_strcmp0 (rushes_board_item_get_string (rushes_board_get_root (get_board ()), member), text) == 0;
}

static gboolean
scene_says (const char *member, const char *text)
{
  return g_strcmp0 (rushes_board_item_get_string (get_scene (0), member), text) == 0;
}

/* (transfer full) (nullable): of “people” or “track” */
static char *
dup_part (const char *object, const char *name, const char *member)
{
  GVariant *all = rushes_board_item_get (rushes_board_get_root (get_board ()), object);
  g_autoptr (GVariant) one = all != NULL && name != NULL ? g_variant_lookup_value (all, name, G_VARIANT_TYPE_VARDICT) : NULL;
  char *text = NULL;

  if (name != NULL ? one != NULL : all != NULL)
    g_variant_lookup (name != NULL ? one : all, member, "s", &text);
  return text;
}

static gboolean
part_says (const char *object, const char *name, const char *member, const char *text)
{
  g_autofree char *said = dup_part (object, name, member);

  return g_strcmp0 (said, text) == 0;
}

/* Of its step. */
static void
take_back (const char *words)
{
  wait_until (top_says (words));
  wait_until (find_button (get_top (), "Undo") != NULL);
  wait_for_frames ();
  click (find_button (get_top (), "Undo"));
}

static GtkWidget *
find_view (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_TEXT_VIEW (child) ? child : find_view (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_toast (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    if ((g_str_equal (gtk_widget_get_css_name (child), "toast") && gtk_widget_get_mapped (child)) || has_toast (child))
      return TRUE;
  return FALSE;
}

/* Scrolled to, with the focus, and nothing above it. */
static void
go_to (GtkWidget *widget)
{
  move_to (get_top (), 12, 12); /* one under the pointer does not go */
  wait_until (!has_toast (get_top ()));
  gtk_widget_grab_focus (widget);
  wait_for_frames ();
}

static void
type_text (const char *member, const char *text)
{
  GtkWidget *view = find_view (get (member));

  go_to (view);
  press_key (XK_a, XK_Control_L);
  type (text);
  wait_until (({ g_autofree char *there = rushes_text_row_dup_text (RUSHES_TEXT_ROW (get (member))); g_str_equal (there, text); }));
}

static char *
write_picture (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 64, 48);
  char *path = g_build_filename (scratch, "ines.png", NULL);
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, 0x336699ff);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);
  return path;
}

static void
put_le (GByteArray *out, guint32 value, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      guint8 byte = (guint8) (value >> (8 * i));
      g_byte_array_append (out, &byte, 1);
    }
}

/* A second of silence. */
static char *
write_sound (void)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  char *path = g_build_filename (scratch, "song.wav", NULL);
  const guint size = 8000 * 2;

  g_byte_array_append (out, (const guint8 *) "RIFF", 4);
  put_le (out, 36 + size, 4);
  g_byte_array_append (out, (const guint8 *) "WAVEfmt ", 8);
  put_le (out, 16, 4);
  put_le (out, 1, 2);
  put_le (out, 1, 2);
  put_le (out, 8000, 4);
  put_le (out, 16000, 4);
  put_le (out, 2, 2);
  put_le (out, 16, 2);
  g_byte_array_append (out, (const guint8 *) "data", 4);
  put_le (out, size, 4);
  g_byte_array_set_size (out, out->len + size);
  memset (out->data + out->len - size, 0, size);
  g_assert_true (g_file_set_contents (path, (char *) out->data, out->len, NULL));
  return path;
}

static void
test_open (void)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  click (find ("first-sample")); /* two connections */
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (rushes_core_get_queue (rushes_window_get_core (window))));
  scratch = rushes_scratch_make ();
  path = g_build_filename (scratch, "tram.fountain", NULL);
  g_assert_true (g_file_set_contents (path, script, -1, NULL));
  slug = rushes_boards_make (rushes_window_get_core (window), "The Last Tram", path, remarks, &error);
  g_assert_no_error (error);
  rushes_window_show_page (window, "boards");
  rushes_board_desk_open (rushes_window_get_desk (window), slug);
  wait_until (get_board () != NULL);
  wait_for_frames ();
  click (find ("board-menu"));
  choose_item (find ("board-menu"), "Settings…");
  wait_until (get_top () != NULL && find_named (get_top (), "settings-title") != NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get ("settings-title"))), ==, "The Last Tram");
}

static void
test_words (void)
{
  type_text (RUSHES_BOARD_PREFIX, "35 mm, soft grain");
  press_key (XK_Tab, 0);
  wait_until (board_says (RUSHES_BOARD_PREFIX, "35 mm, soft grain"));
  take_back ("Board: prompt prefix changed");
  wait_until (board_says (RUSHES_BOARD_PREFIX, NULL));
  wait_until (top_says ("Taken back: Board: prompt prefix changed"));
  type_text (RUSHES_BOARD_PREFIX, "Night");
  type_text (RUSHES_BOARD_NOTES, "For the ear"); /* another field: what was typed in the one before is a step */
  wait_until (board_says (RUSHES_BOARD_PREFIX, "Night"));
  wait_until (board_says (RUSHES_BOARD_NOTES, "For the ear")); /* the hand rests */
}

static void
test_rate_and_size (void)
{
  GtkWidget *entry = get ("shape-entry");

  adw_combo_row_set_selected (ADW_COMBO_ROW (get ("board-rate")), 3);
  wait_until (board_says (RUSHES_BOARD_RATE, "24000/1001"));
  take_back ("Board: frame rate changed");
  wait_until (rushes_board_get_rate (get_board ()).frames == 24 && adw_combo_row_get_selected (ADW_COMBO_ROW (get ("board-rate"))) == 0);
  go_to (entry);
  type ("832x480");
  press_key (XK_Return, 0);
  wait_until (rushes_board_item_get_int (rushes_board_get_root (get_board ()), RUSHES_BOARD_HEIGHT, 0) == 480);
  g_assert_cmpint (rushes_board_item_get_int (rushes_board_get_root (get_board ()), RUSHES_BOARD_WIDTH, 0), ==, 832);
  wait_until (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), "832 × 480"));
  go_to (entry);
  press_key (XK_a, XK_Control_L);
  type ("wide");
  press_key (XK_Return, 0);
  wait_until (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpint (rushes_board_item_get_int (rushes_board_get_root (get_board ()), RUSHES_BOARD_WIDTH, 0), ==, 832);
  press_key (XK_a, XK_Control_L);
  type ("1280 720");
  press_key (XK_Return, 0);
  wait_until (rushes_board_item_get_int (rushes_board_get_root (get_board ()), RUSHES_BOARD_HEIGHT, 0) == 720);
}

/* What the n-th of a list says. */
static const char *
get_choice (const char *name, guint i)
{
  return gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (ADW_COMBO_ROW (get (name)))), i);
}

static guint
count_choices (const char *name)
{
  return g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (get (name))));
}

static void
choose (const char *name, guint i)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (get (name)), i);
}

static gboolean
is_inherited (const char *name)
{
  return gtk_widget_has_css_class (get (name), "inherited");
}

/* A service need not list all that it takes: a name is typed, and is a choice from then on. */
static void
test_a_model_that_is_not_listed (void)
{
  guint listed;

  wait_until (count_choices ("place-model") > 2);
  listed = count_choices ("place-model");
  g_assert_cmpstr (get_choice ("place-model", listed - 1), ==, "Another Model…");
  choose ("place-model", listed - 1);
  wait_until (top_says ("Name on the server"));
  wait_for_frames ();
  g_assert_true (board_says (RUSHES_BOARD_MODEL, NULL)); /* as before, until there is a name */
  type ("sora-9-preview");
  press_key (XK_Return, 0);
  wait_until (is_shown ("place-model"));
  wait_until (board_says (RUSHES_BOARD_MODEL, "sora-9-preview") && !is_inherited ("place-model") && count_choices ("place-model") == listed + 1);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (get ("place-model"))), ==, ""); /* nothing is wrong with it */
  choose ("place-model", 0);
  wait_until (board_says (RUSHES_BOARD_MODEL, NULL) && is_inherited ("place-model"));
}

/* What does not answer has no list, but takes a name all the same. */
static void
test_a_server_that_does_not_answer (void)
{
  RushesConnections *connections = rushes_core_get_connections (rushes_window_get_core (window));
  g_autoptr (RushesConnection) away = rushes_connection_new ("away", RUSHES_PROVIDER_OPENAI, "Away", "http://127.0.0.1:1/v1", NULL, FALSE);
  guint place = count_choices ("place-connection");
  g_autofree char *before = g_strdup (rushes_board_item_get_string (rushes_board_get_root (get_board ()), RUSHES_BOARD_CONNECTION));

  rushes_connections_put_for_session (connections, away);
  rushes_board_desk_change (rushes_window_get_desk (window), g_variant_new_parsed ("{'do': <'set'>, 'members': <{'provider': <'openai'>, 'connection': <'away'>}>}"));
  wait_until (board_says (RUSHES_BOARD_CONNECTION, "away") && count_choices ("place-connection") == place + 1);
  wait_until (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (get ("place-model"))), "Away") != NULL); /* why there is no list */
  wait_until (count_choices ("place-model") == 2);
  g_assert_cmpstr (get_choice ("place-model", 1), ==, "Another Model…");
  choose ("place-model", 1);
  wait_until (top_says ("Name on the server"));
  wait_for_frames ();
  type ("wan-3");
  press_key (XK_Return, 0);
  wait_until (is_shown ("place-model"));
  wait_until (board_says (RUSHES_BOARD_MODEL, "wan-3") && count_choices ("place-model") == 3);
  rushes_board_desk_change (rushes_window_get_desk (window), g_variant_new_parsed ("{'do': <'set'>, 'members': <{'model': <@mv nothing>, 'connection': <%s>}>}", before));
  wait_until (board_says (RUSHES_BOARD_MODEL, NULL) && board_says (RUSHES_BOARD_CONNECTION, before));
  rushes_connections_remove (connections, "away");
}

/* A connection, and then a model of what that offers; both are given back together, since the one is the other's. */
static void
test_place (void)
{
  g_autoptr (RushesConnection) second = g_list_model_get_item (G_LIST_MODEL (rushes_core_get_connections (rushes_window_get_core (window))), 1);
  const char *id = rushes_connection_get_id (second), *kind = rushes_provider_kind_to_string (rushes_connection_get_kind (second));

  g_assert_true (is_inherited ("place-connection") && is_inherited ("place-model"));
  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (ADW_ACTION_ROW (get ("place-connection"))), " · default"));
  g_assert_cmpuint (count_choices ("place-connection"), ==, 3);
  g_assert_cmpstr (get_choice ("place-connection", 2), ==, rushes_connection_get_name (second));
  wait_until (count_choices ("place-model") > 2); /* what is inherited, and another one, are always there */
  choose ("place-connection", 2);
  wait_until (board_says (RUSHES_BOARD_CONNECTION, id) && board_says (RUSHES_BOARD_PROVIDER, kind));
  wait_until (!is_inherited ("place-connection") && is_inherited ("place-model") && count_choices ("place-model") > 2);
  choose ("place-model", 1);
  wait_until (!board_says (RUSHES_BOARD_MODEL, NULL));
  take_back ("Board: model changed");
  wait_until (board_says (RUSHES_BOARD_MODEL, NULL) && is_inherited ("place-model"));
  choose ("place-model", 1);
  wait_until (!board_says (RUSHES_BOARD_MODEL, NULL) && !is_inherited ("place-model"));
  choose ("place-connection", 0);
  wait_until (board_says (RUSHES_BOARD_CONNECTION, NULL) && board_says (RUSHES_BOARD_PROVIDER, NULL) && board_says (RUSHES_BOARD_MODEL, NULL));
  wait_until (is_inherited ("place-connection") && is_inherited ("place-model"));
  choose ("place-connection", 2);
  wait_until (board_says (RUSHES_BOARD_CONNECTION, id));
}

static void
test_seed (void)
{
  go_to (get ("seed-entry"));
  type ("lucky");
  press_key (XK_Return, 0);
  wait_until (gtk_widget_has_css_class (get ("seed-entry"), "error"));
  g_assert_null (rushes_board_item_get (rushes_board_get_root (get_board ()), RUSHES_BOARD_SEED));
  press_key (XK_a, XK_Control_L);
  type ("4242");
  press_key (XK_Return, 0);
  wait_until (rushes_board_item_get_int (rushes_board_get_root (get_board ()), RUSHES_BOARD_SEED, -1) == 4242);
}

static void
test_people (void)
{
  g_autofree char *path = write_picture ();
  GtkWidget *dialog = get_top (), *row;

  go_to (get ("add-person"));
  click (get ("add-person"));
  wait_until (get_top () != dialog && top_says ("New Person or Place"));
  type ("Ines");
  press_key (XK_Return, 0);
  wait_until (part_says (RUSHES_BOARD_PEOPLE, "Ines", "words", "Ines"));
  wait_until (get_top () == dialog && find_named (dialog, "@Ines") != NULL);
  row = find_named (dialog, "@Ines");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  wait_until (find_button (row, "Choose…") != NULL && gtk_widget_get_mapped (find_button (row, "Choose…")));
  go_to (find_button (row, "Choose…"));
  wait_for_frames ();
  click (find_button (row, "Choose…"));
  choose_file (path);
  wait_until (part_says (RUSHES_BOARD_PEOPLE, "Ines", "picture", "media/ines.png"));
  take_back ("Board: people and places changed");
  wait_until (part_says (RUSHES_BOARD_PEOPLE, "Ines", "picture", NULL) && part_says (RUSHES_BOARD_PEOPLE, "Ines", "words", "Ines"));
}

static void
test_track (void)
{
  g_autofree char *path = write_sound ();
  GtkWidget *volume;

  go_to (get ("choose-track"));
  click (get ("choose-track"));
  choose_file (path);
  wait_until (part_says (RUSHES_BOARD_TRACK, NULL, "file", "media/song.wav"));
  wait_until (gtk_widget_get_mapped (get ("track-volume")));
  volume = get ("track-volume");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (volume), 50);
  wait_until (({ double said = 0; g_variant_lookup (rushes_board_item_get (rushes_board_get_root (get_board ()), RUSHES_BOARD_TRACK), "volume", "d", &said); said == 0.5; }));
  go_to (get ("no-track"));
  click (get ("no-track"));
  wait_until (rushes_board_item_get (rushes_board_get_root (get_board ()), RUSHES_BOARD_TRACK) == NULL);
  take_back ("scratch track");
  wait_until (part_says (RUSHES_BOARD_TRACK, NULL, "file", "media/song.wav"));
}

/* What is no sound is told, and changes nothing. */
static void
test_wrong_file (void)
{
  g_autofree char *path = g_build_filename (scratch, "tram.fountain", NULL);

  go_to (get ("choose-track"));
  click (get ("choose-track"));
  choose_file (path);
  wait_until (top_says ("tram.fountain"));
  g_assert_true (part_says (RUSHES_BOARD_TRACK, NULL, "file", "media/song.wav"));
}

static void
test_styles (void)
{
  GtkWidget *dialog = get_top ();

  go_to (get ("save-style"));
  click (get ("save-style"));
  wait_until (get_top () != dialog && top_says ("Save as a Style"));
  type ("Night");
  press_key (XK_Return, 0);
  wait_until (get_top () == dialog && top_says ("Saved as the style “Night”"));
  close_top ();
  wait_until (get_top () == NULL);
}

static void
test_scene (void)
{
  wait_for_frames ();
  click (find_with_tooltip (find ("shot-flow"), "What Can Be Done with This Scene"));
  choose_item (find ("shot-flow"), "Settings…");
  wait_until (get_top () != NULL && find_named (get_top (), "scene-colour") != NULL);
  g_assert_nonnull (find_text (get (RUSHES_BOARD_PREFIX), "Before Each Prompt · from board"));
  g_assert_true (is_inherited (RUSHES_BOARD_PREFIX) && is_inherited ("place-connection") && is_inherited ("place-model"));
  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (ADW_ACTION_ROW (get ("place-connection"))), " · from board"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get ("seed-entry"))), ==, "4242");
  go_to (get ("seed-entry"));
  press_key (XK_a, XK_Control_L);
  type ("7");
  press_key (XK_Return, 0);
  wait_until (rushes_board_item_get_int (get_scene (0), RUSHES_BOARD_SEED, -1) == 7);
  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  wait_until (rushes_board_item_get (get_scene (0), RUSHES_BOARD_SEED) == NULL && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (get ("seed-entry"))), "4242"));
  type_text (RUSHES_BOARD_PREFIX, "Cold light");
  press_key (XK_Tab, 0);
  wait_until (scene_says (RUSHES_BOARD_PREFIX, "Cold light") && board_says (RUSHES_BOARD_PREFIX, "Night"));
  wait_until (!gtk_widget_has_css_class (get (RUSHES_BOARD_PREFIX), "inherited"));
  wait_for_frames ();
  click (find_with_tooltip (get (RUSHES_BOARD_PREFIX), "Inherit Again"));
  wait_until (scene_says (RUSHES_BOARD_PREFIX, NULL) && gtk_widget_has_css_class (get (RUSHES_BOARD_PREFIX), "inherited"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (get ("scene-colour")), 3);
  wait_until (scene_says (RUSHES_BOARD_COLOUR, "#26a269"));
  take_back ("colour changed");
  wait_until (scene_says (RUSHES_BOARD_COLOUR, NULL));
  wait_until (gtk_widget_get_sensitive (get ("take-style")));
  go_to (get ("take-style"));
  click (get ("take-style"));
  choose_item (get ("take-style"), "Night");
  wait_until (scene_says (RUSHES_BOARD_PREFIX, "Night") && rushes_board_item_get_int (get_scene (0), RUSHES_BOARD_WIDTH, 0) == 1280);
  go_to (find_view (get (RUSHES_BOARD_PREFIX))); /* whatever has the focus */
  press_key (XK_Escape, 0);
  wait_until (get_top () == NULL);
  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL); /* all of the style in one step */
  wait_until (scene_says (RUSHES_BOARD_PREFIX, NULL) && rushes_board_item_get (get_scene (0), RUSHES_BOARD_WIDTH) == NULL);
  rushes_scratch_remove (scratch);
  g_free (scratch);
  g_free (slug);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  driver_patience_s = 12;
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/board-settings/open", test_open);
  g_test_add_func ("/board-settings/words", test_words);
  g_test_add_func ("/board-settings/rate-and-size", test_rate_and_size);
  g_test_add_func ("/board-settings/place", test_place);
  g_test_add_func ("/board-settings/a-model-that-is-not-listed", test_a_model_that_is_not_listed);
  g_test_add_func ("/board-settings/a-server-that-does-not-answer", test_a_server_that_does_not_answer);
  g_test_add_func ("/board-settings/seed", test_seed);
  g_test_add_func ("/board-settings/people", test_people);
  g_test_add_func ("/board-settings/track", test_track);
  g_test_add_func ("/board-settings/wrong-file", test_wrong_file);
  g_test_add_func ("/board-settings/styles", test_styles);
  g_test_add_func ("/board-settings/scene", test_scene);
  return drive (argc, argv);
}
