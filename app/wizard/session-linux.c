/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

struct _WizardSessionLock
{
  GtkApplication *application; /* borrowed */
  guint cookie;                /* 0: nobody took the wish */
};

WizardSessionLock *
wizard_session_lock (GtkApplication *application, const char *why)
{
  GtkApplicationInhibitFlags flags
      = GTK_APPLICATION_INHIBIT_LOGOUT | GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_IDLE;
  WizardSessionLock *lock = g_new0 (WizardSessionLock, 1);

  lock->application = application;
  lock->cookie = gtk_application_inhibit (application, gtk_application_get_active_window (application), flags, why);
  return lock;
}

void
wizard_session_unlock (WizardSessionLock *lock)
{
  if (lock == NULL)
    return;
  if (lock->cookie != 0)
    gtk_application_uninhibit (lock->application, lock->cookie);
  g_free (lock);
}
