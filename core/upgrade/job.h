/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "module/identify.h"
#include "package/package.h"
#include "port/port.h"
#include "serve/host.h"

typedef enum
{
  DFOTA_FLOW_CHOICE_AUTO, /* hardware flow control where it proves to work, else none */
  DFOTA_FLOW_CHOICE_RTSCTS,
  DFOTA_FLOW_CHOICE_NONE
} DfotaFlowChoice;

/* Authentication of a PDP context, as AT+QICSGP counts it. */
typedef enum
{
  DFOTA_PDP_AUTH_NONE = 0,
  DFOTA_PDP_AUTH_PAP = 1,
  DFOTA_PDP_AUTH_CHAP = 2
} DfotaPdpAuth;

#define DFOTA_UNSET (-1)

/* What a run is asked to do: every option of `dfota upgrade`. A value; dfota_job_new() fills the defaults. */
typedef struct
{
  char *port;            /* a real name or tcp:HOST:PORT: `auto` and `practice` are the programs' business */
  char *package_path;    /* the delta package on this computer (MiniFOTA: its .mini_1); network paths: may be NULL */
  char *package2_path;   /* MiniFOTA: its .mini_2; NULL: the one beside the first */
  char *package_sha256;  /* what it was when the user agreed to it, or NULL: hashed anew and compared */
  char *package2_sha256; /* the same for the other half of a pair */
  DfotaModule *agreed;   /* the module that the user has agreed to, or NULL: the one that answers; owned */
  DfotaVia via;
  DfotaFlowChoice flow;
  DfotaMethod method; /* DFOTA_METHOD_UNKNOWN: as the module tells */
  int mode;           /* upgrade_mode 0 or 1; default 1 */
  int download_urcs;  /* download_URC_max: 0 or 5–100; default 100 */
  int update_urcs;    /* update_URC_max: 0 or 5–100; DFOTA_UNSET (default): not sent */
  guint baud;         /* 0: default */
  char *target;       /* the revision that must be read at the end, or NULL */
  int patience;       /* s, the longest silence; DFOTA_UNSET: the table's */
  double haste;       /* practice: the module is so many times faster than the table says; default 1 */

  /* network paths */
  char *url;       /* as the user gave it */
  DfotaHost *host; /* this computer is the server of `url`; NULL: it is not */
  gboolean probe;  /* look whether the package is there; default TRUE */
  int cid;         /* PDP context 1–15; DFOTA_UNSET: left as the module has it */
  char *apn;       /* NULL: left as the module has it */
  char *apn_user;  /* "" or NULL: none */
  char *apn_password;
  DfotaPdpAuth auth;

  char *folder;     /* storage: where AT+QFOTADL looks for the file, "/data/ufs"; NULL: the row's default */
  gboolean replace; /* storage: a file of the same name on the module may be deleted */
  char *framing;    /* protocol: the path of the framing profile */
  char *journal;    /* the folder of journals; NULL: the user's own; "": none is kept */
  gboolean resend;  /* the module waits in download mode: send the command again */
} DfotaJob;

DfotaJob *dfota_job_new (void);
DfotaJob *dfota_job_copy (const DfotaJob *job);
void dfota_job_free (DfotaJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaJob, dfota_job_free)

/* Everything that can be said of the options without a module. Errors: DFOTA_ERROR_USAGE with the option's name,
 * DFOTA_ERROR_FRAMING_MISSING. */
gboolean dfota_job_check (const DfotaJob *job, GError **error);
