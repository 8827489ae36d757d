/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "servers.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <windows.h>

/* The servers are programs of Linux: tests/rig/servers-outside.c runs them beside Wine. */

#define KINDS   5
#define LIMIT_S 30

struct _Servers
{
  int ports[KINDS];
  int closed_port;
  char *ca, *wrong_ca;
  GSocketConnection *connection;
  GDataInputStream *answers;
  GPtrArray *urls;
};

/* What Wine calls the file there; NULL where this is not Wine. */
static char *
path_outside (const char *path)
{
  typedef char *(CDECL * Tell) (const wchar_t *);
  Tell tell = (Tell) (void *) GetProcAddress (GetModuleHandleW (L"kernel32.dll"), "wine_get_unix_file_name");
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autofree wchar_t *wide = (wchar_t *) g_utf8_to_utf16 (full, -1, NULL, NULL, NULL);
  char *told = tell != NULL ? tell (wide) : NULL;
  char *copy = g_strdup (told);

  if (told != NULL)
    HeapFree (GetProcessHeap (), 0, told);
  return copy;
}

gboolean
servers_can_start (void)
{
  const char *outside = g_getenv ("DFOTA_TEST_SERVERS");
  g_autofree char *here = path_outside (".");

  return here != NULL && outside != NULL && *outside != '\0';
}

/* Wine starts a program of Linux like any other, but gives it no pipe and us no handle. */
static void
start_outside (guint kinds, const char *folder, const char *file)
{
  g_autofree char *program = g_strconcat ("Z:", g_getenv ("DFOTA_TEST_SERVERS"), NULL);
  g_autofree char *served = path_outside (folder);
  g_autofree char *answer = path_outside (file);
  g_autofree char *line = g_strdup_printf ("servers-outside %u \"%s\" \"%s\"", kinds, served, answer);
  g_autofree wchar_t *wide_program = (wchar_t *) g_utf8_to_utf16 (program, -1, NULL, NULL, NULL);
  g_autofree wchar_t *wide_line = (wchar_t *) g_utf8_to_utf16 (line, -1, NULL, NULL, NULL);
  STARTUPINFOW start = { .cb = sizeof start };
  PROCESS_INFORMATION info;

  for (wchar_t *at = wide_program; *at != 0; at++)
    if (*at == L'/')
      *at = L'\\';
  if (!CreateProcessW (wide_program, wide_line, NULL, NULL, FALSE, 0, NULL, NULL, &start, &info))
    g_error ("%s cannot be started: %lu", program, GetLastError ());
}

static int
await_port (const char *file)
{
  const gint64 until = g_get_monotonic_time () + LIMIT_S * G_USEC_PER_SEC;
  g_autofree char *text = NULL;

  while (!g_file_get_contents (file, &text, NULL, NULL))
    {
      if (g_get_monotonic_time () > until)
        g_error ("the servers do not start");
      g_usleep (5000);
    }
  g_remove (file);
  return (int) g_ascii_strtoull (text, NULL, 10);
}

static char *
hear (Servers *servers)
{
  char *line = g_data_input_stream_read_line (servers->answers, NULL, NULL, NULL);

  if (line == NULL)
    g_error ("the servers have gone");
  return line;
}

static int
hear_number (Servers *servers)
{
  g_autofree char *line = hear (servers);

  return (int) g_ascii_strtoull (line, NULL, 10);
}

/* An authority's file, as programs under Wine name it. */
static char *
hear_path (Servers *servers)
{
  g_autofree char *line = hear (servers);

  return g_strconcat ("Z:", line, NULL);
}

static GSocketConnection *
connect_to (int port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) port, NULL, &error);

  if (connection == NULL)
    g_error ("the servers: %s", error->message);
  return connection;
}

Servers *
servers_start (guint kinds, const char *folder)
{
  g_autofree char *file = NULL;
  Servers *servers = g_new0 (Servers, 1);
  g_autofree char *room = g_dir_make_tmp ("dfota-servers-XXXXXX", NULL);

  file = g_build_filename (room, "port", NULL);
  start_outside (kinds, folder, file);
  servers->connection = connect_to (await_port (file));
  g_rmdir (room);
  servers->answers = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (servers->connection)));
  servers->urls = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < KINDS; i++)
    servers->ports[i] = hear_number (servers);
  servers->closed_port = hear_number (servers);
  servers->ca = hear_path (servers);
  servers->wrong_ca = hear_path (servers);
  return servers;
}

void
servers_stop (Servers *servers)
{
  g_object_unref (servers->answers);
  g_io_stream_close (G_IO_STREAM (servers->connection), NULL, NULL);
  g_object_unref (servers->connection);
  g_ptr_array_unref (servers->urls);
  g_free (servers->ca);
  g_free (servers->wrong_ca);
  g_free (servers);
}

int
servers_port (Servers *servers, ServerKind kind)
{
  return servers->ports[g_bit_nth_lsf (kind, -1)];
}

int
servers_closed_port (Servers *servers)
{
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

guint
servers_asked (Servers *servers, ServerKind kind, const char *path)
{
  g_autofree char *question = g_strdup_printf ("%u %s\n", (guint) kind, path);
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (servers->connection));

  if (!g_output_stream_write_all (out, question, strlen (question), NULL, NULL, NULL))
    g_error ("the servers have gone");
  return (guint) hear_number (servers);
}
