/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-disk-window.h"

#include "rushes-dialogs.h"
#include "rushes-disk.h"
#include "rushes-error-toast.h"
#include "rushes-plain-row.h"
#include "rushes-tip.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* What takes how much of the disk, and what of it can be had back. */
struct _RushesDiskWindow
{
  RushesDialog parent_instance;
  AdwToastOverlay *toasts;
  AdwActionRow *clips_row, *cache_row, *trash_row;
  AdwPreferencesGroup *months, *models;
  GtkWidget *clear_button, *empty_button;
  RushesLibrary *library;
  GPtrArray *rows; /* of months and models; the groups' */
};

G_DEFINE_FINAL_TYPE (RushesDiskWindow, rushes_disk_window, RUSHES_TYPE_DIALOG)

static void
show_part (AdwActionRow *row, const RushesDiskPart *part)
{
  g_autofree char *size = g_format_size (part->bytes);
  g_autofree char *text = g_strdup_printf (ngettext ("%s, %'u file", "%s, %'u files", part->n), size, part->n);

  adw_action_row_set_subtitle (row, text);
}

/* "2026-11" → "November 2026" */
static char *
dup_month (const char *name)
{
  g_autofree char *day = g_strconcat (name, "-01T00:00:00", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (day, zone);

  return date != NULL ? g_date_time_format (date, "%OB %Y") : g_strdup (name);
}

static char *
dup_model (const char *name)
{
  return g_strdup (*name != '\0' ? name : _("Imported"));
}

static void
add_rows (RushesDiskWindow *self, AdwPreferencesGroup *group, GPtrArray *uses, char *(*dup_title) (const char *))
{
  gtk_widget_set_visible (GTK_WIDGET (group), uses->len > 0);
  for (guint i = 0; i < uses->len; i++)
    {
      const RushesUse *use = uses->pdata[i];
      GtkWidget *row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW), *label;
      g_autofree char *size = g_format_size (use->bytes), *title = dup_title (use->name);
      g_autofree char *clips = g_strdup_printf (ngettext ("%'u take", "%'u takes", use->n_clips), use->n_clips);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), clips);
      label = gtk_label_new (size);
      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
      adw_preferences_group_add (group, row);
      g_object_set_data (G_OBJECT (row), "group", group);
      g_ptr_array_add (self->rows, row);
    }
}

static void
show_clips (RushesDiskWindow *self, const RushesDisk *disk)
{
  g_autofree char *size = g_format_size (disk->clips.bytes), *left = g_format_size (MAX (0, disk->free_bytes));
  g_autofree char *text = disk->free_bytes >= 0 ? g_strdup_printf (_("%s used, %s free"), size, left) : g_strdup_printf (_("%s used"), size);

  adw_action_row_set_subtitle (self->clips_row, text);
}

static gpointer
look (gpointer library, GError **error)
{
  return rushes_disk_look (library, error);
}

static void
say (RushesDiskWindow *self, const GError *error)
{
  adw_toast_overlay_add_toast (self->toasts, rushes_error_toast_new (GTK_WIDGET (self), error, NULL));
}

