/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

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
} SimFamily;

/* NULL: no such family. */
const SimFamily *sim_family_find (const char *id);

/* A revision for a model of which none was given. Owned by the caller. */
char *sim_family_revision (const SimFamily *family, const char *model);

/* The release after `revision`: …A02M16 gives …A03M16. Owned by the caller. */
char *sim_revision_next (const char *revision);

/* Megabytes by the revision's end (M16, or M08_HJ); 0: it does not tell. */
int sim_revision_flash (const char *revision);
