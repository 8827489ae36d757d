/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <string.h>

#include "serve/host-ftp-private.h"

/* As much of RFC 959, 2428 and 3659 as it takes to fetch a file: one login, one folder, passive, read only. A thread a
 * connection, all of them ended by one cancellable. */

#define CHUNK            16384
#define LINE_LONGEST     1024
#define COMMAND_SECONDS  300
#define TRANSFER_SECONDS 30

typedef struct
{
  DfotaHostFtp *server;
  GSocket *control;
  char *peer;       /* its address */
  GString *heard;   /* of the next line */
  GSocket *passive; /* listens for the next transfer, or NULL */
  gboolean named;   /* the right user, its password is due */
  gboolean allowed;
  goffset rest;
} Session;

static gboolean
say (Session *session, const char *line)
{
  g_autofree char *text = g_strconcat (line, "\r\n", NULL);
  gsize len = strlen (text);
  const char *at = text;

  while (len > 0)
    {
      const gssize n = g_socket_send (session->control, at, len, session->server->stop, NULL);
      if (n <= 0)
        return FALSE;
      at += n;
      len -= (gsize) n;
    }
  return TRUE;
}

/* The next line without its end; NULL: there will be none. */
static char *
hear (Session *session)
{
  char bytes[256];
  char *end;

  while ((end = strchr (session->heard->str, '\n')) == NULL)
    {
      const gssize n = g_socket_receive (session->control, bytes, sizeof bytes, session->server->stop, NULL);
      if (n <= 0 || session->heard->len + (gsize) n > LINE_LONGEST || memchr (bytes, '\0', (gsize) n) != NULL)
        return NULL;
      g_string_append_len (session->heard, bytes, n);
    }
  char *line = g_strndup (session->heard->str, (gsize) (end - session->heard->str));
  g_string_erase (session->heard, 0, end + 1 - session->heard->str);
  return g_strstrip (line);
}

/* The file that an argument names: its name, or with the root before it. -1: none. */
static int
file_of (Session *session, const char *name)
{
  while (*name == '/' || g_str_has_prefix (name, "./"))
    name += *name == '/' ? 1 : 2;
  return dfota_host_find (session->server->host, name);
}

static goffset
size_of (Session *session, int i)
{
  return (goffset) g_bytes_get_size (session->server->host->files[i].bytes);
}

static gboolean
on_user (Session *session, const char *name)
{
  session->named = g_str_equal (name, session->server->host->user);
  session->allowed = FALSE;
  return say (session, "331 Password?");
}

static gboolean
on_pass (Session *session, const char *password)
{
  session->allowed = session->named && g_str_equal (password, session->server->host->password);
  session->named = FALSE;
  return say (session, session->allowed ? "230 Welcome" : "530 Login incorrect");
}

static gboolean
on_quit (Session *session, const char *argument)
{
  say (session, "221 Goodbye");
  return FALSE;
}

static gboolean
on_feat (Session *session, const char *argument)
{
  return say (session, "211-Features:\r\n EPSV\r\n MDTM\r\n PASV\r\n REST STREAM\r\n SIZE\r\n UTF8\r\n211 End");
}

static gboolean
on_syst (Session *session, const char *argument)
{
  return say (session, "215 UNIX Type: L8");
}

static gboolean
on_noop (Session *session, const char *argument)
{
  return say (session, "200 OK");
}

/* The bytes go out as they are, whatever the type is called. */
static gboolean
on_type (Session *session, const char *type)
{
  return say (session, strchr ("AILail", type[0]) != NULL && type[0] != '\0' ? "200 OK" : "504 No such type");
}

static gboolean
on_pwd (Session *session, const char *argument)
{
  return say (session, "257 \"/\" is the only folder");
}

static gboolean
on_cwd (Session *session, const char *folder)
{
  const gboolean root = folder[strspn (folder, "/.")] == '\0';

  return say (session, root ? "250 OK" : "550 There is only the root folder");
}

