/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-frames.h"

#include "rushes-board-change.h"
#include "rushes-board-file.h"
#include "rushes-boards.h"
#include "rushes-continuity.h"
#include "rushes-frame-row.h"
#include "rushes-picture.h"
#include "rushes-pixbuf-texture.h"
#include "rushes-shot-frame.h"
#include "rushes-shot-number.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

#define PICTURE_SIDE 256 /* pixels: enough for a row on any display */

/* In the form about a shot: what it starts from and ends with, that a chain of shots drifts, and that its take is out of date. */
struct _RushesShotFrames
{
  GObject parent_instance;
  RushesCore *core;
  RushesCompose *form; /* owned by whoever owns this */
  RushesFrameRow *rows[2]; /* first, last */
  GtkWidget *stale, *list;
  RushesBoardSession *session; /* (nullable) */
  RushesShot *shot;            /* (nullable) */
  char *pictured[2];           /* (nullable): of what the rows have a picture */
};

G_DEFINE_FINAL_TYPE (RushesShotFrames, rushes_shot_frames, G_TYPE_OBJECT)

static void
rushes_shot_frames_dispose (GObject *object)
{
  RushesShotFrames *self = RUSHES_SHOT_FRAMES (object);

  g_clear_object (&self->core);
  g_clear_object (&self->session);
  g_clear_object (&self->shot);
  G_OBJECT_CLASS (rushes_shot_frames_parent_class)->dispose (object);
}

static void
rushes_shot_frames_finalize (GObject *object)
{
  g_free (RUSHES_SHOT_FRAMES (object)->pictured[0]);
  g_free (RUSHES_SHOT_FRAMES (object)->pictured[1]);
  G_OBJECT_CLASS (rushes_shot_frames_parent_class)->finalize (object);
}

static void
rushes_shot_frames_class_init (RushesShotFramesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_shot_frames_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_shot_frames_finalize;
}

static void
rushes_shot_frames_init (RushesShotFrames *self)
{
}

static void
on_removed (RushesFrameRow *row, RushesShotFrames *self)
{
  const char *member = row == self->rows[1] ? RUSHES_BOARD_LAST : RUSHES_BOARD_FIRST;

  if (self->session != NULL)
    rushes_board_session_change (self->session, g_variant_new_parsed ("{'do': <%s>, 'shots': <[<%x>]>, 'members': <{%s: <@mv nothing>}>}", RUSHES_CHANGE_SET,
                                                                      rushes_shot_get_number (self->shot), member));
}

static GtkWidget *
new_stale (void)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", _("Out of Date"), "name", "out-of-date", NULL), *button = gtk_button_new_with_label (_("Generate Again"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.generate-shot");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("The shot it starts from has another take now"));
  return row;
}

/* Returns: (transfer full) */
RushesShotFrames *
rushes_shot_frames_new (RushesCore *core, RushesCompose *form)
{
  RushesShotFrames *self = g_object_new (RUSHES_TYPE_SHOT_FRAMES, NULL);

  self->core = g_object_ref (core);
  self->form = form;
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  self->stale = new_stale ();
  gtk_list_box_append (GTK_LIST_BOX (self->list), self->stale);
  self->rows[0] = RUSHES_FRAME_ROW (rushes_frame_row_new ("shot-first", _("First frame")));
  self->rows[1] = RUSHES_FRAME_ROW (rushes_frame_row_new ("shot-last", _("Last frame")));
  for (int i = 0; i < 2; i++)
    {
      gtk_list_box_append (GTK_LIST_BOX (self->list), GTK_WIDGET (self->rows[i]));
      g_signal_connect_object (self->rows[i], "removed", G_CALLBACK (on_removed), self, 0);
    }
  rushes_compose_add (form, RUSHES_COMPOSE_MIDDLE, self->list);
  return self;
}

static RushesBoard *
get_board (RushesShotFrames *self)
{
  return rushes_board_view_get_board (rushes_board_session_get_view (self->session));
}

static void
append_shot (GMenu *menu, RushesBoardItem *other, gboolean last)
{
  g_autofree char *shown = rushes_shot_number_dup_shown (other);
  const char *action = rushes_board_item_get_string (other, RUSHES_BOARD_ACTION);
  g_autofree char *start = g_utf8_substring (action != NULL ? action : "", 0, MIN (30, g_utf8_strlen (action != NULL ? action : "", -1)));
  g_autofree char *label = *start != '\0' ? g_strdup_printf (_("Shot %s · %s"), shown, start) : g_strdup_printf (_("Shot %s"), shown);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, last ? "win.end-with-shot" : "win.start-from-shot", "x", rushes_board_item_get_int (other, RUSHES_BOARD_NUMBER, 0));
  g_menu_append_item (menu, item);
}

