/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "serve/host.h"

#include <glib/gstdio.h>
#include <string.h>

#include "error.h"
#include "package/path.h"
#include "serve/host-private.h"

#define LETTERS "abcdefghijkmnpqrstuvwxyz23456789" /* without those that look alike */

#define NAME_LONGEST 50 /* what an FTP address takes (guide LTE Standard(A), 3.3.1.1) */

/* Where no packet goes, but the way to it is known: kept for documentation by RFC 5737. */
#define ELSEWHERE "192.0.2.1"

static const struct
{
  DfotaVia via;
  const char *scheme;
  const DfotaHostClass *klass;
} kinds[] = {
  { DFOTA_VIA_HTTP, "http://", &dfota_host_soup },
  { DFOTA_VIA_HTTPS, "https://", &dfota_host_soup },
  { DFOTA_VIA_FTP, "FTP://", &dfota_host_ftp },
  { DFOTA_VIA_COAP, "coap://", &dfota_host_coap },
};

int
dfota_host_find (const DfotaHost *host, const char *name)
{
  for (guint i = 0; i < host->n_files; i++)
    if (g_str_equal (host->files[i].name, name))
      return (int) i;
  return -1;
}

void
dfota_host_note (DfotaHost *host, guint i, goffset to)
{
  g_rec_mutex_lock (&host->lock);
  host->files[i].sent = MAX (host->files[i].sent, to);
  g_rec_mutex_unlock (&host->lock);
}

void
dfota_host_told (DfotaHost *host, guint i, goffset sent, const char *peer)
{
  g_rec_mutex_lock (&host->lock);
  if (host->func != NULL)
    host->func (i, sent, peer != NULL ? peer : "", host->user_data);
  g_rec_mutex_unlock (&host->lock);
}

goffset
dfota_host_sent (DfotaHost *host, guint i)
{
  g_rec_mutex_lock (&host->lock);
  const goffset sent = host->files[i].sent;
  g_rec_mutex_unlock (&host->lock);
  return sent;
}

void
dfota_host_set_watch (DfotaHost *host, DfotaHostFunc func, gpointer user_data)
{
  g_rec_mutex_lock (&host->lock);
  host->func = func;
  host->user_data = user_data;
  g_rec_mutex_unlock (&host->lock);
}

const char *
dfota_host_url (DfotaHost *host, guint i)
{
  return host->files[i].url;
}

/* A name for an address: letters, digits, dot, - and _, at most 50 of them, with its extension. Both of a MiniFOTA pair come out
 * alike. */
static char *
clean_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *valid = g_utf8_make_valid (base, -1);
  GString *name = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_c (name, g_ascii_isalnum (*p) || strchr ("._-", *p) != NULL ? *p : '_');
  if (name->len == 0 || name->str[0] == '.')
    g_string_prepend (name, "package");

  const char *dot = strrchr (name->str, '.');
  const gsize ext = dot != NULL ? strlen (dot) : 0;
  if (name->len > NAME_LONGEST && ext < NAME_LONGEST)
    g_string_erase (name, (gssize) (NAME_LONGEST - ext), (gssize) (name->len - NAME_LONGEST));
  g_string_truncate (name, MIN (name->len, NAME_LONGEST));
  return g_string_free (name, FALSE);
}

gboolean
dfota_host_serves (const DfotaHost *host, const char *sha256)
{
  for (guint i = 0; i < host->n_files; i++)
    if (g_str_equal (host->files[i].sha256, sha256))
      return TRUE;
  return FALSE;
}

static gboolean
read_file (DfotaHostFile *file, const char *path)
{
  g_autofree char *native = dfota_path_to_open (path);
  GStatBuf now;
  char *bytes;
  gsize len;

  if (dfota_path_is_device (path) || g_stat (native, &now) != 0 || !S_ISREG (now.st_mode)
      || !g_file_get_contents (native, &bytes, &len, NULL))
    return FALSE;
  file->bytes = g_bytes_new_take (bytes, len);
  file->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->bytes);
  file->mtime = now.st_mtime;
  return TRUE;
}

