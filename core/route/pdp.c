/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/pdp.h"

#include <string.h>

#include "at/at-fields.h"
#include "error.h"
#include "route/question.h"

#define ANSWER_MS   5000
#define ACTIVATE_MS 150000 /* the maker's TCP/IP manuals: AT+QIACT takes up to 150 s */

#define DEFAULT_CID 1 /* of AT+QCFG="fota/cid" */
#define IPV4        1

/* Longest that any edition takes: 3GPP TS 23.003, 9.1; the maker's TCP/IP manuals. */
#define APN_MAX   100
#define LOGIN_MAX 127

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

static int
cid_of (const DfotaTrip *trip)
{
  return trip->job->cid != DFOTA_UNSET ? trip->job->cid : DEFAULT_CID;
}

/* Printable, and nothing that ends the field; an APN has no space either. */
static gboolean
is_sendable (const char *text, gsize max, char least)
{
  for (const char *at = text; at != NULL && *at != '\0'; at++)
    if (*at < least || *at > '~' || *at == '"')
      return FALSE;
  return text == NULL || strlen (text) <= max;
}

gboolean
dfota_pdp_check (DfotaTrip *trip, GError **error)
{
  const DfotaJob *job = trip->job;
  gboolean login = is_given (job->apn_user) || is_given (job->apn_password) || job->auth != DFOTA_PDP_AUTH_NONE;

  /* AT+QICSGP has all of them in one line: a login alone would take the APN away */
  if ((is_given (job->apn) && (trip->sends & DFOTA_SENDS_APN) == 0) || (login && !is_given (job->apn)))
    return dfota_fail (error, DFOTA_ERROR_USAGE, "--apn");
  /* MiniFOTA: a number says which context the APN belongs to, and nothing else */
  if (job->cid != DFOTA_UNSET && (trip->sends & DFOTA_SENDS_CID) == 0 && !is_given (job->apn))
    return dfota_fail (error, DFOTA_ERROR_USAGE, "--cid");
  if (!is_sendable (job->apn, APN_MAX, '!'))
    return dfota_fail (error, DFOTA_ERROR_USAGE, "--apn");
  if (!is_sendable (job->apn_user, LOGIN_MAX, ' '))
    return dfota_fail (error, DFOTA_ERROR_USAGE, "--apn-user");
  if (!is_sendable (job->apn_password, LOGIN_MAX, ' '))
    return dfota_fail (error, DFOTA_ERROR_USAGE, "--apn-password");
  return TRUE;
}

/* Sends a setting that must be taken. */
static gboolean
set (DfotaTrip *trip, const DfotaCommand *command, GError **error)
{
  g_autofree char *text = NULL;
  DfotaReply reply;

  if (!dfota_question_ask (trip, command, ANSWER_MS, &reply, &text, error))
    return FALSE;
  return reply == DFOTA_REPLY_ANSWERED || dfota_fail (error, DFOTA_ERROR_PDP_FAILED, text);
}

static gboolean
set_context (DfotaTrip *trip, GError **error)
{
  const DfotaJob *job = trip->job;
  g_autoptr (DfotaCommand) command = dfota_command_new_change ("AT+QICSGP");

  dfota_command_add_number (command, cid_of (trip));
  dfota_command_add_number (command, IPV4);
  if (!dfota_command_add_string (command, job->apn, error)
      || !dfota_command_add_string (command, job->apn_user != NULL ? job->apn_user : "", error)
      || !dfota_command_add_string (command, job->apn_password != NULL ? job->apn_password : "", error))
    return FALSE;
  dfota_command_add_number (command, job->auth);
  return set (trip, command, error);
}

/* Every time: the module does not keep it. */
static gboolean
name_context (DfotaTrip *trip, GError **error)
{
  g_autoptr (DfotaCommand) command = dfota_command_new_change ("AT+QCFG");

  dfota_command_add_string (command, "fota/cid", NULL);
  dfota_command_add_number (command, cid_of (trip));
  return set (trip, command, error);
}

/* Patience makes a wait of ours shorter, never longer. */
static guint
activation_ms (const DfotaTrip *trip)
{
  int patience = trip->job->patience;

  return patience != DFOTA_UNSET && patience < ACTIVATE_MS / 1000 ? (guint) patience * 1000 : ACTIVATE_MS;
}

/* Is it in the list of `+QIACT: 1,1,1,"10.7.6.5"` (number, state, type, address)? */
static gboolean
is_listed (const char *answer, int cid)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = dfota_at_fields (lines[i], "+QIACT:");
      gint64 number, state;

      if (fields != NULL && dfota_at_field_number (fields[0], &number) && dfota_at_field_number (fields[1], &state)
          && number == cid && state == 1)
        return TRUE;
    }
  return FALSE;
}

static gboolean
ask_active (DfotaTrip *trip, gboolean *ret_active, GError **error)
{
  g_autofree char *text = NULL;
  DfotaReply reply;

  if (!dfota_question_read (trip, "AT+QIACT?", ANSWER_MS, &reply, &text, error))
    return FALSE;
  *ret_active = reply == DFOTA_REPLY_ANSWERED && is_listed (text, cid_of (trip));
  return TRUE;
}

/* A context that is active already answers ERROR, and so do some modules at the first try (EG800K, BG95): the list decides. */
static gboolean
activate (DfotaTrip *trip, GError **error)
{
  g_autoptr (DfotaCommand) command = dfota_command_new_change ("AT+QIACT");
  g_autofree char *text = NULL;
  gboolean active = FALSE;
  DfotaReply reply;

  if (!ask_active (trip, &active, error) || active)
    return active;
  dfota_command_add_number (command, cid_of (trip));
  if (!dfota_question_ask (trip, command, activation_ms (trip), &reply, &text, error))
    return FALSE;
  if (reply == DFOTA_REPLY_ANSWERED)
    return TRUE;
  if (!ask_active (trip, &active, error))
    return FALSE;
  return active || dfota_fail (error, DFOTA_ERROR_PDP_FAILED, text);
}

gboolean
dfota_pdp_settle (DfotaTrip *trip, GError **error)
{
  gboolean chosen = is_given (trip->job->apn) || trip->job->cid != DFOTA_UNSET;

  if (!chosen || (trip->sends & (DFOTA_SENDS_APN | DFOTA_SENDS_CID)) == 0)
    return TRUE;
  if (is_given (trip->job->apn) && !set_context (trip, error))
    return FALSE;
  if ((trip->sends & DFOTA_SENDS_CID) != 0 && (!name_context (trip, error) || !activate (trip, error)))
    return FALSE;

  g_autofree char *cid = g_strdup_printf ("%d", cid_of (trip));
  trip->finding (trip, DFOTA_CHECK_PDP, DFOTA_VERDICT_PASS, cid);
  return TRUE;
}
