/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-row.h"

#include "rushes-context-menu.h"
#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-fold.h"
#include "rushes-job-menu.h"
#include "rushes-job-text.h"
#include "rushes-preview.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* One job in the queue: what, how far, where, and what can be done about it. */
struct _RushesJobRow
{
  GtkListBoxRow parent_instance;
  GtkWidget *well, *picture, *title, *bar, *state_label, *warning, *elapsed, *where, *up, *down, *cancel, *edit, *retry, *show,
    *copy, *forget, *more, *said;
  RushesJob *job;
  RushesPreview *preview; /* until there is a poster */
  RushesLibrary *library;
  RushesThumbnailer *thumbnailer;
  GCancellable *cancellable;
  guint timer;
};

#define STATE_LINES 2
#define REASON_LINES 8 /* a reason is read, a state is glanced at */

G_DEFINE_FINAL_TYPE (RushesJobRow, rushes_job_row, GTK_TYPE_LIST_BOX_ROW)

static char *
dup_where (RushesJob *job)
{
  RushesRequest *request = rushes_job_get_request (job);
  const char *model = rushes_request_get_model_name (request);
  const char *place = rushes_job_get_place (job);
  const char *kind = rushes_request_get_provider (request) == RUSHES_PROVIDER_COMFYUI ? "ComfyUI" : "OpenAI Sora";

  return g_strconcat (kind, place != NULL ? " · " : "", place != NULL ? place : "", model != NULL ? " · " : "",
                      model != NULL ? model : "", NULL);
}

static char *
dup_elapsed (const RushesJobRecord *record)
{
  gint64 end = record->finished_us > 0 ? record->finished_us : g_get_real_time ();
  gint64 seconds = record->started_us > 0 ? MAX (0, (end - record->started_us) / G_USEC_PER_SEC) : 0;

  if (record->started_us == 0)
    return g_strdup ("");
  if (seconds < 60)
    return g_strdup_printf (_("%d s"), (int) seconds);
  return g_strdup_printf (_("%d min %d s"), (int) (seconds / 60), (int) (seconds % 60));
}

static void
update (RushesJobRow *self)
{
  const RushesJobRecord *record = rushes_job_get_record (self->job);
  gboolean final = rushes_job_state_is_final (record->state);
  gboolean waiting = record->state == RUSHES_JOB_WAITING;
  RushesJobOffers offers = rushes_job_offers_get (self->job);
  gboolean troubled = (offers & RUSHES_JOB_OFFERS_REASON) != 0;
  gboolean held = !final && rushes_error_is_about_room (record->error); /* nothing moves, and somebody has to know why */
  double fraction = rushes_job_get_fraction (self->job);
  g_autofree char *text = rushes_job_text_new (self->job);
  g_autofree char *title = rushes_request_dup_title (record->request), *heard = NULL;
  g_autofree char *where = dup_where (self->job);
  g_autofree char *elapsed = dup_elapsed (record);
  g_autofree char *said = rushes_error_text_dup_said (record->error, text);

  gtk_label_set_label (GTK_LABEL (self->title), *title != '\0' ? title : _("No prompt"));
  gtk_label_set_label (GTK_LABEL (self->state_label), text);
  heard = g_strdup_printf ("%s, %s", gtk_label_get_label (GTK_LABEL (self->title)), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heard, -1);
  gtk_label_set_lines (GTK_LABEL (self->state_label), troubled || held ? REASON_LINES : STATE_LINES);
  rushes_tip_tell (self->state_label, text);
  gtk_label_set_label (GTK_LABEL (self->where), where);
  gtk_label_set_label (GTK_LABEL (self->elapsed), elapsed);
  gtk_widget_set_visible (self->bar, !final && !held && (!waiting || fraction >= 0));
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), fraction);
  else
    gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->bar));
  /* There is no picture, and the reason needs the room. */
  gtk_widget_set_visible (self->well, !troubled && !held);
  rushes_fold_set_always (RUSHES_FOLD (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self))), troubled || held);
  gtk_widget_set_visible (self->warning, troubled);
  gtk_widget_set_visible (self->up, waiting);
  gtk_widget_set_visible (self->down, waiting);
  gtk_widget_set_visible (self->cancel, !final);
  gtk_widget_set_sensitive (self->cancel, (offers & RUSHES_JOB_OFFERS_CANCEL) != 0);
  gtk_widget_set_visible (self->edit, (offers & RUSHES_JOB_OFFERS_RETRY) != 0);
  gtk_widget_set_visible (self->retry, (offers & RUSHES_JOB_OFFERS_RETRY) != 0);
  gtk_button_set_label (GTK_BUTTON (self->retry), rushes_job_offers_get_retry_label (self->job));
  gtk_widget_set_visible (self->show, (offers & RUSHES_JOB_OFFERS_CLIP) != 0);
  gtk_widget_set_visible (self->copy, troubled);
  gtk_widget_set_visible (self->more, said != NULL);
  gtk_label_set_label (GTK_LABEL (self->said), said != NULL ? said : "");
  gtk_widget_set_visible (self->forget, final);
}

