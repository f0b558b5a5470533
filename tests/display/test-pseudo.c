/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "pages.h"
#include "top.h"

#include "rushes-scratch.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <sys/wait.h>

/* Every page, in a wide window and a narrow one: what is said is read whole, and what is pressed is large enough. In a language whose words are two fifths
 * longer and full of accents (tests/support/pseudo.py), where nothing of ours may be left in English; with “large” as an argument in letters of twice the size and high contrast,
 * with “mirrored” in a language that is read from the right. */

typedef enum
{
  LONG_WORDS,
  LARGE_TEXT,
  MIRRORED,
} Mode;

static Mode mode;

#define LETTERS "[[:alpha:]]{2}"
#define ACCENTS "[áçéĝíñöšüýÁÇÉĜÍÑÖŠÜÝ]"

static guint n_seen; /* texts in the other language, on the page that was checked last */

/* What is not ours to translate: what people typed, names, units, and what GTK says of itself. */
static gboolean
is_foreign (GtkWidget *widget, const char *text)
{
  static const char *const foreign =
    "^(Take number|a red fox|Film$|It looks up|The Last Tram|Ines|a woman|none\\.wav|ComfyUI|OpenAI|Sora|sora|Rushes|Wan |wan|Hunyuan|LTX|A lighthouse|A lone walker|"
    "OpenTimelineIO|FCPXML|EDL|JSON|X-API-Key|api-key|image_url|frame_images|Authorization|Ctrl|Shift|Alt|Sample|sample|http|127\\.|H\\.264|video_|[0-9a-f]{8}-|blurry|test|[A-Z][a-z]+ 20[0-9]{2}$|\\(|[0-9])";

  /* The prompts of the demo, and its servers among other names: what people type. */
  if (g_str_equal (text, _("A lighthouse on a black cliff at dusk, slow push in")) || g_str_equal (text, _("A lone walker crosses the dunes, morning light")) ||
      g_regex_match_simple ("^(ComfyUI|OpenAI Sora) · ", text, 0, 0))
    return TRUE;
  if (g_str_equal (text, "Preferences") && gtk_widget_get_ancestor (widget, ADW_TYPE_HEADER_BAR) != NULL) /* libadwaita's title of them */
    return TRUE;
  for (GtkWidget *each = widget; each != NULL; each = gtk_widget_get_parent (each))
    if (g_str_has_prefix (G_OBJECT_TYPE_NAME (each), "GtkShortcut") || GTK_IS_FILE_CHOOSER (each) || GTK_IS_EDITABLE (each) || GTK_IS_TEXT_VIEW (each))
      return TRUE;
  return g_regex_match_simple (foreign, text, 0, 0);
}

/* Where libadwaita has one line, however long the words are: the title of an entry, of a dialog, and what is chosen in a list that shows it whole; in large
 * text, of a page and what is at the foot of a narrow window, and what a toast says (which a tooltip says whole), too. */
static gboolean
is_of_one_line (GtkWidget *widget)
{
  if ((mode == LARGE_TEXT || get_top () != NULL) &&
      (gtk_widget_get_ancestor (widget, ADW_TYPE_HEADER_BAR) != NULL || gtk_widget_get_ancestor (widget, ADW_TYPE_VIEW_SWITCHER_BAR) != NULL))
    return TRUE;
  for (GtkWidget *each = widget; each != NULL && mode == LARGE_TEXT; each = gtk_widget_get_parent (each))
    if (g_str_equal (G_OBJECT_TYPE_NAME (each), "AdwToastWidget"))
      return TRUE;
  return gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL || gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW) != NULL;
}

/* Whether a label shows all of its words. */
static gboolean
shows_all (GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  return !pango_layout_is_ellipsized (layout) && width <= gtk_widget_get_width (GTK_WIDGET (label)) + 1 && height <= gtk_widget_get_height (GTK_WIDGET (label)) + 1;
}

/* An inscription has the room that it is given: whether its words fit into that. */
static gboolean
has_room (GtkInscription *inscription)
{
  GtkWidget *widget = GTK_WIDGET (inscription);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, gtk_inscription_get_text (inscription));
  int width, height;

  pango_layout_set_width (layout, gtk_widget_get_width (widget) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, &width, &height);
  return width <= gtk_widget_get_width (widget) + 1 && height <= gtk_widget_get_height (widget) + 1;
}

/* Returns: how many texts below @parent are wrong; each is printed */
static guint
look_at (GtkWidget *parent, const char *page)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const char *text = GTK_IS_LABEL (child) ? gtk_label_get_text (GTK_LABEL (child)) : GTK_IS_INSCRIPTION (child) ? gtk_inscription_get_text (GTK_INSCRIPTION (child)) : NULL;

      if (!gtk_widget_get_child_visible (child) || !gtk_widget_get_mapped (child) || gtk_widget_get_opacity (child) == 0)
        continue;
      n += look_at (child, page);
      if (text == NULL || !g_regex_match_simple (LETTERS, text, 0, 0))
        continue;
      if (mode == LARGE_TEXT || g_regex_match_simple (ACCENTS, text, 0, 0))
        {
          n_seen++;
          if (is_foreign (child, text) || is_of_one_line (child) || (GTK_IS_LABEL (child) ? shows_all (GTK_LABEL (child)) : has_room (GTK_INSCRIPTION (child))))
            continue;
          g_printerr ("%s: cut off: “%s”, %s in %s, %d × %d\n", page, text, G_OBJECT_TYPE_NAME (child), G_OBJECT_TYPE_NAME (gtk_widget_get_parent (child)),
                      gtk_widget_get_width (child), gtk_widget_get_height (child));
        }
      else if (!is_foreign (child, text))
        g_printerr ("%s: not translated: “%s”, in %s\n", page, text, G_OBJECT_TYPE_NAME (gtk_widget_get_parent (child)));
      else
        continue;
      n++;
    }
  return n;
}

