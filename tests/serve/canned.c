/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canned.h"

#include <string.h>

#define LIMIT_S 10

struct _Canned
{
  GSocket *listener;
  GThread *thread;
  GCancellable *over;
  GPtrArray *held; /* of GSocket: connections that are kept open without a word */
  const char *head, *get;
  const char *greeting, *size, *bytes;
  gsize len;
  guint8 code;
  guint left; /* requests that will be answered */
  GMutex lock;
  GCancellable *cancel; /* under the lock */
};

static void
note_asked (Canned *canned)
{
  g_mutex_lock (&canned->lock);
  if (canned->cancel != NULL)
    g_cancellable_cancel (canned->cancel);
  g_mutex_unlock (&canned->lock);
}

void
canned_cancel_when_asked (Canned *canned, GCancellable *cancel)
{
  g_mutex_lock (&canned->lock);
  g_set_object (&canned->cancel, cancel);
  g_mutex_unlock (&canned->lock);
}

/* Up to the end that is looked for; "" when the peer has gone. Newly allocated. */
static char *
hear (Canned *canned, GSocket *socket, const char *end)
{
  GString *heard = g_string_new (NULL);
  char byte;

  while (!g_str_has_suffix (heard->str, end))
    {
      if (g_socket_receive (socket, &byte, 1, canned->over, NULL) <= 0)
        {
          g_string_truncate (heard, 0);
          break;
        }
      if (heard->len == 0)
        note_asked (canned);
      g_string_append_c (heard, byte);
    }
  return g_string_free (heard, FALSE);
}

static void
say (Canned *canned, GSocket *socket, const char *bytes, gsize len)
{
  while (len > 0)
    {
      const gssize n = g_socket_send (socket, bytes, len, canned->over, NULL);
      if (n <= 0)
        return;
      bytes += n;
      len -= (gsize) n;
    }
}

static void
say_line (Canned *canned, GSocket *socket, const char *line)
{
  g_autofree char *text = g_strconcat (line, "\r\n", NULL);

  say (canned, socket, text, strlen (text));
}

static void
speak_http (Canned *canned, GSocket *socket)
{
  g_autofree char *request = hear (canned, socket, "\r\n\r\n");
  const char *answer = g_str_has_prefix (request, "HEAD ") ? canned->head : canned->get;

  if (answer == NULL)
    {
      g_ptr_array_add (canned->held, g_object_ref (socket));
      return;
    }
  say (canned, socket, answer, strlen (answer));
  g_socket_shutdown (socket, FALSE, TRUE, NULL);
  g_free (hear (canned, socket, "\r\n\r\n"));
}

static int
port_of (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static GSocket *
open_socket (GSocketType type)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, type, G_SOCKET_PROTOCOL_DEFAULT, NULL);

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  if (type == G_SOCKET_TYPE_STREAM)
    g_assert_true (g_socket_listen (socket, NULL));
  g_socket_set_timeout (socket, LIMIT_S);
  return socket;
}

static void
bring (Canned *canned, GSocket *control, GSocket *passive)
{
  g_autoptr (GSocket) data = g_socket_accept (passive, canned->over, NULL);

  say_line (canned, control, "150 here");
  if (data != NULL)
    say (canned, data, canned->bytes, canned->len);
  g_clear_object (&data);
  say_line (canned, control, "226 done");
}

static void
speak_ftp (Canned *canned, GSocket *control)
{
  g_autoptr (GSocket) passive = NULL;

  if (canned->greeting == NULL)
    {
      note_asked (canned);
      g_ptr_array_add (canned->held, g_object_ref (control));
      return;
    }
  say_line (canned, control, canned->greeting);
  while (TRUE)
    {
      g_autofree char *line = hear (canned, control, "\r\n");

      if (*line == '\0')
        return;
      if (g_str_has_prefix (line, "USER"))
        say_line (canned, control, "331 password");
      else if (g_str_has_prefix (line, "PASS"))
        say_line (canned, control, "230 in");
      else if (g_str_has_prefix (line, "PWD"))
        say_line (canned, control, "257 \"/\"");
      else if (g_str_has_prefix (line, "SIZE"))
        say_line (canned, control, canned->size);
      else if (g_str_has_prefix (line, "RETR"))
        bring (canned, control, passive);
      else if (g_str_has_prefix (line, "EPSV"))
        {
          g_set_object (&passive, NULL);
          passive = open_socket (G_SOCKET_TYPE_STREAM);
          g_autofree char *answer = g_strdup_printf ("229 passive (|||%d|)", port_of (passive));
          say_line (canned, control, answer);
        }
      else
        say_line (canned, control, "200 yes");
    }
}

