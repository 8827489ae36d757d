/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "explain/driver-rows.h"

#include "i18n.h"

/* The numbers are those of the device manager (Microsoft, "Error codes in Device Manager in Windows"). */

static const char from_update[]
    = N_ ("Windows usually fetches it by itself: connect this computer to the internet, wait a minute, then open Settings, "
          "Windows Update, and look under Optional updates. Otherwise install the driver of the chip's maker (%s). The port "
          "then appears in the list by itself.");

static const DfotaDriverRow rows[] = {
  { DFOTA_DRIVER_MODULE, 0, TRUE, 0,
    N_ ("Without a driver the module has no COM port. Get the USB driver for Windows from the module's supplier, install "
        "it, "
        "unplug the module and plug it in again. If it is plugged in for the first time, give Windows a minute: it may be "
        "fetching the driver. The port then appears in the list by itself."),
    NULL },
  { DFOTA_DRIVER_ADAPTER, 0x10c4, TRUE, 0, from_update, "Silicon Labs, CP210x" },
  { DFOTA_DRIVER_ADAPTER, 0x1a86, TRUE, 0, from_update, "WCH, CH341SER / CH343SER" },
  { DFOTA_DRIVER_ADAPTER, 0x0403, TRUE, 0, from_update, "FTDI, VCP" },
  { DFOTA_DRIVER_ADAPTER, 0x067b, TRUE, 0, from_update, "Prolific, PL2303" },
  { DFOTA_DRIVER_ADAPTER, 0, TRUE, 0,
    N_ ("Connect this computer to the internet, wait a minute, then open Settings, Windows Update, and look under Optional "
        "updates. Otherwise ask the adapter's supplier for its driver. The port then appears in the list by itself."),
    NULL },
  { DFOTA_DRIVER_ADAPTER, 0x067b, FALSE, 10,
    N_ ("Code 10: the driver refuses this chip. Adapters with an old PL2303 (HXA, TA), or with a copy of one, are no longer "
        "supported, on Windows 11 above all. Use another adapter, with a CP210x, CH340 or FTDI chip."),
    NULL },
  { DFOTA_DRIVER_ANY, 0, FALSE, 10,
    N_ ("Code 10: the driver cannot start. Unplug the device, wait ten seconds, and plug it into another USB socket, at the "
        "computer itself and not at a hub. If it stays so, install the supplier's newest driver."),
    NULL },
  { DFOTA_DRIVER_ANY, 0, FALSE, 14, N_ ("Code 14: restart the computer, then the driver works."), NULL },
  { DFOTA_DRIVER_ANY, 0, FALSE, 22,
    N_ ("Code 22: it is switched off. In the device manager, right-click it and choose Enable device."), NULL },
  { DFOTA_DRIVER_ANY, 0, FALSE, 43,
    N_ ("Code 43: the device did not answer as it should. Unplug it, switch off its power, wait ten seconds, and connect "
        "both "
        "again, with another cable and at another USB socket. A module needs enough current: use its own power supply."),
    NULL },
  { DFOTA_DRIVER_ANY, 0, FALSE, 47, N_ ("Code 47: it was told to be removed safely. Unplug it and plug it in again."),
    NULL },
  { DFOTA_DRIVER_ANY, 0, FALSE, 48,
    N_ ("Code 48: Windows refuses this driver because it is too old. Ask the supplier for a newer one."), NULL },
  { DFOTA_DRIVER_ANY, 0, FALSE, 52,
    N_ ("Code 52: Windows refuses this driver because it is not signed. Ask the supplier for the signed one, for 64-bit "
        "Windows "
        "10 and 11."),
    NULL },
};

static const DfotaDriverRow last
    = { DFOTA_DRIVER_ANY,
        0,
        FALSE,
        0,
        N_ ("The device manager shows what is the matter (code %s). Unplug the device, wait ten seconds, and plug it into "
            "another USB socket. If it stays so, install the supplier's newest driver, and restart the computer."),
        NULL };

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
  return device->is_module ? N_ ("A module (%s) is plugged in, but Windows has no driver for it.")
                           : N_ ("A USB serial adapter (%s) is plugged in, but Windows has no driver for it.");
}

char *
dfota_driver_command (const DfotaDriverless *device)
{
  return NULL;
}

const char *
dfota_driver_hint (void)
{
  return _ (
      "It appears here by itself. If not, try another cable and another USB socket, and look into the device manager: a "
      "yellow mark there means that a driver is missing. The supplier of the module has it.");
}
