/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "explain/driver.h"

#include "explain/driver-rows.h"
#include "i18n.h"

gboolean
dfota_driver_row_fits (const DfotaDriverRow *row, const DfotaDriverless *device)
{
  DfotaDriverKind kind = device->is_module ? DFOTA_DRIVER_MODULE : DFOTA_DRIVER_ADAPTER;

  return (row->kind == DFOTA_DRIVER_ANY || row->kind == kind) && (row->vid == 0 || row->vid == device->vid)
         && row->no_driver == device->no_driver && (row->problem == 0 || row->problem == device->problem);
}

char *
dfota_driver_name (const DfotaDriverless *device)
{
  if (device->name != NULL && *device->name != '\0')
    return g_strdup (device->name);
  return g_strdup_printf ("%04x:%04x", device->vid, device->pid);
}

DfotaAdvice *
dfota_driver_advice (const DfotaDriverless *device)
{
  const DfotaDriverRow *row = dfota_driver_row (device);
  DfotaAdvice *advice = g_new0 (DfotaAdvice, 1);
  g_autofree char *name = dfota_driver_name (device);
  g_autofree char *number = g_strdup_printf ("%d", device->problem);

  advice->title = dfota_words_fill (_ (dfota_driver_title (device)), name);
  advice->advice = dfota_words_fill (_ (row->advice), row->value != NULL ? row->value : number);
  return advice;
}
