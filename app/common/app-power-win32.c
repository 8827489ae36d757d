/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common/app-power.h"

#include <windows.h>

/* Windows takes a wish to stay awake, and closes the lid nevertheless as the user has set it: that cannot be asked for. A machine
 * with a battery is taken for one with a lid. */
struct _AppPowerLock
{
  HANDLE request;
};

static AppPower
look (void)
{
  SYSTEM_POWER_STATUS status = { 0 };

  if (!GetSystemPowerStatus (&status))
    return (AppPower){ 0 };
  return (AppPower){ .lid = (status.BatteryFlag & 128) == 0 && status.BatteryFlag != 255,
                     .battery = status.ACLineStatus == 0 };
}

/* On its battery a computer with Modern Standby heeds a wish about the system for five minutes only (PowerSetRequest); the idle
 * time itself does not begin while the screen is wanted. */
static gboolean
stays_awake (HANDLE request)
{
  gboolean system = PowerSetRequest (request, PowerRequestSystemRequired);
  gboolean screen = PowerSetRequest (request, PowerRequestDisplayRequired);

  return system || screen;
}

AppPowerLock *
app_power_lock (const char *why, AppPower *ret_power)
{
  g_autofree gunichar2 *reason = g_utf8_to_utf16 (why, -1, NULL, NULL, NULL);
  REASON_CONTEXT context = { .Version = POWER_REQUEST_CONTEXT_VERSION, .Flags = POWER_REQUEST_CONTEXT_SIMPLE_STRING };
  AppPowerLock *lock;
  HANDLE request;

  if (ret_power != NULL)
    *ret_power = look ();
  context.Reason.SimpleReasonString = (LPWSTR) reason;
  request = PowerCreateRequest (&context);
  if (request == NULL || request == INVALID_HANDLE_VALUE)
    return NULL;
  if (!stays_awake (request))
    {
      CloseHandle (request);
      return NULL;
    }
  lock = g_new0 (AppPowerLock, 1);
  lock->request = request;
  return lock;
}

void
app_power_unlock (AppPowerLock *lock)
{
  if (lock == NULL)
    return;
  CloseHandle (lock->request); /* and the wish goes with it */
  g_free (lock);
}
