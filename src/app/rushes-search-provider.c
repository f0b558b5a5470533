/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-search-provider.h"

#include "rushes-clip-search.h"
#include "rushes-thumbnail-file.h"
#include "rushes-worker.h"

/* org.gnome.Shell.SearchProvider2, written from GNOME's documentation: what is typed in the overview finds clips. The program is started for it without a window,
 * touches no job, and ends again some time after the last question. Whatever is asked of the index is asked on a worker; a question that is not asked any more
 * is broken off. */

#define LIMIT 32 /* so many are found; a few are shown */
#define LINGER_MS 30000

static const char interface[] =
  "<node><interface name='org.gnome.Shell.SearchProvider2'>"
  "<method name='GetInitialResultSet'><arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
  "<method name='GetSubsearchResultSet'><arg type='as' direction='in'/><arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
  "<method name='GetResultMetas'><arg type='as' direction='in'/><arg type='aa{sv}' direction='out'/></method>"
  "<method name='ActivateResult'><arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
  "<method name='LaunchSearch'><arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
  "</interface></node>";

struct _RushesSearchProvider
{
  GObject parent_instance;
  const RushesDesktop *desktop;
  GDBusConnection *bus;
  guint registration;
  GCancellable *last; /* of the question that is asked now */
};

G_DEFINE_FINAL_TYPE (RushesSearchProvider, rushes_search_provider, G_TYPE_OBJECT)

/* A question on its way through a worker. */
typedef struct
{
  GApplication *application; /* held meanwhile */
  GDBusMethodInvocation *invocation;
  RushesLibrary *library;
  char *words; /* what is looked for, or */
  char **ids;  /* what is to be told of */
  GPtrArray *found;
} Question;

/* The program may be there for this alone. @invocation: (transfer full) */
static Question *
question_new (RushesSearchProvider *self, RushesCore *core, GDBusMethodInvocation *invocation)
{
  Question *question = g_new0 (Question, 1);
  GApplication *application = G_APPLICATION (self->desktop->application);

  g_application_hold (application);
  *question = (Question) { g_object_ref (application), invocation, g_object_ref (rushes_core_get_library (core)), NULL, NULL, NULL };
  return question;
}

/* Main thread. */
static void
question_free (Question *question)
{
  if (gtk_application_get_windows (GTK_APPLICATION (question->application)) == NULL)
    g_application_set_inactivity_timeout (question->application, LINGER_MS);
  g_application_release (question->application);
  g_object_unref (question->application);
  g_object_unref (question->library);
  g_free (question->words);
  g_strfreev (question->ids);
  g_ptr_array_unref (question->found);
  g_free (question);
}

static void
find (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;

  g_cancellable_push_current (cancellable);
  question->found = rushes_clip_search_find (question->library, question->words, LIMIT);
  g_cancellable_pop_current (cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  GVariantBuilder ids = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (guint i = 0; i < question->found->len; i++)
    g_variant_builder_add (&ids, "s", question->found->pdata[i]);
  g_dbus_method_invocation_return_value (question->invocation, g_variant_new ("(as)", &ids));
  question_free (question);
}

static void
run (Question *question, GCancellable *cancellable, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, question);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, question, NULL);
  rushes_worker_run (task, func);
}

/* @terms: an as. Returns: (transfer full) */
static char *
dup_words (GVariant *terms)
{
  g_autofree const char **list = g_variant_get_strv (terms, NULL);

  return g_strjoinv (" ", (char **) list);
}

static void
search (RushesSearchProvider *self, RushesCore *core, GVariant *terms, GDBusMethodInvocation *invocation)
{
  Question *question = question_new (self, core, invocation);

  g_cancellable_cancel (self->last);
  g_clear_object (&self->last);
  self->last = g_cancellable_new ();
  question->words = dup_words (terms);
  run (question, self->last, find, on_found);
}

static void
tell (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;

  question->found = rushes_clip_search_tell (question->library, (const char *const *) question->ids);
  g_task_return_boolean (task, TRUE);
}

static GVariant *
new_meta (const RushesSearchResult *result)
{
  g_autoptr (GFile) file = result->poster != NULL ? g_file_new_for_path (result->poster) : NULL;
  g_autoptr (GIcon) icon = file != NULL ? g_file_icon_new (file) : g_themed_icon_new ("video-x-generic");
  g_autoptr (GVariant) serialized = g_icon_serialize (icon);
  GVariantDict meta = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&meta, "id", "s", result->id);
  g_variant_dict_insert (&meta, "name", "s", result->title);
  g_variant_dict_insert (&meta, "description", "s", result->description);
  g_variant_dict_insert_value (&meta, "icon", serialized);
  return g_variant_dict_end (&meta);
}

