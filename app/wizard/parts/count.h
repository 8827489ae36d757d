/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One numbering of controls. No number begins with another one: first come one digit, then two (1 … 7, 80, 81 …). What has a
 * number keeps it; what appears later gets the next one. The number also stands in the description that assistive technology
 * reads. */
typedef struct
{
  guint id;             /* 0: nothing has been numbered yet */
  guint singles;        /* numbers of one digit */
  guint given;          /* so many have been given */
  GPtrArray *described; /* widgets whose descriptions have a number */
} WizardCount;

void wizard_count_init (WizardCount *count);
void wizard_count_clear (WizardCount *count);

/* Anew, for about @n controls. */
void wizard_count_begin (WizardCount *count, guint n);
void wizard_count_number (WizardCount *count, GPtrArray *controls);
void wizard_count_forget (WizardCount *count); /* takes the numbers out of the descriptions */

/* 0: none. */
guint wizard_count_of (const WizardCount *count, GtkWidget *control);

G_END_DECLS
