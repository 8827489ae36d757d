/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "player.h"

#include <gio/gnetworking.h>
#include <string.h>

#include "words.h"

/* The system's queue is kept small, so that a program feels the module's rate; but not so small that it becomes the rate. */
#define QUEUE_MIN 4096
#define QUEUE_MAX 262144

typedef struct
{
  SimWire wire;
  char *name;
  GSocketAddress *address; /* with the port that was got */
  GSocket *listener;       /* bound always, so that nobody takes the port; listening unless away */
  GSource *listener_watch;
  GSocket *client;
  GSource *client_watch;
  gboolean wanted;
  int queue;
} Tcp;

static void watch_listener (Tcp *tcp);

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
drop_client (Tcp *tcp, gboolean wait_for_next)
{
  char rest[4096];

  drop_source (&tcp->client_watch);
  if (tcp->client == NULL)
    return;
  /* unread input at the close would make the system throw away what the program has not read yet */
  g_socket_shutdown (tcp->client, FALSE, TRUE, NULL);
  while (g_socket_receive (tcp->client, rest, sizeof rest, NULL, NULL) > 0)
    continue;
  g_socket_close (tcp->client, NULL);
  g_clear_object (&tcp->client);
  if (wait_for_next)
    watch_listener (tcp);
}

static gboolean
client_ready (GSocket *socket, GIOCondition condition, gpointer data)
{
  Tcp *tcp = data;

  sim_player_readable (tcp->wire.player);
  return tcp->client == socket && tcp->client_watch != NULL;
}

static void
tcp_watch (SimWire *wire, gboolean on)
{
  Tcp *tcp = (Tcp *) wire;

  tcp->wanted = on;
  drop_source (&tcp->client_watch);
  if (tcp->client == NULL || !on)
    return;
  tcp->client_watch = g_socket_create_source (tcp->client, G_IO_IN, NULL);
  g_source_set_callback (tcp->client_watch, G_SOURCE_FUNC (client_ready), tcp, NULL);
  g_source_attach (tcp->client_watch, NULL);
}

