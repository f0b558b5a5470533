/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-card.h"

#include "rushes-board-file.h"
#include "rushes-context-menu.h"
#include "rushes-poster.h"
#include "rushes-shot-words.h"
#include "rushes-tip.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* A board among all: pictures of its first shots that have some, what it is called, how long it is and when it was changed; or why it cannot
 * be read. */

#define N_FRAMES 4
#define GAP 2          /* between the pictures */
#define SIDE 9
#define SPACING 3
#define SMALLEST_WIDTH 208

struct _RushesBoardCard
{
  GtkWidget parent_instance;
  RushesLibrary *library;
  RushesThumbnailer *thumbnailer;
  const RushesBoardFacts *facts; /* of the list, which outlives it */
  GtkWidget *frames[N_FRAMES], *title, *line, *restore;
  GCancellable *loading;
};

G_DEFINE_FINAL_TYPE (RushesBoardCard, rushes_board_card, GTK_TYPE_WIDGET)

/* What a worker looks up: which file shows what. */
typedef struct
{
  RushesLibrary *library;
  char *slug;
  char **pictures;
  GCancellable *loading;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->library);
  g_free (search->slug);
  g_strfreev (search->pictures);
  g_object_unref (search->loading);
  g_free (search);
}

/* (nullable): of a clip; NULL: it is a still */
static const char *
get_clip (const char *picture)
{
  return g_str_has_prefix (picture, "clip:") ? picture + strlen ("clip:") : NULL;
}

/* (element-type utf8): a path for each, "" for one that is gone */
static gpointer
find_paths (gpointer order, GError **error)
{
  Search *search = order;
  RushesPaths *all = rushes_library_get_paths (search->library);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = rushes_board_file_dup_folder (all, search->slug);

  for (char **picture = search->pictures; *picture != NULL; picture++)
    {
      g_autoptr (RushesClipInfo) info = get_clip (*picture) != NULL ? rushes_library_find_clip (search->library, get_clip (*picture), NULL) : NULL;
      g_ptr_array_add (paths, get_clip (*picture) == NULL ? g_canonicalize_filename (*picture, folder)
                              : info != NULL              ? rushes_paths_dup_clip_path (all, info->name)
                                                          : g_strdup (""));
    }
  return paths;
}

static void
on_poster (GObject *source, GAsyncResult *result, gpointer poster)
{
  g_autoptr (RushesPoster) held = rushes_way_back_take (poster);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, &error);

  if (held != NULL && texture != NULL)
    rushes_poster_set_paintable (held, GDK_PAINTABLE (texture));
}

static void
on_paths (gpointer widget, gpointer order, gpointer result, const GError *error)
{
  RushesBoardCard *self = widget;
  Search *search = order;
  GPtrArray *paths = result;

  for (guint i = 0; !g_cancellable_is_cancelled (search->loading) && i < paths->len && i < N_FRAMES; i++)
    {
      const char *path = paths->pdata[i], *clip = get_clip (search->pictures[i]);
      if (*path != '\0')
        rushes_thumbnailer_load_async (self->thumbnailer, clip != NULL ? clip : path, path, clip != NULL ? RUSHES_THUMBNAIL_POSTER : RUSHES_THUMBNAIL_STILL,
                                       search->loading, on_poster, rushes_way_back_new (self->frames[i]));
    }
}

static void
load_pictures (RushesBoardCard *self)
{
  Search *search;

  for (guint i = 0; i < N_FRAMES; i++)
    rushes_poster_set_paintable (RUSHES_POSTER (self->frames[i]), NULL);
  if (self->facts->pictures == NULL || *self->facts->pictures == NULL)
    return;
  self->loading = g_cancellable_new ();
  search = g_new (Search, 1);
  *search = (Search) { g_object_ref (self->library), g_strdup (self->facts->slug), g_strdupv (self->facts->pictures), g_object_ref (self->loading) };
  rushes_way_back_work (self, find_paths, search, search_free, (GDestroyNotify) g_ptr_array_unref, on_paths);
}

/* (transfer full): “18 shots · 1:58 · 28 November” */
static char *
dup_line (const RushesBoardFacts *facts)
{
  g_autofree char *shots = g_strdup_printf (ngettext ("%d shot", "%d shots", (gulong) facts->n_shots), (int) facts->n_shots);
  int seconds = (int) (rushes_rate_to_seconds (facts->rate, facts->frames) + .5);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (facts->changed_us / G_USEC_PER_SEC), when = utc != NULL ? g_date_time_to_local (utc) : NULL;
  /* Translators: a day, for g_date_time_format() */
  g_autofree char *day = when != NULL ? g_date_time_format (when, _("%-d %B")) : g_strdup ("");

  return g_strdup_printf (_("%s · %d:%02d · %s"), shots, seconds / 60, seconds % 60, day);
}

