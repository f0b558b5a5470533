/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What leads to a shot that can be made. */
typedef enum
{
  RUSHES_FILL_WAY_NONE,
  RUSHES_FILL_WAY_WRITE,   /* its prompt */
  RUSHES_FILL_WAY_SHOW,    /* the shot */
  RUSHES_FILL_WAY_SERVERS,
} RushesFillWay;

/* A shot that could be filled, as it is shown. */
typedef struct
{
  gint64 number;
  char *shown, *action;
  char *model, *place;   /* (nullable) */
  char *length;          /* in words */
  double seconds;        /* the same */
  double cost;           /* US dollars; < 0: not known */
  gboolean free;         /* it costs nothing */
  char *missing;         /* (nullable): why it cannot be made */
  RushesFillWay way;     /* out of that */
  char *start;           /* (nullable): the shot from whose end it starts */
  gint64 waits_for[2];   /* the shots that have to be made before; 0: none */
  char *waiting;         /* (nullable): the first of those */
} RushesFillItem;

void rushes_fill_item_free (RushesFillItem *self);

#define RUSHES_TYPE_FILL_ROW (rushes_fill_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesFillRow, rushes_fill_row, RUSHES, FILL_ROW, GtkListBoxRow)

GtkWidget            *rushes_fill_row_new        (const RushesFillItem *item);
const RushesFillItem *rushes_fill_row_get_item   (RushesFillRow        *self);
void                  rushes_fill_row_toggle     (RushesFillRow        *self);
void                  rushes_fill_row_set_state  (RushesFillRow        *self,
                                                  gboolean              checked,
                                                  gboolean              possible);
void                  rushes_fill_row_set_narrow (RushesFillRow        *self,
                                                  gboolean              narrow);

G_END_DECLS