static gboolean
on_size (Session *session, const char *name)
{
  const int i = file_of (session, name);

  if (i < 0)
    return say (session, "550 No such file");
  dfota_host_note (session->server->host, (guint) i, 0);
  g_autofree char *line = g_strdup_printf ("213 %" G_GOFFSET_FORMAT, size_of (session, i));
  return say (session, line);
}

static gboolean
on_mdtm (Session *session, const char *name)
{
  const int i = file_of (session, name);
  g_autoptr (GDateTime) time = i >= 0 ? g_date_time_new_from_unix_utc (session->server->host->files[i].mtime) : NULL;

  if (time == NULL)
    return say (session, "550 No such file");
  g_autofree char *line = g_date_time_format (time, "213 %Y%m%d%H%M%S");
  return say (session, line);
}

/* Listens on the address that the client reached us by; the port, or 0. */
static int
listen_for_transfer (Session *session, GInetAddress **ret_address)
{
  g_autoptr (GSocketAddress) reached = g_socket_get_local_address (session->control, NULL);
  g_autoptr (GSocket) passive = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_clear_object (&session->passive);
  if (reached == NULL || passive == NULL)
    return 0;
  GInetAddress *address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (reached));
  g_autoptr (GSocketAddress) here = g_inet_socket_address_new (address, 0);
  if (!g_socket_bind (passive, here, FALSE, NULL) || !g_socket_listen (passive, NULL))
    return 0;
  g_autoptr (GSocketAddress) bound = g_socket_get_local_address (passive, NULL);
  if (bound == NULL)
    return 0;
  g_socket_set_timeout (passive, TRANSFER_SECONDS);
  session->passive = g_steal_pointer (&passive);
  *ret_address = g_object_ref (address);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

static gboolean
on_pasv (Session *session, const char *argument)
{
  g_autoptr (GInetAddress) address = NULL;
  const int port = listen_for_transfer (session, &address);

  if (port == 0)
    return say (session, "425 No port is free");
  const guint8 *a = g_inet_address_to_bytes (address);
  g_autofree char *line
      = g_strdup_printf ("227 Entering passive mode (%u,%u,%u,%u,%d,%d)", a[0], a[1], a[2], a[3], port >> 8, port & 0xff);
  return say (session, line);
}

static gboolean
on_epsv (Session *session, const char *argument)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (argument, "ALL") == 0)
    return say (session, "200 OK");
  if (g_str_equal (argument, "2"))
    return say (session, "522 IPv4 alone, use (1)");
  const int port = listen_for_transfer (session, &address);
  if (port == 0)
    return say (session, "425 No port is free");
  g_autofree char *line = g_strdup_printf ("229 Entering extended passive mode (|||%d|)", port);
  return say (session, line);
}

static gboolean
on_rest (Session *session, const char *offset)
{
  guint64 rest;

  if (!g_ascii_string_to_unsigned (offset, 10, 0, G_MAXINT64, &rest, NULL))
    return say (session, "501 A number of bytes");
  session->rest = (goffset) rest;
  return say (session, "350 Goes on from there");
}

/* The client's data connection; nobody else's will do. */
static GSocket *
accept_transfer (Session *session)
{
  g_autoptr (GSocket) passive = g_steal_pointer (&session->passive);
  g_autoptr (GSocket) data = g_socket_accept (passive, session->server->stop, NULL);
  g_autoptr (GSocketAddress) from = data != NULL ? g_socket_get_remote_address (data, NULL) : NULL;

  if (from == NULL)
    return NULL;
  g_autofree char *peer = g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (from)));
  g_socket_set_timeout (data, TRANSFER_SECONDS);
  return g_str_equal (peer, session->peer) ? g_steal_pointer (&data) : NULL;
}

/* Returns how much went out. */
static goffset
send_file (Session *session, GSocket *data, int i)
{
  DfotaHost *host = session->server->host;
  const char *bytes = g_bytes_get_data (host->files[i].bytes, NULL);
  const goffset size = size_of (session, i);
  goffset at = session->rest;

  while (at < size)
    {
      const gsize len = (gsize) MIN (size - at, CHUNK);
      const gssize n = g_socket_send (data, bytes + at, len, session->server->stop, NULL);

      if (n <= 0)
        break;
      at += n;
      dfota_host_note (host, (guint) i, at);
    }
  return at - session->rest;
}

