/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device-manager.h"

gboolean
wizard_device_manager_exists (void)
{
  return FALSE;
}

void
wizard_device_manager_show (void)
{
}
