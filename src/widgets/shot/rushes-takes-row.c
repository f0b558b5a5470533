/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-takes-row.h"

#include "rushes-context-menu.h"
#include "rushes-poster.h"
#include "rushes-shot-state.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* The takes of a shot as small posters, the chosen one with a ring and a tick, and those that are being made. A click or its number chooses one,
 * again takes that back (“choose” with the take from 1; 0: none). What else can be done with one is a menu. */
struct _RushesTakesRow
{
  GtkBox parent_instance;
  RushesLibrary *library;
  RushesThumbnailer *thumbnailer;
  GtkLabel *told;
  GtkWidget *compare;
  GtkFlowBox *posters;
  char *shown;               /* what is built: nothing is built anew for the same */
  guint chosen;              /* from 1; 0: none */
  guint n_takes;
  GCancellable *cancellable; /* of pictures that are awaited */
};

#define PER_LINE 4
#define WIDTH 69
#define HEIGHT 41

G_DEFINE_FINAL_TYPE (RushesTakesRow, rushes_takes_row, GTK_TYPE_BOX)

enum
{
  CHOOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rushes_takes_row_dispose (GObject *object)
{
  RushesTakesRow *self = RUSHES_TAKES_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->library);
  g_clear_object (&self->thumbnailer);
  G_OBJECT_CLASS (rushes_takes_row_parent_class)->dispose (object);
}

static void
rushes_takes_row_finalize (GObject *object)
{
  g_clear_object (&RUSHES_TAKES_ROW (object)->cancellable);
  g_free (RUSHES_TAKES_ROW (object)->shown);
  G_OBJECT_CLASS (rushes_takes_row_parent_class)->finalize (object);
}

static void
rushes_takes_row_class_init (RushesTakesRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_takes_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_takes_row_finalize;
  signals[CHOOSE] = g_signal_new ("choose", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
choose (RushesTakesRow *self, guint take)
{
  if (take <= self->n_takes)
    g_signal_emit (self, signals[CHOOSE], 0, take == self->chosen ? 0 : take);
}

static guint
get_take (gpointer button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "take"));
}

static void
on_clicked (GtkButton *button, RushesTakesRow *self)
{
  choose (self, get_take (button));
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RushesTakesRow *self)
{
  guint take = key >= GDK_KEY_1 && key <= GDK_KEY_9 ? key - GDK_KEY_0 : key >= GDK_KEY_KP_1 && key <= GDK_KEY_KP_9 ? key - GDK_KEY_KP_0 : 0;

  if (take == 0 || take > self->n_takes || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  choose (self, take);
  return TRUE;
}

static GMenuModel *
make_menu (GtkWidget *at, GtkWidget **item, gpointer data)
{
  GMenu *menu = g_menu_new (), *section = g_menu_new ();
  GtkWidget *button = GTK_IS_BUTTON (at) ? at : gtk_widget_get_ancestor (at, GTK_TYPE_BUTTON);
  guint take = button != NULL ? get_take (button) : 0;

  if (take == 0)
    {
      g_object_unref (menu);
      g_object_unref (section);
      return NULL;
    }
  *item = button;
  rushes_context_menu_append (section, _("_Play"), "win.play-take", g_variant_new_uint32 (take));
  rushes_context_menu_append (section, _("_Compare Takes"), "win.compare-takes", NULL);
  rushes_context_menu_close (menu, &section);
  rushes_context_menu_append (section, _("Start the Shot with Its _First Frame"), "win.use-take-frame", g_variant_new ("(ub)", take, FALSE));
  rushes_context_menu_append (section, _("End the Shot with Its _Last Frame"), "win.use-take-frame", g_variant_new ("(ub)", take, TRUE));
  rushes_context_menu_close (menu, &section);
  rushes_context_menu_append (section, _("Play It from Its _Beginning to Its End"), "win.whole-take", g_variant_new_uint32 (take));
  rushes_context_menu_append (section, _("_Take It out of the Shot"), "win.remove-take", g_variant_new_uint32 (take));
  rushes_context_menu_close (menu, &section);
  g_object_unref (section);
  return G_MENU_MODEL (menu);
}

static GtkWidget *
new_header (RushesTakesRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *title = gtk_label_new (_("Takes"));

  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  self->told = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->told), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->told), "dim-label");
  gtk_widget_set_hexpand (GTK_WIDGET (self->told), TRUE);
  gtk_label_set_xalign (self->told, 1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->told));
  self->compare = gtk_button_new_with_label (_("Compare"));
  gtk_widget_set_name (self->compare, "compare-takes");
  gtk_widget_add_css_class (self->compare, "flat");
  gtk_widget_add_css_class (self->compare, "tight");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->compare), "win.compare-takes");
  gtk_box_append (GTK_BOX (box), self->compare);
  return box;
}

