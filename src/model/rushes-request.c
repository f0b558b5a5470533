/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-request.h"

#include "rushes-number.h"

/* What to generate: immutable, shared between threads, and complete in itself, so that the same
 * request can be sent again after a year. A dictionary rather than a struct: ledger, sidecar and
 * form all keep members they do not know. */
struct _RushesRequest
{
  gatomicrefcount refs;
  GVariant *members; /* a{sv} */
};

G_DEFINE_BOXED_TYPE (RushesRequest, rushes_request, rushes_request_ref, rushes_request_unref)

/* @members: an a{sv}; a floating reference is taken. */
RushesRequest *
rushes_request_new (GVariant *members)
{
  RushesRequest *self = g_new0 (RushesRequest, 1);

  g_assert (g_variant_is_of_type (members, G_VARIANT_TYPE_VARDICT));
  g_atomic_ref_count_init (&self->refs);
  self->members = g_variant_ref_sink (members);
  return self;
}

RushesRequest *
rushes_request_ref (RushesRequest *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
rushes_request_unref (RushesRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_variant_unref (self->members);
  g_free (self);
}

GVariant *
rushes_request_get_variant (RushesRequest *self)
{
  return self->members;
}

RushesProviderKind
rushes_request_get_provider (RushesRequest *self)
{
  RushesProviderKind kind = RUSHES_PROVIDER_COMFYUI;

  rushes_provider_kind_from_string (rushes_request_get_string (self, RUSHES_REQUEST_PROVIDER), &kind);
  return kind;
}

/* (nullable): borrowed for as long as the request lives. */
const char *
rushes_request_get_string (RushesRequest *self, const char *member)
{
  const char *text = NULL;

  g_variant_lookup (self->members, member, "&s", &text);
  return text;
}

/* Returns: (transfer full): the same request but for that member */
RushesRequest *
rushes_request_new_with_string (RushesRequest *self, const char *member, const char *text)
{
  g_auto (GVariantDict) members = G_VARIANT_DICT_INIT (self->members);

  g_variant_dict_insert (&members, member, "s", text);
  return rushes_request_new (g_variant_dict_end (&members));
}

const char *
rushes_request_get_prompt (RushesRequest *self)
{
  const char *prompt = rushes_request_get_string (self, RUSHES_REQUEST_PROMPT);

  return prompt != NULL ? prompt : "";
}

/* Returns: (nullable): what the workflow or the model is called */
const char *
rushes_request_get_model_name (RushesRequest *self)
{
  const char *workflow = rushes_request_get_string (self, RUSHES_REQUEST_WORKFLOW_NAME);

  return workflow != NULL ? workflow : rushes_request_get_string (self, RUSHES_REQUEST_MODEL);
}

gint64
rushes_request_get_int (RushesRequest *self, const char *member, gint64 fallback)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (self->members, member, NULL);

  if (value == NULL)
    return fallback;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return g_variant_get_int64 (value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT32))
    return g_variant_get_int32 (value);
  return fallback;
}

/* @member: a width or a height. Returns: pixels; 0 where none is said, or one that no picture has */
int
rushes_request_get_side (RushesRequest *self, const char *member)
{
  return rushes_number_to_side (rushes_request_get_int (self, member, 0));
}

double
rushes_request_get_double (RushesRequest *self, const char *member, double fallback)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (self->members, member, NULL);

  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return g_variant_get_double (value);
  return rushes_request_get_int (self, member, fallback);
}

/* Returns: (transfer full) (nullable): one of the fields that only this model has. */
GVariant *
rushes_request_ref_field (RushesRequest *self, const char *name)
{
  g_autoptr (GVariant) fields =
    g_variant_lookup_value (self->members, RUSHES_REQUEST_FIELDS, G_VARIANT_TYPE_VARDICT);

  return fields != NULL ? g_variant_lookup_value (fields, name, NULL) : NULL;
}

/* The prompt's first line, for a heading or a tile. */
char *
rushes_request_dup_title (RushesRequest *self)
{
  const char *prompt = rushes_request_get_prompt (self);
  char *title = g_strndup (prompt, strcspn (prompt, "\n"));

  return g_strstrip (title);
}

const char *
rushes_provider_kind_to_string (RushesProviderKind kind)
{
  return kind == RUSHES_PROVIDER_OPENAI ? "openai" : "comfyui";
}

gboolean
rushes_provider_kind_from_string (const char *text, RushesProviderKind *kind)
{
  if (g_strcmp0 (text, "openai") == 0)
    *kind = RUSHES_PROVIDER_OPENAI;
  else if (g_strcmp0 (text, "comfyui") == 0)
    *kind = RUSHES_PROVIDER_COMFYUI;
  else
    return FALSE;
  return TRUE;
}
