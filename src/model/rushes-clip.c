/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip.h"

/* One saved clip. What was made never changes; what the user thinks of it does, with notify. */
struct _RushesClip
{
  GObject parent_instance;
  RushesClipInfo *info;
};

typedef enum
{
  PROP_FAVOURITE = 1,
  PROP_RATING,
  PROP_NEW,
} RushesClipProperty;

static GParamSpec *properties[PROP_NEW + 1];

G_DEFINE_FINAL_TYPE (RushesClip, rushes_clip, G_TYPE_OBJECT)

RushesClipInfo *
rushes_clip_info_new (void)
{
  RushesClipInfo *info = g_new0 (RushesClipInfo, 1);

  info->cost = -1;
  return info;
}

RushesClipInfo *
rushes_clip_info_copy (const RushesClipInfo *info)
{
  RushesClipInfo *copy = g_memdup2 (info, sizeof *info);

  copy->id = g_strdup (info->id);
  copy->name = g_strdup (info->name);
  copy->request = info->request != NULL ? rushes_request_ref (info->request) : NULL;
  copy->connection_name = g_strdup (info->connection_name);
  copy->remote_id = g_strdup (info->remote_id);
  copy->missing_decoder = g_strdup (info->missing_decoder);
  copy->others = g_strdup (info->others);
  return copy;
}

void
rushes_clip_info_free (RushesClipInfo *info)
{
  g_free (info->id);
  g_free (info->name);
  g_clear_pointer (&info->request, rushes_request_unref);
  g_free (info->connection_name);
  g_free (info->remote_id);
  g_free (info->missing_decoder);
  g_free (info->others);
  g_free (info);
}

static void
rushes_clip_finalize (GObject *object)
{
  rushes_clip_info_free (RUSHES_CLIP (object)->info);
  G_OBJECT_CLASS (rushes_clip_parent_class)->finalize (object);
}

static void
rushes_clip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RushesClip *self = RUSHES_CLIP (object);

  switch ((RushesClipProperty) id)
    {
    case PROP_FAVOURITE:
      g_value_set_boolean (value, self->info->favourite);
      break;
    case PROP_RATING:
      g_value_set_int (value, self->info->rating);
      break;
    case PROP_NEW:
      g_value_set_boolean (value, self->info->is_new);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_clip_class_init (RushesClipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = rushes_clip_finalize;
  object_class->get_property = rushes_clip_get_property;
  properties[PROP_FAVOURITE] = g_param_spec_boolean ("favourite", NULL, NULL, FALSE, flags);
  properties[PROP_RATING] = g_param_spec_int ("rating", NULL, NULL, 0, 5, 0, flags);
  properties[PROP_NEW] = g_param_spec_boolean ("new", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rushes_clip_init (RushesClip *self)
{
}

/* @info: (transfer full) */
RushesClip *
rushes_clip_new (RushesClipInfo *info)
{
  RushesClip *self = g_object_new (RUSHES_TYPE_CLIP, NULL);

  self->info = info;
  return self;
}

const RushesClipInfo *
rushes_clip_get_info (RushesClip *self)
{
  return self->info;
}

const char *
rushes_clip_get_id (RushesClip *self)
{
  return self->info->id;
}

void
rushes_clip_set_favourite (RushesClip *self, gboolean favourite)
{
  if (self->info->favourite == !!favourite)
    return;
  self->info->favourite = !!favourite;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAVOURITE]);
}

void
rushes_clip_set_rating (RushesClip *self, int rating)
{
  rating = CLAMP (rating, 0, 5);
  if (self->info->rating == rating)
    return;
  self->info->rating = rating;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATING]);
}

void
rushes_clip_set_new (RushesClip *self, gboolean is_new)
{
  if (self->info->is_new == !!is_new)
    return;
  self->info->is_new = !!is_new;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEW]);
}
