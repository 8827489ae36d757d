/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <coap3/coap.h>
#include <string.h>

#include "serve/probe-private.h"
#include "serve/start-coap.h"

#define SLICE 50 /* ms: how long libcoap waits at a time, and so a Cancel */

/* Block by block, each asked for when the one before has come (RFC 7959, 2.4). */
typedef struct
{
  DfotaProbeLook *look;
  coap_session_t *session;
  guint szx;         /* a block is 16 << szx bytes */
  goffset announced; /* Size2, -1: not said */
  gboolean over;
} Call;

static void
add (coap_optlist_t **options, guint16 number, gconstpointer bytes, gsize n)
{
  coap_insert_optlist (options, coap_new_optlist (number, n, bytes));
}

static void
add_number (coap_optlist_t **options, guint16 number, guint value)
{
  guint8 bytes[4];

  add (options, number, bytes, coap_encode_var_safe (bytes, sizeof bytes, value));
}

static void
add_parts (coap_optlist_t **options, guint16 number, const char *text, const char *between)
{
  g_auto (GStrv) parts = g_strsplit (text, between, 0);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = g_uri_unescape_string (parts[i], NULL);
      if (part != NULL)
        add (options, number, part, strlen (part));
    }
}

static gboolean
ask (Call *call)
{
  const DfotaProbeLook *look = call->look;
  const char *path = g_uri_get_path (look->uri);
  const char *query = g_uri_get_query (look->uri);
  coap_optlist_t *options = NULL;
  guint8 token[8];
  size_t token_len;

  coap_pdu_t *pdu = coap_new_pdu (COAP_MESSAGE_CON, COAP_REQUEST_CODE_GET, call->session);
  if (pdu == NULL)
    return FALSE;
  coap_session_new_token (call->session, &token_len, token);
  coap_add_token (pdu, token_len, token);
  if (!g_hostname_is_ip_address (look->host))
    add (&options, COAP_OPTION_URI_HOST, look->host, strlen (look->host));
  add_parts (&options, COAP_OPTION_URI_PATH, *path == '/' ? path + 1 : path, "/");
  if (query != NULL)
    add_parts (&options, COAP_OPTION_URI_QUERY, query, "&");
  add_number (&options, COAP_OPTION_BLOCK2, (guint) (look->received >> (call->szx + 4)) << 4 | call->szx);
  add_number (&options, COAP_OPTION_SIZE2, 0);
  coap_add_optlist_pdu (pdu, &options);
  coap_delete_optlist (options);
  return coap_send (call->session, pdu) != COAP_INVALID_MID;
}

static void
end (Call *call, DfotaProbeResult result, const char *words)
{
  call->over = TRUE;
  if (call->look->received > 0)
    dfota_probe_end_broken (call->look, call->announced);
  else
    dfota_probe_end (call->look, result, words);
}

static void
end_by_code (Call *call, guint code, const coap_pdu_t *received)
{
  const guint8 *data = NULL;
  size_t len = 0;

  coap_get_data (received, &len, &data);
  g_autofree char *diagnosis = g_strndup ((const char *) data, len);
  g_autofree char *words = g_strdup_printf ("%u.%02u %s", code >> 5, code & 0x1f, diagnosis != NULL ? diagnosis : "");
  end (call,
       code == COAP_RESPONSE_CODE_NOT_FOUND                                              ? DFOTA_PROBE_MISSING
       : code == COAP_RESPONSE_CODE_UNAUTHORIZED || code == COAP_RESPONSE_CODE_FORBIDDEN ? DFOTA_PROBE_DENIED
                                                                                         : DFOTA_PROBE_REFUSED,
       words);
}

static void
take_block (Call *call, const coap_pdu_t *received)
{
  coap_opt_iterator_t at;
  coap_block_t block = { 0 };
  const guint8 *data;
  size_t len;

  const gboolean part = coap_get_block (received, COAP_OPTION_BLOCK2, &block) != 0;
  if (part && ((goffset) block.num << (block.szx + 4)) != call->look->received)
    return; /* one that came twice */

  coap_opt_t *size = coap_check_option (received, COAP_OPTION_SIZE2, &at);
  if (size != NULL)
    call->announced = coap_decode_var_bytes (coap_opt_value (size), coap_opt_length (size));
  if (coap_get_data (received, &len, &data) != 0)
    dfota_probe_take (call->look, data, len);
  if (!part || !block.m)
    {
      call->over = TRUE;
      dfota_probe_end_whole (call->look, call->announced);
      return;
    }
  /* the server may want smaller blocks than it was asked for */
  call->szx = block.szx;
  if (call->look->received != (goffset) (block.num + 1) << (block.szx + 4) || !ask (call))
    end (call, DFOTA_PROBE_REFUSED, "");
}

static coap_response_t
on_response (coap_session_t *session, const coap_pdu_t *sent, const coap_pdu_t *received, const coap_mid_t mid)
{
  Call *call = coap_session_get_app_data (session);
  const guint code = coap_pdu_get_code (received);

  if (call == NULL || call->over)
    return COAP_RESPONSE_OK;
  if (code == COAP_RESPONSE_CODE_CONTENT)
    take_block (call, received);
  else
    end_by_code (call, code, received);
  return COAP_RESPONSE_OK;
}

static void
on_nack (coap_session_t *session, const coap_pdu_t *sent, const coap_nack_reason_t reason, const coap_mid_t mid)
{
  Call *call = coap_session_get_app_data (session);

  if (call == NULL || call->over)
    return;
  if (reason == COAP_NACK_RST)
    end (call, DFOTA_PROBE_REFUSED, "RST");
  else
    end (call, DFOTA_PROBE_NO_ANSWER, "");
}

static void
fetch (Call *call, coap_context_t *context)
{
  if (call->session == NULL || !ask (call))
    end (call, DFOTA_PROBE_NO_ANSWER, "");
  while (!call->over && !g_cancellable_is_cancelled (call->look->cancel))
    {
      if (coap_io_process (context, SLICE) < 0 || dfota_probe_is_idle (call->look))
        end (call, DFOTA_PROBE_NO_ANSWER, "");
    }
}

static gboolean
set_address (coap_address_t *to, const DfotaProbeLook *look)
{
  g_auto (GStrv) numbers = g_strsplit (look->numbers, ",", 2);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (numbers[0], (guint) look->port);

  coap_address_init (to);
  if (address == NULL || !g_socket_address_to_native (address, &to->addr, sizeof to->addr, NULL))
    return FALSE;
  to->size = (socklen_t) g_socket_address_get_native_size (address);
  return TRUE;
}

gboolean
dfota_probe_by_coap (DfotaProbeLook *look, GError **error)
{
  Call call = { .look = look, .szx = COAP_MAX_BLOCK_SZX, .announced = -1 };
  coap_address_t server;

  dfota_coap_start ();
  coap_context_t *context = coap_new_context (NULL);
  coap_register_response_handler (context, on_response);
  coap_register_nack_handler (context, on_nack);
  if (set_address (&server, look))
    call.session = coap_new_client_session (context, NULL, &server, COAP_PROTO_UDP);
  if (call.session != NULL)
    coap_session_set_app_data (call.session, &call);
  fetch (&call, context);

  if (call.session != NULL)
    {
      coap_session_set_app_data (call.session, NULL);
      coap_session_release (call.session);
    }
  coap_free_context (context);
  return !g_cancellable_set_error_if_cancelled (look->cancel, error);
}
