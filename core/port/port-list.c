/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/port-list.h"

#include "error.h"
#include "port/port-list-system.h"
#include "port/port-serial-system.h"
#include "port/release.h"

void
dfota_port_info_free (DfotaPortInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->name);
  g_free (info->product);
  g_free (info->busy_by);
  g_free (info->group);
  dfota_place_clear (&info->place);
  g_free (info);
}

const char *
dfota_role_name (DfotaRole role)
{
  switch (role)
    {
    case DFOTA_ROLE_AT:
      return "at";
    case DFOTA_ROLE_MODEM:
      return "modem";
    case DFOTA_ROLE_DIAG:
      return "diag";
    case DFOTA_ROLE_NMEA:
      return "nmea";
    case DFOTA_ROLE_UNKNOWN:
    case DFOTA_ROLE_DOWNLOAD:
    default:
      return "unknown";
    }
}

/* The likelier the port, the smaller. */
static int
rank (const DfotaPortInfo *info)
{
  switch (info->role)
    {
    case DFOTA_ROLE_AT:
      return 0;
    case DFOTA_ROLE_MODEM:
      return 1;
    case DFOTA_ROLE_UNKNOWN:
      return info->place.vid != 0 ? 2 : 3;
    case DFOTA_ROLE_DIAG:
    case DFOTA_ROLE_NMEA:
    case DFOTA_ROLE_DOWNLOAD:
    default:
      return 4;
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const DfotaPortInfo *left = *(DfotaPortInfo *const *) a;
  const DfotaPortInfo *right = *(DfotaPortInfo *const *) b;

  if (rank (left) != rank (right))
    return rank (left) - rank (right);
  /* ttyUSB2 before ttyUSB10 */
  g_autofree char *left_key = g_utf8_collate_key_for_filename (left->name, -1);
  g_autofree char *right_key = g_utf8_collate_key_for_filename (right->name, -1);
  return g_strcmp0 (left_key, right_key);
}

GPtrArray *
dfota_port_list_places (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) dfota_port_info_free);

  dfota_port_list_read (list);
  for (guint i = 0; i < list->len; i++)
    {
      DfotaPortInfo *info = g_ptr_array_index (list, i);
      const char *known = dfota_usb_product (info->place.vid, info->place.pid);

      if (info->product[0] == '\0' && known != NULL)
        {
          g_free (info->product);
          info->product = g_strdup (known);
        }
    }
  g_ptr_array_sort (list, compare);
  return list;
}

GPtrArray *
dfota_port_list (void)
{
  GPtrArray *list = dfota_port_list_places ();

  for (guint i = 0; i < list->len; i++)
    {
      DfotaPortInfo *info = g_ptr_array_index (list, i);

      info->busy_by = dfota_port_busy_by (info->name);
      dfota_serial_may_open (info->name, &info->group);
    }
  dfota_release_name_holders (list);
  return list;
}

/* Names of the ports with @role, newly allocated. */
static GPtrArray *
names_with_role (GPtrArray *ports, DfotaRole role)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < ports->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (ports, i);

      /* an unknown USB adapter may lead to a module; a serial port of the computer itself is the user's to name */
      if (info->role == role && (role != DFOTA_ROLE_UNKNOWN || info->place.vid != 0))
        g_ptr_array_add (names, info->name);
    }
  return names;
}

char *
dfota_port_list_choose (GPtrArray *ports, GError **error)
{
  static const DfotaRole order[] = { DFOTA_ROLE_AT, DFOTA_ROLE_MODEM, DFOTA_ROLE_UNKNOWN };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autoptr (GPtrArray) names = names_with_role (ports, order[i]);

      if (names->len == 1)
        return g_strdup (g_ptr_array_index (names, 0));
      if (names->len == 0)
        continue;

      g_ptr_array_add (names, NULL);
      g_autofree char *all = g_strjoinv (", ", (char **) names->pdata);
      dfota_fail (error, DFOTA_ERROR_PORT_MANY, all);
      return NULL;
    }
  dfota_fail (error, DFOTA_ERROR_PORT_NONE, NULL);
  return NULL;
}
