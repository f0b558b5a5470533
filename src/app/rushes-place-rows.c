/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-place-rows.h"

#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-offer.h"
#include "rushes-plain-row.h"
#include "rushes-shot-plan.h"
#include "rushes-shot-settings.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Where the shots of a board or a scene are made: a connection, and a model of what that offers, which is asked on a worker. The first of each list stands
 * for what is inherited: while it counts the row is dim, and says what that is; taking it again gives the own one back. */
struct _RushesPlaceRows
{
  GObject parent_instance;
  RushesCore *core;
  RushesItemSaver *saver;
  GtkWidget *connection, *model; /* of the group, which lives as long */
  RushesBoardItem *item;         /* (nullable): the board's root, or a scene */
  GPtrArray *connections;        /* RushesConnection: as the list has them, behind what is inherited */
  RushesConnection *asked;       /* (nullable): whose offer is shown or awaited */
  GPtrArray *models;             /* (nullable): RushesModel: as the list has them; NULL: not known */
  char *problem;                 /* (nullable): why they are not */
  guint another;                 /* where a model that is not listed can be named; 0: nowhere */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RushesPlaceRows, rushes_place_rows, G_TYPE_OBJECT)

static void
rushes_place_rows_dispose (GObject *object)
{
  RushesPlaceRows *self = RUSHES_PLACE_ROWS (object);

  g_clear_object (&self->core);
  g_clear_object (&self->saver);
  g_clear_object (&self->item);
  g_clear_object (&self->asked);
  g_clear_pointer (&self->connections, g_ptr_array_unref);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (rushes_place_rows_parent_class)->dispose (object);
}

static void
rushes_place_rows_class_init (RushesPlaceRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_place_rows_dispose;
}

static void
rushes_place_rows_init (RushesPlaceRows *self)
{
}

static void
put_text (RushesPlaceRows *self, const char *member, const char *text)
{
  rushes_item_saver_put (self->saver, member, text != NULL ? g_variant_new_string (text) : NULL);
}

/* What a connection offers is its own: the model goes with it. */
static void
on_connection (RushesPlaceRows *self)
{
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->connection));
  RushesConnection *chosen = i >= 1 && i <= self->connections->len ? self->connections->pdata[i - 1] : NULL;

  if (self->filling || self->item == NULL || i > self->connections->len)
    return;
  rushes_item_saver_flush (self->saver);
  put_text (self, RUSHES_BOARD_PROVIDER, chosen != NULL ? rushes_provider_kind_to_string (rushes_connection_get_kind (chosen)) : NULL);
  put_text (self, RUSHES_BOARD_CONNECTION, chosen != NULL ? rushes_connection_get_id (chosen) : NULL);
  put_text (self, RUSHES_BOARD_MODEL, NULL);
  rushes_item_saver_flush (self->saver);
}

static void
put_model (RushesPlaceRows *self, const char *id)
{
  rushes_item_saver_flush (self->saver);
  put_text (self, RUSHES_BOARD_MODEL, id);
  rushes_item_saver_flush (self->saver);
}

static void
on_named (const char *name, gpointer data)
{
  g_autofree char *id = g_strstrip (g_strdup (name));

  if (*id != '\0')
    put_model (data, id);
}

/* Not while the row reports a choice: it is to show what holds until there is a name. */
static gboolean
on_another (gpointer data)
{
  RushesPlaceRows *self = data;

  if (self->item == NULL || gtk_widget_get_root (self->model) == NULL)
    return G_SOURCE_REMOVE;
  rushes_place_rows_show (self, self->item);
  rushes_text_ask (self->model, _("Another Model"), _("Name on the server"), "", _("_Use"), on_named, g_object_ref (self), g_object_unref);
  return G_SOURCE_REMOVE;
}

static void
on_model (RushesPlaceRows *self)
{
  guint i = adw_combo_row_get_selected (ADW_COMBO_ROW (self->model)), n = self->models != NULL ? self->models->len : 0;

  if (self->filling || self->item == NULL)
    return;
  if (self->another != 0 && i == self->another)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_another, g_object_ref (self), g_object_unref);
  else if (i <= n)
    put_model (self, i > 0 ? rushes_model_get_spec (self->models->pdata[i - 1])->id : NULL);
}

static GtkWidget *
new_row (RushesPlaceRows *self, const char *title, const char *name, GCallback on_selected)
{
  GtkWidget *row = rushes_plain_row_new (ADW_TYPE_COMBO_ROW);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_name (row, name);
  g_signal_connect_object (row, "notify::selected", on_selected, self, G_CONNECT_SWAPPED);
  return row;
}

