/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "upgrade/state.h"

#include "i18n.h"

#define TO(state) (1u << DFOTA_STATE_##state)
#define ANY_END   (TO (DONE) | TO (FAILED) | TO (CANCELLED) | TO (UNCERTAIN))

/* From the command on the module leads: it may skip whatever its messages do not reach us for, and its restarts come where it
 * likes. It never goes back before them. */
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
  = { "opening", N_ ("Opening the port"), N_ ("Listening whether the module is busy."), TO (IDENTIFYING) | ANY_END },
  [DFOTA_STATE_IDENTIFYING] = { "identifying", N_ ("Asking the module who it is"),
                                N_ ("It names its model and its firmware version."), TO (CHECKING) | ANY_END },
  [DFOTA_STATE_CHECKING] = { "checking", N_ ("Checking before the start"),
                             N_ ("Nothing has been changed on the module yet."), TO (PREPARING) | ANY_END },
  [DFOTA_STATE_PREPARING] = { "preparing", N_ ("Preparing the connection"),
                              N_ ("Flow control is set on both sides and tried out."), TO (STARTING) | ANY_END },
  [DFOTA_STATE_STARTING] = { "starting", N_ ("Asking the module to receive the package"),
                             N_ ("The module makes room for the package."), TO (SENDING) | MODULE_LEADS },
  [DFOTA_STATE_SENDING]
  = { "sending", N_ ("Sending the package to the module"), N_ ("Keep the cable and power connected."), MODULE_LEADS },
  [DFOTA_STATE_DOWNLOADING] = { "downloading", N_ ("The module is storing the package"),
                                N_ ("The whole package has been sent. Keep the cable and power connected."), MODULE_LEADS },
  [DFOTA_STATE_VERIFYING] = { "verifying", N_ ("The module is checking the package"),
                              N_ ("It makes sure that the package is complete and made for it."), MODULE_LEADS },
  [DFOTA_STATE_RESTARTING] = { "restarting", N_ ("The module is restarting"),
                               N_ ("This is normal. It vanishes for a moment and comes back by itself."), MODULE_LEADS },
  [DFOTA_STATE_WAITING]
  = { "waiting", N_ ("The module is waiting for its package"), N_ ("It keeps trying by itself."), MODULE_LEADS },
  [DFOTA_STATE_UPDATING] = { "updating", N_ ("The module is upgrading itself"),
                             N_ ("Keep the cable and power connected until it has finished."), MODULE_LEADS },
  [DFOTA_STATE_CONFIRMING] = { "confirming", N_ ("Reading the version from the module"),
                               N_ ("The module starts anew and is asked who it is."), TO (RESTARTING) | ANY_END },
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

const char *
dfota_state_label (DfotaState state)
{
  g_return_val_if_fail (state < DFOTA_N_STATES, "");
  return _ (states[state].label);
}

const char *
dfota_state_sentence (DfotaState state)
{
  g_return_val_if_fail (state < DFOTA_N_STATES, "");
  /* the translation of "" is the catalogue's header */
  return *states[state].sentence != '\0' ? _ (states[state].sentence) : "";
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
