/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "explain/driver-rows.h"

#include "i18n.h"

static const DfotaDriverRow rows[] = {
  { DFOTA_DRIVER_MODULE, 0, TRUE, 0,
    N_ ("This system does not know the module yet; a newer Linux may. A command gives it its ports until the computer is "
        "restarted. They then appear in the list by themselves."),
    NULL },
  { DFOTA_DRIVER_ADAPTER, 0, TRUE, 0,
    N_ ("A command loads its driver, and the port then appears in the list by itself. If there is no such driver, install "
        "the "
        "kernel's extra modules (on Ubuntu: linux-modules-extra). If the port goes away again at once, brltty has taken it, "
        "a "
        "service for braille displays: remove it where nobody needs it."),
    NULL },
};

static const DfotaDriverRow last
    = { DFOTA_DRIVER_ANY,
        0,
        FALSE,
        0,
        N_ ("Unplug it, wait ten seconds, and plug it into another USB socket. If it stays so, restart the computer."),
        NULL };

/* What the kernel calls the drivers of the usual chips. */
static const struct
{
  guint vid, pid; /* pid 0: any */
  const char *module;
} drivers[] = {
  { 0x10c4, 0, "cp210x" },   { 0x1a86, 0x7523, "ch341" }, { 0x1a86, 0, "cdc_acm" }, /* CH343 and its like */
  { 0x0403, 0, "ftdi_sio" }, { 0x067b, 0, "pl2303" },
};

const DfotaDriverRow *
dfota_driver_row (const DfotaDriverless *device)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (dfota_driver_row_fits (&rows[i], device))
      return &rows[i];
  return &last;
}

const char *
dfota_driver_title (const DfotaDriverless *device)
{
  if (!device->no_driver)
    return device->is_module ? N_ ("A module (%s) is plugged in, but its driver does not work.")
                             : N_ ("A USB serial adapter (%s) is plugged in, but its driver does not work.");
  return device->is_module ? N_ ("A module (%s) is plugged in, but this system has no driver for it.")
                           : N_ ("A USB serial adapter (%s) is plugged in, but this system has no driver for it.");
}

/* option drives the serial ports of cellular modules. */
char *
dfota_driver_command (const DfotaDriverless *device)
{
  if (!device->no_driver)
    return NULL;
  if (device->is_module)
    return g_strdup_printf ("sudo modprobe option && echo %04x %04x | sudo tee /sys/bus/usb-serial/drivers/option1/new_id",
                            device->vid, device->pid);
  for (gsize i = 0; i < G_N_ELEMENTS (drivers); i++)
    if (drivers[i].vid == device->vid && (drivers[i].pid == 0 || drivers[i].pid == device->pid))
      return g_strdup_printf ("sudo modprobe %s", drivers[i].module);
  return NULL;
}

const char *
dfota_driver_hint (void)
{
  return _ ("It appears here by itself. If not, try another cable and another USB socket.");
}
