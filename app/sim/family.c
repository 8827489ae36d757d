/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "family.h"

#include <string.h>

#define RANGES "+QFOTADL: <url>,(0,1),(0,5-100),(0,5-100)"
#define LTE    SIM_CAN_FTP | SIM_CAN_HTTP | SIM_CAN_HTTPS | SIM_HAS_FILES | SIM_HAS_PDP

/* END codes: LTE Standard(A), table 6; BC260Y-CN, table 6; EP06&EG06&EM06, table 1 */
static const SimFamily families[] = {
  {
      .id = "lte-standard",
      .manufacturer = "Quectel",
      .model = "EC200A",
      .revision = "EC200ACNHAR01A02M16",
      .suffix = "_01.200.01.200",
      .sub_edition = "V01",
      .range_line = RANGES,
      .usb = TRUE,
      .method = SIM_DFOTA,
      .can = LTE | SIM_CAN_FILE | SIM_HAS_SETTINGS,
      .url_max = 255,
      .downloading = SIM_COUNT_ASKED,
      .updating = SIM_SCALE_TWELFTHS,
      .restarts_first = TRUE,
      .failed = 504,
      .wrong_name = 552,
      .wrong_version = 507,
      .checks = { 505, 506, 507, 552, 553 },
      .store = 6291456,
      .net_rate = 60000,
  },
  {
      .id = "lte-standard-mini",
      .manufacturer = "Quectel",
      .model = "EC800M",
      .revision = "EC800MCNGAR06A05M08",
      .suffix = "_01.001.01.001",
      .sub_edition = "V01",
      .range_line = RANGES,
      .usb = TRUE,
      .method = SIM_MINI,
      /* HTTPS by guide 1.5, and only where the configuration says so */
      .can = LTE | SIM_HAS_SETTINGS,
      .url_max = 128,
      .updating = SIM_SCALE_MINI,
      .failed = 504,
      .store = 1048576,
      .net_rate = 60000,
  },
  {
      .id = "bc260y",
      .manufacturer = "Quectel_Ltd",
      .model = "Quectel_BC260Y-CN",
      .revision = "BC260YCNAAR02A02",
      .suffix = "",
      .range_line = "+QFOTADL=<URL>",
      .revision_prefixed = TRUE,
      .method = SIM_DFOTA,
      .can = SIM_CAN_HTTP | SIM_CAN_COAP,
      .url_max = 255,
      .downloading = SIM_COUNT_PERCENT,
      .updating = SIM_SCALE_FORTIETHS,
      .one_of_one = TRUE,
      .failed = 255,
      .wrong_version = 255,
      .checks = { 255 },
      .store = 400000,
      .net_rate = 6000,
  },
  {
      .id = "ep06",
      .manufacturer = "Quectel",
      .model = "EP06",
      .revision = "EP06ELAR04A03M4G",
      .suffix = "_01.003.01.003",
      .sub_edition = "V02",
      .usb = TRUE,
      .method = SIM_DFOTA,
      .can = LTE | SIM_CAN_STORED,
      .url_max = 255,
      .updating = SIM_SCALE_HUNDRED,
      .restarts_first = TRUE,
      .failed = 520,
      .wrong_name = 504,
      .wrong_version = 510,
      .checks = { 504, 505 },
      .store = 62914560,
      .net_rate = 200000,
  },
  {
      .id = "unknown",
      .manufacturer = "Quectel",
      .model = "EC200U",
      .revision = "EC200UCNAAR03A09M08",
      .suffix = "",
      .usb = TRUE,
      .can = SIM_HAS_FILES | SIM_HAS_PDP,
      .store = 6291456,
      .net_rate = 60000,
  },
};

/* Models whose revisions were seen in the field, so that --model alone plays something true to life. */
static const struct
{
  const char *model;
  const char *revision;
} models[] = {
  { "EC200A", "EC200ACNHAR01A02M16" }, { "EC200N", "EC200NCNAAR05A03M16" }, { "EC600M", "EC600MCNLER06A08M08" },
  { "EC800M", "EC800MCNGAR06A05M08" }, { "EG800K", "EG800KCNGCR07A04M04" }, { "EG915N", "EG915NEUAPR03A03M16" },
  { "EC200U", "EC200UCNAAR03A09M08" }, { "EM06", "EM06ALAR03A05M4G" },      { "EG06", "EG06ELAR04A04M4G" },
  { "BG770A-GL", "BG770AGLAAR01A05" },
};

const SimFamily *
sim_family_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (strcmp (families[i].id, id) == 0)
      return &families[i];
  return NULL;
}

gboolean
sim_family_checks (const SimFamily *family, int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (family->checks) && family->checks[i] != 0; i++)
    if (family->checks[i] == code)
      return TRUE;
  return FALSE;
}

char *
sim_family_revision (const SimFamily *family, const char *model)
{
  if (model == NULL || strcmp (model, family->model) == 0)
    return g_strdup (family->revision);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    if (strcmp (models[i].model, model) == 0)
      return g_strdup (models[i].revision);
  return g_strdup_printf ("%sCNAAR01A01M16", model);
}

char *
sim_revision_next (const char *revision)
{
  char *next = g_strdup (revision);

  for (char *p = next + strlen (next); p-- > next;)
    if (*p == 'A' && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]))
      {
        int release = (p[1] - '0') * 10 + p[2] - '0' + 1;

        p[1] = '0' + release / 10 % 10;
        p[2] = '0' + release % 10;
        break;
      }
  return next;
}

int
sim_revision_flash (const char *revision)
{
  int flash = 0;

  for (const char *p = strchr (revision, 'M'); p != NULL; p = strchr (p + 1, 'M'))
    if (g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]) && (p[3] == '\0' || p[3] == '_'))
      flash = (p[1] - '0') * 10 + p[2] - '0';
  return flash;
}
