/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-review.h"

#include "rushes-clip-menu.h"
#include "rushes-compare.h"
#include "rushes-context-menu.h"
#include "rushes-difference-bar.h"
#include "rushes-judge-keys.h"
#include "rushes-review-transport.h"
#include "rushes-survey.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The page where takes are compared: who is current and shown is the survey's, what time it is the ensemble's. */
struct _RushesReview
{
  GtkBox parent_instance;
  GtkWidget *header, *alignments, *hide_button;
  RushesDifferenceBar *foot;
  AdwWindowTitle *title;
  GtkStack *views;
  GtkWidget *modes;
  RushesSurvey *survey;
  RushesCompare *compare;
  RushesReviewCell *takes[2]; /* that are compared in one place, or NULL */
  RushesCompareMode mode;
  RushesReviewTransport *transport;
  RushesLibrary *library;
  RushesThumbnailer *thumbnailer;
  RushesEnsemble *ensemble;
  guint at_key; /* what the last key was about */
  gboolean open, hide_rejected, by_frame;
};

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
  g_autofree char *takes = g_strdup_printf (ngettext ("%u take", "%u takes", n), n);
  g_autoptr (GString) text = g_string_new (takes);

  if (picked > 0)
    g_string_append_printf (text, ngettext (" · %u picked", " · %u picked", picked), picked);
  if (rejected > 0)
    g_string_append_printf (text, ngettext (" · %u rejected", " · %u rejected", rejected), rejected);
  adw_window_title_set_title (self->title, title != NULL ? title : "");
  adw_window_title_set_subtitle (self->title, text->str);
}

static const char *const mode_names[] = { "side-by-side", "wipe", "difference", "switch" };

static gboolean
is_compared (RushesReview *self, RushesReviewCell *cell)
{
  return cell == self->takes[0] || cell == self->takes[1];
}

/* The one with the lower number is A. */
static void
set_takes (RushesReview *self, RushesReviewCell *one, RushesReviewCell *other)
{
  gboolean ordered = rushes_review_cell_get_number (one) < rushes_review_cell_get_number (other);

  self->takes[0] = ordered ? one : other;
  self->takes[1] = ordered ? other : one;
  rushes_survey_set_only (self->survey, self->takes[0], self->takes[1]);
  rushes_compare_set_takes (self->compare, self->takes[0], self->takes[1]);
}

static void
set_mode (RushesReview *self, RushesCompareMode mode)
{
  RushesReviewCell *other = NULL;
  gboolean beside = mode == RUSHES_COMPARE_SIDE_BY_SIDE;
  RushesReviewCell *current = self->open ? rushes_survey_get_cell (self->survey) : NULL;

  if (self->mode == mode)
    return;
  if (!beside && self->takes[0] == NULL)
    {
      other = rushes_survey_get_clip (self->survey) != NULL ? rushes_survey_get_other (self->survey, rushes_survey_get_cell (self->survey)) : NULL;
      if (other == NULL)
        return; /* with what? */
    }
  self->mode = mode;
  if (other != NULL)
    set_takes (self, rushes_survey_get_cell (self->survey), other);
  if (beside)
    {
      self->takes[0] = self->takes[1] = NULL;
      rushes_survey_set_only (self->survey, NULL, NULL);
      rushes_compare_clear (self->compare);
    }
  else
    rushes_compare_set_current (self->compare, rushes_survey_get_cell (self->survey) == self->takes[1]);
  rushes_compare_set_mode (self->compare, mode);
  gtk_stack_set_visible_child (self->views, beside ? GTK_WIDGET (self->survey) : GTK_WIDGET (self->compare));
  if (current != NULL)
    {
      rushes_survey_set_current (self->survey, current); /* the focus passed others on its way */
      gtk_widget_grab_focus (gtk_stack_get_visible_child (self->views));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODE]);
}

/* A take that is not shown any more gives its place to the next; where there is none, what is left stands alone. */
static void
update_takes (RushesReview *self)
{
  RushesReviewCell *current = rushes_survey_get_clip (self->survey) != NULL ? rushes_survey_get_cell (self->survey) : NULL;
  RushesReviewCell *kept = NULL;

  if (self->takes[0] == NULL)
    return;
  for (int which = 0; which < 2; which++)
    if (gtk_widget_get_visible (GTK_WIDGET (self->takes[which])) && self->takes[which] != current)
      kept = self->takes[which];
  if (current == NULL || (kept == NULL && (kept = rushes_survey_get_other (self->survey, current)) == NULL))
    {
      set_mode (self, RUSHES_COMPARE_SIDE_BY_SIDE);
      return;
    }
  if (!is_compared (self, current) || !is_compared (self, kept))
    set_takes (self, current, kept);
  rushes_compare_set_current (self->compare, current == self->takes[1]);
}

static void
on_current (RushesReview *self)
{
  RushesClip *clip = rushes_review_cell_get_clip (rushes_survey_get_cell (self->survey));
  g_autofree char *path = rushes_library_dup_path (self->library, clip);

  rushes_review_transport_set_clip (self->transport, rushes_survey_get_current (self->survey), self->thumbnailer, rushes_clip_get_id (clip), path);
  update_title (self);
  if (self->takes[0] != NULL && is_compared (self, rushes_survey_get_cell (self->survey)))
    rushes_compare_set_current (self->compare, rushes_survey_get_cell (self->survey) == self->takes[1]);
}

