/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fetch-client.h"

#include <coap3/coap.h>
#include <gio/gio.h>
#include <string.h>

/* The guide BC260Y-CN: port 80 where none is written. */
#define DEFAULT_PORT 80
/* libcoap sends again after 2 s and more; where its descriptor cannot be waited for, answers too come at this pace. */
#define TICK_MS 10

struct _SimFetchClient
{
  SimFetch *fetch;
  GUri *uri;
  GCancellable *look_up;
  coap_context_t *context;
  coap_session_t *session;
  GSource *tick;
  gsize received;
};

static coap_response_t
answered (coap_session_t *session, const coap_pdu_t *asked, const coap_pdu_t *answer, const coap_mid_t id)
{
  SimFetchClient *client = coap_session_get_app_data (session);
  coap_pdu_code_t code = coap_pdu_get_code (answer);
  coap_block_t block = { 0 };
  size_t n = 0, offset = 0, total = 0;
  const uint8_t *bytes = NULL;

  if (code != COAP_RESPONSE_CODE_CONTENT)
    {
      gboolean login = code == COAP_RESPONSE_CODE_UNAUTHORIZED || code == COAP_RESPONSE_CODE_FORBIDDEN;

      sim_fetch_end (client->fetch, code == COAP_RESPONSE_CODE_NOT_FOUND ? SIM_FETCH_MISSING
                                    : login                              ? SIM_FETCH_LOGIN
                                                                         : SIM_FETCH_STATUS);
      return COAP_RESPONSE_OK;
    }
  /* FALSE for an empty body, which is a whole file all the same */
  coap_get_data_large (answer, &n, &bytes, &offset, &total);
  if (offset != client->received)
    return COAP_RESPONSE_OK;
  if (!coap_get_block (answer, COAP_OPTION_BLOCK2, &block))
    block.m = 0;
  sim_fetch_begin (client->fetch, total);
  sim_fetch_take (client->fetch, bytes, n, FALSE);
  client->received += n;
  if (!block.m)
    sim_fetch_end (client->fetch, SIM_FETCHED);
  return COAP_RESPONSE_OK;
}

static void
failed (coap_session_t *session, const coap_pdu_t *asked, const coap_nack_reason_t reason, const coap_mid_t id)
{
  SimFetchClient *client = coap_session_get_app_data (session);
  gboolean silent = reason == COAP_NACK_TOO_MANY_RETRIES;

  sim_fetch_end (client->fetch, client->received > 0 ? SIM_FETCH_SHORT : silent ? SIM_FETCH_TIMEOUT : SIM_FETCH_CONNECT);
}

static gboolean
work (gpointer data)
{
  SimFetchClient *client = data;

  coap_io_process (client->context, COAP_IO_NO_WAIT);
  return G_SOURCE_CONTINUE;
}

/* A source that ticks, and also when there is something to read where libcoap has one descriptor for all of it (Linux). */
typedef struct
{
  GSource source;
  GPollFD poll;
} Tick;

static gboolean
tick_check (GSource *source)
{
  return ((Tick *) source)->poll.revents != 0;
}

static gboolean
tick_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  g_source_set_ready_time (source, g_get_monotonic_time () + TICK_MS * 1000);
  return callback (data);
}

static GSourceFuncs tick_funcs = { .check = tick_check, .dispatch = tick_dispatch };

static void
start_ticking (SimFetchClient *client)
{
  int fd = coap_context_get_coap_fd (client->context);
  Tick *tick;

  client->tick = g_source_new (&tick_funcs, sizeof (Tick));
  tick = (Tick *) client->tick;
  tick->poll = (GPollFD){ .fd = fd, .events = G_IO_IN };
  if (fd >= 0)
    g_source_add_poll (client->tick, &tick->poll);
  g_source_set_callback (client->tick, work, client, NULL);
  g_source_set_ready_time (client->tick, 0);
  g_source_attach (client->tick, NULL);
}

