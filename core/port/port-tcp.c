/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/port-tcp.h"

#include <string.h>

#include "error.h"
#include "port/port-wait.h"

#define CONNECT_WITHIN (5 * DFOTA_PORT_SECOND)
#define RETRY_EVERY    (DFOTA_PORT_SECOND / 4)
#define PROBATION      (DFOTA_PORT_SECOND / 5)

typedef struct
{
  DfotaPort base;
  char *host;
  guint16 number;
  GSocket *socket; /* NULL while closed */
} DfotaPortTcp;

gboolean
dfota_port_tcp_parse (const char *address, char **ret_host, guint16 *ret_port)
{
  const gboolean bracketed = address[0] == '[';
  const char *host = bracketed ? address + 1 : address;
  const char *end = strchr (host, bracketed ? ']' : ':');
  guint64 number;

  if (end == NULL || end == host)
    return FALSE;
  const char *digits = bracketed ? end + 1 : end;
  if (digits[0] != ':' || !g_ascii_string_to_unsigned (digits + 1, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;

  *ret_host = g_strndup (host, (gsize) (end - host));
  *ret_port = (guint16) number;
  return TRUE;
}

static void
tcp_close (DfotaPort *port)
{
  DfotaPortTcp *tcp = (DfotaPortTcp *) port;

  if (tcp->socket != NULL)
    g_socket_close (tcp->socket, NULL);
  g_clear_object (&tcp->socket);
}

/* One address of the host: a connected socket, or NULL. */
static GSocket *
connect_one (GSocketAddress *address, gint64 until, GCancellable *cancel, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GSocket) socket
      = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  dfota_port_tcp_tune (socket);

  if (g_socket_connect (socket, address, NULL, &local))
    return g_steal_pointer (&socket);
  if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PENDING))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!dfota_wait_socket (socket, G_IO_OUT, NULL, until, cancel, error) || !g_socket_check_connect_result (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

/* Tries every address the host's name has. Any error may come out; only CANCELLED means something. */
static gboolean
connect_any (DfotaPortTcp *tcp, gint64 until, GCancellable *cancel, GError **error)
{
  g_autoptr (GSocketConnectable) host = g_network_address_new (tcp->host, tcp->number);
  g_autoptr (GSocketAddressEnumerator) addresses = g_socket_connectable_enumerate (host);

  tcp_close (&tcp->base);
  while (TRUE)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (GSocketAddress) address = g_socket_address_enumerator_next (addresses, cancel, &local);

      if (address != NULL)
        tcp->socket = connect_one (address, until, cancel, &local);
      if (tcp->socket != NULL)
        return TRUE;
      if (local == NULL)
        return dfota_wait_closed (error);
      if (address == NULL || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
}

static gboolean
tcp_open (DfotaPort *port, GError **error)
{
  DfotaPortTcp *tcp = (DfotaPortTcp *) port;

  if (connect_any (tcp, g_get_monotonic_time () + CONNECT_WITHIN, NULL, NULL))
    return TRUE;
  return dfota_fail (error, DFOTA_ERROR_HOST_UNREACHABLE, port->name + strlen ("tcp:"));
}

/* FALSE when the peer has gone. */
static gboolean
tcp_receive (DfotaPortTcp *tcp, DfotaIo *io)
{
  g_autoptr (GError) local = NULL;

  if (io->in_size == 0)
    return TRUE;
  const gssize n = g_socket_receive (tcp->socket, (char *) io->in, io->in_size, NULL, &local);
  if (n > 0)
    io->received = (gsize) n;
  return n > 0 || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static gboolean
tcp_exchange (DfotaPort *port, DfotaIo *io)
{
  DfotaPortTcp *tcp = (DfotaPortTcp *) port;
  g_autoptr (GError) local = NULL;

  if (tcp->socket == NULL || !tcp_receive (tcp, io))
    return FALSE;
  if (io->out_len == 0 || !dfota_port_tcp_may_send (tcp->socket))
    return TRUE;
  const gssize n
      = g_socket_send (tcp->socket, (const char *) io->out, MIN (io->out_len, DFOTA_TCP_SEND_AT_MOST), NULL, &local);
  if (n > 0)
    io->sent = (gsize) n;
  return n > 0 || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static gboolean
tcp_wait (DfotaPort *port, GIOCondition wanted, GIOCondition *ret_came, gint64 until, GCancellable *cancel, GError **error)
{
  return dfota_wait_socket (((DfotaPortTcp *) port)->socket, wanted, ret_came, until, cancel, error);
}

static gboolean
tcp_step (DfotaPort *port, DfotaIo *io, gint64 until, GCancellable *cancel, GError **error)
{
  static const DfotaWaitClass wait = { .exchange = tcp_exchange, .wait = tcp_wait };
  g_autoptr (GError) local = NULL;

  if (dfota_wait_step (port, &wait, io, until, cancel, &local))
    return TRUE;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    tcp_close (port);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A serial server whose serial port is away accepts and hangs up at once: then the port is not back yet. A byte, or a moment of
 * peace, means it is. */
static gboolean
is_served (DfotaPortTcp *tcp, gint64 until, GCancellable *cancel)
{
  g_autoptr (GError) local = NULL;
  char byte;
  GInputVector room = { &byte, 1 };
  int flags = G_SOCKET_MSG_PEEK;

  const gint64 probation = g_get_monotonic_time () + PROBATION;

  until = MIN (until, probation);
  if (!dfota_wait_socket (tcp->socket, G_IO_IN, NULL, until, cancel, &local))
    return g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  return g_socket_receive_message (tcp->socket, NULL, &room, 1, NULL, NULL, &flags, NULL, NULL) > 0;
}

static gboolean
tcp_await (DfotaPort *port, gint64 until, GCancellable *cancel, GError **error)
{
  DfotaPortTcp *tcp = (DfotaPortTcp *) port;

  while (TRUE)
    {
      const gint64 now = g_get_monotonic_time ();

      if (connect_any (tcp, MIN (until, now + CONNECT_WITHIN), cancel, NULL) && is_served (tcp, until, cancel))
        return TRUE;
      tcp_close (port);
      if (g_cancellable_set_error_if_cancelled (cancel, error))
        return FALSE;
      if (now >= until)
        return dfota_wait_timed_out (error);
      if (!dfota_wait_until (MIN (until, now + RETRY_EVERY), cancel, error))
        return FALSE;
    }
}

static gsize
tcp_queued (DfotaPort *port)
{
  DfotaPortTcp *tcp = (DfotaPortTcp *) port;

  return tcp->socket != NULL ? dfota_port_tcp_queued (tcp->socket) : 0;
}

static void
tcp_free (DfotaPort *port)
{
  DfotaPortTcp *tcp = (DfotaPortTcp *) port;

  g_free (tcp->host);
  g_free (tcp);
}

static const DfotaPortClass tcp_class = {
  .open = tcp_open,
  .close = tcp_close,
  .step = tcp_step,
  .await = tcp_await,
  .queued = tcp_queued,
  .free = tcp_free,
};

DfotaPort *
dfota_port_tcp_new (const char *name, const char *address, guint baud, GError **error)
{
  g_autofree char *host = NULL;
  guint16 number;

  if (!dfota_port_tcp_parse (address, &host, &number))
    {
      dfota_fail (error, DFOTA_ERROR_USAGE, name);
      return NULL;
    }

  DfotaPortTcp *tcp = g_new0 (DfotaPortTcp, 1);
  tcp->base.klass = &tcp_class;
  tcp->base.kind = DFOTA_PORT_TCP;
  tcp->base.name = g_strdup (name);
  tcp->base.title = g_strdup (name);
  tcp->base.baud = baud;
  tcp->host = g_steal_pointer (&host);
  tcp->number = number;
  return &tcp->base;
}
