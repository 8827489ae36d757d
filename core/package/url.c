/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "package/url.h"

#include <gio/gio.h>
#include <string.h>

void
dfota_url_free (DfotaUrl *url)
{
  if (url == NULL)
    return;
  g_free (url->user);
  g_free (url->password);
  g_free (url->host);
  g_free (url->path);
  g_free (url->file);
  g_free (url);
}

static char *
write_text (const DfotaUrl *url, const DfotaUrlRules *rules, const char *password)
{
  GString *text = g_string_new (rules->scheme);

  if (url->user != NULL)
    {
      g_string_append (text, url->user);
      if (password != NULL)
        g_string_append_printf (text, ":%s", password);
      g_string_append_c (text, '@');
    }
  g_string_append_printf (text, "%s:%d%s", url->host, url->port, url->path);
  return g_string_free (text, FALSE);
}

char *
dfota_url_text (const DfotaUrl *url, const DfotaUrlRules *rules)
{
  return write_text (url, rules, url->password);
}

char *
dfota_url_public (const DfotaUrl *url, const DfotaUrlRules *rules)
{
  return write_text (url, rules, url->password != NULL ? "***" : NULL);
}

/* A .mini_1 as it was checked: its number is the last character of the file, and no query follows. */
DfotaUrl *
dfota_url_second (const DfotaUrl *url)
{
  DfotaUrl *second = g_new0 (DfotaUrl, 1);

  second->user = g_strdup (url->user);
  second->password = g_strdup (url->password);
  second->host = g_strdup (url->host);
  second->port = url->port;
  second->has_port = url->has_port;
  second->path = g_strdup (url->path);
  second->file = g_strdup (url->file);
  if (g_str_has_suffix (url->path, "_1") && g_str_has_suffix (url->file, "_1"))
    {
      second->path[strlen (second->path) - 1] = '2';
      second->file[strlen (second->file) - 1] = '2';
    }
  return second;
}

static gboolean
is_private_ipv4 (const char *host)
{
  static const struct
  {
    guint8 first;
    guint8 low, high; /* of the second number */
  } rows[] = { { 10, 0, 255 }, { 127, 0, 255 }, { 169, 254, 254 }, { 172, 16, 31 }, { 192, 168, 168 }, { 100, 64, 127 } };
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address == NULL)
    return FALSE;
  const guint8 *bytes = g_inet_address_to_bytes (address);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (bytes[0] == rows[i].first && bytes[1] >= rows[i].low && bytes[1] <= rows[i].high)
      return TRUE;
  return FALSE;
}

static gboolean
is_private (const char *host)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);

  return strchr (lower, '.') == NULL || g_str_has_suffix (lower, ".local") || g_str_has_suffix (lower, ".localhost")
         || is_private_ipv4 (lower);
}

guint
dfota_url_oddities (const DfotaUrl *url)
{
  guint odd = 0;

  if (!url->has_port)
    odd |= DFOTA_URL_NO_PORT;
  if (is_private (url->host))
    odd |= DFOTA_URL_PRIVATE;
  if (strchr (url->path, '%') != NULL)
    odd |= DFOTA_URL_ENCODED;
  return odd;
}
