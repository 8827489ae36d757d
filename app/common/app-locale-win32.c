/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-locale.h"

#include <windows.h>

/* GNU libintl, as MSYS2 builds it, keeps the same counter as glibc. */
__declspec(dllimport) extern int libintl_nl_msg_cat_cntr __attribute__ ((weak));

void
app_locale_forget_translations (void)
{
  if (&libintl_nl_msg_cat_cntr != NULL)
    libintl_nl_msg_cat_cntr++;
}

char *
app_locale_program_path (void)
{
  wchar_t path[MAX_PATH];
  DWORD n = GetModuleFileNameW (NULL, path, MAX_PATH);

  return n > 0 && n < MAX_PATH ? g_utf16_to_utf8 ((gunichar2 *) path, n, NULL, NULL, NULL) : NULL;
}
