/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "port/port-list.h"

/* What the interfaces of known USB products are for. Sources:
 *   MM      ModemManager, plugins/quectel/77-mm-quectel-port-types.rules
 *   option  Linux, drivers/usb/serial/option.c and the descriptors in its commit messages
 *   log     captures of users (facts.md 6)
 * An interface that no source names stays UNKNOWN: it may be asked with ATI, but `auto` prefers a port that is known. */

#define VENDOR_MODULE   0x2c7c
#define VENDOR_QUALCOMM 0x05c6
#define VENDOR_ASR      0x2ecc

#define INTERFACES 6

typedef struct
{
  guint16 vid, pid;
  const char *name; /* NULL: shared by so many modules that a name would mislead */
  DfotaRole roles[INTERFACES];
} Product;

#define AT      DFOTA_ROLE_AT
#define MODEM   DFOTA_ROLE_MODEM
#define DIAG    DFOTA_ROLE_DIAG
#define NMEA    DFOTA_ROLE_NMEA
#define NOTHING DFOTA_ROLE_UNKNOWN

static const Product products[] = {
  { VENDOR_MODULE, 0x0121, "EC21", { DIAG, NMEA, AT, MODEM } },               /* MM */
  { VENDOR_MODULE, 0x0125, "EC25/EG25", { DIAG, NMEA, AT, MODEM } },          /* MM */
  { VENDOR_MODULE, 0x0128, "EM060K", { [3] = DIAG, [4] = NMEA, [5] = AT } },  /* MM */
  { VENDOR_MODULE, 0x0191, "EG91", { DIAG, NMEA, AT, MODEM } },               /* MM */
  { VENDOR_MODULE, 0x0195, "EG95", { DIAG, NMEA, AT, MODEM } },               /* MM */
  { VENDOR_MODULE, 0x0296, "BG96", { DIAG, NMEA, AT, MODEM } },               /* MM */
  { VENDOR_MODULE, 0x0306, "EP06/EG06/EM06", { DIAG, NMEA, AT, MODEM } },     /* MM */
  { VENDOR_MODULE, 0x030a, "EM05-G", { NOTHING } },                           /* option */
  { VENDOR_MODULE, 0x030b, "EM060K", { NOTHING } },                           /* option */
  { VENDOR_MODULE, 0x030c, "EM05-G", { NOTHING } },                           /* option */
  { VENDOR_MODULE, 0x030e, "EM05-G", { NOTHING } },                           /* option */
  { VENDOR_MODULE, 0x0310, "EM05-CN", { NOTHING } },                          /* option */
  { VENDOR_MODULE, 0x0311, "EM05-G", { NOTHING } },                           /* option */
  { VENDOR_MODULE, 0x0312, "EM05-CN", { NOTHING } },                          /* option */
  { VENDOR_MODULE, 0x0313, "EM05-G", { NOTHING } },                           /* option */
  { VENDOR_MODULE, 0x0314, "EM05-G", { NOTHING } },                           /* option */
  { VENDOR_MODULE, 0x0316, "RG255C", { NOTHING } },                           /* option */
  { VENDOR_MODULE, 0x0512, "EG12/EM12/EG18", { DIAG, NMEA, AT, MODEM } },     /* MM */
  { VENDOR_MODULE, 0x0700, "BG95", { NOTHING } },                             /* option */
  { VENDOR_MODULE, 0x0800, "RM500Q", { DIAG, NMEA, AT, MODEM } },             /* MM */
  { VENDOR_MODULE, 0x0801, "RM520N", { DIAG, NMEA, AT, MODEM } },             /* MM */
  { VENDOR_MODULE, 0x0900, "RM500U", { NOTHING } },                           /* option */
  { VENDOR_MODULE, 0x0901, "EC200U/EC600U/EG915U", { [2] = AT } },            /* log */
  { VENDOR_MODULE, 0x0902, "EC200U/EC600U/EG915U", { [2] = AT } },            /* log */
  { VENDOR_MODULE, 0x0903, "EC800E", { NOTHING } },                           /* log */
  { VENDOR_MODULE, 0x0904, "EC200G/EC800G/EG800G", { NOTHING } },             /* log */
  { VENDOR_MODULE, 0x6001, "EC100Y/EC600S/EG912Y", { [3] = AT } },            /* option, log */
  { VENDOR_MODULE, 0x6002, NULL, { [2] = DIAG, [3] = AT, [4] = MODEM } },     /* option 857ea9005806, log */
  { VENDOR_MODULE, 0x6005, "EC200A", { [2] = DIAG, [3] = AT, [4] = MODEM } }, /* option */
  { VENDOR_MODULE, 0x6007, "EG916Q", { DIAG, NMEA, AT, MODEM } },             /* option */
  { VENDOR_MODULE, 0x6008, "EM061K", { NOTHING } },                           /* option */
  { VENDOR_MODULE, 0x6009, "EM061K", { NOTHING } },                           /* option */
  { VENDOR_MODULE, 0x6026, "EC200T", { NOTHING } },                           /* option */
  { VENDOR_MODULE, 0x7001, "RM500K", { NOTHING } },                           /* option */
  { VENDOR_QUALCOMM, 0x9003, "UC20", { NOTHING } },                           /* option */
  { VENDOR_QUALCOMM, 0x9090, "UC15", { NOTHING } },                           /* option */
  { 0x10c4, 0xea60, "CP210x", { NOTHING } },                                  /* bridge chips: general knowledge */
  { 0x10c4, 0xea70, "CP210x", { NOTHING } },
  { 0x1a86, 0x7523, "CH340", { NOTHING } },
  { 0x1a86, 0x55d3, "CH343", { NOTHING } },
  { 0x0403, 0x6001, "FT232", { NOTHING } },
  { 0x0403, 0x6010, "FT2232", { NOTHING } },
  { 0x0403, 0x6011, "FT4232", { NOTHING } },
  { 0x067b, 0x2303, "PL2303", { NOTHING } },
};

/* A module in the download mode of its chip speaks no AT, and a stray byte may be a command to its boot loader. */
static const struct
{
  guint16 vid, pid;
} download_modes[] = {
  { VENDOR_QUALCOMM, 0x9008 }, /* Qualcomm emergency download */
  { VENDOR_ASR, 0x3004 },      /* ASR */
  { VENDOR_ASR, 0x3017 },      /* ASR */
  { 0x0525, 0xa4a7 },          /* Unisoc, seen as a gadget serial port */
  { 0x17d1, 0x0001 },          /* Eigen */
};

static const Product *
find_product (guint vid, guint pid)
{
  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    if (products[i].vid == vid && products[i].pid == pid)
      return &products[i];
  return NULL;
}

DfotaRole
dfota_usb_role (guint vid, guint pid, int interface)
{
  const Product *product = find_product (vid, pid);

  for (guint i = 0; i < G_N_ELEMENTS (download_modes); i++)
    if (download_modes[i].vid == vid && download_modes[i].pid == pid)
      return DFOTA_ROLE_DOWNLOAD;
  if (product == NULL || interface < 0 || interface >= INTERFACES)
    return DFOTA_ROLE_UNKNOWN;
  return product->roles[interface];
}

const char *
dfota_usb_product (guint vid, guint pid)
{
  const Product *product = find_product (vid, pid);

  return product != NULL ? product->name : NULL;
}

gboolean
dfota_usb_is_module (guint vid, guint pid)
{
  return vid == VENDOR_MODULE || vid == VENDOR_QUALCOMM || dfota_usb_role (vid, pid, -1) == DFOTA_ROLE_DOWNLOAD;
}
