/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-workflow.h"

struct _RushesWorkflow
{
  GObject parent_instance;
  char *id, *name, *clip;
  gboolean favourite;
};

typedef enum
{
  PROP_NAME = 1,
  PROP_FAVOURITE,
  PROP_CLIP,
} RushesWorkflowProperty;

static GParamSpec *properties[PROP_CLIP + 1];

G_DEFINE_FINAL_TYPE (RushesWorkflow, rushes_workflow, G_TYPE_OBJECT)

static void
rushes_workflow_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RushesWorkflow *self = RUSHES_WORKFLOW (object);

  switch ((RushesWorkflowProperty) id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_FAVOURITE:
      g_value_set_boolean (value, self->favourite);
      break;
    case PROP_CLIP:
      g_value_set_string (value, self->clip);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_workflow_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RushesWorkflow *self = RUSHES_WORKFLOW (object);

  switch ((RushesWorkflowProperty) id)
    {
    case PROP_NAME:
      g_free (self->name);
      self->name = g_value_dup_string (value);
      break;
    case PROP_FAVOURITE:
      self->favourite = g_value_get_boolean (value);
      break;
    case PROP_CLIP:
      g_free (self->clip);
      self->clip = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_workflow_finalize (GObject *object)
{
  RushesWorkflow *self = RUSHES_WORKFLOW (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->clip);
  G_OBJECT_CLASS (rushes_workflow_parent_class)->finalize (object);
}

static void
rushes_workflow_class_init (RushesWorkflowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rushes_workflow_get_property;
  object_class->set_property = rushes_workflow_set_property;
  object_class->finalize = rushes_workflow_finalize;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FAVOURITE] =
    g_param_spec_boolean ("favourite", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CLIP] = g_param_spec_string ("clip", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rushes_workflow_init (RushesWorkflow *self)
{
}

RushesWorkflow *
rushes_workflow_new (const char *id, const char *name)
{
  RushesWorkflow *self = g_object_new (RUSHES_TYPE_WORKFLOW, "name", name, NULL);

  self->id = g_strdup (id);
  return self;
}

const char *
rushes_workflow_get_id (RushesWorkflow *self)
{
  return self->id;
}

const char *
rushes_workflow_get_name (RushesWorkflow *self)
{
  return self->name;
}

gboolean
rushes_workflow_get_favourite (RushesWorkflow *self)
{
  return self->favourite;
}

/* Returns: (nullable): the clip it made last */
const char *
rushes_workflow_get_clip (RushesWorkflow *self)
{
  return self->clip;
}

/* Returns: (transfer full): what a request names as its model */
char *
rushes_workflow_dup_model_id (RushesWorkflow *self)
{
  return g_strconcat (RUSHES_WORKFLOW_PREFIX, self->id, NULL);
}
