/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-tags-window.h"

#include "rushes-judging.h"
#include "rushes-plain-row.h"
#include "rushes-tip.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Adds tags to the clips at hand and takes them away: what is typed narrows the list, Enter adds it, a row's tick gives or
 * takes the tag for all of them. */
struct _RushesTagsWindow
{
  RushesDialog parent_instance;
  AdwWindowTitle *titles;
  GtkWidget *entry, *none;
  GtkListBox *list;
  RushesLibrary *library; /* %NULL when it is closed */
  GPtrArray *clips; /* RushesClip; or NULL: there are very many */
  GArray *rows;     /* gint64; or NULL */
  GHashTable *counts; /* tag → how many of them have it, as far as it is known */
  guint n;
};

G_DEFINE_FINAL_TYPE (RushesTagsWindow, rushes_tags_window, RUSHES_TYPE_DIALOG)

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
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, get_tag (row)));

  gtk_check_button_set_active (get_check (row), n == self->n);
  gtk_check_button_set_inconsistent (get_check (row), n > 0 && n < self->n);
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
  GtkWidget *row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW), *check = gtk_check_button_new ();

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

/* A tag for very many clips. */
typedef struct
{
  GArray *rows; /* gint64 */
  char *tag;
  gboolean add;
} Tagging;

static void
tagging_free (gpointer data)
{
  Tagging *tagging = data;

  g_array_unref (tagging->rows);
  g_free (tagging->tag);
  g_free (tagging);
}

static GPtrArray *
find_changes (RushesLibrary *library, gpointer data, GError **error)
{
  Tagging *tagging = data;

  return rushes_judging_tag_rows (library, tagging->rows, tagging->tag, tagging->add, error);
}

static void
tag_many (RushesTagsWindow *self, const char *tag, gboolean add)
{
  Tagging *tagging = g_new (Tagging, 1);

  *tagging = (Tagging) { g_array_ref (self->rows), g_strdup (tag), add };
  rushes_library_judge_later_async (self->library, self->rows->len, find_changes, tagging, tagging_free, NULL, NULL);
}

static void
set_tag (RushesTagsWindow *self, const char *tag, gboolean add)
{
  if (self->rows != NULL)
    tag_many (self, tag, add);
  else
    rushes_library_judge (self->library, rushes_judging_tag (self->clips, tag, add));
  g_hash_table_insert (self->counts, g_strdup (tag), GUINT_TO_POINTER (add ? self->n : 0));
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
    rushes_dialog_close (RUSHES_DIALOG (self));
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

/* What is asked about the tags. */
typedef struct
{
  RushesLibrary *library;
  GArray *rows; /* gint64; or NULL: what these have is known */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->library);
  g_clear_pointer (&question->rows, g_array_unref);
  g_free (question);
}

/* A count of 0 is of one that others have. */
static gpointer
run_list (gpointer data, GError **error)
{
  Question *question = data;
  g_autoptr (GPtrArray) tags = rushes_library_list_values (question->library, RUSHES_VALUES_TAG, error);
  GHashTable *counts;

  if (tags == NULL)
    return NULL;
  counts = question->rows != NULL ? rushes_library_count_tags (question->library, question->rows, error)
                                  : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; counts != NULL && i < tags->len; i++)
    if (!g_hash_table_contains (counts, tags->pdata[i]))
      g_hash_table_insert (counts, g_strdup (tags->pdata[i]), GUINT_TO_POINTER (0));
  return counts;
}

/* What was given or taken meanwhile counts. */
static void
on_listed (gpointer window, gpointer question, gpointer result, const GError *error)
{
  RushesTagsWindow *self = RUSHES_TAGS_WINDOW (window);
  GHashTableIter iter;
  gpointer tag, n;

  if (self->library == NULL || result == NULL) /* closed, and not gone yet */
    return;
  g_hash_table_iter_init (&iter, result);
  while (g_hash_table_iter_next (&iter, &tag, &n))
    {
      if (!g_hash_table_contains (self->counts, tag))
        g_hash_table_insert (self->counts, g_strdup (tag), n);
      add_row (self, tag);
    }
}

