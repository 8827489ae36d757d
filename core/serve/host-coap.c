/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <coap3/coap.h>
#include <string.h>

#include "serve/host-private.h"
#include "serve/start-coap.h"

#define SLICE 50 /* ms: how long libcoap waits at a time, and so the end of the server */

/* What is served, as a resource of libcoap knows it. */
typedef struct
{
  DfotaHost *host;
  guint i;
} Entry;

typedef struct
{
  DfotaHost *host;
  coap_context_t *context;
  Entry *entries;
  GThread *thread;
  int over; /* atomic */
} Server;

static void
add_number (coap_pdu_t *pdu, guint16 number, guint value)
{
  guint8 bytes[4];

  coap_add_option (pdu, number, coap_encode_var_safe (bytes, sizeof bytes, value), bytes);
}

static void
tell_end (DfotaHost *host, guint i, goffset size, const coap_session_t *session)
{
  const coap_address_t *remote = coap_session_get_addr_remote (session);
  g_autoptr (GSocketAddress) address = g_socket_address_new_from_native ((gpointer) &remote->addr, (gsize) remote->size);
  g_autofree char *peer
      = G_IS_INET_SOCKET_ADDRESS (address)
            ? g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)))
            : NULL;

  dfota_host_told (host, i, size, peer);
}

/* Every block is an answer of its own: nothing is remembered between two of them, so a module may ask for
 * any, in any size, as often as it likes. */
static void
on_get (coap_resource_t *resource, coap_session_t *session, const coap_pdu_t *request, const coap_string_t *query,
        coap_pdu_t *response)
{
  const Entry *entry = coap_resource_get_userdata (resource);
  const DfotaHostFile *file = &entry->host->files[entry->i];
  coap_block_t block = { 0, 0, COAP_MAX_BLOCK_SZX };
  gsize size;
  const guint8 *bytes = g_bytes_get_data (file->bytes, &size);

  if (coap_get_block (request, COAP_OPTION_BLOCK2, &block) == 0 || block.szx > COAP_MAX_BLOCK_SZX)
    block.szx = COAP_MAX_BLOCK_SZX;
  const gsize at = (gsize) block.num << (block.szx + 4);
  if (at > 0 && at >= size)
    {
      coap_pdu_set_code (response, COAP_RESPONSE_CODE_BAD_REQUEST);
      return;
    }

  const gsize n = MIN (size - at, (gsize) 16 << block.szx);
  const gboolean more = at + n < size;
  coap_pdu_set_code (response, COAP_RESPONSE_CODE_CONTENT);
  add_number (response, COAP_OPTION_ETAG, (guint) file->mtime ^ (guint) size);
  add_number (response, COAP_OPTION_CONTENT_FORMAT, COAP_MEDIATYPE_APPLICATION_OCTET_STREAM);
  add_number (response, COAP_OPTION_BLOCK2, block.num << 4 | (more ? 8u : 0u) | block.szx);
  add_number (response, COAP_OPTION_SIZE2, (guint) size);
  coap_add_data (response, n, bytes != NULL ? bytes + at : NULL);
  dfota_host_note (entry->host, entry->i, (goffset) (at + n));
  if (!more)
    tell_end (entry->host, entry->i, (goffset) (at + n), session);
}

/* libcoap would name what is served to everybody who asks for it. */
static void
on_list (coap_resource_t *resource, coap_session_t *session, const coap_pdu_t *request, const coap_string_t *query,
         coap_pdu_t *response)
{
  coap_pdu_set_code (response, COAP_RESPONSE_CODE_NOT_FOUND);
}

static void
add_resource (Server *server, const char *path, coap_method_handler_t handler, Entry *entry)
{
  coap_str_const_t *name = coap_new_str_const ((const guint8 *) path, strlen (path));
  coap_resource_t *resource = coap_resource_init (name, COAP_RESOURCE_FLAGS_RELEASE_URI);

  coap_resource_set_userdata (resource, entry);
  coap_register_request_handler (resource, COAP_REQUEST_GET, handler);
  coap_add_resource (server->context, resource);
}

static gpointer
serve (gpointer data)
{
  Server *server = data;

  while (!g_atomic_int_get (&server->over))
    coap_io_process (server->context, SLICE);
  return NULL;
}

/* libcoap shares a port with whoever else has it: so it is looked whether it is free. */
static gboolean
is_free (GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, error);

  return socket != NULL && g_socket_bind (socket, address, FALSE, error);
}

/* "127.0.0.1:41013 UDP" → 41013 */
static int
port_of (const coap_endpoint_t *endpoint)
{
  const char *colon = strrchr (coap_endpoint_str (endpoint), ':');

  return colon != NULL ? (int) g_ascii_strtoull (colon + 1, NULL, 10) : 0;
}

static gboolean
listen_on (Server *server, GError **error)
{
  DfotaHost *host = server->host;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host->listen, (guint) host->port);
  coap_address_t here;

  coap_address_init (&here);
  if (address == NULL || !is_free (address, error)
      || !g_socket_address_to_native (address, &here.addr, sizeof here.addr, error))
    return FALSE;
  here.size = (socklen_t) g_socket_address_get_native_size (address);
  coap_endpoint_t *endpoint = coap_new_endpoint (server->context, &here, COAP_PROTO_UDP);
  if (endpoint == NULL)
    return FALSE;
  host->port = port_of (endpoint);
  return host->port > 0;
}

static void
free_server (Server *server)
{
  coap_free_context (server->context);
  g_free (server->entries);
  g_free (server);
}

static gboolean
start (DfotaHost *host, GError **error)
{
  dfota_coap_start ();

  Server *server = g_new0 (Server, 1);
  server->host = host;
  server->context = coap_new_context (NULL);
  if (!listen_on (server, error))
    {
      free_server (server);
      return FALSE;
    }
  add_resource (server, ".well-known/core", on_list, NULL);
  server->entries = g_new0 (Entry, host->n_files);
  for (guint i = 0; i < host->n_files; i++)
    {
      server->entries[i] = (Entry){ host, i };
      add_resource (server, host->files[i].name, on_get, &server->entries[i]);
    }
  host->own = server;
  server->thread = g_thread_new ("serve-coap", serve, server);
  return TRUE;
}

static void
stop (DfotaHost *host)
{
  Server *server = host->own;

  g_atomic_int_set (&server->over, 1);
  g_thread_join (server->thread);
  free_server (server);
}

const DfotaHostClass dfota_host_coap = { start, stop };
