/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a person reads about an error: what happened, and what to do next. */
typedef struct
{
  char *heading;  /* a few words, no full stop: "The server refused the key" */
  char *sentence; /* what happened, with the server's own words where it had some */
  char *advice;   /* what to do next; may be empty */
} RushesErrorText;

RushesErrorText *rushes_error_text_new      (const GError    *error,
                                             const char      *place);
void             rushes_error_text_free     (RushesErrorText *self);
char            *rushes_error_text_one_line (const GError    *error,
                                             const char      *place);
char            *rushes_error_text_going_on (const GError    *error,
                                             const char      *place);
char            *rushes_error_text_lines    (const GError    *error,
                                             const char      *place);
char            *rushes_error_text_with_said (const GError   *error,
                                              const char     *line);
char            *rushes_error_text_dup_said (const GError    *error,
                                             const char      *shown);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesErrorText, rushes_error_text_free)

G_END_DECLS
