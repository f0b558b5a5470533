/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-tags-window.h"

#include "rushes-judging.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Adds tags to the clips at hand and takes them away: what is typed narrows the list, Enter adds it, a row's tick gives or
 * takes the tag for all of them. */
struct _RushesTagsWindow
{
  AdwWindow parent_instance;
  AdwWindowTitle *titles;
  GtkWidget *entry, *none;
  GtkListBox *list;
  RushesLibrary *library;
  GPtrArray *clips; /* RushesClip */
};

G_DEFINE_FINAL_TYPE (RushesTagsWindow, rushes_tags_window, ADW_TYPE_WINDOW)

static gboolean
has_tag (RushesClip *clip, const char *tag)
{
  char **tags = rushes_clip_get_info (clip)->tags;

  return tags != NULL && g_strv_contains ((const char *const *) tags, tag);
}

static const char *
get_tag (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "tag");
}

static GtkCheckButton *
get_check (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "check");
}

/* All have it, none has, or some. */
static void
show_tick (RushesTagsWindow *self, GtkWidget *row)
{
  guint n = 0;

  for (guint i = 0; i < self->clips->len; i++)
    n += has_tag (self->clips->pdata[i], get_tag (row));
  gtk_check_button_set_active (get_check (row), n == self->clips->len);
  gtk_check_button_set_inconsistent (get_check (row), n > 0 && n < self->clips->len);
}

static GtkWidget *
find_row (RushesTagsWindow *self, const char *tag)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (g_strcmp0 (get_tag (row), tag) == 0)
      return row;
  return NULL;
}

/* The row is what is pressed; its tick only shows. */
static GtkWidget *
new_row (const char *tag)
{
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), tag);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_can_focus (check, FALSE);
  gtk_widget_set_can_target (check, FALSE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_RELATION_LABELLED_BY, row, NULL, -1);
  g_object_set_data_full (G_OBJECT (row), "tag", g_strdup (tag), g_free);
  g_object_set_data (G_OBJECT (row), "check", check);
  return row;
}

static void
add_row (RushesTagsWindow *self, const char *tag)
{
  GtkWidget *row = find_row (self, tag);

  if (row == NULL)
    {
      row = new_row (tag);
      gtk_list_box_append (self->list, row);
    }
  show_tick (self, row);
}

static void
set_tag (RushesTagsWindow *self, const char *tag, gboolean add)
{
  rushes_library_judge (self->library, rushes_judging_tag (self->clips, tag, add));
  add_row (self, tag);
}

static void
on_activated (RushesTagsWindow *self, GtkWidget *row)
{
  set_tag (self, get_tag (row), !gtk_check_button_get_active (get_check (row)));
}

static void
on_typed (RushesTagsWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  gtk_list_box_invalidate_filter (self->list);
  gtk_label_set_label (GTK_LABEL (self->none), *text != '\0' ? _("Enter adds this tag.") : _("There are no tags yet. Type one and press Enter."));
}

/* Nothing typed: all is done. */
static void
on_entered (RushesTagsWindow *self)
{
  g_autofree char *tag = rushes_judging_dup_tag (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (tag != NULL)
    set_tag (self, tag, TRUE);
  else
    gtk_window_close (GTK_WINDOW (self));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static gboolean
matches (GtkListBoxRow *row, gpointer data)
{
  RushesTagsWindow *self = data;
  g_autofree char *typed = rushes_judging_dup_tag (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_autofree char *part = typed != NULL ? g_utf8_casefold (typed, -1) : g_strdup ("");
  g_autofree char *tag = g_utf8_casefold (get_tag (GTK_WIDGET (row)), -1);

  return strstr (tag, part) != NULL;
}

static int
compare (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  return g_utf8_collate (get_tag (GTK_WIDGET (a)), get_tag (GTK_WIDGET (b)));
}

static gpointer
run_list (gpointer library, GError **error)
{
  return rushes_library_list_values (library, RUSHES_VALUES_TAG, error);
}

static void
on_listed (gpointer window, gpointer library, gpointer result, const GError *error)
{
  GPtrArray *tags = result;

  if (RUSHES_TAGS_WINDOW (window)->clips == NULL) /* closed, and not gone yet */
    return;
  for (guint i = 0; tags != NULL && i < tags->len; i++)
    add_row (window, tags->pdata[i]);
}

/* Those of the clips themselves are there at once. */
static void
list_tags (RushesTagsWindow *self)
{
  for (guint i = 0; i < self->clips->len; i++)
    for (char **tag = rushes_clip_get_info (self->clips->pdata[i])->tags; tag != NULL && *tag != NULL; tag++)
      add_row (self, *tag);
  rushes_way_back_work (self, run_list, g_object_ref (self->library), g_object_unref, (GDestroyNotify) g_ptr_array_unref, on_listed);
}

static void
rushes_tags_window_dispose (GObject *object)
{
  RushesTagsWindow *self = RUSHES_TAGS_WINDOW (object);

  g_clear_object (&self->library);
  g_clear_pointer (&self->clips, g_ptr_array_unref);
  G_OBJECT_CLASS (rushes_tags_window_parent_class)->dispose (object);
}

static void
rushes_tags_window_class_init (RushesTagsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_tags_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-tags-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesTagsWindow, titles);
  gtk_widget_class_bind_template_child (widget_class, RushesTagsWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, RushesTagsWindow, none);
  gtk_widget_class_bind_template_child (widget_class, RushesTagsWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rushes_tags_window_init (RushesTagsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, matches, self, NULL);
  gtk_list_box_set_sort_func (self->list, compare, NULL, NULL);
  on_typed (self);
}

/* @clips: (element-type RushesClip): one or more */
void
rushes_tags_window_show (GtkWindow *parent, RushesLibrary *library, GPtrArray *clips)
{
  RushesTagsWindow *self = g_object_new (RUSHES_TYPE_TAGS_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  g_autofree char *which = clips->len == 1 ? rushes_request_dup_title (rushes_clip_get_info (clips->pdata[0])->request)
                                           : g_strdup_printf (ngettext ("%u take", "%u takes", clips->len), clips->len);

  self->library = g_object_ref (library);
  self->clips = g_ptr_array_ref (clips);
  adw_window_title_set_subtitle (self->titles, which);
  list_tags (self);
  gtk_window_present (GTK_WINDOW (self));
}
