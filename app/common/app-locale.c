/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-locale.h"

#include <libintl.h>
#include <locale.h>
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
  const char *const *names = g_get_language_names ();

  return names[0] != NULL && g_str_has_prefix (names[0], "zh") ? "zh_CN" : "en";
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

/* Run from its build tree a program finds the catalogues that were built with it; anywhere else the installed ones. */
static const char *
catalogue_dir (void)
{
  g_autofree char *program = app_locale_program_path ();
  g_autofree char *tree = g_path_get_dirname (DFOTA_LOCALEDIR_UNINSTALLED);

  if (program != NULL && g_str_has_prefix (program, tree) && program[strlen (tree)] == G_DIR_SEPARATOR)
    return DFOTA_LOCALEDIR_UNINSTALLED;
  return DFOTA_LOCALEDIR;
}

static gboolean
is_plain_c (const char *locale)
{
  return strcmp (locale, "C") == 0 || strcmp (locale, "POSIX") == 0;
}

/* In the locale "C" gettext translates nothing, whatever LANGUAGE says; from glibc 2.41 on (Debian 13) not in "C.UTF-8" either.
 * But a country that does not exist makes another locale of it: its data are those of C.UTF-8, which every system has, and
 * LANGUAGE counts. Should a system not take that name, one of the others may be there. */
static void
let_language_count (void)
{
  static const char *const names[] = { "C_ZZ.UTF-8", "zh_CN.UTF-8", "en_US.UTF-8", "C.UTF-8" };
  const char *in_force = setlocale (LC_MESSAGES, NULL);
  gsize i = 0;

  if (!is_plain_c (in_force) && !g_str_has_prefix (in_force, "C."))
    return;
  while (i < G_N_ELEMENTS (names) && setlocale (LC_MESSAGES, names[i]) == NULL)
    i++;
}

static void
set_locale (const char *lang)
{
  if (setlocale (LC_ALL, "") == NULL)
    setlocale (LC_ALL, "C");
  if (is_plain_c (setlocale (LC_CTYPE, NULL))
      && (strcmp (lang, "zh_CN") != 0 || setlocale (LC_CTYPE, "zh_CN.UTF-8") == NULL))
    setlocale (LC_CTYPE, "C.UTF-8");
  let_language_count ();
}

void
app_locale_init (const char *lang)
{
  const char *environment = app_locale_of_environment ();

  if (!app_locale_is_known (lang))
    lang = environment;

  set_locale (lang);
  bindtextdomain (DOMAIN, catalogue_dir ());
  bind_textdomain_codeset (DOMAIN, "UTF-8");
  textdomain (DOMAIN);

  /* GLib decides at its first question, once per process, whether the words of libraries (GTK's "Cancel") are translated: only
   * if the program has a catalogue for the language. Asking it in Chinese first keeps the way open for both. */
  g_setenv ("LANGUAGE", "zh_CN", TRUE);
  app_locale_forget_translations ();
  (void) g_dgettext (DOMAIN, "Next");
  app_locale_switch (lang);
}

void
app_locale_switch (const char *lang)
{
  /* The variable stands in the environment since app_locale_init(), so that this exchanges a pointer and moves nothing under
   * the feet of a thread that reads the environment. */
  g_setenv ("LANGUAGE", lang, TRUE);
  app_locale_forget_translations ();
}

const char *
app_locale_visit (const char *lang)
{
  const char *home = app_locale_current ();

  if (lang != NULL && strcmp (lang, home) != 0)
    app_locale_switch (lang);
  return home;
}
