/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-error-text.h"

#include "rushes-error.h"
#include "rushes-redact.h"

#include <glib/gi18n.h>

/* One row per reaction. %s in the heading is “the server” and the connection's name, or the name alone inside of it. With `quote` the message (the
 * server's or the system's own words) follows the heading as the sentence. */
typedef struct
{
  RushesError code;
  const char *heading; /* NULL: the message is all there is to say */
  const char *sentence; /* NULL: only the message */
  const char *advice;
  gboolean quote;
  const char *once; /* the heading while it is still tried; NULL: the same */
} Row;

static const Row rows[] = {
  { RUSHES_ERROR_UNREACHABLE, N_("%s cannot be reached"),
    N_("No proper answer came."),
    N_("Check the network and that the server is running. The request is kept and is tried again."), TRUE },
  { RUSHES_ERROR_INCOMPLETE, N_("%s broke off in the middle of an answer"), NULL,
    N_("Retry fetches the rest; nothing new is made."), TRUE },
  { RUSHES_ERROR_NAME, N_("The address of %s was not found"),
    N_("No computer of that name is known."),
    N_("Check the spelling of the address and the network connection."), TRUE },
  { RUSHES_ERROR_REFUSED, N_("%s is not running"),
    N_("The computer answers, but nothing listens at that port."),
    N_("Start the server there, and let it listen to other computers if it is not this one."), TRUE },
  { RUSHES_ERROR_CERTIFICATE, N_("The certificate of %s is not known"),
    N_("The connection is encrypted, but this computer cannot tell who is at the other end."),
    N_("Trust the certificate in Preferences if the server is yours, or use an address with a valid one."), TRUE },
  { RUSHES_ERROR_UNAUTHORIZED, N_("%s needs a valid key or password"), NULL,
    N_("Enter the key again in Preferences, then retry."), TRUE },
  { RUSHES_ERROR_FORBIDDEN, N_("%s does not allow this"), NULL,
    N_("Check what the account or key is allowed to do."), TRUE },
  { RUSHES_ERROR_QUOTA, N_("The account at %s has no credit left"), NULL,
    N_("Add credit or raise the spending limit there, then retry. Nothing was sent again."), TRUE },
  { RUSHES_ERROR_BUSY, N_("%s is busy"), NULL,
    N_("The request is kept and is tried again."), TRUE },
  { RUSHES_ERROR_REJECTED, N_("%s did not accept the request"), NULL,
    N_("Change the settings it names, then generate again."), TRUE },
  { RUSHES_ERROR_MODERATION, N_("%s refused the content"), NULL,
    N_("Rephrase it, or choose another picture, and generate again."), TRUE },
  { RUSHES_ERROR_MISSING_ON_SERVER, N_("%s lacks something this needs"), NULL,
    N_("Install it on the server, or choose another model."), TRUE },
  { RUSHES_ERROR_GONE, N_("%s does not know this job any more"), NULL,
    N_("It was restarted or cleaned up. Retry sends the same request, with the same seed, again; where that may cost, it looks "
       "once more and asks first."), TRUE,
    N_("%s does not know this job at the moment") },
  { RUSHES_ERROR_ENDED, N_("This service has ended"),
    N_("OpenAI shut down the Videos API and the Sora models on 24 September 2026."),
    N_("The request is kept. Choose another server that speaks the Videos API, such as vLLM-Omni, SGLang "
       "or Unsloth Studio, or use ComfyUI."), TRUE },
  { RUSHES_ERROR_UNCERTAIN, N_("It is not known whether %s took the request"),
    N_("The connection broke after the request was sent. It may have been made and paid for."),
    N_("Look at the server's list of videos before you send it again."), TRUE },
  { RUSHES_ERROR_SERVER, N_("%s failed"), NULL,
    N_("The fault is on the server's side. Look at its log, or retry."), TRUE, N_("%s answered with an error") },
  { RUSHES_ERROR_PROTOCOL, N_("%s gave an answer that makes no sense"), NULL,
    N_("Check that the address belongs to a server of the right kind, with no login page before it."), TRUE },
  { RUSHES_ERROR_NOT_A_VIDEO, N_("There is no complete video from %s"), NULL,
    N_("Retry fetches the result again; nothing new is made."), TRUE },
  { RUSHES_ERROR_DISK_FULL, N_("The disk is full"), NULL,
    N_("Free some space, then retry. Finished work on the server is fetched, not made again."), FALSE },
  { RUSHES_ERROR_READ_ONLY, N_("The library folder cannot be written"), NULL,
    N_("Make the folder writable, then retry. Nothing was sent."), TRUE },
  { RUSHES_ERROR_STORAGE, N_("A file could not be read or saved"), NULL,
    N_("Check the library folder, then retry."), TRUE },
  { RUSHES_ERROR_BROKEN, N_("The library cannot be read"), NULL,
    N_("Clips and what is known of them are files of their own: “rushes rebuild” makes the index of them anew."), TRUE },
  { RUSHES_ERROR_NEWER_DATABASE, N_("The library belongs to a newer version of Rushes"), NULL,
    N_("Install that version or a newer one. The library was not touched."), TRUE },
  { RUSHES_ERROR_LOCKED, N_("Another Rushes is running the queue"), NULL,
    N_("Use that one, or close it first."), TRUE },
  { RUSHES_ERROR_IN_USE, N_("Another program is using the library"), NULL,
    N_("Try again in a moment."), TRUE },
  { RUSHES_ERROR_UNSUPPORTED, N_("This cannot be done with %s"), NULL, "", TRUE },
  { RUSHES_ERROR_OVERDUE, N_("%s takes longer than you allow"), NULL,
    N_("Retry looks again; nothing new is made. The limit is set with the connection."), TRUE },
  { RUSHES_ERROR_INVALID, N_("Something in the request is not right"), NULL, "", TRUE },
  { RUSHES_ERROR_FILE, NULL, NULL, "", FALSE },
  { RUSHES_ERROR_AWAY, N_("The library's disk is not connected"), NULL, N_("Connect it, then try again. Nothing was changed."), TRUE },
  { RUSHES_ERROR_ELSEWHERE, N_("The library is open on another computer"), NULL, N_("Close Rushes there, then start it here again. Nothing was changed."), TRUE },
  { RUSHES_ERROR_NO_ROOM, N_("There is not enough room"), NULL, N_("Free some space on that disk, or choose a folder on another one."), FALSE },
  { RUSHES_ERROR_KEYRING_LOCKED, N_("The keyring is locked"),
    N_("Unlock it, so that the key can be read."),
    N_("Then try again. Nothing was sent without the key."), FALSE },
  { RUSHES_ERROR_KEYRING, N_("The keyring does not give the key"), NULL,
    N_("Start the keyring or sign in again, then try again. Nothing was sent without the key."), TRUE },
  { RUSHES_ERROR_KEYRING_HIDDEN, N_("The keyring does not show the key"),
    N_("The key of this connection was put there, and is not to be seen now."),
    N_("Unlock the keyring, or set the key again where the connection is changed. Nothing was sent without the key."), FALSE },
};

