/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A ModemManager that is not there: on a bus of its own that the program under test takes for the system's, with as much of it
 * as is asked for, and as unfriendly as wanted. It lives on a thread of its own, so that the test may wait for it. */
typedef struct _FakeManager FakeManager;

typedef enum
{
  FAKE_MANAGER_WILLING,
  FAKE_MANAGER_UNWILLING, /* as polkit without the right of an administrator */
  FAKE_MANAGER_OLD,       /* before 1.10: there is no such call */
  FAKE_MANAGER_ASKING     /* somebody is to type a password, and does not */
} FakeManagerTemper;

/* Starts the bus, and names it in the environment: once in a program, before its first look at a bus. */
void fake_manager_begin (void);
void fake_manager_end (void);

/* @ports: of its one modem, separated by blanks ("ttyUSB2 ttyUSB3"). @device: what it calls the modem, mostly its folder in
 * sysfs. */
FakeManager *fake_manager_start (const char *device, const char *ports, FakeManagerTemper temper);
void fake_manager_stop (FakeManager *manager); /* it leaves the bus */

/* FALSE: it is still looking at the modem, which does not stand on the bus yet. TRUE from the start. */
void fake_manager_show (FakeManager *manager, gboolean shown);

gboolean fake_manager_is_inhibited (FakeManager *manager);
int fake_manager_times_asked (FakeManager *manager); /* InhibitDevice, to inhibit or to take it back */