/* Returns: (transfer full): its rows are the last of @group */
RushesPlaceRows *
rushes_place_rows_new (RushesCore *core, RushesItemSaver *saver, AdwPreferencesGroup *group)
{
  RushesPlaceRows *self = g_object_new (RUSHES_TYPE_PLACE_ROWS, NULL);

  self->core = g_object_ref (core);
  self->saver = g_object_ref (saver);
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  self->connection = new_row (self, _("Connection"), "place-connection", G_CALLBACK (on_connection));
  self->model = new_row (self, _("Model"), "place-model", G_CALLBACK (on_model));
  adw_preferences_group_add (group, self->connection);
  adw_preferences_group_add (group, self->model);
  return self;
}

/* Another list only where it is another. @selected: 0: what is inherited. @inherited: in words. @problem: (nullable): said in its place */
static void
fill (GtkWidget *row, GPtrArray *names, guint selected, const char *inherited, const char *problem)
{
  GListModel *there = adw_combo_row_get_model (ADW_COMBO_ROW (row));
  gboolean same = there != NULL && g_list_model_get_n_items (there) == names->len - 1;
  g_autoptr (GtkStringList) list = NULL;

  for (guint i = 0; same && i + 1 < names->len; i++)
    same = g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (there), i), names->pdata[i]);
  if (!same)
    {
      list = gtk_string_list_new ((const char *const *) names->pdata);
      adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
    }
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), problem != NULL ? problem : selected == 0 ? inherited : "");
  if (selected == 0)
    gtk_widget_add_css_class (row, "inherited");
  else
    gtk_widget_remove_css_class (row, "inherited");
}

static void
list_connections (RushesPlaceRows *self)
{
  GListModel *all = G_LIST_MODEL (rushes_core_get_connections (self->core));

  g_ptr_array_set_size (self->connections, 0);
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    g_ptr_array_add (self->connections, g_list_model_get_item (all, i));
}

/* (transfer full): “Studio · from board” */
static char *
dup_inherited (RushesBoardItem *above, const char *member, const char *name)
{
  RushesOrigin origin = RUSHES_ORIGIN_NOWHERE;
  g_autoptr (GVariant) value = above != NULL ? rushes_inherit_lookup (above, member, NULL, &origin) : NULL;

  return g_strdup_printf ("%s · %s", name, rushes_origin_get_name (origin));
}

/* (transfer full): the first is what is inherited: by a scene, or by a board from the program */
static GPtrArray *
new_names (RushesBoardItem *above)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (names, g_strdup (above != NULL ? _("Inherited") : _("Default")));
  return names;
}

/* (transfer none) (nullable): where shots are made if @item says nothing itself */
static RushesConnection *
find_inherited (RushesPlaceRows *self, RushesBoardModels *places)
{
  RushesBoardItem *above = rushes_board_item_get_parent (self->item);
  RushesConnections *connections = rushes_core_get_connections (self->core);

  return above != NULL ? rushes_board_models_choose (places, above, NULL)
                       : rushes_connections_get_default (connections, rushes_connections_get_default_kind (connections));
}

/* @connection: (nullable): where shots are made; @problem: (nullable): why that is nowhere */
static void
show_connection (RushesPlaceRows *self, RushesBoardModels *places, RushesConnection *connection, const char *problem)
{
  RushesBoardItem *above = rushes_board_item_get_parent (self->item);
  RushesConnection *inherited = find_inherited (self, places);
  const char *name = rushes_board_item_get_string (self->item, RUSHES_BOARD_CONNECTION), *kind = rushes_board_item_get_string (self->item, RUSHES_BOARD_PROVIDER);
  g_autoptr (GPtrArray) names = new_names (above);
  g_autofree char *said = dup_inherited (above, above != NULL && rushes_board_item_get (above, RUSHES_BOARD_CONNECTION) != NULL ? RUSHES_BOARD_CONNECTION : RUSHES_BOARD_PROVIDER,
                                         inherited != NULL ? rushes_connection_get_name (inherited) : _("None yet"));
  guint selected = 0;

  list_connections (self);
  for (guint i = 0; i < self->connections->len; i++)
    {
      g_ptr_array_add (names, g_strdup (rushes_connection_get_name (self->connections->pdata[i])));
      if (self->connections->pdata[i] == (gpointer) connection && (name != NULL || kind != NULL))
        selected = i + 1;
    }
  if (selected == 0 && (name != NULL || kind != NULL)) /* it is not there any more */
    {
      selected = names->len;
      g_ptr_array_add (names, g_strdup (name != NULL ? name : kind));
    }
  g_ptr_array_add (names, NULL);
  fill (self->connection, names, selected, said, problem);
}

/* (transfer none): what it is called, as far as that is known */
static const char *
get_model_name (RushesPlaceRows *self, const char *wanted)
{
  RushesModel *model = self->models != NULL ? rushes_board_models_pick (self->models, self->asked, wanted) : NULL;

  if (model != NULL)
    return rushes_model_get_spec (model)->name;
  return wanted != NULL ? wanted : self->models != NULL || self->asked == NULL ? _("None yet") : self->problem != NULL ? _("Not known") : "…";
}

