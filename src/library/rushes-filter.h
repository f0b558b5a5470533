/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-query.h"

G_BEGIN_DECLS

/* What a gallery is narrowed to, in the form that is kept: an a{ss} from facets to values. All values are text, so that what a
 * later version knows is carried through by an earlier one. Some facets may have several values, one a line: any of them is meant. */

#define RUSHES_FACET_SERVICE "service"       /* a provider */
#define RUSHES_FACET_MODEL "model"           /* may have several */
#define RUSHES_FACET_CONNECTION "connection" /* the same */
#define RUSHES_FACET_TAG "tag"               /* the same */
#define RUSHES_FACET_BOARD "board"           /* the same; its title */
#define RUSHES_FACET_RATING "rating"         /* "1" to "5": at least */
#define RUSHES_FACET_DECISION "decision"     /* picked, rejected, not-rejected, open */
#define RUSHES_FACET_LABEL "label"           /* "6" to "9" */
#define RUSHES_FACET_SAVED "saved"           /* within so many days, today being one */
#define RUSHES_FACET_LENGTH "length"         /* short (up to 5 s), medium (up to 10), long */
#define RUSHES_FACET_SHAPE "shape"           /* wide, tall, square */
#define RUSHES_FACET_MARKS "marks"           /* favourite, unseen, noted (with notes), missing (no file) */

const char *const *rushes_filter_get_facets (void);
GVariant          *rushes_filter_set        (GVariant    *filter,
                                             const char  *facet,
                                             const char  *value);
char              *rushes_filter_dup_value  (GVariant    *filter,
                                             const char  *facet);
gboolean           rushes_filter_is_multiple (const char *facet);
GVariant          *rushes_filter_toggle     (GVariant    *filter,
                                             const char  *facet,
                                             const char  *value);
char             **rushes_filter_list_values (GVariant   *filter,
                                             const char  *facet);
void               rushes_filter_to_query   (GVariant    *filter,
                                             RushesQuery *query);

G_END_DECLS
