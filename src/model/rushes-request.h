/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Which protocol a server speaks. */
typedef enum
{
  RUSHES_PROVIDER_COMFYUI,
  RUSHES_PROVIDER_OPENAI,
} RushesProviderKind;

#define RUSHES_N_PROVIDERS 2

/* Seeds are 0..2^50: json-glib and ComfyUI's own page both lose precision above. */
#define RUSHES_SEED_MAX (G_GINT64_CONSTANT (1) << 50)
#define RUSHES_PROMPT_MAX 32000

/* The members of a request; the same names stand in the ledger and in the sidecars. */
#define RUSHES_REQUEST_PROVIDER "provider"         /* s: "comfyui" or "openai" */
#define RUSHES_REQUEST_CONNECTION "connection"     /* s: RUSHES_CONNECTION_ANY if any server may take it */
#define RUSHES_CONNECTION_ANY "any"
#define RUSHES_REQUEST_MODEL "model"               /* s: model id, or a workflow's name */
#define RUSHES_REQUEST_WORKFLOW "workflow"         /* s: a whole ComfyUI API graph as JSON text, a built-in one too */
#define RUSHES_REQUEST_PROMPT "prompt"             /* s */
#define RUSHES_REQUEST_NEGATIVE "negative_prompt"  /* s */
#define RUSHES_REQUEST_PICTURE "picture"           /* s: path of the first frame, already of the target size */
#define RUSHES_REQUEST_LAST_PICTURE "last_picture" /* s: likewise of the last frame */
#define RUSHES_REQUEST_WORKFLOW_NAME "workflow_name" /* s: what the user's own workflow was called */
#define RUSHES_REQUEST_DERIVE "derive"             /* s: "remix", "edit" or "extend" of another clip; absent: a new one */
#define RUSHES_REQUEST_SOURCE "source"             /* s: that clip's id on the server */
#define RUSHES_REQUEST_PARENT "parent"             /* s: that clip's id in the library */
#define RUSHES_REQUEST_WIDTH "width"               /* i, x: pixels */
#define RUSHES_REQUEST_HEIGHT "height"             /* i, x: pixels */
#define RUSHES_REQUEST_SECONDS "seconds"           /* d */
#define RUSHES_REQUEST_FPS "fps"                   /* d: frames per second, if the model lets one choose */
#define RUSHES_REQUEST_SEED "seed"                 /* x */
#define RUSHES_REQUEST_COST "cost"                 /* d: US dollars by the price known when it was made */
#define RUSHES_REQUEST_TAKE "take"                 /* x: 1, 2, 3 … of the same shot */
#define RUSHES_REQUEST_BOARD "board"               /* s: the id of the board it was made for */
#define RUSHES_REQUEST_SHOT "shot"                 /* x: the number of its shot there */
#define RUSHES_REQUEST_START "start"               /* s: the clip whose end is the first frame */
#define RUSHES_REQUEST_FILES "files"               /* a{sv}, s: what the workflow loads beside the frames: paths of copies of our own */
#define RUSHES_REQUEST_FIELDS "fields"             /* a{sv}: what only this model has: steps, cfg … */

#define RUSHES_TYPE_REQUEST (rushes_request_get_type ())
typedef struct _RushesRequest RushesRequest;

GType              rushes_request_get_type     (void);
RushesRequest     *rushes_request_new          (GVariant           *members);
RushesRequest     *rushes_request_ref          (RushesRequest      *self);
void               rushes_request_unref        (RushesRequest      *self);
GVariant          *rushes_request_get_variant  (RushesRequest      *self);
RushesProviderKind rushes_request_get_provider (RushesRequest      *self);
const char        *rushes_request_get_string   (RushesRequest      *self,
                                                const char         *member);
RushesRequest     *rushes_request_new_with_string (RushesRequest    *self,
                                                const char         *member,
                                                const char         *text);
const char        *rushes_request_get_model_name (RushesRequest     *self);
const char        *rushes_request_get_prompt   (RushesRequest      *self);
gint64             rushes_request_get_int      (RushesRequest      *self,
                                                const char         *member,
                                                gint64              fallback);
int                rushes_request_get_side     (RushesRequest      *self,
                                                const char         *member);
double             rushes_request_get_double   (RushesRequest      *self,
                                                const char         *member,
                                                double              fallback);
GVariant          *rushes_request_ref_field    (RushesRequest      *self,
                                                const char         *name);
char              *rushes_request_dup_title    (RushesRequest      *self);
const char        *rushes_provider_kind_to_string   (RushesProviderKind  kind);
gboolean           rushes_provider_kind_from_string (const char         *text,
                                                     RushesProviderKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesRequest, rushes_request_unref)

G_END_DECLS
