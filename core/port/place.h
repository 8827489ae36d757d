/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Where a USB serial port is plugged and what it says it is: enough to find it again under another name after the module has
 * restarted. A module may come back with another product id, so the place comes first. */
typedef struct
{
  guint vid, pid; /* 0 where the port is no USB port */
  int interface;  /* USB interface number, -1 unknown */
  char *path;     /* hub path, "1-2.3"; NULL unknown */
  char *serial;   /* USB serial number; NULL none */
  int port;       /* which of several ports of one interface, as some adapters have them; 0 the first, or the only one */
} DfotaPlace;

void dfota_place_copy (DfotaPlace *to, const DfotaPlace *from);
void dfota_place_clear (DfotaPlace *place);

/* Reads the place of the port called @name (ttyUSB2 or /dev/ttyUSB2) from the system; all unknown if it is no USB port. */
void dfota_place_read (DfotaPlace *ret_place, const char *name);

/* Which of @ports (DfotaPortInfo) is the port that was at @place: same hub path, interface and port, else same serial
 * number (and the same two), else the only one with the same vendor and product (and the same two). Returns an index or -1. */
int dfota_place_find (const DfotaPlace *place, GPtrArray *ports);

/* Of two modules of one kind one vanishes: the other must not pass for it. The hub paths of all @ports (DfotaPortInfo) but the
 * one at @place, noted when it vanishes; and @ports without those that sit there. */
GPtrArray *dfota_place_strangers (const DfotaPlace *place, GPtrArray *ports);
void dfota_place_drop_strangers (GPtrArray *ports, GPtrArray *strangers);

/* USB autosuspend of the device the port belongs to (guide 3.3.1.3, note 1: progress messages get lost).
 * Returns TRUE when it is off or was switched off; *ret_restore then says whether dfota_place_restore_power() owes it back.
 * FALSE: we may not; *ret_command is what an administrator types. Newly allocated. */
gboolean dfota_place_keep_awake (const DfotaPlace *place, gboolean *ret_restore, char **ret_command);
void dfota_place_restore_power (const DfotaPlace *place);
