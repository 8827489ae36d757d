/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "port/place.h"

/* What a serial port is for, as its USB product and interface tell (table in usb-roles.c). */
typedef enum
{
  DFOTA_ROLE_UNKNOWN, /* a serial adapter, or a port no table knows: may be asked with ATI */
  DFOTA_ROLE_AT,      /* the module's AT port */
  DFOTA_ROLE_MODEM,   /* answers AT too; second choice */
  DFOTA_ROLE_DIAG,    /* never opened */
  DFOTA_ROLE_NMEA,    /* never opened */
  DFOTA_ROLE_DOWNLOAD /* the module is in its download mode: never opened */
} DfotaRole;

typedef struct
{
  char *name;    /* /dev/ttyUSB2, COM7 */
  char *product; /* what the USB device calls itself, or the adapter's chip; "" if nothing is known */
  char *busy_by; /* the program that holds it, or the service that has it (release.h); NULL: nobody */
  char *group;   /* we may not open it: the group that may, "" if it is none to join; NULL: we may */
  DfotaRole role;
  DfotaPlace place; /* USB identity and place; .vid is 0 where the port is no USB port */
} DfotaPortInfo;

/* All serial ports of this computer, likely AT ports first. Opens none of them. Element: DfotaPortInfo. Any thread; takes some
 * milliseconds (it reads the system's device tree, and asks a service over D-Bus), so not on the UI thread. */
GPtrArray *dfota_port_list (void);

/* The one port `auto` means: the only AT port, else the only modem port, else the only USB adapter whose role is unknown.
 * Errors: DFOTA_ERROR_PORT_NONE, DFOTA_ERROR_PORT_MANY (its message lists them). Newly allocated. */
char *dfota_port_list_choose (GPtrArray *ports, GError **error);

void dfota_port_info_free (DfotaPortInfo *info);
const char *dfota_role_name (DfotaRole role); /* "at" "diag" "nmea" "modem" "unknown"; download mode is "unknown" too */

/* The role that USB vendor, product and interface tell: facts from ModemManager's port rules and the kernel's option driver.
 * @interface -1: not known. */
DfotaRole dfota_usb_role (guint vid, guint pid, int interface);

/* A name for a known USB product ("EC200A"), or NULL. */
const char *dfota_usb_product (guint vid, guint pid);

/* Is it a cellular module's own USB port (and not an adapter's)? */
gboolean dfota_usb_is_module (guint vid, guint pid);

/* For port-serial.c, which looks five times a second: the same list, without looking for the programs that hold the ports. */
GPtrArray *dfota_port_list_places (void);

/* The program that holds the port, newly allocated, as far as we may see; NULL if nobody does. Not ourselves. */
char *dfota_port_busy_by (const char *name);

/* Does a program of this name run? */
gboolean dfota_port_program_runs (const char *program);
