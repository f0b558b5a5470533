/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-frame-actions.h"

#include "rushes-clip-wish.h"
#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-error-toast.h"
#include "rushes-filmstrip.h"
#include "rushes-shot-actions.h"
#include "rushes-shot-frame.h"
#include "rushes-timecode.h"
#include "rushes-toast.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* A frame of a clip as a picture: for the form, on the clipboard, in a file. */

/* @as_last: where the clip ends, rather than where it begins */
static void
use_picture (RushesWindow *self, const char *path, gboolean as_last)
{
  RushesComposer *composer = rushes_window_get_composer (self);

  if (as_last ? !rushes_composer_use_last_picture (composer, path) : !rushes_composer_use_picture (composer, path))
    {
      rushes_window_toast (self, rushes_toast_new (as_last ? _("What is chosen in the form takes no last frame") : _("What is chosen in the form takes no picture")));
      return;
    }
  rushes_window_close_viewer (self);
  rushes_window_show_page (self, "compose");
}

/* One frame of a clip, to be kept as a picture. */
typedef struct
{
  char *clip, *picture; /* paths */
  double seconds;
  gboolean as_last; /* for the form: of the next clip */
  RushesBoardSession *session; /* (nullable): of the board with the shot that the form is about */
  gint64 shot;                 /* its number */
} Frame;

/* Returns: (transfer full): to be kept in the program's own folder */
static Frame *
new_pasted (RushesWindow *window, RushesClip *clip, double seconds)
{
  RushesCore *core = rushes_window_get_core (window);
  g_autofree char *folder = g_build_filename (rushes_paths_get_cache_dir (rushes_core_get_paths (core)), "pasted", NULL);
  g_autofree char *name = g_strdup_printf ("%.8s-%.3f.png", rushes_clip_get_id (clip), seconds);
  Frame *frame = g_new (Frame, 1);

  *frame = (Frame) { rushes_library_dup_path (rushes_core_get_library (core), clip), g_build_filename (folder, name, NULL), .seconds = seconds };
  return frame;
}

static void
frame_free (gpointer data)
{
  Frame *frame = data;

  g_free (frame->clip);
  g_free (frame->picture);
  g_clear_object (&frame->session);
  g_free (frame);
}

/* Returns: (transfer full): where the picture is: a whole one, or none at all */
static gpointer
save (gpointer order, GError **error)
{
  Frame *frame = order;
  g_autofree char *part = rushes_paths_dup_own_part (frame->picture), *folder = g_path_get_dirname (part);

  g_mkdir_with_parents (folder, 0700);
  if (!rushes_filmstrip_save_frame (frame->clip, frame->seconds, part, error))
    {
      g_unlink (part);
      return NULL;
    }
  return rushes_paths_publish (part, frame->picture, error) ? g_strdup (frame->picture) : NULL;
}

/* Whatever it was, it was no server. */
static void
tell_no_frame (RushesWindow *window, const GError *error, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *why = rushes_error_text_one_line (error, name);
  g_autofree char *text = g_strdup_printf (_("No frame could be taken from the clip: %s"), why);

  rushes_window_toast (window, rushes_toast_new (text));
}

/* The board keeps it, and its shot is seen if that is open yet. */
static void
use_in_shot (RushesWindow *window, Frame *frame, const char *picture)
{
  rushes_shot_actions_set_picture (frame->session, frame->shot, frame->as_last ? RUSHES_BOARD_LAST : RUSHES_BOARD_FIRST, picture);
  if (rushes_board_desk_get_session (rushes_window_get_desk (window)) != frame->session)
    return;
  rushes_window_close_viewer (window);
  rushes_window_show_shot (window, frame->shot, FALSE);
}

static void
on_frame (gpointer window, gpointer order, gpointer picture, const GError *error)
{
  Frame *frame = order;

  if (picture == NULL)
    tell_no_frame (window, error, frame->clip);
  else if (frame->session != NULL)
    use_in_shot (window, frame, picture);
  else
    use_picture (window, picture, frame->as_last);
}

/* (nullable): that the form is about */
static RushesShot *
get_shot (RushesWindow *window)
{
  return rushes_window_is_about_shot (window) ? rushes_shot_form_get_shot (rushes_window_get_shot_form (window)) : NULL;
}

/* A frame of a clip becomes the first frame of what is generated next, or the last: of the shot that the form is about, else in the form itself. */
static void
use_frame_of (RushesWindow *window, RushesClip *clip, double seconds, gboolean as_last)
{
  Frame *frame = new_pasted (window, clip, seconds);
  RushesShot *shot = get_shot (window);

  frame->as_last = as_last;
  frame->session = shot != NULL ? g_object_ref (rushes_board_desk_get_session (rushes_window_get_desk (window))) : NULL;
  frame->shot = shot != NULL ? rushes_shot_get_number (shot) : 0;
  rushes_way_back_work (window, save, frame, frame_free, g_free, on_frame);
}

/* Paused, so that it is the frame that is seen. Returns: (transfer none) (nullable): the clip in the viewer */
static RushesClip *
hold_frame (RushesWindow *window, double *seconds)
{
  RushesViewer *viewer = rushes_window_get_viewer (window);
  RushesPlayer *player = rushes_viewer_get_player (viewer);

  if (rushes_viewer_get_clip (viewer) != NULL)
    rushes_player_set_playing (player, FALSE);
  *seconds = rushes_player_get_position (player);
  return rushes_viewer_get_clip (viewer);
}

static void
use_frame (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  double seconds;
  RushesClip *clip = hold_frame (window, &seconds);

  if (clip != NULL)
    use_frame_of (window, clip, seconds, FALSE);
}

