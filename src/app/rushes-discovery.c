/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-discovery.h"

#include "rushes-announced.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Looks for ComfyUI without being asked: at its usual ports on this computer, and where a server announces itself on the network.
 * Each is asked what it is before anybody hears of it. No other address is tried. */

/* As it comes, and as Comfy Desktop has it; each takes the next one where that is taken. */
static const char *const local[] = { "http://127.0.0.1:8188", "http://127.0.0.1:8000", "http://127.0.0.1:8189", "http://127.0.0.1:8001", NULL };

/* No type of service is registered for it: what is announced is a web server with that name, or what somebody made up. */
static const char *const types[] = { "_comfyui._tcp", "_http._tcp", NULL };

/* So many addresses are asked: whoever announces very many wants something else. */
#define MOST 16

struct _RushesDiscovery
{
  GObject parent_instance;
  RushesCore *core;
  RushesAnnounced *announced;
  GHashTable *asked; /* addresses */
};

G_DEFINE_FINAL_TYPE (RushesDiscovery, rushes_discovery, G_TYPE_OBJECT)

typedef struct
{
  RushesProvider *provider;
  char *name, *url;
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_object_unref (place->provider);
  g_free (place->name);
  g_free (place->url);
  g_free (place);
}

static gpointer
ask (gpointer order, GError **error)
{
  Place *place = order;
  g_autoptr (RushesConnection) connection = rushes_connection_new ("probe", RUSHES_PROVIDER_COMFYUI, "", place->url, NULL, FALSE);
  g_autoptr (RushesTarget) target = rushes_target_new (connection, NULL);

  return rushes_provider_check (place->provider, target, NULL, error);
}

static void
on_answer (gpointer self, gpointer order, gpointer check, const GError *error)
{
  Place *place = order;

  if (check != NULL)
    g_signal_emit_by_name (self, "found", place->name, place->url);
}

static void
look_at (RushesDiscovery *self, const char *name, const char *url)
{
  Place *place;

  if (g_hash_table_size (self->asked) >= MOST || !g_hash_table_add (self->asked, g_strdup (url)))
    return;
  place = g_new (Place, 1);
  *place = (Place) { g_object_ref (rushes_core_get_provider (self->core, RUSHES_PROVIDER_COMFYUI)), g_strdup (name), g_strdup (url) };
  rushes_way_back_work (self, ask, place, place_free, (GDestroyNotify) rushes_check_free, on_answer);
}

static void
on_announced (RushesAnnounced *announced, const char *name, const char *url, RushesDiscovery *self)
{
  look_at (self, name, url);
}

static void
rushes_discovery_dispose (GObject *object)
{
  RushesDiscovery *self = RUSHES_DISCOVERY (object);

  if (self->announced != NULL)
    g_object_run_dispose (G_OBJECT (self->announced));
  g_clear_object (&self->announced);
  g_clear_object (&self->core);
  G_OBJECT_CLASS (rushes_discovery_parent_class)->dispose (object);
}

static void
rushes_discovery_finalize (GObject *object)
{
  g_hash_table_unref (RUSHES_DISCOVERY (object)->asked);
  G_OBJECT_CLASS (rushes_discovery_parent_class)->finalize (object);
}

static void
rushes_discovery_class_init (RushesDiscoveryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_discovery_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_discovery_finalize;
  /* The name and the address of a ComfyUI that answered. Once for each address. */
  g_signal_new ("found", RUSHES_TYPE_DISCOVERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
rushes_discovery_init (RushesDiscovery *self)
{
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

RushesDiscovery *
rushes_discovery_new (RushesCore *core)
{
  RushesDiscovery *self = g_object_new (RUSHES_TYPE_DISCOVERY, NULL);

  self->core = g_object_ref (core);
  return self;
}

/* Looks once at this computer, and listens to the network as long as it lives. RUSHES_LOCAL_COMFYUI names other addresses. */
void
rushes_discovery_start (RushesDiscovery *self)
{
  const char *told = g_getenv ("RUSHES_LOCAL_COMFYUI");
  g_auto (GStrv) places = told != NULL ? g_strsplit (told, " ", -1) : g_strdupv ((char **) local);

  for (char **place = places; *place != NULL; place++)
    look_at (self, _("This computer"), *place);
  self->announced = rushes_announced_new ();
  g_signal_connect_object (self->announced, "found", G_CALLBACK (on_announced), self, 0);
  rushes_announced_browse (self->announced, types, "ComfyUI");
}
