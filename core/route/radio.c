/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/radio.h"

#include <string.h>

#include "at/at-fields.h"
#include "route/radio-private.h"

/* Weaker than this a download stalls more often than not: LTE cells are left at about −115 dBm of reference signal, and
 * −103 dBm in all (AT+CSQ 5) is what one bar of a telephone stands for. */
#define WEAK_RSRP (-115)
#define WEAK_RSSI (-103)

/* CS only, LTE only, packets only: registered in one of them is enough */
#define LTE_QUESTIONS                                                                                                       \
  .registration = { "AT+CEREG?", "AT+CREG?", "AT+CGREG?" }, .denials = 2, .addresses = { "AT+CGPADDR", "AT+CGPADDR=1" }

static const DfotaRadioRow rows[] = {
  { .family = DFOTA_FAMILY_LTE_STANDARD, LTE_QUESTIONS },
  { .family = DFOTA_FAMILY_LTE_STANDARD_MINI, LTE_QUESTIONS },
  { .family = DFOTA_FAMILY_EP06, LTE_QUESTIONS },
  /* guide BC260Y-CN, 2.1.3 and 3.1.3; NB-IoT has one network to be registered in */
  { .family = DFOTA_FAMILY_BC260Y,
    .registration = { "AT+CEREG?", "AT+CREG?" },
    .denials = 1,
    .addresses = { "AT+CGPADDR?", "AT+CGPADDR" },
    .sim_is_owed = TRUE },
};

const DfotaRadioRow *
dfota_radio_row (const DfotaTrip *trip)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].family == trip->module->family)
      return &rows[i];
  return &rows[0];
}

gboolean
dfota_radio_fail (DfotaTrip *trip, DfotaCheckId id, const char *value, DfotaErrorCode code, GError **error)
{
  gboolean resend = trip->job->resend;

  trip->finding (trip, id, resend ? DFOTA_VERDICT_WARN : DFOTA_VERDICT_FAIL, value);
  return resend || dfota_fail (error, code, value);
}

/* --- signal --- */

/* A strength by one of the two commands: field, the range that means something, and dBm = base + step × n. */
typedef struct
{
  const char *command, *prefix;
  guint field;
  int last, base, step, weak;
} Strength;

static const Strength strengths[] = {
  { "AT+CESQ", "+CESQ:", 5, 97, -141, 1, WEAK_RSRP }, /* reference signal (RSRP) of LTE; 255 unknown */
  { "AT+CSQ", "+CSQ:", 0, 31, -113, 2, WEAK_RSSI },   /* all there is (RSSI); 99 unknown */
};

static gboolean
read_strength (const Strength *strength, const char *answer, int *ret_dbm)
{
  g_auto (GStrv) fields = dfota_at_fields_in (answer, strength->prefix);
  gint64 n;

  if (fields == NULL || g_strv_length (fields) <= strength->field || !dfota_at_field_number (fields[strength->field], &n)
      || n < 0 || n > strength->last)
    return FALSE;
  *ret_dbm = strength->base + strength->step * (int) n;
  return TRUE;
}

static gboolean
check_signal (DfotaTrip *trip, GError **error)
{
  gboolean answered = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (strengths); i++)
    {
      g_autofree char *text = NULL;
      DfotaReply reply;
      int dbm;

      if (!dfota_question_read (trip, strengths[i].command, DFOTA_RADIO_ANSWER_MS, &reply, &text, error))
        return FALSE;
      answered = answered || reply == DFOTA_REPLY_ANSWERED;
      if (reply == DFOTA_REPLY_ANSWERED && read_strength (&strengths[i], text, &dbm))
        {
          g_autofree char *value = g_strdup_printf ("%d", dbm);
          trip->finding (trip, DFOTA_CHECK_SIGNAL, dbm < strengths[i].weak ? DFOTA_VERDICT_WARN : DFOTA_VERDICT_PASS, value);
          return TRUE;
        }
    }
  if (answered)
    trip->finding (trip, DFOTA_CHECK_SIGNAL, DFOTA_VERDICT_WARN, "");
  return TRUE;
}

/* --- attachment and address --- */

static gboolean
check_attachment (DfotaTrip *trip, GError **error)
{
  g_autofree char *text = NULL;
  DfotaReply reply;
  gint64 attached;

  if (!dfota_question_read (trip, "AT+CGATT?", DFOTA_RADIO_ANSWER_MS, &reply, &text, error))
    return FALSE;
  g_auto (GStrv) fields = reply == DFOTA_REPLY_ANSWERED ? dfota_at_fields_in (text, "+CGATT:") : NULL;
  if (fields != NULL && dfota_at_field_number (fields[0], &attached))
    trip->finding (trip, DFOTA_CHECK_ATTACH, attached == 1 ? DFOTA_VERDICT_PASS : DFOTA_VERDICT_WARN,
                   attached == 1 ? "1" : "0");
  return TRUE;
}

/* An empty field, 0.0.0.0 and ::0 are none. */
static gboolean
is_address (const char *field)
{
  return field[strspn (field, "0.:")] != '\0';
}

/* The first address of any context in `+CGPADDR: 1,"10.123.45.67"`, newly allocated, or NULL. */
static char *
address_of_answer (const char *answer)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = dfota_at_fields (lines[i], "+CGPADDR:");
      for (guint k = 1; fields != NULL && fields[0] != NULL && fields[k] != NULL; k++)
        if (is_address (fields[k]))
          return g_strdup (fields[k]);
    }
  return NULL;
}

static gboolean
check_address (DfotaTrip *trip, GError **error)
{
  const DfotaRadioRow *row = dfota_radio_row (trip);
  g_autofree char *address = NULL;
  gboolean answered = FALSE;

  for (guint i = 0; row->addresses[i] != NULL && address == NULL; i++)
    {
      g_autofree char *text = NULL;
      DfotaReply reply;

      if (!dfota_question_read (trip, row->addresses[i], DFOTA_RADIO_ANSWER_MS, &reply, &text, error))
        return FALSE;
      if (reply != DFOTA_REPLY_ANSWERED)
        continue;
      answered = TRUE;
      address = address_of_answer (text);
    }
  if (answered)
    trip->finding (trip, DFOTA_CHECK_IP, address != NULL ? DFOTA_VERDICT_PASS : DFOTA_VERDICT_WARN,
                   address != NULL ? address : "");
  return TRUE;
}

gboolean
dfota_radio_check (DfotaTrip *trip, GError **error)
{
  static const DfotaQuestionCheck checks[]
      = { dfota_radio_check_sim, dfota_radio_check_registration, check_signal, check_attachment, check_address };

  return dfota_question_run (trip, checks, G_N_ELEMENTS (checks), error);
}
