/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How far a request has come on its way to a server. */
typedef enum
{
  RUSHES_REACH_NOTHING,
  RUSHES_REACH_FOUND,     /* its name has an address */
  RUSHES_REACH_CONNECTED, /* something listens there */
  RUSHES_REACH_SECURED,   /* over TLS, with a certificate that is trusted */
  RUSHES_REACH_ANSWERED,  /* an answer began */
} RushesReach;

/* Where requests go and what proves who we are: immutable once in use, but for how far they came; shared by workers. */
#define RUSHES_TYPE_ENDPOINT (rushes_endpoint_get_type ())
typedef struct _RushesEndpoint RushesEndpoint;

GType           rushes_endpoint_get_type        (void);
RushesEndpoint *rushes_endpoint_new             (const char      *base_url);
RushesEndpoint *rushes_endpoint_ref             (RushesEndpoint  *self);
void            rushes_endpoint_unref           (RushesEndpoint  *self);
void            rushes_endpoint_add_header      (RushesEndpoint  *self,
                                                 const char      *name,
                                                 const char      *value);
void            rushes_endpoint_set_lead        (RushesEndpoint *self,
                                                 int             seconds);
int             rushes_endpoint_get_lead        (RushesEndpoint *self);
void            rushes_endpoint_hide            (RushesEndpoint  *self,
                                                 const char      *secret);
void            rushes_endpoint_set_fingerprint (RushesEndpoint  *self,
                                                 const char      *sha256);
const char     *rushes_endpoint_get_base_url    (RushesEndpoint  *self);
const char     *rushes_endpoint_get_fingerprint (RushesEndpoint  *self);
gboolean        rushes_endpoint_owns            (RushesEndpoint  *self,
                                                 GUri            *uri);
void            rushes_endpoint_set_reached     (RushesEndpoint  *self,
                                                 RushesReach      reach);
RushesReach     rushes_endpoint_get_reached     (RushesEndpoint  *self);
gboolean        rushes_endpoint_is_link_local (GUri           *uri);
void            rushes_endpoint_foreach_header  (RushesEndpoint  *self,
                                                 GHFunc           func,
                                                 gpointer         data);
char           *rushes_endpoint_redact          (RushesEndpoint  *self,
                                                 const char      *text);
GBytes         *rushes_endpoint_blot            (RushesEndpoint  *self,
                                                 GBytes          *answer);
char           *rushes_endpoint_build_url       (RushesEndpoint  *self,
                                                 const char      *path,
                                                 const char      *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesEndpoint, rushes_endpoint_unref)

G_END_DECLS
