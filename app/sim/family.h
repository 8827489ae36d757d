/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a family can do, by its guide. */
enum
{
  SIM_CAN_FILE = 1 << 0, /* FILE:<n>, and by the protocol */
  SIM_CAN_FTP = 1 << 1,
  SIM_CAN_HTTP = 1 << 2,
  SIM_CAN_HTTPS = 1 << 3,
  SIM_CAN_COAP = 1 << 4,
  SIM_CAN_STORED = 1 << 5,
  SIM_HAS_FILES = 1 << 6,    /* a file store with commands of its own */
  SIM_HAS_PDP = 1 << 7,      /* AT+QICSGP, AT+QIACT, fota/cid */
  SIM_HAS_SETTINGS = 1 << 8, /* mode and counts after the address */
};

typedef enum
{
  SIM_NO_METHOD,
  SIM_DFOTA,
  SIM_MINI,
} SimMethod;

typedef enum
{
  SIM_COUNT_NONE,
  SIM_COUNT_ASKED,   /* as many as the command asks for */
  SIM_COUNT_PERCENT, /* 1 … 100 */
} SimCount;

/* The values of UPDATING. */
typedef enum
{
  SIM_SCALE_TWELFTHS,  /* 8, 16, 25 … 91, rounded down, as figure 5 of the guide LTE Standard(A) has it */
  SIM_SCALE_HUNDRED,   /* 1 … 100 */
  SIM_SCALE_FORTIETHS, /* 3, 5, 8 … 100, as the guide BC260Y-CN has it */
  SIM_SCALE_MINI,      /* 2, 4 … 48, 49, 60: the first package, as figure 3 of the guide LTE Standard(A) has it */
} SimScale;

typedef struct
{
  const char *id;
  const char *manufacturer;
  const char *model;
  const char *revision;
  const char *suffix;      /* AT+QGMR after the revision */
  const char *sub_edition; /* AT+CSUB; NULL: it does not know the command */
  const char *range_line;  /* AT+QFOTADL=?; NULL: a bare OK */
  gboolean usb;
  gboolean revision_prefixed; /* AT+CGMR repeats "Revision: " */
  SimMethod method;
  guint can;
  gsize url_max;
  SimCount downloading; /* of a download by network */
  SimScale updating;
  gboolean restarts_first; /* between the check and START */
  gboolean one_of_one;     /* percentages have a sign, UPDATING ends with ,1,1, and END comes after the last restart */
  int failed;              /* END of an update that failed on its way */
  int wrong_name;          /* END for another project's package; 0: it is not even found */
  int wrong_version;       /* END for another version's */
  int checks[6];           /* END codes of the check, before anything is changed */
  guint64 store;           /* bytes of the file store */
  guint net_rate;          /* bytes/s */
} SimFamily;

/* NULL: no such family. */
const SimFamily *sim_family_find (const char *id);

/* Is `code` one of the check's? */
gboolean sim_family_checks (const SimFamily *family, int code);

/* A revision for a model of which none was given. Owned by the caller. */
char *sim_family_revision (const SimFamily *family, const char *model);

/* The release after `revision`: …A02M16 gives …A03M16. Owned by the caller. */
char *sim_revision_next (const char *revision);

/* Megabytes by the revision's end (M16, or M08_HJ); 0: it does not tell. */
int sim_revision_flash (const char *revision);
