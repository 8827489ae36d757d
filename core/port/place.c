/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/place.h"

#include "port/port-list.h"

void
dfota_place_copy (DfotaPlace *to, const DfotaPlace *from)
{
  *to = *from;
  to->path = g_strdup (from->path);
  to->serial = g_strdup (from->serial);
}

void
dfota_place_clear (DfotaPlace *place)
{
  g_free (place->path);
  g_free (place->serial);
  *place = (DfotaPlace){ .interface = -1 };
}

/* Of one device: its interfaces, and the ports of one of them. */
static gboolean
same_part (const DfotaPlace *a, const DfotaPlace *b)
{
  return a->interface == b->interface && a->port == b->port;
}

static gboolean
same_socket (const DfotaPlace *a, const DfotaPlace *b)
{
  return a->path != NULL && g_strcmp0 (a->path, b->path) == 0 && same_part (a, b);
}

static gboolean
same_serial (const DfotaPlace *a, const DfotaPlace *b)
{
  return a->serial != NULL && a->serial[0] != '\0' && g_strcmp0 (a->serial, b->serial) == 0 && same_part (a, b);
}

static gboolean
same_product (const DfotaPlace *a, const DfotaPlace *b)
{
  return a->vid != 0 && a->vid == b->vid && a->pid == b->pid && same_part (a, b);
}

/* The only port that is the same by this rule; -1 if there is none, -2 if there are several. Two modules of one batch may well
 * share a serial number: then it says nothing. */
static int
find_only (const DfotaPlace *place, GPtrArray *ports, gboolean (*is_same) (const DfotaPlace *, const DfotaPlace *))
{
  int found = -1;

  for (guint i = 0; i < ports->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (ports, i);

      if (!is_same (place, &info->place))
        continue;
      if (found >= 0)
        return -2;
      found = (int) i;
    }
  return found;
}

int
dfota_place_find (const DfotaPlace *place, GPtrArray *ports)
{
  static gboolean (*const rules[]) (const DfotaPlace *, const DfotaPlace *) = { same_socket, same_serial, same_product };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const int found = find_only (place, ports, rules[i]);

      if (found >= 0)
        return found;
    }
  return -1;
}

GPtrArray *
dfota_place_strangers (const DfotaPlace *place, GPtrArray *ports)
{
  GPtrArray *strangers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ports->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (ports, i);

      if (info->place.path != NULL && g_strcmp0 (info->place.path, place->path) != 0)
        g_ptr_array_add (strangers, g_strdup (info->place.path));
    }
  return strangers;
}

void
dfota_place_drop_strangers (GPtrArray *ports, GPtrArray *strangers)
{
  for (guint i = ports->len; i-- > 0;)
    {
      const DfotaPortInfo *info = g_ptr_array_index (ports, i);

      if (info->place.path != NULL && g_ptr_array_find_with_equal_func (strangers, info->place.path, g_str_equal, NULL))
        g_ptr_array_remove_index (ports, i);
    }
}
