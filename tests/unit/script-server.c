/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script-server.h"

#include "script-port.h"

typedef struct
{
  const ServerSays *says;
  guint asked;
  GString *log;
} Server;

static Server server;

DfotaProbe *__wrap_dfota_probe_new (const char *url, gboolean whole, GCancellable *cancel, GError **error);
void __wrap_dfota_probe_free (DfotaProbe *probe);

DfotaProbe *
__wrap_dfota_probe_new (const char *url, gboolean whole, GCancellable *cancel, GError **error)
{
  const ServerSays *says = &server.says[server.asked++];

  g_string_append_printf (server.log, "%s%s|", url, whole ? " whole" : "");
  if (g_strcmp0 (says->words, SCRIPT_STOP) == 0)
    {
      g_cancellable_cancel (cancel);
      g_cancellable_set_error_if_cancelled (cancel, error);
      return NULL;
    }
  DfotaProbe *probe = g_new0 (DfotaProbe, 1);
  probe->result = says->result;
  probe->size = says->size;
  probe->sha256 = g_strdup (says->sha256);
  probe->words = g_strdup (says->words != NULL ? says->words : "");
  probe->expected = says->expected;
  return probe;
}

void
__wrap_dfota_probe_free (DfotaProbe *probe)
{
  if (probe == NULL)
    return;
  g_free (probe->sha256);
  g_free (probe->words);
  g_free (probe);
}

void
script_server_begin (const ServerSays *says)
{
  if (server.log == NULL)
    server.log = g_string_new (NULL);
  g_string_truncate (server.log, 0);
  server.says = says;
  server.asked = 0;
}

const char *
script_server_asked (void)
{
  return server.log->str;
}
