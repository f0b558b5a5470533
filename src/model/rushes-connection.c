/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-connection.h"

#include <string.h>

/* One server: immutable, so that workers may hold it while the user edits. A change makes a new one
 * with the same id. Never the key. */
struct _RushesConnection
{
  GObject parent_instance;
  char *id;
  RushesProviderKind kind;
  char *name;
  char *url;
  GVariant *options; /* a{sv} */
  gboolean is_default;
};

typedef enum
{
  PROP_NAME = 1,
} RushesConnectionProperty;

static GParamSpec *properties[PROP_NAME + 1];

G_DEFINE_FINAL_TYPE (RushesConnection, rushes_connection, G_TYPE_OBJECT)

static void
rushes_connection_finalize (GObject *object)
{
  RushesConnection *self = RUSHES_CONNECTION (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->url);
  g_clear_pointer (&self->options, g_variant_unref);
  G_OBJECT_CLASS (rushes_connection_parent_class)->finalize (object);
}

static void
rushes_connection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((RushesConnectionProperty) id)
    {
    case PROP_NAME:
      g_value_set_string (value, RUSHES_CONNECTION (object)->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_connection_class_init (RushesConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rushes_connection_finalize;
  object_class->get_property = rushes_connection_get_property;
  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rushes_connection_init (RushesConnection *self)
{
}

/* @options: (nullable): an a{sv}; a floating reference is taken. */
RushesConnection *
rushes_connection_new (const char *id, RushesProviderKind kind, const char *name, const char *url,
                       GVariant *options, gboolean is_default)
{
  RushesConnection *self = g_object_new (RUSHES_TYPE_CONNECTION, NULL);

  self->id = g_strdup (id);
  self->kind = kind;
  self->name = g_strdup (name);
  self->url = g_strdup (url);
  self->options = g_variant_ref_sink (options != NULL ? options : g_variant_new ("a{sv}", NULL));
  self->is_default = is_default;
  return self;
}

const char *
rushes_connection_get_id (RushesConnection *self)
{
  return self->id;
}

RushesProviderKind
rushes_connection_get_kind (RushesConnection *self)
{
  return self->kind;
}

const char *
rushes_connection_get_name (RushesConnection *self)
{
  return self->name;
}

const char *
rushes_connection_get_url (RushesConnection *self)
{
  return self->url;
}

gboolean
rushes_connection_get_default (RushesConnection *self)
{
  return self->is_default;
}

GVariant *
rushes_connection_get_options (RushesConnection *self)
{
  return self->options;
}

const char *
rushes_connection_get_string (RushesConnection *self, const char *option)
{
  const char *text = NULL;

  g_variant_lookup (self->options, option, "&s", &text);
  return text;
}

gboolean
rushes_connection_get_flag (RushesConnection *self, const char *option)
{
  gboolean flag = FALSE;

  g_variant_lookup (self->options, option, "b", &flag);
  return flag;
}

double
rushes_connection_get_number (RushesConnection *self, const char *option, double fallback)
{
  double number = fallback;
  gint64 whole;

  if (g_variant_lookup (self->options, option, "x", &whole))
    return whole;
  g_variant_lookup (self->options, option, "d", &number);
  return number;
}

RushesConnection *
rushes_connection_new_as_default (RushesConnection *self, gboolean is_default)
{
  return rushes_connection_new (self->id, self->kind, self->name, self->url, self->options, is_default);
}

/* @has_key: (out): whether the keyring has something for it. Returns: whether that is known */
gboolean
rushes_connection_knows_key (RushesConnection *self, gboolean *has_key)
{
  return g_variant_lookup (self->options, RUSHES_CONNECTION_HAS_KEY, "b", has_key);
}

/* The same, with the mark whether the keyring has something for it. */
RushesConnection *
rushes_connection_new_with_key (RushesConnection *self, gboolean has_key)
{
  GVariantDict options = G_VARIANT_DICT_INIT (self->options);

  g_variant_dict_insert (&options, RUSHES_CONNECTION_HAS_KEY, "b", has_key);
  return rushes_connection_new (self->id, self->kind, self->name, self->url, g_variant_dict_end (&options), self->is_default);
}

/* Whether making a clip there costs nothing, as far as is known: the user's own ComfyUI, or a price of 0. */
gboolean
rushes_connection_is_free (RushesConnection *self)
{
  gboolean own = rushes_connection_get_kind (self) == RUSHES_PROVIDER_COMFYUI &&
                 g_strcmp0 (rushes_connection_get_string (self, RUSHES_CONNECTION_PRESET), "comfy-cloud") != 0;

  return rushes_connection_get_flag (self, RUSHES_CONNECTION_SAMPLE) ||
         rushes_connection_get_number (self, RUSHES_CONNECTION_PRICE, own ? 0 : -1) == 0;
}

/* Minutes until a job that the server says it has not is given up: longer than a restart takes, and more where it was paid for. */
double
rushes_connection_get_patience (RushesConnection *self)
{
  double minutes = rushes_connection_get_number (self, RUSHES_CONNECTION_PATIENCE, 0);

  return minutes > 0 ? minutes : rushes_connection_is_free (self) ? 2 : 10;
}

/* Whether HTTP allows it as the name of a header: a token. */
gboolean
rushes_connection_is_header_name (const char *text)
{
  return *text != '\0' && text[strspn (text, "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")] == '\0';
}
