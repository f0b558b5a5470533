/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-cell.h"

#include "rushes-tip.h"

/* GtkEditableLabel does not ellipsise. The entry is made when it is first needed: most cells are only looked at. */
struct _RushesShotCell
{
  GtkWidget parent_instance;
  GtkStack *stack;
  GtkLabel *label;
  GtkWidget *text;            /* GtkText; NULL until it was needed */
  char *name, *said;          /* name: for a screen reader; said: what it says, "" if nothing */
  const char *const *choices; /* (nullable): values that many want */
  RushesShotCellCheck check;
  gpointer check_data;
  gboolean leaving;
};

enum
{
  EDITED,
  GO,
  WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesShotCell, rushes_shot_cell, GTK_TYPE_WIDGET)

gboolean
rushes_shot_cell_is_edited (RushesShotCell *self)
{
  return self->text != NULL && gtk_stack_get_visible_child (self->stack) == self->text;
}

/* Returns: whether it may be left */
static gboolean
take (RushesShotCell *self, const char *text)
{
  g_autofree char *tidy = g_strstrip (g_strdup (text));

  if (g_str_equal (tidy, self->said))
    return TRUE;
  if (self->check != NULL && !self->check (tidy, self->check_data))
    {
      rushes_tip_mark (self->text != NULL ? self->text : GTK_WIDGET (self->label), TRUE, NULL);
      gtk_widget_error_bell (GTK_WIDGET (self));
      return FALSE;
    }
  g_signal_emit (self, signals[EDITED], 0, tidy);
  return TRUE;
}

/* Shows what it says again, which the board will change. */
static void
leave (RushesShotCell *self)
{
  self->leaving = TRUE;
  rushes_tip_mark (self->text, FALSE, NULL);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->label));
  self->leaving = FALSE;
}

static void
finish (RushesShotCell *self, int columns, int rows)
{
  if (!take (self, gtk_editable_get_text (GTK_EDITABLE (self->text))))
    return;
  leave (self);
  g_signal_emit (self, signals[GO], 0, columns, rows);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RushesShotCell *self)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if (!rushes_shot_cell_is_edited (self))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab || key == GDK_KEY_KP_Tab)
    finish (self, shift || key == GDK_KEY_ISO_Left_Tab ? -1 : 1, 0);
  else if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    finish (self, 0, shift ? -1 : 1);
  else if (key == GDK_KEY_Down || key == GDK_KEY_Up)
    finish (self, 0, key == GDK_KEY_Up ? -1 : 1);
  else if (key == GDK_KEY_Escape)
    {
      leave (self);
      g_signal_emit (self, signals[GO], 0, 0, 0);
    }
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* Elsewhere: what was typed counts, if it can. */
static void
on_focus_left (RushesShotCell *self)
{
  if (self->leaving || !rushes_shot_cell_is_edited (self))
    return;
  take (self, gtk_editable_get_text (GTK_EDITABLE (self->text)));
  leave (self);
}

static void
make_text (RushesShotCell *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  self->text = gtk_text_new ();
  gtk_widget_add_css_class (self->text, "cellentry");
  gtk_widget_set_valign (self->text, GTK_ALIGN_CENTER);
  gtk_widget_set_name (self->text, "cell-text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, self->name, -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (self->text, keys);
  gtk_widget_add_controller (self->text, focus);
  gtk_stack_add_child (self->stack, self->text);
}

/* From here on it is typed into. */
void
rushes_shot_cell_edit (RushesShotCell *self)
{
  if (self->text == NULL)
    make_text (self);
  gtk_editable_set_text (GTK_EDITABLE (self->text), self->said);
  gtk_stack_set_visible_child (self->stack, self->text);
  gtk_widget_grab_focus (self->text);
  gtk_editable_select_region (GTK_EDITABLE (self->text), 0, -1);
}

static void
choose (GtkWidget *widget, const char *action, GVariant *value)
{
  take (RUSHES_SHOT_CELL (widget), g_variant_get_string (value, NULL));
}

/* When it is opened first. */
static void
make_choices (GtkMenuButton *button, gpointer data)
{
  RushesShotCell *self = data;
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; self->choices[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (self->choices[i], NULL);
      g_menu_item_set_action_and_target (item, "cell.choose", "s", self->choices[i]);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_create_popup_func (button, NULL, NULL, NULL);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
add_choices (RushesShotCell *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "pan-down-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_choices, self, NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "cellchoice");
  gtk_widget_set_focusable (button, FALSE);
  rushes_tip_set (button, self->name);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
}

/* A row that is pressed is selected; where it was so already, or pressed twice, the cell is meant. */
static void
on_pressed (GtkGestureClick *click, int n_press, double x, double y, RushesShotCell *self)
{
  if (n_press == 2)
    g_signal_emit (self, signals[WANTED], 0);
}

static void
rushes_shot_cell_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  RUSHES_SHOT_CELL (object)->text = NULL;
  G_OBJECT_CLASS (rushes_shot_cell_parent_class)->dispose (object);
}

static void
rushes_shot_cell_finalize (GObject *object)
{
  g_free (RUSHES_SHOT_CELL (object)->name);
  g_free (RUSHES_SHOT_CELL (object)->said);
  G_OBJECT_CLASS (rushes_shot_cell_parent_class)->finalize (object);
}

static void
rushes_shot_cell_class_init (RushesShotCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_shot_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_shot_cell_finalize;
  signals[EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[GO] = g_signal_new ("go", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[WANTED] = g_signal_new ("wanted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "cell.choose", "s", choose);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
rushes_shot_cell_init (RushesShotCell *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->said = g_strdup ("");
  self->stack = GTK_STACK (gtk_stack_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->label, 0);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->label));
  gtk_widget_set_hexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/* @name: what it is about; @choices: (nullable): static */
GtkWidget *
rushes_shot_cell_new (const char *name, const char *const *choices)
{
  RushesShotCell *self = g_object_new (RUSHES_TYPE_SHOT_CELL, NULL);

  self->name = g_strdup (name);
  self->choices = choices;
  if (choices != NULL)
    add_choices (self);
  return GTK_WIDGET (self);
}

/* What is being typed stays. @text: (nullable) */
void
rushes_shot_cell_set_text (RushesShotCell *self, const char *text)
{
  if (g_strcmp0 (self->said, text != NULL ? text : "") != 0)
    {
      g_free (self->said);
      self->said = g_strdup (text != NULL ? text : "");
    }
  gtk_label_set_label (self->label, *self->said != '\0' ? self->said : "–");
  gtk_widget_set_opacity (GTK_WIDGET (self->label), *self->said != '\0' ? 1 : .5);
}

/* Returns: what it says, "" if nothing */
const char *
rushes_shot_cell_get_text (RushesShotCell *self)
{
  return self->said;
}

void
rushes_shot_cell_set_check (RushesShotCell *self, RushesShotCellCheck check, gpointer data)
{
  self->check = check;
  self->check_data = data;
}

/* Of what is read. */
void
rushes_shot_cell_add_class (RushesShotCell *self, const char *css_class)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->label), css_class);
}
