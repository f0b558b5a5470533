/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"
#include "rushes-disk.h"
#include "rushes-say.h"

#include <glib/gi18n.h>

/* rushes disk. */

static void
print_part (const char *name, const RushesDiskPart *part)
{
  g_autofree char *size = g_format_size (part->bytes);

  g_print (ngettext ("%s\t%u file\t%s\n", "%s\t%u files\t%s\n", part->n), name, part->n, size);
}

static void
print_uses (GPtrArray *uses)
{
  for (guint i = 0; i < uses->len; i++)
    {
      const RushesUse *use = uses->pdata[i];
      g_autofree char *size = g_format_size (use->bytes);
      g_print (ngettext ("  %s\t%u clip\t%s\n", "  %s\t%u clips\t%s\n", use->n_clips), *use->name != '\0' ? use->name : _("imported"), use->n_clips, size);
    }
}

static void
print_disk (const RushesDisk *disk)
{
  g_autofree char *left = g_format_size (MAX (0, disk->free_bytes));

  print_part (_("Clips"), &disk->clips);
  print_uses (disk->months);
  g_print ("%s\n", _("By model"));
  print_uses (disk->models);
  print_part (_("Cache"), &disk->cache);
  if (disk->trash_is_out_of_sight)
    g_print (_("Trash\t\tnot to be seen from within the sandbox\n"));
  else
    print_part (_("Trash"), &disk->trash);
  if (disk->free_bytes >= 0)
    g_print (_("Free\t\t%s\n"), left);
}

int
rushes_command_disk (RushesCore *core, int argc, char **argv)
{
  gboolean clear = FALSE, empty = FALSE;
  GOptionEntry entries[] = {
    { "clear-cache", 0, 0, G_OPTION_ARG_NONE, &clear, N_("Delete posters and filmstrips; they are made again"), NULL },
    { "empty-trash", 0, 0, G_OPTION_ARG_NONE, &empty, N_("Delete clips that are in the trash, for good"), NULL },
    { NULL },
  };
  RushesLibrary *library = rushes_core_get_library (core);
  g_autoptr (RushesDisk) disk = NULL;
  g_autoptr (GError) error = NULL;

  if (!rushes_command_parse_alone (entries, _("— what takes how much of the disk"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if ((clear && !rushes_disk_clear_cache (library, &error)) || (empty && !rushes_disk_empty_trash (library, &error)))
    return rushes_say_fail (error, NULL);
  disk = rushes_disk_look (library, &error);
  if (disk == NULL)
    return rushes_say_fail (error, NULL);
  print_disk (disk);
  return RUSHES_EXIT_DONE;
}
