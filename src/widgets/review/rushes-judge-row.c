/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-judge-row.h"

#include "rushes-tip.h"

#include <glib/gi18n.h>

struct _RushesJudgeRow
{
  GtkBox parent_instance;
  GtkWidget *label, *stars[RUSHES_RATING_BEST], *favourite, *pick, *reject;
  RushesClip *clip;
  gboolean following; /* what is shown changes because the clip does */
};

G_DEFINE_FINAL_TYPE (RushesJudgeRow, rushes_judge_row, GTK_TYPE_BOX)

static void
update_stars (RushesJudgeRow *self, int rating)
{
  for (int i = 0; i < RUSHES_RATING_BEST; i++)
    {
      gtk_button_set_label (GTK_BUTTON (self->stars[i]), i < rating ? "★" : "☆");
      if (i < rating)
        gtk_widget_remove_css_class (self->stars[i], "off");
      else
        gtk_widget_add_css_class (self->stars[i], "off");
    }
}

static void
update (RushesJudgeRow *self)
{
  const RushesClipInfo *info = rushes_clip_get_info (self->clip);

  self->following = TRUE;
  update_stars (self, info->rating);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->favourite), info->favourite);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->pick), info->verdict == RUSHES_VERDICT_PICK);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->reject), info->verdict == RUSHES_VERDICT_REJECT);
  self->following = FALSE;
}

/* @clip: (nullable) */
void
rushes_judge_row_set_clip (RushesJudgeRow *self, RushesClip *clip)
{
  g_autofree char *take = NULL;

  if (self->clip != NULL)
    g_signal_handlers_disconnect_by_data (self->clip, self);
  g_set_object (&self->clip, clip);
  if (clip == NULL)
    return;
  take = g_strdup_printf (_("Take %d"), (int) rushes_request_get_int (rushes_clip_get_info (clip)->request, RUSHES_REQUEST_TAKE, 1));
  gtk_label_set_label (GTK_LABEL (self->label), take);
  g_signal_connect_object (clip, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
on_star (RushesJudgeRow *self, GtkWidget *button)
{
  int rating = 0;

  while (self->stars[rating] != button)
    rating++;
  rating++;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.rate", "i", rushes_clip_get_info (self->clip)->rating == rating ? 0 : rating);
}

static void
on_favourite (RushesJudgeRow *self)
{
  if (!self->following)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.favour", NULL);
}

static void
on_pick (RushesJudgeRow *self)
{
  if (!self->following)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.decide", "i", RUSHES_VERDICT_PICK);
}

static void
on_reject (RushesJudgeRow *self)
{
  if (!self->following)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.decide", "i", RUSHES_VERDICT_REJECT);
}

/* The focus stays with the take: the next key is for that. */
static void
dress (RushesJudgeRow *self, GtkWidget *button, const char *name, const char *label, const char *css_class)
{
  gtk_widget_set_name (button, name);
  rushes_tip_set (button, label);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, css_class);
}

static void
add_stars (RushesJudgeRow *self, GtkWidget *box)
{
  for (int i = 0; i < RUSHES_RATING_BEST; i++)
    {
      g_autofree char *label = g_strdup_printf (ngettext ("%d star", "%d stars", i + 1), i + 1), *name = g_strdup_printf ("star-%d", i + 1);
      self->stars[i] = gtk_button_new_with_label ("☆");
      dress (self, self->stars[i], name, label, "star");
      g_signal_connect_swapped (self->stars[i], "clicked", G_CALLBACK (on_star), self);
      gtk_box_append (GTK_BOX (box), self->stars[i]);
    }
}

static GtkWidget *
add_toggle (RushesJudgeRow *self, GtkWidget *box, const char *icon, const char *name, const char *label, GCallback toggled)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  dress (self, button, name, label, "judge");
  gtk_widget_add_css_class (button, name);
  g_signal_connect_swapped (button, "toggled", toggled, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
rushes_judge_row_dispose (GObject *object)
{
  rushes_judge_row_set_clip (RUSHES_JUDGE_ROW (object), NULL);
  G_OBJECT_CLASS (rushes_judge_row_parent_class)->dispose (object);
}

static void
rushes_judge_row_class_init (RushesJudgeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_judge_row_dispose;
}

static void
rushes_judge_row_init (RushesJudgeRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (self), self->label);
  gtk_box_append (GTK_BOX (self), box);
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self), "judgerow");
  add_stars (self, box);
  self->favourite = add_toggle (self, box, "rushes-heart-symbolic", "favourite", _("Favourite"), G_CALLBACK (on_favourite));
  self->pick = add_toggle (self, box, "rushes-pick-symbolic", "pick", _("Pick"), G_CALLBACK (on_pick));
  self->reject = add_toggle (self, box, "rushes-reject-symbolic", "reject", _("Reject"), G_CALLBACK (on_reject));
}