static const Row *
find_row (const GError *error)
{
  if (error->domain == RUSHES_ERROR)
    for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
      if ((int) rows[i].code == error->code)
        return &rows[i];
  return NULL;
}

static char *
make_sentence (const Row *row, const char *message)
{
  g_autofree char *clean = rushes_redact (message);

  if (row->sentence == NULL)
    return g_steal_pointer (&clean);
  if (!row->quote || *clean == '\0')
    return g_strdup (_(row->sentence));
  return g_strdup_printf ("%s (%s)", _(row->sentence), clean);
}

/* @format: with %s where the name goes. It is anybody's word, such as "facts" or "my box", so it stands in quotes, and never
 * where a sentence begins. */
static char *
put_name (const char *format, const char *place)
{
  gboolean first = g_str_has_prefix (format, "%s");
  g_auto (GStrv) halves = strstr (format, "%s") != NULL ? g_strsplit (format, "%s", 2) : NULL;
  g_autofree char *name = NULL;

  if (halves == NULL)
    return g_strdup (format);
  if (place == NULL)
    name = g_strdup (first ? _("The server")
                           /* Translators: within a heading, as in “The certificate of the server is not known”: the case that all of those ask for */
                           : _("the server"));
  else
    name = g_strdup_printf (first ? _("The server “%s”") : _("“%s”"), place);
  return g_strjoinv (name, halves);
}