static void
describe (RushesBoardCard *self, const char *title, const char *line)
{
  g_autofree char *text = g_strconcat (title, ", ", line, NULL);
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (cell != NULL) /* it has the focus */
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* @facts: (nullable): they are there until others are set */
void
rushes_board_card_set_facts (RushesBoardCard *self, const RushesBoardFacts *facts)
{
  g_autofree char *line = NULL;

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->facts = facts;
  if (facts == NULL)
    return;
  line = facts->problem != NULL ? g_strdup (_("It cannot be read")) : dup_line (facts);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->title), facts->problem != NULL ? facts->slug : facts->title);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->line), line);
  rushes_tip_tell (self->line, facts->problem);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->restore), "s", facts->slug);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->restore), "win.restore-board");
  gtk_widget_set_visible (self->restore, facts->problem != NULL);
  load_pictures (self);
  describe (self, facts->problem != NULL ? facts->slug : facts->title, facts->problem != NULL ? facts->problem : line);
}

/* Returns: (transfer none) (nullable) */
const RushesBoardFacts *
rushes_board_card_get_facts (RushesBoardCard *self)
{
  return self->facts;
}

static int
get_natural (GtkWidget *part, GtkOrientation orientation)
{
  int minimum, natural;

  gtk_widget_measure (part, orientation, -1, &minimum, &natural, NULL, NULL);
  return natural;
}

static GtkSizeRequestMode
rushes_board_card_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rushes_board_card_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                           int *natural_baseline)
{
  RushesBoardCard *self = RUSHES_BOARD_CARD (widget);

  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = SMALLEST_WIDTH;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = MAX (for_size, SMALLEST_WIDTH) * 9 / 16 + 6 + get_natural (self->title, GTK_ORIENTATION_VERTICAL) + SPACING +
                          get_natural (self->line, GTK_ORIENTATION_VERTICAL) + SIDE;
}

/* @x: from where a line begins, which is the right in some languages */
static void
place (RushesBoardCard *self, GtkWidget *part, int x, int y, int width, int height)
{
  if (!gtk_widget_should_layout (part))
    return;
  if (gtk_widget_get_direction (part) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  gtk_widget_size_allocate (part, &(GtkAllocation) { x, y, MAX (0, width), MAX (0, height) }, -1);
}

static void
rushes_board_card_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RushesBoardCard *self = RUSHES_BOARD_CARD (widget);
  int below = width * 9 / 16, first = (width - GAP) / 2, upper = (below - GAP) / 2, title = get_natural (self->title, GTK_ORIENTATION_VERTICAL);
  int button = get_natural (self->restore, GTK_ORIENTATION_HORIZONTAL), tall = get_natural (self->restore, GTK_ORIENTATION_VERTICAL);

  for (int i = 0; i < N_FRAMES; i++)
    place (self, self->frames[i], i % 2 * (first + GAP), i / 2 * (upper + GAP), i % 2 == 0 ? first : width - first - GAP, i / 2 == 0 ? upper : below - upper - GAP);
  place (self, self->title, SIDE, below + 6, width - 2 * SIDE, title);
  place (self, self->line, SIDE, below + 6 + title + SPACING, width - 2 * SIDE, get_natural (self->line, GTK_ORIENTATION_VERTICAL));
  place (self, self->restore, (width - button) / 2, (below - tall) / 2, button, tall);
}

static void
rushes_board_card_dispose (GObject *object)
{
  RushesBoardCard *self = RUSHES_BOARD_CARD (object);

  if (self->title != NULL)
    rushes_board_card_set_facts (self, NULL);
  for (guint i = 0; i < N_FRAMES; i++)
    g_clear_pointer (&self->frames[i], gtk_widget_unparent);
  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_pointer (&self->restore, gtk_widget_unparent);
  g_clear_object (&self->library);
  g_clear_object (&self->thumbnailer);
  G_OBJECT_CLASS (rushes_board_card_parent_class)->dispose (object);
}

static void
rushes_board_card_class_init (RushesBoardCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_board_card_dispose;
  widget_class->get_request_mode = rushes_board_card_get_request_mode;
  widget_class->measure = rushes_board_card_measure;
  widget_class->size_allocate = rushes_board_card_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "boardcard");
}

static GtkWidget *
new_text (RushesBoardCard *self, const char *const *classes)
{
  GtkWidget *text = g_object_new (GTK_TYPE_INSCRIPTION, "nat-chars", 10, "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, NULL);

  gtk_widget_set_css_classes (text, (const char **) classes);
  gtk_widget_set_parent (text, GTK_WIDGET (self));
  return text;
}

static void
rushes_board_card_init (RushesBoardCard *self)
{
  for (guint i = 0; i < N_FRAMES; i++)
    {
      self->frames[i] = rushes_poster_new ();
      gtk_widget_set_parent (self->frames[i], GTK_WIDGET (self));
    }
  self->title = new_text (self, (const char *[]) { "heading", NULL });
  self->line = new_text (self, (const char *[]) { "caption", "dim-label", NULL });
  self->restore = gtk_button_new_with_mnemonic (_("_Restore"));
  gtk_widget_set_parent (self->restore, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  rushes_context_menu_mark (GTK_WIDGET (self));
}

GtkWidget *
rushes_board_card_new (RushesLibrary *library, RushesThumbnailer *thumbnailer)
{
  RushesBoardCard *self = g_object_new (RUSHES_TYPE_BOARD_CARD, NULL);

  self->library = g_object_ref (library);
  self->thumbnailer = g_object_ref (thumbnailer);
  return GTK_WIDGET (self);
}