/* Where nothing is left, the keys are still heard. */
static void
on_changed (RushesReview *self)
{
  g_autoptr (GPtrArray) shown = rushes_survey_list_shown (self->survey);

  update_takes (self);
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
  set_mode (self, RUSHES_COMPARE_SIDE_BY_SIDE);
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

static void
change_rate (RushesReview *self, double factor)
{
  double rate;

  g_object_get (self->ensemble, "rate", &rate, NULL);
  rushes_ensemble_set_rate (self->ensemble, CLAMP (rate * factor, 0.25, 4));
}

static gboolean
take_move_key (RushesReview *self, guint key)
{
  int forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
  int columns = rushes_survey_get_columns (self->survey);

  if (self->takes[0] != NULL && (key == GDK_KEY_Left || key == GDK_KEY_Right))
    {
      rushes_survey_set_current (self->survey, self->takes[(key == GDK_KEY_Right) == (forward > 0)]);
      return TRUE;
    }
  if (self->takes[0] != NULL)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
      rushes_survey_move (self->survey, -forward);
      return TRUE;
    case GDK_KEY_Right:
      rushes_survey_move (self->survey, forward);
      return TRUE;
    case GDK_KEY_Up:
      rushes_survey_move (self->survey, -columns);
      return TRUE;
    case GDK_KEY_Down:
      rushes_survey_move (self->survey, columns);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
take_play_key (RushesReview *self, guint key)
{
  switch (key)
    {
    case GDK_KEY_space:
    case GDK_KEY_k:
      rushes_ensemble_set_playing (self->ensemble, !rushes_ensemble_get_playing (self->ensemble));
      return TRUE;
    case GDK_KEY_comma:
      rushes_ensemble_step (self->ensemble, -1);
      return TRUE;
    case GDK_KEY_period:
      rushes_ensemble_step (self->ensemble, 1);
      return TRUE;
    case GDK_KEY_j:
      change_rate (self, 0.5);
      return TRUE;
    case GDK_KEY_l:
      change_rate (self, 2);
      return TRUE;
    case GDK_KEY_i:
      rushes_review_transport_toggle_in (self->transport);
      return TRUE;
    case GDK_KEY_o:
      rushes_review_transport_toggle_out (self->transport);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Where one is seen at a time, the other. */
static void
switch_takes (RushesReview *self)
{
  if (self->mode == RUSHES_COMPARE_SWITCH)
    rushes_survey_set_current (self->survey, self->takes[rushes_survey_get_cell (self->survey) == self->takes[0]]);
  else
    set_mode (self, RUSHES_COMPARE_SWITCH);
}

static gboolean
take_mode_key (RushesReview *self, guint key)
{
  switch (key)
    {
    case GDK_KEY_b:
      set_mode (self, RUSHES_COMPARE_SIDE_BY_SIDE);
      return TRUE;
    case GDK_KEY_w:
      set_mode (self, self->mode == RUSHES_COMPARE_WIPE ? RUSHES_COMPARE_SIDE_BY_SIDE : RUSHES_COMPARE_WIPE);
      return TRUE;
    case GDK_KEY_d:
      set_mode (self, self->mode == RUSHES_COMPARE_DIFFERENCE ? RUSHES_COMPARE_SIDE_BY_SIDE : RUSHES_COMPARE_DIFFERENCE);
      return TRUE;
    case GDK_KEY_s:
      switch_takes (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
take_page_key (RushesReview *self, guint key, GtkWidget *has_focus)
{
  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (GTK_IS_BUTTON (has_focus) || rushes_review_get_clip (self) == NULL)
        return FALSE;
      gtk_widget_activate_action (GTK_WIDGET (self), "win.choose-winner", NULL);
      return TRUE;
    case GDK_KEY_F11:
      toggle_full_screen (GTK_WIDGET (self), NULL, NULL);
      return TRUE;
    case GDK_KEY_Escape:
      if (gtk_window_is_fullscreen (get_window (self)))
        gtk_window_unfullscreen (get_window (self));
      else
        gtk_widget_activate_action (GTK_WIDGET (self), "win.close-review", NULL);
      return TRUE;
    default:
      return FALSE;
    }
}

/* A slider, or the handle of a wipe. */
static gboolean
takes_arrows (GtkWidget *widget)
{
  return widget != NULL && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_SLIDER;
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RushesReview *self)
{
  GtkWidget *has_focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (!self->open || rushes_judge_keys_are_taken (GTK_WIDGET (self)))
    return FALSE;
  self->at_key = rushes_survey_get_current (self->survey);
  if (rushes_stage_take_key (self->takes[0] != NULL ? rushes_compare_get_stage (self->compare)
                                                     : rushes_review_cell_get_stage (rushes_survey_get_cell (self->survey)), key, state))
    return TRUE;
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  return (!takes_arrows (has_focus) && take_move_key (self, key)) || take_play_key (self, key) || take_mode_key (self, key) ||
         take_page_key (self, key, has_focus);
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
  return rushes_clip_menu_new (clips, NULL, FALSE);
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
      set_mode (self, (RushesCompareMode) i);
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
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->hide_rejected = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_context_menu_add (GTK_WIDGET (self), new_menu, NULL);
  self->ensemble = rushes_ensemble_new ();
  rushes_review_transport_set_ensemble (self->transport, self->ensemble);
  g_signal_connect_object (self->survey, "current", G_CALLBACK (on_current), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->survey, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compare, "chosen", G_CALLBACK (on_compare_chosen), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
