/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "servers.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "odd-server.h"
#include "server-nginx.h"
#include "server-process.h"

#define KINDS   5
#define LIMIT_S 20

static const char ready[] = "GET /ready HTTP/1.0\r\n\r\n", ready_answer[] = "HTTP/1.1 204";

struct _Servers
{
  char *folder;
  char *room; /* what the servers write */
  int ports[KINDS];
  GSubprocess *nginx, *ftp, *coap;
  OddServer *odd;
  int keepers[3]; /* of ports, see server_keep_port() */
  int closed_tcp, closed_udp, closed_port;
  char *ca, *wrong_ca;
  GPtrArray *urls;
};

static guint
place_of (ServerKind kind)
{
  return g_bit_nth_lsf (kind, -1);
}

static char *
in_room (Servers *servers, const char *name)
{
  return g_build_filename (servers->room, name, NULL);
}

/* --- nginx --- */

static void
start_nginx (Servers *servers, gboolean tls)
{
  int *http = &servers->ports[place_of (SERVERS_HTTP)], *https = &servers->ports[place_of (SERVERS_HTTPS)];

  servers->keepers[0] = server_keep_port (SOCK_STREAM, http);
  if (tls)
    servers->keepers[1] = server_keep_port (SOCK_STREAM, https);
  servers->nginx = server_nginx_start (servers->room, servers->folder, *http, tls ? *https : 0);
}

/* --- FTP --- */

static void
start_ftp (Servers *servers)
{
  const char *argv[] = { "/usr/bin/python3", "-B", RIG_FOLDER "/ftp-server.py", "3", servers->folder, SERVERS_USER,
                         SERVERS_PASSWORD,   NULL };

  servers->ftp = server_spawn (servers->room, "ftp.log", server_listen (&servers->ports[place_of (SERVERS_FTP)]), argv);
}

/* --- CoAP --- */

/* An empty confirmable message is answered by a reset. */
static void
await_coap (GSubprocess *process, int port)
{
  static const char ping[] = { 0x40, 0, 0x12, 0x34 };
  gint64 until = g_get_monotonic_time () + LIMIT_S * G_USEC_PER_SEC;
  struct sockaddr_in address = server_address (port);
  struct pollfd wait = { socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), POLLIN, 0 };
  char answer[16];

  /* not connected: one that is not there yet is no error, only silence */
  do
    {
      if (g_subprocess_get_identifier (process) == NULL || g_get_monotonic_time () > until)
        g_error ("coap-server-notls does not answer");
      sendto (wait.fd, ping, sizeof ping, 0, (struct sockaddr *) &address, sizeof address);
    }
  while (poll (&wait, 1, 10) != 1 || recv (wait.fd, answer, sizeof answer, 0) < 4);
  close (wait.fd);
}

static void
put_file (Servers *servers, const char *name)
{
  g_autofree char *path = g_build_filename (servers->folder, name, NULL);
  g_autofree char *log = g_strconcat ("put.", name, NULL);
  const char *argv[]
      = { "coap-client-notls", "-m", "put", "-b", "1024", "-f", path, servers_url (servers, SERVERS_COAP, name), NULL };

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    server_must_succeed (server_spawn (servers->room, log, -1, argv), "coap-client-notls");
}

