/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-state-filter.h"

#include "rushes-shot-words.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

struct _RushesStateFilter
{
  GtkBox parent_instance;
  GtkWidget *button, *label, *popover, *clear_button;
  GtkWidget *checks[RUSHES_N_SHOT_STATES];
  const RushesBoardContext *context; /* of the page */
  gboolean showing;                  /* what is checked follows what holds */
};

G_DEFINE_FINAL_TYPE (RushesStateFilter, rushes_state_filter, GTK_TYPE_BOX)

/* What somebody has to do something about, or waits for. */
#define UNFINISHED \
  (1u << RUSHES_SHOT_EMPTY | 1u << RUSHES_SHOT_SKETCHED | 1u << RUSHES_SHOT_GENERATING | 1u << RUSHES_SHOT_TO_CHOOSE | 1u << RUSHES_SHOT_OUT_OF_DATE)

static guint
get_states (RushesStateFilter *self)
{
  return self->context != NULL && self->context->view != NULL ? rushes_filtered_shots_get_states (self->context->shown) : 0;
}

static void
set_states (RushesStateFilter *self, guint states)
{
  if (self->context != NULL && self->context->view != NULL)
    rushes_filtered_shots_set_states (self->context->shown, states);
}

static void
on_toggled (RushesStateFilter *self)
{
  guint states = 0;

  for (guint i = 0; i < RUSHES_N_SHOT_STATES; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[i])))
      states |= 1u << i;
  if (!self->showing)
    set_states (self, states);
}

static void
on_unfinished (RushesStateFilter *self)
{
  set_states (self, UNFINISHED);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
on_all (RushesStateFilter *self)
{
  rushes_state_filter_clear (self);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/* (transfer full) */
static char *
dup_text (guint states)
{
  guint n = 0, last = 0;

  for (guint i = 0; i < RUSHES_N_SHOT_STATES; i++)
    if ((states & (1u << i)) != 0)
      {
        last = i;
        n++;
      }
  if (n == 0)
    return g_strdup (_("All states"));
  if (states == UNFINISHED)
    return g_strdup (_("Not finished"));
  return n == 1 ? g_strdup (rushes_shot_words_get_state ((RushesShotState) last)) : g_strdup_printf (ngettext ("%u state", "%u states", n), n);
}

/* How many shots are in it stands beside each state. */
static void
show_checks (RushesStateFilter *self)
{
  self->showing = TRUE;
  for (guint i = 0; i < RUSHES_N_SHOT_STATES && self->context != NULL && self->context->view != NULL; i++)
    {
      g_autofree char *text = g_strdup_printf (_("%s (%u)"), rushes_shot_words_get_state ((RushesShotState) i), rushes_board_view_count (self->context->view, (RushesShotState) i));
      gtk_check_button_set_label (GTK_CHECK_BUTTON (self->checks[i]), text);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]), (get_states (self) & (1u << i)) != 0);
    }
  self->showing = FALSE;
}

/* The button that goes leaves its focus to the one that stays. */
static void
on_changed (RushesStateFilter *self)
{
  guint states = get_states (self);
  g_autofree char *text = dup_text (states), *tip = g_strdup_printf (_("States That Are Shown: %s"), text);

  rushes_tip_set (self->button, tip);
  gtk_label_set_label (GTK_LABEL (self->label), text);
  if (states == 0 && gtk_widget_is_focus (self->clear_button))
    gtk_widget_grab_focus (self->button);
  gtk_widget_set_visible (self->clear_button, states != 0);
  if (gtk_widget_get_visible (self->popover))
    show_checks (self);
}

static void
rushes_state_filter_class_init (RushesStateFilterClass *klass)
{
}

static GtkWidget *
new_choice (RushesStateFilter *self, const char *label, GCallback func)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", func, self);
  return button;
}

static GtkWidget *
new_popover (RushesStateFilter *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 3, NULL);

  for (guint i = 0; i < RUSHES_N_SHOT_STATES; i++)
    {
      self->checks[i] = gtk_check_button_new ();
      g_signal_connect_swapped (self->checks[i], "toggled", G_CALLBACK (on_toggled), self);
      gtk_box_append (GTK_BOX (box), self->checks[i]);
    }
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), new_choice (self, _("Not _Finished"), G_CALLBACK (on_unfinished)));
  gtk_box_append (GTK_BOX (box), new_choice (self, _("_All States"), G_CALLBACK (on_all)));
  return g_object_new (GTK_TYPE_POPOVER, "child", box, NULL);
}

static void
rushes_state_filter_init (RushesStateFilter *self)
{
  self->label = gtk_label_new (NULL);
  self->popover = new_popover (self);
  self->button = g_object_new (GTK_TYPE_MENU_BUTTON, "name", "state-filter", "child", self->label, "always-show-arrow", TRUE, "has-frame", FALSE, "valign",
                               GTK_ALIGN_CENTER, "popover", self->popover, NULL);
  self->clear_button = g_object_new (GTK_TYPE_BUTTON, "name", "clear-states", "icon-name", "window-close-symbolic", "valign", GTK_ALIGN_CENTER, "visible", FALSE, NULL);
  gtk_widget_set_css_classes (self->clear_button, (const char *[]) { "flat", "circular", "fclose", NULL });
  rushes_tip_set (self->clear_button, _("Show Shots in All States"));
  g_signal_connect_swapped (self->clear_button, "clicked", G_CALLBACK (rushes_state_filter_clear), self);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (show_checks), self);
  gtk_box_append (GTK_BOX (self), self->button);
  gtk_box_append (GTK_BOX (self), self->clear_button);
  on_changed (self);
}

/* @context: of the page; its view is NULL while no board is open */
void
rushes_state_filter_set_context (RushesStateFilter *self, const RushesBoardContext *context)
{
  self->context = context;
  if (context->view != NULL)
    g_signal_connect_object (context->shown, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self);
}

/* @shots: what it leaves some out of, for the ear; as long there as this */
void
rushes_state_filter_steer (RushesStateFilter *self, GtkWidget *shots)
{
  for (guint i = 0; i < RUSHES_N_SHOT_STATES; i++)
    rushes_tip_steer (self->checks[i], shots);
  rushes_tip_steer (self->clear_button, shots);
}

/* All are shown. */
void
rushes_state_filter_clear (RushesStateFilter *self)
{
  set_states (self, 0);
}
