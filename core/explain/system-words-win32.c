/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "explain/system-words.h"

#include "i18n.h"

const char dfota_system_port_missing[] = N_ (
    "Check the cable and the module's power, then choose the port from the list (on the command line: dfota ports): in "
    "another USB socket it often has another COM number.");

/* Windows does not tell which program it is. */
const char dfota_system_port_busy[] = N_ (
    "Close the other programs that use the port: QNavigator, QCOM, a terminal program, or the dialer that came with the "
    "module. If none of them is open, unplug the module, wait ten seconds, and plug it in again. Then try again.");

const char dfota_system_port_denied[]
    = N_ ("Close the other programs that use it, unplug the module and plug it in again. If it stays so, ask the person who "
          "looks after this computer to let you use it.");

const char dfota_system_port_denied_bare[]
    = N_ ("Close the other programs that use it, unplug the module and plug it in again. If it stays so, ask the person who "
          "looks after this computer to let you use it.");

const char dfota_system_port_failed[] = N_ (
    "Unplug the cable, plug it in again, and choose the port once more. If it stays so, look into the device manager: a "
    "yellow mark at the port means that its driver does not work.");

const char dfota_system_port_driver[]
    = N_ ("Its driver is missing or does not work, so it has no COM port. The device manager shows it with a yellow mark "
          "(on the command line: dfota ports says what to do).");

const char dfota_system_port_none[] = N_ (
    "Check that the module has power and that its cable carries data, not only power. Then look into the device manager "
    "(right-click the Start button): a yellow mark there means that a driver is missing, and the module's supplier has "
    "it.");

/* Windows has no service for modems that could refuse, or hold the port. */
const char dfota_system_release_refused[] = N_ ("Close the other programs that use the module, then try again.");

const char dfota_system_holder[] = N_ ("Close it before the upgrade: what it reads is lost for this program.");

const char dfota_system_power[] = N_ (
    "In the device manager, open the properties of each USB Root Hub, and on the page Power Management do not allow the "
    "computer to turn the device off.");

char *
dfota_fault_command (const DfotaFault *fault)
{
  return NULL;
}
