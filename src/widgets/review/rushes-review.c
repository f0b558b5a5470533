/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-review-private.h"

#include "rushes-clip-menu.h"
#include "rushes-context-menu.h"
#include "rushes-judge-keys.h"
#include "rushes-late-menu.h"

#include <glib/gi18n.h>

/* The page where takes are compared: how they are seen is in rushes-review-takes.c, its keys in rushes-review-keys.c. */

typedef enum
{
  PROP_HIDE_REJECTED = 1,
  PROP_ALIGNMENT,
  PROP_MODE,
} RushesReviewProperty;

static GParamSpec *properties[PROP_MODE + 1];

G_DEFINE_FINAL_TYPE (RushesReview, rushes_review, GTK_TYPE_BOX)

/* Returns: (transfer none) (nullable): what keys are about; none while nothing is open */
RushesClip *
rushes_review_get_clip (RushesReview *self)
{
  return rushes_survey_get_clip (self->survey);
}

RushesEnsemble *
rushes_review_get_ensemble (RushesReview *self)
{
  return self->ensemble;
}

static void
update_title (RushesReview *self)
{
  guint picked, rejected, n = rushes_survey_count (self->survey, &picked, &rejected);
  RushesClip *clip = rushes_survey_get_clip (self->survey);
  g_autofree char *title = clip != NULL ? rushes_request_dup_title (rushes_clip_get_info (clip)->request) : NULL;
  g_autofree char *takes = g_strdup_printf (ngettext ("%'u take", "%'u takes", n), n);
  g_autoptr (GString) text = g_string_new (takes);

  if (picked > 0)
    g_string_append_printf (text, ngettext (" · %u picked", " · %u picked", picked), picked);
  if (rejected > 0)
    g_string_append_printf (text, ngettext (" · %u rejected", " · %u rejected", rejected), rejected);
  adw_window_title_set_title (self->title, title != NULL ? title : "");
  adw_window_title_set_subtitle (self->title, text->str);
}

static const char *const mode_names[] = { "side-by-side", "wipe", "difference", "switch" };

static void
on_current (RushesReview *self)
{
  RushesClip *clip = rushes_review_cell_get_clip (rushes_survey_get_cell (self->survey));
  g_autofree char *path = rushes_library_dup_path (self->library, clip);

  rushes_review_transport_set_clip (self->transport, rushes_survey_get_current (self->survey), self->thumbnailer, rushes_clip_get_id (clip), path);
  update_title (self);
  if (self->takes[0] != NULL && rushes_review_is_compared (self, rushes_survey_get_cell (self->survey)))
    rushes_compare_set_current (self->compare, rushes_survey_get_cell (self->survey) == self->takes[1]);
}

/* Where nothing is left, the keys are still heard. */
static void
on_changed (RushesReview *self)
{
  g_autoptr (GPtrArray) shown = rushes_survey_list_shown (self->survey);

  rushes_review_update_takes (self);
  gtk_widget_set_sensitive (self->modes, shown->len > 1);
  update_title (self);
  rushes_difference_bar_show (self->foot, shown);
  if (self->open && rushes_survey_get_clip (self->survey) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->transport));
}

/* After a judgement by key, on to the next; where that made the take leave, the next is there already. */
void
rushes_review_advance (RushesReview *self)
{
  if (rushes_survey_get_current (self->survey) != self->at_key)
    return;
  if (self->takes[0] != NULL)
    rushes_survey_set_current (self->survey, self->takes[1]);
  else
    rushes_survey_move (self->survey, 1);
}

/* @clips: (element-type RushesClip): two to %RUSHES_ENSEMBLE_MAX. They play at once, over and over. */
void
rushes_review_open (RushesReview *self, GPtrArray *clips)
{
  rushes_review_close (self);
  rushes_survey_open (self->survey, clips);
  self->open = TRUE;
  rushes_ensemble_set_playing (self->ensemble, TRUE);
  rushes_library_look (self->library); /* files may have gone where nothing watches */
}

static GtkWindow *
get_window (RushesReview *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? GTK_WINDOW (root) : NULL;
}