static gboolean
caller_ready (GSocket *socket, GIOCondition condition, gpointer data)
{
  Tcp *tcp = data;

  tcp->client = g_socket_accept (socket, NULL, NULL);
  if (tcp->client == NULL)
    return G_SOURCE_CONTINUE;
  g_socket_set_blocking (tcp->client, FALSE);
  g_socket_set_option (tcp->client, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  /* the next program waits in the system's queue until this one has left */
  drop_source (&tcp->listener_watch);
  tcp_watch (&tcp->wire, tcp->wanted);
  sim_player_met (tcp->wire.player);
  return G_SOURCE_REMOVE;
}

static void
watch_listener (Tcp *tcp)
{
  drop_source (&tcp->listener_watch);
  tcp->listener_watch = g_socket_create_source (tcp->listener, G_IO_IN, NULL);
  g_source_set_callback (tcp->listener_watch, G_SOURCE_FUNC (caller_ready), tcp, NULL);
  g_source_attach (tcp->listener_watch, NULL);
}

static const char *
tcp_name (SimWire *wire)
{
  return ((Tcp *) wire)->name;
}

static void
tcp_send (SimWire *wire, const guint8 *bytes, gsize n)
{
  Tcp *tcp = (Tcp *) wire;

  /* as on a real line, what nobody takes is lost */
  if (tcp->client != NULL)
    g_socket_send (tcp->client, (const char *) bytes, n, NULL, NULL);
}

static gsize
tcp_read (SimWire *wire, guint8 *ret_bytes, gsize n)
{
  Tcp *tcp = (Tcp *) wire;
  g_autoptr (GError) error = NULL;
  gssize got;

  if (tcp->client == NULL)
    return 0;
  got = g_socket_receive (tcp->client, (char *) ret_bytes, n, NULL, &error);
  if (got > 0)
    return got;
  if (got == 0 || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    drop_client (tcp, TRUE);
  return 0;
}

static void
tcp_hold (SimWire *wire, gboolean on)
{
  /* not reading is all that a socket knows of CTS */
}

static gboolean
bind_listener (Tcp *tcp, GError **error)
{
  tcp->listener
      = g_socket_new (g_socket_address_get_family (tcp->address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  if (tcp->listener == NULL)
    return FALSE;
  g_socket_set_blocking (tcp->listener, FALSE);
  g_socket_set_option (tcp->listener, SOL_SOCKET, SO_RCVBUF, tcp->queue, NULL);
  return g_socket_bind (tcp->listener, tcp->address, TRUE, error);
}

static void
tcp_gone (SimWire *wire)
{
  Tcp *tcp = (Tcp *) wire;

  /* the listener first: a quick program must not get in by the old one */
  drop_source (&tcp->listener_watch);
  /* closed by hand: this may come from its own watch, which holds it until the end of the turn, and the number with it */
  if (tcp->listener != NULL)
    g_socket_close (tcp->listener, NULL);
  g_clear_object (&tcp->listener);
  drop_client (tcp, FALSE);
  /* bound without listening: refuses callers, and nobody else gets the number meanwhile; back() tries again if this fails */
  if (!bind_listener (tcp, NULL))
    g_clear_object (&tcp->listener);
}

static gboolean
tcp_back (SimWire *wire, GError **error)
{
  Tcp *tcp = (Tcp *) wire;

  if (tcp->listener == NULL && !bind_listener (tcp, error))
    return FALSE;
  if (!g_socket_listen (tcp->listener, error))
    return FALSE;
  watch_listener (tcp);
  return TRUE;
}

static void
tcp_free (SimWire *wire)
{
  Tcp *tcp = (Tcp *) wire;

  drop_client (tcp, FALSE);
  drop_source (&tcp->listener_watch);
  g_clear_object (&tcp->listener);
  g_clear_object (&tcp->address);
  g_free (tcp->name);
  g_free (tcp);
}

static const SimWireClass tcp_class = {
  .name = tcp_name,
  .send = tcp_send,
  .read = tcp_read,
  .watch = tcp_watch,
  .hold = tcp_hold,
  .gone = tcp_gone,
  .back = tcp_back,
  .free = tcp_free,
};

static GSocketAddress *
parse_address (const char *text, GError **error)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = colon != NULL ? g_strndup (text, colon - text) : NULL;
  GSocketAddress *address = NULL;
  guint64 port;

  if (host != NULL && host[0] == '[' && g_str_has_suffix (host, "]"))
    {
      memmove (host, host + 1, strlen (host));
      host[strlen (host) - 1] = '\0';
    }
  if (host != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    address = g_inet_socket_address_new_from_string (strcmp (host, "localhost") == 0 ? "127.0.0.1" : host, port);
  if (address == NULL)
    g_set_error (error, SIM_ERROR, SIM_ERROR_VALUE, _ ("\"%s\" is not an address and a port, like 127.0.0.1:0."), text);
  return address;
}

SimWire *
sim_wire_tcp_new (const char *address, guint64 rate, GError **error)
{
  Tcp *tcp = g_new0 (Tcp, 1);
  GInetSocketAddress *got;
  g_autofree char *host = NULL;

  tcp->wire.class = &tcp_class;
  tcp->queue = CLAMP (rate / 20, QUEUE_MIN, QUEUE_MAX);
  tcp->address = parse_address (address, error);
  if (tcp->address == NULL || !bind_listener (tcp, error) || !g_socket_listen (tcp->listener, error))
    {
      tcp_free (&tcp->wire);
      return NULL;
    }
  g_object_unref (tcp->address);
  tcp->address = g_socket_get_local_address (tcp->listener, error);
  if (tcp->address == NULL)
    {
      tcp_free (&tcp->wire);
      return NULL;
    }
  got = G_INET_SOCKET_ADDRESS (tcp->address);
  host = g_inet_address_to_string (g_inet_socket_address_get_address (got));
  tcp->name = g_strdup_printf (strchr (host, ':') != NULL ? "tcp:[%s]:%u" : "tcp:%s:%u", host,
                               g_inet_socket_address_get_port (got));
  watch_listener (tcp);
  return &tcp->wire;
}
