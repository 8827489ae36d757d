/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/route.h"

void
dfota_route_add_settings (const DfotaTrip *trip, DfotaCommand *command)
{
  const DfotaJob *job = trip->job;

  if ((trip->sends & DFOTA_SENDS_MODE) != 0)
    dfota_command_add_number (command, job->mode);
  if ((trip->sends & DFOTA_SENDS_COUNTS) != 0)
    dfota_command_add_number (command, job->download_urcs);
  if ((trip->sends & DFOTA_SENDS_COUNTS) != 0 && job->update_urcs != DFOTA_UNSET)
    dfota_command_add_number (command, job->update_urcs);
}
