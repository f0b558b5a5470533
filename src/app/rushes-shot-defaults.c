/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-defaults.h"

#include "rushes-frames-row.h"
#include "rushes-inherit.h"
#include "rushes-place-rows.h"
#include "rushes-seed-row.h"
#include "rushes-shape-row.h"
#include "rushes-shot-settings.h"
#include "rushes-style-row.h"
#include "rushes-text-row.h"

#include <glib/gi18n.h>

/* What a board, or a scene of it, says for all its shots: what it does not say is dim, with where it comes from, and can be given back. “said” and “told” are
 * the style row's. */

typedef enum
{
  PREFIX,
  SUFFIX,
  NEGATIVE,
  N_TEXTS,
} Text;

static const struct
{
  const char *member, *title;
} texts[N_TEXTS] = {
  [PREFIX] = { RUSHES_BOARD_PREFIX, N_("Before Each Prompt") },
  [SUFFIX] = { RUSHES_BOARD_SUFFIX, N_("After Each Prompt") },
  [NEGATIVE] = { RUSHES_BOARD_NEGATIVE, N_("Negative Prompt") },
};

struct _RushesShotDefaults
{
  AdwPreferencesGroup parent_instance;
  RushesItemSaver *saver;
  gboolean scene; /* of one; else of the board */
  GtkWidget *texts[N_TEXTS], *style;
  RushesPlaceRows *place;
  RushesSeedRow *seed;
  RushesShapeRow *shape;
  RushesFramesRow *length;
};

