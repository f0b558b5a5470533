/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-people-group.h"

#include "rushes-board-item.h"
#include "rushes-dialogs.h"
#include "rushes-pixbuf-texture.h"
#include "rushes-plain-row.h"
#include "rushes-tip.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* The people and places of a board: “@name”, the words for it, and what it looks like. “said” with what is to be said of the board, “people.NAME=…”; a
 * picture in it is the user's own file. */
struct _RushesPeopleGroup
{
  AdwPreferencesGroup parent_instance;
  GHashTable *people; /* name → Person, which its row owns */
  GVariant *shown;    /* (nullable) */
};

G_DEFINE_FINAL_TYPE (RushesPeopleGroup, rushes_people_group, ADW_TYPE_PREFERENCES_GROUP)

/* One of them, as a row that opens. */
typedef struct
{
  RushesPeopleGroup *group; /* (nullable): in which the row is; NULL: it goes */
  char *name;
  char *pictured; /* (nullable): the path of what is seen */
  GtkWidget *row, *words, *face, *file_row, *no_picture;
} Person;

static guint signal_said;

static void
person_free (gpointer data)
{
  Person *person = data;

  g_free (person->name);
  g_free (person->pictured);
  g_free (person);
}

/* @part: “.picture”, or nothing */
static void
say (Person *person, const char *part, const char *text)
{
  g_autofree char *word = g_strdup_printf (RUSHES_BOARD_PEOPLE ".%s%s=%s", person->name, part, text);

  g_signal_emit (person->group, signal_said, 0, (const char *[]) { word, NULL });
}

static const char *
get_words (RushesPeopleGroup *self, const char *name)
{
  g_autoptr (GVariant) person = self->shown != NULL ? g_variant_lookup_value (self->shown, name, G_VARIANT_TYPE_VARDICT) : NULL;
  const char *words = NULL;

  if (person != NULL)
    g_variant_lookup (person, "words", "&s", &words);
  return words != NULL ? words : "";
}

/* Without any she would be gone: then it is her name. */
static void
on_words (Person *person)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (person->words));

  if (person->group == NULL)
    return;
  if (*text == '\0')
    gtk_editable_set_text (GTK_EDITABLE (person->words), person->name);
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (person->words)), get_words (person->group, person->name)))
    say (person, "", gtk_editable_get_text (GTK_EDITABLE (person->words)));
}

static Person *
get_person (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "person");
}

static void
on_file (GFile *file, gpointer row)
{
  if (g_file_peek_path (file) != NULL && get_person (row) != NULL)
    say (get_person (row), ".picture", g_file_peek_path (file));
}

static void
choose_picture (Person *person)
{
  static const char *const types[] = { "image/png", "image/jpeg", "image/webp", NULL };

  rushes_file_open (person->row, _("Reference Picture"), _("Pictures"), types, on_file, person->row);
}

static void
remove_picture (Person *person)
{
  say (person, ".picture", "");
}

static void
remove_person (Person *person)
{
  say (person, "", "");
}

static void
rushes_people_group_dispose (GObject *object)
{
  GHashTableIter iter;
  gpointer person;

  g_hash_table_iter_init (&iter, RUSHES_PEOPLE_GROUP (object)->people);
  while (g_hash_table_iter_next (&iter, NULL, &person))
    ((Person *) person)->group = NULL;
  g_hash_table_remove_all (RUSHES_PEOPLE_GROUP (object)->people);
  G_OBJECT_CLASS (rushes_people_group_parent_class)->dispose (object);
}

static void
rushes_people_group_finalize (GObject *object)
{
  RushesPeopleGroup *self = RUSHES_PEOPLE_GROUP (object);

  g_hash_table_unref (self->people);
  g_clear_pointer (&self->shown, g_variant_unref);
  G_OBJECT_CLASS (rushes_people_group_parent_class)->finalize (object);
}

