/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-workflow-row.h"

#include "rushes-context-menu.h"
#include "rushes-plain-row.h"
#include "rushes-tip.h"
#include "rushes-clip-lookup.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* A workflow of the user's in the list: what it made last, and what can be done with it. */

static void
on_poster (GObject *source, GAsyncResult *result, gpointer way_back)
{
  g_autoptr (GtkPicture) picture = rushes_way_back_take (way_back);
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, NULL);

  if (picture != NULL)
    gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));
}

static void
on_clip (gpointer picture, RushesClip *clip, const GError *error, gpointer data)
{
  RushesLibrary *library = g_object_get_data (G_OBJECT (picture), "library");
  g_autofree char *path = clip != NULL ? rushes_library_dup_path (library, clip) : NULL;

  if (path != NULL)
    rushes_thumbnailer_load_async (data, rushes_clip_get_id (clip), path, RUSHES_THUMBNAIL_POSTER, NULL, on_poster, rushes_way_back_new (picture));
}

static GtkWidget *
new_picture (RushesWorkflow *workflow, RushesLibrary *library, RushesThumbnailer *thumbnailer)
{
  GtkWidget *picture = gtk_picture_new ();
  const char *id = rushes_workflow_get_clip (workflow);

  gtk_widget_set_size_request (picture, 96, 54);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (picture, "well");
  g_object_set_data_full (G_OBJECT (picture), "library", g_object_ref (library), g_object_unref);
  if (id != NULL)
    rushes_clip_lookup (picture, library, id, on_clip, g_object_ref (thumbnailer), g_object_unref);
  return picture;
}

static GMenu *
new_menu (const char *id)
{
  static const struct
  {
    const char *label, *action;
  } items[] = { { N_("_Inputs…"), "workflows.inputs" },       { N_("_Rename…"), "workflows.rename" },
                { N_("D_uplicate"), "workflows.duplicate" },  { N_("_Export…"), "workflows.export" },
                { N_("_Delete"), "workflows.delete" } };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    rushes_context_menu_append (menu, _(items[i].label), items[i].action, g_variant_new_string (id));
  return menu;
}

/* For rushes_context_menu_add(), with RushesWorkflows as its data: what the row's buttons do comes first. Returns: (transfer full) (nullable) */
GMenuModel *
rushes_workflow_row_new_menu (GtkWidget *at, GtkWidget **item, gpointer workflows)
{
  GtkWidget *row = gtk_widget_get_ancestor (at, ADW_TYPE_ACTION_ROW);
  const char *id = row != NULL ? g_object_get_data (G_OBJECT (row), "workflow") : NULL;
  RushesWorkflow *workflow = id != NULL ? rushes_workflows_find (workflows, id) : NULL;
  g_autoptr (GMenu) more = NULL;
  GMenu *menu, *section;
  gboolean favourite;

  if (workflow == NULL)
    return NULL;
  *item = row;
  menu = g_menu_new ();
  section = g_menu_new ();
  more = new_menu (id);
  g_object_get (workflow, "favourite", &favourite, NULL);
  rushes_context_menu_append (section, _("_Use"), "workflows.use", g_variant_new_string (id));
  rushes_context_menu_append (section, favourite ? _("Remove from _Favourites") : _("Add to _Favourites"), "workflows.favour", g_variant_new_string (id));
  rushes_context_menu_close (menu, &section);
  g_object_unref (section);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  return G_MENU_MODEL (menu);
}

/* Its actions are the window's, “workflows.…”. */
GtkWidget *
rushes_workflow_row_new (RushesWorkflow *item, RushesLibrary *library, RushesThumbnailer *thumbnailer)
{
  const char *id = rushes_workflow_get_id (item);
  GtkWidget *row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW), *star = gtk_toggle_button_new (), *open = gtk_button_new_with_mnemonic (_("_Use"));
  GtkWidget *more = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = new_menu (id);

  g_object_set_data (G_OBJECT (item), "row", row);
  rushes_context_menu_mark (row);
  g_object_set_data_full (G_OBJECT (row), "workflow", g_strdup (id), g_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rushes_workflow_get_name (item));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), new_picture (item, library, thumbnailer));
  gtk_button_set_icon_name (GTK_BUTTON (star), "rushes-heart-symbolic");
  rushes_tip_set (star, _("Favourite"));
  g_object_bind_property (item, "favourite", star, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "workflows.use");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "s", id);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), G_MENU_MODEL (menu));
  rushes_tip_set (more, _("More"));
  gtk_widget_add_css_class (star, "flat");
  gtk_widget_add_css_class (star, "favourite");
  gtk_widget_add_css_class (more, "flat");
  for (GtkWidget **control = (GtkWidget *[]) { star, open, more, NULL }; *control != NULL; control++)
    {
      gtk_widget_set_valign (*control, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), *control);
    }
  return row;
}
