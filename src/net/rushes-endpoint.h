/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Where requests go and what proves who we are: immutable once in use, shared by workers. */
#define RUSHES_TYPE_ENDPOINT (rushes_endpoint_get_type ())
typedef struct _RushesEndpoint RushesEndpoint;

GType           rushes_endpoint_get_type        (void);
RushesEndpoint *rushes_endpoint_new             (const char      *base_url);
RushesEndpoint *rushes_endpoint_ref             (RushesEndpoint  *self);
void            rushes_endpoint_unref           (RushesEndpoint  *self);
void            rushes_endpoint_add_header      (RushesEndpoint  *self,
                                                 const char      *name,
                                                 const char      *value);
void            rushes_endpoint_hide            (RushesEndpoint  *self,
                                                 const char      *secret);
void            rushes_endpoint_set_fingerprint (RushesEndpoint  *self,
                                                 const char      *sha256);
const char     *rushes_endpoint_get_base_url    (RushesEndpoint  *self);
const char     *rushes_endpoint_get_fingerprint (RushesEndpoint  *self);
gboolean        rushes_endpoint_owns            (RushesEndpoint  *self,
                                                 GUri            *uri);
gboolean        rushes_endpoint_is_link_local (GUri           *uri);
void            rushes_endpoint_foreach_header  (RushesEndpoint  *self,
                                                 GHFunc           func,
                                                 gpointer         data);
char           *rushes_endpoint_redact          (RushesEndpoint  *self,
                                                 const char      *text);
char           *rushes_endpoint_build_url       (RushesEndpoint  *self,
                                                 const char      *path,
                                                 const char      *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesEndpoint, rushes_endpoint_unref)

G_END_DECLS
