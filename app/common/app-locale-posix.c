/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-locale-system.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

char *
app_locale_system_language (void)
{
  return NULL;
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

void
app_locale_system_prepare (const char *lang)
{
  if (setlocale (LC_ALL, "") == NULL)
    setlocale (LC_ALL, "C");
  if (is_plain_c (setlocale (LC_CTYPE, NULL))
      && (strcmp (lang, "zh_CN") != 0 || setlocale (LC_CTYPE, "zh_CN.UTF-8") == NULL))
    setlocale (LC_CTYPE, "C.UTF-8");
  let_language_count ();
}

void
app_locale_system_bind (const char *domain)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *tree = g_path_get_dirname (DFOTA_LOCALEDIR_UNINSTALLED);
  gboolean built = program != NULL && g_str_has_prefix (program, tree) && program[strlen (tree)] == G_DIR_SEPARATOR;

  bindtextdomain (domain, built ? DFOTA_LOCALEDIR_UNINSTALLED : DFOTA_LOCALEDIR);
}
