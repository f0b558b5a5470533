/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-scene-colour.h"

#include <glib/gi18n.h>

/* Scenes have colours, states do not use them; neither the accent nor yellow nor red is one. */

static const struct
{
  const char *id;   /* as it stands on the board */
  const char *name; /* with its mnemonic */
  GdkRGBA colour;
} colours[RUSHES_N_SCENE_COLOURS] = {
  { "#9141ac", N_("_Purple"), { .569, .255, .675, 1 } }, { "#e66100", N_("_Orange"), { .902, .38, 0, 1 } },
  { "#26a269", N_("_Green"), { .149, .635, .412, 1 } },   { "#1c99a0", N_("_Teal"), { .11, .6, .62, 1 } },
  { "#986a44", N_("_Brown"), { .596, .416, .267, 1 } },   { "#77767b", N_("Gr_ey"), { .467, .463, .482, 1 } },
};

/* Returns: the one it was given, else purple, orange and green in turn */
const GdkRGBA *
rushes_scene_colour_get (RushesBoardItem *scene)
{
  const char *wanted = rushes_board_item_get_string (scene, RUSHES_BOARD_COLOUR);
  static GdkRGBA own;

  for (guint i = 0; wanted != NULL && i < RUSHES_N_SCENE_COLOURS; i++)
    if (g_str_equal (wanted, colours[i].id))
      return &colours[i].colour;
  if (wanted != NULL && gdk_rgba_parse (&own, wanted))
    return &own;
  return &colours[rushes_board_item_get_index (scene) % 3].colour;
}

/* Returns: as it stands on the board */
const char *
rushes_scene_colour_get_id (guint index)
{
  return colours[index].id;
}

/* Returns: for a menu */
const char *
rushes_scene_colour_get_name (guint index)
{
  return _(colours[index].name);
}