/* All shots that a link would not make a circle with; the nearest first. */
static GMenuModel *
new_menu (RushesShotFrames *self, RushesBoardItem *item, gboolean last)
{
  RushesBoard *board = get_board (self);
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (board);
  g_autoptr (GMenu) list = g_menu_new ();
  GMenu *menu = g_menu_new ();
  guint own = 0;

  while (own < shots->len && shots->pdata[own] != (gpointer) item)
    own++;
  for (guint i = 1; i < shots->len; i++)
    {
      guint at = last ? (own + i) % shots->len : (own + shots->len - i) % shots->len;
      g_autoptr (GError) error = NULL;
      if (rushes_continuity_check (board, item, shots->pdata[at], &error))
        append_shot (list, shots->pdata[at], last);
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (list)) > 0)
    g_menu_append_submenu (menu, last ? _("_End Where Another Shot Starts") : _("_Start from the End of"), G_MENU_MODEL (list));
  g_menu_append (menu, _("A _Picture…"), last ? "win.last-picture" : "win.first-picture");
  return G_MENU_MODEL (menu);
}

/* (transfer full) (nullable): where it comes from */
static char *
dup_said (RushesShotFrames *self, RushesBoardItem *item, gboolean last)
{
  GVariant *frame = rushes_board_item_get (item, last ? RUSHES_BOARD_LAST : RUSHES_BOARD_FIRST);
  gint64 number = last ? rushes_continuity_get_end (item) : rushes_continuity_get_start (item);
  RushesBoardItem *other = number != 0 ? rushes_board_find_shot (get_board (self), number) : NULL;
  g_autofree char *shown = other != NULL ? rushes_shot_number_dup_shown (other) : g_strdup_printf ("%" G_GINT64_FORMAT, number);
  const char *text;

  if (frame == NULL || !g_variant_is_of_type (frame, G_VARIANT_TYPE_VARDICT))
    return NULL;
  if (number != 0)
    return g_strdup_printf (last ? _("Where shot %s starts") : _("From the end of shot %s"), shown);
  if (g_variant_lookup (frame, "picture", "&s", &text))
    return g_path_get_basename (text);
  return g_strdup (_("A frame of a clip"));
}

/* (transfer full) (nullable) */
static char *
dup_note (RushesShotFrames *self, const RushesModelSpec *spec, gboolean last)
{
  guint n = rushes_shot_get_n_links (self->shot);

  if (spec != NULL && (last ? !spec->has_last_picture : spec->picture == RUSHES_PICTURE_NONE))
    return g_strdup (_("not used by this model"));
  if (last || n == 0)
    return NULL;
  return g_strdup_printf (n >= RUSHES_CONTINUITY_LONG ? ngettext ("%u shot in a row: long chains drift", "%u shots in a row: long chains drift", n + 1)
                                                      : ngettext ("%u shot in a row", "%u shots in a row", n + 1), n + 1);
}

typedef struct
{
  RushesCore *core;
  char *slug;
  gint64 number;
  gboolean last;
} Sight;

static void
sight_free (gpointer data)
{
  g_object_unref (((Sight *) data)->core);
  g_free (((Sight *) data)->slug);
  g_free (data);
}

static gpointer
look (gpointer order, GError **error)
{
  Sight *sight = order;
  g_autoptr (RushesBoard) board = rushes_boards_load (sight->core, sight->slug, error);
  RushesBoardItem *shot = board != NULL ? rushes_board_find_shot (board, sight->number) : NULL;
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_core_get_paths (sight->core), sight->slug), *path = NULL;
  g_autoptr (GdkPixbuf) picture = NULL;

  if (shot == NULL || !rushes_shot_frame_find (rushes_core_get_library (sight->core), board, folder, shot, sight->last, &path, error) || path == NULL)
    return NULL;
  picture = rushes_picture_load (path, PICTURE_SIDE, error);
  return picture != NULL ? rushes_pixbuf_texture_new (picture) : NULL;
}

