/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The program of the system that shows its devices, and what driver is missing: device-manager-win32.c, device-manager-linux.c. */

gboolean wizard_device_manager_exists (void);

/* Opens it. Never waits: the system may ask the user something first. */
void wizard_device_manager_show (void);

G_END_DECLS
