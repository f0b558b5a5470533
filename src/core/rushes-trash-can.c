/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-trash-can.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

/* What of a folder lies in the desktop's trash, by its specification: a “files” and an “info” folder for each disk, and for each file
 * where it was. https://specifications.freedesktop.org/trash-spec/ */

typedef struct
{
  const char *folder; /* what was in it is meant */
  const char *real;   /* the same without links, or NULL */
  RushesTrashFunc func;
  gpointer data;
} Visit;

static gboolean
is_below (const char *path, const char *folder)
{
  return folder != NULL && g_str_has_prefix (path, folder) && path[strlen (folder)] == '/';
}

/* Returns: (transfer full) (nullable): where the file was. @top: the disk's own folder; paths of other disks than home's are relative to it */
static char *
read_path (const char *info, const char *top)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *escaped = g_key_file_load_from_file (file, info, G_KEY_FILE_NONE, NULL) ? g_key_file_get_string (file, "Trash Info", "Path", NULL) : NULL;
  g_autofree char *path = escaped != NULL ? g_uri_unescape_string (escaped, NULL) : NULL;

  return path != NULL ? g_canonicalize_filename (path, top) : NULL;
}

static void
visit_can (Visit *visit, const char *can, const char *top)
{
  g_autofree char *infos = g_build_filename (can, "info", NULL);
  g_autoptr (GDir) dir = g_dir_open (infos, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *info = g_build_filename (infos, name, NULL), *path = read_path (info, top);
      g_autofree char *stem = g_str_has_suffix (name, ".trashinfo") ? g_strndup (name, strlen (name) - strlen (".trashinfo")) : NULL;
      g_autofree char *file = stem != NULL ? g_build_filename (can, "files", stem, NULL) : NULL;
      if (file != NULL && path != NULL && (is_below (path, visit->folder) || is_below (path, visit->real)))
        visit->func (file, info, visit->data);
    }
}

/* Returns: (transfer full): the uppermost folder of the disk that @path is on */
static char *
dup_top (const char *path)
{
  g_autofree char *top = g_strdup (path);
  GStatBuf here, above;

  while (!g_str_equal (top, "/"))
    {
      g_autofree char *parent = g_path_get_dirname (top);
      if (g_stat (top, &here) == 0 && g_stat (parent, &above) == 0 && here.st_dev != above.st_dev)
        break;
      g_free (top);
      top = g_steal_pointer (&parent);
    }
  return g_steal_pointer (&top);
}

/* From within a sandbox a portal puts files into the trash, and nothing shows what lies there. */
gboolean
rushes_trash_can_is_out_of_sight (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/* Calls @func for every file that was in @folder and lies in a trash that can be seen: home's, or that of the folder's disk. Blocking. */
void
rushes_trash_can_foreach (const char *folder, RushesTrashFunc func, gpointer data)
{
  g_autofree char *home = g_build_filename (g_get_user_data_dir (), "Trash", NULL), *real = realpath (folder, NULL);
  g_autofree char *top = dup_top (real != NULL ? real : folder), *shared = g_strdup_printf ("%s/.Trash/%u", top, getuid ());
  g_autofree char *own = g_strdup_printf ("%s/.Trash-%u", top, getuid ());
  Visit visit = { folder, real, func, data };

  visit_can (&visit, home, "/");
  visit_can (&visit, shared, top);
  visit_can (&visit, own, top);
}
