/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-settings.h"

#include "rushes-frames-row.h"
#include "rushes-inherited-row.h"
#include "rushes-request.h"
#include "rushes-shot-plan.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>
#include <math.h>

/* The settings of a shot in the form: what it inherits stands there dim, with a button that takes it over; what is its own can be edited, with
 * one that gives it back. */

typedef enum
{
  PLACE,
  SIZE,
  NEGATIVE,
  SEED,
  N_GROUPS,
} Group;

static const struct
{
  RushesComposeParts part;
  const char *members[3];
} groups[N_GROUPS] = {
  [PLACE] = { RUSHES_COMPOSE_PLACE, { RUSHES_BOARD_MODEL, RUSHES_BOARD_PROVIDER, RUSHES_BOARD_CONNECTION } },
  [SIZE] = { RUSHES_COMPOSE_SIZE, { RUSHES_BOARD_WIDTH, RUSHES_BOARD_HEIGHT } },
  [NEGATIVE] = { RUSHES_COMPOSE_NEGATIVE, { RUSHES_BOARD_NEGATIVE } },
  [SEED] = { RUSHES_COMPOSE_SEED, { RUSHES_BOARD_SEED } },
};

struct _RushesShotSettings
{
  GObject parent_instance;
  RushesCompose *form;      /* owned by whoever owns this */
  RushesFormChoice *choice; /* likewise */
  RushesItemSaver *saver;   /* likewise */
  RushesInheritedRow *rows[N_GROUPS];
  RushesFramesRow *length;
  RushesBoard *board;    /* (nullable) */
  RushesBoardItem *shot; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (RushesShotSettings, rushes_shot_settings, G_TYPE_OBJECT)

static void
rushes_shot_settings_dispose (GObject *object)
{
  RushesShotSettings *self = RUSHES_SHOT_SETTINGS (object);

  g_clear_object (&self->board);
  g_clear_object (&self->shot);
  G_OBJECT_CLASS (rushes_shot_settings_parent_class)->dispose (object);
}

static void
rushes_shot_settings_class_init (RushesShotSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_shot_settings_dispose;
}

static void
rushes_shot_settings_init (RushesShotSettings *self)
{
}

/* Returns: “from board” */
const char *
rushes_origin_get_name (RushesOrigin origin)
{
  switch (origin)
    {
    case RUSHES_ORIGIN_SHOT:
      return _("of this shot");
    case RUSHES_ORIGIN_SCENE:
      return _("from scene");
    case RUSHES_ORIGIN_BOARD:
      return _("from board");
    case RUSHES_ORIGIN_MODEL:
    case RUSHES_ORIGIN_NOWHERE:
    default:
      return _("default");
    }
}

static const RushesModelSpec *
get_spec (RushesShotSettings *self)
{
  RushesModel *model = rushes_compose_get_model (self->form);

  return model != NULL ? rushes_model_get_spec (model) : NULL;
}

static gboolean
is_own (RushesShotSettings *self, Group group)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups[group].members) && groups[group].members[i] != NULL; i++)
    if (rushes_board_item_get (self->shot, groups[group].members[i]) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
rushes_shot_settings_own_place (RushesShotSettings *self)
{
  return self->shot != NULL && is_own (self, PLACE);
}

/* What is the same as on the board need not be said, unless something else is on its way. @value: (nullable): floating */
static void
put (RushesShotSettings *self, const char *member, GVariant *value)
{
  g_autoptr (GVariant) held = value != NULL ? g_variant_ref_sink (value) : NULL;
  GVariant *there = rushes_board_item_get (self->shot, member);
  gboolean same = held == NULL || there == NULL ? held == there : g_variant_equal (held, there);

  if (!same || rushes_item_saver_has (self->saver, member))
    rushes_item_saver_put (self->saver, member, held);
}

static GVariant *
dup_shown (RushesShotSettings *self, const char *member)
{
  g_autoptr (GVariant) values = rushes_compose_dup_values (self->form);

  return g_variant_lookup_value (values, member, NULL);
}

/* Where the form says that it is made is what the shot says from now on. */
void
rushes_shot_settings_put_place (RushesShotSettings *self)
{
  RushesConnection *connection = rushes_form_choice_get_shown (self->choice);
  const RushesModelSpec *spec = get_spec (self);

  if (self->shot == NULL || connection == NULL)
    return;
  put (self, RUSHES_BOARD_PROVIDER, g_variant_new_string (rushes_provider_kind_to_string (rushes_connection_get_kind (connection))));
  put (self, RUSHES_BOARD_CONNECTION, g_variant_new_string (rushes_connection_get_id (connection)));
  put (self, RUSHES_BOARD_MODEL, spec != NULL ? g_variant_new_string (spec->id) : NULL);
}

static void
put_size (RushesShotSettings *self)
{
  g_autoptr (GVariant) width = dup_shown (self, RUSHES_REQUEST_WIDTH), height = dup_shown (self, RUSHES_REQUEST_HEIGHT);

  if (g_variant_get_int64 (width) <= 0 || g_variant_get_int64 (height) <= 0)
    return;
  put (self, RUSHES_BOARD_WIDTH, width);
  put (self, RUSHES_BOARD_HEIGHT, height);
}

static void
put_one (RushesShotSettings *self, const char *member, const char *request_member)
{
  g_autoptr (GVariant) value = dup_shown (self, request_member);

  put (self, member, value);
}

static void
put_group (RushesShotSettings *self, Group group)
{
  if (group == PLACE)
    rushes_shot_settings_put_place (self);
  else if (group == SIZE)
    put_size (self);
  else if (group == NEGATIVE)
    put_one (self, RUSHES_BOARD_NEGATIVE, RUSHES_REQUEST_NEGATIVE);
  else
    put_one (self, RUSHES_BOARD_SEED, RUSHES_REQUEST_SEED);
}

static double
get_number (GVariant *value)
{
  return g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE) ? g_variant_get_double (value)
         : g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) ? (double) g_variant_get_int64 (value)
                                                              : NAN;
}

