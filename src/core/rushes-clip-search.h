/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

/* What another program is shown of a clip that was searched for. */
typedef struct
{
  char *id;
  char *title, *description;
  char *path;   /* its file */
  char *poster; /* (nullable): a picture of it as a file; %NULL: none is kept yet */
} RushesSearchResult;

GPtrArray *rushes_clip_search_find (RushesLibrary      *library,
                                    const char         *words,
                                    guint               limit);
GPtrArray *rushes_clip_search_tell (RushesLibrary      *library,
                                    const char *const  *ids);

G_END_DECLS
