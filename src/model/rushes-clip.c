/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip.h"

#include <string.h>

/* One saved clip. What was made never changes; what the user thinks of it does, with notify. */
struct _RushesClip
{
  GObject parent_instance;
  RushesClipInfo *info;
  gboolean loaded;  /* else its info says nothing yet */
  gboolean missing; /* its file is not there, as far as is known; no fact of the clip, so it is in no record */
};

typedef enum
{
  PROP_FAVOURITE = 1,
  PROP_RATING,
  PROP_VERDICT,
  PROP_LABEL,
  PROP_TAGS,
  PROP_STACK,
  PROP_NOTES,
  PROP_NEW,
  PROP_MISSING,
  PROP_LOADED,
} RushesClipProperty;

static GParamSpec *properties[PROP_LOADED + 1];

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
  copy->codec = g_strdup (info->codec);
  copy->sound = g_strdup (info->sound);
  copy->sha256 = g_strdup (info->sha256);
  copy->imported_from = g_strdup (info->imported_from);
  copy->tags = g_strdupv (info->tags);
  copy->stack = g_strdup (info->stack);
  copy->notes = info->notes != NULL ? g_variant_ref (info->notes) : NULL;
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
  g_free (info->codec);
  g_free (info->sound);
  g_free (info->sha256);
  g_free (info->imported_from);
  g_strfreev (info->tags);
  g_free (info->stack);
  g_clear_pointer (&info->notes, g_variant_unref);
  g_free (info->others);
  g_free (info);
}

static void
rushes_clip_finalize (GObject *object)
{
  if (RUSHES_CLIP (object)->loaded)
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
    case PROP_VERDICT:
      g_value_set_int (value, self->info->verdict);
      break;
    case PROP_LABEL:
      g_value_set_int (value, self->info->label);
      break;
    case PROP_TAGS:
      g_value_set_boxed (value, self->info->tags);
      break;
    case PROP_STACK:
      g_value_set_string (value, self->info->stack);
      break;
    case PROP_NOTES:
      g_value_set_variant (value, self->info->notes);
      break;
    case PROP_NEW:
      g_value_set_boolean (value, self->info->is_new);
      break;
    case PROP_MISSING:
      g_value_set_boolean (value, self->missing);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
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
  properties[PROP_RATING] = g_param_spec_int ("rating", NULL, NULL, 0, RUSHES_RATING_BEST, 0, flags);
  properties[PROP_VERDICT] = g_param_spec_int ("verdict", NULL, NULL, RUSHES_VERDICT_REJECT, RUSHES_VERDICT_PICK, 0, flags);
  properties[PROP_LABEL] = g_param_spec_int ("label", NULL, NULL, 0, RUSHES_LABEL_LAST, 0, flags);
  properties[PROP_TAGS] = g_param_spec_boxed ("tags", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_STACK] = g_param_spec_string ("stack", NULL, NULL, NULL, flags);
  properties[PROP_NOTES] = g_param_spec_variant ("notes", NULL, NULL, G_VARIANT_TYPE (RUSHES_NOTES_TYPE), NULL, flags);
  properties[PROP_NEW] = g_param_spec_boolean ("new", NULL, NULL, FALSE, flags);
  properties[PROP_MISSING] = g_param_spec_boolean ("missing", NULL, NULL, FALSE, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
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
  self->loaded = TRUE;
  return self;
}

/* What is known of every clip that has not been read yet; whoever borrowed it may keep it. */
static RushesClipInfo *
get_blank (void)
{
  static RushesClipInfo *blank;

  if (g_once_init_enter (&blank))
    {
      RushesClipInfo *info = rushes_clip_info_new ();
      info->id = g_strdup ("");
      info->name = g_strdup ("");
      info->request = rushes_request_new (g_variant_new ("a{sv}", NULL));
      g_once_init_leave (&blank, info);
    }
  return blank;
}

/* Returns: (transfer full): one that stands in a list before it has been read; “loaded” tells when it is */
RushesClip *
rushes_clip_new_blank (void)
{
  RushesClip *self = g_object_new (RUSHES_TYPE_CLIP, NULL);

  self->info = get_blank ();
  return self;
}

/* @info: (transfer full). With notify; one that is loaded stays as it is. Main thread. */
void
rushes_clip_load (RushesClip *self, RushesClipInfo *info)
{
  if (self->loaded)
    {
      rushes_clip_info_free (info);
      return;
    }
  self->info = info;
  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

/* Whether anything is known of it; else it has no id. */
gboolean
rushes_clip_is_loaded (RushesClip *self)
{
  return self->loaded;
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

/* Returns: (transfer full): what the user thinks of it, of the type that belongs to @opinion */
GVariant *
rushes_clip_info_get_opinion (const RushesClipInfo *info, RushesOpinion opinion)
{
  static const char *const none[] = { NULL };

  switch (opinion)
    {
    case RUSHES_OPINION_RATING:
      return g_variant_ref_sink (g_variant_new_int32 (info->rating));
    case RUSHES_OPINION_FAVOURITE:
      return g_variant_ref_sink (g_variant_new_boolean (info->favourite));
    case RUSHES_OPINION_VERDICT:
      return g_variant_ref_sink (g_variant_new_int32 (info->verdict));
    case RUSHES_OPINION_LABEL:
      return g_variant_ref_sink (g_variant_new_int32 (info->label));
    case RUSHES_OPINION_TAGS:
      return g_variant_ref_sink (g_variant_new_strv (info->tags != NULL ? (const char *const *) info->tags : none, -1));
    case RUSHES_OPINION_STACK:
      return g_variant_ref_sink (g_variant_new_string (info->stack != NULL ? info->stack : ""));
    case RUSHES_OPINION_NOTES:
      return info->notes != NULL ? g_variant_ref (info->notes)
                                 : g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("(xxs)"), NULL, 0));
    default:
      g_return_val_if_reached (NULL);
    }
}

#define USUAL_FPS 24

/* Frames per second, to count with: the usual one where it is not known. */
double
rushes_clip_info_get_rate (const RushesClipInfo *info)
{
  return info->fps > 0 ? info->fps : USUAL_FPS;
}

static int
compare_tags (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Of what stands sorted. */
static void
remove_repeated (GPtrArray *sorted)
{
  guint n = 1;

  for (guint i = 1; i < sorted->len; i++)
    if (!g_str_equal (sorted->pdata[i], sorted->pdata[n - 1]))
      {
        gpointer kept = sorted->pdata[n];
        sorted->pdata[n++] = sorted->pdata[i];
        sorted->pdata[i] = kept;
      }
  g_ptr_array_set_size (sorted, (int) n);
}

/* Returns: (transfer full) (nullable): sorted, each once, none empty */
static char **
tidy_tags (const char *const *tags)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (g_free);

  for (; *tags != NULL; tags++)
    {
      g_autofree char *tag = g_utf8_normalize (*tags, -1, G_NORMALIZE_NFC); /* NULL for what is no UTF-8 */
      if (tag != NULL && *g_strstrip (tag) != '\0')
        g_ptr_array_add (sorted, g_steal_pointer (&tag));
    }
  if (sorted->len == 0)
    return NULL;
  g_ptr_array_sort (sorted, compare_tags);
  remove_repeated (sorted);
  g_ptr_array_add (sorted, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&sorted), FALSE);
}