/* (transfer full) (nullable): what is wrong with it */
static char *
dup_model_problem (RushesPlaceRows *self)
{
  const char *wanted = rushes_inherit_get_string (self->item, RUSHES_BOARD_MODEL);

  if (self->models == NULL || wanted == NULL || rushes_board_models_pick (self->models, self->asked, wanted) != NULL)
    return g_strdup (self->problem);
  return g_strdup_printf (_("“%s” does not offer “%s”."), rushes_connection_get_name (self->asked), wanted);
}

static void
show_model (RushesPlaceRows *self)
{
  RushesBoardItem *above = rushes_board_item_get_parent (self->item);
  const char *own = rushes_board_item_get_string (self->item, RUSHES_BOARD_MODEL);
  RushesModel *picked = self->models != NULL && own != NULL ? rushes_board_models_pick (self->models, self->asked, own) : NULL;
  g_autoptr (GPtrArray) names = new_names (above);
  g_autofree char *problem = dup_model_problem (self);
  g_autofree char *said = dup_inherited (above, RUSHES_BOARD_MODEL, get_model_name (self, above != NULL ? rushes_inherit_get_string (above, RUSHES_BOARD_MODEL) : NULL));
  guint selected = 0;

  for (guint i = 0; self->models != NULL && i < self->models->len; i++)
    {
      g_ptr_array_add (names, g_strdup (rushes_model_get_spec (self->models->pdata[i])->name));
      if (self->models->pdata[i] == (gpointer) picked)
        selected = i + 1;
    }
  if (own != NULL && selected == 0)
    {
      selected = names->len;
      g_ptr_array_add (names, g_strdup (own));
    }
  self->another = self->asked != NULL && rushes_connection_get_kind (self->asked) == RUSHES_PROVIDER_OPENAI ? names->len : 0; /* be it reached or not */
  if (self->another != 0)
    g_ptr_array_add (names, g_strdup (_("Another Model…")));
  g_ptr_array_add (names, NULL);
  fill (self->model, names, selected, said, problem);
}

/* What a worker asks. */
typedef struct
{
  RushesCore *core;
  RushesConnection *connection;
  GPtrArray *workflows;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->core);
  g_object_unref (question->connection);
  g_ptr_array_unref (question->workflows);
  g_free (question);
}

static gpointer
ask (gpointer order, GError **error)
{
  Question *question = order;

  return rushes_offer_ask (question->core, question->connection, question->workflows, NULL, error);
}

static void
on_answer (gpointer rows, gpointer order, gpointer models, const GError *error)
{
  RushesPlaceRows *self = rows;
  Question *question = order;

  if (self->asked != question->connection || self->item == NULL) /* another is shown by now */
    return;
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_free (self->problem);
  self->models = models != NULL ? g_ptr_array_ref (models) : NULL;
  self->problem = error != NULL ? rushes_error_text_one_line (error, rushes_connection_get_name (question->connection)) : NULL;
  rushes_place_rows_show (self, self->item);
}

/* @connection: (nullable) */
static void
find_models (RushesPlaceRows *self, RushesConnection *connection)
{
  GListModel *workflows = G_LIST_MODEL (rushes_core_get_workflows (self->core));
  Question *question;

  if (self->asked == connection)
    return;
  g_set_object (&self->asked, connection);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_clear_pointer (&self->problem, g_free);
  if (connection == NULL)
    return;
  question = g_new (Question, 1);
  *question = (Question) { g_object_ref (self->core), g_object_ref (connection), g_ptr_array_new_with_free_func (g_object_unref) };
  for (guint i = 0; rushes_connection_get_kind (connection) == RUSHES_PROVIDER_COMFYUI && i < g_list_model_get_n_items (workflows); i++)
    g_ptr_array_add (question->workflows, g_list_model_get_item (workflows, i));
  rushes_way_back_work (self, ask, question, question_free, (GDestroyNotify) g_ptr_array_unref, on_answer);
}

/* @item: the board's root or a scene, as it is now */
void
rushes_place_rows_show (RushesPlaceRows *self, RushesBoardItem *item)
{
  g_autoptr (RushesBoardModels) places = rushes_board_models_new (self->core);
  g_autoptr (GError) error = NULL;
  RushesConnection *connection = rushes_board_models_choose (places, item, &error);
  g_autofree char *problem = error != NULL ? rushes_error_text_one_line (error, NULL) : NULL;

  g_set_object (&self->item, item);
  if (rushes_item_saver_has (self->saver, RUSHES_BOARD_CONNECTION) || rushes_item_saver_has (self->saver, RUSHES_BOARD_MODEL))
    return;
  find_models (self, connection);
  self->filling = TRUE;
  show_connection (self, places, connection, problem);
  show_model (self);
  self->filling = FALSE;
}
