/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-settings.h"

#include "rushes-board-change.h"
#include "rushes-error-text.h"
#include "rushes-item-saver.h"
#include "rushes-people-group.h"
#include "rushes-plain-row.h"
#include "rushes-scene-colour.h"
#include "rushes-shot-defaults.h"
#include "rushes-text-row.h"
#include "rushes-tip.h"
#include "rushes-toast.h"
#include "rushes-told.h"
#include "rushes-track-group.h"

#include <glib/gi18n.h>

/* What a board says, or a scene of it: each change is one of the board as soon as it is made, and the toast takes it back. What a scene does not say is
 * dim, with where it comes from. */

static const char *const rates[] = { "24", "25", "30", "24000/1001", "30000/1001" };

struct _RushesBoardSettings
{
  RushesDialog parent_instance;
  AdwToastOverlay *toasts;
  AdwWindowTitle *titles;
  AdwPreferencesPage *page;
  RushesCore *core;
  RushesBoardSession *session;
  RushesItemSaver *saver;
  gint64 scene;      /* its id; 0: the board */
  GtkWidget *title, *notes;
  GtkWidget *choice; /* the board's rate, or the scene's colour */
  RushesShotDefaults *defaults;
  RushesPeopleGroup *people; /* (nullable): of a board */
  RushesTrackGroup *track;   /* (nullable): of a board */
  RushesTold *told;          /* what was done last */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RushesBoardSettings, rushes_board_settings, RUSHES_TYPE_DIALOG)

static RushesBoard *
get_board (RushesBoardSettings *self)
{
  return rushes_board_view_get_board (rushes_board_session_get_view (self->session));
}

/* (nullable): what the dialog is about; NULL: it is not there any more */
static RushesBoardItem *
get_item (RushesBoardSettings *self)
{
  RushesBoard *board = get_board (self);

  return board == NULL ? NULL : self->scene != 0 ? rushes_board_find_scene (board, self->scene) : rushes_board_get_root (board);
}

/* @undo: it can be taken back */
static void
tell (RushesBoardSettings *self, const char *sentence, gboolean undo)
{
  AdwToast *toast = rushes_toast_new (sentence);

  if (undo)
    {
      adw_toast_set_button_label (toast, _("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  rushes_told_say (self->told, toast);
}

static void
on_told (RushesBoardSession *session, const char *sentence, GVariant *change, RushesBoardSettings *self)
{
  const char *what = "";

  g_variant_lookup (change, "do", "&s", &what);
  if (*sentence != '\0')
    tell (self, sentence, !g_str_equal (what, RUSHES_CHANGE_UNDO));
}

static void
on_failed (RushesBoardSession *session, const GError *error, RushesBoardSettings *self)
{
  g_autofree char *line = rushes_error_text_one_line (error, NULL);

  tell (self, line, FALSE);
}

static void
on_said (GtkWidget *part, char **words, RushesBoardSettings *self)
{
  GVariantDict change = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&change, "do", "s", RUSHES_CHANGE_SET);
  g_variant_dict_insert (&change, "quiet", "b", TRUE);
  g_variant_dict_insert (&change, "words", "^as", words);
  if (self->scene != 0)
    g_variant_dict_insert (&change, "scene", "x", self->scene);
  rushes_board_session_say (self->session, g_variant_dict_end (&change));
}

static void
on_style_told (GtkWidget *row, const char *sentence, RushesBoardSettings *self)
{
  tell (self, sentence, FALSE);
}

static void
put_at_once (RushesBoardSettings *self, const char *member, GVariant *value)
{
  rushes_item_saver_begin (self->saver, member);
  rushes_item_saver_put (self->saver, member, value);
  rushes_item_saver_flush (self->saver);
}

static void
on_title (GtkEditable *row, RushesBoardSettings *self)
{
  if (self->filling || *gtk_editable_get_text (row) == '\0')
    return;
  rushes_item_saver_begin (self->saver, RUSHES_BOARD_TITLE);
  rushes_item_saver_put (self->saver, RUSHES_BOARD_TITLE, g_variant_new_string (gtk_editable_get_text (row)));
}

static void
on_notes (RushesTextRow *row, RushesBoardSettings *self)
{
  g_autofree char *text = rushes_text_row_dup_text (row);

  rushes_item_saver_begin (self->saver, RUSHES_BOARD_NOTES);
  rushes_item_saver_put (self->saver, RUSHES_BOARD_NOTES, *text != '\0' ? g_variant_new_string (text) : NULL);
}

/* A rate that is not one of the usual is the last of the list; a colour of the scene's own has no place there. */
static void
on_choice (RushesBoardSettings *self)
{
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->choice));

  if (self->filling || i == GTK_INVALID_LIST_POSITION)
    return;
  if (self->scene == 0 && i < G_N_ELEMENTS (rates))
    put_at_once (self, RUSHES_BOARD_RATE, g_variant_new_string (rates[i]));
  else if (self->scene != 0 && i <= RUSHES_N_SCENE_COLOURS)
    put_at_once (self, RUSHES_BOARD_COLOUR, i > 0 ? g_variant_new_string (rushes_scene_colour_get_id (i - 1)) : NULL);
}