/* For the next time: nobody waits for it. */
static void
make_posters (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  const char *cache_dir = rushes_paths_get_cache_dir (rushes_library_get_paths (question->library));

  for (guint i = 0; i < question->found->len; i++)
    {
      RushesSearchResult *result = question->found->pdata[i];
      g_autofree char *path = rushes_thumbnail_file_find (cache_dir, result->id, result->path, RUSHES_THUMBNAIL_POSTER, TRUE);
    }
  g_task_return_boolean (task, TRUE);
}

static void
on_posters (GObject *source, GAsyncResult *result, gpointer data)
{
  question_free (data);
}

static void
on_known (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  GVariantBuilder metas = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < question->found->len; i++)
    g_variant_builder_add_value (&metas, new_meta (question->found->pdata[i]));
  g_dbus_method_invocation_return_value (question->invocation, g_variant_new ("(aa{sv})", &metas));
  run (question, NULL, make_posters, on_posters);
}

static void
describe (RushesSearchProvider *self, RushesCore *core, GVariant *ids, GDBusMethodInvocation *invocation)
{
  Question *question = question_new (self, core, invocation);

  question->ids = g_variant_dup_strv (ids, NULL);
  run (question, NULL, tell, on_known);
}

/* As what the desktop's notifications ask for. @parameter: floating */
static void
activate (RushesSearchProvider *self, const char *action, GVariant *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->desktop->application), action, parameter);
}

/* Returns: (transfer full): that argument of a call */
static GVariant *
get_argument (GVariant *parameters, guint number)
{
  return g_variant_get_child_value (parameters, number);
}

/* One whose answer may have to wait until the library is open. */
typedef struct
{
  RushesSearchProvider *provider;
  GDBusMethodInvocation *invocation;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_object_unref (ask->provider);
  g_object_unref (ask->invocation);
  g_free (ask);
}

static void
answer (const RushesDesktop *desktop, RushesCore *core, RushesWindow *window, gpointer data)
{
  Ask *ask = data;
  GDBusMethodInvocation *invocation = g_object_ref (ask->invocation); /* which answering takes */
  const char *method = g_dbus_method_invocation_get_method_name (invocation);
  gboolean metas = g_str_equal (method, "GetResultMetas");
  g_autoptr (GVariant) argument = get_argument (g_dbus_method_invocation_get_parameters (invocation), g_str_equal (method, "GetSubsearchResultSet") ? 1 : 0);

  if (core == NULL)
    g_dbus_method_invocation_return_value (invocation, g_variant_new_parsed (metas ? "(@aa{sv} [],)" : "(@as [],)"));
  else if (metas)
    describe (ask->provider, core, argument, invocation);
  else
    search (ask->provider, core, argument, invocation);
}

static void
on_question (RushesSearchProvider *self, GDBusMethodInvocation *invocation)
{
  Ask *ask = g_new (Ask, 1);

  *ask = (Ask) { g_object_ref (self), invocation };
  self->desktop->open_core (self->desktop->application, answer, ask, ask_free);
}

static void
on_call (GDBusConnection *bus, const char *sender, const char *path, const char *name, const char *method, GVariant *parameters,
         GDBusMethodInvocation *invocation, gpointer data)
{
  RushesSearchProvider *self = data;
  g_autoptr (GVariant) first = get_argument (parameters, 0);
  g_autofree char *words = NULL;

  if (g_str_equal (method, "ActivateResult"))
    activate (self, "show-clip", g_variant_new_string (g_variant_get_string (first, NULL)));
  else if (g_str_equal (method, "LaunchSearch"))
    {
      words = dup_words (first);
      activate (self, "search", g_variant_new_string (words));
    }
  else
    {
      on_question (self, invocation);
      return;
    }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
rushes_search_provider_dispose (GObject *object)
{
  RushesSearchProvider *self = RUSHES_SEARCH_PROVIDER (object);

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->bus, self->registration);
  self->registration = 0;
  g_clear_object (&self->bus);
  g_clear_object (&self->last);
  G_OBJECT_CLASS (rushes_search_provider_parent_class)->dispose (object);
}

static void
rushes_search_provider_class_init (RushesSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_search_provider_dispose;
}

static void
rushes_search_provider_init (RushesSearchProvider *self)
{
}

/* @desktop: outlives it; @path: the application's object. Returns: (transfer full) (nullable) */
RushesSearchProvider *
rushes_search_provider_new (const RushesDesktop *desktop, GDBusConnection *bus, const char *path, GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (RushesSearchProvider) self = g_object_new (RUSHES_TYPE_SEARCH_PROVIDER, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface, NULL);
  g_autofree char *place = g_strconcat (path, "/SearchProvider", NULL);

  self->desktop = desktop;
  self->bus = g_object_ref (bus);
  self->registration = g_dbus_connection_register_object (bus, place, node->interfaces[0], &vtable, self, NULL, error);
  return self->registration != 0 ? g_steal_pointer (&self) : NULL;
}
