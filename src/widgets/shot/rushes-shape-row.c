/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shape-row.h"

#include "rushes-tip.h"

#include <glib/gi18n.h>

/* A size in pixels, typed as “1280 × 720” or “1280x720”, or one of the usual shapes; it may be inherited. “changed” when it is the user's; “given” when
 * it is inherited again, or nothing is typed. */
struct _RushesShapeRow
{
  AdwActionRow parent_instance;
  GtkWidget *entry, *give_back;
  int width, height; /* that is shown; 0: none */
};

G_DEFINE_FINAL_TYPE (RushesShapeRow, rushes_shape_row, ADW_TYPE_ACTION_ROW)

#define LARGEST 8192 /* pixels */

enum
{
  CHANGED,
  GIVEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *ratio;
  int width, height;
} shapes[] = {
  { "16:9", 1280, 720 }, { "16:9", 832, 480 }, { "9:16", 720, 1280 }, { "9:16", 480, 832 }, { "1:1", 960, 960 }, { "4:3", 960, 720 }, { "21:9", 1344, 576 },
};

/* (transfer full) */
static char *
dup_size (int width, int height)
{
  return width > 0 && height > 0 ? g_strdup_printf ("%d × %d", width, height) : g_strdup ("");
}

/* Two whole numbers with anything between them. */
static gboolean
parse (const char *text, int *width, int *height)
{
  char *end;
  gint64 first = g_ascii_strtoll (text, &end, 10), second;

  while (*end != '\0' && !g_ascii_isdigit (*end))
    end++;
  second = g_ascii_strtoll (end, NULL, 10);
  *width = (int) CLAMP (first, 0, LARGEST + 1);
  *height = (int) CLAMP (second, 0, LARGEST + 1);
  return *width > 0 && *height > 0 && *width <= LARGEST && *height <= LARGEST;
}

static void
set_wrong (RushesShapeRow *self, gboolean wrong)
{
  rushes_tip_mark (self->entry, wrong, NULL);
}

static void
give_back (RushesShapeRow *self)
{
  set_wrong (self, FALSE);
  g_signal_emit (self, signals[GIVEN], 0);
}

/* What is typed counts when the field is left, or Enter is pressed. */
static void
on_typed (RushesShapeRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int width, height;

  if (*text == '\0')
    {
      if (self->width > 0)
        give_back (self);
      return;
    }
  set_wrong (self, !parse (text, &width, &height));
  if (gtk_widget_has_css_class (self->entry, "error") || (width == self->width && height == self->height))
    return;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
choose (GtkWidget *widget, const char *action, GVariant *size)
{
  RushesShapeRow *self = RUSHES_SHAPE_ROW (widget);
  g_autofree char *text = NULL;
  int width, height;

  g_variant_get (size, "(ii)", &width, &height);
  text = dup_size (width, height);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  on_typed (self);
}

static void
rushes_shape_row_class_init (RushesShapeRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GIVEN] = g_signal_new ("given", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "shape.choose", "(ii)", choose);
}

static GMenuModel *
new_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *size = dup_size (shapes[i].width, shapes[i].height), *label = g_strdup_printf ("%s · %s", shapes[i].ratio, size);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "shape.choose", "(ii)", shapes[i].width, shapes[i].height);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static GtkWidget *
new_button (RushesShapeRow *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");

  gtk_widget_add_css_class (button, "flat");
  rushes_tip_set (button, _("Inherit Again"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (give_back), self);
  return button;
}

static void
rushes_shape_row_init (RushesShapeRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autoptr (GMenuModel) menu = new_menu ();
  GtkWidget *presets = g_object_new (GTK_TYPE_MENU_BUTTON, "icon-name", "pan-down-symbolic", "menu-model", menu, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->entry = g_object_new (GTK_TYPE_ENTRY, "width-chars", 12, "max-width-chars", 12, "xalign", 1.0, "name", "shape-entry", NULL);
  self->give_back = new_button (self);
  rushes_tip_name_entry (GTK_EDITABLE (self->entry), _("Size"));
  gtk_widget_add_css_class (presets, "flat");
  rushes_tip_set (presets, _("Usual Shapes"));
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_typed), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_typed), self);
  gtk_widget_add_controller (self->entry, focus);
  for (GtkWidget *const *each = (GtkWidget *const[]) { self->give_back, self->entry, presets, NULL }; *each != NULL; each++)
    {
      gtk_widget_set_valign (*each, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self), *each);
    }
  rushes_tip_note_row (self->entry);
}

GtkWidget *
rushes_shape_row_new (void)
{
  return g_object_new (RUSHES_TYPE_SHAPE_ROW, "title", _("Size"), NULL);
}

/* @width, @height: 0: nobody says one. @own: it can be given back. @origin: (nullable): whose it is otherwise, in words */
void
rushes_shape_row_set (RushesShapeRow *self, int width, int height, gboolean own, const char *origin)
{
  g_autofree char *text = dup_size (width, height);

  self->width = width;
  self->height = height;
  set_wrong (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("of the model"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), own || origin == NULL ? "" : origin);
  gtk_widget_set_visible (self->give_back, own);
  if (own || width == 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "inherited");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "inherited");
}

/* Returns: whether what is typed is a size */
gboolean
rushes_shape_row_get (RushesShapeRow *self, int *width, int *height)
{
  return parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), width, height);
}