static guint
find_rate (RushesRate rate)
{
  guint i = 0;
  RushesRate each;

  while (i < G_N_ELEMENTS (rates) && !(rushes_rate_parse (rates[i], &each) && each.frames == rate.frames && each.seconds == rate.seconds))
    i++;
  return i;
}

/* 0: by its place on the board; behind all: another one. */
static guint
find_colour (RushesBoardItem *scene)
{
  const char *said = rushes_board_item_get_string (scene, RUSHES_BOARD_COLOUR);
  guint i = 0;

  if (said == NULL)
    return 0;
  while (i < RUSHES_N_SCENE_COLOURS && !g_str_equal (rushes_scene_colour_get_id (i), said))
    i++;
  return i < RUSHES_N_SCENE_COLOURS ? i + 1 : GTK_INVALID_LIST_POSITION;
}

static void
show (RushesBoardSettings *self)
{
  RushesBoardItem *item = self->session != NULL ? get_item (self) : NULL;
  const char *title = item != NULL ? rushes_board_item_get_string (item, RUSHES_BOARD_TITLE) : NULL, *notes;

  gtk_widget_set_sensitive (GTK_WIDGET (self->page), item != NULL);
  if (item == NULL)
    return;
  self->filling = TRUE;
  adw_window_title_set_subtitle (self->titles, title != NULL ? title : "");
  if (!rushes_item_saver_has (self->saver, RUSHES_BOARD_TITLE) && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->title)), title) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->title), title != NULL ? title : "");
  notes = rushes_board_item_get_string (item, RUSHES_BOARD_NOTES);
  if (!rushes_item_saver_has (self->saver, RUSHES_BOARD_NOTES))
    rushes_text_row_set_text (RUSHES_TEXT_ROW (self->notes), notes != NULL ? notes : "");
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->choice), self->scene == 0 ? find_rate (rushes_board_get_rate (get_board (self))) : find_colour (item));
  rushes_shot_defaults_show (self->defaults, get_board (self), item);
  if (self->people != NULL)
    rushes_people_group_show (self->people, rushes_board_item_get (item, RUSHES_BOARD_PEOPLE), rushes_board_view_get_folder (rushes_board_session_get_view (self->session)));
  if (self->track != NULL)
    rushes_track_group_show (self->track, rushes_board_item_get (item, RUSHES_BOARD_TRACK), rushes_board_get_rate (get_board (self)));
  self->filling = FALSE;
}

static void
add (GtkWidget *group, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static GtkStringList *
list_rates (RushesBoardSettings *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  RushesRate rate = rushes_board_get_rate (get_board (self)), each;

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    if (rushes_rate_parse (rates[i], &each))
      gtk_string_list_take (list, rushes_rate_dup_shown (each));
  if (find_rate (rate) == G_N_ELEMENTS (rates))
    gtk_string_list_take (list, rushes_rate_dup_shown (rate));
  return list;
}

static GtkStringList *
list_colours (void)
{
  GtkStringList *list = gtk_string_list_new ((const char *[]) { _("By Its Place"), NULL });

  for (guint i = 0; i < RUSHES_N_SCENE_COLOURS; i++)
    {
      g_auto (GStrv) parts = g_strsplit (rushes_scene_colour_get_name (i), "_", -1); /* no mnemonics here */
      gtk_string_list_take (list, g_strjoinv ("", parts));
    }
  return list;
}

static void
add_choice (RushesBoardSettings *self, GtkWidget *group)
{
  g_autoptr (GtkStringList) list = self->scene == 0 ? list_rates (self) : list_colours ();

  self->choice = rushes_plain_row_new (ADW_TYPE_COMBO_ROW);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->choice), self->scene == 0 ? _("Frames per Second") : _("Colour"));
  if (self->scene == 0)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->choice), _("Planned lengths keep their frames"));
  gtk_widget_set_name (self->choice, self->scene == 0 ? "board-rate" : "scene-colour");
  adw_combo_row_set_model (ADW_COMBO_ROW (self->choice), G_LIST_MODEL (list));
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (on_choice), self, G_CONNECT_SWAPPED);
  add (group, self->choice);
}

