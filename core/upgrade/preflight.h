/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What is looked at before the start. Each finding is a value; its words come from dfota_check_words(). */
typedef enum
{
  DFOTA_CHECK_MODULE,      /* it answers and is one of ours; value: the model */
  DFOTA_CHECK_DFOTA,       /* AT+QFOTADL=? answers; value: the model */
  DFOTA_CHECK_PACKAGE,     /* readable, hashed, its name allowed; value: the file's name */
  DFOTA_CHECK_MATCH,       /* what its name says against what the module is; value: the file's name */
  DFOTA_CHECK_SPACE,       /* AT+QFLDS; value: free bytes */
  DFOTA_CHECK_DOWNGRADE,   /* warn only: the package leads back; value: the older revision */
  DFOTA_CHECK_POWER,       /* USB autosuspend; warn's value: the command to type */
  DFOTA_CHECK_FLOW,        /* pass: hardware on both sides; warn: none, slow; value: why not */
  DFOTA_CHECK_FLOW_REMOTE, /* tcp: the serial server's own flow control is the user's to see to; value: the address */
  DFOTA_CHECK_RESTART,     /* warn only, during the upgrade: the module waits to be switched off and on (upgrade_mode 0) */
  DFOTA_N_CHECKS
} DfotaCheckId;

typedef enum
{
  DFOTA_VERDICT_PASS,
  DFOTA_VERDICT_WARN,
  DFOTA_VERDICT_FAIL
} DfotaCheckVerdict;

typedef struct
{
  DfotaCheckId id;
  DfotaCheckVerdict verdict;
  char *value; /* never NULL */
} DfotaCheckEvent;

const char *dfota_check_name (DfotaCheckId id);             /* "space" */
const char *dfota_verdict_name (DfotaCheckVerdict verdict); /* "pass" "warn" "fail" */

/* One sentence each, in the language in force; *ret_advice is "" where nothing is to be done. Newly allocated. */
void dfota_check_words (const DfotaCheckEvent *check, char **ret_title, char **ret_advice);
