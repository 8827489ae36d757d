/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/holder.h"

#include "port/port-list.h"

void
dfota_holder_check (DfotaTrip *trip)
{
  if (trip->port->kind == DFOTA_PORT_TCP)
    return;

  g_autofree char *holder = dfota_port_busy_by (trip->port->title);
  if (holder != NULL)
    trip->finding (trip, DFOTA_CHECK_HOLDER, DFOTA_VERDICT_WARN, holder);
}
