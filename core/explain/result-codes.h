/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "module/family.h"

/* Which stage of an upgrade a number belongs to. The same number means different things per family and per kind. */
typedef enum
{
  DFOTA_CODE_FTP,    /* FTPEND */
  DFOTA_CODE_HTTP,   /* HTTPEND */
  DFOTA_CODE_FILE,   /* FILEEND */
  DFOTA_CODE_COAP,   /* COAPEND */
  DFOTA_CODE_UPGRADE /* END */
} DfotaCodeKind;

/* A row of a guide's table of result codes. The words are msgids: pass them through gettext. */
typedef struct
{
  DfotaFamilyId family; /* rows of LTE Standard(A) serve both its families */
  DfotaCodeKind kind;
  int first, last;    /* one number, or a range as in EP06's 520–530 */
  gboolean safe;      /* the module is on its old firmware and usable after this code */
  gboolean retry;     /* trying again makes sense after the advice */
  const char *title;  /* what happened, one sentence */
  const char *advice; /* what to do next */
  const char *source; /* guide and table */
} DfotaResultCode;

/* The row for a number, or NULL where no guide has it (then the family's general advice serves, and the number is shown). */
const DfotaResultCode *dfota_result_code_find (DfotaFamilyId family, DfotaCodeKind kind, int code);

const DfotaResultCode *dfota_result_codes (gsize *ret_n);

const char *dfota_code_kind_name (DfotaCodeKind kind); /* "ftp" … "upgrade" */
gboolean dfota_code_kind_by_name (const char *name, DfotaCodeKind *ret_kind);
