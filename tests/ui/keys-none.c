/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys.h"

#include <glib.h>

/* Wine has no keyboard layouts (KBDUS.DLL), without which GTK makes nothing of a key but what has no letter on it. */

void
keys_press (const char *keys)
{
  g_error ("no key can be pressed here: %s", keys);
}

void
keys_type (const char *text)
{
  g_error ("nothing can be typed here: %s", text);
}