/* What is cut off, and what is not translated, is found. */
static void
test_it_finds (void)
{
  GtkWidget *other = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label = gtk_label_new ("Ĝéñérátéééé ñöööw"), *english = gtk_label_new ("Left in English");

  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", "gtk-enable-animations", FALSE, NULL); /* letters as on a desktop */
  if (mode == LARGE_TEXT)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, "gtk-decoration-layout", ":close", NULL);
  if (mode == MIRRORED)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 6);
  gtk_widget_set_halign (label, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), english);
  gtk_window_set_child (GTK_WINDOW (other), box);
  gtk_window_present (GTK_WINDOW (other));
  wait_until (gtk_widget_get_mapped (label) && gtk_widget_get_width (label) > 0);
  g_assert_cmpuint (look_at (box, "to be found"), ==, mode == LARGE_TEXT ? 1 : 2);
  gtk_label_set_max_width_chars (GTK_LABEL (label), -1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_text (GTK_LABEL (english), "a red fox");
  wait_until (look_at (box, "while it grows") == 0);
  gtk_window_destroy (GTK_WINDOW (other));
}

/* What a finger or an unsteady hand can still hit. */
#define SMALLEST 24

static gboolean
is_target (GtkWidget *widget)
{
  if (GTK_IS_LINK_BUTTON (widget) || gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLBAR) != NULL)
    return FALSE;
  return GTK_IS_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_ENTRY (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_DROP_DOWN (widget);
}

/* Whether something can be moved into sight from the side. */
static gboolean
is_in_scroller (GtkWidget *widget)
{
  GtkPolicyType policy = GTK_POLICY_NEVER;
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  if (scroller != NULL)
    gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (scroller), &policy, NULL);
  return policy != GTK_POLICY_NEVER;
}

/* Returns: how many things below @parent reach out of @root, left or right; each is printed */
static guint
find_outside (GtkWidget *root, GtkWidget *parent, const char *page)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds = { 0 };

      if (!gtk_widget_get_child_visible (child) || !gtk_widget_get_mapped (child) || GTK_IS_NATIVE (child))
        continue;
      n += find_outside (root, child, page);
      if (!(is_target (child) || GTK_IS_LABEL (child)) || is_in_scroller (child) || !gtk_widget_compute_bounds (child, root, &bounds) ||
          (bounds.origin.x >= -1 && bounds.origin.x + bounds.size.width <= gtk_widget_get_width (root) + 1))
        continue;
      g_printerr ("%s: out of the window: %s “%s” in %s, from %g to %g\n", page, G_OBJECT_TYPE_NAME (child),
                  GTK_IS_LABEL (child) ? gtk_label_get_text (GTK_LABEL (child)) : gtk_widget_get_name (child),
                  G_OBJECT_TYPE_NAME (gtk_widget_get_parent (child)), bounds.origin.x, bounds.origin.x + bounds.size.width);
      n++;
    }
  return n;
}

/* Returns: how many targets below @parent are too small; each is printed */
static guint
find_small (GtkWidget *parent, const char *page)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds = { 0 };

      if (!gtk_widget_get_child_visible (child) || !gtk_widget_get_mapped (child) || GTK_IS_FILE_CHOOSER (child))
        continue;
      n += find_small (child, page);
      if (!is_target (child) || (gtk_widget_compute_bounds (child, child, &bounds) && bounds.size.width >= SMALLEST && bounds.size.height >= SMALLEST))
        continue;
      g_printerr ("%s: too small: %s “%s” in %s, %g × %g\n", page, G_OBJECT_TYPE_NAME (child), gtk_widget_get_name (child),
                  G_OBJECT_TYPE_NAME (gtk_widget_get_parent (child)), bounds.size.width, bounds.size.height);
      n++;
    }
  return n;
}

static guint
look (GtkWidget *top, const char *page)
{
  guint n;

  n_seen = 0;
  n = look_at (top, page) + find_small (top, page) + find_outside (top, top, page);
  g_assert_cmpuint (n_seen, >, 0);
  return n;
}

static void
test_mode (void)
{
  if (mode != LARGE_TEXT)
    g_assert_cmpstr (_("Generate"), ==, "Ĝéñérátéééé");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (window), "contrast") == (mode == LARGE_TEXT));
}

/* Returns: whether the language could be made */
static gboolean
learn (void)
{
  g_autofree char *folder = rushes_scratch_make (), *locales = g_build_filename (folder, "locales", NULL), *script = g_build_filename (g_getenv ("TOP"), "tests/support/pseudo.py", NULL);
  const char *words[] = { g_getenv ("PYTHON"), script, g_getenv ("TOP"), folder, NULL };
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    return FALSE;
  g_assert_cmpint (status, ==, 0);
  g_setenv ("LOCPATH", locales, TRUE);
  g_setenv ("LC_ALL", "xx_XX.UTF-8", TRUE);
  g_setenv ("LANGUAGE", "xx", TRUE);
  g_assert_nonnull (setlocale (LC_ALL, ""));
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return TRUE;
}

static void
choose_mode (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    mode = g_str_equal (argv[i], "large") ? LARGE_TEXT : g_str_equal (argv[i], "mirrored") ? MIRRORED : mode;
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  choose_mode (argc, argv);
  if (mode == LARGE_TEXT)
    g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  if (mode != LARGE_TEXT && !learn ())
    return 77;
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/pseudo/it-finds", test_it_finds);
  g_test_add_func ("/pseudo/mode", test_mode);
  pages_add_tests ("pseudo", look);
  return drive (argc, argv);
}
