/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui.h"

/* A hand on the keyboard: real keys, and where they lead. Controls are named in English and found in the language of the wizard. In
 * whichever window is on top: a question or a menu before the wizard itself. */

/* Presses a key that moves the focus, and waits until it has. FALSE: it stays where it is. */
gboolean hand_step (Ui *ui, const char *key);

/* These two fail where it does not come there. */
void hand_tab_to (Ui *ui, const char *english);
void hand_await_focus (Ui *ui, const char *english);

/* Once around with Tab: every control that is sensitive is come to, in the order of reading; or the test fails. */
void hand_reads_in_order (Ui *ui);
