/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include <string.h>

#include "error.h"
#include "package/url.h"

#define LABEL_MAX  63 /* RFC 1035 */
#define DOMAIN_MAX 253

#define FORM_SHOWN 60

/* What no address has as it is (RFC 3986), and what would end or bend the AT line it travels in. */
static const char forbidden[] = "\"\\ <>^`{|}#";

/* A character that can be seen as it is; any other one by its number. */
static gboolean
fail_character (const char *at, GError **error)
{
  const gunichar c = g_utf8_get_char_validated (at, -1);
  g_autofree char *value = NULL;

  if (c == (gunichar) -1 || c == (gunichar) -2 || c <= ' ' || c == 0x7f)
    value = g_strdup_printf ("0x%02X", (guint) (guchar) *at);
  else if (!g_unichar_isgraph (c))
    value = g_strdup_printf ("U+%04X", c);
  else
    value = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));
  return dfota_fail (error, DFOTA_ERROR_URL_CHARACTER, value);
}

static gboolean
check_characters (const char *text, GError **error)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p) || strchr (forbidden, *p) != NULL)
      return fail_character (p, error);
  return TRUE;
}

/* Whatever stands before an @ may hold a password. */
static gboolean
fail_form (const char *text, GError **error)
{
  const char *at = strrchr (text, '@');
  const char *rest = at != NULL ? at : text;
  const gboolean whole = strlen (rest) <= FORM_SHOWN;
  g_autofree char *value = g_strdup_printf ("%s%.*s%s", at != NULL ? "***" : "", FORM_SHOWN, rest, whole ? "" : "…");

  return dfota_fail (error, DFOTA_ERROR_URL_FORM, value);
}

/* Steps over the scheme. */
static gboolean
take_scheme (const char *text, const DfotaUrlRules *rules, const char **ret_rest, GError **error)
{
  const char *mark = strstr (text, "://");

  if (mark == NULL)
    return fail_form (text, error);
  for (const char *p = text; p < mark; p++)
    if (!g_ascii_isalnum (*p) && strchr ("+-.", *p) == NULL)
      return fail_form (text, error);
  if (g_ascii_strncasecmp (text, rules->scheme, strlen (rules->scheme)) != 0)
    return dfota_fail (error, DFOTA_ERROR_URL_SCHEME, rules->scheme);
  *ret_rest = mark + strlen ("://");
  return TRUE;
}

static gboolean
fail_login (char which, GError **error)
{
  const char value[] = { which, '\0' };

  return dfota_fail (error, DFOTA_ERROR_URL_LOGIN, value);
}

/* FTP://user:p/w@host/file would be read as the port "p" of the server "user", and a part of the password would be shown in an
 * error: so an @ behind the first / or ? is looked at before anything else is. */
static gboolean
check_late_at (const char *rest, const char *end, const DfotaUrlRules *rules, GError **error)
{
  const char *colon = memchr (rest, ':', (gsize) (end - rest));

  if (strchr (end, '@') == NULL)
    return TRUE;
  if (rules->login)
    return fail_login (*end, error);
  if (colon != NULL && strspn (colon + 1, "0123456789") != (gsize) (end - colon - 1))
    return fail_login ('\0', error);
  return TRUE;
}

/* user[:password], without its @. */
static gboolean
take_login (const char *login, gsize len, DfotaUrl *url, GError **error)
{
  g_autofree char *text = g_strndup (login, len);
  char *colon = strchr (text, ':');
  const char *wrong = colon != NULL ? strpbrk (colon + 1, ":@%") : NULL;

  if (wrong == NULL)
    wrong = strpbrk (text, "@%");
  if (wrong != NULL)
    return fail_login (*wrong, error);
  if (*text == '\0' || colon == text)
    return fail_login (colon != NULL ? ':' : '@', error);
  if (colon != NULL)
    {
      url->password = g_strdup (colon + 1);
      *colon = '\0';
    }
  url->user = g_steal_pointer (&text);
  return TRUE;
}

