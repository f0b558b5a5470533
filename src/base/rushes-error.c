/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-error.h"

#include <glib/gi18n.h>

/* What belongs to the reaction travels with the error: how long the server asks us to wait, which certificate the user
 * may trust, how much of a disk has to be free, which field of the request is meant, and for whoever asks the server's people: its own words. */
typedef struct
{
  gint64 retry_after_ms;
  gint64 wanted; /* bytes */
  char *fingerprint;
  char *field;
  char *said;
  char *request_id;
  char *about; /* the sentence about a file, with %s for its name */
} RushesErrorPrivate;

static void
rushes_error_private_init (RushesErrorPrivate *priv)
{
  priv->retry_after_ms = -1;
}

static void
rushes_error_private_copy (const RushesErrorPrivate *src, RushesErrorPrivate *dest)
{
  dest->retry_after_ms = src->retry_after_ms;
  dest->wanted = src->wanted;
  dest->fingerprint = g_strdup (src->fingerprint);
  dest->field = g_strdup (src->field);
  dest->said = g_strdup (src->said);
  dest->request_id = g_strdup (src->request_id);
  dest->about = g_strdup (src->about);
}

static void
rushes_error_private_clear (RushesErrorPrivate *priv)
{
  priv->retry_after_ms = -1;
  g_clear_pointer (&priv->fingerprint, g_free);
  g_clear_pointer (&priv->field, g_free);
  g_clear_pointer (&priv->said, g_free);
  g_clear_pointer (&priv->request_id, g_free);
  g_clear_pointer (&priv->about, g_free);
}

G_DEFINE_EXTENDED_ERROR (RushesError, rushes_error)

/**
 * rushes_error_new_busy:
 * @retry_after_ms: milliseconds the server asked for, or -1 if it did not say
 *
 * Returns: (transfer full): a %RUSHES_ERROR_BUSY
 */
GError *
rushes_error_new_busy (gint64 retry_after_ms, const char *format, ...)
{
  va_list args;
  GError *error;

  va_start (args, format);
  error = g_error_new_valist (RUSHES_ERROR, RUSHES_ERROR_BUSY, format, args);
  va_end (args);
  rushes_error_get_private (error)->retry_after_ms = retry_after_ms;
  return error;
}

/* Milliseconds to wait as told by the server, or -1. */
gint64
rushes_error_get_retry_after_ms (const GError *error)
{
  if (error == NULL || error->domain != RUSHES_ERROR)
    return -1;
  return rushes_error_get_private (error)->retry_after_ms;
}

/* @sha256: of the certificate that is not known, hex. Returns: (transfer full): a %RUSHES_ERROR_CERTIFICATE */
GError *
rushes_error_new_certificate (const char *sha256, const char *message)
{
  GError *error = g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_CERTIFICATE, message);

  rushes_error_get_private (error)->fingerprint = g_strdup (sha256);
  return error;
}

/* Returns: (nullable): the certificate that the server showed, SHA-256, hex */
const char *
rushes_error_get_fingerprint (const GError *error)
{
  if (error == NULL || error->domain != RUSHES_ERROR)
    return NULL;
  return rushes_error_get_private (error)->fingerprint;
}

/**
 * rushes_error_set_details:
 * @error: one of ours
 * @field: (nullable): the member of the request that is meant, or the name of a model's own field
 * @said: (nullable): the server's own words, without secrets, where the message says it better
 * @request_id: (nullable): how the server's people find the call in their log
 */
void
rushes_error_set_details (GError *error, const char *field, const char *said, const char *request_id)
{
  RushesErrorPrivate *priv = rushes_error_get_private (error);
  /* What is given may be what is there. */
  g_autofree char *old_field = priv->field, *old_said = priv->said, *old_request_id = priv->request_id;

  priv->field = g_strdup (field);
  priv->said = g_strdup (said);
  priv->request_id = g_strdup (request_id);
}

/* Returns: (nullable) */
const char *
rushes_error_get_field (const GError *error)
{
  return error != NULL && error->domain == RUSHES_ERROR ? rushes_error_get_private (error)->field : NULL;
}

/* Returns: (nullable) */
const char *
rushes_error_get_said (const GError *error)
{
  return error != NULL && error->domain == RUSHES_ERROR ? rushes_error_get_private (error)->said : NULL;
}

/* Returns: (nullable) */
const char *
rushes_error_get_request_id (const GError *error)
{
  return error != NULL && error->domain == RUSHES_ERROR ? rushes_error_get_private (error)->request_id : NULL;
}

static char *
put_name (const char *about, const char *name)
{
  g_auto (GStrv) halves = g_strsplit (about, "%s", 2);

  return g_strjoinv (name, halves);
}