static void
set_tags (RushesClipInfo *info, GVariant *value)
{
  g_autofree const char **tags = g_variant_get_strv (value, NULL);

  g_strfreev (info->tags);
  info->tags = tidy_tags (tags);
}

static void
set_notes (RushesClipInfo *info, GVariant *value)
{
  g_clear_pointer (&info->notes, g_variant_unref);
  info->notes = rushes_notes_tidy (value);
}

/* @value: of the type that belongs to @opinion; brought into its range */
void
rushes_clip_info_set_opinion (RushesClipInfo *info, RushesOpinion opinion, GVariant *value)
{
  switch (opinion)
    {
    case RUSHES_OPINION_RATING:
      info->rating = CLAMP (g_variant_get_int32 (value), 0, RUSHES_RATING_BEST);
      break;
    case RUSHES_OPINION_FAVOURITE:
      info->favourite = g_variant_get_boolean (value);
      break;
    case RUSHES_OPINION_VERDICT:
      info->verdict = CLAMP (g_variant_get_int32 (value), RUSHES_VERDICT_REJECT, RUSHES_VERDICT_PICK);
      break;
    case RUSHES_OPINION_LABEL:
      info->label = g_variant_get_int32 (value);
      if (info->label < RUSHES_LABEL_FIRST || info->label > RUSHES_LABEL_LAST)
        info->label = 0;
      break;
    case RUSHES_OPINION_TAGS:
      set_tags (info, value);
      break;
    case RUSHES_OPINION_STACK:
      g_free (info->stack);
      info->stack = *g_variant_get_string (value, NULL) != '\0' ? g_variant_dup_string (value, NULL) : NULL;
      break;
    case RUSHES_OPINION_NOTES:
      set_notes (info, value);
      break;
    default:
      g_return_if_reached ();
    }
}

/* The same, with notify. Main thread. */
void
rushes_clip_set_opinion (RushesClip *self, RushesOpinion opinion, GVariant *value)
{
  static const RushesClipProperty of_opinion[] = {
    [RUSHES_OPINION_RATING] = PROP_RATING, [RUSHES_OPINION_FAVOURITE] = PROP_FAVOURITE,
    [RUSHES_OPINION_VERDICT] = PROP_VERDICT, [RUSHES_OPINION_LABEL] = PROP_LABEL, [RUSHES_OPINION_TAGS] = PROP_TAGS,
    [RUSHES_OPINION_STACK] = PROP_STACK, [RUSHES_OPINION_NOTES] = PROP_NOTES,
  };
  g_autoptr (GVariant) before = rushes_clip_info_get_opinion (self->info, opinion), after = NULL;

  rushes_clip_info_set_opinion (self->info, opinion, value);
  after = rushes_clip_info_get_opinion (self->info, opinion);
  if (!g_variant_equal (before, after))
    g_object_notify_by_pspec (G_OBJECT (self), properties[of_opinion[opinion]]);
}

void
rushes_clip_set_new (RushesClip *self, gboolean is_new)
{
  if (self->info->is_new == !!is_new)
    return;
  self->info->is_new = !!is_new;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEW]);
}

/* Whether its file is not there: it was moved or deleted outside. Main thread. */
gboolean
rushes_clip_get_missing (RushesClip *self)
{
  return self->missing;
}

/* Only the library says so, with notify. Main thread. */
void
rushes_clip_set_missing (RushesClip *self, gboolean missing)
{
  if (self->missing == !!missing)
    return;
  self->missing = !!missing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MISSING]);
}

/* @name: below the clips folder, to where the file was moved. Main thread. */
void
rushes_clip_set_name (RushesClip *self, const char *name)
{
  char *copy = g_strdup (name);

  g_free (self->info->name);
  self->info->name = copy;
}