static void
rushes_people_group_class_init (RushesPeopleGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_people_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_people_group_finalize;
  signal_said = g_signal_new ("said", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

/* What stands behind the sign: letters, figures, “_” and “-”. (transfer full) (nullable) */
static char *
dup_name (const char *text)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (text += *text == '@'; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);
      g_string_append_unichar (name, g_unichar_isalnum (character) || character == '_' ? character : '-');
    }
  return name->len > 0 ? g_strdup (name->str) : NULL;
}

static void
on_name (const char *text, gpointer data)
{
  RushesPeopleGroup *self = data;
  g_autofree char *name = dup_name (text), *word = name != NULL ? g_strdup_printf (RUSHES_BOARD_PEOPLE ".%s=%s", name, text + (*text == '@')) : NULL;

  if (name != NULL && !g_hash_table_contains (self->people, name))
    g_signal_emit (self, signal_said, 0, (const char *[]) { word, NULL });
}

static void
on_add (RushesPeopleGroup *self)
{
  rushes_text_ask (GTK_WIDGET (self), _("New Person or Place"), _("Name"), "", _("_Add"), on_name, g_object_ref (self), g_object_unref);
}

static void
rushes_people_group_init (RushesPeopleGroup *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  self->people = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_name (button, "add-person");
  rushes_tip_set (button, _("Add a Person or Place"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_add), self);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
}

GtkWidget *
rushes_people_group_new (void)
{
  return g_object_new (RUSHES_TYPE_PEOPLE_GROUP, "title", _("People and Places"), "description",
                       _("“@name” in a prompt becomes these words, and the picture goes along where a model takes one."), NULL);
}

static GtkWidget *
new_button (const char *label, GCallback func, Person *person)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", func, person);
  return button;
}

static void
add_words (Person *person)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  person->words = rushes_plain_row_new (ADW_TYPE_ENTRY_ROW);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (person->words), _("In words"));
  g_signal_connect_swapped (person->words, "entry-activated", G_CALLBACK (on_words), person);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_words), person);
  gtk_widget_add_controller (person->words, focus);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (person->row), person->words);
}

static void
add_picture (Person *person)
{
  GtkWidget *choose = new_button (_("Choose…"), G_CALLBACK (choose_picture), person);

  person->file_row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (person->file_row), _("Reference picture"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (person->file_row), 1);
  person->no_picture = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (person->no_picture, "flat");
  gtk_widget_set_valign (person->no_picture, GTK_ALIGN_CENTER);
  rushes_tip_set (person->no_picture, _("No Picture"));
  g_signal_connect_swapped (person->no_picture, "clicked", G_CALLBACK (remove_picture), person);
  adw_action_row_add_suffix (ADW_ACTION_ROW (person->file_row), person->no_picture);
  adw_action_row_add_suffix (ADW_ACTION_ROW (person->file_row), choose);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (person->row), person->file_row);
}

static void
add_remove (Person *person)
{
  GtkWidget *row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW), *remove = new_button (_("Remove"), G_CALLBACK (remove_person), person);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Take off the board"));
  gtk_widget_add_css_class (remove, "destructive-action");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (person->row), row);
}

static Person *
add_person (RushesPeopleGroup *self, const char *name)
{
  Person *person = g_new0 (Person, 1);
  g_autofree char *title = g_strconcat ("@", name, NULL);

  person->group = self;
  person->name = g_strdup (name);
  person->row = rushes_plain_row_new (ADW_TYPE_EXPANDER_ROW);
  g_object_set_data_full (G_OBJECT (person->row), "person", person, person_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (person->row), title);
  gtk_widget_set_name (person->row, title);
  rushes_tip_name_row (ADW_PREFERENCES_ROW (person->row));
  person->face = gtk_picture_new ();
  gtk_widget_set_size_request (person->face, 36, 36);
  gtk_widget_set_valign (person->face, GTK_ALIGN_CENTER);
  gtk_widget_set_overflow (person->face, GTK_OVERFLOW_HIDDEN);
  gtk_picture_set_content_fit (GTK_PICTURE (person->face), GTK_CONTENT_FIT_COVER);
  gtk_widget_add_css_class (person->face, "take");
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (person->row), person->face);
  add_words (person);
  add_picture (person);
  add_remove (person);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), person->row);
  g_hash_table_insert (self->people, person->name, person);
  return person;
}