/**
 * rushes_error_text_new:
 * @error: any error; those of other domains are shown as they are
 * @place: (nullable): the name of the connection or file it happened at
 *
 * Returns: (transfer full): the words for it, without secrets
 */
RushesErrorText *
rushes_error_text_new (const GError *error, const char *place)
{
  RushesErrorText *self = g_new0 (RushesErrorText, 1);
  const Row *row = find_row (error);

  if (row == NULL)
    {
      self->heading = g_strdup (_("Something went wrong"));
      self->sentence = rushes_redact (error->message);
      self->advice = g_strdup ("");
      return self;
    }
  self->heading = row->heading != NULL ? put_name (_(row->heading), place) : rushes_redact (error->message);
  self->sentence = row->heading != NULL ? make_sentence (row, error->message) : g_strdup ("");
  self->advice = g_strdup (*row->advice != '\0' ? _(row->advice) : "");
  return self;
}

void
rushes_error_text_free (RushesErrorText *self)
{
  g_free (self->heading);
  g_free (self->sentence);
  g_free (self->advice);
  g_free (self);
}

static char *
join (const RushesErrorText *text)
{
  gboolean ended = *text->sentence == '\0' || strchr (".!?…)", text->sentence[strlen (text->sentence) - 1]) != NULL;
  g_autofree char *line =
    g_strdup_printf ("%s. %s%s %s", text->heading, text->sentence, ended ? "" : ".", text->advice);

  g_strdelimit (line, "\n\r\t", ' ');
  return g_strdup (g_strstrip (line));
}

/* Heading, sentence and advice as one line of text, for the command line and tooltips. */
char *
rushes_error_text_one_line (const GError *error, const char *place)
{
  g_autoptr (RushesErrorText) text = rushes_error_text_new (error, place);

  return join (text);
}

/* The same for what happened once and is tried again without the user: nothing has failed, and there is nothing to do. */
char *
rushes_error_text_going_on (const GError *error, const char *place)
{
  g_autoptr (RushesErrorText) text = rushes_error_text_new (error, place);
  const Row *row = find_row (error);

  if (row != NULL && row->once != NULL)
    {
      g_free (text->heading);
      text->heading = put_name (_(row->once), place);
    }
  g_free (text->advice);
  text->advice = g_strdup (rushes_error_is_about_room (error) ? _("The job is kept, and goes on by itself when there is room.")
                                                              : _("The job is kept, and Rushes goes on trying."));
  return join (text);
}

/**
 * rushes_error_text_dup_said:
 * @error: (nullable)
 * @shown: (nullable): what stands above it already
 *
 * Returns: (transfer full) (nullable): the server's own words, and how its people find the call in their log, where @shown
 *   says less
 */
char *
rushes_error_text_dup_said (const GError *error, const char *shown)
{
  const char *said = rushes_error_get_said (error), *id = rushes_error_get_request_id (error);
  g_autofree char *clean = said != NULL ? rushes_redact (said) : NULL;
  g_autofree char *line = id != NULL ? g_strdup_printf (_("Request ID: %s"), id) : NULL;

  if (clean != NULL && (*clean == '\0' || (shown != NULL && strstr (shown, clean) != NULL)))
    g_clear_pointer (&clean, g_free);
  if (clean == NULL || line == NULL)
    return clean != NULL ? g_steal_pointer (&clean) : g_steal_pointer (&line);
  return g_strconcat (clean, "\n", line, NULL);
}

/* Returns: (transfer full): @line, which tells of @error (nullable), and below it, indented, what more the server said */
char *
rushes_error_text_with_said (const GError *error, const char *line)
{
  g_autofree char *said = rushes_error_text_dup_said (error, line);
  g_auto (GStrv) words = said != NULL ? g_strsplit (said, "\n", -1) : NULL;
  g_autofree char *below = words != NULL ? g_strjoinv ("\n  ", words) : NULL;

  return below != NULL ? g_strconcat (line, "\n  ", below, NULL) : g_strdup (line);
}

/* One line as above, with what more the server said. Returns: (transfer full) */
char *
rushes_error_text_lines (const GError *error, const char *place)
{
  g_autofree char *line = rushes_error_text_one_line (error, place);

  return rushes_error_text_with_said (error, line);
}
