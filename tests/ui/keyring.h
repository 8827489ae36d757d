/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Where the system keeps passwords, for a test (keyring-posix.c, keyring-win32.c). */

void keyring_begin (const char *folder); /* which may be used for it */
void keyring_expect_hidden (const char *password);
void keyring_end (void); /* nothing of the wizard's is left in it */