/**
 * rushes_error_set_not_a_video:
 * @about: a sentence with %s where the file's name goes: "%s is encrypted"
 * @message: (nullable): what is said where the file has no name; else the sentence with "It"
 *
 * Sets a %RUSHES_ERROR_NOT_A_VIDEO. Returns: %FALSE
 */
gboolean
rushes_error_set_not_a_video (GError **error, const char *about, const char *message)
{
  /* Translators: a video file, at the beginning of a sentence such as “It is cut off” */
  g_autofree char *it = put_name (about, _("It"));
  GError *own = g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_NOT_A_VIDEO, message != NULL ? message : it);

  rushes_error_get_private (own)->about = g_strdup (about);
  g_propagate_error (error, own);
  return FALSE;
}

/* @name: what the user calls a file. Returns: (transfer full) (nullable): the sentence about it, if @error is one about a file */
char *
rushes_error_dup_about (const GError *error, const char *name)
{
  const char *about = error != NULL && error->domain == RUSHES_ERROR ? rushes_error_get_private (error)->about : NULL;

  return about != NULL ? put_name (about, name) : NULL;
}

/* @code: %RUSHES_ERROR_DISK_FULL, or %RUSHES_ERROR_NO_ROOM where other things may still fit. @wanted: bytes that have to be free */
void
rushes_error_set_room (GError **error, RushesError code, gint64 wanted, const char *format, ...)
{
  va_list args;
  GError *own;

  va_start (args, format);
  own = g_error_new_valist (RUSHES_ERROR, code, format, args);
  va_end (args);
  rushes_error_get_private (own)->wanted = wanted;
  g_propagate_error (error, own);
}

/* Whether more room on a disk is what it takes. @error: (nullable) */
gboolean
rushes_error_is_about_room (const GError *error)
{
  return g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_DISK_FULL) || g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_NO_ROOM);
}

/* Sets a %RUSHES_ERROR_ELSEWHERE. @computer: the name of the one that has the library open. Returns: FALSE */
gboolean
rushes_error_set_elsewhere (GError **error, const char *computer)
{
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_ELSEWHERE, _("It is open on “%s”, and can only be looked at here"), computer);
  return FALSE;
}

/* Returns: bytes that have to be free on the disk before the same can be done; 0: that is not known */
gint64
rushes_error_get_wanted (const GError *error)
{
  return error != NULL && error->domain == RUSHES_ERROR ? rushes_error_get_private (error)->wanted : 0;
}

/* Whether the same step may simply be tried again later. */
gboolean
rushes_error_is_temporary (const GError *error)
{
  if (error == NULL || error->domain != RUSHES_ERROR)
    return FALSE;
  return error->code == RUSHES_ERROR_UNREACHABLE || error->code == RUSHES_ERROR_REFUSED ||
         error->code == RUSHES_ERROR_NAME || error->code == RUSHES_ERROR_BUSY ||
         error->code == RUSHES_ERROR_SERVER || error->code == RUSHES_ERROR_INCOMPLETE ||
         error->code == RUSHES_ERROR_IN_USE || error->code == RUSHES_ERROR_AWAY || error->code == RUSHES_ERROR_ELSEWHERE ||
         rushes_error_is_of_keyring (error);
}

/* Whether a key is not to be had, so that nothing can be sent. */
gboolean
rushes_error_is_of_keyring (const GError *error)
{
  return g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_KEYRING_LOCKED) || g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_KEYRING) ||
         g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_KEYRING_HIDDEN);
}

/**
 * rushes_error_set_from_file:
 * @cause: what a file call reported
 * @what: what we were doing: "write the clip". A literal: it is translated here
 *
 * Turns a GIO or GLib file error into ours, keeping the two causes a user can mend apart. What was broken off did not fail: that stays
 * %G_IO_ERROR_CANCELLED.
 */
void
rushes_error_set_from_file (GError **error, const GError *cause, const char *what)
{
  int code = RUSHES_ERROR_STORAGE;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_error_copy (cause));
      return;
    }
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
      g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    code = RUSHES_ERROR_DISK_FULL;
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_READ_ONLY) ||
           g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
           g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_ROFS) ||
           g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_ACCES) ||
           g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_PERM))
    code = RUSHES_ERROR_READ_ONLY;
  /* Translators: what was being done, such as “write the clip”, and why it was not. “%s did not work: %s” is as good. */
  g_set_error (error, RUSHES_ERROR, code, _("Could not %s: %s"), _(what), cause->message);
}

/* The same of what a call of the system left in errno. Returns: %FALSE */
gboolean
rushes_error_set_from_errno (GError **error, int number, const char *what)
{
  g_autoptr (GError) cause = g_error_new_literal (G_FILE_ERROR, g_file_error_from_errno (number), g_strerror (number));

  rushes_error_set_from_file (error, cause, what);
  return FALSE;
}
