/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-port.h"
#include "ui.h"

/* A wizard on page 1, and made-up devices whose cables come and go; the rest is the wizard's own look at the system, once a
 * second. Words that pass (toasts) are kept. */

/* A module with three ports, and others. */
enum
{
  PLUG_DIAG,
  PLUG_AT,
  PLUG_MODEM,
  PLUG_ADAPTER,
  PLUG_SECOND_AT,
  PLUG_DOWNLOAD,
  PLUG_N
};

#define PLUG_DEVICE "/sys/devices/usb1/1-2.3" /* the module of the first three */

extern const FakeUsb plug_devices[PLUG_N];

/* Both without a wizard, too. */
void plug (guint which);
void plug_as (guint which, const FakeUsb *usb);
void unplug (guint which);
FakePort *plug_port (guint which);

Ui *plug_start (const char *lang);
void plug_end (Ui *ui); /* all cables are pulled, too */

const char *plug_notices (void); /* each in a line of its own */

void plug_await_port (Ui *ui, const char *port); /* is chosen; NULL: none is */
void plug_await_gone (Ui *ui, const char *words);
void plug_await_button (Ui *ui, const char *label); /* is sensitive */

/* What the system says of our permission: a test may run as root, whom nothing is denied. NULL: we have it; else the group
 * that has it. For programs that are linked with --wrap=dfota_serial_may_open. */
void plug_deny (const char *group);
