/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "application.h"

/* A hand and an eye in the process of the wizard: finds what is on the screen by its words, clicks it, waits with a deadline.
 * Everything fails with the words it looked for and those that stand there instead.
 *
 * While it waits, a watch (watch.h) sees to it that the window never stands still. With DFOTA_LONGEST_FRAME in the environment
 * each wizard that ends tells its longest frame. */
typedef struct _Ui Ui;

/* Starts the wizard. @practice: the port that is chosen already (`practice:check-505`), or NULL. */
Ui *ui_start (const char *lang, const char *practice);
void ui_end (Ui *ui);

WizardModel *ui_model (Ui *ui);
GtkWindow *ui_window (Ui *ui);

gboolean ui_sees (const char *words);      /* is a mapped label with these words in it there? */
void ui_await (Ui *ui, const char *words); /* at most a minute */
void ui_expect (Ui *ui, const char *words);
void ui_expect_not (Ui *ui, const char *words);
void ui_await_title (Ui *ui, const char *title);

gboolean ui_hears (const char *words);           /* are they in what was announced last to assistive technology? */
void ui_await_heard (Ui *ui, const char *words); /* at most a minute */

void ui_click (Ui *ui, const char *label);  /* a button, when it is sensitive */
void ui_choose (Ui *ui, const char *title); /* a row */
void ui_unfold (Ui *ui, const char *title);
void ui_type (Ui *ui, const char *title, const char *text);   /* into a row with this title */
void ui_select (Ui *ui, const char *title, const char *item); /* in a row with a list of texts */
void ui_sleep (Ui *ui, int ms);
gboolean ui_is_sensitive (const char *label);

/* Real keys, to the window that has the focus: "Tab", "Shift+Tab", "Return". They arrive a moment later. */
void ui_press (Ui *ui, const char *keys);
GtkWidget *ui_focus (Ui *ui); /* what has the keyboard focus in the wizard's window, or NULL */

/* ms; the longest that the window has stood still so far. */
double ui_longest_frame (Ui *ui);

/* Waits until @condition holds. */
typedef gboolean (*UiCondition) (WizardModel *model);
void ui_await_model (Ui *ui, UiCondition condition, const char *what);

/* The test itself has been busy since it last waited, and not the wizard. */
void ui_excuse (Ui *ui);

/* Nobody measures any more: for pictures, whose styles change all at once. */
void ui_unwatch (Ui *ui);

/* What the window shows, as a picture. */
void ui_shoot (Ui *ui, const char *path);
