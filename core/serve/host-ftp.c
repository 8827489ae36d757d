/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "serve/host-ftp-private.h"

#define CONNECTIONS 16  /* at once; a module needs one */
#define PAUSE_MS    200 /* after a connection that could not be taken */

typedef struct
{
  DfotaHostFtp *server;
  GSocket *control;
  GThread *thread;
  int over; /* atomic */
} Visit;

static gpointer
speak (gpointer data)
{
  Visit *visit = data;

  dfota_host_ftp_speak (visit->server, visit->control);
  g_atomic_int_set (&visit->over, 1);
  return NULL;
}

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  g_thread_join (visit->thread);
  g_object_unref (visit->control);
  g_free (visit);
}

/* Forgets those who have left. */
static void
sweep (GPtrArray *visits)
{
  for (guint i = visits->len; i > 0; i--)
    if (g_atomic_int_get (&((Visit *) visits->pdata[i - 1])->over))
      g_ptr_array_remove_index_fast (visits, i - 1);
}

static void
welcome (DfotaHostFtp *server, GPtrArray *visits, GSocket *control)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->server = server;
  visit->control = g_object_ref (control);
  visit->thread = g_thread_new ("serve-ftp-visit", speak, visit);
  g_ptr_array_add (visits, visit);
}

static void
pause_a_little (GCancellable *stop)
{
  GPollFD wait;

  if (!g_cancellable_make_pollfd (stop, &wait))
    return;
  g_poll (&wait, 1, PAUSE_MS);
  g_cancellable_release_fd (stop);
}

static gpointer
serve (gpointer data)
{
  static const char full[] = "421 Too many connections\r\n";
  DfotaHostFtp *server = data;
  g_autoptr (GPtrArray) visits = g_ptr_array_new_with_free_func (visit_free);

  while (!g_cancellable_is_cancelled (server->stop))
    {
      g_autoptr (GSocket) control = g_socket_accept (server->listener, server->stop, NULL);

      sweep (visits);
      if (control == NULL)
        pause_a_little (server->stop);
      else if (visits->len < CONNECTIONS)
        welcome (server, visits, control);
      else
        g_socket_send (control, full, sizeof full - 1, NULL, NULL);
    }
  return NULL;
}

static gboolean
listen_on (DfotaHostFtp *server, DfotaHost *host, GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host->listen, (guint) host->port);

  server->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  if (address == NULL || server->listener == NULL || !g_socket_bind (server->listener, address, TRUE, error)
      || !g_socket_listen (server->listener, error))
    return FALSE;
  g_autoptr (GSocketAddress) bound = g_socket_get_local_address (server->listener, error);
  if (bound == NULL)
    return FALSE;
  host->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return TRUE;
}

static void
free_server (DfotaHostFtp *server)
{
  g_clear_object (&server->listener);
  g_object_unref (server->stop);
  g_free (server);
}

static gboolean
start (DfotaHost *host, GError **error)
{
  DfotaHostFtp *server = g_new0 (DfotaHostFtp, 1);

  server->host = host;
  server->stop = g_cancellable_new ();
  if (!listen_on (server, host, error))
    {
      free_server (server);
      return FALSE;
    }
  server->thread = g_thread_new ("serve-ftp", serve, server);
  host->own = server;
  return TRUE;
}

static void
stop (DfotaHost *host)
{
  DfotaHostFtp *server = host->own;

  g_cancellable_cancel (server->stop);
  g_thread_join (server->thread);
  free_server (server);
}

const DfotaHostClass dfota_host_ftp = { start, stop };
