/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "application.h"
#include "common/app-locale.h"
#include "console.h"
#include "settings.h"

#include <gtk/gtk.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The language must stand before the first word is translated, and so before the options are parsed. */
static const char *
language_wanted (int argc, char **argv)
{
  for (int i = 1; i < argc && strcmp (argv[i], "--") != 0; i++)
    {
      if (g_str_has_prefix (argv[i], "--lang="))
        return argv[i] + strlen ("--lang=");
      if (strcmp (argv[i], "--lang") == 0)
        return argv[i + 1];
    }
  return NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr (WizardApplication) application = NULL;
  g_autoptr (WizardSettings) settings = wizard_settings_new ();
  const char *lang = language_wanted (argc, argv);
  int code;

  wizard_console_prepare ();
  gtk_disable_setlocale (); /* it would undo what app_locale_init() does under LC_ALL=C */
  app_locale_init (lang != NULL ? lang : wizard_settings_language (settings, app_locale_of_environment ()));
  application = wizard_application_new ();
  code = g_application_run (G_APPLICATION (application), argc, argv);
  g_clear_object (&application);

  /* A worker that was told to leave may still be leaving. What libraries tidy up at exit (TLS, say) it still uses. */
  fflush (NULL);
  _exit (code);
}
