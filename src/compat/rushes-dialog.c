/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-dialog.h"

/* A dialog of one's own: within the window, and a sheet where that is narrow, as libadwaita has them from 1.5 on; before, a window. Its properties
 * “title”, “content-width” and “content-height”, its <child>, the action “window.close” and Escape are the same. Main thread. */

typedef struct
{
  GtkWidget *parent; /* weak: on whose behalf it is shown */
#if !ADW_CHECK_VERSION(1, 5, 0)
  int width, height; /* of the content, or -1 */
#endif
} RushesDialogPrivate;

#if ADW_CHECK_VERSION(1, 5, 0)
G_DEFINE_TYPE_WITH_PRIVATE (RushesDialog, rushes_dialog, ADW_TYPE_DIALOG)
#else
G_DEFINE_TYPE_WITH_PRIVATE (RushesDialog, rushes_dialog, ADW_TYPE_WINDOW)
#endif

/* Returns: whether it stays */
static gboolean
ask (RushesDialog *self)
{
  return RUSHES_DIALOG_GET_CLASS (self)->closing != NULL && RUSHES_DIALOG_GET_CLASS (self)->closing (self);
}

#if ADW_CHECK_VERSION(1, 5, 0)

/* Again, when what had it could not keep it: without focus no key would reach the dialog, not even Escape. */
static gboolean
take_focus (gpointer dialog)
{
  GtkRoot *root = gtk_widget_get_root (dialog);

  if (ADW_IS_APPLICATION_WINDOW (root) && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) == dialog &&
      gtk_root_get_focus (root) == NULL)
    gtk_widget_child_focus (dialog, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

static void
on_focus (GtkWidget *dialog)
{
  if (gtk_root_get_focus (gtk_widget_get_root (dialog)) == NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT, take_focus, g_object_ref (dialog), g_object_unref);
}

static void
on_map (GtkWidget *dialog)
{
  g_signal_connect_object (gtk_widget_get_root (dialog), "notify::focus-widget", G_CALLBACK (on_focus), dialog, G_CONNECT_SWAPPED);
}

static void
on_unmap (GtkWidget *dialog)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (dialog), on_focus, dialog);
}

static void
keep_focus (AdwDialog *dialog)
{
  g_signal_connect (dialog, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect (dialog, "unmap", G_CALLBACK (on_unmap), NULL);
}

static void
rushes_dialog_close_attempt (AdwDialog *dialog)
{
  if (!ask (RUSHES_DIALOG (dialog)))
    adw_dialog_force_close (dialog);
}

static void
class_init (RushesDialogClass *klass)
{
  ADW_DIALOG_CLASS (klass)->close_attempt = rushes_dialog_close_attempt;
}

static void
rushes_dialog_init (RushesDialog *self)
{
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE); /* without asking */
  keep_focus (ADW_DIALOG (self));
}

static void
show (RushesDialog *self, GtkWidget *parent)
{
  adw_dialog_present (ADW_DIALOG (self), parent);
}

#else

typedef enum
{
  PROP_CONTENT_WIDTH = 1,
  PROP_CONTENT_HEIGHT,
} RushesDialogProperty;

