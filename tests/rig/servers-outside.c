/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "servers.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server-process.h"

/* The servers for a test that runs as .exe under Wine and cannot start them: `servers-outside KINDS FOLDER FILE`, on Linux. Writes
 * the port to ask it by into FILE; whoever connects there first is told all ports, the closed one and the authorities, a line each,
 * and may ask "KIND PATH": how often was that fetched? When he leaves, all of it ends. */

#define N_KINDS 5

static void
tell_all (FILE *out, Servers *servers, guint kinds)
{
  for (guint i = 0; i < N_KINDS; i++)
    fprintf (out, "%d\n", (kinds & (1u << i)) != 0 ? servers_port (servers, 1u << i) : 0);
  fprintf (out, "%d\n%s\n%s\n", servers_closed_port (servers), servers_ca (servers), servers_wrong_ca (servers));
  fflush (out);
}

static void
answer (FILE *in, FILE *out, Servers *servers)
{
  char line[1024];

  while (fgets (line, sizeof line, in) != NULL)
    {
      char *path = strchr (line, ' ');

      if (path == NULL)
        return;
      *path++ = '\0';
      g_strchomp (path);
      fprintf (out, "%u\n", servers_asked (servers, (ServerKind) g_ascii_strtoull (line, NULL, 10), path));
      fflush (out);
    }
}

int
main (int argc, char **argv)
{
  if (argc != 4)
    return 2;

  const guint kinds = (guint) g_ascii_strtoull (argv[1], NULL, 10);
  int port;
  const int listener = server_listen (&port);
  g_autofree char *text = g_strdup_printf ("%d\n", port);
  g_autoptr (Servers) servers = servers_start (kinds, argv[2]);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents (argv[3], text, -1, &error))
    g_error ("%s", error->message);
  const int asker = accept (listener, NULL, NULL);
  if (asker < 0)
    g_error ("nobody asks: %s", g_strerror (errno));

  FILE *in = fdopen (asker, "r");
  FILE *out = fdopen (dup (asker), "w");
  tell_all (out, servers, kinds);
  answer (in, out, servers);
  fclose (out);
  fclose (in);
  close (listener);
  return 0;
}
