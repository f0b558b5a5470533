/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-difference-bar.h"

#include "rushes-differences.h"
#include "rushes-review-cell.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

struct _RushesDifferenceBar
{
  GtkBox parent_instance;
  GtkWidget *summary, *button, *list;
  gboolean narrow;
};

#define SHOWN_VALUES 3 /* of a setting, in short */
#define SHOWN_CHARS 28 /* of a value, in short */

G_DEFINE_FINAL_TYPE (RushesDifferenceBar, rushes_difference_bar, GTK_TYPE_BOX)

/* Returns: (transfer full): for markup */
static char *
dup_short (const char *value)
{
  g_autofree char *start = g_utf8_strlen (value, -1) > SHOWN_CHARS ? g_utf8_substring (value, 0, SHOWN_CHARS - 1) : NULL;
  g_autofree char *text = start != NULL ? g_strconcat (g_strchomp (start), "…", NULL) : g_strdup (*value != '\0' ? value : _("none"));

  g_strdelimit (text, "\n\t", ' ');
  return g_markup_escape_text (text, -1);
}

/* Returns: the value that more than one has, if most have it, or NULL */
static const char *
find_usual (const RushesDifference *difference, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint count = 0;
      for (guint k = 0; k < n; k++)
        count += g_str_equal (difference->values[k], difference->values[i]);
      if (count > 1 && count * 2 >= n)
        return difference->values[i];
    }
  return NULL;
}

/* "Seed 1 482 2 771 3 118 + 3", or "CFG 4 5.0 others 3.5"; only the name where there is no room. */
static void
append_short (GString *markup, const RushesDifference *difference, GPtrArray *cells, gboolean narrow)
{
  const char *usual = find_usual (difference, cells->len);
  g_autofree char *name = g_markup_escape_text (difference->name, -1), *others = usual != NULL ? dup_short (usual) : NULL;
  guint shown = 0, left = 0;

  g_string_append_printf (markup, "%s<span alpha=\"65%%\">%s</span>", markup->len > 0 ? "    " : "", name);
  if (narrow)
    return;
  for (guint i = 0; i < cells->len; i++)
    {
      g_autofree char *value = dup_short (difference->values[i]);
      if (usual != NULL && g_str_equal (difference->values[i], usual))
        continue;
      if (shown++ < SHOWN_VALUES)
        g_string_append_printf (markup, " <b>%d</b> %s", rushes_review_cell_get_number (cells->pdata[i]), value);
      else
        left++;
    }
  if (left > 0)
    g_string_append_printf (markup, " + %u", left);
  if (usual != NULL)
    g_string_append_printf (markup, _(" <b>others</b> %s"), others);
}

static void
add_line (RushesDifferenceBar *self, const char *markup, gboolean heading)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  if (heading)
    gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (self->list), label);
}

/* Every take's value in full. */
static void
add_full (RushesDifferenceBar *self, const RushesDifference *difference, GPtrArray *cells)
{
  g_autofree char *name = g_markup_escape_text (difference->name, -1);

  add_line (self, name, TRUE);
  for (guint i = 0; i < cells->len; i++)
    {
      g_autofree char *value = g_markup_escape_text (*difference->values[i] != '\0' ? difference->values[i] : _("none"), -1);
      g_autofree char *line = g_strdup_printf ("<b>%d</b>  %s", rushes_review_cell_get_number (cells->pdata[i]), value);
      add_line (self, line, FALSE);
    }
}

static void
clear_list (RushesDifferenceBar *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
}

static void
show_count (RushesDifferenceBar *self, guint n, guint n_same)
{
  g_autofree char *same = g_strdup_printf (ngettext ("%u other setting is the same", "%u other settings are the same", n_same), n_same);

  rushes_tip_tell (self->button, same);
  gtk_widget_set_visible (self->button, n > 0);
  if (n > 0)
    add_line (self, same, FALSE);
}

/* For what is shown next. */
void
rushes_difference_bar_set_narrow (RushesDifferenceBar *self, gboolean narrow)
{
  self->narrow = narrow;
}

/* @cells: (element-type RushesReviewCell): the takes that are shown */
void
rushes_difference_bar_show (RushesDifferenceBar *self, GPtrArray *cells)
{
  const RushesClipInfo **infos = g_newa (const RushesClipInfo *, MAX (1, cells->len));
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GString) markup = g_string_new (NULL);
  guint n_same;

  for (guint i = 0; i < cells->len; i++)
    infos[i] = rushes_clip_get_info (rushes_review_cell_get_clip (cells->pdata[i]));
  differences = rushes_differences_find (infos, cells->len, &n_same);
  clear_list (self);
  for (guint i = 0; i < differences->len; i++)
    {
      append_short (markup, differences->pdata[i], cells, self->narrow);
      add_full (self, differences->pdata[i], cells);
    }
  show_count (self, differences->len, n_same);
  if (differences->len == 0 && cells->len > 1)
    g_string_append (markup, _("All settings are the same"));
  gtk_label_set_markup (GTK_LABEL (self->summary), markup->str);
}

static void
rushes_difference_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_DIFFERENCE_BAR);
  G_OBJECT_CLASS (rushes_difference_bar_parent_class)->dispose (object);
}

static void
rushes_difference_bar_class_init (RushesDifferenceBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_difference_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-difference-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesDifferenceBar, summary);
  gtk_widget_class_bind_template_child (widget_class, RushesDifferenceBar, button);
  gtk_widget_class_bind_template_child (widget_class, RushesDifferenceBar, list);
}

static void
rushes_difference_bar_init (RushesDifferenceBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