static void
rushes_dialog_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RushesDialogPrivate *private = rushes_dialog_get_instance_private (RUSHES_DIALOG (object));

  switch ((RushesDialogProperty) id)
    {
    case PROP_CONTENT_WIDTH:
      g_value_set_int (value, private->width);
      break;
    case PROP_CONTENT_HEIGHT:
      g_value_set_int (value, private->height);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_dialog_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RushesDialogPrivate *private = rushes_dialog_get_instance_private (RUSHES_DIALOG (object));

  switch ((RushesDialogProperty) id)
    {
    case PROP_CONTENT_WIDTH:
      private->width = g_value_get_int (value);
      break;
    case PROP_CONTENT_HEIGHT:
      private->height = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
rushes_dialog_close_request (GtkWindow *window)
{
  if (ask (RUSHES_DIALOG (window)))
    return TRUE;
  g_signal_emit_by_name (window, "closed");
  return GTK_WINDOW_CLASS (rushes_dialog_parent_class)->close_request (window);
}

static void
class_init (RushesDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rushes_dialog_get_property;
  object_class->set_property = rushes_dialog_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = rushes_dialog_close_request;
  g_object_class_install_property (object_class, PROP_CONTENT_WIDTH,
                                   g_param_spec_int ("content-width", NULL, NULL, -1, G_MAXINT, -1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (object_class, PROP_CONTENT_HEIGHT,
                                   g_param_spec_int ("content-height", NULL, NULL, -1, G_MAXINT, -1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rushes_dialog_init (RushesDialog *self)
{
  RushesDialogPrivate *private = rushes_dialog_get_instance_private (self);

  private->width = private->height = -1;
}

/* GTK keeps the address of a parent that took the dialog along when it went, and asks it when the last reference is dropped, which who is at work for the
 * dialog may have for longer. */
static void
on_unrealize (GtkWindow *dialog)
{
  gtk_window_set_transient_for (dialog, NULL);
}

/* As large as its parent's window where that is narrow. Without a height of its own it has its content's. */
static void
show (RushesDialog *self, GtkWidget *parent)
{
  RushesDialogPrivate *private = rushes_dialog_get_instance_private (self);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
  int width = gtk_widget_get_width (GTK_WIDGET (window)), height = gtk_widget_get_height (GTK_WIDGET (window));

  if (width <= 0)
    gtk_window_get_default_size (window, &width, &height);
  if (private->height < 0 || private->width < width)
    gtk_window_set_default_size (GTK_WINDOW (self), MIN (private->width, width), private->height);
  else
    gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  gtk_window_set_resizable (GTK_WINDOW (self), private->height >= 0);
  gtk_window_set_transient_for (GTK_WINDOW (self), window);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  g_signal_connect (self, "unrealize", G_CALLBACK (on_unrealize), NULL);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_present (GTK_WINDOW (self));
}

#endif

static void
rushes_dialog_dispose (GObject *object)
{
  RushesDialogPrivate *private = rushes_dialog_get_instance_private (RUSHES_DIALOG (object));

  g_clear_weak_pointer (&private->parent);
  G_OBJECT_CLASS (rushes_dialog_parent_class)->dispose (object);
}

static void
rushes_dialog_class_init (RushesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_dialog_dispose;
  class_init (klass);
}

/* @child: with a head bar. @width, @height: in pixels; a height of -1 is the child's. Returns: (transfer floating on newer libadwaita): not shown yet */
GtkWidget *
rushes_dialog_new (const char *title, GtkWidget *child, int width, int height)
{
  GtkWidget *self = g_object_new (RUSHES_TYPE_DIALOG, "title", title, "content-width", width, "content-height", height, NULL);

#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_set_child (ADW_DIALOG (self), child);
#else
  adw_window_set_content (ADW_WINDOW (self), child);
#endif
  return self;
}

void
rushes_dialog_set_title (RushesDialog *self, const char *title)
{
  g_object_set (self, "title", title, NULL);
}

/* Shows it. @parent: a window, a dialog, or something in one; modal for that */
void
rushes_dialog_present (RushesDialog *self, GtkWidget *parent)
{
  RushesDialogPrivate *private = rushes_dialog_get_instance_private (self);

  g_set_weak_pointer (&private->parent, parent);
  show (self, parent);
}

/* Returns: (nullable): whom it was shown for, while that is there */
GtkWidget *
rushes_dialog_get_parent (RushesDialog *self)
{
  return ((RushesDialogPrivate *) rushes_dialog_get_instance_private (self))->parent;
}

/* As its user does: it may ask, or stay. */
void
rushes_dialog_close (RushesDialog *self)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_close (ADW_DIALOG (self));
#else
  gtk_window_close (GTK_WINDOW (self));
#endif
}

/* Without asking. */
void
rushes_dialog_force_close (RushesDialog *self)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_force_close (ADW_DIALOG (self));
#else
  g_signal_emit_by_name (self, "closed");
  gtk_window_destroy (GTK_WINDOW (self));
#endif
}

/* Returns: not shown yet */
GtkWidget *
rushes_preferences_dialog_new (void)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  AdwDialog *dialog = adw_preferences_dialog_new ();

  keep_focus (dialog);
  return GTK_WIDGET (dialog);
#else
  return adw_preferences_window_new ();
#endif
}

/* @page: an AdwPreferencesPage */
void
rushes_preferences_dialog_add (GtkWidget *dialog, GtkWidget *page)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), ADW_PREFERENCES_PAGE (page));
#else
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (dialog), ADW_PREFERENCES_PAGE (page));
#endif
}

/* Suffixes of an expander row were called actions once. */
void
rushes_expander_row_add_suffix (AdwExpanderRow *row, GtkWidget *suffix)
{
#if ADW_CHECK_VERSION(1, 4, 0)
  adw_expander_row_add_suffix (row, suffix);
#else
  adw_expander_row_add_action (row, suffix);
#endif
}

/* @width, @height: in pixels, where there is room */
void
rushes_preferences_dialog_present (GtkWidget *dialog, GtkWidget *parent, int width, int height)
{
#if ADW_CHECK_VERSION(1, 5, 0)
  adw_dialog_set_content_width (ADW_DIALOG (dialog), width);
  adw_dialog_set_content_height (ADW_DIALOG (dialog), height);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
#else
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (parent));

  gtk_window_set_default_size (GTK_WINDOW (dialog), MIN (width, gtk_widget_get_width (window)), height);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (dialog), FALSE);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (window));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
#endif
}
