/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/driverless-system.h"

#include "port/devices-win32.h"
#include "port/port-list.h"

/* Microsoft, cfg.h: what the device manager calls code 1 and code 28. */
#define NOT_CONFIGURED 1
#define FAILED_INSTALL 28

/* A USB device as a whole: Windows lists each of its interfaces as a device of its own. */
typedef struct
{
  char *key; /* where it is plugged in, else which it is */
  char *name;
  guint vid, pid;
  gboolean has_port;
  guint problem; /* the first that is seen; that no driver is there comes before others */
} Whole;

static void
whole_free (Whole *whole)
{
  g_free (whole->key);
  g_free (whole->name);
  g_free (whole);
}

static gboolean
is_no_driver (guint problem)
{
  return problem == FAILED_INSTALL || problem == NOT_CONFIGURED;
}

/* The entry for the device at @place, made if there is none yet. */
static Whole *
whole_of (GPtrArray *wholes, const DfotaPlace *place)
{
  const char *where = place->path != NULL ? place->path : place->serial;
  g_autofree char *key = g_strdup_printf ("%04x:%04x %s", place->vid, place->pid, where != NULL ? where : "");
  Whole *whole;

  for (guint i = 0; i < wholes->len; i++)
    {
      whole = g_ptr_array_index (wholes, i);
      if (g_str_equal (whole->key, key))
        return whole;
    }
  whole = g_new0 (Whole, 1);
  whole->key = g_steal_pointer (&key);
  whole->vid = place->vid;
  whole->pid = place->pid;
  g_ptr_array_add (wholes, whole);
  return whole;
}

/* What the whole device says of itself goes before what one of its interfaces does. */
static void
take_name (Whole *whole, DfotaDevice *device, int interface)
{
  g_autofree char *name = whole->name == NULL || interface < 0 ? dfota_device_own_name (device) : NULL;

  if (name == NULL && whole->name == NULL)
    name = dfota_device_name (device);
  if (name == NULL)
    return;
  g_free (whole->name);
  whole->name = g_steal_pointer (&name);
}

static gboolean
look_at (DfotaDevice *device, gpointer user_data)
{
  DfotaPlace place;

  dfota_device_place (device, &place);
  if (dfota_driverless_wants (place.vid, place.pid))
    {
      Whole *whole = whole_of (user_data, &place);
      const guint problem = dfota_device_problem (device);
      g_autofree char *port = dfota_device_port (device);

      whole->has_port = whole->has_port || (port != NULL && problem == 0);
      if (whole->problem == 0 || (is_no_driver (problem) && !is_no_driver (whole->problem)))
        whole->problem = problem;
      take_name (whole, device, place.interface);
    }
  dfota_place_clear (&place);
  return FALSE;
}

GPtrArray *
dfota_driverless_list (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) dfota_driverless_free);
  g_autoptr (GPtrArray) wholes = g_ptr_array_new_with_free_func ((GDestroyNotify) whole_free);

  dfota_devices_find (NULL, "USB", look_at, wholes);
  dfota_devices_find (NULL, "FTDIBUS", look_at, wholes);
  for (guint i = 0; i < wholes->len; i++)
    {
      Whole *whole = g_ptr_array_index (wholes, i);
      DfotaDriverless *device;

      /* A module may well have network interfaces alone, and nothing is wrong with them. */
      if (whole->has_port || whole->problem == 0)
        continue;
      device = dfota_driverless_new (g_steal_pointer (&whole->name), whole->vid, whole->pid);
      device->problem = (int) whole->problem;
      device->no_driver = is_no_driver (whole->problem);
      g_ptr_array_add (list, device);
    }
  return list;
}
