/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The families of modules that the four guides describe. A family is a way of upgrading, not a brand: one series can stand in
 * two of them. */
typedef enum
{
  DFOTA_FAMILY_UNKNOWN,
  DFOTA_FAMILY_LTE_STANDARD,      /* LTE Standard(A) by DFOTA (guide LTE Standard(A) 1.4, chapter 4) */
  DFOTA_FAMILY_LTE_STANDARD_MINI, /* the same series by MiniFOTA (the same chapter) */
  DFOTA_FAMILY_BC260Y,            /* BC260Y-CN (guide BC260Y-CN CoAP/HTTP DFOTA) */
  DFOTA_FAMILY_EP06,              /* EP06, EG06, EM06 (guide EP06&EG06&EM06 DFOTA 1.0) */
  DFOTA_N_FAMILIES
} DfotaFamilyId;

typedef enum
{
  DFOTA_METHOD_UNKNOWN,
  DFOTA_METHOD_DFOTA,
  DFOTA_METHOD_MINIFOTA
} DfotaMethod;

/* The paths a package can take. */
typedef enum
{
  DFOTA_VIA_FILE,
  DFOTA_VIA_PROTOCOL,
  DFOTA_VIA_HTTP,
  DFOTA_VIA_HTTPS,
  DFOTA_VIA_FTP,
  DFOTA_VIA_COAP,
  DFOTA_VIA_STORAGE,
  DFOTA_N_VIAS
} DfotaVia;

/* Those on which the module fetches the package from a server: bits. */
#define DFOTA_NETWORK_VIAS (1u << DFOTA_VIA_HTTP | 1u << DFOTA_VIA_HTTPS | 1u << DFOTA_VIA_FTP | 1u << DFOTA_VIA_COAP)

/* How hardware flow control is switched on at the module. */
typedef enum
{
  DFOTA_FLOW_FORM_NONE,  /* no guide gives one for this family */
  DFOTA_FLOW_FORM_IFC,   /* AT+IFC=2,2: the main UART (guide LTE Standard(A) 3.3.1.3) */
  DFOTA_FLOW_FORM_USBIFC /* AT+QCFG="usbifc",2,2: the USB AT port (ibid.) */
} DfotaFlowForm;

/* What differs between families, as data (families.c). */
typedef struct
{
  DfotaFamilyId id;
  const char *name;   /* "lte-standard": contract.md */
  DfotaMethod method; /* DFOTA_METHOD_UNKNOWN: the family has no such distinction */
  guint vias;         /* bit (1 << DfotaVia): what the guides allow */
  guint later_vias;   /* refused here; a later edition of the guide is said to allow them (1.5: MiniFOTA by HTTPS) */
  DfotaFlowForm tcp_flow_form; /* behind a serial server the port itself does not tell */
} DfotaFamily;

/* One row of a guide's table of modules. */
typedef struct
{
  const char *prefix; /* ATI's model, without `Quectel_`, begins with this; no digit follows (EG06 is not EG060K) */
  const char *region; /* "CN" where the guide names this variant alone: in the model (-CN) or the revision; NULL: a series */
  const char *title;  /* as the guide names it */
  DfotaFamilyId family;  /* by DFOTA */
  DfotaFamilyId mini;    /* by MiniFOTA: DFOTA_FAMILY_UNKNOWN where the row has none, and flash size decides nothing */
  guint dfota_sizes;     /* DFOTA_FLASH_*: sizes upgraded by DFOTA (guide LTE Standard(A), chapter 4) */
  guint mini_sizes;      /* DFOTA_FLASH_*: sizes upgraded by MiniFOTA (ibid.) */
  gboolean dfota_option; /* DFOTA is an option of this model: AT+QFOTADL=? may answer ERROR (ibid., table 1, note) */
} DfotaModelRow;

#define DFOTA_FLASH_2  (1u << 2)
#define DFOTA_FLASH_4  (1u << 4)
#define DFOTA_FLASH_8  (1u << 8)
#define DFOTA_FLASH_16 (1u << 16)

const DfotaFamily *dfota_family (DfotaFamilyId id);

/* "lte-standard" → its id; DFOTA_FAMILY_UNKNOWN for anything else. */
DfotaFamilyId dfota_family_by_name (const char *name);

const char *dfota_via_name (DfotaVia via);
gboolean dfota_via_is_network (DfotaVia via); /* the module fetches the package from a server */
gboolean dfota_via_by_name (const char *name, DfotaVia *ret_via);
const char *dfota_method_name (DfotaMethod method);

/* The row for what ATI says, or NULL: @model without `Quectel_`, @revision as printed; in either case of letters. */
const DfotaModelRow *dfota_model_row_find (const char *model, const char *revision);

/* All rows, for the self-check and for "which modules are supported". */
const DfotaModelRow *dfota_model_rows (gsize *ret_n);
