/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/baud.h"

#include "at/at-fields.h"
#include "route/question.h"

#define ANSWER_MS 3000

#define AUTOMATIC  0
#define USUAL_RATE 115200

static gboolean
has_setting (const DfotaTrip *trip)
{
  return trip->module->family == DFOTA_FAMILY_BC260Y && trip->port->kind != DFOTA_PORT_USB;
}

/* *ret_rate: DFOTA_UNSET where the module does not tell. */
static gboolean
read_rate (DfotaTrip *trip, gint64 *ret_rate, GError **error)
{
  g_autofree char *text = NULL;
  DfotaReply reply;

  if (!dfota_question_read (trip, "AT+IPR?", ANSWER_MS, &reply, &text, error))
    return FALSE;
  g_auto (GStrv) fields = reply == DFOTA_REPLY_ANSWERED ? dfota_at_fields_in (text, "+IPR:") : NULL;
  if (fields == NULL || !dfota_at_field_number (fields[0], ret_rate))
    *ret_rate = DFOTA_UNSET;
  return TRUE;
}

static void
tell (DfotaTrip *trip, gint64 rate)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, rate);

  if (rate != DFOTA_UNSET)
    trip->finding (trip, DFOTA_CHECK_BAUD, rate == AUTOMATIC ? DFOTA_VERDICT_WARN : DFOTA_VERDICT_PASS, value);
}

gboolean
dfota_baud_check (DfotaTrip *trip, GError **error)
{
  gint64 rate;

  if (!has_setting (trip))
    return TRUE;
  if (!read_rate (trip, &rate, error))
    return FALSE;
  tell (trip, rate);
  return TRUE;
}

static DfotaCommand *
command_for (gint64 rate)
{
  DfotaCommand *command = dfota_command_new_change ("AT+IPR");

  dfota_command_add_number (command, rate);
  return command;
}

/* The rate that the line is known to have; 0: it is not. A far serial server may run at any, and a module that is fixed to
 * another one is out of reach until somebody who stands beside it helps. On this computer it is the practice module. */
static gint64
rate_of_line (const DfotaTrip *trip)
{
  gboolean here = g_str_has_prefix (trip->port->name, "tcp:127.") || g_str_has_prefix (trip->port->name, "tcp:localhost:");

  if (trip->port->baud != 0)
    return trip->port->baud;
  return here ? USUAL_RATE : 0;
}

gboolean
dfota_baud_settle (DfotaTrip *trip, GError **error)
{
  gint64 rate = rate_of_line (trip);
  g_autoptr (DfotaCommand) command = command_for (rate);
  g_autofree char *text = NULL;
  gint64 before = DFOTA_UNSET;
  gint64 after = DFOTA_UNSET;
  DfotaReply reply;

  if (!has_setting (trip))
    return TRUE;
  if (!read_rate (trip, &before, error))
    return FALSE;
  if (before != AUTOMATIC)
    return TRUE;
  if (rate == 0)
    {
      trip->finding (trip, DFOTA_CHECK_BAUD, DFOTA_VERDICT_WARN, "!");
      return TRUE;
    }
  /* before it is asked, for a Stop may come before the answer; whatever is answered: if it holds, it is owed back */
  trip->baud_before = AUTOMATIC;
  if (!dfota_question_ask (trip, command, ANSWER_MS, &reply, &text, error))
    return FALSE;
  if (reply == DFOTA_REPLY_REFUSED)
    trip->baud_before = DFOTA_UNSET;
  if (!read_rate (trip, &after, error))
    return FALSE;

  if (after == rate)
    tell (trip, after);
  else
    trip->finding (trip, DFOTA_CHECK_BAUD, DFOTA_VERDICT_WARN, "!");
  return TRUE;
}

void
dfota_baud_restore (DfotaTrip *trip)
{
  if (trip->baud_before == DFOTA_UNSET)
    return;

  g_autoptr (DfotaCommand) command = command_for (trip->baud_before);
  gint64 until = dfota_port_now (trip->port) + ANSWER_MS * G_GINT64_CONSTANT (1000);

  dfota_at_ask (trip->at, command, DFOTA_LINE_OK, until, trip->cancel, NULL, NULL);
  trip->baud_before = DFOTA_UNSET;
}
