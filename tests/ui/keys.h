/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A real keyboard: what it presses goes through the X server to whatever window has the focus, of this process or of another. */

/* "Tab", "Return", "F8", "a"; "Shift+Tab", "Alt+Left". Ends the test where there is no such key, or no XTEST. Returns when the
 * server has it; the window that gets it may not have acted yet. */
void keys_press (const char *keys);

/* Letters, digits and what else stands on a keyboard without Shift. */
void keys_type (const char *text);