static gpointer
serve_tcp (gpointer data)
{
  Canned *canned = data;

  while (!g_cancellable_is_cancelled (canned->over))
    {
      g_autoptr (GSocket) socket = g_socket_accept (canned->listener, canned->over, NULL);

      if (socket == NULL)
        continue;
      if (canned->size != NULL || (canned->head == NULL && canned->get == NULL))
        speak_ftp (canned, socket);
      else
        speak_http (canned, socket);
    }
  return NULL;
}

/* The answer to a request: its message number and token, and behind them what is said. */
static gsize
answer_coap (const Canned *canned, guint number, const char *request, guint8 *answer)
{
  static const char because[] = "because";
  const guint8 block[] = { 0xd1, 0x0a, (guint8) (number << 4 | 0x08 | 6), 0x52, 10240 >> 8, 10240 & 0xff, 0xff };
  const gsize token = (gsize) request[0] & 0x0f;
  gsize len = 4 + token;

  memcpy (answer, request, len);
  answer[0] = (guint8) (0x60 | token);
  answer[1] = canned->code;
  if (canned->code != 0x45)
    {
      answer[len++] = 0xff;
      memcpy (answer + len, because, strlen (because));
      return len + strlen (because);
    }
  memcpy (answer + len, block, sizeof block);
  memset (answer + len + sizeof block, 'x', 1024);
  return len + sizeof block + 1024;
}

static gpointer
serve_udp (gpointer data)
{
  Canned *canned = data;
  char request[1500];
  guint8 answer[1500];

  for (guint number = 0; !g_cancellable_is_cancelled (canned->over); number++)
    {
      g_autoptr (GSocketAddress) from = NULL;

      if (g_socket_receive_from (canned->listener, &from, request, sizeof request, canned->over, NULL) < 4)
        continue;
      note_asked (canned);
      if (canned->left == 0)
        continue;
      canned->left--;
      const gsize len = answer_coap (canned, number, request, answer);
      g_socket_send_to (canned->listener, from, (const char *) answer, len, canned->over, NULL);
      /* the same words as a message of its own */
      answer[0] = (guint8) (0x50 | (answer[0] & 0x0f));
      answer[2] ^= 0xff;
      g_socket_send_to (canned->listener, from, (const char *) answer, len, canned->over, NULL);
    }
  return NULL;
}

static Canned *
start (GSocketType type, GThreadFunc serve, const Canned *like)
{
  Canned *canned = g_memdup2 (like, sizeof *like);

  canned->over = g_cancellable_new ();
  canned->held = g_ptr_array_new_with_free_func (g_object_unref);
  g_mutex_init (&canned->lock);
  canned->listener = open_socket (type);
  canned->thread = g_thread_new ("canned", serve, canned);
  return canned;
}

Canned *
canned_http_new (const char *head, const char *get)
{
  return start (G_SOCKET_TYPE_STREAM, serve_tcp, &(Canned){ .head = head, .get = get });
}

Canned *
canned_ftp_new (const char *greeting, const char *size, const char *bytes, gsize len)
{
  return start (G_SOCKET_TYPE_STREAM, serve_tcp,
                &(Canned){ .greeting = greeting, .size = size, .bytes = bytes, .len = len });
}

Canned *
canned_deaf_new (void)
{
  return start (G_SOCKET_TYPE_DATAGRAM, serve_udp, &(Canned){ .head = NULL });
}

Canned *
canned_coap_new (guint8 code, guint n)
{
  return start (G_SOCKET_TYPE_DATAGRAM, serve_udp, &(Canned){ .code = code, .left = n });
}

int
canned_port (const Canned *canned)
{
  return port_of (canned->listener);
}

void
canned_free (Canned *canned)
{
  g_cancellable_cancel (canned->over);
  g_thread_join (canned->thread);
  g_ptr_array_unref (canned->held);
  g_object_unref (canned->listener);
  g_object_unref (canned->over);
  g_clear_object (&canned->cancel);
  g_mutex_clear (&canned->lock);
  g_free (canned);
}
