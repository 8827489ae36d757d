/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/radio-private.h"

#include <string.h>

#include "at/at-fields.h"

#define SIM_MS 5000 /* the maker's manuals: AT+CPIN? may take 5 s */

typedef enum
{
  SIM_UNKNOWN,
  SIM_READY,
  SIM_BUSY,
  SIM_MISSING,
  SIM_LOCKED
} SimState;

/* By number, or in words (AT+CMEE=2): 3GPP TS 27.007, 9.2. */
static const struct
{
  const char *number, *words;
  SimState state;
  const char *lock;
} sim_errors[] = {
  { "5", "PH-SIM PIN required", SIM_LOCKED, "PH-SIM PIN" },
  { "10", "SIM not inserted", SIM_MISSING, NULL }, /* lint: as it is */
  { "11", "SIM PIN required", SIM_LOCKED, "SIM PIN" },
  { "12", "SIM PUK required", SIM_LOCKED, "SIM PUK" },
  { "13", "SIM failure", SIM_MISSING, NULL },
  { "14", "SIM busy", SIM_BUSY, NULL },
  { "15", "SIM wrong", SIM_MISSING, NULL },
};

static SimState
sim_of_refusal (const char *line, const char **ret_words)
{
  const char *words = dfota_question_words (line);

  *ret_words = line;
  for (gsize i = 0; i < G_N_ELEMENTS (sim_errors); i++)
    if (strcmp (words, sim_errors[i].number) == 0 || g_ascii_strcasecmp (words, sim_errors[i].words) == 0)
      {
        if (sim_errors[i].lock != NULL)
          *ret_words = sim_errors[i].lock;
        return sim_errors[i].state;
      }
  return SIM_UNKNOWN;
}

/* PIN2 and PUK2 guard numbers in the card, not the network. */
static SimState
sim_of_words (const char *words)
{
  if (strcmp (words, "READY") == 0 || g_str_has_suffix (words, "PIN2") || g_str_has_suffix (words, "PUK2"))
    return SIM_READY;
  if (strcmp (words, "NOT READY") == 0)
    return SIM_BUSY;
  if (strcmp (words, "NOT INSERTED") == 0)
    return SIM_MISSING;
  return strstr (words, "PIN") != NULL || strstr (words, "PUK") != NULL ? SIM_LOCKED : SIM_UNKNOWN;
}

/* *ret_words: what the module said of it, "" nothing. */
static gboolean
ask_sim (DfotaTrip *trip, SimState *ret_state, char **ret_words, GError **error)
{
  g_autofree char *text = NULL;
  const char *words = "";
  DfotaReply reply;

  if (!dfota_question_read (trip, "AT+CPIN?", SIM_MS, &reply, &text, error))
    return FALSE;

  g_auto (GStrv) fields = reply == DFOTA_REPLY_ANSWERED ? dfota_at_fields_in (text, "+CPIN:") : NULL;
  *ret_state = SIM_UNKNOWN;
  if (reply == DFOTA_REPLY_REFUSED)
    *ret_state = sim_of_refusal (text, &words);
  else if (fields != NULL && fields[0] != NULL)
    *ret_state = sim_of_words (words = fields[0]);
  *ret_words = g_strdup (words);
  return TRUE;
}

gboolean
dfota_radio_check_sim (DfotaTrip *trip, GError **error)
{
  g_autofree char *words = NULL;
  SimState state = SIM_UNKNOWN;

  if (!ask_sim (trip, &state, &words, error))
    return FALSE;
  for (guint i = 1; i < DFOTA_RADIO_TRIES && state == SIM_BUSY; i++)
    {
      g_clear_pointer (&words, g_free);
      if (!dfota_question_pause (trip, DFOTA_RADIO_PAUSE_MS, error) || !ask_sim (trip, &state, &words, error))
        return FALSE;
    }

  if (state == SIM_MISSING)
    return dfota_radio_fail (trip, DFOTA_CHECK_SIM, words, DFOTA_ERROR_SIM_MISSING, error);
  if (state == SIM_LOCKED)
    return dfota_radio_fail (trip, DFOTA_CHECK_SIM, words, DFOTA_ERROR_SIM_LOCKED, error);
  if (state == SIM_READY)
    trip->finding (trip, DFOTA_CHECK_SIM, DFOTA_VERDICT_PASS, words);
  else if (state == SIM_BUSY || dfota_radio_row (trip)->sim_is_owed)
    trip->finding (trip, DFOTA_CHECK_SIM, DFOTA_VERDICT_WARN, words);
  return TRUE;
}
