/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui.h"

/* Between the files of shots. */
typedef struct
{
  const char *lang, *next, *practice, *package, *understand, *start, *stop;
} ShotWords;

void shots_size (Ui *ui);                                            /* the size that was asked for */
void shots_shoot (Ui *ui, const ShotWords *words, const char *page); /* both styles of what stands there now */

/* shots-ways.c */
void shots_of_ways (const ShotWords *words);
