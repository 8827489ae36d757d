/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device-manager.h"

/* windows.h first */
#include <windows.h>

#include <gio/gio.h>
#include <objbase.h>
#include <shellapi.h>

gboolean
wizard_device_manager_exists (void)
{
  return TRUE;
}

/* ShellExecute may wait for an answer to the question whether this program may change the computer, and wants COM. */
static void
show (GTask *task, gpointer source, gpointer task_data, GCancellable *cancel)
{
  const HRESULT com = CoInitializeEx (NULL, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE);

  ShellExecuteW (NULL, L"open", L"devmgmt.msc", NULL, NULL, SW_SHOWNORMAL);
  if (SUCCEEDED (com))
    CoUninitialize ();
  g_task_return_boolean (task, TRUE);
}

void
wizard_device_manager_show (void)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_run_in_thread (task, show);
}
