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
  static const DfotaQuestionCheck checks[] = { dfota_radio_check, dfota_baud_check, dfota_server_probe };

  if (!dfota_pdp_check (trip, error) || !dfota_server_check_address (trip, error))
    return FALSE;
  dfota_holder_check (trip);
  return dfota_question_run (trip, checks, G_N_ELEMENTS (checks), error);
}

static gboolean
prepare (DfotaTrip *trip, GError **error)
{
  return dfota_pdp_settle (trip, error) && dfota_baud_settle (trip, error);
}

static gboolean
command (DfotaTrip *trip, DfotaCommand *command, GError **error)
{
  g_autofree char *address = dfota_url_text (trip->url, trip->address);

  if (!dfota_command_add_string (command, address, error))
    return FALSE;
  dfota_route_add_settings (trip, command);
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
