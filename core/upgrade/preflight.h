/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What is looked at before the start. Each finding is a value; its words come from dfota_check_words(). */
typedef enum
{
  DFOTA_CHECK_MODULE,      /* it answers and is one of ours; value: the model */
  DFOTA_CHECK_DFOTA,       /* AT+QFOTADL=? answers; value: the model */
  DFOTA_CHECK_PACKAGE,     /* readable, hashed, its name allowed; value: the file's name */
  DFOTA_CHECK_MATCH,       /* its name against the module; value: the file's name; fail: the error's id, a space, the name */
  DFOTA_CHECK_SPACE,       /* AT+QFLDS; value: free bytes */
  DFOTA_CHECK_DOWNGRADE,   /* warn only: the package leads back; value: the older revision */
  DFOTA_CHECK_POWER,       /* USB autosuspend; warn's value: the command to type */
  DFOTA_CHECK_FLOW,        /* pass: hardware on both sides; warn: none, slow; value: why not */
  DFOTA_CHECK_FLOW_REMOTE, /* tcp: the serial server's own flow control is the user's to see to; value: the address */
  DFOTA_CHECK_PAIR,        /* MiniFOTA: .mini_1 and .mini_2 are both here; value: their common name */
  DFOTA_CHECK_BASELINE, /* BC260Y: pass: both of one baseline; warn: cannot be told, the user must know; value: the module's */
  DFOTA_CHECK_HOLDER,   /* warn: another program holds the port too; value: the program */
  DFOTA_CHECK_JOURNAL,      /* warn only: this computer cannot note the upgrade, and could not say later what became of it */
  DFOTA_CHECK_SIM,          /* value: READY, or the module's words */
  DFOTA_CHECK_REGISTRATION, /* value: "1" or "5" home, roaming; else the state's number */
  DFOTA_CHECK_SIGNAL,       /* value: dBm, "-92"; warn: weak; "" unknown */
  DFOTA_CHECK_ATTACH,       /* value: "1" or "0" */
  DFOTA_CHECK_IP,           /* value: the module's own address; warn: none yet */
  DFOTA_CHECK_BAUD, /* pass: fixed, value: the rate; warn "0": automatic, will be fixed; warn "!": it could not be fixed */
  DFOTA_CHECK_PDP,  /* PDP context: pass: set and active, value: its number; warn: left as the module has it */
  DFOTA_CHECK_ADDRESS,         /* the address is well formed; value: as the module will get it, without the password */
  DFOTA_CHECK_ADDRESS_PORT,    /* warn: no port was given, value: the one that will be written */
  DFOTA_CHECK_ADDRESS_PRIVATE, /* warn: only reachable from a network of its own; value: the host */
  DFOTA_CHECK_ADDRESS_ENCODED, /* warn: a percent-encoding, which the module may take literally; value: the file */
  DFOTA_CHECK_ADDRESS_NAME,    /* warn: this computer cannot resolve the name; value: the host */
  DFOTA_CHECK_PROBE,           /* pass: it is there, value: bytes; warn: no answer to this computer, value: the host */
  DFOTA_CHECK_STORAGE,         /* the package is in the module's storage and its checksum is right; value: its name there */
  DFOTA_CHECK_FRAMING,         /* the framing profile is sound; value: its name */
  /* told while the upgrade runs */
  DFOTA_CHECK_JOINED,         /* warn: found in the middle of an upgrade, which is followed now */
  DFOTA_CHECK_WAITING,        /* warn: download mode, and it is not known how far it was */
  DFOTA_CHECK_WAITING_FIRST,  /* warn: guide 5.1 scene 3: waiting for the network, for the rest of .mini_1 */
  DFOTA_CHECK_WAITING_SECOND, /* warn: guide 5.1 scene 4: waiting for .mini_2 */
  DFOTA_CHECK_MORE_RESTARTS,  /* warn: restarts beyond the expected ones, explained; value: how many so far */
  DFOTA_CHECK_RESUMED,        /* warn: it lost its power and goes on by itself */
  DFOTA_CHECK_SENT_AGAIN,     /* warn: nothing at all came back, so the command was sent once more (deep sleep) */
  DFOTA_CHECK_RESTART, /* warn only, during the upgrade: the module waits to be switched off and on (upgrade_mode 0) */
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
