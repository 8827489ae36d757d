/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <string.h>

/* of the user, the password, the host and the file of an FTP address: guide LTE Standard(A), 3.3.1.1 */
#define FTP_FIELD_MAX 50

void
sim_address_clear (SimAddress *address)
{
  g_clear_pointer (&address->scheme, g_free);
  g_clear_pointer (&address->user, g_free);
  g_clear_pointer (&address->password, g_free);
  g_clear_pointer (&address->host, g_free);
  g_clear_pointer (&address->port, g_free);
  g_clear_pointer (&address->path, g_free);
}

static gboolean
is_port (const char *text)
{
  guint64 port;

  return *text == '\0' || g_ascii_string_to_unsigned (text, 10, 1, 65535, &port, NULL);
}

gboolean
sim_address_parse (const char *url, SimAddress *ret)
{
  const char *after = strstr (url, "://");
  const char *slash, *at, *colon;

  if (after == NULL)
    return FALSE;
  for (const char *c = url; *c != '\0'; c++)
    if (*c <= ' ' || *c > '~' || *c == '\\')
      return FALSE;
  ret->scheme = g_ascii_strdown (url, after - url);
  after += strlen ("://");
  slash = after + strcspn (after, "/");
  ret->path = g_strdup (*slash == '/' ? slash + 1 : slash);
  /* the last one: a password may have an @ in it as far as a module cares */
  at = g_strrstr_len (after, slash - after, "@");
  if (at != NULL)
    {
      colon = memchr (after, ':', at - after);
      ret->user = g_strndup (after, (colon != NULL ? colon : at) - after);
      ret->password = colon != NULL ? g_strndup (colon + 1, at - colon - 1) : g_strdup ("");
      after = at + 1;
    }
  else
    {
      ret->user = g_strdup ("");
      ret->password = g_strdup ("");
    }
  colon = memchr (after, ':', slash - after);
  ret->host = g_strndup (after, (colon != NULL ? colon : slash) - after);
  ret->port = colon != NULL ? g_strndup (colon + 1, slash - colon - 1) : g_strdup ("");
  return *ret->host != '\0' && is_port (ret->port) && (colon == NULL || *ret->port != '\0');
}

gboolean
sim_address_fits_ftp (const SimAddress *address)
{
  return *address->user != '\0' && strlen (address->user) <= FTP_FIELD_MAX && strlen (address->password) <= FTP_FIELD_MAX
         && strlen (address->host) <= FTP_FIELD_MAX && strlen (address->path) <= FTP_FIELD_MAX
         && strchr (address->path, '/') == NULL;
}