G_DEFINE_FINAL_TYPE (RushesShotDefaults, rushes_shot_defaults, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SAID,
  TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_said (GtkWidget *style, char **words, RushesShotDefaults *self)
{
  g_signal_emit (self, signals[SAID], 0, words);
}

static void
on_told (GtkWidget *style, const char *sentence, RushesShotDefaults *self)
{
  g_signal_emit (self, signals[TOLD], 0, sentence);
}

static void
put_now (RushesShotDefaults *self, const char *member, GVariant *value)
{
  rushes_item_saver_begin (self->saver, member);
  rushes_item_saver_put (self->saver, member, value);
  rushes_item_saver_flush (self->saver);
}

/* A scene that says nothing on purpose says so; a board just has none. */
static void
on_text (RushesTextRow *row, RushesShotDefaults *self)
{
  g_autofree char *text = rushes_text_row_dup_text (row);

  for (Text i = 0; i < N_TEXTS; i++)
    if (self->texts[i] == GTK_WIDGET (row))
      {
        rushes_item_saver_begin (self->saver, texts[i].member);
        rushes_item_saver_put (self->saver, texts[i].member, *text != '\0' || self->scene ? g_variant_new_string (text) : NULL);
      }
}

static void
on_text_given (RushesTextRow *row, RushesShotDefaults *self)
{
  for (Text i = 0; i < N_TEXTS; i++)
    if (self->texts[i] == GTK_WIDGET (row))
      put_now (self, texts[i].member, NULL);
}

/* @width: 0: it is inherited again */
static void
put_shape (RushesShotDefaults *self, int width, int height)
{
  rushes_item_saver_begin (self->saver, RUSHES_BOARD_WIDTH);
  rushes_item_saver_put (self->saver, RUSHES_BOARD_WIDTH, width > 0 ? g_variant_new_int64 (width) : NULL);
  rushes_item_saver_put (self->saver, RUSHES_BOARD_HEIGHT, width > 0 ? g_variant_new_int64 (height) : NULL);
  rushes_item_saver_flush (self->saver);
}

static void
on_shape (RushesShotDefaults *self)
{
  int width, height;

  if (rushes_shape_row_get (self->shape, &width, &height))
    put_shape (self, width, height);
}

static void
on_shape_given (RushesShotDefaults *self)
{
  put_shape (self, 0, 0);
}

static void
on_length (RushesShotDefaults *self)
{
  rushes_item_saver_begin (self->saver, RUSHES_BOARD_LENGTH);
  rushes_item_saver_put (self->saver, RUSHES_BOARD_LENGTH, g_variant_new_int64 (rushes_frames_row_get (self->length)));
}

static void
on_length_given (RushesShotDefaults *self)
{
  put_now (self, RUSHES_BOARD_LENGTH, NULL);
}

static void
on_seed (RushesShotDefaults *self)
{
  put_now (self, RUSHES_BOARD_SEED, g_variant_new_int64 (rushes_seed_row_get (self->seed)));
}

static void
on_seed_given (RushesShotDefaults *self)
{
  put_now (self, RUSHES_BOARD_SEED, NULL);
}

static void
rushes_shot_defaults_dispose (GObject *object)
{
  g_clear_object (&RUSHES_SHOT_DEFAULTS (object)->place);
  g_clear_object (&RUSHES_SHOT_DEFAULTS (object)->saver);
  G_OBJECT_CLASS (rushes_shot_defaults_parent_class)->dispose (object);
}

static void
rushes_shot_defaults_class_init (RushesShotDefaultsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_shot_defaults_dispose;
  signals[SAID] = g_signal_new ("said", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[TOLD] = g_signal_new ("told", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rushes_shot_defaults_init (RushesShotDefaults *self)
{
}

static void
add (RushesShotDefaults *self, gpointer row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
listen (RushesShotDefaults *self, gpointer row, void (*changed) (RushesShotDefaults *self), void (*given) (RushesShotDefaults *self))
{
  g_signal_connect_object (row, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "given", G_CALLBACK (given), self, G_CONNECT_SWAPPED);
  add (self, row);
}

static void
add_text (RushesShotDefaults *self, Text i)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->texts[i] = rushes_text_row_new (_(texts[i].title));
  gtk_widget_set_name (self->texts[i], texts[i].member);
  g_signal_connect_object (self->texts[i], "changed", G_CALLBACK (on_text), self, 0);
  g_signal_connect_object (self->texts[i], "given", G_CALLBACK (on_text_given), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (rushes_item_saver_flush), self->saver, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->texts[i], focus);
  add (self, self->texts[i]);
}

/* @scene: it is about a scene, else about the board */
GtkWidget *
rushes_shot_defaults_new (RushesCore *core, RushesItemSaver *saver, gboolean scene)
{
  RushesShotDefaults *self = g_object_new (RUSHES_TYPE_SHOT_DEFAULTS, "title", _("For All Shots"), NULL);

  self->saver = g_object_ref (saver);
  self->scene = scene;
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), scene ? _("What a shot of the scene does not say itself.")
                                                                              : _("What a scene or a shot does not say itself."));
  self->style = rushes_style_row_new (core);
  g_signal_connect_object (self->style, "said", G_CALLBACK (on_said), self, 0);
  g_signal_connect_object (self->style, "told", G_CALLBACK (on_told), self, 0);
  add (self, self->style);
  for (Text i = 0; i < N_TEXTS; i++)
    add_text (self, i);
  self->place = rushes_place_rows_new (core, saver, ADW_PREFERENCES_GROUP (self));
  self->shape = RUSHES_SHAPE_ROW (rushes_shape_row_new ());
  self->length = RUSHES_FRAMES_ROW (rushes_frames_row_new ());
  self->seed = RUSHES_SEED_ROW (rushes_seed_row_new ());
  listen (self, self->shape, on_shape, on_shape_given);
  listen (self, self->length, on_length, on_length_given);
  listen (self, self->seed, on_seed, on_seed_given);
  return GTK_WIDGET (self);
}

static void
show_text (RushesShotDefaults *self, RushesBoardItem *item, Text i)
{
  RushesOrigin origin = RUSHES_ORIGIN_NOWHERE;
  g_autoptr (GVariant) value = rushes_inherit_lookup (item, texts[i].member, NULL, &origin);

  if (rushes_item_saver_has (self->saver, texts[i].member))
    return;
  rushes_text_row_set_text (RUSHES_TEXT_ROW (self->texts[i]), value != NULL ? g_variant_get_string (value, NULL) : "");
  if (self->scene)
    rushes_text_row_set_origin (RUSHES_TEXT_ROW (self->texts[i]), rushes_board_item_get_string (item, texts[i].member) == NULL, rushes_origin_get_name (origin));
}

static void
show_shape (RushesShotDefaults *self, RushesBoardItem *item)
{
  RushesOrigin origin;
  g_autoptr (GVariant) width = rushes_inherit_lookup (item, RUSHES_BOARD_WIDTH, NULL, &origin), height = rushes_inherit_lookup (item, RUSHES_BOARD_HEIGHT, NULL, NULL);
  gboolean own = rushes_board_item_get (item, RUSHES_BOARD_WIDTH) != NULL || rushes_board_item_get (item, RUSHES_BOARD_HEIGHT) != NULL;

  if (!rushes_item_saver_has (self->saver, RUSHES_BOARD_WIDTH))
    rushes_shape_row_set (self->shape, width != NULL && height != NULL ? (int) g_variant_get_int64 (width) : 0, height != NULL ? (int) g_variant_get_int64 (height) : 0,
                          own, self->scene ? rushes_origin_get_name (origin) : NULL);
}

static void
show_length (RushesShotDefaults *self, RushesBoard *board, RushesBoardItem *item)
{
  RushesOrigin origin;
  g_autoptr (GVariant) value = rushes_inherit_lookup (item, RUSHES_BOARD_LENGTH, NULL, &origin);

  if (!rushes_item_saver_has (self->saver, RUSHES_BOARD_LENGTH))
    rushes_frames_row_set (self->length, rushes_board_get_rate (board), rushes_inherit_get_length (board, item),
                           rushes_board_item_get (item, RUSHES_BOARD_LENGTH) != NULL ? NULL : rushes_origin_get_name (origin));
}

static void
show_seed (RushesShotDefaults *self, RushesBoardItem *item)
{
  RushesOrigin origin;
  g_autoptr (GVariant) value = rushes_inherit_lookup (item, RUSHES_BOARD_SEED, NULL, &origin);

  if (!rushes_item_saver_has (self->saver, RUSHES_BOARD_SEED))
    rushes_seed_row_set (self->seed, value != NULL ? g_variant_get_int64 (value) : -1,
                         rushes_board_item_get (item, RUSHES_BOARD_SEED) != NULL ? NULL : rushes_origin_get_name (origin));
}

/* @item: the board's root or the scene, as it is on @board now; what was typed and is not there yet stays */
void
rushes_shot_defaults_show (RushesShotDefaults *self, RushesBoard *board, RushesBoardItem *item)
{
  for (Text i = 0; i < N_TEXTS; i++)
    show_text (self, item, i);
  rushes_style_row_show (RUSHES_STYLE_ROW (self->style), item);
  rushes_place_rows_show (self->place, item);
  show_shape (self, item);
  show_length (self, board, item);
  show_seed (self, item);
}