static void
put_files (Servers *servers)
{
  g_autoptr (GDir) dir = g_dir_open (servers->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    put_file (servers, name);
}

static void
start_coap (Servers *servers)
{
  g_autofree char *port = NULL;
  const char *argv[] = { "coap-server-notls", "-A", "127.0.0.1", "-d", "100", "-v", "7", "-p", NULL, NULL };

  servers->keepers[2] = server_keep_port (SOCK_DGRAM, &servers->ports[place_of (SERVERS_COAP)]);
  argv[8] = port = g_strdup_printf ("%d", servers_port (servers, SERVERS_COAP));
  servers->coap = server_spawn (servers->room, "coap.log", -1, argv);
}

/* --- all of them --- */

/* A UDP socket that talks with itself alone lets the system refuse everybody else's datagrams. */
static void
close_a_port (Servers *servers)
{
  struct sockaddr_in itself;

  do
    {
      server_close (&servers->closed_tcp);
      servers->closed_tcp = server_bind (SOCK_STREAM, 0, &servers->closed_port);
      servers->closed_udp = server_bind (SOCK_DGRAM, servers->closed_port, &servers->closed_port);
    }
  while (servers->closed_udp < 0);
  itself = server_address (servers->closed_port);
  if (connect (servers->closed_udp, (struct sockaddr *) &itself, sizeof itself) != 0)
    g_error ("no port can be closed: %s", g_strerror (errno));
}

static void
await_all (Servers *servers)
{
  if (servers->nginx != NULL)
    server_must_answer (servers->nginx, servers_port (servers, SERVERS_HTTP), ready, ready_answer);
  if (servers->coap != NULL)
    await_coap (servers->coap, servers_port (servers, SERVERS_COAP));
  for (guint i = 0; i < G_N_ELEMENTS (servers->keepers); i++)
    server_close (&servers->keepers[i]);
  if (servers->coap != NULL)
    put_files (servers);
  if (servers->ftp != NULL)
    server_must_answer (servers->ftp, servers_port (servers, SERVERS_FTP), "", "220 ");
}

gboolean
servers_can_start (void)
{
  return TRUE;
}

Servers *
servers_start (guint kinds, const char *folder)
{
  Servers *servers = g_new0 (Servers, 1);

  servers->folder = g_canonicalize_filename (folder, NULL);
  servers->room = g_dir_make_tmp ("dfota-servers-XXXXXX", NULL);
  servers->urls = g_ptr_array_new_with_free_func (g_free);
  servers->ca = in_room (servers, "ca.pem");
  servers->wrong_ca = in_room (servers, "wrong-ca.pem");
  servers->closed_tcp = servers->closed_udp = -1;
  for (guint i = 0; i < G_N_ELEMENTS (servers->keepers); i++)
    servers->keepers[i] = -1;
  /* the slowest first */
  if (kinds & SERVERS_FTP)
    start_ftp (servers);
  if (kinds & SERVERS_COAP)
    start_coap (servers);
  if (kinds & (SERVERS_HTTP | SERVERS_HTTPS))
    start_nginx (servers, (kinds & SERVERS_HTTPS) != 0);
  if (kinds & SERVERS_ODD)
    servers->odd = odd_server_start (server_listen (&servers->ports[place_of (SERVERS_ODD)]), servers->folder);
  await_all (servers);
  return servers;
}

static void
remove_room (const char *room)
{
  g_autoptr (GDir) dir = g_dir_open (room, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (room, name, NULL);

      if (g_remove (path) != 0)
        remove_room (path);
    }
  g_rmdir (room);
}

void
servers_stop (Servers *servers)
{
  server_end (&servers->nginx);
  server_end (&servers->ftp);
  server_end (&servers->coap);
  g_clear_pointer (&servers->odd, odd_server_stop);
  server_close (&servers->closed_tcp);
  server_close (&servers->closed_udp);
  remove_room (servers->room);
  g_ptr_array_unref (servers->urls);
  g_free (servers->ca);
  g_free (servers->wrong_ca);
  g_free (servers->folder);
  g_free (servers->room);
  g_free (servers);
}

int
servers_port (Servers *servers, ServerKind kind)
{
  return servers->ports[place_of (kind)];
}

int
servers_closed_port (Servers *servers)
{
  if (servers->closed_udp < 0)
    close_a_port (servers);
  return servers->closed_port;
}

const char *
servers_url (Servers *servers, ServerKind kind, const char *path)
{
  char *url = g_strdup_printf ("%s127.0.0.1:%d/%s", servers_scheme (kind), servers_port (servers, kind), path);

  g_ptr_array_add (servers->urls, url);
  return url;
}

const char *
servers_ca (Servers *servers)
{
  return servers->ca;
}

const char *
servers_wrong_ca (Servers *servers)
{
  return servers->wrong_ca;
}

/* --- who asked for what --- */

static guint
count_lines (Servers *servers, const char *log, const char *pattern)
{
  g_autofree char *path = in_room (servers, log);
  g_autofree char *text = NULL;
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE | G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  gsize n = 0;
  guint count = 0;

  if (!g_file_get_contents (path, &text, &n, NULL))
    return 0;
  for (g_regex_match_full (regex, text, n, 0, 0, &match, NULL); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    count++;
  return count;
}

guint
servers_asked (Servers *servers, ServerKind kind, const char *path)
{
  g_autofree char *name = g_regex_escape_string (path, -1);
  g_autofree char *pattern = NULL;

  switch (kind)
    {
    case SERVERS_HTTP:
    case SERVERS_HTTPS:
      /* it writes its log in the order of the answers: after this one all before it are there */
      server_must_answer (servers->nginx, servers_port (servers, SERVERS_HTTP), ready, ready_answer);
      pattern = g_strdup_printf ("^%s /%s$", kind == SERVERS_HTTPS ? "https" : "http", name);
      return count_lines (servers, "asked", pattern);
    case SERVERS_FTP:
      pattern = g_strdup_printf ("^RETR /%s$", name);
      return count_lines (servers, "ftp.log", pattern);
    case SERVERS_COAP:
      pattern = g_strdup_printf ("^v:1 t:CON c:GET .*Uri-Path:%s(?!.*Block2:[1-9]).* \\]$", name);
      return count_lines (servers, "coap.log", pattern);
    case SERVERS_ODD:
      return odd_server_asked (servers->odd, path);
    }
  return 0;
}
