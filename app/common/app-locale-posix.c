/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-locale.h"

#include <gio/gio.h>

/* glibc keeps what it has translated; a change of this counter makes it look again (the manual of gettext, 11.2.8). */
extern int _nl_msg_cat_cntr;

void
app_locale_forget_translations (void)
{
  _nl_msg_cat_cntr++;
}

char *
app_locale_program_path (void)
{
  return g_file_read_link ("/proc/self/exe", NULL);
}
