/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console.h"

void
wizard_console_prepare (void)
{
  /* every program has its standard output and standard error, and the session a bus */
}
