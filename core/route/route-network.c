/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/route-network.h"

#include "route/baud.h"
#include "route/holder.h"
#include "route/pdp.h"
#include "route/question.h"
#include "route/radio.h"
#include "route/server-check.h"

/* What is wrong in the options or the address ends it before anybody is asked; of the rest all is told. */
static gboolean
check (DfotaTrip *trip, GError **error)
{
  static gboolean (*const checks[]) (DfotaTrip *, GError **) = { dfota_radio_check, dfota_baud_check, dfota_server_probe };
  GError *first = NULL;
  gboolean goes_on = TRUE;

  if (!dfota_pdp_check (trip, error) || !dfota_server_check_address (trip, error))
    return FALSE;
  dfota_holder_check (trip);
  for (gsize i = 0; i < G_N_ELEMENTS (checks) && goes_on; i++)
    {
      GError *fault = NULL;
      checks[i](trip, &fault);
      goes_on = dfota_question_go_on (&first, fault);
    }
  if (first != NULL)
    g_propagate_error (error, first);
  return first == NULL;
}

static gboolean
prepare (DfotaTrip *trip, GError **error)
{
  return dfota_pdp_settle (trip, error) && dfota_baud_settle (trip, error);
}

/* What the way takes is always sent: an omitted parameter keeps its last value. */
static gboolean
command (DfotaTrip *trip, DfotaCommand *command, GError **error)
{
  const DfotaJob *job = trip->job;
  g_autofree char *address = dfota_url_text (trip->url, trip->address);

  if (!dfota_command_add_string (command, address, error))
    return FALSE;
  if ((trip->sends & DFOTA_SENDS_MODE) != 0)
    dfota_command_add_number (command, job->mode);
  if ((trip->sends & DFOTA_SENDS_COUNTS) != 0)
    dfota_command_add_number (command, job->download_urcs);
  if ((trip->sends & DFOTA_SENDS_COUNTS) != 0 && job->update_urcs != DFOTA_UNSET)
    dfota_command_add_number (command, job->update_urcs);
  return TRUE;
}

static void
tidy (DfotaTrip *trip)
{
  g_clear_pointer (&trip->url, dfota_url_free);
}

const DfotaRoute dfota_route_network = {
  .check = check,
  .prepare = prepare,
  .command = command,
  .answer = DFOTA_LINE_OK,
  .tidy = tidy,
  .leave = dfota_baud_restore,
};
