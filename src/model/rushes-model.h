/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  int width;  /* pixels */
  int height; /* pixels */
} RushesSize;

/* What a second costs from so many pixels on. */
typedef struct
{
  int pixels;
  double per_second; /* US dollars */
} RushesPrice;

typedef enum
{
  RUSHES_PICTURE_NONE,
  RUSHES_PICTURE_OPTIONAL,
  RUSHES_PICTURE_REQUIRED,
} RushesPictureUse;

typedef enum
{
  RUSHES_FIELD_INTEGER,
  RUSHES_FIELD_NUMBER,
  RUSHES_FIELD_CHOICE,
  RUSHES_FIELD_TEXT,
  RUSHES_FIELD_BOOLEAN,
} RushesFieldType;

/* A setting that only some models have: steps, cfg, sampler … */
typedef struct
{
  char *name;  /* as in the request's fields */
  char *label; /* for the form */
  RushesFieldType type;
  GVariant *initial; /* x, d, s or b */
  double minimum, maximum, step;
  GStrv choices; /* CHOICE only */
  char *note;    /* what is to be said of it, translated, or NULL */
} RushesField;

typedef enum
{
  RUSHES_MEDIA_PICTURE,
  RUSHES_MEDIA_VIDEO,
  RUSHES_MEDIA_AUDIO,
} RushesMedia;

/* A file that a workflow loads, beside the first and the last frame. */
typedef struct
{
  char *name;  /* as in the request's files */
  char *label; /* for the form */
  RushesMedia media;
  gboolean required;
  char *saved; /* what the server has and uses if nothing is chosen, or NULL */
} RushesFile;

/* What a form may offer for a model. Sizes and lengths are suggestions: the server decides. */
typedef struct
{
  char *id;
  char *name;
  char *summary;   /* "Text or picture to video" */
  GArray *sizes;   /* RushesSize, suggestions; the first is the default, 0 × 0 the server's; empty: nothing to choose */
  int size_step;   /* sizes are multiples of this; 0: any */
  GArray *lengths; /* double seconds; empty: a range */
  double minimum_seconds, maximum_seconds, initial_seconds;
  double fps;           /* frames per second, 0 if not known */
  int frame_multiple;   /* frames are n × this + 1; 0: any */
  gboolean has_prompt, has_negative, has_seed;
  gint64 maximum_seed;
  char *negative; /* the model's usual negative prompt, or NULL */
  char *prompt;   /* what a workflow was saved with, or NULL */
  char *no_prompt; /* where it has none: why, as a sentence; or NULL */
  RushesPictureUse picture;
  gboolean has_last_picture; /* a last frame may be given too */
  GPtrArray *fields;       /* RushesField */
  GPtrArray *files;        /* RushesFile */
  double price_per_second; /* US dollars, < 0 if not known */
  GArray *prices;          /* RushesPrice: where a size costs another price */
  GStrv missing;           /* files the server lacks: "diffusion_models/x.safetensors"; NULL if complete */
} RushesModelSpec;

#define RUSHES_TYPE_MODEL (rushes_model_get_type ())
G_DECLARE_FINAL_TYPE (RushesModel, rushes_model, RUSHES, MODEL, GObject)

RushesModelSpec       *rushes_model_spec_new      (const char            *id,
                                                   const char            *name);
void                   rushes_model_spec_free     (RushesModelSpec       *spec);
void                   rushes_model_spec_add_size (RushesModelSpec       *spec,
                                                   int                    width,
                                                   int                    height);
void                   rushes_model_spec_add_length (RushesModelSpec     *spec,
                                                   double                 seconds);
RushesField           *rushes_model_spec_add_field (RushesModelSpec      *spec,
                                                   const char            *name,
                                                   const char            *label,
                                                   RushesFieldType        type,
                                                   GVariant              *initial);
RushesFile            *rushes_model_spec_add_file (RushesModelSpec       *spec,
                                                   const char            *name,
                                                   const char            *label,
                                                   RushesMedia            media);
RushesFile            *rushes_model_spec_find_file (const RushesModelSpec *spec,
                                                   const char            *name);
RushesModel           *rushes_model_new           (RushesModelSpec       *spec);
const RushesModelSpec *rushes_model_get_spec      (RushesModel           *self);
const char            *rushes_model_get_name      (RushesModel           *self);
void                   rushes_model_spec_add_price (RushesModelSpec      *spec,
                                                   int                    pixels,
                                                   double                 per_second);
double                 rushes_model_spec_get_price (const RushesModelSpec *spec,
                                                   int                    width,
                                                   int                    height);
int                    rushes_model_spec_frames   (const RushesModelSpec *spec,
                                                   double                 seconds,
                                                   double                 fps);
double                 rushes_model_spec_nearest_length (const RushesModelSpec *spec,
                                                   double                 seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesModelSpec, rushes_model_spec_free)

G_END_DECLS
