/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Long pieces of work on threads, a few at a time, of which nobody's can keep all others' waiting. Any thread. */
typedef struct _RushesFetchLine RushesFetchLine;

RushesFetchLine *rushes_fetch_line_new  (GFunc            func,
                                         gpointer         data);
void             rushes_fetch_line_push (RushesFetchLine *self,
                                         const char      *whose,
                                         gint64           due,
                                         gpointer         work);
void             rushes_fetch_line_free (RushesFetchLine *self);

G_END_DECLS
