/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-form.h"

#include "rushes-board-change.h"
#include "rushes-board-ordering.h"
#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-shot-facts.h"
#include "rushes-shot-frames.h"
#include "rushes-shot-plan.h"
#include "rushes-shot-settings.h"
#include "rushes-item-saver.h"
#include "rushes-style-row.h"
#include "rushes-takes-row.h"

#include <glib/gi18n.h>

/* The form about a shot of an open board: a pane like the free form's, and of its own, so that what is typed there stays what it is. It shows
 * what a take of the shot would be made with; what is typed is saved on the board, and Generate makes takes of the shot. “added”: they are on
 * their way; “told”: a sentence about a style. */
struct _RushesShotForm
{
  GObject parent_instance;
  RushesCore *core;
  GSettings *app_settings;
  RushesCompose *pane;
  RushesFormChoice *choice;
  RushesItemSaver *saver;
  RushesShotFacts *facts;
  RushesShotSettings *settings;
  RushesStyleRow *style;
  RushesShotFrames *frames;
  RushesTakesRow *takes;
  RushesBoardSession *session; /* (nullable) */
  RushesShot *shot;            /* (nullable): of the session's board */
  GPtrArray *models;           /* (nullable): what the connection offers */
  gboolean filling;            /* what changes in the form is not the user's */
  gboolean generate_later;     /* as soon as the board says what is typed */
  gboolean unsaved;            /* the board could not be made to say it */
  gboolean remarked;           /* what keeps the shot from being generated stands above the button */
  gboolean choosing;           /* the user has chosen another connection: what it offers is awaited */
};

G_DEFINE_FINAL_TYPE (RushesShotForm, rushes_shot_form, G_TYPE_OBJECT)

enum
{
  ADDED,
  TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rushes_shot_form_dispose (GObject *object)
{
  RushesShotForm *self = RUSHES_SHOT_FORM (object);

  if (self->saver != NULL)
    rushes_item_saver_set_item (self->saver, NULL, RUSHES_BOARD_LEVEL_SHOT, 0);
  g_clear_object (&self->settings);
  g_clear_object (&self->frames);
  g_clear_object (&self->app_settings);
  g_clear_object (&self->choice);
  g_clear_object (&self->saver);
  g_clear_object (&self->session);
  g_clear_object (&self->shot);
  g_clear_object (&self->pane);
  g_clear_object (&self->core);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  G_OBJECT_CLASS (rushes_shot_form_parent_class)->dispose (object);
}

static void
rushes_shot_form_class_init (RushesShotFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_shot_form_dispose;
  signals[ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rushes_shot_form_init (RushesShotForm *self)
{
}

static RushesBoard *
get_board (RushesShotForm *self)
{
  return self->session != NULL ? rushes_board_view_get_board (rushes_board_session_get_view (self->session)) : NULL;
}

static gboolean
is_typed (const char *member, gpointer data)
{
  return rushes_item_saver_has (((RushesShotForm *) data)->saver, member);
}

static void
show_prompt (RushesShotForm *self, RushesBoardItem *item)
{
  const char *prompt = rushes_board_item_get_string (item, RUSHES_BOARD_PROMPT);
  g_autofree char *shown = rushes_compose_dup_prompt (self->pane);
  RushesOrigin origin;
  g_autoptr (GVariant) prefix = rushes_inherit_lookup (item, RUSHES_BOARD_PREFIX, NULL, &origin);

  if (!is_typed (RUSHES_BOARD_PROMPT, self) && !g_str_equal (shown, prompt != NULL ? prompt : ""))
    rushes_compose_begin_prompt (self->pane, prompt != NULL ? prompt : "");
  rushes_compose_set_prefix (self->pane, prefix != NULL && *g_variant_get_string (prefix, NULL) != '\0' ? g_variant_get_string (prefix, NULL) : NULL,
                             rushes_origin_get_name (origin));
}

/* @note: (nullable): what keeps the shot from being generated as it is. What became of the last request stays until it is seen: the board may be read again
 * at any time. */
static void
remark (RushesShotForm *self, const char *note)
{
  if (note != NULL || self->remarked)
    rushes_compose_set_note (self->pane, note);
  self->remarked = note != NULL;
}

/* A model that the connection does not offer is said, and none other taken in its place. */
static void
choose_model (RushesShotForm *self, RushesBoardItem *item)
{
  const char *wanted = rushes_inherit_get_string (item, RUSHES_BOARD_MODEL);
  RushesConnection *connection = rushes_form_choice_get_shown (self->choice);
  RushesModel *model = self->models != NULL && connection != NULL ? rushes_board_models_pick (self->models, connection, wanted) : NULL;
  g_autofree char *note = NULL;

  if (self->models == NULL || connection == NULL)
    return;
  if (model == NULL)
    note = g_strdup_printf (_("“%s” does not offer “%s”."), rushes_connection_get_name (connection), wanted != NULL ? wanted : _("any model"));
  if (model != NULL && model != rushes_compose_get_model (self->pane))
    rushes_compose_use_model (self->pane, model);
  remark (self, note);
}

/* The connection that the shot says or inherits; asked if it is not the one that was. Returns: whether there is one */
static gboolean
choose_connection (RushesShotForm *self, RushesBoardItem *item)
{
  g_autoptr (RushesBoardModels) models = rushes_board_models_new (self->core);
  g_autoptr (GError) error = NULL;
  RushesConnection *connection = rushes_board_models_choose (models, item, &error);
  g_autofree char *line = error != NULL ? rushes_error_text_one_line (error, NULL) : NULL;

  if (connection != NULL)
    rushes_form_choice_choose (self->choice, connection);
  else
    remark (self, line);
  return connection != NULL;
}

static void
show (RushesShotForm *self)
{
  RushesBoardItem *item = self->shot != NULL ? rushes_shot_get_item (self->shot) : NULL;

  if (item == NULL || get_board (self) == NULL)
    return;
  self->filling = TRUE;
  rushes_shot_facts_show (self->facts, item, is_typed, self);
  show_prompt (self, item);
  if (!self->choosing && !is_typed (RUSHES_BOARD_PROVIDER, self) && !is_typed (RUSHES_BOARD_MODEL, self) && choose_connection (self, item))
    choose_model (self, item);
  rushes_shot_settings_show (self->settings, get_board (self), item);
  rushes_style_row_show (self->style, item);
  rushes_shot_frames_show (self->frames, self->session, self->shot);
  rushes_takes_row_show (self->takes, rushes_board_session_get_view (self->session), self->shot);
  self->filling = FALSE;
}

static void
on_ordered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesShotForm) self = data;
  g_autoptr (GError) error = NULL;
  gboolean sent = rushes_board_ordering_finish (result, &error);
  g_autofree char *lines = NULL;

  if (sent && self->session != NULL)
    rushes_board_session_look (self->session);
  rushes_compose_set_note (self->pane, NULL);
  if (sent)
    g_signal_emit (self, signals[ADDED], 0);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      lines = rushes_error_text_lines (error, NULL);
      rushes_compose_show_field_error (self->pane, rushes_error_get_field (error), lines);
      rushes_compose_focus_error (self->pane);
    }
}

