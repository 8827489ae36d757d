/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "explain/driver.h"

/* The inside of driver.c: what every system says otherwise, as rows: driver-linux.c, driver-win32.c. */

typedef enum
{
  DFOTA_DRIVER_ANY,
  DFOTA_DRIVER_MODULE,
  DFOTA_DRIVER_ADAPTER
} DfotaDriverKind;

/* The words are English and marked for translation. */
typedef struct
{
  DfotaDriverKind kind;
  guint vid;          /* 0: any */
  gboolean no_driver; /* the row is for devices without a driver, or for those whose driver does not run */
  int problem;        /* 0: any */
  const char *advice; /* `%s`: @value, or where there is none the problem's number */
  const char *value;  /* a name that no language changes; NULL: none */
} DfotaDriverRow;

/* The first that fits; the last one fits everything, so never NULL. */
const DfotaDriverRow *dfota_driver_row (const DfotaDriverless *device);

/* The sentence for what is the matter, with `%s` for the device's name. */
const char *dfota_driver_title (const DfotaDriverless *device);

/* Does the row speak of @device? */
gboolean dfota_driver_row_fits (const DfotaDriverRow *row, const DfotaDriverless *device);