static void
add_notes (RushesBoardSettings *self, GtkWidget *group)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->notes = rushes_text_row_new (_("Notes"));
  gtk_widget_set_name (self->notes, RUSHES_BOARD_NOTES);
  g_signal_connect_object (self->notes, "changed", G_CALLBACK (on_notes), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (rushes_item_saver_flush), self->saver, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->notes, focus);
  add (group, self->notes);
}

static void
add_what_it_is (RushesBoardSettings *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));

  self->title = rushes_plain_row_new (ADW_TYPE_ENTRY_ROW);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->title), _("Title"));
  gtk_widget_set_name (self->title, "settings-title");
  g_signal_connect_object (self->title, "changed", G_CALLBACK (on_title), self, 0);
  g_signal_connect_object (self->title, "entry-activated", G_CALLBACK (rushes_item_saver_flush), self->saver, G_CONNECT_SWAPPED);
  add (group, self->title);
  add_notes (self, group);
  add_choice (self, group);
}

static void
add_what_shots_have (RushesBoardSettings *self)
{
  self->defaults = RUSHES_SHOT_DEFAULTS (rushes_shot_defaults_new (self->core, self->saver, self->scene != 0));
  g_signal_connect_object (self->defaults, "said", G_CALLBACK (on_said), self, 0);
  g_signal_connect_object (self->defaults, "told", G_CALLBACK (on_style_told), self, 0);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->defaults));
}

static void
add_people_and_sound (RushesBoardSettings *self)
{
  self->people = RUSHES_PEOPLE_GROUP (rushes_people_group_new ());
  self->track = RUSHES_TRACK_GROUP (rushes_track_group_new ());
  g_signal_connect_object (self->people, "said", G_CALLBACK (on_said), self, 0);
  g_signal_connect_object (self->track, "said", G_CALLBACK (on_said), self, 0);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->people));
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->track));
}

/* What is still being typed is saved. */
static gboolean
rushes_board_settings_closing (RushesDialog *dialog)
{
  RushesBoardSettings *self = RUSHES_BOARD_SETTINGS (dialog);

  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (dialog)), NULL);
  if (self->track != NULL)
    rushes_track_group_save (self->track);
  rushes_item_saver_flush (self->saver);
  return FALSE;
}

static void
rushes_board_settings_dispose (GObject *object)
{
  RushesBoardSettings *self = RUSHES_BOARD_SETTINGS (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->saver);
  g_clear_object (&self->session);
  g_clear_object (&self->core);
  g_clear_object (&self->told);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_BOARD_SETTINGS);
  G_OBJECT_CLASS (rushes_board_settings_parent_class)->dispose (object);
}

static void
rushes_board_settings_class_init (RushesBoardSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_board_settings_dispose;
  RUSHES_DIALOG_CLASS (klass)->closing = rushes_board_settings_closing;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-board-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesBoardSettings, toasts);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardSettings, titles);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardSettings, page);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL);
}

static void
rushes_board_settings_init (RushesBoardSettings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_name_toasts (self->toasts);
  self->told = rushes_told_new (self->toasts);
}

/**
 * rushes_board_settings_show:
 * @parent: its actions “win.undo” and “win.redo” are about the board
 * @session: of a board that has been read
 * @scene: the id of a scene of it; 0: the board itself
 *
 * Returns: (transfer none)
 */
RushesDialog *
rushes_board_settings_show (GtkWindow *parent, RushesCore *core, RushesBoardSession *session, gint64 scene)
{
  RushesBoardSettings *self = g_object_new (RUSHES_TYPE_BOARD_SETTINGS, NULL);
  g_autofree char *title = g_strdup (scene == 0 ? _("Board Settings") : _("Scene Settings"));

  self->core = g_object_ref (core);
  self->session = g_object_ref (session);
  self->scene = scene;
  self->saver = rushes_item_saver_new ();
  rushes_item_saver_set_item (self->saver, session, scene != 0 ? RUSHES_BOARD_LEVEL_SCENE : RUSHES_BOARD_LEVEL_BOARD, scene);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (parent));
  rushes_dialog_set_title (RUSHES_DIALOG (self), title);
  adw_window_title_set_title (self->titles, title);
  add_what_it_is (self);
  add_what_shots_have (self);
  if (scene == 0)
    add_people_and_sound (self);
  g_signal_connect_object (session, "told", G_CALLBACK (on_told), self, 0);
  g_signal_connect_object (session, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (self->saver, "settled", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  rushes_dialog_present (RUSHES_DIALOG (self), GTK_WIDGET (parent));
  return RUSHES_DIALOG (self);
}
