/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A picture in a page that scrolls: it takes the room that nothing else needs, and where that is too little it is not shown. */
#define WIZARD_TYPE_SHY (wizard_shy_get_type ())
G_DECLARE_FINAL_TYPE (WizardShy, wizard_shy, WIZARD, SHY, AdwBin)

G_END_DECLS
