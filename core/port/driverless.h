/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A module, or the bridge chip of an adapter, that is plugged in but has no serial port. */
typedef struct
{
  char *name;         /* "Quectel EC200A"; what the device says of itself, else what our table says, else "". UTF-8 */
  guint vid, pid;     /* of its USB device */
  gboolean is_module; /* a cellular module; FALSE: only the chip of a USB serial adapter */
  gboolean no_driver; /* the system has found no driver for it. FALSE: it has one that does not run, see problem */
  int problem; /* Windows' problem code, as in the device manager ("Code 10"); 0 where the system has no such number */
} DfotaDriverless;

/* The devices that lack a port, one element a USB device; empty: none. Element: DfotaDriverless. Never NULL. Any thread;
 * takes some milliseconds (it reads the system's device tree), so not on the UI thread. A device that has just been plugged in
 * is listed too until its driver has settled: look twice before you say so. */
GPtrArray *dfota_driverless_list (void);

void dfota_driverless_free (DfotaDriverless *device);