/* [::1], or what can only be meant as one. */
static gboolean
is_ipv6 (const char *text)
{
  const char *colon = strchr (text, ':');

  if (text[0] == '[')
    return TRUE;
  return colon != NULL && strchr (colon + 1, ':') != NULL && memchr (text, '.', (gsize) (colon - text)) == NULL
         && (text[strspn (text, "0123456789abcdefABCDEF:.")] == '\0' || strchr (text, '%') != NULL);
}

static gboolean
fail_ipv6 (const char *host, GError **error)
{
  const char *end = strchr (host, ']');
  g_autofree char *value = g_strndup (host, end != NULL ? (gsize) (end + 1 - host) : strlen (host));

  return dfota_fail (error, DFOTA_ERROR_URL_IPV6, value);
}

/* Four numbers, written as everybody reads them (010.0.0.1 is 8.0.0.1 to some), of a computer that can be reached. */
static gboolean
is_ipv4 (const char *host)
{
  g_auto (GStrv) numbers = g_strsplit (host, ".", 0);
  guint64 number;

  if (g_strv_length (numbers) != 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    if ((numbers[i][0] == '0' && numbers[i][1] != '\0')
        || !g_ascii_string_to_unsigned (numbers[i], 10, i == 0 ? 1 : 0, i == 0 ? 223 : 255, &number, NULL))
      return FALSE;
  return TRUE;
}

static gboolean
is_name (const char *host)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", 0);

  if (strlen (host) > DOMAIN_MAX)
    return FALSE;
  for (guint i = 0; labels[i] != NULL; i++)
    {
      const char *label = labels[i];
      const gsize len = strlen (label);

      if (len == 0 || len > LABEL_MAX || label[0] == '-' || label[len - 1] == '-')
        return FALSE;
      for (gsize k = 0; k < len; k++)
        if (!g_ascii_isalnum (label[k]) && label[k] != '-')
          return FALSE;
    }
  return labels[0] != NULL;
}

/* A name whose last part is a number is an address, or nothing (www.1 is no name anywhere). */
static gboolean
check_host (const char *host, GError **error)
{
  const char *dot = strrchr (host, '.');
  const char *last = dot != NULL ? dot + 1 : host;
  const gboolean number = *last != '\0' && last[strspn (last, "0123456789")] == '\0';

  if (number ? is_ipv4 (host) : is_name (host))
    return TRUE;
  return dfota_fail (error, DFOTA_ERROR_URL_HOST, host);
}

/* FTP://user:secret/file has no server in it, and what is read as its port is a password. */
static gboolean
take_port (const char *digits, const DfotaUrlRules *rules, DfotaUrl *url, GError **error)
{
  const gboolean secret = rules->login && url->user == NULL && *digits != '\0';
  guint64 port;

  if (strlen (digits) > 5 || !g_ascii_string_to_unsigned (digits, 10, 1, G_MAXUINT16, &port, NULL))
    return dfota_fail (error, DFOTA_ERROR_URL_PORT, secret ? "***" : digits);
  url->port = (int) port;
  url->has_port = TRUE;
  return TRUE;
}

/* What stands between :// and the first / or ?. */
static gboolean
take_authority (const char *authority, gsize len, const DfotaUrlRules *rules, DfotaUrl *url, GError **error)
{
  g_autofree char *text = g_strndup (authority, len);
  char *at = strrchr (text, '@');
  char *host = at != NULL ? at + 1 : text;

  if (is_ipv6 (host))
    return fail_ipv6 (host, error);
  if (at != NULL && !rules->login)
    return fail_login ('\0', error);
  if (at != NULL && !take_login (text, (gsize) (at - text), url, error))
    return FALSE;

  char *colon = strchr (host, ':');
  if (colon != NULL)
    *colon = '\0';
  url->host = g_strdup (host);
  url->port = rules->default_port;
  return check_host (host, error) && (colon == NULL || take_port (colon + 1, rules, url, error));
}

