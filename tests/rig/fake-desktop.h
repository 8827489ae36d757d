/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A session manager, systemd-logind and UPower on a bus of their own, which this process takes for both the session's and the
 * system's. To be started before the wizard is. They remember what is held back. */
typedef struct
{
  gboolean lid;      /* the computer has one */
  gboolean battery;  /* and runs on its battery */
  gboolean stubborn; /* closing the lid cannot be held back */
} FakeDesktop;

void fake_desktop_start (const FakeDesktop *desktop);
void fake_desktop_end (void);

guint fake_desktop_session_flags (void); /* what gtk_application_inhibit() holds now; 0: nothing */
char *fake_desktop_reason (void);        /* and why */
guint fake_desktop_sleep_locks (void);   /* of logind, that are held now */
guint fake_desktop_lid_locks (void);
