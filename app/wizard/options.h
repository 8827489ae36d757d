/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model.h"

G_BEGIN_DECLS

/* The options of the command line. What is given there is chosen already; the pages still come one by one. */

#define WIZARD_WRONG_USE 2 /* exit code */

void wizard_options_add (GApplication *application);

/* -1: go on. Otherwise the exit code, and why stands on standard error. */
int wizard_options_take (WizardModel *model, GVariantDict *options);

G_END_DECLS
