/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "family.h"

#include <stdio.h>
#include <string.h>

#define RANGES "+QFOTADL: <url>,(0,1),(0,5-100),(0,5-100)"

static const SimFamily families[] = {
  { "lte-standard", "Quectel", "EC200A", "EC200ACNHAR01A02M16", "_01.200.01.200", "V01", RANGES, TRUE, FALSE },
  { "lte-standard-mini", "Quectel", "EC800M", "EC800MCNGAR06A05M08", "_01.001.01.001", "V01", RANGES, TRUE, FALSE },
  { "bc260y", "Quectel_Ltd", "Quectel_BC260Y-CN", "BC260YCNAAR02A02", "", NULL, "+QFOTADL=<URL>", FALSE, TRUE },
  { "ep06", "Quectel", "EP06", "EP06ELAR04A03M4G", "_01.003.01.003", "V02", NULL, TRUE, FALSE },
  { "unknown", "Quectel", "EC200U", "EC200UCNAAR03A09M08", "", NULL, NULL, TRUE, FALSE },
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
