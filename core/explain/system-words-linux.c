/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "explain/system-words.h"

#include <string.h>

#include "i18n.h"

#define MANAGER "ModemManager"

const char dfota_system_port_missing[] = N_ (
    "Check the cable and the module's power, then choose the port from the list (on the command line: dfota ports): its "
    "name may have changed.");

const char dfota_system_port_busy[]
    = N_ ("Close the program that uses it, then try again. Often it is ModemManager; pause it with  sudo systemctl stop "
          "ModemManager  and start it afterwards with  sudo systemctl start ModemManager");

const char dfota_system_port_denied[]
    = N_ ("Add yourself to the group %s: type  sudo usermod -aG %s $USER  in a terminal, then log out and in again.");

const char dfota_system_port_denied_bare[] = N_ ("Ask the person who looks after this computer to let you use it.");

const char dfota_system_port_failed[]
    = N_ ("Unplug the cable, plug it in again, and choose the port once more. If it stays so, try another USB socket.");

const char dfota_system_port_driver[]
    = N_ ("This system has no driver for it (on the command line: dfota ports says what gives it a port).");

const char dfota_system_port_none[] = N_ (
    "Check that the module has power and that its cable carries data, not only power. Then try again, or choose the port "
    "yourself.");

const char dfota_system_release_refused[] = N_ (
    "Your computer did not allow it. Pause it yourself: type  sudo systemctl stop ModemManager  in a terminal, and after "
    "the upgrade  sudo systemctl start ModemManager");

const char dfota_system_holder[]
    = N_ ("Pause it with  sudo systemctl stop ModemManager  and start it after the upgrade with  sudo systemctl start "
          "ModemManager");

const char dfota_system_power[] = N_ ("To keep it awake until the module is unplugged, type this in a terminal: %s");

char *
dfota_fault_command (const DfotaFault *fault)
{
  if (fault->error == DFOTA_ERROR_PORT_DENIED && *fault->value != '\0')
    return g_strdup_printf ("sudo usermod -aG %s $USER", fault->value);
  if ((fault->error == DFOTA_ERROR_PORT_BUSY || fault->error == DFOTA_ERROR_RELEASE_REFUSED)
      && strstr (fault->value, MANAGER) != NULL)
    return g_strdup ("sudo systemctl stop " MANAGER);
  return NULL;
}