static void
order (RushesShotForm *self)
{
  g_auto (RushesDraft) draft = { 0 };
  int count;

  rushes_compose_fill_draft (self->pane, &draft, &count);
  rushes_compose_set_note (self->pane, _("Getting it ready…"));
  rushes_board_ordering_shot (self->core, rushes_board_session_get_slug (self->session), rushes_shot_get_number (self->shot), count,
                              g_settings_get_double (self->app_settings, "monthly-limit"), GTK_WIDGET (self->pane), on_ordered, g_object_ref (self));
}

/* What is generated is what is typed, or nothing. */
static void
order_when_saved (RushesShotForm *self)
{
  if (!self->generate_later || self->choosing || rushes_item_saver_is_busy (self->saver))
    return;
  self->generate_later = FALSE;
  if (self->unsaved)
    rushes_compose_show_error (self->pane, _("Nothing was generated: what you typed could not be saved."));
  else if (self->shot != NULL)
    order (self);
}

static void
on_answered (RushesShotForm *self, GPtrArray *models, RushesConnection *connection)
{
  g_autoptr (GListStore) store = g_list_store_new (RUSHES_TYPE_MODEL);
  gboolean chosen = self->choosing;

  for (guint i = 0; i < models->len; i++)
    g_list_store_append (store, models->pdata[i]);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  self->models = g_ptr_array_ref (models);
  self->filling = TRUE;
  rushes_compose_set_models (self->pane, G_LIST_MODEL (store), rushes_connection_get_name (connection));
  self->filling = FALSE;
  self->choosing = FALSE;
  if (chosen)
    {
      rushes_shot_settings_put_place (self->settings);
      rushes_item_saver_flush (self->saver);
    }
  show (self);
  order_when_saved (self);
}

static void
on_place_chosen (RushesShotForm *self)
{
  self->choosing = self->choosing || !self->filling;
}

