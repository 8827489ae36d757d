/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "at/at-channel.h"
#include "module/family.h"

/* Who a module is, as it says itself. A value: copy and free it. */
typedef struct
{
  char *manufacturer;  /* "Quectel" */
  char *model;         /* "EC200A": without `Quectel_` */
  char *revision;      /* ATI's, without `Revision:`; where it has none, AT+CGMR's */
  char *cgmr;          /* AT+CGMR's, which some firmware writes otherwise than ATI's; NULL where the module has none */
  char *full_revision; /* AT+QGMR's, NULL where the module has none */
  char *sub_edition;   /* AT+CSUB's, NULL where the module has none */
  gboolean by_cgmr;    /* @revision is AT+CGMR's */
  gboolean ati_mute;   /* ATI was refused, or not answered: a module that boots may do so for a while */
  int flash_mb;        /* 2, 4, 8, 16; 0: cannot be told */
  DfotaFamilyId family;
  DfotaMethod method;
  guint vias; /* bit (1 << DfotaVia) */
  gboolean supported;
} DfotaModule;

DfotaModule *dfota_module_copy (const DfotaModule *module); /* NULL for NULL */
void dfota_module_free (DfotaModule *module);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DfotaModule, dfota_module_free)

/* Are these two answers of one module different firmware? Compares whole strings of all four sources, each with itself alone and
 * where both have it: some upgrades change AT+QGMR or AT+CSUB alone. */
gboolean dfota_module_differs (const DfotaModule *before, const DfotaModule *after);

/* Are these two readings the same, word for word? */
gboolean dfota_module_agrees (const DfotaModule *a, const DfotaModule *b);

/* Have they at least one source of the version in common? Without, nothing can be said of them. Nor where ATI told @before and
 * tells nothing yet. */
gboolean dfota_module_is_comparable (const DfotaModule *before, const DfotaModule *after);

/* Does what was read equal @target? Either ATI's or AT+QGMR's revision may. */
gboolean dfota_module_is_target (const DfotaModule *module, const char *target);

/* Asks: AT until it answers, then ATI, AT+CGMM, AT+CGMR, AT+QGMR, AT+CSUB. Read-only. @until is the deadline of the whole.
 * Errors: DFOTA_ERROR_NO_ANSWER, DFOTA_ERROR_GARBAGE, DFOTA_ERROR_DOWNLOAD_MODE (it answers AT and cannot say who it is), G_IO_ERROR_CANCELLED, G_IO_ERROR_CONNECTION_CLOSED. */
DfotaModule *dfota_identify (DfotaAtChannel *at, gint64 until, GCancellable *cancel, GError **error);

/* Pure: fills flash_mb, family, method, vias and supported from the strings. */
void dfota_module_classify (DfotaModule *module);

/* Pure: applies a method the user chose where the module does not tell it. FALSE with DFOTA_ERROR_METHOD_REFUSED where it does. */
gboolean dfota_module_choose_method (DfotaModule *module, DfotaMethod method, GError **error);
