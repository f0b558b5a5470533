/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-card.h"

#include "rushes-context-menu.h"
#include "rushes-job-cover.h"
#include "rushes-poster.h"
#include "rushes-preview.h"
#include "rushes-scrub.h"
#include "rushes-shot-picture.h"
#include "rushes-shot-words.h"

#include <glib/gi18n.h>

/* One shot: the picture of the take that counts, how far it is, what happens in it. What few cards have (a warning, a job's progress) is
 * made when it is first shown. */
struct _RushesShotCard
{
  GtkWidget parent_instance;
  const RushesBoardContext *context;
  RushesShot *shot;
  RushesClip *clip;  /* (nullable): the take that is shown */
  RushesJob *job;    /* (nullable): one that makes a take */
  RushesPreview *preview; /* of it */
  GtkWidget *poster, *number, *kind, *action, *dialogue, *state, *warning, *cover;
  char *pictured;    /* (nullable): of what it has a picture, or awaits one */
  gboolean no_still; /* that is a still, and cannot be read */
  GCancellable *loading;
  RushesScrub *scrub;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (RushesShotCard, rushes_shot_card, GTK_TYPE_WIDGET)

#define GAP 6           /* around what lies on the picture */
#define SIDE 9          /* beside and below the text */
#define SPACING 3
#define WIDE_PICTURE 160

static void
drop_picture (RushesShotCard *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->scrub, rushes_scrub_free);
}

static void
on_preview (GdkTexture *texture, gpointer self)
{
  rushes_poster_set_paintable (RUSHES_POSTER (RUSHES_SHOT_CARD (self)->poster), GDK_PAINTABLE (texture));
}

static GtkWidget *
make_label (void)
{
  return gtk_label_new (NULL);
}

/* Returns: the child, made and shown if it is needed; hidden if it is there and is not */
static GtkWidget *
show_part (RushesShotCard *self, GtkWidget **part, gboolean needed, GtkWidget *(*make) (void))
{
  if (needed && *part == NULL)
    {
      *part = make ();
      gtk_widget_set_parent (*part, GTK_WIDGET (self));
    }
  if (*part != NULL)
    gtk_widget_set_visible (*part, needed);
  return *part;
}

static void
update_state (RushesShotCard *self, RushesShotState state)
{
  static const char *const styles[RUSHES_N_SHOT_STATES] = { "outline", "outline", "running", "choose", "done", "stale", "outline" };
  static const char *const signs[RUSHES_N_SHOT_STATES] = { "", "", "", "", "✓ ", "↻ ", "" };
  g_autofree char *text = g_strconcat (signs[state], rushes_shot_words_get_state (state), NULL);

  gtk_label_set_label (GTK_LABEL (self->state), text);
  gtk_widget_set_css_classes (self->state, (const char *[]) { "chip", styles[state], self->narrow ? "inrow" : NULL, NULL });
}

/* Returns: (transfer full): in words */
static char *
update_warning (RushesShotCard *self, RushesRate rate)
{
  gint64 lacking = self->clip != NULL ? rushes_shot_words_count_lacking (self->shot, self->clip, rate, rushes_shot_get_length (self->shot)) : 0;
  g_autofree char *length = rushes_shot_words_dup_length (rate, lacking), *text = NULL;
  gboolean gone = self->clip == NULL && rushes_shot_get_n_takes (self->shot) > 0, lost = self->clip != NULL && rushes_clip_get_missing (self->clip);

  if (gone || lost || self->no_still)
    text = g_strdup (gone ? _("Its clip is gone") : lost ? _("File missing") : _("Picture missing"));
  else if (lacking > 0)
    text = g_strdup_printf (_("%s short"), length);
  if (show_part (self, &self->warning, text != NULL && self->job == NULL, make_label) != NULL && text != NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->warning), text);
      gtk_widget_set_css_classes (self->warning, (const char *[]) { "chip", gone || lost || self->no_still ? "missing" : "bad", NULL });
    }
  return g_strconcat (text != NULL ? ", " : "", text != NULL ? text : "", NULL);
}

/* Returns: (transfer full): in words */
static char *
update_cover (RushesShotCard *self)
{
  GtkWidget *cover = show_part (self, &self->cover, self->job != NULL, rushes_job_cover_new);
  g_autofree char *text = self->job != NULL ? rushes_job_cover_update (RUSHES_JOB_COVER (cover), self->job) : NULL;

  return g_strconcat (text != NULL ? ", " : "", text != NULL ? text : "", NULL);
}

static const char *
get_text (RushesShotCard *self, const char *name)
{
  const char *text = rushes_board_item_get_string (rushes_shot_get_item (self->shot), name);

  return text != NULL ? text : "";
}

