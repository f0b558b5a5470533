/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RUSHES_ERROR (rushes_error_quark ())

/* A code says how to react, not where it went wrong. Sentences are made in rushes-error-text.c. */
typedef enum
{
  RUSHES_ERROR_UNREACHABLE = 1, /* nothing answered in time: wait and try again */
  RUSHES_ERROR_INCOMPLETE,      /* the answer broke off: ask for the rest */
  RUSHES_ERROR_NAME,            /* the host name does not exist: correct the address */
  RUSHES_ERROR_REFUSED,         /* the computer answers, the port does not: start the server */
  RUSHES_ERROR_CERTIFICATE,     /* TLS: look at the certificate and trust it, or not */
  RUSHES_ERROR_UNAUTHORIZED,    /* a key or password is missing or wrong */
  RUSHES_ERROR_FORBIDDEN,       /* the key is right, the account may not */
  RUSHES_ERROR_QUOTA,           /* no credit left: waiting does not help */
  RUSHES_ERROR_BUSY,            /* come back later, when the server says */
  RUSHES_ERROR_REJECTED,        /* the request is wrong for this server: change it */
  RUSHES_ERROR_MODERATION,      /* the prompt or picture was refused by a filter */
  RUSHES_ERROR_MISSING_ON_SERVER, /* the server lacks a model file or node: install it there */
  RUSHES_ERROR_GONE,            /* the server does not know the job or file any more */
  RUSHES_ERROR_ENDED,           /* the whole service has ended: choose another */
  RUSHES_ERROR_UNCERTAIN,       /* sent, outcome unknown: look it up, never resend */
  RUSHES_ERROR_SERVER,          /* the server failed on its side */
  RUSHES_ERROR_PROTOCOL,        /* the answer makes no sense */
  RUSHES_ERROR_NOT_A_VIDEO,     /* the file received is no complete video */
  RUSHES_ERROR_DISK_FULL,
  RUSHES_ERROR_READ_ONLY,
  RUSHES_ERROR_STORAGE,         /* any other trouble with files or the database */
  RUSHES_ERROR_NEWER_DATABASE,  /* written by a newer version: left untouched */
  RUSHES_ERROR_LOCKED,          /* another process owns the queue */
  RUSHES_ERROR_UNSUPPORTED,     /* this server or file cannot do that */
  RUSHES_ERROR_INVALID,         /* the user's own input is wrong */
  RUSHES_ERROR_OVERDUE,         /* it takes longer than the user allows: look again, or leave it */
  RUSHES_ERROR_IN_USE,          /* another process holds the database: try again in a moment */
  RUSHES_ERROR_FILE,            /* a file of the user's is not what it should be; the message is a whole sentence with its name */
  RUSHES_ERROR_AWAY,            /* the library lies on a disk that is not connected: wait for it, change nothing */
  RUSHES_ERROR_BROKEN,          /* the database itself is damaged, which no waiting mends */
  RUSHES_ERROR_ELSEWHERE,       /* another computer has the library open: look, change nothing */
  RUSHES_ERROR_NO_ROOM,         /* this one thing is larger than what may be written there: make room for it, or choose another disk */
  RUSHES_ERROR_KEYRING_LOCKED,  /* the key cannot be read before the user unlocks the keyring: wait, and send nothing without it */
  RUSHES_ERROR_KEYRING,         /* the keyring failed in another way: the same */
  RUSHES_ERROR_KEYRING_HIDDEN,  /* there is a key, but no keyring shows it: the same */
} RushesError;

GQuark   rushes_error_quark          (void);
GError  *rushes_error_new_busy       (gint64        retry_after_ms,
                                      const char   *format,
                                      ...) G_GNUC_PRINTF (2, 3);
GError  *rushes_error_new_certificate (const char *sha256,
                                       const char *message);
const char *rushes_error_get_fingerprint (const GError *error);
void     rushes_error_set_details    (GError       *error,
                                      const char   *field,
                                      const char   *said,
                                      const char   *request_id);
const char *rushes_error_get_field   (const GError *error);
const char *rushes_error_get_said    (const GError *error);
const char *rushes_error_get_request_id (const GError *error);
gint64   rushes_error_get_retry_after_ms (const GError *error);
gboolean rushes_error_is_temporary   (const GError *error);
gboolean rushes_error_is_of_keyring  (const GError *error);
gboolean rushes_error_set_not_a_video (GError     **error,
                                       const char  *about,
                                       const char  *message);
char    *rushes_error_dup_about      (const GError *error,
                                      const char   *name);
void     rushes_error_set_room       (GError      **error,
                                      RushesError   code,
                                      gint64        wanted,
                                      const char   *format,
                                      ...) G_GNUC_PRINTF (4, 5);
gboolean rushes_error_is_about_room  (const GError *error);
gboolean rushes_error_set_elsewhere  (GError      **error,
                                      const char   *computer);
gint64   rushes_error_get_wanted     (const GError *error);
void     rushes_error_set_from_file  (GError       **error,
                                      const GError  *cause,
                                      const char    *what);
gboolean rushes_error_set_from_errno (GError       **error,
                                      int            number,
                                      const char    *what);

G_END_DECLS
