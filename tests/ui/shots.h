/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui.h"

/* Between the files of shots, the program that makes the pictures. */

/* What a walk looks for on the screen in its language. */
typedef struct
{
  const char *lang, *next, *practice, *package, *understand, *start, *stop;
} ShotWords;

/* A way through the wizard with a stop wherever a picture is wanted. Each runs in a process of its own, once a language. */
typedef void (*ShotWalk) (const ShotWords *words);

/* shots-pages.c: the practice module */
void shots_done (const ShotWords *words);
void shots_failed (const ShotWords *words);
void shots_stopped (const ShotWords *words);
void shots_no_answer (const ShotWords *words);

/* shots-ways.c: other families */
void shots_lte (const ShotWords *words);
void shots_mini (const ShotWords *words);
void shots_others (const ShotWords *words);
void shots_storage (const ShotWords *words);
void shots_joined (const ShotWords *words);
void shots_waiting (const ShotWords *words);
void shots_platform (const ShotWords *words);

/* shots-match.c: modules and packages that do not match */
void shots_strangers (const ShotWords *words);
void shots_match (const ShotWords *words);

/* shots-cards.c: every error, every number that a module says */
void shots_errors (const ShotWords *words);
void shots_codes (const ShotWords *words);

/* shots-posed.c: what would need cables, other programs or a crash */
void shots_ports (const ShotWords *words);
void shots_stories (const ShotWords *words);
void shots_checks (const ShotWords *words);
void shots_moments (const ShotWords *words);
void shots_practice (const ShotWords *words);

/* shots-camera.c. Must be called once before the first picture. @folder NULL: they are only checked. @contrast: the process
 * runs with high contrast, and makes only pictures of that. */
void shots_load_camera (const char *folder, const char *lang, gboolean contrast);

/* Nobody measures any more how long the window stands still: styles and sizes change all at once. */
Ui *shots_open (Ui *ui);

/* What the window shows now, or the dialog before it, in every style and size, as FOLDER/PAGE-LANG-STYLE[-SIZE].png. What
 * the model says meanwhile is drawn only afterwards. */
void shots_shoot (Ui *ui, const char *page);
void shots_shoot_card (Ui *ui, const char *page); /* all of a page that scrolls, in a few styles */
void shots_shoot_code (Ui *ui, const char *page); /* the same in one style */

/* shots-check.c: prints what is wrong with the picture @name of @window that a machine can see: words that are cut or torn, letters
 * without a shape, too little contrast, two suggested actions. Returns how much that is. */
int shots_check (GtkWindow *window, GdkTexture *texture, const char *name);
