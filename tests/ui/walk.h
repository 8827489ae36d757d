/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui.h"

/* Walks that read the same in every language: what they say in English is looked for in the words of the language that the wizard
 * speaks. The words that contract.md fixes stand in walk.c, whatever the catalogue says; all others come from the catalogue, and
 * one that it lacks fails the walk. Of words with a figure in them ("%s has only %s left") the longest part without one counts. */
const char *walk_words (const char *english);

/* As those of ui.h. */
void walk_await (Ui *ui, const char *english);
void walk_expect (Ui *ui, const char *english);
void walk_expect_not (Ui *ui, const char *english);
void walk_await_title (Ui *ui, const char *english);
void walk_click (Ui *ui, const char *english);
void walk_choose (Ui *ui, const char *english);
void walk_unfold (Ui *ui, const char *english);
void walk_type (Ui *ui, const char *english, const char *text);
void walk_select (Ui *ui, const char *english, const char *item);
gboolean walk_may_click (const char *english);

/* From page 1 to page 3; with a package to page 4; from page 6 to page 7. */
void walk_to_package (Ui *ui);
void walk_to_way (Ui *ui, const char *package);
void walk_start_upgrade (Ui *ui);

/* Its heading. Returns the result, which belongs to the model. */
const WizardResult *walk_await_result (Ui *ui, const char *heading);

/* Rows for a table of cases, whose function finds the language in its state. */
#define WALK_ENGLISH(name)                                                                                                  \
  {                                                                                                                         \
#name "_in_english", name, NULL, NULL, (void *) "en"                                                                    \
  }
#define WALK_CHINESE(name)                                                                                                  \
  {                                                                                                                         \
#name "_in_chinese", name, NULL, NULL, (void *) "zh_CN"                                                                 \
  }
#define WALK_BOTH(name) WALK_ENGLISH (name), WALK_CHINESE (name)
