/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dfota.h"

/* What the user is shown before he says yes. */
typedef struct
{
  const DfotaModule *module;
  const DfotaPackage *package; /* NULL: not on this computer */
  const DfotaPackage *second;  /* MiniFOTA: its .mini_2, or NULL */
  const char *address;         /* NULL: the module fetches nothing; without its password */
  goffset size;                /* bytes of the whole package; 0: not known */
  const DfotaJob *job;
  DfotaPortKind kind;
  gboolean downgrade;
} Plan;

/* Shows it and asks, on the terminal. TRUE: yes. */
gboolean confirm_ask (const Plan *plan);

/* For a module that waits in download mode: shows where it will be sent for its package, and asks. */
gboolean confirm_resend (const char *address);
