/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "power.h"

#include <windows.h>

/* Windows takes a wish to stay awake, and closes the lid nevertheless as the user has set it: that cannot be asked for. A machine
 * with a battery is taken for one with a lid. */
struct _WizardPowerLock
{
  HANDLE request;
};

WizardPowerLock *
wizard_power_lock (const char *why, WizardPower *ret_power)
{
  SYSTEM_POWER_STATUS status = { 0 };
  g_autofree gunichar2 *reason = g_utf8_to_utf16 (why, -1, NULL, NULL, NULL);
  REASON_CONTEXT context = { .Version = POWER_REQUEST_CONTEXT_VERSION, .Flags = POWER_REQUEST_CONTEXT_SIMPLE_STRING };
  WizardPowerLock *lock;
  HANDLE request;

  *ret_power = (WizardPower){ 0 };
  if (GetSystemPowerStatus (&status))
    {
      ret_power->lid = (status.BatteryFlag & 128) == 0 && status.BatteryFlag != 255;
      ret_power->battery = status.ACLineStatus == 0;
    }
  context.Reason.SimpleReasonString = (LPWSTR) reason;
  request = PowerCreateRequest (&context);
  if (request == NULL || request == INVALID_HANDLE_VALUE)
    return NULL;
  PowerSetRequest (request, PowerRequestSystemRequired);
  lock = g_new0 (WizardPowerLock, 1);
  lock->request = request;
  return lock;
}

void
wizard_power_unlock (WizardPowerLock *lock)
{
  if (lock == NULL)
    return;
  CloseHandle (lock->request); /* and the wish goes with it */
  g_free (lock);
}