/* Frees the decoders. */
void
rushes_review_close (RushesReview *self)
{
  GtkWindow *window = get_window (self);

  if (!self->open)
    return;
  self->open = FALSE;
  rushes_review_set_mode (self, RUSHES_COMPARE_SIDE_BY_SIDE);
  rushes_review_transport_clear (self->transport);
  rushes_survey_close (self->survey);
  rushes_ensemble_close (self->ensemble);
  if (window != NULL && gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
}

void
rushes_review_set_narrow (RushesReview *self, gboolean narrow)
{
  rushes_survey_set_narrow (self->survey, narrow);
  rushes_compare_set_narrow (self->compare, narrow);
  gtk_widget_set_visible (self->modes, !narrow);
  rushes_review_transport_set_narrow (self->transport, narrow);
  gtk_widget_set_visible (self->alignments, !narrow);
  gtk_widget_set_visible (self->hide_button, !narrow);
  rushes_difference_bar_set_narrow (self->foot, narrow);
  on_changed (self);
}

static void
toggle_full_screen (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWindow *window = get_window (RUSHES_REVIEW (widget));

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

/* Whoever made it so: the window manager may have keys of its own. */
static void
update_full_screen (RushesReview *self)
{
  gboolean full = get_window (self) != NULL && gtk_window_is_fullscreen (get_window (self));

  if (full && self->open)
    gtk_widget_grab_focus (gtk_stack_get_visible_child (self->views)); /* what goes with the focus in it would give that to anything */
  gtk_widget_set_visible (self->header, !full);
  gtk_widget_set_visible (GTK_WIDGET (self->foot), !full);
}

/* A menu is about the take that it is opened at. */
static GMenuModel *
new_menu (GtkWidget *at, GtkWidget **item, gpointer data)
{
  GtkWidget *cell = RUSHES_IS_REVIEW_CELL (at) ? at : gtk_widget_get_ancestor (at, RUSHES_TYPE_REVIEW_CELL);
  g_autoptr (GPtrArray) clips = g_ptr_array_new ();

  if (cell == NULL)
    return NULL;
  *item = cell;
  g_ptr_array_add (clips, rushes_review_cell_get_clip (RUSHES_REVIEW_CELL (cell)));
  return rushes_clip_menu_new (clips, clips->len, NULL, FALSE);
}

/* Hands in what is shown; once. */
void
rushes_review_set_up (RushesReview *self, RushesLibrary *library, RushesThumbnailer *thumbnailer)
{
  self->library = g_object_ref (library);
  self->thumbnailer = g_object_ref (thumbnailer);
  rushes_survey_set_up (self->survey, library, self->ensemble);
  rushes_compare_set_up (self->compare, self->ensemble);
}

static void
set_hide_rejected (RushesReview *self, gboolean hide)
{
  if (self->hide_rejected == hide)
    return;
  self->hide_rejected = hide;
  rushes_survey_set_hide_rejected (self->survey, hide);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HIDE_REJECTED]);
}

static void
set_alignment (RushesReview *self, const char *alignment)
{
  gboolean by_frame = g_strcmp0 (alignment, "frame") == 0;

  if (self->by_frame == by_frame)
    return;
  self->by_frame = by_frame;
  rushes_ensemble_set_alignment (self->ensemble, by_frame ? RUSHES_ALIGN_BY_FRAME : RUSHES_ALIGN_BY_TIME);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALIGNMENT]);
}

static void
set_mode_named (RushesReview *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (mode_names); i++)
    if (g_strcmp0 (name, mode_names[i]) == 0)
      rushes_review_set_mode (self, (RushesCompareMode) i);
}

static void
on_compare_chosen (RushesReview *self, int which)
{
  if (self->takes[0] != NULL)
    rushes_survey_set_current (self->survey, self->takes[which]);
}

