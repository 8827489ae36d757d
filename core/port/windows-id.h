/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "port/port-list.h"

/* What Windows' own texts about a device tell. Pure; compiled everywhere, so that it is tested everywhere. Sources: Microsoft,
 * "Standard USB Identifiers" and "DEVPKEY_Device_LocationPaths"; what users' computers show (facts.md 6, pyserial's
 * list_ports_windows.py for the forms of FTDI). */

/* The device instance (or hardware) id of a USB device or of one of its interfaces:
 *   USB\VID_2C7C&PID_0306&MI_02\6&2F1A7C3&0&0002      an interface; what Windows made up stands for a serial number
 *   USB\VID_2C7C&PID_6005\0123456789ABCDEF            a device with a serial number
 *   FTDIBUS\VID_0403+PID_6001+A50285BIA\0000          the maker's own bus: serial number, and a letter for the channel
 * Fills in vid, pid, and interface and serial as far as the id tells them; FALSE, and nothing is touched, if it is none.
 * @place: owned by the caller, as dfota_place_clear() leaves it. */
gboolean dfota_windows_id_read (const char *id, DfotaPlace *place);

/* Where a device is plugged in, from one of its location paths, newly allocated; NULL if it tells nothing of USB.
 *   PCIROOT(0)#PCI(1400)#USBROOT(0)#USB(2)#USB(3)#USBMI(3)   "1400-2.3"
 * Like the path of Linux: a host controller, and the port of each hub on the way. */
char *dfota_windows_location (const char *path);

/* What a port of a cellular module is for, by the name its driver gives it: "Quectel USB AT Port (COM7)". */
DfotaRole dfota_windows_role (const char *name);