static void
add_parts (coap_optlist_t **options, coap_option_num_t number, const char *text, const char *separator)
{
  g_auto (GStrv) parts = g_strsplit (text, separator, -1);

  for (char **part = parts; *part != NULL; part++)
    {
      g_autofree char *plain = g_uri_unescape_string (*part, NULL);
      const char *value = plain != NULL ? plain : *part;

      if (value[0] != '\0')
        coap_insert_optlist (options, coap_new_optlist (number, strlen (value), (const uint8_t *) value));
    }
}

static gboolean
ask (SimFetchClient *client)
{
  coap_pdu_t *pdu = coap_new_pdu (COAP_MESSAGE_CON, COAP_REQUEST_CODE_GET, client->session);
  const char *query = g_uri_get_query (client->uri);
  coap_optlist_t *options = NULL;
  uint8_t token[8];
  size_t n;

  coap_session_new_token (client->session, &n, token);
  coap_add_token (pdu, n, token);
  add_parts (&options, COAP_OPTION_URI_PATH, g_uri_get_path (client->uri), "/");
  add_parts (&options, COAP_OPTION_URI_QUERY, query != NULL ? query : "", "&");
  coap_add_optlist_pdu (pdu, &options);
  coap_delete_optlist (options);
  return coap_send (client->session, pdu) != COAP_INVALID_MID;
}

static void
connect_to (SimFetchClient *client, GInetAddress *host)
{
  int port = g_uri_get_port (client->uri);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (host, port > 0 ? port : DEFAULT_PORT);
  coap_address_t native;

  coap_address_init (&native);
  if (g_socket_address_to_native (address, &native.addr, sizeof native.addr, NULL))
    {
      native.size = g_socket_address_get_native_size (address);
      client->context = coap_new_context (NULL);
      coap_context_set_block_mode (client->context, COAP_BLOCK_USE_LIBCOAP);
      coap_register_response_handler (client->context, answered);
      coap_register_nack_handler (client->context, failed);
      client->session = coap_new_client_session (client->context, NULL, &native, COAP_PROTO_UDP);
    }
  if (client->session == NULL)
    {
      sim_fetch_end (client->fetch, SIM_FETCH_CONNECT);
      return;
    }
  coap_session_set_app_data (client->session, client);
  if (!ask (client))
    sim_fetch_end (client->fetch, SIM_FETCH_CONNECT);
  start_ticking (client);
}

static void
looked_up (GObject *resolver, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GList *hosts = g_resolver_lookup_by_name_finish (G_RESOLVER (resolver), result, &error);
  SimFetchClient *client = data;

  if (hosts != NULL)
    connect_to (client, hosts->data);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* then the client is no more */
    sim_fetch_end (client->fetch, SIM_FETCH_NAME);
  g_resolver_free_addresses (hosts);
}

static SimFetchClient *
coap_client_new (SimFetch *fetch, const char *url, const char *ca)
{
  GUri *uri = g_uri_parse (url, G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = host != NULL && *host != '\0' ? g_inet_address_new_from_string (host) : NULL;
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  SimFetchClient *client;

  if (host == NULL || *host == '\0')
    {
      g_clear_pointer (&uri, g_uri_unref);
      sim_fetch_end (fetch, SIM_FETCH_SCHEME);
      return NULL;
    }
  coap_startup ();
  coap_set_log_level (0);
  client = g_new0 (SimFetchClient, 1);
  client->fetch = fetch;
  client->uri = uri;
  client->look_up = g_cancellable_new ();
  if (address != NULL)
    connect_to (client, address);
  else
    g_resolver_lookup_by_name_async (resolver, host, client->look_up, looked_up, client);
  return client;
}

static void
coap_client_free (SimFetchClient *client)
{
  g_cancellable_cancel (client->look_up);
  g_object_unref (client->look_up);
  if (client->tick != NULL)
    g_source_destroy (client->tick);
  g_clear_pointer (&client->tick, g_source_unref);
  g_clear_pointer (&client->session, coap_session_release);
  g_clear_pointer (&client->context, coap_free_context);
  g_uri_unref (client->uri);
  g_free (client);
}

static void
coap_client_resume (SimFetchClient *client)
{
  /* a block by itself is small: all that come are taken */
}

const SimFetchClass sim_fetch_coap = {
  .new = coap_client_new,
  .resume = coap_client_resume,
  .free = coap_client_free,
};
