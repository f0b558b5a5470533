/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "rushes-comfy-socket.h"
#include "rushes-comfy.h"

/* What comes over the progress stream: bytes of 255 part the messages, the first one of each says whether it is text. Nothing is
 * connected: no main loop runs. */
static void
take (RushesComfySocket *socket, const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data + 1, size - 1);
  g_autoptr (GBytes) frame = g_bytes_new (data + 1, size - 1);

  if (data[0] % 2 == 0)
    rushes_comfy_socket_take_text (socket, text);
  else
    rushes_comfy_socket_take_frame (socket, frame);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static RushesProvider *provider = NULL;
  static RushesTarget *target = NULL;
  static RushesComfyOutlines *outlines = NULL;
  g_autoptr (RushesComfySocket) socket = NULL;

  if (provider == NULL)
    {
      g_autoptr (RushesHttp) http = rushes_http_new (1);
      g_autoptr (RushesConnection) connection = rushes_connection_new ("i", RUSHES_PROVIDER_COMFYUI, "n", "http://localhost:1", NULL, TRUE);

      provider = rushes_comfy_new (http);
      target = rushes_target_new (connection, NULL);
      outlines = rushes_comfy_outlines_new ();
    }
  socket = rushes_comfy_socket_new (provider, target, outlines);
  for (gsize start = 0, i = 0; i <= size; i++)
    if (i == size || data[i] == 0xff)
      {
        if (i > start)
          take (socket, data + start, i - start);
        start = i + 1;
      }
  g_clear_object (&socket);
  while (g_main_context_iteration (NULL, FALSE))
    continue; /* the session puts its end off */
  return 0;
}