static void
on_model_chosen (RushesShotForm *self)
{
  if (self->filling || self->choosing || self->shot == NULL || rushes_compose_get_model (self->pane) == NULL)
    return;
  rushes_shot_settings_put_place (self->settings);
  rushes_item_saver_flush (self->saver);
}

static void
on_fact_changed (RushesShotFacts *facts, const char *member, const char *text, RushesShotForm *self)
{
  rushes_item_saver_begin (self->saver, member);
  rushes_item_saver_put (self->saver, member, *text != '\0' ? g_variant_new_string (text) : NULL);
}

static void
on_edited (RushesShotForm *self)
{
  g_autofree char *prompt = NULL;
  const char *there;

  if (self->filling || self->shot == NULL)
    return;
  prompt = rushes_compose_dup_prompt (self->pane);
  there = rushes_board_item_get_string (rushes_shot_get_item (self->shot), RUSHES_BOARD_PROMPT);
  if (!g_str_equal (prompt, there != NULL ? there : "") || is_typed (RUSHES_BOARD_PROMPT, self))
    {
      rushes_item_saver_begin (self->saver, RUSHES_BOARD_PROMPT);
      rushes_item_saver_put (self->saver, RUSHES_BOARD_PROMPT, *prompt != '\0' ? g_variant_new_string (prompt) : NULL);
    }
  rushes_shot_settings_edited (self->settings);
}

static void
on_choose (RushesTakesRow *row, guint take, RushesShotForm *self)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, rushes_shot_get_number (self->shot));

  rushes_board_session_change (self->session, g_variant_new_parsed ("{'do': <%s>, 'shot': <%s>, 'take': <%x>}", RUSHES_CHANGE_CHOOSE, number, (gint64) take));
}

/* What is typed is what the style finds, and its members are one step of their own. */
static void
on_style_said (GtkWidget *row, char **words, RushesShotForm *self)
{
  GVariantDict change = G_VARIANT_DICT_INIT (NULL);

  if (self->shot == NULL)
    return;
  rushes_item_saver_flush (self->saver);
  g_variant_dict_insert (&change, "do", "s", RUSHES_CHANGE_SET);
  g_variant_dict_insert_value (&change, "shots", g_variant_new_parsed ("[<%x>]", rushes_shot_get_number (self->shot)));
  g_variant_dict_insert (&change, "words", "^as", words);
  rushes_board_session_say (self->session, g_variant_dict_end (&change));
}

static void
on_style_told (GtkWidget *row, const char *sentence, RushesShotForm *self)
{
  g_signal_emit (self, signals[TOLD], 0, sentence);
}

static void
on_settled (RushesShotForm *self)
{
  show (self);
  order_when_saved (self);
}

/* What would be generated is not what was typed. */
static void
on_unsaved (RushesShotForm *self)
{
  self->unsaved = TRUE;
}

static void
build (RushesShotForm *self)
{
  GtkWidget *list = gtk_list_box_new (), *facts = rushes_shot_facts_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), facts);
  self->facts = RUSHES_SHOT_FACTS (facts);
  self->settings = rushes_shot_settings_new (self->pane, self->choice, self->saver, GTK_LIST_BOX (list));
  self->style = RUSHES_STYLE_ROW (rushes_style_row_new (self->core));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->style), ""); /* there is no room for it here */
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->style));
  rushes_compose_add (self->pane, RUSHES_COMPOSE_TOP, list);
  self->frames = rushes_shot_frames_new (self->core, self->pane);
  rushes_compose_add (self->pane, RUSHES_COMPOSE_MIDDLE, GTK_WIDGET (self->takes));
  g_signal_connect_object (focus, "leave", G_CALLBACK (rushes_shot_form_save), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->pane), focus);
}

