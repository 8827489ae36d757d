/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-locale.h"
#include "app-locale-system.h"

#include <libintl.h>
#include <string.h>

#define DOMAIN "dfota-wizard"

gboolean
app_locale_is_known (const char *lang)
{
  return g_strcmp0 (lang, "en") == 0 || g_strcmp0 (lang, "zh_CN") == 0;
}

const char *
app_locale_current (void)
{
  return g_strcmp0 (g_getenv ("LANGUAGE"), "zh_CN") == 0 ? "zh_CN" : "en";
}

static const char *
language_of_environment (void)
{
  g_autofree char *chosen = app_locale_system_language ();
  const char *name = chosen != NULL ? chosen : g_get_language_names ()[0];

  return name != NULL && g_str_has_prefix (name, "zh") ? "zh_CN" : "en";
}

/* Asked before app_locale_init() writes into the environment, and known from then on. */
const char *
app_locale_of_environment (void)
{
  static const char *said;

  if (said == NULL)
    said = language_of_environment ();
  return said;
}

/* The counter by which gettext notices that the language has changed is raised by textdomain(), also with the name it has; glibc
 * and GNU libintl provide for it ("people will use it to signal that some environment variable changed"). */
static void
forget_translations (void)
{
  textdomain (DOMAIN);
}

void
app_locale_init (const char *lang)
{
  const char *environment = app_locale_of_environment ();

  if (!app_locale_is_known (lang))
    lang = environment;

  app_locale_system_prepare (lang);
  app_locale_system_bind (DOMAIN);
  bind_textdomain_codeset (DOMAIN, "UTF-8");
  textdomain (DOMAIN);

  /* GLib decides at its first question, once per process, whether the words of libraries (GTK's "Cancel") are translated: only
   * if the program has a catalogue for the language. Asking it in Chinese first keeps the way open for both. */
  g_setenv ("LANGUAGE", "zh_CN", TRUE);
  forget_translations ();
  (void) g_dgettext (DOMAIN, "Next");
  app_locale_switch (lang);
}

void
app_locale_switch (const char *lang)
{
  /* The variable stands in the environment since app_locale_init(), so that this exchanges a pointer and moves nothing under
   * the feet of a thread that reads the environment. */
  g_setenv ("LANGUAGE", lang, TRUE);
  forget_translations ();
}

const char *
app_locale_visit (const char *lang)
{
  const char *home = app_locale_current ();

  if (lang != NULL && strcmp (lang, home) != 0)
    app_locale_switch (lang);
  return home;
}
