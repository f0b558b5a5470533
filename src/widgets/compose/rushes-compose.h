/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-draft.h"
#include "rushes-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_COMPOSE (rushes_compose_get_type ())
G_DECLARE_FINAL_TYPE (RushesCompose, rushes_compose, RUSHES, COMPOSE, GtkBox)

/* What the form need not show: whoever shows it has something else there. */
typedef enum
{
  RUSHES_COMPOSE_PLACE = 1 << 0, /* provider, connection and model */
  RUSHES_COMPOSE_NEGATIVE = 1 << 1,
  RUSHES_COMPOSE_PICTURES = 1 << 2, /* first and last frame */
  RUSHES_COMPOSE_FILES = 1 << 3,
  RUSHES_COMPOSE_SIZE = 1 << 4,
  RUSHES_COMPOSE_LENGTH = 1 << 5,
  RUSHES_COMPOSE_SEED = 1 << 6,
} RushesComposeParts;

/* Where something of theirs goes. */
typedef enum
{
  RUSHES_COMPOSE_TOP,      /* above all */
  RUSHES_COMPOSE_MIDDLE,   /* below the prompt */
  RUSHES_COMPOSE_SETTINGS, /* a row, before size and length */
} RushesComposeSlot;

void               rushes_compose_hide         (RushesCompose      *self,
                                                RushesComposeParts  parts);
void               rushes_compose_add          (RushesCompose      *self,
                                                RushesComposeSlot   slot,
                                                GtkWidget          *child);
void               rushes_compose_add_button   (RushesCompose      *self,
                                                RushesComposeParts  part,
                                                GtkWidget          *button);
void               rushes_compose_set_prefix   (RushesCompose      *self,
                                                const char         *prefix,
                                                const char         *origin);
void               rushes_compose_begin_prompt (RushesCompose      *self,
                                                const char         *prompt);
RushesProviderKind rushes_compose_get_provider (RushesCompose      *self);
void               rushes_compose_set_provider (RushesCompose      *self,
                                                RushesProviderKind  provider);
void               rushes_compose_set_models   (RushesCompose      *self,
                                                GListModel         *models,
                                                const char         *place);
void               rushes_compose_set_connections (RushesCompose   *self,
                                                GStrv               names,
                                                guint               chosen);
void               rushes_compose_set_note     (RushesCompose      *self,
                                                const char         *note);
RushesModel       *rushes_compose_get_model    (RushesCompose      *self);
void               rushes_compose_fill_draft   (RushesCompose      *self,
                                                RushesDraft        *draft,
                                                int                *count);
GVariant          *rushes_compose_dup_values   (RushesCompose      *self);
void               rushes_compose_set_values   (RushesCompose      *self,
                                                GVariant           *values);
void               rushes_compose_set_prompt   (RushesCompose      *self,
                                                const char         *prompt);
gboolean           rushes_compose_set_picture  (RushesCompose      *self,
                                                const char         *path);
gboolean           rushes_compose_set_last_picture (RushesCompose      *self,
                                                const char         *path);
char              *rushes_compose_dup_prompt   (RushesCompose      *self);
void               rushes_compose_show_field_error (RushesCompose *self,
                                                const char         *member,
                                                const char         *text);
void               rushes_compose_show_error   (RushesCompose      *self,
                                                const char         *text);
void               rushes_compose_focus_error  (RushesCompose      *self);
void               rushes_compose_set_last_seed (RushesCompose     *self,
                                                gint64              seed);
void               rushes_compose_choose_model (RushesCompose      *self,
                                                const char         *id);
void           rushes_compose_use_model       (RushesCompose *self,
                                               RushesModel   *model);
void           rushes_compose_focus_prompt    (RushesCompose *self);

G_END_DECLS
