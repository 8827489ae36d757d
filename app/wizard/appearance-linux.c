/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "appearance.h"

#include <gtk/gtk.h>
#include <string.h>

void
wizard_appearance_follow (void)
{
  /* libadwaita asks the desktop's portal itself */
}

/* Pango chooses by the locale that the program was started in, which after a switch of the language is the wrong one. */
gboolean
wizard_appearance_names_fonts (const char *lang)
{
  return strcmp (lang, "zh_CN") == 0 && !g_str_has_prefix (pango_language_to_string (gtk_get_default_language ()), "zh");
}
