/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

#include <gdk/win32/gdkwin32.h>

/* gtk_application_inhibit() does nothing on Windows. There every window is asked (WM_QUERYENDSESSION); one that says no is shown
 * with its reason, and the user decides. */
struct _WizardSessionLock
{
  GdkDisplay *display;
  wchar_t *why;
};

static GdkWin32MessageFilterReturn
on_message (GdkWin32Display *display, MSG *message, int *answer, gpointer user_data)
{
  const WizardSessionLock *lock = user_data;

  if (message->message != WM_QUERYENDSESSION)
    return GDK_WIN32_MESSAGE_FILTER_CONTINUE;
  ShutdownBlockReasonCreate (message->hwnd, lock->why); /* goes with its window, or below */
  *answer = FALSE;
  return GDK_WIN32_MESSAGE_FILTER_REMOVE;
}

WizardSessionLock *
wizard_session_lock (GtkApplication *application, const char *why)
{
  WizardSessionLock *lock = g_new0 (WizardSessionLock, 1);

  lock->display = gdk_display_get_default ();
  lock->why = (wchar_t *) g_utf8_to_utf16 (why, -1, NULL, NULL, NULL);
  gdk_win32_display_add_filter (lock->display, on_message, lock);
  return lock;
}

void
wizard_session_unlock (WizardSessionLock *lock)
{
  GListModel *windows = gtk_window_get_toplevels ();

  if (lock == NULL)
    return;
  gdk_win32_display_remove_filter (lock->display, on_message, lock);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkNative) window = g_list_model_get_item (windows, i);

      if (gtk_native_get_surface (window) != NULL)
        ShutdownBlockReasonDestroy (gdk_win32_surface_get_handle (gtk_native_get_surface (window)));
    }
  g_free (lock->why);
  g_free (lock);
}
