/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-item.h"
#include "rushes-paths.h"

G_BEGIN_DECLS

GVariant *rushes_styles_load      (RushesPaths  *paths,
                                   GError      **error);
gboolean  rushes_styles_set       (RushesPaths  *paths,
                                   const char   *name,
                                   char        **words,
                                   GError      **error);
gboolean  rushes_styles_replace   (RushesPaths  *paths,
                                   const char   *name,
                                   GVariant     *said,
                                   GError      **error);
gboolean  rushes_styles_add       (RushesPaths  *paths,
                                   GVariant     *more,
                                   GError      **error);
GVariant *rushes_styles_dup_of    (RushesBoardItem *item);
gboolean  rushes_styles_remove    (RushesPaths  *paths,
                                   const char   *name,
                                   GError      **error);
char    **rushes_styles_dup_words (GVariant     *styles,
                                   const char   *name,
                                   GError      **error);
char    **rushes_styles_put_in    (RushesPaths  *paths,
                                   char        **words,
                                   GError      **error);

G_END_DECLS
