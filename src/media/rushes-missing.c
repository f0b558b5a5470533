/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-missing.h"

#include "rushes-sandbox.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is missing to show a clip, and which package brings it. GStreamer names it in "installer details", which are not
 * translated: "gstreamer|1.0|rushes|H.264 (Main Profile) decoder|decoder-video/x-h264, level=…". */

typedef struct
{
  const char *kind, *debian, *fedora;
} Package;

/* The last is for all others. */
static const Package packages[] = {
  { "decoder-image/webp", "webp-pixbuf-loader", "webp-pixbuf-loader" },
  { "decoder-video/quicktime", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "decoder-video/x-matroska", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "decoder-video/webm", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "decoder-video/x-msvideo", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "decoder-video/x-flv", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "decoder-video/x-vp8", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "decoder-video/x-vp9", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "decoder-image/jpeg", "gstreamer1.0-plugins-good", "gstreamer1-plugins-good" },
  { "decoder-video/x-av1", "gstreamer1.0-plugins-bad", "gstreamer1-plugins-bad-free" },
  { "decoder-video/mpegts", "gstreamer1.0-plugins-bad", "gstreamer1-plugins-bad-free" },
  { "decoder-video/mpeg, systemstream=(boolean)true", "gstreamer1.0-plugins-bad", "gstreamer1-plugins-bad-free" },
  { "decoder-application/mxf", "gstreamer1.0-plugins-bad", "gstreamer1-plugins-bad-free" },
  { "", "gstreamer1.0-libav", "gstreamer1-plugin-libav" },
};

static const Package *
find_package (const char *detail)
{
  guint i = 0;

  while (strstr (detail, packages[i].kind) == NULL)
    i++;
  return &packages[i];
}

/* Returns: (transfer full): what it is called, for people */
char *
rushes_missing_dup_name (const char *detail)
{
  g_auto (GStrv) parts = g_strsplit (detail, "|", 5);

  if (strstr (detail, "decoder-image/webp") != NULL)
    return g_strdup (_("Animated WebP decoder"));
  return g_strdup (g_strv_length (parts) == 5 ? parts[3] : detail);
}

/**
 * rushes_missing_dup_advice_in:
 * @detail: the installer detail of what is missing
 * @sandbox: whether this runs as a Flatpak, where no package of the system helps
 *
 * Returns: (transfer full): what to install
 */
char *
rushes_missing_dup_advice_in (const char *detail, gboolean sandbox)
{
  const Package *package = find_package (detail);

  if (sandbox)
    return g_strdup_printf (_("Install the Flatpak extension %s, or open the file in another program."), "org.freedesktop.Platform.codecs-extra");
  if (g_str_equal (package->debian, package->fedora))
    return g_strdup_printf (_("Install the package %s, or open the file in another program."), package->debian);
  return g_strdup_printf (_("Install the package %s (Debian, Ubuntu) or %s (Fedora), or open the file in another program."),
                          package->debian, package->fedora);
}

/* The same where we are. */
char *
rushes_missing_dup_advice (const char *detail)
{
  return rushes_missing_dup_advice_in (detail, rushes_sandbox_is_around ());
}
