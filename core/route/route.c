/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/route.h"

gboolean
dfota_route_open_package (DfotaTrip *trip, GError **error)
{
  g_autoptr (DfotaPackageReader) reader = NULL;

  if (trip->reader != NULL)
    return TRUE;
  reader = dfota_package_reader_new (trip->package, error);
  if (reader == NULL || !dfota_package_reader_check (reader, error))
    return FALSE;
  trip->reader = g_steal_pointer (&reader);
  return TRUE;
}

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