static void
listen (RushesShotForm *self)
{
  g_signal_connect_object (self->facts, "changed", G_CALLBACK (on_fact_changed), self, 0);
  g_signal_connect_object (self->pane, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "provider-changed", G_CALLBACK (on_place_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "connection-changed", G_CALLBACK (on_place_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "model-changed", G_CALLBACK (on_model_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "generate", G_CALLBACK (rushes_shot_form_generate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choice, "answered", G_CALLBACK (on_answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->style, "said", G_CALLBACK (on_style_said), self, 0);
  g_signal_connect_object (self->style, "told", G_CALLBACK (on_style_told), self, 0);
  g_signal_connect_object (self->takes, "choose", G_CALLBACK (on_choose), self, 0);
  g_signal_connect_object (self->saver, "unsaved", G_CALLBACK (on_unsaved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->saver, "settled", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
}

/* @pane: an empty form, which is its own from now on. Returns: (transfer full) */
RushesShotForm *
rushes_shot_form_new (RushesCore *core, RushesCompose *pane, RushesThumbnailer *thumbnailer, GSettings *settings)
{
  RushesShotForm *self = g_object_new (RUSHES_TYPE_SHOT_FORM, NULL);

  self->core = g_object_ref (core);
  self->pane = g_object_ref (pane);
  self->choice = rushes_form_choice_new (core, self->pane);
  self->saver = rushes_item_saver_new ();
  self->app_settings = g_object_ref (settings);
  self->takes = RUSHES_TAKES_ROW (rushes_takes_row_new (rushes_core_get_library (core), thumbnailer));
  build (self);
  listen (self);
  return self;
}

/* Returns: (transfer none) */
RushesCompose *
rushes_shot_form_get_pane (RushesShotForm *self)
{
  return self->pane;
}

/* @shot: (nullable): of the board of @session, or none. It may be the one that is shown, and different now. */
void
rushes_shot_form_show (RushesShotForm *self, RushesBoardSession *session, RushesShot *shot)
{
  RushesBoardSession *about = shot != NULL ? session : NULL;
  gboolean other = shot != self->shot;

  rushes_item_saver_set_item (self->saver, about, RUSHES_BOARD_LEVEL_SHOT, shot != NULL ? rushes_shot_get_number (shot) : 0);
  g_set_object (&self->session, about);
  g_set_object (&self->shot, shot);
  if (other)
    {
      self->choosing = self->generate_later = FALSE;
      rushes_style_row_look_again (self->style);
      rushes_compose_set_note (self->pane, NULL);
    }
  show (self);
}

/* Returns: (transfer none) (nullable): the shot that it is about */
RushesShot *
rushes_shot_form_get_shot (RushesShotForm *self)
{
  return self->shot;
}

/* (transfer full): “INT. KITCHEN – NIGHT” is the kitchen */
static char *
dup_place (const char *scene)
{
  static const char *const begins[] = { "INT./EXT.", "INT/EXT", "I/E", "INT.", "EXT.", "INT ", "EXT ", "EST." };
  const char *start = scene, *end;
  g_autofree char *name = NULL, *lower = NULL, *upper = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (begins) && start == scene; i++)
    if (g_ascii_strncasecmp (scene, begins[i], strlen (begins[i])) == 0)
      start = scene + strlen (begins[i]);
  end = strstr (start, " – ") != NULL ? strstr (start, " – ") : strstr (start, " - ");
  name = g_strstrip (end != NULL ? g_strndup (start, end - start) : g_strdup (start));
  upper = g_utf8_strup (name, -1);
  if (*name == '\0' || !g_str_equal (name, upper))
    return g_strdup (*name != '\0' ? name : scene);
  lower = g_utf8_strdown (g_utf8_next_char (name), -1);
  return g_strdup_printf ("%.*s%s", (int) (g_utf8_next_char (name) - name), name, lower);
}

/* Returns: (transfer full) (nullable): “Shot 30 · Kitchen” */
char *
rushes_shot_form_dup_title (RushesShotForm *self)
{
  RushesBoardItem *item = self->shot != NULL ? rushes_shot_get_item (self->shot) : NULL, *scene = item != NULL ? rushes_board_item_get_parent (item) : NULL;
  const char *title = scene != NULL ? rushes_board_item_get_string (scene, RUSHES_BOARD_TITLE) : NULL;
  g_autofree char *place = title != NULL && *title != '\0' ? dup_place (title) : NULL;

  if (item == NULL)
    return NULL;
  return place != NULL ? g_strdup_printf (_("Shot %s · %s"), rushes_shot_get_shown (self->shot), place)
                       : g_strdup_printf (_("Shot %s"), rushes_shot_get_shown (self->shot));
}

/* As many takes of the shot as the form says, with what it says. */
void
rushes_shot_form_generate (RushesShotForm *self)
{
  if (self->shot == NULL)
    return;
  self->unsaved = FALSE;
  rushes_item_saver_flush (self->saver);
  self->generate_later = TRUE;
  order_when_saved (self);
}

/* Pictures that were chosen may have been worked on elsewhere. */
void
rushes_shot_form_look_again (RushesShotForm *self)
{
  rushes_shot_frames_look_again (self->frames);
  rushes_style_row_look_again (self->style);
}

/* What is typed is on its way to the board. */
void
rushes_shot_form_save (RushesShotForm *self)
{
  rushes_item_saver_flush (self->saver);
}
