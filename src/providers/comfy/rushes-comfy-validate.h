/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-nodes.h"

G_BEGIN_DECLS

typedef enum
{
  RUSHES_COMFY_MISSING_NODE = 1, /* a class the server has not installed */
  RUSHES_COMFY_MISSING_FILE,     /* a model file it does not have */
  RUSHES_COMFY_BAD_VALUE,        /* out of range, or not among the choices */
  RUSHES_COMFY_BAD_LINK,         /* from nowhere, or nothing where something must be */
  RUSHES_COMFY_NO_OUTPUT,        /* nothing is saved */
} RushesComfyProblemKind;

typedef struct
{
  RushesComfyProblemKind kind;
  char *node;  /* id in the graph, or NULL */
  char *title; /* of the node, or its class */
  char *input; /* or NULL */
  char *text;  /* a sentence, translated */
} RushesComfyProblem;

GPtrArray  *rushes_comfy_validate           (JsonObject       *graph,
                                             RushesComfyNodes *nodes);

G_END_DECLS
