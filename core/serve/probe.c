/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "serve/probe.h"

#include <string.h>

#include "error.h"
#include "serve/probe-private.h"

#define CONNECT_WITHIN 8000  /* ms */
#define IDLE_WITHIN    20000 /* ms */
#define WORDS_MAX      120   /* bytes */

static const struct
{
  const char *scheme;
  int port;
  gboolean (*look) (DfotaProbeLook *look, GError **error);
} schemes[] = {
  { "http", 80, dfota_probe_by_curl },
  { "https", 443, dfota_probe_by_curl },
  { "ftp", 21, dfota_probe_by_curl },
  { "coap", 5683, dfota_probe_by_coap },
};

void
dfota_probe_free (DfotaProbe *probe)
{
  if (probe == NULL)
    return;
  g_free (probe->sha256);
  g_free (probe->words);
  g_free (probe);
}

void
dfota_probe_take (DfotaProbeLook *look, gconstpointer bytes, gsize n)
{
  g_checksum_update (look->sum, bytes, (gssize) n);
  look->received += (goffset) n;
  look->last = g_get_monotonic_time ();
}

gboolean
dfota_probe_is_idle (const DfotaProbeLook *look)
{
  return g_get_monotonic_time () - look->last > look->patience.idle * G_TIME_SPAN_MILLISECOND;
}

/* One line that can be shown; a server may repeat the password it was given. */
static char *
presentable (const DfotaProbeLook *look, const char *words)
{
  const char *password = g_uri_get_password (look->uri);
  GString *text = g_string_new (NULL);
  g_autoptr (GString) known = g_string_new (words);

  if (password != NULL && *password != '\0')
    g_string_replace (known, password, "***", 0);
  g_autofree char *valid = g_utf8_make_valid (known->str, -1);
  for (const char *p = valid; *p != '\0' && text->len < WORDS_MAX; p = g_utf8_next_char (p))
    g_string_append_unichar (text, g_unichar_isprint (g_utf8_get_char (p)) ? g_utf8_get_char (p) : ' ');
  return g_strstrip (g_string_free (text, FALSE));
}

void
dfota_probe_end (DfotaProbeLook *look, DfotaProbeResult result, const char *words)
{
  look->probe->result = result;
  g_free (look->probe->words);
  look->probe->words = presentable (look, words);
}

void
dfota_probe_end_broken (DfotaProbeLook *look, goffset expected)
{
  look->probe->size = look->received;
  look->probe->expected = expected;
  dfota_probe_end (look, DFOTA_PROBE_BROKEN, "");
}

void
dfota_probe_end_whole (DfotaProbeLook *look, goffset expected)
{
  if (look->received < expected)
    {
      dfota_probe_end_broken (look, expected);
      return;
    }
  look->probe->size = look->received;
  look->probe->sha256 = g_strdup (g_checksum_get_string (look->sum));
  dfota_probe_end (look, DFOTA_PROBE_FOUND, "");
}

typedef struct
{
  GCancellable *cancel; /* of the question alone */
  GList *addresses;
  gboolean over;
} Question;

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;

  question->addresses = g_resolver_lookup_by_name_with_flags_finish (G_RESOLVER (source), result, NULL);
  question->over = TRUE;
}

static gboolean
give_up (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
pass_on (GCancellable *cancel, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* Asks in a main context of its own: a name server that does not answer keeps nobody waiting longer than that. */
static GList *
ask (const char *host, int patience_ms, GCancellable *cancel)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autoptr (GCancellable) inner = g_cancellable_new ();
  g_autoptr (GSource) timer = g_timeout_source_new ((guint) patience_ms);
  Question question = { .cancel = inner };
  const gulong tie = cancel != NULL ? g_cancellable_connect (cancel, G_CALLBACK (pass_on), inner, NULL) : 0;

  g_main_context_push_thread_default (context);
  g_source_set_callback (timer, give_up, inner, NULL);
  g_source_attach (timer, context);
  g_resolver_lookup_by_name_with_flags_async (resolver, host, G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY, inner, answered,
                                              &question);
  while (!question.over)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (timer);
  g_main_context_pop_thread_default (context);
  g_cancellable_disconnect (cancel, tie);
  return question.addresses;
}

/* IPv4 alone, as the guides' modules do. */
static char *
resolve (const char *host, int patience_ms, GCancellable *cancel)
{
  if (g_hostname_is_ip_address (host))
    return g_strdup (host);

  GString *numbers = g_string_new (NULL);
  GList *addresses = ask (host, patience_ms, cancel);
  for (GList *l = addresses; l != NULL; l = l->next)
    {
      g_autofree char *number = g_inet_address_to_string (l->data);
      g_string_append_printf (numbers, "%s%s", numbers->len > 0 ? "," : "", number);
    }
  g_resolver_free_addresses (addresses);
  return g_string_free (numbers, FALSE);
}

static gboolean
look_at (DfotaProbeLook *look, gsize row, GError **error)
{
  look->scheme = schemes[row].scheme;
  look->host = g_uri_get_host (look->uri);
  look->port = g_uri_get_port (look->uri) > 0 ? g_uri_get_port (look->uri) : schemes[row].port;
  look->numbers = resolve (look->host, look->patience.idle, look->cancel);
  if (g_cancellable_set_error_if_cancelled (look->cancel, error))
    return FALSE;
  if (*look->numbers == '\0')
    {
      dfota_probe_end (look, DFOTA_PROBE_NO_NAME, "");
      return TRUE;
    }
  look->last = g_get_monotonic_time ();
  return schemes[row].look (look, error);
}

static gssize
row_of (GUri *uri)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strcasecmp (g_uri_get_scheme (uri), schemes[i].scheme) == 0)
      return (gssize) i;
  return -1;
}

DfotaProbe *
dfota_probe_within (const char *url, gboolean whole, const DfotaProbePatience *patience, GCancellable *cancel,
                    GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    {
      dfota_fail (error, DFOTA_ERROR_URL_FORM, "");
      return NULL;
    }
  const gssize row = row_of (uri);
  if (row < 0)
    {
      dfota_fail (error, DFOTA_ERROR_URL_SCHEME, "http:// https:// FTP:// coap://");
      return NULL;
    }

  g_autoptr (DfotaProbe) probe = g_new0 (DfotaProbe, 1);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  DfotaProbeLook look
      = { .url = url, .uri = uri, .whole = whole, .patience = *patience, .cancel = cancel, .sum = sum, .probe = probe };
  probe->size = -1;
  probe->expected = -1;
  const gboolean ok = look_at (&look, (gsize) row, error);
  g_free (look.numbers);
  return ok ? g_steal_pointer (&probe) : NULL;
}

DfotaProbe *
dfota_probe_new (const char *url, gboolean whole, GCancellable *cancel, GError **error)
{
  static const DfotaProbePatience patience = { .connect = CONNECT_WITHIN, .idle = IDLE_WITHIN };

  return dfota_probe_within (url, whole, &patience, cancel, error);
}
