/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-clip-text.h"

#include "rushes-number.h"

#include <glib/gi18n.h>
#include <math.h>

/* A clip's file in words: the details and the command line say the same. What is not known is left out. */

static char *
dup_size (const RushesClipInfo *info)
{
  return info->width > 0 ? g_strdup_printf ("%d × %d", info->width, info->height) : NULL;
}

static char *
dup_length (const RushesClipInfo *info)
{
  int frames = info->n_frames > 0 ? info->n_frames : rushes_number_to_int (info->duration_ms * info->fps / 1000 + 0.5, 0, G_MAXINT);

  if (info->duration_ms <= 0)
    return NULL;
  if (frames <= 0)
    return g_strdup_printf (_("%.2f s"), info->duration_ms / 1000.0);
  return g_strdup_printf (ngettext ("%.2f s, %d frame", "%.2f s, %d frames", frames), info->duration_ms / 1000.0, frames);
}

static char *
dup_rate (const RushesClipInfo *info)
{
  g_autofree char *rate = rushes_number_dup_text (round (info->fps * 100) / 100);

  if (info->fps <= 0)
    return NULL;
  return g_strdup_printf (info->variable_rate ? _("%s frames per second on average (variable)") : _("%s frames per second"), rate);
}

/* Of the whole file, sound too. */
static char *
dup_bit_rate (const RushesClipInfo *info)
{
  double rate = info->duration_ms > 0 ? info->size_bytes * 8.0 / info->duration_ms : 0; /* kbit/s */

  if (rate <= 0)
    return NULL;
  return rate < 1000 ? g_strdup_printf (_("%.0f kbit/s"), MAX (1, rate)) : g_strdup_printf (_("%.1f Mbit/s"), rate / 1000);
}

static char *
dup_file (const RushesClipInfo *info)
{
  g_autofree char *base = g_path_get_basename (info->name), *size = g_format_size (info->size_bytes);

  return g_strdup_printf ("%s, %s", base, size);
}

static const char *
get_origin (const RushesClipInfo *info)
{
  return info->imported_from != NULL ? info->imported_from : info->connection_name;
}

/* Returns: (transfer full): when it was made, and how long that took */
char *
rushes_clip_text_dup_made (const RushesClipInfo *info)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (info->created_us / G_USEC_PER_SEC);
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%x, %H:%M") : g_strdup ("");

  if (info->took_ms <= 0)
    return g_steal_pointer (&when);
  return g_strdup_printf (_("%s, in %d s"), when, (int) ((info->took_ms + 500) / 1000));
}

/* @value: (transfer full) (nullable) */
static void
tell (RushesClipTextFunc func, gpointer data, const char *name, char *value)
{
  if (value != NULL && *value != '\0')
    func (name, value, data);
  g_free (value);
}

/* What the file is and where it is from, a line each. */
void
rushes_clip_text_list (const RushesClipInfo *info, RushesClipTextFunc func, gpointer data)
{
  tell (func, data, _("Size"), dup_size (info));
  tell (func, data, _("Length"), dup_length (info));
  tell (func, data, _("Rate"), dup_rate (info));
  tell (func, data, _("Codec"), g_strdup (info->codec));
  tell (func, data, _("Bit Rate"), dup_bit_rate (info));
  tell (func, data, _("Sound"), info->codec != NULL && info->sound == NULL ? g_strdup (_("None")) : g_strdup (info->sound));
  tell (func, data, info->linked ? _("Linked to") : _("From"), g_strdup (get_origin (info)));
  tell (func, data, _("File"), dup_file (info));
}

static char *
dup_field (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return rushes_number_dup_text (g_variant_get_double (value));
  return g_variant_print (value, FALSE);
}

/* What only this model has, in words: @func is called for each with @data. */
void
rushes_clip_text_foreach_field (RushesRequest *request, RushesClipTextFunc func, gpointer data)
{
  g_autoptr (GVariant) fields = g_variant_lookup_value (rushes_request_get_variant (request), RUSHES_REQUEST_FIELDS, G_VARIANT_TYPE_VARDICT);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (fields == NULL)
    return;
  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autofree char *label = g_strdup_printf ("%c%s", g_ascii_toupper (*name), name + 1);
      g_autofree char *text = dup_field (value);
      func (label, text, data);
      g_variant_unref (value);
    }
}
