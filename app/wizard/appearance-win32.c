/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "appearance.h"

#include <adwaita.h>
#include <gdk/win32/gdkwin32.h>

/* Where Windows 10 and 11 keep what is chosen under "Personalisation, Colours". */
#define KEY   L"Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"
#define VALUE L"AppsUseLightTheme"

static void
adopt (void)
{
  DWORD light = 1;
  DWORD size = sizeof light;
  gboolean dark
      = RegGetValueW (HKEY_CURRENT_USER, KEY, VALUE, RRF_RT_REG_DWORD, NULL, &light, &size) == ERROR_SUCCESS && !light;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_PREFER_DARK : ADW_COLOR_SCHEME_DEFAULT);
}

static GdkWin32MessageFilterReturn
on_message (GdkWin32Display *display, MSG *message, int *answer, gpointer unused)
{
  const wchar_t *area = (const wchar_t *) message->lParam;

  if (message->message == WM_SETTINGCHANGE && area != NULL && wcscmp (area, L"ImmersiveColorSet") == 0)
    adopt ();
  return GDK_WIN32_MESSAGE_FILTER_CONTINUE;
}

void
wizard_appearance_follow (void)
{
  /* newer versions of libadwaita do it themselves */
  if (adw_style_manager_get_system_supports_color_schemes (adw_style_manager_get_default ()))
    return;
  adopt ();
  gdk_win32_display_add_filter (gdk_display_get_default (), on_message, NULL);
}

/* Pango knows the fonts that Windows links to a font, and takes the first that has the letter: outside China a Japanese one. The
 * English window has Chinese letters, too: in the names of files and folders, and on the button for the language. */
gboolean
wizard_appearance_names_fonts (const char *lang)
{
  return TRUE;
}
