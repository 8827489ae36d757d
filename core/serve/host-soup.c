/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <libsoup/soup.h>
#include <string.h>

#include "error.h"
#include "serve/host-private.h"

#define CHUNK 65536

typedef struct
{
  SoupServer *soup;
  GMainContext *context; /* its thread's */
  GThread *thread;
  int over; /* atomic */
} Server;

/* A file on its way out, a chunk at a time. Belongs to its message. */
typedef struct
{
  DfotaHost *host;
  guint i;
  GBytes *bytes;
  goffset at;   /* of the next chunk */
  goffset end;  /* behind the last byte */
  goffset from; /* where it began */
  goffset sent; /* bytes */
  char *peer;
} Answer;

static void
answer_free (Answer *answer)
{
  dfota_host_told (answer->host, answer->i, answer->sent, answer->peer);
  g_bytes_unref (answer->bytes);
  g_free (answer->peer);
  g_free (answer);
}

static void
add_chunk (SoupServerMessage *message, Answer *answer)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  const gsize wanted = (gsize) MIN (answer->end - answer->at, CHUNK);

  if (wanted == 0)
    {
      soup_message_body_complete (body);
      return;
    }
  g_autoptr (GBytes) chunk = g_bytes_new_from_bytes (answer->bytes, (gsize) answer->at, wanted);
  answer->at += (goffset) wanted;
  soup_message_body_append_bytes (body, chunk);
}

static void
on_wrote_chunk (SoupServerMessage *message, gpointer user_data)
{
  add_chunk (message, user_data);
}

static void
on_wrote_data (SoupServerMessage *message, guint n, gpointer user_data)
{
  Answer *answer = user_data;

  answer->sent += n;
  dfota_host_note (answer->host, answer->i, answer->from + answer->sent);
}

/* bytes=A-B, one of it; what else there is is answered with the whole. FALSE: nothing of the file lies there. */
static gboolean
take_range (SoupServerMessage *message, goffset size, goffset *ret_from, goffset *ret_end)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupRange *ranges = NULL;
  gboolean there = TRUE;
  int n = 0;

  *ret_from = 0;
  *ret_end = size;
  if (!soup_message_headers_get_ranges (headers, size, &ranges, &n))
    return TRUE;
  if (n == 1)
    there = ranges[0].start < size;
  if (n == 1 && there && ranges[0].start <= ranges[0].end)
    {
      *ret_from = MAX (ranges[0].start, 0);
      *ret_end = MIN (ranges[0].end + 1, size);
    }
  soup_message_headers_free_ranges (headers, ranges);
  return there;
}

static void
answer_with (SoupServerMessage *message, Answer *answer, goffset size)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const gboolean part = answer->from > 0 || answer->end < size;

  soup_server_message_set_status (message, part ? SOUP_STATUS_PARTIAL_CONTENT : SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (headers, "application/octet-stream", NULL);
  soup_message_headers_replace (headers, "Accept-Ranges", "bytes");
  soup_message_headers_set_content_length (headers, answer->end - answer->from);
  if (part)
    soup_message_headers_set_content_range (headers, answer->from, answer->end - 1, size);
  g_object_set_data_full (G_OBJECT (message), "dfota-answer", answer, (GDestroyNotify) answer_free);
  if (g_str_equal (soup_server_message_get_method (message), "HEAD"))
    return;
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), answer);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (on_wrote_data), answer);
  add_chunk (message, answer);
}

static void
serve_file (DfotaHost *host, guint i, SoupServerMessage *message)
{
  const goffset size = (goffset) g_bytes_get_size (host->files[i].bytes);
  goffset from, end;

  if (!take_range (message, size, &from, &end))
    {
      g_autofree char *all = g_strdup_printf ("bytes */%" G_GOFFSET_FORMAT, size);
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Range", all);
      soup_server_message_set_status (message, SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE, NULL);
      return;
    }

  Answer *answer = g_new0 (Answer, 1);
  *answer = (Answer){ .host = host, .i = i, .at = from, .end = end, .from = from };
  answer->bytes = g_bytes_ref (host->files[i].bytes);
  answer->peer = g_strdup (soup_server_message_get_remote_host (message));
  dfota_host_note (host, i, 0);
  answer_with (message, answer, size);
}

static void
on_request (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  DfotaHost *host = user_data;
  const char *method = soup_server_message_get_method (message);
  const int i = path[0] == '/' ? dfota_host_find (host, path + 1) : -1;

  if (!g_str_equal (method, "GET") && !g_str_equal (method, "HEAD"))
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow", "GET, HEAD");
      soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
    }
  else if (i < 0)
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  else
    serve_file (host, (guint) i, message);
}

static gpointer
serve (gpointer data)
{
  Server *server = data;

  g_main_context_push_thread_default (server->context);
  while (!g_atomic_int_get (&server->over))
    g_main_context_iteration (server->context, TRUE);
  soup_server_disconnect (server->soup);
  g_clear_object (&server->soup);
  g_main_context_pop_thread_default (server->context);
  return NULL;
}

static gboolean
add_certificate (Server *server, const char *name, GError **error)
{
  g_autofree char *pem = dfota_host_certificate (name);
  g_autoptr (GTlsCertificate) certificate = pem != NULL ? g_tls_certificate_new_from_pem (pem, -1, NULL) : NULL;

  if (certificate == NULL || !g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    return dfota_fail (error, DFOTA_ERROR_SERVER_FAILED, "https");
  soup_server_set_tls_certificate (server->soup, certificate);
  return TRUE;
}

static gboolean
listen_on (Server *server, DfotaHost *host, GError **error)
{
  const gboolean tls = host->via == DFOTA_VIA_HTTPS;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host->listen, (guint) host->port);

  if (address == NULL || (tls && !add_certificate (server, host->name, error))
      || !soup_server_listen (server->soup, address, tls ? SOUP_SERVER_LISTEN_HTTPS : 0, error))
    return FALSE;

  GSList *uris = soup_server_get_uris (server->soup);
  host->port = uris != NULL ? g_uri_get_port (uris->data) : 0;
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return host->port > 0;
}

static void
free_server (Server *server)
{
  g_clear_object (&server->soup);
  g_main_context_unref (server->context);
  g_free (server);
}

static gboolean
start (DfotaHost *host, GError **error)
{
  Server *server = g_new0 (Server, 1);

  server->context = g_main_context_new ();
  g_main_context_push_thread_default (server->context);
  server->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (server->soup, NULL, on_request, host, NULL);
  const gboolean ok = listen_on (server, host, error);
  if (!ok)
    g_clear_object (&server->soup);
  g_main_context_pop_thread_default (server->context);
  if (!ok)
    {
      free_server (server);
      return FALSE;
    }
  host->own = server;
  server->thread = g_thread_new ("serve-http", serve, server);
  return TRUE;
}

static void
stop (DfotaHost *host)
{
  Server *server = host->own;

  g_atomic_int_set (&server->over, 1);
  g_main_context_wakeup (server->context);
  g_thread_join (server->thread);
  free_server (server);
}

const DfotaHostClass dfota_host_soup = { start, stop };