static gboolean
on_retr (Session *session, const char *name)
{
  const int i = file_of (session, name);

  if (i < 0)
    return say (session, "550 No such file");
  if (session->passive == NULL)
    return say (session, "425 PASV or EPSV first");
  if (session->rest > size_of (session, i))
    {
      session->rest = 0;
      return say (session, "551 The file is shorter");
    }
  dfota_host_note (session->server->host, (guint) i, 0);
  if (!say (session, "150 Here it comes"))
    return FALSE;

  g_autoptr (GSocket) data = accept_transfer (session);
  if (data == NULL)
    return say (session, "425 No data connection");
  const goffset sent = send_file (session, data, i);
  const gboolean all = session->rest + sent == size_of (session, i);
  session->rest = 0;
  g_socket_close (data, NULL);
  dfota_host_told (session->server->host, (guint) i, sent, session->peer);
  return say (session, all ? "226 All of it" : "426 Broken off");
}

static gboolean
on_write (Session *session, const char *argument)
{
  return say (session, "550 Nothing can be changed here");
}

static gboolean
on_list (Session *session, const char *argument)
{
  return say (session, "550 Nothing is listed here");
}

static const struct
{
  const char *word;
  gboolean (*obey) (Session *session, const char *argument); /* FALSE: the connection ends */
  gboolean open;                                             /* also without a login */
} commands[] = {
  { "USER", on_user, TRUE },   { "PASS", on_pass, TRUE },   { "QUIT", on_quit, TRUE },   { "FEAT", on_feat, TRUE },
  { "SYST", on_syst, TRUE },   { "NOOP", on_noop, TRUE },   { "OPTS", on_noop, TRUE },   { "TYPE", on_type, FALSE },
  { "MODE", on_noop, FALSE },  { "STRU", on_noop, FALSE },  { "PWD", on_pwd, FALSE },    { "XPWD", on_pwd, FALSE },
  { "CWD", on_cwd, FALSE },    { "CDUP", on_cwd, FALSE },   { "SIZE", on_size, FALSE },  { "MDTM", on_mdtm, FALSE },
  { "PASV", on_pasv, FALSE },  { "EPSV", on_epsv, FALSE },  { "REST", on_rest, FALSE },  { "RETR", on_retr, FALSE },
  { "STOR", on_write, FALSE }, { "STOU", on_write, FALSE }, { "APPE", on_write, FALSE }, { "DELE", on_write, FALSE },
  { "MKD", on_write, FALSE },  { "RMD", on_write, FALSE },  { "RNFR", on_write, FALSE }, { "RNTO", on_write, FALSE },
  { "SITE", on_write, FALSE }, { "LIST", on_list, FALSE },  { "NLST", on_list, FALSE },  { "MLSD", on_list, FALSE },
  { "MLST", on_list, FALSE },  { "STAT", on_list, FALSE },
};

static gboolean
obey (Session *session, char *line)
{
  char *space = strchr (line, ' ');
  const char *argument = "";

  if (space != NULL)
    {
      *space = '\0';
      argument = g_strstrip (space + 1);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_ascii_strcasecmp (line, commands[i].word) == 0)
      return commands[i].open || session->allowed ? commands[i].obey (session, argument)
                                                  : say (session, "530 Please log in");
  return say (session, "502 Not here");
}

void
dfota_host_ftp_speak (DfotaHostFtp *server, GSocket *control)
{
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (control, NULL);
  g_autoptr (GString) heard = g_string_new (NULL);
  Session session = { .server = server, .control = control, .heard = heard };
  gboolean on = remote != NULL;

  if (on)
    session.peer = g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  g_socket_set_timeout (control, COMMAND_SECONDS);
  on = on && say (&session, "220 DFOTA");
  while (on)
    {
      g_autofree char *line = hear (&session);
      on = line != NULL && obey (&session, line);
    }
  g_clear_object (&session.passive);
  g_socket_close (control, NULL);
  g_free (session.peer);
}
