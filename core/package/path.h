/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A path as the user gave it (UTF-8, in GLib's file name encoding), and what his system makes of it. Any thread. */

/* Does the system take this name for a device, whatever lies in the folder? On Windows "nul", "C:\fw\COM1" and, up to Windows
 * 10, "COM1.bin": just asking for such a file's size opens the port. FALSE wherever devices are files of their own. */
gboolean dfota_path_is_device (const char *path);

/* The path to open it by. The same, but for one that is too long for Windows as it is (MAX_PATH). Newly allocated; for the system
 * alone, and not for people's eyes. */
char *dfota_path_to_open (const char *path);