/* What a %XX may not stand for: what may not stand there itself. */
static gboolean
is_encoding (const char *p)
{
  const int high = g_ascii_xdigit_value (p[1]);
  const int low = high >= 0 ? g_ascii_xdigit_value (p[2]) : -1;
  const int byte = high * 16 + low;

  return low >= 0 && byte >= ' ' && byte != 0x7f && byte != '"' && byte != '\\';
}

static gboolean
check_path (const char *path, const DfotaUrlRules *rules, GError **error)
{
  const gboolean literal = rules->pair || rules->login;

  for (const char *p = path; *p != '\0'; p++)
    {
      if (*p == '%' && (literal || !is_encoding (p)))
        return fail_character (p, error);
      if (*p == '?' && literal)
        return fail_character (p, error);
      if (*p == '\'' && rules->pair)
        return fail_character (p, error);
    }
  return TRUE;
}

static gboolean
take_path (const char *path, const DfotaUrlRules *rules, DfotaUrl *url, GError **error)
{
  if (!check_path (path, rules, error))
    return FALSE;
  if (*path != '/')
    return dfota_fail (error, DFOTA_ERROR_URL_FILE, "");

  g_autofree char *folders = g_strndup (path, strcspn (path, "?"));
  const char *file = strrchr (folders, '/') + 1;
  if (*file == '\0' || g_str_equal (file, ".") || g_str_equal (file, ".."))
    return dfota_fail (error, DFOTA_ERROR_URL_FILE, "");
  if (rules->root_only && file != folders + 1)
    return dfota_fail (error, DFOTA_ERROR_URL_FOLDER, folders);
  url->path = g_strdup (path);
  url->file = g_strdup (file);
  return TRUE;
}

static gboolean
check_field (const char *name, const char *value, guint max, GError **error)
{
  const gsize len = value != NULL ? strlen (value) : 0;

  if (max == 0 || len <= max)
    return TRUE;
  g_autofree char *words = g_strdup_printf ("%s %" G_GSIZE_FORMAT " > %u", name, len, max);
  return dfota_fail (error, DFOTA_ERROR_URL_FIELD_LONG, words);
}

/* The guides' <file_path> is all that follows the port, folders with it. */
static gboolean
check_lengths (const DfotaUrl *url, const DfotaUrlRules *rules, GError **error)
{
  if (!check_field ("user", url->user, rules->field_max, error)
      || !check_field ("password", url->password, rules->field_max, error)
      || !check_field ("host", url->host, rules->field_max, error)
      || !check_field ("file", url->path + 1, rules->field_max, error))
    return FALSE;

  g_autofree char *text = dfota_url_text (url, rules);
  if (strlen (text) <= rules->url_max)
    return TRUE;
  g_autofree char *words = g_strdup_printf ("%" G_GSIZE_FORMAT " > %u", strlen (text), rules->url_max);
  return dfota_fail (error, DFOTA_ERROR_URL_LONG, words);
}

static gboolean
check_pair (const DfotaUrl *url, const DfotaUrlRules *rules, GError **error)
{
  if (!rules->pair || (g_str_has_suffix (url->file, ".mini_1") && strlen (url->file) > strlen (".mini_1")))
    return TRUE;
  return dfota_fail (error, DFOTA_ERROR_URL_MINI, url->file);
}

DfotaUrl *
dfota_url_new (const char *text, const DfotaUrlRules *rules, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autoptr (DfotaUrl) url = g_new0 (DfotaUrl, 1);
  const char *rest = NULL;

  if (*trimmed == '\0')
    {
      dfota_fail (error, DFOTA_ERROR_URL_MISSING, "");
      return NULL;
    }
  if (!check_characters (trimmed, error) || !take_scheme (trimmed, rules, &rest, error))
    return NULL;

  const char *end = rest + strcspn (rest, "/?");
  if (!check_late_at (rest, end, rules, error) || !take_authority (rest, (gsize) (end - rest), rules, url, error)
      || !take_path (end, rules, url, error) || !check_lengths (url, rules, error) || !check_pair (url, rules, error))
    return NULL;
  return g_steal_pointer (&url);
}