/* A board's file does not tell 7 from 7.0. */
static gboolean
is_same (GVariant *a, GVariant *b)
{
  return a != NULL && b != NULL && (g_variant_equal (a, b) || get_number (a) == get_number (b));
}

/* Each setting of the model by itself: what is as the shot has it from above is not the shot's own. */
static void
put_fields (RushesShotSettings *self)
{
  GVariant *own = rushes_board_item_get (self->shot, RUSHES_BOARD_FIELDS);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (own != NULL && g_variant_is_of_type (own, G_VARIANT_TYPE_VARDICT) ? own : NULL);
  g_autoptr (GVariant) shown = dup_shown (self, RUSHES_REQUEST_FIELDS);
  GVariantIter iter;
  const char *name;
  GVariant *value;
  gboolean changed = FALSE;

  g_variant_iter_init (&iter, shown);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) held = value, said = rushes_inherit_lookup_field (self->shot, name, get_spec (self), NULL);
      if (is_same (held, said))
        continue;
      g_variant_dict_insert_value (&dict, name, held);
      changed = TRUE;
    }
  if (changed || rushes_item_saver_has (self->saver, RUSHES_BOARD_FIELDS))
    put (self, RUSHES_BOARD_FIELDS, g_variant_dict_end (&dict));
}

/* Something in the form is different: what is the shot's own is saved. */
void
rushes_shot_settings_edited (RushesShotSettings *self)
{
  const RushesModelSpec *spec = get_spec (self);

  if (self->shot == NULL || spec == NULL)
    return;
  if (is_own (self, SIZE) && spec->sizes->len > 0)
    put_size (self);
  if (is_own (self, NEGATIVE) && spec->has_negative)
    put_group (self, NEGATIVE);
  if (spec->has_seed && !gtk_widget_get_visible (GTK_WIDGET (self->rows[SEED])))
    put_group (self, SEED);
  if (spec->fields->len > 0)
    put_fields (self);
}

static void
on_taken (RushesInheritedRow *row, RushesShotSettings *self)
{
  for (Group group = 0; group < N_GROUPS; group++)
    if (self->rows[group] == row)
      put_group (self, group);
  rushes_item_saver_flush (self->saver);
}

static void
on_given (GtkButton *button, RushesShotSettings *self)
{
  Group group = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "group"));

  for (guint i = 0; i < G_N_ELEMENTS (groups[group].members) && groups[group].members[i] != NULL; i++)
    put (self, groups[group].members[i], NULL);
  rushes_item_saver_flush (self->saver);
}

