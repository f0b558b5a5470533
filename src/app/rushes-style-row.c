/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-style-row.h"

#include "rushes-context-menu.h"
#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-styles.h"
#include "rushes-tip.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Named styles: one is taken (“said”: “style=NAME”), or what is there is saved as one; “told” with a sentence. The menu has what there is. */
struct _RushesStyleRow
{
  AdwActionRow parent_instance;
  GtkWidget *take;
  RushesCore *core;
  GVariant *styles;      /* (nullable): as they were read */
  gboolean unreadable;   /* which was told */
  RushesBoardItem *item; /* (nullable): what would be saved */
};

G_DEFINE_FINAL_TYPE (RushesStyleRow, rushes_style_row, ADW_TYPE_ACTION_ROW)

enum
{
  SAID,
  TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is to be done with the styles, on a worker. */
typedef struct
{
  RushesPaths *paths;
  char *name;     /* (nullable): of the one that is saved or forgotten */
  GVariant *said; /* (nullable): what it says */
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_object_unref (errand->paths);
  g_free (errand->name);
  g_clear_pointer (&errand->said, g_variant_unref);
  g_free (errand);
}

static gpointer
run (gpointer order, GError **error)
{
  Errand *errand = order;

  if (errand->name != NULL && errand->said != NULL && !rushes_styles_replace (errand->paths, errand->name, errand->said, error))
    return NULL;
  if (errand->name != NULL && errand->said == NULL && !rushes_styles_remove (errand->paths, errand->name, error))
    return NULL;
  return rushes_styles_load (errand->paths, error);
}

/* All that there are, each with what is done with it. */
static GMenuModel *
new_list (GVariant *styles, const char *action)
{
  GMenu *menu = g_menu_new ();
  GVariantIter iter;
  const char *name;

  g_variant_iter_init (&iter, styles);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    {
      g_auto (GStrv) parts = g_strsplit (name, "_", -1); /* no mnemonics */
      g_autofree char *label = g_strjoinv ("__", parts);
      rushes_context_menu_append (menu, label, action, g_variant_new_string (name));
    }
  return G_MENU_MODEL (menu);
}

static void
show_menu (RushesStyleRow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuModel) take = new_list (self->styles, "style.take"), forget = new_list (self->styles, "style.forget");
  g_autoptr (GMenu) last = g_menu_new ();
  gboolean some = g_variant_n_children (self->styles) > 0;

  g_menu_append_section (menu, NULL, take);
  g_menu_append_submenu (last, _("_Forget"), forget);
  if (some)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->take), G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (self->take, some);
}

static void
tell_done (RushesStyleRow *self, const Errand *errand)
{
  g_autofree char *sentence = errand->said != NULL ? g_strdup_printf (_("Saved as the style “%s”"), errand->name)
                                                   : g_strdup_printf (_("The style “%s” is forgotten; boards that took it stay as they are"), errand->name);

  g_signal_emit (self, signals[TOLD], 0, sentence);
}

static void
on_run (gpointer row, gpointer order, gpointer styles, const GError *error)
{
  RushesStyleRow *self = row;
  Errand *errand = order;
  g_autofree char *line = error != NULL ? rushes_error_text_one_line (error, NULL) : NULL;
  gboolean known = self->unreadable && errand->name == NULL;

  self->unreadable = line != NULL && errand->name == NULL;
  if (line != NULL)
    {
      if (!known)
        g_signal_emit (self, signals[TOLD], 0, line);
      return;
    }
  if (self->styles == NULL || !g_variant_equal (self->styles, styles)) /* another menu would close the one that is open */
    {
      g_clear_pointer (&self->styles, g_variant_unref);
      self->styles = g_variant_ref (styles);
      show_menu (self);
    }
  if (errand->name != NULL)
    tell_done (self, errand);
}

/* @name: (nullable): NULL: they are only read. @said: (nullable) (transfer full): NULL: it is forgotten */
static void
start (RushesStyleRow *self, const char *name, GVariant *said)
{
  Errand *errand = g_new (Errand, 1);

  *errand = (Errand) { g_object_ref (rushes_core_get_paths (self->core)), g_strdup (name), said };
  rushes_way_back_work (self, run, errand, errand_free, (GDestroyNotify) g_variant_unref, on_run);
}

