/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/state.h"

#include "i18n.h"

#define FETCHED DFOTA_NETWORK_VIAS
#define STORED  (1u << DFOTA_VIA_STORAGE)

#define TO(state) (1u << DFOTA_STATE_##state)
#define ANY_END   (TO (DONE) | TO (FAILED) | TO (CANCELLED) | TO (UNCERTAIN))

/* From the command on the module leads: it may skip whatever its messages do not reach us for, and its restarts come where it
 * likes. It never goes back before them. Before the command it leads where we join an upgrade on its way. */
#define MODULE_LEADS                                                                                                        \
  (TO (DOWNLOADING) | TO (VERIFYING) | TO (RESTARTING) | TO (WAITING) | TO (UPDATING) | TO (CONFIRMING) | ANY_END)

static const struct
{
  const char *id;
  const char *label;
  const char *sentence;
  guint edges;
} states[] = {
  [DFOTA_STATE_OPENING]
  = { "opening", N_ ("Opening the port"), N_ ("Listening whether the module is busy."), TO (IDENTIFYING) | MODULE_LEADS },
  [DFOTA_STATE_IDENTIFYING] = { "identifying", N_ ("Asking the module who it is"),
                                N_ ("It names its model and its firmware version."), TO (CHECKING) | MODULE_LEADS },
  [DFOTA_STATE_CHECKING] = { "checking", N_ ("Checking before the start"),
                             N_ ("Nothing has been changed on the module yet."), TO (PREPARING) | MODULE_LEADS },
  [DFOTA_STATE_PREPARING]
  = { "preparing", N_ ("Preparing the connection"), N_ ("Flow control is set on both sides and tried out."),
      TO (STARTING) | TO (SENDING) | MODULE_LEADS },
  [DFOTA_STATE_STARTING] = { "starting", N_ ("Asking the module to receive the package"),
                             N_ ("The module makes room for the package."), TO (SENDING) | MODULE_LEADS },
  [DFOTA_STATE_SENDING] = { "sending", N_ ("Sending the package to the module"), N_ ("Keep the cable and power connected."),
                            TO (STARTING) | MODULE_LEADS },
  [DFOTA_STATE_DOWNLOADING] = { "downloading", N_ ("The module is storing the package"),
                                N_ ("The whole package has been sent. Keep the cable and power connected."), MODULE_LEADS },
  [DFOTA_STATE_VERIFYING] = { "verifying", N_ ("The module is checking the package"),
                              N_ ("It makes sure that the package is complete and made for it."), MODULE_LEADS },
  [DFOTA_STATE_RESTARTING] = { "restarting", N_ ("The module is restarting"),
                               N_ ("This is normal. It vanishes for a moment and comes back by itself."), MODULE_LEADS },
  [DFOTA_STATE_WAITING]
  = { "waiting", N_ ("The module is waiting for its package"),
      N_ ("It keeps trying by itself, without end. Keep its power connected, and see to its network and the server."),
      MODULE_LEADS },
  [DFOTA_STATE_UPDATING] = { "updating", N_ ("The module is upgrading itself"),
                             N_ ("Keep the cable and power connected until it has finished."), MODULE_LEADS },
  [DFOTA_STATE_CONFIRMING] = { "confirming", N_ ("Reading the version from the module"),
                               N_ ("The module starts anew and is asked who it is."), MODULE_LEADS },
  [DFOTA_STATE_DONE] = { "done", N_ ("Done"), "", 0 },
  [DFOTA_STATE_FAILED] = { "failed", N_ ("Not upgraded"), "", 0 },
  [DFOTA_STATE_CANCELLED] = { "cancelled", N_ ("Stopped"), "", 0 },
  [DFOTA_STATE_UNCERTAIN] = { "uncertain", N_ ("Not certain"), "", 0 },
};
G_STATIC_ASSERT (G_N_ELEMENTS (states) == DFOTA_N_STATES);

const char *
dfota_state_id (DfotaState state)
{
  g_return_val_if_fail (state < DFOTA_N_STATES, "");
  return states[state].id;
}

DfotaState
dfota_state_by_id (const char *id)
{
  for (DfotaState state = 0; state < DFOTA_N_STATES; state++)
    if (g_strcmp0 (dfota_state_id (state), id) == 0)
      return state;
  return DFOTA_STATE_OPENING;
}

/* Where the package takes another way than over the cable. */
static const struct
{
  DfotaState state;
  guint vias; /* bits */
  const char *label;
  const char *sentence;
} others[] = {
  { DFOTA_STATE_PREPARING, FETCHED | STORED, N_ ("Preparing the connection"), N_ ("The module's settings are made ready.") },
  { DFOTA_STATE_STARTING, FETCHED, N_ ("Asking the module to fetch the package"), N_ ("From here on it must finish.") },
  { DFOTA_STATE_STARTING, STORED, N_ ("Asking the module to upgrade itself"), N_ ("From here on it must finish.") },
  { DFOTA_STATE_SENDING, STORED, N_ ("Storing the package in the module"), N_ ("Keep the cable and power connected.") },
  { DFOTA_STATE_DOWNLOADING, FETCHED, N_ ("The module is fetching the package"),
    N_ ("It does so by itself, over its network. Keep the power connected.") },
};

/* One of the two strings of a state. */
static const char *
words (DfotaState state, DfotaVia via, gboolean sentence)
{
  const char *text = sentence ? states[state].sentence : states[state].label;

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i].state == state && (others[i].vias & (1u << via)) != 0)
      text = sentence ? others[i].sentence : others[i].label;
  /* the translation of "" is the catalogue's header */
  return *text != '\0' ? _ (text) : "";
}

const char *
dfota_state_label (DfotaState state, DfotaVia via)
{
  g_return_val_if_fail (state < DFOTA_N_STATES, "");
  return words (state, via, FALSE);
}

const char *
dfota_state_sentence (DfotaState state, DfotaVia via)
{
  g_return_val_if_fail (state < DFOTA_N_STATES, "");
  return words (state, via, TRUE);
}

gboolean
dfota_state_is_final (DfotaState state)
{
  return state >= DFOTA_STATE_DONE;
}

gboolean
dfota_state_may_follow (DfotaState from, DfotaState to)
{
  return (states[from].edges & (1u << to)) != 0;
}
