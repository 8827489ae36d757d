/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-locale-system.h"

#include <libintl.h>
#include <string.h>
#include <windows.h>

/* The C library keeps the locale "C" here: GLib and libintl speak UTF-8 whatever it says, g_print() turns that into what the
 * console speaks, and a comma in place of the decimal point would only make some numbers look other than the rest. */

/* As a folder of this system may be written in the one way or the other: "C:\…", "c:/…". */
static char *
with_slashes (const char *path)
{
  char *text = g_strdelimit (g_strdup (path), "\\", '/');

  text[0] = g_ascii_toupper (text[0]);
  return text;
}

static char *
program_path (void)
{
  for (DWORD room = MAX_PATH; room <= 0x8000; room *= 2)
    {
      g_autofree wchar_t *path = g_new (wchar_t, room);
      DWORD n = GetModuleFileNameW (NULL, path, room);

      if (n == 0)
        break;
      if (n < room)
        return g_utf16_to_utf8 ((const gunichar2 *) path, (glong) n, NULL, NULL, NULL);
    }
  return NULL;
}

/* The folder of the build tree's catalogues if the program lies in that tree, else NULL. A tree that another system has
 * cross-built has no drive in its name: then it is the program's. */
static char *
built_catalogues (void)
{
  g_autofree char *path = program_path ();
  g_autofree char *program = path != NULL ? with_slashes (path) : NULL;
  g_autofree char *catalogues = with_slashes (DFOTA_LOCALEDIR_UNINSTALLED);
  g_autofree char *tree = g_path_get_dirname (catalogues);
  const char *drive = tree[0] == '/' ? strchr (program != NULL ? program : "", '/') : program;

  if (drive == NULL || !g_str_has_prefix (drive, tree) || drive[strlen (tree)] != '/')
    return NULL;
  return g_strdup_printf ("%.*s%s", (int) (drive - program), program, catalogues);
}

char *
app_locale_system_language (void)
{
  static const char *const variables[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };
  g_autofree wchar_t *names = NULL;
  ULONG n, length = 0;

  /* whoever sets one of these, a test or a shell, means it */
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    if (g_getenv (variables[i]) != NULL && *g_getenv (variables[i]) != '\0')
      return NULL;
  if (!GetUserPreferredUILanguages (MUI_LANGUAGE_NAME, &n, NULL, &length) || length == 0)
    return NULL;
  names = g_new0 (wchar_t, length);
  if (!GetUserPreferredUILanguages (MUI_LANGUAGE_NAME, &n, names, &length) || n == 0)
    return NULL;
  return g_utf16_to_utf8 ((const gunichar2 *) names, -1, NULL, NULL, NULL); /* up to the first one's end */
}

/* What libintl asks of the environment: where that says "C" it translates nothing, whatever LANGUAGE says. */
void
app_locale_system_prepare (const char *lang)
{
  static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    if (g_strcmp0 (g_getenv (variables[i]), "C") == 0 || g_strcmp0 (g_getenv (variables[i]), "POSIX") == 0)
      g_setenv (variables[i], "C.UTF-8", TRUE);
}

/* bindtextdomain() takes a name in the code page of the system; that is UTF-8 where our manifest counts (win32/program.manifest), and
 * where it does not, GLib finds the short name of a folder that cannot be written so. There is wbindtextdomain(), but libintl 0.21
 * takes one file for another as soon as somebody else (GLib, GTK) uses the other of the two. */
void
app_locale_system_bind (const char *domain)
{
  g_autofree char *built = built_catalogues ();
  g_autofree char *place = g_win32_get_package_installation_directory_of_module (NULL);
  g_autofree char *installed = g_build_filename (place != NULL ? place : ".", "share", "locale", NULL);
  g_autofree char *folder = g_win32_locale_filename_from_utf8 (built != NULL ? built : installed);

  if (folder != NULL)
    bindtextdomain (domain, folder);
}
