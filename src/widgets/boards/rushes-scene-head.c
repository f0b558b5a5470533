/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-scene-head.h"

#include "rushes-context-menu.h"
#include "rushes-scene-colour.h"
#include "rushes-shot-words.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* The line above a scene's shots: its colour, what it is called, how long it is, and what can be done with it. */
struct _RushesSceneHead
{
  GtkBox parent_instance;
  GtkWidget *title, *facts, *add_button, *menu_button;
  GdkRGBA colour;
  gint64 id;
  gboolean omitted;
};

G_DEFINE_FINAL_TYPE (RushesSceneHead, rushes_scene_head, GTK_TYPE_BOX)

#define DOT 10
#define GAP 9

static void
rushes_scene_head_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RushesSceneHead *self = RUSHES_SCENE_HEAD (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GskRoundedRect dot;

  gsk_rounded_rect_init_from_rect (&dot, &GRAPHENE_RECT_INIT (mirrored ? gtk_widget_get_width (widget) : -(DOT + GAP), (gtk_widget_get_height (widget) - DOT) / 2, DOT, DOT), 3);
  if (mirrored)
    dot.bounds.origin.x += GAP;
  gtk_snapshot_push_rounded_clip (snapshot, &dot);
  gtk_snapshot_append_color (snapshot, &self->colour, &dot.bounds);
  gtk_snapshot_pop (snapshot);
  GTK_WIDGET_CLASS (rushes_scene_head_parent_class)->snapshot (widget, snapshot);
}

static GMenuModel *
new_colours (gint64 scene)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < RUSHES_N_SCENE_COLOURS; i++)
    rushes_context_menu_append (menu, rushes_scene_colour_get_name (i), "scene.colour", g_variant_new ("(xs)", scene, rushes_scene_colour_get_id (i)));
  return G_MENU_MODEL (menu);
}

static void
create_menu (GtkMenuButton *button, gpointer data)
{
  RushesSceneHead *self = data;
  g_autoptr (GMenu) menu = g_menu_new ();
  GMenu *section = g_menu_new ();
  g_autoptr (GMenuModel) colours = new_colours (self->id);

  rushes_context_menu_append (section, _("_Settings…"), "win.scene-settings", g_variant_new_int64 (self->id));
  rushes_context_menu_append (section, _("_Rename…"), "scene.rename", g_variant_new_int64 (self->id));
  g_menu_append_submenu (section, _("_Colour"), colours);
  rushes_context_menu_append (section, _("_Add Shot"), "scene.add-shot", g_variant_new_int64 (self->id));
  rushes_context_menu_append (section, _("Add _Scene After This One…"), "scene.add", g_variant_new_int64 (self->id));
  rushes_context_menu_close (menu, &section);
  rushes_context_menu_append (section, _("Move _Up"), "scene.move", g_variant_new ("(xi)", self->id, -1));
  rushes_context_menu_append (section, _("Move _Down"), "scene.move", g_variant_new ("(xi)", self->id, 1));
  rushes_context_menu_close (menu, &section);
  rushes_context_menu_append (section, _("_Duplicate"), "scene.duplicate", g_variant_new_int64 (self->id));
  rushes_context_menu_append (section, self->omitted ? _("Put Back into the _Film") : _("Leave Out of the _Film"), "scene.omit", g_variant_new ("(xb)", self->id, self->omitted));
  rushes_context_menu_append (section, _("Re_move the Scene and Its Shots"), "scene.remove", g_variant_new_int64 (self->id));
  rushes_context_menu_close (menu, &section);
  g_object_unref (section);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
rushes_scene_head_class_init (RushesSceneHeadClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = rushes_scene_head_snapshot;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "scenehead");
}

static GtkWidget *
new_label (const char *const *classes)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, "xalign", 0.0, NULL);

  gtk_widget_set_css_classes (label, (const char **) classes);
  return label;
}

static void
rushes_scene_head_init (RushesSceneHead *self)
{
  self->title = new_label ((const char *[]) { "heading", NULL });
  self->facts = new_label ((const char *[]) { "caption", "dim-label", NULL });
  gtk_widget_set_hexpand (self->facts, TRUE);
  self->add_button = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add_button), "x", self->id); /* one without a target is refused */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add_button), "scene.add-shot");
  rushes_tip_set (self->add_button, _("Add a Shot to This Scene"));
  self->menu_button = g_object_new (GTK_TYPE_MENU_BUTTON, "icon-name", "view-more-symbolic", NULL);
  rushes_tip_set (self->menu_button, _("What Can Be Done with This Scene"));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu_button), create_menu, self, NULL);
  gtk_widget_add_css_class (self->add_button, "flat");
  gtk_widget_add_css_class (self->menu_button, "flat");
  gtk_box_set_spacing (GTK_BOX (self), GAP);
  gtk_box_append (GTK_BOX (self), self->title);
  gtk_box_append (GTK_BOX (self), self->facts);
  gtk_box_append (GTK_BOX (self), self->add_button);
  gtk_box_append (GTK_BOX (self), self->menu_button);
}

GtkWidget *
rushes_scene_head_new (void)
{
  return g_object_new (RUSHES_TYPE_SCENE_HEAD, NULL);
}

/* @scene: what it says from now on */
void
rushes_scene_head_set (RushesSceneHead *self, const RushesScenePlace *scene, RushesRate rate)
{
  const char *title = rushes_board_item_get_string (scene->item, RUSHES_BOARD_TITLE);
  g_autofree char *shots = scene->count == scene->n_all ? g_strdup_printf (ngettext ("%u shot", "%u shots", scene->n_all), scene->n_all)
                                                        : g_strdup_printf (ngettext ("%u of %u shot", "%u of %u shots", scene->n_all), scene->count, scene->n_all);
  g_autofree char *length = rushes_shot_words_dup_length (rate, scene->frames), *facts = NULL;

  self->id = scene->id;
  self->omitted = rushes_shot_state_says_omitted (scene->item);
  facts = g_strdup_printf (_("%s · %s"), shots, self->omitted ? rushes_shot_words_get_state (RUSHES_SHOT_OMITTED) : length);
  self->colour = *rushes_scene_colour_get (scene->item);
  gtk_label_set_label (GTK_LABEL (self->title), title != NULL && *title != '\0' ? title : _("Untitled Scene"));
  gtk_label_set_label (GTK_LABEL (self->facts), facts);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add_button), "x", scene->id);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