/* As large as it is looked at, at the most. On a worker. */
static gpointer
load (gpointer path, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file_at_scale (path, 144, 144, TRUE, error);

  return pixbuf != NULL ? rushes_pixbuf_texture_new (pixbuf) : NULL;
}

static void
on_loaded (gpointer row, gpointer path, gpointer texture, const GError *error)
{
  Person *person = get_person (row);

  if (person != NULL && g_strcmp0 (person->pictured, path) == 0)
    gtk_picture_set_paintable (GTK_PICTURE (person->face), texture);
}

static void
show_picture (Person *person, const char *picture, const char *folder)
{
  g_autofree char *path = picture != NULL && folder != NULL ? g_canonicalize_filename (picture, folder) : NULL;
  g_autofree char *base = picture != NULL ? g_filename_display_basename (picture) : g_strdup (_("None"));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (person->file_row), base);
  if (picture == NULL && gtk_widget_has_focus (person->no_picture))
    gtk_widget_grab_focus (person->file_row); /* rather than a toast */
  gtk_widget_set_visible (person->no_picture, picture != NULL);
  gtk_widget_set_visible (person->face, picture != NULL);
  if (g_strcmp0 (path, person->pictured) == 0)
    return;
  g_free (person->pictured);
  person->pictured = g_strdup (path);
  gtk_picture_set_paintable (GTK_PICTURE (person->face), NULL);
  if (path != NULL)
    rushes_way_back_work (person->row, load, g_steal_pointer (&path), g_free, g_object_unref, on_loaded);
}

static void
show_person (RushesPeopleGroup *self, const char *name, GVariant *said, const char *folder)
{
  Person *person = g_hash_table_lookup (self->people, name);
  const char *words = "", *picture = NULL;

  if (person == NULL)
    person = add_person (self, name);
  g_variant_lookup (said, "words", "&s", &words);
  g_variant_lookup (said, "picture", "&s", &picture);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (person->row), words);
  gtk_editable_set_text (GTK_EDITABLE (person->words), words);
  show_picture (person, picture, folder);
}

static void
drop_others (RushesPeopleGroup *self, GVariant *people)
{
  GHashTableIter iter;
  gpointer name, person;

  g_hash_table_iter_init (&iter, self->people);
  while (g_hash_table_iter_next (&iter, &name, &person))
    {
      g_autoptr (GVariant) said = people != NULL ? g_variant_lookup_value (people, name, G_VARIANT_TYPE_VARDICT) : NULL;
      if (said != NULL)
        continue;
      g_hash_table_iter_remove (&iter);
      ((Person *) person)->group = NULL;
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), ((Person *) person)->row);
    }
}

/* @people: (nullable): as the board says them. @folder: the board's, in which their pictures are */
void
rushes_people_group_show (RushesPeopleGroup *self, GVariant *people, const char *folder)
{
  GVariantIter iter;
  const char *name;
  GVariant *said;

  if (people != NULL && !g_variant_is_of_type (people, G_VARIANT_TYPE_VARDICT))
    people = NULL;
  if (people == self->shown || (people != NULL && self->shown != NULL && g_variant_equal (people, self->shown)))
    return;
  g_clear_pointer (&self->shown, g_variant_unref);
  self->shown = people != NULL ? g_variant_ref (people) : NULL;
  drop_others (self, people);
  if (people != NULL)
    {
      g_variant_iter_init (&iter, people);
      while (g_variant_iter_next (&iter, "{&sv}", &name, &said))
        {
          if (g_variant_is_of_type (said, G_VARIANT_TYPE_VARDICT))
            show_person (self, name, said, folder);
          g_variant_unref (said);
        }
    }
}