static void
on_preview (GdkTexture *texture, gpointer self)
{
  gtk_picture_set_paintable (GTK_PICTURE (RUSHES_JOB_ROW (self)->picture), GDK_PAINTABLE (texture));
}

static void
on_poster (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesJobRow *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && texture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
}

static void
load_poster (RushesJobRow *self)
{
  const RushesJobRecord *record = rushes_job_get_record (self->job);
  g_autofree char *path = NULL;

  if (record->state != RUSHES_JOB_DONE || record->clip_name == NULL || self->cancellable != NULL)
    return;
  g_clear_pointer (&self->preview, rushes_preview_free);
  path = rushes_paths_dup_clip_path (rushes_library_get_paths (self->library), record->clip_name);
  self->cancellable = g_cancellable_new ();
  rushes_thumbnailer_load_async (self->thumbnailer, record->id, path, RUSHES_THUMBNAIL_POSTER, self->cancellable, on_poster, self);
}

static void
on_notify (RushesJobRow *self)
{
  update (self);
  load_poster (self);
}

static gboolean
on_second (gpointer data)
{
  RushesJobRow *self = data;

  if (!rushes_job_state_is_final (rushes_job_get_state (self->job)))
    update (self);
  return G_SOURCE_CONTINUE;
}

static void
act (RushesJobRow *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self), action, "s", rushes_job_get_id (self->job));
}

static void
on_button (RushesJobRow *self, GtkButton *button)
{
  static const struct
  {
    gsize offset;
    const char *action;
  } actions[] = {
    { G_STRUCT_OFFSET (RushesJobRow, up), "win.job-up" },        { G_STRUCT_OFFSET (RushesJobRow, down), "win.job-down" },
    { G_STRUCT_OFFSET (RushesJobRow, cancel), "win.cancel-job" }, { G_STRUCT_OFFSET (RushesJobRow, edit), "win.edit-job" },
    { G_STRUCT_OFFSET (RushesJobRow, retry), "win.retry-job" },   { G_STRUCT_OFFSET (RushesJobRow, show), "win.show-clip" },
    { G_STRUCT_OFFSET (RushesJobRow, forget), "win.forget-job" }, { G_STRUCT_OFFSET (RushesJobRow, copy), "win.copy-reason" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (G_STRUCT_MEMBER (GtkWidget *, self, actions[i].offset) == GTK_WIDGET (button))
      act (self, actions[i].action);
}

static void
rushes_job_row_dispose (GObject *object)
{
  RushesJobRow *self = RUSHES_JOB_ROW (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->preview, rushes_preview_free);
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
  g_clear_object (&self->library);
  g_clear_object (&self->thumbnailer);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_JOB_ROW);
  G_OBJECT_CLASS (rushes_job_row_parent_class)->dispose (object);
}

static void
rushes_job_row_class_init (RushesJobRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_job_row_dispose;
  g_type_ensure (RUSHES_TYPE_FOLD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, well);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, picture);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, title);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, bar);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, warning);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, elapsed);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, where);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, up);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, down);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, cancel);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, edit);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, retry);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, show);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, copy);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, forget);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, more);
  gtk_widget_class_bind_template_child (widget_class, RushesJobRow, said);
  gtk_widget_class_bind_template_callback (widget_class, on_button);
}

static void
rushes_job_row_init (RushesJobRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_set (self->up, _("Move Up"));
  rushes_tip_set (self->down, _("Move Down"));
  rushes_tip_set (self->more, _("What the Server Said"));
  rushes_tip_set (self->copy, _("Copy the Reason"));
  rushes_tip_set (self->forget, _("Take off the List"));
  rushes_context_menu_mark (GTK_WIDGET (self));
}

RushesJobRow *
rushes_job_row_new (RushesJob *job, RushesLibrary *library, RushesThumbnailer *thumbnailer)
{
  RushesJobRow *self = g_object_new (RUSHES_TYPE_JOB_ROW, NULL);

  self->job = g_object_ref (job);
  self->library = g_object_ref (library);
  self->thumbnailer = g_object_ref (thumbnailer);
  g_signal_connect_swapped (job, "notify", G_CALLBACK (on_notify), self);
  if (!rushes_job_state_is_final (rushes_job_get_state (job)))
    self->timer = g_timeout_add_seconds (1, on_second, self);
  self->preview = rushes_preview_new (job, on_preview, self);
  on_notify (self);
  return self;
}

RushesJob *
rushes_job_row_get_job (RushesJobRow *self)
{
  return self->job;
}

/* Whether it may go up and down in the line: at an end of it there is nowhere to go. */
void
rushes_job_row_set_moves (RushesJobRow *self, gboolean up, gboolean down)
{
  gtk_widget_set_sensitive (self->up, up);
  gtk_widget_set_sensitive (self->down, down);
}
