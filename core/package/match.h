/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "error.h"
#include "module/identify.h"

/* Is a package made for this module, as far as its name tells? Only a name that carries a revision, or two, can say no: whatever
 * is unclear says nothing, for a package that would have fitted must not be turned away. The module itself looks at the package's
 * content. */
typedef enum
{
  DFOTA_FIT_YES,     /* it starts from the version on the module */
  DFOTA_FIT_UNKNOWN, /* its name does not tell */
  /* no: */
  DFOTA_FIT_MODEL,    /* for another model, or another variant of it (-CN, -EU) */
  DFOTA_FIT_FLASH,    /* for another flash size (guide LTE Standard(A), chapter 4) */
  DFOTA_FIT_BASELINE, /* BC260Y-CN: R01 and R02 do not mix (guide BC260Y-CN, chapter 1, note 1) */
  DFOTA_FIT_VERSION,  /* it starts from another version */
  DFOTA_FIT_INSTALLED /* it leads to the version that is on the module already */
} DfotaFit;

/* A part of a text, in bytes; nothing where both are the same. */
typedef struct
{
  int start, end;
} DfotaSpan;

/* The two names side by side, and what differs in each. A value. */
typedef struct
{
  DfotaFit fit;
  char *package; /* what the package's name says it is for: a revision, or the name as far as it tells; NULL: nothing */
  char *to;      /* the revision its name says it leads to, or NULL, also where the two may be turned round */
  char *module;  /* what the module says; never NULL, may be "" */
  DfotaSpan in_package, in_module; /* what differs; both empty with DFOTA_FIT_YES and _UNKNOWN */
} DfotaMatch;

/* Pure. @name: the package's file, or the last part of its address. */
DfotaMatch *dfota_match_new (const char *name, const DfotaModule *module);
void dfota_match_free (DfotaMatch *match);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaMatch, dfota_match_free)

/* Such a package must not be sent. */
gboolean dfota_fit_is_no (DfotaFit fit);

/* The error of a package that must not be sent. */
DfotaErrorCode dfota_fit_error (DfotaFit fit);
