/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-note.h"
#include "rushes-request.h"

G_BEGIN_DECLS

#define RUSHES_RATING_BEST 5
#define RUSHES_LABEL_FIRST 6 /* labels have the numbers of their keys */
#define RUSHES_LABEL_LAST 9

/* What the user decided; RUSHES_VERDICT_REJECT is not the trash yet. */
typedef enum
{
  RUSHES_VERDICT_REJECT = -1,
  RUSHES_VERDICT_NONE = 0,
  RUSHES_VERDICT_PICK = 1,
} RushesVerdict;

/* What the user may think of a clip, and its type: rating i, favourite b, verdict i, label i, tags as, stack s,
 * notes RUSHES_NOTES_TYPE. */
typedef enum
{
  RUSHES_OPINION_RATING = 1,
  RUSHES_OPINION_FAVOURITE,
  RUSHES_OPINION_VERDICT,
  RUSHES_OPINION_LABEL,
  RUSHES_OPINION_TAGS,
  RUSHES_OPINION_STACK, /* with what it stands: no judgement of the clip, and undone like one */
  RUSHES_OPINION_NOTES,
} RushesOpinion;

/* What is known about a saved clip; the sidecar holds the same. */
typedef struct
{
  char *id;   /* UUID, the same as its job's; imported clips get their own */
  char *name; /* below the clips folder: "2026/11/….mp4" */
  RushesRequest *request;
  int width, height;      /* pixels, as probed */
  gint64 duration_ms;
  gint64 size_bytes;
  double fps;             /* the mean where it varies */
  gboolean variable_rate; /* frames stay for different times */
  int n_frames;           /* 0 if not known */
  char *codec;            /* for people: "H.264 (High Profile), Matroska", or NULL if not known */
  char *sound;            /* the same: "MPEG-4 AAC, stereo, 48 kHz", or NULL if there is none or it is not known */
  char *sha256;           /* of the file, or NULL if not known: in older records */
  char *imported_from;    /* the file that an imported clip was copied from, or leads to, or NULL */
  gboolean linked;        /* its file is a link to that one, which is never moved or deleted by us */
  gint64 created_us;      /* UNIX time the clip was saved */
  gint64 took_ms;         /* from sending to saved; 0 if not known */
  char *connection_name;  /* as it was called then */
  char *remote_id;        /* the server's id, or NULL */
  double cost;            /* US dollars, < 0 if not known */
  char *missing_decoder;  /* what is needed to play it here, or NULL if it plays */
  gboolean sample;        /* made by the sample server */
  gboolean is_new;        /* not looked at yet */
  gboolean favourite;
  int rating;             /* 1–5; 0: not rated */
  RushesVerdict verdict;
  int label;              /* 6–9: a colour; 0: none */
  char **tags;            /* sorted, each once, none empty; NULL: none */
  char *stack;            /* where the user put it (rushes-stack-key.h); NULL: where its request does */
  GVariant *notes;        /* as rushes_notes_tidy() gives them; NULL: none */
  char *others;           /* members of the sidecar that are other programs', as JSON, or NULL */
} RushesClipInfo;

#define RUSHES_TYPE_CLIP (rushes_clip_get_type ())
G_DECLARE_FINAL_TYPE (RushesClip, rushes_clip, RUSHES, CLIP, GObject)

RushesClipInfo       *rushes_clip_info_new      (void);
RushesClipInfo       *rushes_clip_info_copy     (const RushesClipInfo *info);
void                  rushes_clip_info_free     (RushesClipInfo       *info);
RushesClip           *rushes_clip_new           (RushesClipInfo       *info);
RushesClip           *rushes_clip_new_blank     (void);
void                  rushes_clip_load          (RushesClip           *self,
                                                 RushesClipInfo       *info);
gboolean              rushes_clip_is_loaded     (RushesClip           *self);
const RushesClipInfo *rushes_clip_get_info      (RushesClip           *self);
const char           *rushes_clip_get_id        (RushesClip           *self);
GVariant             *rushes_clip_info_get_opinion (const RushesClipInfo *info,
                                                    RushesOpinion         opinion);
void                  rushes_clip_info_set_opinion (RushesClipInfo       *info,
                                                    RushesOpinion         opinion,
                                                    GVariant             *value);
double                rushes_clip_info_get_rate    (const RushesClipInfo *info);
void                  rushes_clip_set_opinion   (RushesClip           *self,
                                                 RushesOpinion         opinion,
                                                 GVariant             *value);
void                  rushes_clip_set_new       (RushesClip           *self,
                                                 gboolean              is_new);
gboolean              rushes_clip_get_missing   (RushesClip           *self);
void                  rushes_clip_set_missing   (RushesClip           *self,
                                                 gboolean              missing);
void                  rushes_clip_set_name      (RushesClip           *self,
                                                 const char           *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesClipInfo, rushes_clip_info_free)

G_END_DECLS