static gboolean
add_files (DfotaHost *host, const char *const *paths, GError **error)
{
  const guint n = g_strv_length ((GStrv) paths);

  host->files = g_new0 (DfotaHostFile, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = clean_name (paths[i]);
      const gboolean taken = dfota_host_find (host, name) >= 0;

      if (!read_file (&host->files[i], paths[i]))
        {
          g_autofree char *shown = g_path_get_basename (paths[i]);
          return dfota_fail (error, DFOTA_ERROR_SERVER_FAILED, shown);
        }
      host->files[i].name = taken ? g_strdup_printf ("%u-%s", i, name) : g_steal_pointer (&name);
      host->files[i].sent = -1;
      host->n_files++;
    }
  return TRUE;
}

/* The address this computer would send from. */
static char *
own_address (void)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) elsewhere = g_inet_socket_address_new_from_string (ELSEWHERE, 9);

  if (socket == NULL || !g_socket_connect (socket, elsewhere, NULL, NULL))
    return g_strdup ("127.0.0.1");
  g_autoptr (GSocketAddress) here = g_socket_get_local_address (socket, NULL);
  if (here == NULL)
    return g_strdup ("127.0.0.1");
  return g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (here)));
}

static void
make_login (DfotaHost *host)
{
  char word[11] = "";

  for (gsize i = 0; i < sizeof word - 1; i++)
    word[i] = LETTERS[g_random_int_range (0, sizeof LETTERS - 1)];
  host->user = g_strdup ("dfota");
  host->password = g_strdup (word);
}

static gboolean
start (DfotaHost *host, const char *scheme, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!host->klass->start (host, &local))
    {
      g_autofree char *place = g_strdup_printf ("%s:%d", host->listen, host->port);
      host->klass = NULL;
      return dfota_fail (error, DFOTA_ERROR_SERVER_FAILED,
                         local != NULL && local->domain == DFOTA_ERROR ? local->message : place);
    }
  for (guint i = 0; i < host->n_files; i++)
    if (host->user != NULL)
      host->files[i].url = g_strdup_printf ("%s%s:%s@%s:%d/%s", scheme, host->user, host->password, host->name, host->port,
                                            host->files[i].name);
    else
      host->files[i].url = g_strdup_printf ("%s%s:%d/%s", scheme, host->name, host->port, host->files[i].name);
  return TRUE;
}

DfotaHost *
dfota_host_new (DfotaVia via, const char *const *files, const char *address, int port, GError **error)
{
  gsize kind = 0;

  while (kind < G_N_ELEMENTS (kinds) && kinds[kind].via != via)
    kind++;
  if (kind == G_N_ELEMENTS (kinds))
    {
      dfota_fail (error, DFOTA_ERROR_SERVER_FAILED, dfota_via_name (via));
      return NULL;
    }

  g_autoptr (DfotaHost) host = g_new0 (DfotaHost, 1);
  g_atomic_ref_count_init (&host->refs);
  g_rec_mutex_init (&host->lock);
  host->via = via;
  host->listen = g_strdup (address != NULL ? address : "0.0.0.0");
  host->name = address != NULL ? g_strdup (address) : own_address ();
  host->port = port;
  if (via == DFOTA_VIA_FTP)
    make_login (host);
  if (!add_files (host, files, error))
    return NULL;
  host->klass = kinds[kind].klass;
  return start (host, kinds[kind].scheme, error) ? g_steal_pointer (&host) : NULL;
}

DfotaHost *
dfota_host_ref (DfotaHost *host)
{
  g_atomic_ref_count_inc (&host->refs);
  return host;
}

void
dfota_host_unref (DfotaHost *host)
{
  if (host == NULL || !g_atomic_ref_count_dec (&host->refs))
    return;
  if (host->klass != NULL)
    host->klass->stop (host);
  for (guint i = 0; i < host->n_files; i++)
    {
      g_bytes_unref (host->files[i].bytes);
      g_free (host->files[i].sha256);
      g_free (host->files[i].name);
      g_free (host->files[i].url);
    }
  g_free (host->files);
  g_free (host->listen);
  g_free (host->name);
  g_free (host->user);
  g_free (host->password);
  g_rec_mutex_clear (&host->lock);
  g_free (host);
}
