/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-model.h"

#include "rushes-number.h"
#include "rushes-request.h"

#include <math.h>

/* One model or workflow of a connection, as an object so that a picker can list it. */
struct _RushesModel
{
  GObject parent_instance;
  RushesModelSpec *spec;
};

typedef enum
{
  PROP_NAME = 1,
} RushesModelProperty;

static GParamSpec *properties[PROP_NAME + 1];

G_DEFINE_FINAL_TYPE (RushesModel, rushes_model, G_TYPE_OBJECT)

static void
field_free (gpointer data)
{
  RushesField *field = data;

  g_free (field->name);
  g_free (field->label);
  g_clear_pointer (&field->initial, g_variant_unref);
  g_strfreev (field->choices);
  g_free (field->note);
  g_free (field);
}

static void
file_free (gpointer data)
{
  RushesFile *file = data;

  g_free (file->name);
  g_free (file->label);
  g_free (file->saved);
  g_free (file);
}

RushesModelSpec *
rushes_model_spec_new (const char *id, const char *name)
{
  RushesModelSpec *spec = g_new0 (RushesModelSpec, 1);

  spec->id = g_strdup (id);
  spec->name = g_strdup (name);
  spec->sizes = g_array_new (FALSE, FALSE, sizeof (RushesSize));
  spec->prices = g_array_new (FALSE, FALSE, sizeof (RushesPrice));
  spec->lengths = g_array_new (FALSE, FALSE, sizeof (double));
  spec->fields = g_ptr_array_new_with_free_func (field_free);
  spec->files = g_ptr_array_new_with_free_func (file_free);
  spec->has_prompt = TRUE;
  spec->maximum_seed = RUSHES_SEED_MAX;
  spec->minimum_seconds = 1;
  spec->maximum_seconds = 20;
  spec->initial_seconds = 4;
  spec->price_per_second = -1;
  return spec;
}

void
rushes_model_spec_free (RushesModelSpec *spec)
{
  g_free (spec->id);
  g_free (spec->name);
  g_free (spec->summary);
  g_free (spec->negative);
  g_free (spec->prompt);
  g_free (spec->no_prompt);
  g_array_unref (spec->sizes);
  g_array_unref (spec->lengths);
  g_array_unref (spec->prices);
  g_ptr_array_unref (spec->fields);
  g_ptr_array_unref (spec->files);
  g_strfreev (spec->missing);
  g_free (spec);
}

void
rushes_model_spec_add_size (RushesModelSpec *spec, int width, int height)
{
  RushesSize size = { width, height };

  g_array_append_val (spec->sizes, size);
}

void
rushes_model_spec_add_length (RushesModelSpec *spec, double seconds)
{
  g_array_append_val (spec->lengths, seconds);
}

/* From @pixels (width × height) on a second costs this. */
void
rushes_model_spec_add_price (RushesModelSpec *spec, int pixels, double per_second)
{
  RushesPrice price = { pixels, per_second };

  g_array_append_val (spec->prices, price);
}

/* US dollars per second at a size, < 0 if not known */
double
rushes_model_spec_get_price (const RushesModelSpec *spec, int width, int height)
{
  double per_second = spec->price_per_second;
  int reached = 0;

  for (guint i = 0; i < spec->prices->len; i++)
    {
      const RushesPrice *price = &g_array_index (spec->prices, RushesPrice, i);
      if (width * height >= price->pixels && price->pixels >= reached)
        {
          reached = price->pixels;
          per_second = price->per_second;
        }
    }
  return per_second;
}

/* Returns: (transfer none): the new field, whose range and choices the caller may fill in. */
RushesField *
rushes_model_spec_add_field (RushesModelSpec *spec, const char *name, const char *label,
                             RushesFieldType type, GVariant *initial)
{
  RushesField *field = g_new0 (RushesField, 1);

  field->name = g_strdup (name);
  field->label = g_strdup (label);
  field->type = type;
  field->initial = g_variant_ref_sink (initial);
  g_ptr_array_add (spec->fields, field);
  return field;
}

/* Returns: (transfer none): the new place, for the caller to say more of */
RushesFile *
rushes_model_spec_add_file (RushesModelSpec *spec, const char *name, const char *label, RushesMedia media)
{
  RushesFile *file = g_new0 (RushesFile, 1);

  file->name = g_strdup (name);
  file->label = g_strdup (label);
  file->media = media;
  g_ptr_array_add (spec->files, file);
  return file;
}

/* @name: its name, or its label in any letters. Returns: (transfer none) (nullable) */
RushesFile *
rushes_model_spec_find_file (const RushesModelSpec *spec, const char *name)
{
  for (guint i = 0; i < spec->files->len; i++)
    {
      RushesFile *file = spec->files->pdata[i];
      if (g_str_equal (file->name, name) || g_ascii_strcasecmp (file->label, name) == 0)
        return file;
    }
  return NULL;
}

/* How many frames @seconds at @fps make, rounded to what the model can do (4n+1, 8n+1 …). */
int
rushes_model_spec_frames (const RushesModelSpec *spec, double seconds, double fps)
{
  int multiple = spec->frame_multiple;
  double frames = seconds * (fps > 0 ? fps : spec->fps);

  if (multiple <= 0)
    return rushes_number_to_int (round (frames), 1, G_MAXINT);
  return rushes_number_to_int (round (frames / multiple), 1, (G_MAXINT - 1) / multiple) * multiple + 1;
}

/* The length in seconds that the model has and that is closest; @seconds itself within a range. */
double
rushes_model_spec_nearest_length (const RushesModelSpec *spec, double seconds)
{
  double best = -1;

  if (spec->lengths->len == 0)
    return CLAMP (seconds, spec->minimum_seconds, spec->maximum_seconds);
  for (guint i = 0; i < spec->lengths->len; i++)
    {
      double length = g_array_index (spec->lengths, double, i);
      if (best < 0 || fabs (length - seconds) < fabs (best - seconds))
        best = length;
    }
  return best;
}

static void
rushes_model_finalize (GObject *object)
{
  rushes_model_spec_free (RUSHES_MODEL (object)->spec);
  G_OBJECT_CLASS (rushes_model_parent_class)->finalize (object);
}

static void
rushes_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((RushesModelProperty) id)
    {
    case PROP_NAME:
      g_value_set_string (value, RUSHES_MODEL (object)->spec->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_model_class_init (RushesModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rushes_model_finalize;
  object_class->get_property = rushes_model_get_property;
  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rushes_model_init (RushesModel *self)
{
}

/* @spec: (transfer full) */
RushesModel *
rushes_model_new (RushesModelSpec *spec)
{
  RushesModel *self = g_object_new (RUSHES_TYPE_MODEL, NULL);

  self->spec = spec;
  return self;
}

const RushesModelSpec *
rushes_model_get_spec (RushesModel *self)
{
  return self->spec;
}

const char *
rushes_model_get_name (RushesModel *self)
{
  return self->spec->name;
}