static void
rushes_takes_row_init (RushesTakesRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_box_append (GTK_BOX (self), new_header (self));
  self->posters = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->posters, GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (self->posters, TRUE);
  gtk_flow_box_set_min_children_per_line (self->posters, PER_LINE);
  gtk_flow_box_set_max_children_per_line (self->posters, PER_LINE);
  gtk_flow_box_set_column_spacing (self->posters, 6);
  gtk_flow_box_set_row_spacing (self->posters, 6);
  gtk_widget_add_css_class (GTK_WIDGET (self->posters), "takerow");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->posters));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  rushes_context_menu_add (GTK_WIDGET (self->posters), make_menu, self);
  gtk_widget_set_name (GTK_WIDGET (self), "takes-row");
}

GtkWidget *
rushes_takes_row_new (RushesLibrary *library, RushesThumbnailer *thumbnailer)
{
  RushesTakesRow *self = g_object_new (RUSHES_TYPE_TAKES_ROW, NULL);

  self->library = g_object_ref (library);
  self->thumbnailer = g_object_ref (thumbnailer);
  return GTK_WIDGET (self);
}

static void
on_poster (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesPoster) poster = data;
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, NULL);

  if (texture != NULL)
    rushes_poster_set_paintable (poster, GDK_PAINTABLE (texture));
}

static void
load_poster (RushesTakesRow *self, RushesClip *clip, RushesPoster *poster)
{
  g_autofree char *path = rushes_library_dup_path (self->library, clip);
  const char *id = rushes_clip_get_id (clip);
  GdkTexture *texture = rushes_thumbnailer_peek (self->thumbnailer, id, RUSHES_THUMBNAIL_POSTER);

  if (texture != NULL)
    rushes_poster_set_paintable (poster, GDK_PAINTABLE (texture));
  else
    rushes_thumbnailer_load_async (self->thumbnailer, id, path, RUSHES_THUMBNAIL_POSTER, self->cancellable, on_poster, g_object_ref (poster));
}

/* @clip: (nullable): of a take whose clip is in the trash */
static GtkWidget *
new_take (RushesTakesRow *self, RushesClip *clip, guint take)
{
  GtkWidget *button = gtk_button_new (), *overlay = gtk_overlay_new (), *poster = g_object_new (RUSHES_TYPE_POSTER, NULL), *tick;
  g_autofree char *number = g_strdup_printf ("%u", take);
  g_autofree char *name = clip == NULL ? g_strdup_printf (_("Take %u: its clip is not in the library"), take)
                          : take == self->chosen ? g_strdup_printf (_("Take %u, Chosen"), take)
                                                 : g_strdup_printf (_("Take %u"), take);

  gtk_widget_set_size_request (poster, WIDTH, HEIGHT);
  rushes_poster_set_marks (RUSHES_POSTER (poster), number, NULL, FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), poster);
  gtk_widget_add_css_class (button, "take");
  gtk_widget_set_overflow (overlay, GTK_OVERFLOW_HIDDEN);
  if (take == self->chosen)
    {
      tick = gtk_image_new_from_icon_name ("object-select-symbolic");
      gtk_widget_add_css_class (tick, "tick");
      gtk_widget_set_halign (tick, GTK_ALIGN_END);
      gtk_widget_set_valign (tick, GTK_ALIGN_START);
      gtk_overlay_add_overlay (GTK_OVERLAY (overlay), tick);
      gtk_widget_add_css_class (button, "chosen");
    }
  gtk_button_set_child (GTK_BUTTON (button), overlay);
  rushes_tip_tell (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "take", GUINT_TO_POINTER (take));
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
  if (clip != NULL)
    load_poster (self, clip, RUSHES_POSTER (poster));
  return button;
}