static void
count_tags (RushesTagsWindow *self, RushesClip *clip)
{
  for (char **tag = rushes_clip_get_info (clip)->tags; tag != NULL && *tag != NULL; tag++)
    g_hash_table_insert (self->counts, g_strdup (*tag), GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, *tag)) + 1));
}

/* Those of few clips are there at once. */
static void
list_tags (RushesTagsWindow *self)
{
  Question *question = g_new (Question, 1);
  GHashTableIter iter;
  gpointer tag;

  for (guint i = 0; self->clips != NULL && i < self->clips->len; i++)
    count_tags (self, self->clips->pdata[i]);
  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, &tag, NULL))
    add_row (self, tag);
  *question = (Question) { g_object_ref (self->library), self->rows != NULL ? g_array_ref (self->rows) : NULL };
  rushes_way_back_work (self, run_list, question, question_free, (GDestroyNotify) g_hash_table_unref, on_listed);
}

static void
rushes_tags_window_dispose (GObject *object)
{
  RushesTagsWindow *self = RUSHES_TAGS_WINDOW (object);

  g_clear_object (&self->library);
  g_clear_pointer (&self->clips, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  G_OBJECT_CLASS (rushes_tags_window_parent_class)->dispose (object);
}

static void
rushes_tags_window_finalize (GObject *object)
{
  g_hash_table_unref (RUSHES_TAGS_WINDOW (object)->counts);
  G_OBJECT_CLASS (rushes_tags_window_parent_class)->finalize (object);
}

static void
rushes_tags_window_class_init (RushesTagsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_tags_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_tags_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-tags-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesTagsWindow, titles);
  gtk_widget_class_bind_template_child (widget_class, RushesTagsWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, RushesTagsWindow, none);
  gtk_widget_class_bind_template_child (widget_class, RushesTagsWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
rushes_tags_window_init (RushesTagsWindow *self)
{
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_name_entry (GTK_EDITABLE (self->entry), gtk_entry_get_placeholder_text (GTK_ENTRY (self->entry)));
  gtk_list_box_set_filter_func (self->list, matches, self, NULL);
  gtk_list_box_set_sort_func (self->list, compare, NULL, NULL);
  on_typed (self);
}

/* @which: whose tags they are */
static void
show (RushesTagsWindow *self, GtkWindow *parent, RushesLibrary *library, guint n, const char *which)
{
  self->library = g_object_ref (library);
  self->n = n;
  adw_window_title_set_subtitle (self->titles, which);
  list_tags (self);
  rushes_dialog_present (RUSHES_DIALOG (self), GTK_WIDGET (parent));
}

/* @clips: (element-type RushesClip): one or more, but few */
void
rushes_tags_window_show (GtkWindow *parent, RushesLibrary *library, GPtrArray *clips)
{
  RushesTagsWindow *self = g_object_new (RUSHES_TYPE_TAGS_WINDOW, NULL);
  g_autofree char *which = clips->len == 1 ? rushes_request_dup_title (rushes_clip_get_info (clips->pdata[0])->request)
                                           : g_strdup_printf (ngettext ("%'u take", "%'u takes", clips->len), clips->len);

  self->clips = g_ptr_array_ref (clips);
  show (self, parent, library, clips->len, which);
}

/* @rows: (element-type gint64): of any number of clips; what they have is looked up on a worker */
void
rushes_tags_window_show_many (GtkWindow *parent, RushesLibrary *library, GArray *rows)
{
  RushesTagsWindow *self = g_object_new (RUSHES_TYPE_TAGS_WINDOW, NULL);
  g_autofree char *which = g_strdup_printf (ngettext ("%'u take", "%'u takes", rows->len), rows->len);

  self->rows = g_array_ref (rows);
  show (self, parent, library, rows->len, which);
}
