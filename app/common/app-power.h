/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What may send this computer to sleep in the middle of an upgrade. */
typedef struct
{
  gboolean lid;     /* it has one, and closing it would send it to sleep whatever this program asks for */
  gboolean battery; /* it runs on its battery */
} AppPower;

/* A lock of the system's that keeps it awake; opaque, of the platform (app-power-posix.c, app-power-win32.c). */
typedef struct _AppPowerLock AppPowerLock;

/* Asks the system to stay awake, lid closed or not, and tells what is left to be feared. The lock holds until it is freed;
 * whoever only wants to know frees it at once. NULL: the system takes no such wish. @why, in the user's language, is what the
 * system shows. Asks over D-Bus and reads /sys, which may take seconds: not on a thread that draws. @ret_power NULL: nobody
 * wants to know. */
AppPowerLock *app_power_lock (const char *why, AppPower *ret_power);
void app_power_unlock (AppPowerLock *lock);

G_END_DECLS