static GtkWidget *
new_awaited (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *spinner = gtk_spinner_new ();

  gtk_widget_set_size_request (box, WIDTH, HEIGHT);
  gtk_widget_add_css_class (box, "take");
  gtk_widget_set_hexpand (spinner, TRUE);
  rushes_tip_tell (box, _("A take is being made"));
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_box_append (GTK_BOX (box), spinner);
  return box;
}

static void
append (RushesTakesRow *self, GtkWidget *widget)
{
  gtk_flow_box_insert (self->posters, widget, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (widget), FALSE);
}

/* What the row would look like: the takes with their clips, whether those are there, the chosen one, and the jobs. */
static char *
dup_look (RushesBoardView *view, RushesBoardItem *item, guint n_jobs)
{
  GString *look = g_string_new (rushes_board_item_get_string (item, RUSHES_BOARD_CHOSEN));

  g_string_append_printf (look, " %u", n_jobs);
  for (guint i = 0; i < rushes_board_item_get_count (item); i++)
    {
      const char *id = rushes_board_item_get_string (rushes_board_item_get_child (item, i), RUSHES_BOARD_CLIP);
      g_string_append_printf (look, " %s%s", id, rushes_board_view_get_clip (view, id) != NULL ? "" : "!");
    }
  return g_string_free (look, FALSE);
}

static void
tell (RushesTakesRow *self)
{
  g_autofree char *chosen = self->chosen > 0 ? g_strdup_printf (_("Take %u chosen"), self->chosen) : g_strdup (self->n_takes > 0 ? _("None chosen") : "");

  gtk_label_set_label (self->told, chosen);
  gtk_widget_set_visible (self->compare, self->n_takes > 1);
}

static void
build (RushesTakesRow *self, RushesBoardView *view, RushesBoardItem *item, guint n_jobs)
{
  GtkFlowBoxChild *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  while ((child = gtk_flow_box_get_child_at_index (self->posters, 0)) != NULL)
    gtk_flow_box_remove (self->posters, GTK_WIDGET (child));
  for (guint i = 0; i < self->n_takes; i++)
    append (self, new_take (self, rushes_board_view_get_clip (view, rushes_board_item_get_string (rushes_board_item_get_child (item, i), RUSHES_BOARD_CLIP)), i + 1));
  for (guint i = 0; i < n_jobs; i++)
    append (self, new_awaited ());
}

/* @shot: of the board of @view, as it is now */
void
rushes_takes_row_show (RushesTakesRow *self, RushesBoardView *view, RushesShot *shot)
{
  RushesBoardItem *item = rushes_shot_get_item (shot), *chosen = rushes_shot_state_get_chosen (item);
  g_auto (GStrv) jobs = rushes_board_item_dup_texts (item, RUSHES_BOARD_JOBS);
  g_autofree char *look = dup_look (view, item, g_strv_length (jobs));

  self->n_takes = rushes_board_item_get_count (item);
  self->chosen = chosen != NULL ? rushes_board_item_get_index (chosen) + 1 : 0;
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_takes > 0 || *jobs != NULL);
  if (g_strcmp0 (look, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&look);
  build (self, view, item, g_strv_length (jobs));
  tell (self);
}