static void
take (GtkWidget *widget, const char *action, GVariant *name)
{
  g_autofree char *word = g_strconcat ("style=", g_variant_get_string (name, NULL), NULL);

  g_signal_emit (widget, signals[SAID], 0, (const char *[]) { word, NULL });
}

static void
forget (GtkWidget *widget, const char *action, GVariant *name)
{
  start (RUSHES_STYLE_ROW (widget), g_variant_get_string (name, NULL), NULL);
}

/* A name was given: another style may have it. */
typedef struct
{
  RushesStyleRow *row;
  char *name; /* (nullable) */
} Saving;

static void
saving_free (gpointer data)
{
  g_object_unref (((Saving *) data)->row);
  g_free (((Saving *) data)->name);
  g_free (data);
}

static void
save (gpointer data)
{
  Saving *saving = data;

  if (saving->row->item != NULL)
    start (saving->row, saving->name, rushes_styles_dup_of (saving->row->item));
}

static void
on_name (const char *name, gpointer data)
{
  RushesStyleRow *self = ((Saving *) data)->row;
  g_autoptr (GVariant) there = self->styles != NULL ? g_variant_lookup_value (self->styles, name, NULL) : NULL;
  g_autofree char *heading = g_strdup_printf (_("Replace the Style “%s”?"), name);
  Saving *saving = g_new (Saving, 1);

  *saving = (Saving) { g_object_ref (self), g_strdup (name) };
  if (there != NULL)
    {
      rushes_question_ask (GTK_WIDGET (self), heading, _("Boards that took it stay as they are."), _("_Replace"), TRUE, save, saving, saving_free);
      return;
    }
  save (saving);
  saving_free (saving);
}

static void
on_save (RushesStyleRow *self)
{
  Saving *saving = g_new (Saving, 1);

  *saving = (Saving) { g_object_ref (self), NULL };
  rushes_text_ask (GTK_WIDGET (self), _("Save as a Style"), _("Name"), "", _("_Save"), on_name, saving, saving_free);
}

static void
rushes_style_row_dispose (GObject *object)
{
  RushesStyleRow *self = RUSHES_STYLE_ROW (object);

  g_clear_object (&self->core);
  g_clear_object (&self->item);
  g_clear_pointer (&self->styles, g_variant_unref);
  G_OBJECT_CLASS (rushes_style_row_parent_class)->dispose (object);
}

static void
rushes_style_row_class_init (RushesStyleRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_style_row_dispose;
  signals[SAID] = g_signal_new ("said", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[TOLD] = g_signal_new ("told", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "style.take", "s", take);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "style.forget", "s", forget);
}

static void
rushes_style_row_init (RushesStyleRow *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-save-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->take = g_object_new (GTK_TYPE_MENU_BUTTON, "label", C_("a style", "Take"), "name", "take-style", "sensitive", FALSE, NULL);
  gtk_widget_set_name (button, "save-style");
  rushes_tip_set (button, _("Save as a Style"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_save), self);
  for (GtkWidget *const *each = (GtkWidget *const[]) { self->take, button, NULL }; *each != NULL; each++)
    {
      gtk_widget_set_valign (*each, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self), *each);
    }
}

/* Returns: reads which styles there are at once */
GtkWidget *
rushes_style_row_new (RushesCore *core)
{
  RushesStyleRow *self = g_object_new (RUSHES_TYPE_STYLE_ROW, "title", _("Style"), "subtitle", _("Prompts, model and size under a name"), NULL);

  self->core = g_object_ref (core);
  start (self, NULL, NULL);
  return GTK_WIDGET (self);
}

/* @item: (nullable): what is saved as a style from now on */
void
rushes_style_row_show (RushesStyleRow *self, RushesBoardItem *item)
{
  g_set_object (&self->item, item);
}

/* There may be others by now. */
void
rushes_style_row_look_again (RushesStyleRow *self)
{
  start (self, NULL, NULL);
}
