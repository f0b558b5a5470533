/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sample-comfy-private.h"

/* How a ComfyUI server tells of its jobs over HTTP: /jobs, /queue, /history (section 1). */

static const char *const job_words[] = { "pending", "in_progress", "completed", "failed", "cancelled" };

static void
add_outputs (JsonBuilder *builder, RushesSampleJob *job)
{
  json_builder_set_member_name (builder, "outputs");
  json_builder_begin_object (builder);
  for (guint i = 1; job->state == RUSHES_SAMPLE_DONE && i <= MAX (1, job->n_saves); i++)
    {
      g_autofree char *name = rushes_sample_job_dup_filename (job, i);
      g_autofree char *node = g_strdup_printf ("%u", 90 + i);
      json_builder_set_member_name (builder, node);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "images");
      json_builder_begin_array (builder);
      json_builder_begin_object (builder);
      rushes_sample_http_member (builder, "filename", name);
      rushes_sample_http_member (builder, "subfolder", job->subfolder);
      rushes_sample_http_member (builder, "type", "output");
      json_builder_end_object (builder);
      json_builder_end_array (builder);
      json_builder_set_member_name (builder, "animated");
      json_builder_begin_array (builder);
      json_builder_add_boolean_value (builder, TRUE);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
add_job (JsonBuilder *builder, RushesSampleJob *job)
{
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "id", job->id);
  rushes_sample_http_member (builder, "status", job_words[job->state]);
  rushes_sample_http_number (builder, "priority", job->number);
  rushes_sample_http_number (builder, "create_time", job->created_ms);
  if (job->state >= RUSHES_SAMPLE_DONE)
    add_outputs (builder, job);
  if (job->state == RUSHES_SAMPLE_FAILED)
    {
      json_builder_set_member_name (builder, "execution_error");
      json_builder_begin_object (builder);
      rushes_sample_http_member (builder, "node_id", "8");
      rushes_sample_http_member (builder, "node_type", "KSampler");
      rushes_sample_http_member (builder, "exception_message", job->error_message);
      rushes_sample_http_member (builder, "exception_type", "RuntimeError");
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

void
rushes_sample_comfy_send_job (RushesSampleWorld *world, SoupServerMessage *message, const char *id)
{
  const RushesSampleRule *rule = rushes_sample_behaviour_take (world->behaviour, "poll");
  RushesSampleJob *job;
  JsonBuilder *builder;

  if (rushes_sample_http_misbehave (world, message, rule))
    return;
  job = rushes_sample_jobs_find (world->jobs, id);
  if (job != NULL && rule != NULL && g_str_equal (rule->what, "forget"))
    rushes_sample_jobs_remove (world->jobs, job);
  else if (rule != NULL && g_str_equal (rule->what, "restart"))
    rushes_sample_jobs_forget (world->jobs);
  job = rushes_sample_jobs_find (world->jobs, id);
  if (job == NULL)
    {
      rushes_sample_http_text (message, 404, "application/json", "{\"error\": \"Job not found\"}");
      return;
    }
  builder = json_builder_new ();
  add_job (builder, job);
  rushes_sample_http_json (message, 200, builder);
}

void
rushes_sample_comfy_send_jobs (RushesSampleWorld *world, SoupServerMessage *message, GHashTable *query)
{
  const char *status = query != NULL ? g_hash_table_lookup (query, "status") : NULL;
  g_auto (GStrv) wanted = g_strsplit (status != NULL ? status : "", ",", -1);
  GPtrArray *jobs = rushes_sample_jobs_list (world->jobs);
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "jobs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < jobs->len; i++)
    {
      RushesSampleJob *job = jobs->pdata[i];
      if (job->comfy && (status == NULL || g_strv_contains ((const char *const *) wanted, job_words[job->state])))
        add_job (builder, job);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  rushes_sample_http_json (message, 200, builder);
}

int
rushes_sample_comfy_count_live (RushesSampleWorld *world)
{
  GPtrArray *jobs = rushes_sample_jobs_list (world->jobs);
  int n = 0;

  for (guint i = 0; i < jobs->len; i++)
    {
      RushesSampleJob *job = jobs->pdata[i];
      n += job->comfy && job->state <= RUSHES_SAMPLE_RUNNING;
    }
  return n;
}

/* [number, prompt_id, prompt, extra_data, outputs_to_execute]; the graph itself is left empty here. */
static void
add_queue_item (JsonBuilder *builder, RushesSampleJob *job)
{
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, job->number);
  json_builder_add_string_value (builder, job->id);
  json_builder_begin_object (builder);
  json_builder_end_object (builder);
  json_builder_begin_object (builder);
  json_builder_end_object (builder);
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
  json_builder_end_array (builder);
}

void
rushes_sample_comfy_send_queue (RushesSampleWorld *world, SoupServerMessage *message)
{
  static const char *const lists[] = { "queue_pending", "queue_running" };
  GPtrArray *jobs = rushes_sample_jobs_list (world->jobs);
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  for (guint state = RUSHES_SAMPLE_QUEUED; state <= RUSHES_SAMPLE_RUNNING; state++)
    {
      json_builder_set_member_name (builder, lists[state]);
      json_builder_begin_array (builder);
      for (guint i = 0; i < jobs->len; i++)
        {
          RushesSampleJob *job = jobs->pdata[i];
          if (job->comfy && job->state == state)
            add_queue_item (builder, job);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  rushes_sample_http_json (message, 200, builder);
}

/* Cancelled is an error there, told apart by a message (section 1). */
static void
add_history_status (JsonBuilder *builder, RushesSampleJob *job)
{
  static const char *const events[] = { NULL, NULL, "execution_success", "execution_error", "execution_interrupted" };

  json_builder_set_member_name (builder, "status");
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "status_str", job->state == RUSHES_SAMPLE_DONE ? "success" : "error");
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, events[job->state]);
  json_builder_begin_object (builder);
  rushes_sample_http_member (builder, "exception_message", job->error_message);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* {} until it has ended, and for unknown ids. */
void
rushes_sample_comfy_send_history (RushesSampleWorld *world, SoupServerMessage *message, const char *id)
{
  RushesSampleJob *job = rushes_sample_jobs_find (world->jobs, id);
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (job != NULL && job->comfy && job->state >= RUSHES_SAMPLE_DONE)
    {
      json_builder_set_member_name (builder, job->id);
      json_builder_begin_object (builder);
      add_outputs (builder, job);
      add_history_status (builder, job);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  rushes_sample_http_json (message, 200, builder);
}
