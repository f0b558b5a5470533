/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "rushes-json.h"
#include "rushes-openai-reply.h"

/* What a Videos server answers, whatever it calls itself. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (JsonNode) root = rushes_json_parse (body, NULL);
  g_auto (RushesSaid) said = { 0 };

  rushes_said_read_body (&said, body);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    {
      g_autoptr (RushesOpenaiReply) reply = rushes_openai_reply_new (json_node_get_object (root));
      g_assert_true (reply->fraction <= 1);
    }
  return 0;
}