static void
on_length_changed (RushesShotSettings *self)
{
  put (self, RUSHES_BOARD_LENGTH, g_variant_new_int64 (rushes_frames_row_get (self->length)));
}

static void
on_length_given (RushesShotSettings *self)
{
  put (self, RUSHES_BOARD_LENGTH, NULL);
  rushes_item_saver_flush (self->saver);
}

static void
add_row (RushesShotSettings *self, Group group, const char *title, const char *name)
{
  GtkWidget *row = rushes_inherited_row_new (title), *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");

  self->rows[group] = RUSHES_INHERITED_ROW (row);
  gtk_widget_set_name (row, name);
  g_signal_connect_object (row, "taken", G_CALLBACK (on_taken), self, 0);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  rushes_tip_set (button, _("Inherit Again"));
  g_object_set_data (G_OBJECT (button), "group", GINT_TO_POINTER (group));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_given), self, 0);
  rushes_compose_add_button (self->form, groups[group].part, g_object_ref_sink (button));
  g_object_unref (button);
}

/* @top: where the model stands while it is inherited. Returns: (transfer full) */
RushesShotSettings *
rushes_shot_settings_new (RushesCompose *form, RushesFormChoice *choice, RushesItemSaver *saver, GtkListBox *top)
{
  RushesShotSettings *self = g_object_new (RUSHES_TYPE_SHOT_SETTINGS, NULL);

  self->form = form;
  self->choice = choice;
  self->saver = saver;
  add_row (self, PLACE, NULL, "inherited-model");
  add_row (self, SIZE, _("Size"), "inherited-size");
  add_row (self, NEGATIVE, _("Negative prompt"), "inherited-negative");
  add_row (self, SEED, _("Seed"), "inherited-seed");
  gtk_list_box_append (top, GTK_WIDGET (self->rows[PLACE]));
  rushes_compose_add (form, RUSHES_COMPOSE_SETTINGS, GTK_WIDGET (self->rows[NEGATIVE]));
  rushes_compose_add (form, RUSHES_COMPOSE_SETTINGS, GTK_WIDGET (self->rows[SIZE]));
  self->length = RUSHES_FRAMES_ROW (rushes_frames_row_new ());
  g_signal_connect_object (self->length, "changed", G_CALLBACK (on_length_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->length, "given", G_CALLBACK (on_length_given), self, G_CONNECT_SWAPPED);
  rushes_compose_add (form, RUSHES_COMPOSE_SETTINGS, GTK_WIDGET (self->length));
  rushes_compose_add (form, RUSHES_COMPOSE_SETTINGS, GTK_WIDGET (self->rows[SEED]));
  return self;
}

/* (transfer full) */
static char *
dup_value (RushesShotSettings *self, Group group, RushesOrigin *origin)
{
  const RushesModelSpec *spec = get_spec (self);
  g_autoptr (GVariant) value = rushes_inherit_lookup (self->shot, groups[group].members[0], spec, origin), height = NULL;

  if (group == PLACE)
    return g_strdup (spec != NULL ? spec->name : value != NULL ? g_variant_get_string (value, NULL) : _("No model yet"));
  if (value == NULL)
    return g_strdup (group == SIZE ? _("as the model has it") : _("none"));
  if (group == NEGATIVE)
    return g_variant_dup_string (value, NULL);
  if (group == SEED)
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_variant_get_int64 (value));
  height = rushes_inherit_lookup (self->shot, RUSHES_BOARD_HEIGHT, spec, NULL);
  return g_strdup_printf ("%d × %d", (int) g_variant_get_int64 (value), height != NULL ? (int) g_variant_get_int64 (height) : 0);
}

static gboolean
is_there (const RushesModelSpec *spec, Group group)
{
  return group == PLACE || (spec != NULL && (group == SIZE ? spec->sizes->len > 0 : group == NEGATIVE ? spec->has_negative : spec->has_seed));
}

