/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Devices that are not there, in the list that Windows keeps of them. Only under Wine: it lists what its registry has, and lets
 * anybody write there. */

typedef struct
{
  const char *id;       /* "USB\\VID_2C7C&PID_6005&MI_03\\6&1&0&0003" */
  const char *port;     /* "COM12"; NULL: none */
  const char *name;     /* as the device manager shows it */
  const char *own_name; /* what the device says of itself; NULL: nothing */
  const char *location; /* "PCIROOT(0)#…"; NULL: unknown */
  const char *parent;   /* the id of the device it hangs on; NULL: unknown */
  guint problem;        /* the device manager's code; 0: none */
  gboolean is_modem;    /* of the class of modems, not of ports */
} FakeDevice;

gboolean fake_devices_can_be (void);
void fake_device_plug (const FakeDevice *device);
void fake_device_unplug (const FakeDevice *device);