static void
update_text (RushesShotCard *self)
{
  g_autofree char *kind = rushes_shot_words_dup_kind (rushes_shot_get_item (self->shot)), *said = NULL;
  const char *action = get_text (self, RUSHES_BOARD_ACTION), *dialogue = get_text (self, RUSHES_BOARD_DIALOGUE);

  said = *dialogue != '\0' ? g_strdup_printf (_("“%s”"), dialogue) : g_strdup ("");
  gtk_label_set_label (GTK_LABEL (self->number), rushes_shot_get_shown (self->shot));
  gtk_inscription_set_text (GTK_INSCRIPTION (self->kind), kind);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->action), *action != '\0' ? action : get_text (self, RUSHES_BOARD_PROMPT));
  gtk_inscription_set_text (GTK_INSCRIPTION (self->dialogue), said);
}

static void
describe (RushesShotCard *self, const char *takes, const char *length, const char *more)
{
  g_autofree char *text = g_strdup_printf (_("Shot %s, %s"), rushes_shot_get_shown (self->shot), rushes_shot_words_get_state (rushes_shot_get_state (self->shot)));
  g_autofree char *all = g_strconcat (text, more, *takes != '\0' ? ", " : "", takes, ", ", length, ", ",
                                      gtk_inscription_get_text (GTK_INSCRIPTION (self->action)), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
}

static void
set_css_class (GtkWidget *widget, const char *name, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
update (RushesShotCard *self)
{
  RushesRate rate = rushes_board_get_rate (rushes_board_view_get_board (self->context->view));
  guint n = rushes_shot_get_n_takes (self->shot);
  g_autofree char *takes = n > 0 ? g_strdup_printf (ngettext ("%'u take", "%'u takes", n), n) : g_strdup ("");
  g_autofree char *length = rushes_shot_words_dup_length (rate, rushes_shot_get_length (self->shot)), *warning = NULL, *progress = NULL, *more = NULL;

  update_text (self);
  update_state (self, rushes_shot_get_state (self->shot));
  rushes_poster_set_words (RUSHES_POSTER (self->poster), self->job == NULL ? takes : NULL, self->job == NULL ? length : NULL);
  set_css_class (GTK_WIDGET (self), "empty", n == 0 && self->job == NULL && (self->pictured == NULL || self->no_still));
  set_css_class (GTK_WIDGET (self), "omitted", rushes_shot_get_played (self->shot) == 0);
  warning = update_warning (self, rate);
  progress = update_cover (self);
  more = g_strconcat (warning, progress, NULL);
  describe (self, takes, length, more);
}

static void
on_poster (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesShotCard *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* self may be gone */
    return;
  if (texture != NULL)
    rushes_poster_set_paintable (RUSHES_POSTER (self->poster), GDK_PAINTABLE (texture));
  else if (g_path_is_absolute (self->pictured))
    {
      self->no_still = TRUE;
      rushes_poster_set_paintable (RUSHES_POSTER (self->poster), NULL);
      update (self);
    }
}

/* The old picture stays until the other is there. */
static void
load_picture (RushesShotCard *self)
{
  g_autoptr (RushesShotPicture) picture = self->shot != NULL ? rushes_shot_picture_find (self->context, self->shot) : NULL;
  GdkTexture *texture = picture != NULL ? rushes_shot_picture_peek (picture, self->context->thumbnailer) : NULL;

  drop_picture (self);
  g_free (self->pictured);
  self->pictured = picture != NULL ? g_strdup (picture->id) : NULL;
  self->no_still = FALSE;
  if (picture == NULL || texture != NULL)
    {
      rushes_poster_set_paintable (RUSHES_POSTER (self->poster), texture != NULL ? GDK_PAINTABLE (texture) : NULL);
      return;
    }
  self->loading = g_cancellable_new ();
  rushes_shot_picture_load_async (picture, self->context->thumbnailer, self->loading, on_poster, self);
}

/* Unless it is that which is there. */
static void
show_picture (RushesShotCard *self)
{
  g_autoptr (RushesShotPicture) picture = rushes_shot_picture_find (self->context, self->shot);

  if (g_strcmp0 (picture != NULL ? picture->id : NULL, self->pictured) != 0)
    load_picture (self);
}

/* (transfer none) (nullable): one that is on its way for the shot */
static RushesJob *
find_job (RushesShotCard *self)
{
  g_auto (GStrv) ids = rushes_board_item_dup_texts (rushes_shot_get_item (self->shot), RUSHES_BOARD_JOBS);

  for (char **id = ids; *id != NULL; id++)
    {
      RushesJob *job = rushes_job_queue_find (self->context->queue, *id);
      if (job != NULL && !rushes_job_state_is_final (rushes_job_get_state (job)))
        return job;
    }
  return NULL;
}

static void
set_job (RushesShotCard *self, RushesJob *job)
{
  if (self->job == job)
    return;
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_pointer (&self->preview, rushes_preview_free);
  g_set_object (&self->job, job);
  if (job == NULL)
    {
      load_picture (self);
      return;
    }
  g_signal_connect_swapped (job, "notify", G_CALLBACK (update), self);
  self->preview = rushes_preview_new (job, on_preview, self);
}

static void
on_clip_there (RushesShotCard *self)
{
  load_picture (self);
  update (self);
}

static void
set_clip (RushesShotCard *self, RushesClip *clip)
{
  if (self->clip == clip)
    return;
  if (self->clip != NULL)
    g_signal_handlers_disconnect_by_data (self->clip, self);
  g_set_object (&self->clip, clip);
  if (clip != NULL)
    g_signal_connect_swapped (clip, "notify::missing", G_CALLBACK (on_clip_there), self);
}

/* Something of its shot, its clip or its job may be different. */
void
rushes_shot_card_look (RushesShotCard *self)
{
  if (self->shot == NULL || rushes_shot_get_item (self->shot) == NULL)
    return;
  set_clip (self, rushes_board_view_get_clip (self->context->view, rushes_shot_get_clip (self->shot)));
  show_picture (self);
  set_job (self, find_job (self));
  update (self);
}

/* @shot: (nullable) */
void
rushes_shot_card_set_shot (RushesShotCard *self, RushesShot *shot)
{
  if (self->shot == shot)
    return;
  if (self->shot != NULL)
    g_signal_handlers_disconnect_by_data (self->shot, self);
  g_set_object (&self->shot, shot);
  if (shot == NULL)
    {
      set_job (self, NULL);
      set_clip (self, NULL);
      load_picture (self);
      return;
    }
  g_signal_connect_swapped (shot, "changed", G_CALLBACK (rushes_shot_card_look), self);
  rushes_shot_card_look (self);
}

/* Returns: (transfer none) (nullable) */
RushesShot *
rushes_shot_card_get_shot (RushesShotCard *self)
{
  return self->shot;
}

/* @narrow: the picture stands beside the text, not above it */
void
rushes_shot_card_set_narrow (RushesShotCard *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  set_css_class (GTK_WIDGET (self), "wide", narrow);
  if (self->shot != NULL)
    update (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
rushes_shot_card_set_selected (RushesShotCard *self, gboolean selected)
{
  if (selected)
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

/* Returns: (transfer none) (nullable): what is seen of it */
GdkPaintable *
rushes_shot_card_get_picture (RushesShotCard *self)
{
  return rushes_poster_get_paintable (RUSHES_POSTER (self->poster));
}

/* Under the pointer its clip is leafed through, but not where pictures that move are not wanted. */
static void
on_motion (RushesShotCard *self, double x, double y)
{
  const RushesClipInfo *info = self->clip != NULL ? rushes_clip_get_info (self->clip) : NULL;
  int width = MAX (1, gtk_widget_get_width (self->poster));
  g_autofree char *path = NULL;
  gboolean moving;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &moving, NULL);
  if (!moving || info == NULL || info->duration_ms <= 0 || info->missing_decoder != NULL || self->job != NULL)
    return;
  if (!gtk_widget_contains (self->poster, x, y))
    {
      g_clear_pointer (&self->scrub, rushes_scrub_free);
      return;
    }
  if (self->scrub == NULL)
    {
      path = rushes_library_dup_path (self->context->library, self->clip);
      self->scrub = rushes_scrub_new (RUSHES_POSTER (self->poster), self->context->thumbnailer, info->id, path, info->duration_ms);
    }
  rushes_scrub_to (self->scrub, x / width);
}

static void
on_leave (RushesShotCard *self)
{
  g_clear_pointer (&self->scrub, rushes_scrub_free);
}

static int
get_natural (GtkWidget *part, GtkOrientation orientation)
{
  int minimum, natural;

  gtk_widget_measure (part, orientation, -1, &minimum, &natural, NULL, NULL);
  return natural;
}

/* Returns: what it takes below its picture */
int
rushes_shot_card_get_text_height (RushesShotCard *self)
{
  return GAP + get_natural (self->number, GTK_ORIENTATION_VERTICAL) + SPACING + get_natural (self->action, GTK_ORIENTATION_VERTICAL) + SPACING +
         get_natural (self->dialogue, GTK_ORIENTATION_VERTICAL) + SIDE;
}

static void
rushes_shot_card_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDE_PICTURE : 1; /* the page knows how large they are */
}

/* @x: from where a line begins, which is the right in some languages */
static void
place (RushesShotCard *self, GtkWidget *part, int x, int y, int width, int height)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (part == NULL || !gtk_widget_should_layout (part))
    return;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (widget) - x - width;
  gtk_widget_size_allocate (part, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
place_chip (RushesShotCard *self, GtkWidget *chip, int end, int y)
{
  int width;

  if (chip == NULL)
    return;
  width = get_natural (chip, GTK_ORIENTATION_HORIZONTAL);
  place (self, chip, end < 0 ? GAP : end - width, y, width, get_natural (chip, GTK_ORIENTATION_VERTICAL));
}

/* @end: where the first line ends */
static void
place_text (RushesShotCard *self, int x, int y, int end, int width)
{
  int number = get_natural (self->number, GTK_ORIENTATION_HORIZONTAL), line = get_natural (self->number, GTK_ORIENTATION_VERTICAL);
  int kind = get_natural (self->kind, GTK_ORIENTATION_VERTICAL), action = get_natural (self->action, GTK_ORIENTATION_VERTICAL);

  place (self, self->number, x, y, number, line);
  place (self, self->kind, x + number + GAP, y + (line - kind + 1) / 2, MAX (0, end - x - number - GAP), kind);
  place (self, self->action, x, y + line + SPACING, width, action);
  place (self, self->dialogue, x, y + line + SPACING + action + SPACING, width, get_natural (self->dialogue, GTK_ORIENTATION_VERTICAL));
}

static void
rushes_shot_card_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RushesShotCard *self = RUSHES_SHOT_CARD (widget);
  int picture = self->narrow ? WIDE_PICTURE : width, below = self->narrow ? height : width * 9 / 16, chip = get_natural (self->state, GTK_ORIENTATION_HORIZONTAL);

  place (self, self->poster, 0, 0, picture, below);
  place (self, self->cover, 0, 0, picture, below);
  place_chip (self, self->warning, picture - GAP, GAP);
  place_chip (self, self->state, self->narrow ? width - GAP : -1, self->narrow ? GAP + 2 : GAP);
  if (self->narrow)
    place_text (self, picture + SIDE, GAP + 1, width - GAP - chip - GAP, MAX (0, width - picture - 2 * SIDE));
  else
    place_text (self, SIDE, below + GAP, width - SIDE, MAX (0, width - 2 * SIDE));
}

static void
rushes_shot_card_dispose (GObject *object)
{
  RushesShotCard *self = RUSHES_SHOT_CARD (object);
  GtkWidget **parts[] = { &self->poster, &self->number, &self->kind, &self->action, &self->dialogue, &self->state, &self->warning, &self->cover };

  if (self->poster != NULL)
    rushes_shot_card_set_shot (self, NULL);
  drop_picture (self);
  g_clear_pointer (&self->pictured, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_clear_pointer (parts[i], gtk_widget_unparent);
  G_OBJECT_CLASS (rushes_shot_card_parent_class)->dispose (object);
}

static void
rushes_shot_card_class_init (RushesShotCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_shot_card_dispose;
  widget_class->measure = rushes_shot_card_measure;
  widget_class->size_allocate = rushes_shot_card_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "shotcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static GtkWidget *
new_text (RushesShotCard *self, int lines, const char *const *classes)
{
  GtkWidget *text = g_object_new (GTK_TYPE_INSCRIPTION, "nat-chars", 10, "min-lines", lines, "nat-lines", lines, "yalign", 0.0, "text-overflow",
                                  GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, NULL);

  gtk_widget_set_css_classes (text, (const char **) classes);
  gtk_widget_set_parent (text, GTK_WIDGET (self));
  return text;
}

static void
rushes_shot_card_init (RushesShotCard *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->poster = rushes_poster_new ();
  gtk_widget_set_parent (self->poster, GTK_WIDGET (self));
  self->number = make_label ();
  gtk_widget_add_css_class (self->number, "heading");
  gtk_widget_set_parent (self->number, GTK_WIDGET (self));
  self->kind = new_text (self, 1, (const char *[]) { "caption", "dim-label", NULL });
  self->action = new_text (self, 2, (const char *[]) { "caption", NULL });
  self->dialogue = new_text (self, 1, (const char *[]) { "caption", "dialogue", NULL });
  self->state = make_label ();
  gtk_widget_set_parent (self->state, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  rushes_context_menu_mark (GTK_WIDGET (self));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

/* @context: of the page, which outlives it */
GtkWidget *
rushes_shot_card_new (const RushesBoardContext *context)
{
  RushesShotCard *self = g_object_new (RUSHES_TYPE_SHOT_CARD, NULL);

  self->context = context;
  g_signal_connect_object (context->thumbnailer, "side-changed", G_CALLBACK (load_picture), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