static void
on_looked (gpointer window, gpointer library, gpointer result, const GError *error)
{
  RushesDiskWindow *self = window;
  const RushesDisk *disk = result;

  if (self->library == NULL) /* closed, and not gone yet */
    return;
  if (disk == NULL)
    {
      say (self, error);
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (g_object_get_data (self->rows->pdata[i], "group"), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  show_clips (self, disk);
  show_part (self->cache_row, &disk->cache);
  if (disk->trash_is_out_of_sight)
    adw_action_row_set_subtitle (self->trash_row, _("Not to be seen from within the sandbox; the file manager shows and empties it"));
  else
    show_part (self->trash_row, &disk->trash);
  gtk_widget_set_visible (self->empty_button, !disk->trash_is_out_of_sight);
  gtk_widget_set_sensitive (self->clear_button, disk->cache.n > 0);
  gtk_widget_set_sensitive (self->empty_button, disk->trash.n > 0);
  add_rows (self, self->months, disk->months, dup_month);
  add_rows (self, self->models, disk->models, dup_model);
}

static void
update (RushesDiskWindow *self)
{
  rushes_way_back_work (self, look, g_object_ref (self->library), g_object_unref, (GDestroyNotify) rushes_disk_free, on_looked);
}

static gpointer
clear_cache (gpointer library, GError **error)
{
  return GINT_TO_POINTER (rushes_disk_clear_cache (library, error));
}

static gpointer
empty_trash (gpointer library, GError **error)
{
  return GINT_TO_POINTER (rushes_disk_empty_trash (library, error));
}

static void
on_done (gpointer window, gpointer library, gpointer done, const GError *error)
{
  if (RUSHES_DISK_WINDOW (window)->library == NULL)
    return;
  if (error != NULL)
    say (window, error);
  update (window);
}

static void
nothing (gpointer done)
{
}

static void
on_clear (RushesDiskWindow *self)
{
  gtk_widget_set_sensitive (self->clear_button, FALSE);
  rushes_way_back_work (self, clear_cache, g_object_ref (self->library), g_object_unref, nothing, on_done);
}

/* Its progress is shown where the program works on. */
static void
on_move (RushesDiskWindow *self)
{
  g_autoptr (GtkWidget) parent = g_object_ref (rushes_dialog_get_parent (RUSHES_DIALOG (self)));

  rushes_dialog_close (RUSHES_DIALOG (self));
  gtk_widget_activate_action (parent, "win.move-library", NULL);
}

static void
on_yes (gpointer window)
{
  RushesDiskWindow *self = window;

  gtk_widget_set_sensitive (self->empty_button, FALSE);
  rushes_way_back_work (self, empty_trash, g_object_ref (self->library), g_object_unref, nothing, on_done);
}

static void
on_empty (RushesDiskWindow *self)
{
  rushes_question_ask (GTK_WIDGET (self), _("Delete the Clips in the Trash?"),
                       _("Nothing brings them back then. What else lies in the trash stays there."), _("_Delete"), TRUE, on_yes, g_object_ref (self),
                       g_object_unref);
}

static void
rushes_disk_window_dispose (GObject *object)
{
  RushesDiskWindow *self = RUSHES_DISK_WINDOW (object);

  g_clear_object (&self->library);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_DISK_WINDOW);
  G_OBJECT_CLASS (rushes_disk_window_parent_class)->dispose (object);
}

static void
rushes_disk_window_class_init (RushesDiskWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_disk_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-disk-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesDiskWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RushesDiskWindow, clips_row);
  gtk_widget_class_bind_template_child (widget_class, RushesDiskWindow, cache_row);
  gtk_widget_class_bind_template_child (widget_class, RushesDiskWindow, trash_row);
  gtk_widget_class_bind_template_child (widget_class, RushesDiskWindow, months);
  gtk_widget_class_bind_template_child (widget_class, RushesDiskWindow, models);
  gtk_widget_class_bind_template_child (widget_class, RushesDiskWindow, clear_button);
  gtk_widget_class_bind_template_child (widget_class, RushesDiskWindow, empty_button);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
  gtk_widget_class_bind_template_callback (widget_class, on_move);
  gtk_widget_class_bind_template_callback (widget_class, on_empty);
}

static void
rushes_disk_window_init (RushesDiskWindow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_name_toasts (self->toasts);
}

void
rushes_disk_window_show (GtkWidget *parent, RushesCore *core)
{
  RushesDiskWindow *self = g_object_new (RUSHES_TYPE_DISK_WINDOW, NULL);

  self->library = g_object_ref (rushes_core_get_library (core));
  update (self);
  rushes_dialog_present (RUSHES_DIALOG (self), parent);
}
