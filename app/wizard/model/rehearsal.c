/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rehearsal.h"

#include <glib/gi18n.h>

static const char *const words[DFOTA_N_CHECKS] = {
  [DFOTA_CHECK_MODULE] = N_ ("The module"),
  [DFOTA_CHECK_DFOTA] = N_ ("Whether the module can upgrade itself"),
  [DFOTA_CHECK_PACKAGE] = N_ ("The upgrade package"),
  [DFOTA_CHECK_PAIR] = N_ ("The second part of the package"),
  [DFOTA_CHECK_BASELINE] = N_ ("The line of firmware"),
  [DFOTA_CHECK_MATCH] = N_ ("Whether the package is made for this module"),
  [DFOTA_CHECK_SPACE] = N_ ("Free space on the module"),
  [DFOTA_CHECK_ADDRESS] = N_ ("The address of the package"),
  [DFOTA_CHECK_SIM] = N_ ("The SIM card"),
  [DFOTA_CHECK_REGISTRATION] = N_ ("The mobile network"),
  [DFOTA_CHECK_SIGNAL] = N_ ("The signal"),
  [DFOTA_CHECK_ATTACH] = N_ ("The data network"),
  [DFOTA_CHECK_IP] = N_ ("The module's address in the network"),
  [DFOTA_CHECK_BAUD] = N_ ("The baud rate"),
  [DFOTA_CHECK_PROBE] = N_ ("The package on the server"),
  [DFOTA_CHECK_FRAMING] = N_ ("The framing profile"),
};

/* Core's own order (upgrade/rehearse.c, then the check of each route). */
gsize
wizard_rehearsal (const WizardState *state, DfotaCheckId ret_checks[DFOTA_N_CHECKS])
{
  gboolean local = state->package != NULL && !state->on_server;
  gboolean fetched = wizard_card_takes_address (wizard_card_of (state->via));
  gboolean bc260y = state->module != NULL && state->module->family == DFOTA_FAMILY_BC260Y;
  const struct
  {
    DfotaCheckId id;
    gboolean comes;
  } rows[] = {
    { DFOTA_CHECK_MODULE, TRUE },
    { DFOTA_CHECK_DFOTA, TRUE },
    { DFOTA_CHECK_PACKAGE, local },
    { DFOTA_CHECK_PAIR, local && state->second != NULL },
    { DFOTA_CHECK_MATCH, local || fetched },
    { DFOTA_CHECK_BASELINE, bc260y },
    { DFOTA_CHECK_ADDRESS, fetched },
    { DFOTA_CHECK_SIM, fetched },
    { DFOTA_CHECK_REGISTRATION, fetched },
    { DFOTA_CHECK_SIGNAL, fetched },
    { DFOTA_CHECK_ATTACH, fetched },
    { DFOTA_CHECK_IP, fetched },
    { DFOTA_CHECK_BAUD, fetched && bc260y },
    { DFOTA_CHECK_PROBE, fetched && !state->no_probe },
    { DFOTA_CHECK_FRAMING, state->via == DFOTA_VIA_PROTOCOL },
    { DFOTA_CHECK_SPACE, !fetched },
  };
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].comes)
      ret_checks[n++] = rows[i].id;
  return n;
}

const char *
wizard_rehearsal_words (DfotaCheckId id)
{
  return words[id] != NULL ? _ (words[id]) : "";
}
