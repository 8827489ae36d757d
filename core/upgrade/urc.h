/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "explain/result-codes.h"

/* What a `+QIND: "FOTA",…` line says. */
typedef enum
{
  DFOTA_URC_DOWNLOAD_START, /* FILESTART, HTTPSTART, HTTPSSTART, FTPSTART, COAPSTART */
  DFOTA_URC_DOWNLOADING,
  DFOTA_URC_DOWNLOAD_END, /* FILEEND, HTTPEND, HTTPSEND, HTTPPEND, FTPEND, COAPEND */
  DFOTA_URC_START,
  DFOTA_URC_UPDATING,
  DFOTA_URC_END,
  DFOTA_URC_NOT_SUPPORTED,
  DFOTA_URC_OTHER /* RESTORE, "Last upgrade was not finished…", an end whose code cannot be read: the module is at work */
} DfotaUrcKind;

#define DFOTA_URC_NO_NUMBER G_MININT

typedef struct
{
  DfotaUrcKind kind;
  DfotaCodeKind channel; /* whose DOWNLOAD_START or DOWNLOAD_END it is */
  int number;            /* percent, count or result code, which may be negative; DFOTA_URC_NO_NUMBER: none stands there */
} DfotaUrc;

/* Pure, and tolerant: any case, spaces inside the quotes, the number in quotes, a percent sign, further fields, junk before it on the line. FALSE
 * for every other line (`+QIND: SMS DONE` among them). */
gboolean dfota_urc_parse (const char *line, DfotaUrc *ret_urc);
