/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "host-rig.h"

const DfotaVia host_vias[HOST_VIAS] = { DFOTA_VIA_HTTP, DFOTA_VIA_HTTPS, DFOTA_VIA_FTP, DFOTA_VIA_COAP };

char *
host_put (const HostRoom *room, const char *name, const char *bytes, gsize len)
{
  char *path = g_build_filename (room->folder, name, NULL);

  assert_true (g_file_set_contents (path, bytes, (gssize) len, NULL));
  return path;
}

void
host_resize (const char *path, goffset size)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileIOStream) stream = g_file_open_readwrite (file, NULL, NULL);

  assert_true (g_seekable_truncate (G_SEEKABLE (stream), size, NULL, NULL));
}

int
host_room_set_up (void **state)
{
  HostRoom *room = g_new0 (HostRoom, 1);
  g_autoptr (GRand) dice = g_rand_new_with_seed (7);

  room->bytes = g_malloc (HOST_SIZE);
  for (gsize i = 0; i < HOST_SIZE; i++)
    room->bytes[i] = (char) g_rand_int_range (dice, 0, 256);
  room->folder = g_dir_make_tmp ("dfota-host-XXXXXX", NULL);
  room->first = host_put (room, "system_patch.mini_1", room->bytes, 7001);
  room->second = host_put (room, "system_patch.mini_2", room->bytes, HOST_SIZE);
  room->large = host_put (room, "large.bin", "", 0);
  host_resize (room->large, HOST_LONG);
  *state = room;
  return 0;
}

int
host_room_tear_down (void **state)
{
  HostRoom *room = *state;

  g_unlink (room->first);
  g_unlink (room->second);
  g_unlink (room->large);
  assert_int_equal (g_rmdir (room->folder), 0);
  g_free (room->first);
  g_free (room->second);
  g_free (room->large);
  g_free (room->bytes);
  g_free (room->folder);
  g_free (room);
  return 0;
}

DfotaHost *
host_start (DfotaVia via, const char *first, const char *second)
{
  const char *const files[] = { first, second, NULL };
  g_autoptr (GError) error = NULL;
  DfotaHost *host = dfota_host_new (via, files, "127.0.0.1", 0, &error);

  if (host == NULL)
    fail_msg ("%s: %s", dfota_via_name (via), error->message);
  return host;
}

void
host_on_told (guint file, goffset sent, const char *peer, gpointer user_data)
{
  HostTold *told = user_data;

  g_mutex_lock (&told->lock);
  told->n++;
  told->file = file;
  told->sent = sent;
  g_strlcpy (told->peer, peer, sizeof told->peer);
  g_cond_signal (&told->cond);
  g_mutex_unlock (&told->lock);
}

void
host_await_told (HostTold *told, guint n)
{
  const gint64 until = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  g_mutex_lock (&told->lock);
  while (told->n < n)
    if (!g_cond_wait_until (&told->cond, &told->lock, until))
      fail_msg ("told %u times, not %u", told->n, n);
  g_mutex_unlock (&told->lock);
}

GSocket *
host_visit (DfotaHost *host, const char *words, char *ret_first)
{
  g_autoptr (GUri) uri = g_uri_parse (dfota_host_url (host, 0), G_URI_FLAGS_HAS_PASSWORD, NULL);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", (guint) g_uri_get_port (uri));
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_socket_set_timeout (socket, 10);
  assert_true (g_socket_connect (socket, address, NULL, NULL));
  if (words != NULL)
    assert_true (g_socket_send (socket, words, strlen (words), NULL, NULL) > 0);
  assert_int_equal (g_socket_receive (socket, ret_first, 1, NULL, NULL), 1);
  return socket;
}
