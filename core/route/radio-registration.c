/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/radio-private.h"

#include <string.h>

#include "at/at-fields.h"

/* 3GPP TS 27.007, 7.2 and 10.1.22. */
enum
{
  STAT_HOME = 1,
  STAT_SEARCHING = 2,
  STAT_UNKNOWN = 4,
  STAT_ROAMING = 5,
  STAT_HOME_NO_CSFB = 9,
  STAT_ROAMING_NO_CSFB = 10
};

typedef struct
{
  int stat; /* what is told: the registration, else the first no; -1 nothing was said */
  gboolean registered;
  gboolean unclear;
  gboolean searching;
  guint denials;
} Registration;

/* The state in `+CEREG: 0,1,…`. A message that came by itself says `+CEREG: 1,"1A2B",…`: its second field is in quotes. */
static gboolean
stat_of_line (const char *line, int *ret_stat)
{
  const char *comma = strchr (line, ',');
  const char *colon = strchr (line, ':');
  g_auto (GStrv) fields = NULL;
  gint64 stat;

  if (line[0] != '+' || colon == NULL || comma == NULL || comma[1 + strspn (comma + 1, " ")] == '"')
    return FALSE;
  fields = dfota_at_fields (colon, ":");
  if (!dfota_at_field_number (fields[1], &stat) || stat < 0 || stat > 15)
    return FALSE;
  *ret_stat = (int) stat;
  return TRUE;
}

static gboolean
stat_of_answer (const char *answer, int *ret_stat)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (stat_of_line (lines[i], ret_stat))
      return TRUE;
  return FALSE;
}

static void
weigh (Registration *registration, int stat)
{
  gboolean home = stat == STAT_HOME || stat == STAT_HOME_NO_CSFB;

  registration->registered = home || stat == STAT_ROAMING || stat == STAT_ROAMING_NO_CSFB;
  if (registration->registered)
    registration->stat = home ? STAT_HOME : STAT_ROAMING;
  else if (registration->stat < 0)
    registration->stat = stat;
  registration->unclear = registration->unclear || stat == STAT_UNKNOWN;
  registration->searching = registration->searching || stat == STAT_SEARCHING;
  registration->denials += !registration->registered;
}

static gboolean
ask_registration (DfotaTrip *trip, const DfotaRadioRow *row, Registration *ret_registration, GError **error)
{
  *ret_registration = (Registration){ .stat = -1 };
  for (guint i = 0; row->registration[i] != NULL && !ret_registration->registered; i++)
    {
      g_autofree char *text = NULL;
      DfotaReply reply;
      int stat;

      if (!dfota_question_read (trip, row->registration[i], DFOTA_RADIO_ANSWER_MS, &reply, &text, error))
        return FALSE;
      if (reply == DFOTA_REPLY_ANSWERED && stat_of_answer (text, &stat))
        weigh (ret_registration, stat);
    }
  return TRUE;
}

gboolean
dfota_radio_check_registration (DfotaTrip *trip, GError **error)
{
  const DfotaRadioRow *row = dfota_radio_row (trip);
  Registration registration;

  if (!ask_registration (trip, row, &registration, error))
    return FALSE;
  for (guint i = 1; i < DFOTA_RADIO_TRIES && !registration.registered && registration.searching; i++)
    if (!dfota_question_pause (trip, DFOTA_RADIO_PAUSE_MS, error) || !ask_registration (trip, row, &registration, error))
      return FALSE;
  if (registration.stat < 0)
    return TRUE;

  g_autofree char *stat = g_strdup_printf ("%d", registration.stat);
  if (!registration.registered && !registration.unclear && registration.denials >= row->denials)
    return dfota_radio_fail (trip, DFOTA_CHECK_REGISTRATION, stat, DFOTA_ERROR_NOT_REGISTERED, error);
  trip->finding (trip, DFOTA_CHECK_REGISTRATION, registration.registered ? DFOTA_VERDICT_PASS : DFOTA_VERDICT_WARN, stat);
  return TRUE;
}
