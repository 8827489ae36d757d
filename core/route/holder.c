/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/holder.h"

#include "port/port-list.h"
#include "port/release.h"

void
dfota_holder_check (DfotaTrip *trip)
{
  if (trip->port->kind == DFOTA_PORT_TCP)
    return;

  /* The system's modem service need not have the port open at this moment: it will after the module's next restart. */
  g_autofree char *holder = dfota_port_busy_by (trip->port->title);
  if (holder == NULL)
    holder = dfota_release_holder (trip->port->title);
  if (holder != NULL)
    trip->finding (trip, DFOTA_CHECK_HOLDER, DFOTA_VERDICT_WARN, holder);
}