static void
rushes_review_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RushesReview *self = RUSHES_REVIEW (object);

  switch ((RushesReviewProperty) id)
    {
    case PROP_HIDE_REJECTED:
      g_value_set_boolean (value, self->hide_rejected);
      break;
    case PROP_ALIGNMENT:
      g_value_set_string (value, self->by_frame ? "frame" : "time");
      break;
    case PROP_MODE:
      g_value_set_string (value, mode_names[self->mode]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_review_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RushesReview *self = RUSHES_REVIEW (object);

  switch ((RushesReviewProperty) id)
    {
    case PROP_HIDE_REJECTED:
      set_hide_rejected (self, g_value_get_boolean (value));
      break;
    case PROP_ALIGNMENT:
      set_alignment (self, g_value_get_string (value));
      break;
    case PROP_MODE:
      set_mode_named (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_review_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rushes_review_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::fullscreened", G_CALLBACK (update_full_screen), widget, G_CONNECT_SWAPPED);
}

static void
rushes_review_dispose (GObject *object)
{
  RushesReview *self = RUSHES_REVIEW (object);

  if (self->survey != NULL)
    rushes_review_close (self);
  g_clear_object (&self->ensemble);
  g_clear_object (&self->library);
  g_clear_object (&self->thumbnailer);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_REVIEW);
  G_OBJECT_CLASS (rushes_review_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesReview, header);
  gtk_widget_class_bind_template_child (widget_class, RushesReview, title);
  gtk_widget_class_bind_template_child (widget_class, RushesReview, alignments);
  gtk_widget_class_bind_template_child (widget_class, RushesReview, hide_button);
  gtk_widget_class_bind_template_child (widget_class, RushesReview, modes);
  gtk_widget_class_bind_template_child (widget_class, RushesReview, views);
  gtk_widget_class_bind_template_child (widget_class, RushesReview, survey);
  gtk_widget_class_bind_template_child (widget_class, RushesReview, compare);
  gtk_widget_class_bind_template_child (widget_class, RushesReview, transport);
  gtk_widget_class_bind_template_child (widget_class, RushesReview, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RushesReview, view_menu);
  gtk_widget_class_bind_template_child (widget_class, RushesReview, foot);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_HIDE_REJECTED] = g_param_spec_boolean ("hide-rejected", NULL, NULL, TRUE, flags);
  properties[PROP_ALIGNMENT] = g_param_spec_string ("alignment", NULL, NULL, "time", flags);
  properties[PROP_MODE] = g_param_spec_string ("mode", NULL, NULL, "side-by-side", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rushes_review_class_init (RushesReviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rushes_review_get_property;
  object_class->set_property = rushes_review_set_property;
  object_class->dispose = rushes_review_dispose;
  widget_class->root = rushes_review_root;
  install_properties (object_class);
  g_type_ensure (RUSHES_TYPE_DIFFERENCE_BAR);
  g_type_ensure (RUSHES_TYPE_SURVEY);
  g_type_ensure (RUSHES_TYPE_COMPARE);
  g_type_ensure (RUSHES_TYPE_REVIEW_TRANSPORT);
  g_type_ensure (RUSHES_TYPE_TOGGLES);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-review.ui");
  bind_children (widget_class);
  gtk_widget_class_install_property_action (widget_class, "review.hide-rejected", "hide-rejected");
  gtk_widget_class_install_property_action (widget_class, "review.alignment", "alignment");
  gtk_widget_class_install_property_action (widget_class, "review.mode", "mode");
  gtk_widget_class_install_action (widget_class, "review.full-screen", NULL, toggle_full_screen);
  rushes_judge_keys_add (widget_class);
}

static void
rushes_review_init (RushesReview *self)
{
  self->hide_rejected = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_late_menu_set (self->menu_button, self->view_menu);
  rushes_context_menu_add (GTK_WIDGET (self), new_menu, NULL);
  self->ensemble = rushes_ensemble_new ();
  rushes_review_transport_set_ensemble (self->transport, self->ensemble);
  rushes_review_transport_steer (self->transport, GTK_WIDGET (self->views));
  rushes_toggles_steer (RUSHES_TOGGLES (self->modes), GTK_WIDGET (self->views));
  rushes_toggles_steer (RUSHES_TOGGLES (self->alignments), GTK_WIDGET (self->views));
  g_signal_connect_object (self->survey, "current", G_CALLBACK (on_current), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->survey, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compare, "chosen", G_CALLBACK (on_compare_chosen), self, G_CONNECT_SWAPPED);
  rushes_review_keys_add (self);
}