static void
show_group (RushesShotSettings *self, Group group, RushesComposeParts *hidden)
{
  RushesConnection *connection = rushes_form_choice_get_shown (self->choice);
  RushesOrigin origin;
  g_autofree char *value = dup_value (self, group, &origin), *from = NULL;
  gboolean inherited = is_there (get_spec (self), group) && !is_own (self, group);

  if (group == SEED) /* one that nobody says is random, which the form's own row says */
    inherited = inherited && (origin == RUSHES_ORIGIN_SCENE || origin == RUSHES_ORIGIN_BOARD);
  from = group == PLACE && connection != NULL ? g_strdup_printf ("%s · %s", rushes_connection_get_name (connection), rushes_origin_get_name (origin))
                                              : g_strdup (rushes_origin_get_name (origin));
  rushes_inherited_row_set (self->rows[group], value, from);
  gtk_widget_set_visible (GTK_WIDGET (self->rows[group]), inherited);
  if (inherited)
    *hidden |= groups[group].part;
}

static void
insert (GVariantDict *values, RushesShotSettings *self, const char *member, const char *request_member)
{
  g_autoptr (GVariant) value = rushes_item_saver_has (self->saver, member) ? dup_shown (self, request_member)
                                                                          : rushes_inherit_lookup (self->shot, member, get_spec (self), NULL);

  if (value != NULL)
    g_variant_dict_insert_value (values, request_member, value);
}

/* As the shot has them, from wherever: with the model's own where nobody says one. */
static GVariant *
dup_fields (RushesShotSettings *self)
{
  const RushesModelSpec *spec = get_spec (self);
  GVariantDict fields = G_VARIANT_DICT_INIT (NULL);

  for (guint i = 0; i < spec->fields->len; i++)
    {
      const char *name = ((RushesField *) spec->fields->pdata[i])->name;
      g_autoptr (GVariant) value = rushes_inherit_lookup_field (self->shot, name, spec, NULL);
      if (value != NULL)
        g_variant_dict_insert_value (&fields, name, value);
    }
  return g_variant_dict_end (&fields);
}

/* What the form holds is what a take of the shot would be made with. */
static void
fill_form (RushesShotSettings *self)
{
  const RushesModelSpec *spec = get_spec (self);
  g_auto (GVariantDict) values = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) count = dup_shown (self, "count"), filled = NULL;
  double planned = rushes_rate_to_seconds (rushes_board_get_rate (self->board), rushes_inherit_get_length (self->board, self->shot));

  insert (&values, self, RUSHES_BOARD_NEGATIVE, RUSHES_REQUEST_NEGATIVE);
  insert (&values, self, RUSHES_BOARD_WIDTH, RUSHES_REQUEST_WIDTH);
  insert (&values, self, RUSHES_BOARD_HEIGHT, RUSHES_REQUEST_HEIGHT);
  insert (&values, self, RUSHES_BOARD_SEED, RUSHES_REQUEST_SEED);
  g_variant_dict_insert_value (&values, "count", count);
  g_variant_dict_insert (&values, RUSHES_REQUEST_SECONDS, "d", rushes_shot_plan_fit_length (spec, planned));
  if (!rushes_item_saver_has (self->saver, RUSHES_BOARD_FIELDS))
    g_variant_dict_insert_value (&values, RUSHES_REQUEST_FIELDS, dup_fields (self));
  filled = g_variant_ref_sink (g_variant_dict_end (&values));
  rushes_compose_set_values (self->form, filled);
}

/* @shot: as it is on @board now, with the model that the form has */
void
rushes_shot_settings_show (RushesShotSettings *self, RushesBoard *board, RushesBoardItem *shot)
{
  RushesComposeParts hidden = RUSHES_COMPOSE_PICTURES | RUSHES_COMPOSE_FILES | RUSHES_COMPOSE_LENGTH;
  RushesOrigin origin;
  g_autoptr (GVariant) length = rushes_inherit_lookup (shot, RUSHES_BOARD_LENGTH, NULL, &origin);

  g_set_object (&self->board, board);
  g_set_object (&self->shot, shot);
  if (get_spec (self) != NULL)
    fill_form (self);
  for (Group group = 0; group < N_GROUPS; group++)
    show_group (self, group, &hidden);
  rushes_compose_hide (self->form, hidden);
  if (!rushes_item_saver_has (self->saver, RUSHES_BOARD_LENGTH))
    rushes_frames_row_set (self->length, rushes_board_get_rate (board), rushes_inherit_get_length (board, shot),
                           origin == RUSHES_ORIGIN_SHOT ? NULL : rushes_origin_get_name (origin));
}
