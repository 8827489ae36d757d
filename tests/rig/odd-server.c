/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "odd-server.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct _OddServer
{
  int listener;
  char *folder;
  GThread *thread;
  GMutex lock;
  GArray *sockets;    /* int, one for each of `threads` */
  GPtrArray *threads; /* GThread */
  GPtrArray *asked;   /* char *, a path for each request */
};

typedef struct
{
  OddServer *server;
  int fd;
} Visitor;

static void
put (int fd, const char *bytes, gsize n)
{
  ssize_t done;

  while (n > 0 && (done = send (fd, bytes, n, MSG_NOSIGNAL)) > 0)
    {
      bytes += done;
      n -= done;
    }
}

static void
put_head (int fd, const char *format, gsize size)
{
  g_autofree char *head = g_strdup_printf (format, size);

  put (fd, head, strlen (head));
}

/* Nothing more from us until the visitor or odd_server_stop() hangs up. */
static void
stay (int fd)
{
  char bytes[512];

  while (recv (fd, bytes, sizeof bytes, 0) > 0)
    continue;
}

static void
answer (int fd, const char *how, const char *file, gsize size, gboolean head_only)
{
  const char *sized = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n";
  gsize sent = head_only ? 0 : size;

  if (strcmp (how, "mute") == 0)
    return;
  if (strcmp (how, "junk") == 0)
    return put (fd, "\x15\x03\x01\x00\x02\x02\x50 ready\r\n\r\n", 17);
  if (strcmp (how, "hang") == 0)
    return stay (fd);
  if (strcmp (how, "unsized") == 0)
    put_head (fd, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", 0);
  else
    put_head (fd, sized, size);
  if (strcmp (how, "short") == 0 || strcmp (how, "stall") == 0)
    sent /= 2;
  put (fd, file, sent);
  if (strcmp (how, "long") == 0 && !head_only)
    put (fd, "+", 1);
  if (strcmp (how, "stall") == 0)
    stay (fd);
}

/* "GET /how/name HTTP/1.1" and all that follows; FALSE: the visitor left. */
static gboolean
read_request (int fd, char *ret_text, gsize max)
{
  gsize n = 0;
  ssize_t got;

  while (n < max - 1 && (got = recv (fd, ret_text + n, max - 1 - n, 0)) > 0)
    {
      n += got;
      ret_text[n] = '\0';
      if (strstr (ret_text, "\r\n\r\n") != NULL)
        return TRUE;
    }
  return FALSE;
}

static gpointer
serve_one (gpointer data)
{
  Visitor *visitor = data;
  OddServer *server = visitor->server;
  char text[4096], how[32] = "", name[256] = "", method[8] = "";

  if (read_request (visitor->fd, text, sizeof text) && sscanf (text, "%7s /%31[^/ ]/%255[^/ ]", method, how, name) == 3)
    {
      g_autofree char *path = g_build_filename (server->folder, name, NULL);
      g_autofree char *file = NULL;
      gsize size = 0;

      g_mutex_lock (&server->lock);
      g_ptr_array_add (server->asked, g_strdup_printf ("%s/%s", how, name));
      g_mutex_unlock (&server->lock);
      g_file_get_contents (path, &file, &size, NULL);
      answer (visitor->fd, how, file, size, strcmp (method, "HEAD") == 0);
    }
  /* closed by odd_server_stop(): until then nobody else may get the number */
  shutdown (visitor->fd, SHUT_RDWR);
  g_free (visitor);
  return NULL;
}

static gpointer
serve (gpointer data)
{
  OddServer *server = data;
  int fd;

  while ((fd = accept (server->listener, NULL, NULL)) >= 0)
    {
      Visitor *visitor = g_new0 (Visitor, 1);

      *visitor = (Visitor){ server, fd };
      g_array_append_val (server->sockets, fd);
      g_ptr_array_add (server->threads, g_thread_new ("odd-visitor", serve_one, visitor));
    }
  return NULL;
}

OddServer *
odd_server_start (int listener, const char *folder)
{
  OddServer *server = g_new0 (OddServer, 1);

  server->listener = listener;
  server->folder = g_strdup (folder);
  server->sockets = g_array_new (FALSE, FALSE, sizeof (int));
  server->threads = g_ptr_array_new ();
  server->asked = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&server->lock);
  server->thread = g_thread_new ("odd-server", serve, server);
  return server;
}

void
odd_server_stop (OddServer *server)
{
  shutdown (server->listener, SHUT_RDWR);
  g_thread_join (server->thread);
  for (guint i = 0; i < server->threads->len; i++)
    {
      shutdown (g_array_index (server->sockets, int, i), SHUT_RDWR);
      g_thread_join (server->threads->pdata[i]);
      close (g_array_index (server->sockets, int, i));
    }
  close (server->listener);
  g_array_unref (server->sockets);
  g_ptr_array_unref (server->threads);
  g_ptr_array_unref (server->asked);
  g_mutex_clear (&server->lock);
  g_free (server->folder);
  g_free (server);
}

guint
odd_server_asked (OddServer *server, const char *path)
{
  guint n = 0;

  g_mutex_lock (&server->lock);
  for (guint i = 0; i < server->asked->len; i++)
    n += strcmp (server->asked->pdata[i], path) == 0;
  g_mutex_unlock (&server->lock);
  return n;
}