static void
use_frame_as_last (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  double seconds;
  RushesClip *clip = hold_frame (window, &seconds);

  if (clip != NULL)
    use_frame_of (window, clip, seconds, TRUE);
}

/* Returns: (transfer full): the picture itself. On a worker. */
static gpointer
save_and_load (gpointer order, GError **error)
{
  g_autofree char *picture = save (order, error);

  return picture != NULL ? gdk_texture_new_from_filename (picture, error) : NULL;
}

static void
on_texture (gpointer window, gpointer frame, gpointer texture, const GError *error)
{
  if (texture == NULL)
    {
      tell_no_frame (window, error, ((Frame *) frame)->clip);
      return;
    }
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (window), texture);
  rushes_window_toast (window, rushes_toast_new (_("The frame is on the clipboard")));
}

static void
copy_frame (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  double seconds;
  RushesClip *clip = hold_frame (window, &seconds);

  if (clip != NULL)
    rushes_way_back_work (window, save_and_load, new_pasted (window, clip, seconds), frame_free, g_object_unref, on_texture);
}

static void
on_saved (gpointer window, gpointer frame, gpointer picture, const GError *error)
{
  if (picture != NULL)
    rushes_window_toast (window, rushes_toast_new (_("The frame is saved")));
  else
    tell_no_frame (window, error, ((Frame *) frame)->clip);
}

/* Where a frame is to be saved is still asked. */
typedef struct
{
  RushesWindow *window;
  RushesClip *clip;
  double seconds;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_object_unref (asking->window);
  g_object_unref (asking->clip);
  g_free (asking);
}

static void
on_place (GFile *to, gpointer data)
{
  Asking *asking = data;
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (asking->window));
  Frame *frame = g_new (Frame, 1);

  *frame = (Frame) { rushes_library_dup_path (library, asking->clip), g_file_get_path (to), .seconds = asking->seconds };
  rushes_way_back_work (asking->window, save, frame, frame_free, g_free, on_saved);
}

/* Returns: (transfer full): the clip's, with the time of the frame in it */
static char *
dup_frame_name (RushesWindow *window, RushesClip *clip, double seconds)
{
  g_autofree char *path = rushes_library_dup_path (rushes_core_get_library (rushes_window_get_core (window)), clip);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *time = rushes_timecode_format (seconds, rushes_player_get_frame_rate (rushes_viewer_get_player (rushes_window_get_viewer (window))));
  char *dot = strrchr (name, '.');

  if (dot != NULL)
    *dot = '\0';
  return g_strdup_printf ("%s %s.png", name, g_strdelimit (time, ":;", '.')); /* some file systems have no colons in names */
}

static void
save_frame (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  double seconds;
  RushesClip *clip = hold_frame (window, &seconds);
  g_autofree char *name = clip != NULL ? dup_frame_name (window, clip, seconds) : NULL;
  Asking *asking;

  if (clip == NULL)
    return;
  asking = g_new (Asking, 1);
  *asking = (Asking) { g_object_ref (window), g_object_ref (clip), seconds };
  rushes_file_save (window, _("Save This Frame"), name, on_place, asking, asking_free);
}

#define USUAL_FPS 24

/* Where a clip ends, the next one begins: half a frame before the end is on the last one. */
static void
use_last_frame_of (RushesWindow *window, RushesClip *clip)
{
  const RushesClipInfo *info = rushes_clip_get_info (clip);

  use_frame_of (window, clip, MAX (0, info->duration_ms / 1000.0 - 0.5 / (info->fps > 0 ? info->fps : USUAL_FPS)), FALSE);
}

static void
use_last_frame (GSimpleAction *action, GVariant *id, gpointer window)
{
  rushes_clip_wish (window, g_variant_get_string (id, NULL), use_last_frame_of);
}

/* What plays of a take of the shot that the form is about begins or ends with that frame. @parameter: the take, from 1, and whether it is the last frame */
static void
use_take_frame (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesShot *shot = get_shot (window);
  RushesBoardView *view = shot != NULL ? rushes_board_session_get_view (rushes_board_desk_get_session (rushes_window_get_desk (window))) : NULL;
  RushesBoardItem *take;
  RushesClip *clip;
  gboolean last;
  guint n;

  g_variant_get (parameter, "(ub)", &n, &last);
  take = shot != NULL && n >= 1 && n <= rushes_shot_get_n_takes (shot) ? rushes_board_item_get_child (rushes_shot_get_item (shot), n - 1) : NULL;
  clip = take != NULL ? rushes_board_view_get_clip (view, rushes_board_item_get_string (take, RUSHES_BOARD_CLIP)) : NULL;
  if (clip != NULL)
    use_frame_of (window, clip,
                  rushes_shot_frame_get_seconds (rushes_board_view_get_board (view), rushes_shot_get_item (shot), take,
                                                 rushes_clip_get_info (clip)->duration_ms / 1000.0, last), last);
  else
    rushes_window_toast (window, rushes_toast_new (_("The clip of this take is not in the library")));
}

/* “win.use-frame” and its kin. */
void
rushes_frame_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "use-frame", .activate = use_frame },
    { .name = "use-frame-as-last", .activate = use_frame_as_last },
    { .name = "use-last-frame", .activate = use_last_frame, .parameter_type = "s" },
    { .name = "use-take-frame", .activate = use_take_frame, .parameter_type = "(ub)" },
    { .name = "save-frame", .activate = save_frame },
    { .name = "copy-frame", .activate = copy_frame },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
