/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sample-behaviour.h"

#include <gio/gio.h>

struct _RushesSampleBehaviour
{
  GPtrArray *rules; /* RushesSampleRule */
};

static const char *const places[] = { "check", "create", "poll", "content", "list", "delete", "cancel", "upload", "socket", NULL };
static const char *const deeds[] = { "html", "portal", "garbage", "broken", "border", "huge", "stall", "lost", "refuse", "short", "empty", "tiny",
                                     "slow", "moderation", "fail", "quota", "forget", "restart", "ended", "redirect", NULL };

static void
rule_free (gpointer data)
{
  RushesSampleRule *rule = data;

  g_free (rule->where);
  g_free (rule->what);
  g_free (rule);
}

static gboolean
parse_rule (const char *text, RushesSampleRule *rule, GError **error)
{
  g_autoptr (GRegex) regex = g_regex_new ("^(\\w+)=([\\w-]+)(?::(\\d+))?(?:\\*(\\d+))?$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *number = NULL, *times = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is not of the form where=what[:number][*times]", text);
      return FALSE;
    }
  rule->where = g_match_info_fetch (match, 1);
  rule->what = g_match_info_fetch (match, 2);
  number = g_match_info_fetch (match, 3);
  times = g_match_info_fetch (match, 4);
  rule->number = number != NULL && *number != '\0' ? atoi (number) : -1;
  rule->times = times != NULL && *times != '\0' ? atoi (times) : -1;
  if (g_strv_contains (places, rule->where) &&
      (g_strv_contains (deeds, rule->what) || (atoi (rule->what) >= 400 && atoi (rule->what) < 600)))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” names an unknown place or deed", text);
  return FALSE;
}

/* @script: (nullable): none misbehaves never */
RushesSampleBehaviour *
rushes_sample_behaviour_new (const char *script, GError **error)
{
  RushesSampleBehaviour *self = g_new0 (RushesSampleBehaviour, 1);
  g_auto (GStrv) texts = g_strsplit (script != NULL ? script : "", ",", -1);

  self->rules = g_ptr_array_new_with_free_func (rule_free);
  for (char **text = texts; *text != NULL; text++)
    {
      RushesSampleRule *rule;

      if (*g_strstrip (*text) == '\0')
        continue;
      rule = g_new0 (RushesSampleRule, 1);
      g_ptr_array_add (self->rules, rule);
      if (!parse_rule (*text, rule, error))
        {
          rushes_sample_behaviour_free (self);
          return NULL;
        }
    }
  return self;
}

void
rushes_sample_behaviour_free (RushesSampleBehaviour *self)
{
  g_ptr_array_unref (self->rules);
  g_free (self);
}

/* Returns: (transfer none) (nullable): the rule that applies now; it is used up once */
const RushesSampleRule *
rushes_sample_behaviour_take (RushesSampleBehaviour *self, const char *where)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      RushesSampleRule *rule = self->rules->pdata[i];

      if (!g_str_equal (rule->where, where) || rule->times == 0)
        continue;
      if (rule->times > 0)
        rule->times--;
      return rule;
    }
  return NULL;
}
