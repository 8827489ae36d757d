/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/framing-private.h"

#include <string.h>

#include "error.h"

/* The values of a profile's keys, and how one is refused. */

#define SECONDS_MAX 3600

gboolean
dfota_framing_fail (GError **error, const char *group, const char *key, const char *detail)
{
  gboolean has_detail = detail != NULL && *detail != '\0';
  g_autofree char *place = g_strdup_printf ("[%s]%s%s%s%s", group, key != NULL ? " " : "", key != NULL ? key : "",
                                            has_detail ? ": " : "", has_detail ? detail : "");

  return dfota_fail (error, DFOTA_ERROR_FRAMING_BAD, place);
}

const char *
dfota_framing_group_of (const DfotaFramingReader *reader, const char *key)
{
  if (g_key_file_has_key (reader->file, reader->group, key, NULL))
    return reader->group;
  if (dfota_framing_is_default_key (key) && g_key_file_has_key (reader->file, DFOTA_FRAMING_PROFILE, key, NULL))
    return DFOTA_FRAMING_PROFILE;
  return NULL;
}

/* A blank and # outside quotes: the rest is a remark. */
static void
cut_remark (char *text)
{
  gboolean quoted = FALSE;

  for (char *at = text; *at != '\0'; at++)
    {
      if (*at == '\'')
        quoted = !quoted && strchr (at + 1, '\'') != NULL;
      if (*at == '#' && !quoted && (at == text || at[-1] == ' ' || at[-1] == '\t'))
        {
          *at = '\0';
          break;
        }
    }
  g_strstrip (text);
}

gboolean
dfota_framing_read_text (const DfotaFramingReader *reader, const char *key, char **ret_text, GError **error)
{
  const char *group = dfota_framing_group_of (reader, key);

  if (group == NULL)
    return TRUE;

  g_autoptr (GError) bad = NULL;
  g_autofree char *text = g_key_file_get_string (reader->file, group, key, &bad);
  if (bad != NULL) /* a backslash that begins nothing a key file knows */
    return dfota_framing_fail (error, group, key, text);
  cut_remark (text);
  g_free (*ret_text);
  *ret_text = g_steal_pointer (&text);
  return TRUE;
}

/* Refuses the key, with its value. */
static gboolean
refuse (const DfotaFramingReader *reader, const char *key, const char *text, GError **error)
{
  return dfota_framing_fail (error, dfota_framing_group_of (reader, key), key, text);
}

gboolean
dfota_framing_read_number (const DfotaFramingReader *reader, const char *key, guint base, guint64 least, guint64 most,
                           guint64 *ret_number, GError **error)
{
  g_autofree char *text = NULL;

  if (!dfota_framing_read_text (reader, key, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;

  const char *digits = base == 16 && g_ascii_strncasecmp (text, "0x", 2) == 0 ? text + 2 : text;
  return g_ascii_string_to_unsigned (digits, base, least, most, ret_number, NULL) || refuse (reader, key, text, error);
}

gboolean
dfota_framing_read_flag (const DfotaFramingReader *reader, const char *key, gboolean *ret_flag, GError **error)
{
  g_autofree char *text = NULL;

  if (!dfota_framing_read_text (reader, key, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  *ret_flag = strcmp (text, "true") == 0;
  return *ret_flag || strcmp (text, "false") == 0 || refuse (reader, key, text, error);
}

gboolean
dfota_framing_read_seconds (const DfotaFramingReader *reader, const char *key, gint64 least_us, gint64 *ret_us,
                            GError **error)
{
  g_autofree char *text = NULL;

  if (!dfota_framing_read_text (reader, key, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;

  char *end = text;
  double seconds = strspn (text, "0123456789.") == strlen (text) ? g_ascii_strtod (text, &end) : -1;
  if (end == text || *end != '\0' || seconds > SECONDS_MAX || seconds * G_USEC_PER_SEC < (double) least_us)
    return refuse (reader, key, text, error);
  *ret_us = (gint64) (seconds * G_USEC_PER_SEC + 0.5);
  return TRUE;
}