/* Another shot may be meant by now. */
static void
on_seen (gpointer frames, gpointer order, gpointer texture, const GError *error)
{
  RushesShotFrames *self = frames;
  Sight *sight = order;

  if (self->pictured[sight->last] != NULL && rushes_shot_get_number (self->shot) == sight->number &&
      g_str_equal (rushes_board_session_get_slug (self->session), sight->slug))
    rushes_frame_row_set_picture (self->rows[sight->last], texture);
}

static void
ask_for_picture (RushesShotFrames *self, gboolean last)
{
  Sight *sight = g_new (Sight, 1);

  *sight = (Sight) { g_object_ref (self->core), g_strdup (rushes_board_session_get_slug (self->session)), rushes_shot_get_number (self->shot), last };
  rushes_way_back_work (self, look, sight, sight_free, g_object_unref, on_seen);
}

/* Looked for only if it is another one. */
static void
show_picture (RushesShotFrames *self, RushesBoardItem *item, gboolean last)
{
  GVariant *frame = rushes_board_item_get (item, last ? RUSHES_BOARD_LAST : RUSHES_BOARD_FIRST);
  gint64 number = last ? rushes_continuity_get_end (item) : rushes_continuity_get_start (item);
  RushesBoardItem *other = number != 0 ? rushes_board_find_shot (get_board (self), number) : NULL, *take = other != NULL ? rushes_continuity_get_take (other) : NULL;
  g_autofree char *text = frame != NULL ? g_variant_print (frame, FALSE) : NULL, *key = NULL, *played = NULL;
  g_autoptr (GVariant) plays = take != NULL ? g_variant_ref_sink (rushes_board_item_to_variant (take)) : NULL;

  played = plays != NULL ? g_variant_print (plays, FALSE) : NULL;
  key = text != NULL ? g_strconcat (text, played, NULL) : NULL;
  if (g_strcmp0 (key, self->pictured[last]) == 0)
    return;
  g_free (self->pictured[last]);
  self->pictured[last] = g_steal_pointer (&key);
  rushes_frame_row_set_picture (self->rows[last], NULL);
  if (text != NULL)
    ask_for_picture (self, last);
}

static gboolean
is_file (RushesShotFrames *self, gboolean last)
{
  GVariant *frame = self->pictured[last] != NULL ? rushes_board_item_get (rushes_shot_get_item (self->shot), last ? RUSHES_BOARD_LAST : RUSHES_BOARD_FIRST) : NULL;
  const char *name;

  return frame != NULL && g_variant_is_of_type (frame, G_VARIANT_TYPE_VARDICT) && g_variant_lookup (frame, "picture", "&s", &name);
}

/* Files may be others under the same names: what is seen stays until they have been looked at again. */
void
rushes_shot_frames_look_again (RushesShotFrames *self)
{
  for (int last = 0; last < 2; last++)
    if (is_file (self, last))
      ask_for_picture (self, last);
}

/* @shot: of the board of @session, as it is now; the form has its model */
void
rushes_shot_frames_show (RushesShotFrames *self, RushesBoardSession *session, RushesShot *shot)
{
  RushesModel *model = rushes_compose_get_model (self->form);
  const RushesModelSpec *spec = model != NULL ? rushes_model_get_spec (model) : NULL;
  RushesBoardItem *item = rushes_shot_get_item (shot);

  g_set_object (&self->session, session);
  g_set_object (&self->shot, shot);
  for (int last = 0; last < 2; last++)
    {
      g_autofree char *said = dup_said (self, item, last), *note = dup_note (self, spec, last);
      g_autoptr (GMenuModel) menu = new_menu (self, item, last);
      rushes_frame_row_set (self->rows[last], said, note);
      rushes_frame_row_set_menu (self->rows[last], menu);
      gtk_widget_set_visible (GTK_WIDGET (self->rows[last]), said != NULL || (spec != NULL && (last ? spec->has_last_picture : spec->picture != RUSHES_PICTURE_NONE)));
      show_picture (self, item, last);
    }
  gtk_widget_set_visible (self->stale, rushes_shot_get_state (shot) == RUSHES_SHOT_OUT_OF_DATE);
  gtk_widget_set_visible (self->list, gtk_widget_get_visible (self->stale) || gtk_widget_get_visible (GTK_WIDGET (self->rows[0])) ||
                                        gtk_widget_get_visible (GTK_WIDGET (self->rows[1])));
}
