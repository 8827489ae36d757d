/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <libserialport.h>

#include "port/port.h"

/* The parts of a serial port that every system does differently: port-serial-posix.c, port-serial-win32.c. */

typedef enum
{
  DFOTA_SERIAL_FAILED,
  DFOTA_SERIAL_MISSING,
  DFOTA_SERIAL_BUSY
} DfotaSerialTrouble;

/* What made the last sp_open() fail, which was of the port called @name. */
DfotaSerialTrouble dfota_serial_trouble (const char *name);

/* The name the system has for @name, which may be a link such as /dev/serial/by-id/…. Newly allocated. */
char *dfota_serial_resolve (const char *name);
gboolean dfota_serial_exists (const char *name);

/* FALSE: we have no permission; *ret_group is the group that has, "" if it is none to join. Newly allocated. */
gboolean dfota_serial_may_open (const char *name, char **ret_group);

/* Nobody else may open it while we have it, as far as the system knows how to say so. */
void dfota_serial_claim (struct sp_port *handle);

/* Closes and frees it, also one that sp_open() has failed for (libserialport 0.1.2 leaves some of those open), forgetting what was not sent. Never waits, whatever the line does. */
void dfota_serial_close (struct sp_port *handle);

/* FALSE where it cannot be had. */
gboolean dfota_serial_set_flow (struct sp_port *handle, DfotaFlow flow);

/* Forgets what was handed over and has not gone out. */
void dfota_serial_drop_output (struct sp_port *handle);

/* As in DfotaWaitClass. */
gboolean dfota_serial_exchange (struct sp_port *handle, DfotaIo *io);
gboolean dfota_serial_wait (struct sp_port *handle, GIOCondition wanted, GIOCondition *ret_came, gint64 until,
                            GCancellable *cancel, GError **error);
