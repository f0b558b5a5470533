/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-connection-parse.h"

/* What people copy when they want a server in here, and what they copy that is none. */

typedef struct
{
  const char *text;
  RushesPastedKind kind;
  const char *url, *key, *headers;
  gboolean basic;
} Example;

static const Example examples[] = {
  /* Addresses, with what stands behind them in a browser, a log or a document. */
  { "http://127.0.0.1:8188", RUSHES_PASTED_COMFYUI, "http://127.0.0.1:8188" },
  { "  http://127.0.0.1:8188/\n", RUSHES_PASTED_COMFYUI, "http://127.0.0.1:8188" },
  { "127.0.0.1:8188", RUSHES_PASTED_COMFYUI, "http://127.0.0.1:8188" },
  { "localhost", RUSHES_PASTED_ANYTHING, "http://localhost" },
  { "studio:8000", RUSHES_PASTED_ANYTHING, "http://studio:8000" },
  { "studio.local", RUSHES_PASTED_ANYTHING, "http://studio.local" },
  { "192.168.1.20", RUSHES_PASTED_ANYTHING, "http://192.168.1.20" },
  { "[::1]:8188", RUSHES_PASTED_COMFYUI, "http://[::1]:8188" },
  { "http://studio:8000/?workflow=a#view", RUSHES_PASTED_ANYTHING, "http://studio:8000" },
  { "http://studio/comfy/api/system_stats", RUSHES_PASTED_COMFYUI, "http://studio/comfy" },
  { "ws://127.0.0.1:8000/ws?clientId=1", RUSHES_PASTED_COMFYUI, "http://127.0.0.1:8000" },
  { "wss://gpu.example.org/api/ws", RUSHES_PASTED_COMFYUI, "https://gpu.example.org" },
  { "https://cloud.comfy.org/api/prompt", RUSHES_PASTED_COMFYUI, "https://cloud.comfy.org" },
  { "https://api.openai.com/v1/videos", RUSHES_PASTED_VIDEOS, "https://api.openai.com/v1" },
  { "api.openai.com/v1", RUSHES_PASTED_VIDEOS, "https://api.openai.com/v1" },
  { "http://127.0.0.1:8091/v1/videos/video_1/content", RUSHES_PASTED_VIDEOS, "http://127.0.0.1:8091/v1" },
  { "https://a.openai.azure.com/openai/v1/videos?api-version=preview", RUSHES_PASTED_VIDEOS, "https://a.openai.azure.com/openai/v1" },
  { "https://openrouter.ai/api/v1/videos/models", RUSHES_PASTED_VIDEOS, "https://openrouter.ai/api/v1" },
  { "https://ann:se%40cret@gpu.example.org/", RUSHES_PASTED_ANYTHING, "https://gpu.example.org", "ann:se@cret", NULL, TRUE },
  /* Lines of curl. */
  { "curl https://api.openai.com/v1/videos -H \"Authorization: Bearer sk-1234\" -F prompt=\"A cat\" -F model=sora-2", RUSHES_PASTED_VIDEOS,
    "https://api.openai.com/v1", "sk-1234" },
  { "curl -X POST \\\n  'http://127.0.0.1:8000/v1/videos' \\\n  -H 'Content-Type: application/json' \\\n  -H 'X-Team: red' -d '{\"url\": \"http://other/\"}'",
    RUSHES_PASTED_VIDEOS, "http://127.0.0.1:8000/v1", NULL, "X-Team: red" },
  { "curl -s -u ann:secret https://gpu.example.org/system_stats", RUSHES_PASTED_COMFYUI, "https://gpu.example.org", "ann:secret", NULL, TRUE },
  { "curl -H 'Authorization: Basic YW5uOnNlY3JldA==' https://gpu.example.org/queue", RUSHES_PASTED_COMFYUI, "https://gpu.example.org", "ann:secret", NULL, TRUE },
  { "curl https://cloud.comfy.org/api/prompt -H 'X-API-Key: comfyui-0123456789'", RUSHES_PASTED_COMFYUI, "https://cloud.comfy.org", "comfyui-0123456789" },
  { "curl https://api.openai.com/v1/videos -H \"Authorization: Bearer $OPENAI_API_KEY\"", RUSHES_PASTED_VIDEOS, "https://api.openai.com/v1" },
  /* Variables of a shell, of an .env file, of Windows. */
  { "export OPENAI_API_KEY=sk-1234\nexport OPENAI_BASE_URL=\"https://gpu.example.org/v1/\"\n", RUSHES_PASTED_VIDEOS, "https://gpu.example.org/v1", "sk-1234" },
  { "# ours\nOPENAI_API_KEY='sk-12 34'\nOPENAI_API_BASE=https://gpu.example.org/v1\nOPENAI_ORG_ID=org-1\nOPENAI_PROJECT_ID=proj_2", RUSHES_PASTED_VIDEOS,
    "https://gpu.example.org/v1", NULL, "OpenAI-Organization: org-1; OpenAI-Project: proj_2" },
  { "set OPENAI_API_KEY=sk-1234", RUSHES_PASTED_VIDEOS, NULL, "sk-1234" },
  { "$env:OPENAI_API_KEY = \"sk-1234\"", RUSHES_PASTED_VIDEOS, NULL, "sk-1234" },
  /* Keys. */
  { "sk-proj-0123456789abcdef", RUSHES_PASTED_VIDEOS, NULL, "sk-proj-0123456789abcdef" },
  { "comfyui-0123456789abcdef", RUSHES_PASTED_COMFYUI, NULL, "comfyui-0123456789abcdef" },
  { "Bearer abc", RUSHES_PASTED_VIDEOS, NULL, "abc" },
  { "Authorization: Bearer abc", RUSHES_PASTED_VIDEOS, NULL, "abc" },
};

static void
test_what_is_recognised (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      const Example *example = &examples[i];
      g_autoptr (RushesConnectionParse) parse = rushes_connection_parse (example->text);

      g_test_message ("%s", example->text);
      g_assert_nonnull (parse);
      g_assert_cmpstr (parse->url, ==, example->url);
      g_assert_cmpstr (parse->key, ==, example->key);
      g_assert_cmpstr (parse->headers, ==, example->headers);
      g_assert_cmpint (parse->basic, ==, example->basic);
      g_assert_cmpint (parse->kind, ==, example->kind);
    }
}

static void
test_what_is_none (void)
{
  static const char *const none[] = { "", "   ", "A red fox in the snow", "8188", "fox", "sk-", "sk-short", "file:///etc/passwd", "ftp://example.org/",
                                      "http://", "http:///v1", "curl", "curl -H", "curl 'unclosed", "curl --version", "mailto:ann@example.org",
                                      "OPENAI_API_KEY=", "OPENAI_API_KEY=$KEY", "OPENAI_API_KEY=your-key-here", "OPENAI_API_KEY=sk-...",
                                      "Bearer ", "Bearer <token>", "Authorization: Basic ****", "a/b", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.abc", "1.5", "1.2.3:8", "note: later", "{\"a\": 1}" };

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (RushesConnectionParse) parse = rushes_connection_parse (none[i]);

      g_test_message ("%s", none[i]);
      g_assert_null (parse);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection-parse/what-is-recognised", test_what_is_recognised);
  g_test_add_func ("/connection-parse/what-is-none", test_what_is_none);
  return g_test_run ();
}
