/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/windows-id.h"

#include <string.h>

#define FTDI_CHANNELS "ABCD"

/* The hexadecimal number of exactly @digits digits that stands behind @key; FALSE if there is none. */
static gboolean
find_hex (const char *upper, const char *key, gsize digits, guint *ret_number)
{
  const char *at = strstr (upper, key);
  guint number = 0;

  if (at == NULL)
    return FALSE;
  at += strlen (key);
  for (gsize i = 0; i < digits; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return FALSE;
      number = number * 16 + (guint) g_ascii_xdigit_value (at[i]);
    }
  if (g_ascii_isalnum (at[digits]))
    return FALSE;
  *ret_number = number;
  return TRUE;
}

/* The last part of an instance id is the serial number of the device, unless Windows had to make one up: those have an '&'. */
static char *
serial_of_usb (const char *id)
{
  const char *first = strchr (id, '\\');
  const char *last = strrchr (id, '\\');

  if (first == last || last[1] == '\0' || strchr (last, '&') != NULL)
    return NULL;
  return g_strdup (last + 1);
}

/* "FTDIBUS\VID_0403+PID_6001+A50285BIA\0000": the third part is the serial number with the letter of the channel. */
static void
read_ftdi_tail (const char *id, DfotaPlace *place)
{
  g_auto (GStrv) parts = g_strsplit_set (id, "\\+", -1);
  const char *text = g_strv_length (parts) >= 4 ? parts[3] : "";
  const gsize length = strlen (text);

  if (length < 2 || strchr (text, '&') != NULL)
    return;
  const char *channel = strchr (FTDI_CHANNELS, g_ascii_toupper (text[length - 1]));
  if (channel == NULL)
    return;
  place->interface = (int) (channel - FTDI_CHANNELS);
  g_free (place->serial);
  place->serial = g_strndup (text, length - 1);
}

gboolean
dfota_windows_id_read (const char *id, DfotaPlace *place)
{
  g_autofree char *upper = g_ascii_strup (id, -1);
  const gboolean is_ftdi = g_str_has_prefix (upper, "FTDIBUS\\");
  guint vid, pid, interface;

  if (!is_ftdi && !g_str_has_prefix (upper, "USB\\"))
    return FALSE;
  if (!find_hex (upper, "VID_", 4, &vid) || !find_hex (upper, "PID_", 4, &pid))
    return FALSE;

  place->vid = vid;
  place->pid = pid;
  if (is_ftdi)
    {
      read_ftdi_tail (id, place);
      return TRUE;
    }
  if (find_hex (upper, "&MI_", 2, &interface))
    {
      place->interface = (int) interface;
      return TRUE;
    }
  char *serial = serial_of_usb (id);
  if (serial != NULL)
    {
      g_free (place->serial);
      place->serial = serial;
    }
  return TRUE;
}

/* What stands in the brackets of "NAME(…)"; NULL if @part is no such thing. Newly allocated. */
static char *
argument_of (const char *part, const char *name)
{
  const gsize length = strlen (name);

  if (g_ascii_strncasecmp (part, name, length) != 0 || part[length] != '(')
    return NULL;
  const char *begin = part + length + 1;
  const char *end = strchr (begin, ')');
  return end != NULL && end > begin ? g_strndup (begin, (gsize) (end - begin)) : NULL;
}

static void
append_part (GString *text, const char *separator, const char *part)
{
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

char *
dfota_windows_location (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "#", -1);
  g_autoptr (GString) controller = g_string_new (NULL);
  g_autoptr (GString) ports = g_string_new (NULL);
  gboolean on_usb = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *bridge = argument_of (parts[i], "PCI");
      g_autofree char *root = argument_of (parts[i], "USBROOT");
      g_autofree char *port = argument_of (parts[i], "USB");

      if (!on_usb && bridge != NULL)
        append_part (controller, ".", bridge);
      /* a controller has one root hub as a rule; an old one may have more */
      if (root != NULL && !g_str_equal (root, "0"))
        append_part (controller, ":", root);
      on_usb = on_usb || root != NULL;
      if (on_usb && port != NULL)
        append_part (ports, ".", port);
    }
  if (ports->len == 0)
    return NULL;
  return g_strdup_printf ("%s-%s", controller->len > 0 ? controller->str : "0", ports->str);
}

static const struct
{
  const char *words; /* " at " is a word of its own: "Data Port" has an "at " too */
  DfotaRole role;
} named_roles[] = {
  { " AT PORT ", DFOTA_ROLE_AT },  { " AT INTERFACE ", DFOTA_ROLE_AT }, { " DM ", DFOTA_ROLE_DIAG },
  { " DIAG ", DFOTA_ROLE_DIAG },   { " DIAGNOSTIC ", DFOTA_ROLE_DIAG }, { " DIAGNOSTICS ", DFOTA_ROLE_DIAG },
  { " NMEA ", DFOTA_ROLE_NMEA },   { " GPS ", DFOTA_ROLE_NMEA },        { " GNSS ", DFOTA_ROLE_NMEA },
  { " MODEM ", DFOTA_ROLE_MODEM },
};

DfotaRole
dfota_windows_role (const char *name)
{
  g_autoptr (GString) words = g_string_new (" ");

  /* Only words count: every other sign, also of another script, stands between them. */
  for (const char *c = name; *c != '\0'; c++)
    g_string_append_c (words, g_ascii_isalnum (*c) ? g_ascii_toupper (*c) : ' ');
  g_string_append_c (words, ' ');
  for (guint i = 0; i < G_N_ELEMENTS (named_roles); i++)
    if (strstr (words->str, named_roles[i].words) != NULL)
      return named_roles[i].role;
  return DFOTA_ROLE_UNKNOWN;
}
