/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notice.h"

#include <gdk/win32/gdkwin32.h>
#include <shellapi.h>

/* GLib's notifications do nothing on Windows. Here an icon stands beside the clock for as long as there is something to be said,
 * Windows shows its words beside it, and the program's button in the task bar flashes until the window is looked at. */

#define DATA       "wizard-notice"
#define ON_CLICK   (WM_APP + 0x0df)
#define THE_ICON   1 /* program.rc */
#define THE_NOTICE 1

typedef struct
{
  GtkApplication *application; /* borrowed: holds this */
  GdkDisplay *display;
  NOTIFYICONDATAW data;
} Notice;

static void
flash (HWND window, DWORD how)
{
  FLASHWINFO info = { .cbSize = sizeof info, .hwnd = window, .dwFlags = how };

  FlashWindowEx (&info);
}

static GdkWin32MessageFilterReturn
on_message (GdkWin32Display *display, MSG *message, int *answer, gpointer user_data)
{
  const Notice *notice = user_data;
  GtkWindow *window = gtk_application_get_active_window (notice->application);

  if (message->message != ON_CLICK || message->hwnd != notice->data.hWnd)
    return GDK_WIN32_MESSAGE_FILTER_CONTINUE;
  if (window != NULL && (message->lParam == NIN_BALLOONUSERCLICK || message->lParam == WM_LBUTTONUP))
    gtk_window_present (window);
  *answer = 0;
  return GDK_WIN32_MESSAGE_FILTER_REMOVE;
}

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  Shell_NotifyIconW (NIM_DELETE, &notice->data);
  flash (notice->data.hWnd, FLASHW_STOP);
  gdk_win32_display_remove_filter (notice->display, on_message, notice);
  g_free (notice);
}

/* As much of @text as there is room for. */
static void
write_words (wchar_t *words, gsize room, const char *text)
{
  g_autofree wchar_t *wide = (wchar_t *) g_utf8_to_utf16 (text, -1, NULL, NULL, NULL);

  if (wide != NULL)
    wcsncpy (words, wide, room - 1);
}

void
wizard_notice_show (GtkApplication *application, const char *title, const char *body, gboolean urgent)
{
  GtkWindow *window = gtk_application_get_active_window (application);
  GdkSurface *surface = window != NULL ? gtk_native_get_surface (GTK_NATIVE (window)) : NULL;
  Notice *notice;

  wizard_notice_withdraw (application);
  if (surface == NULL)
    return;
  notice = g_new0 (Notice, 1);
  notice->application = application;
  notice->display = gdk_surface_get_display (surface);
  notice->data = (NOTIFYICONDATAW){ .cbSize = sizeof notice->data,
                                    .hWnd = gdk_win32_surface_get_handle (surface),
                                    .uID = THE_NOTICE,
                                    .uFlags = NIF_ICON | NIF_TIP | NIF_INFO | NIF_MESSAGE,
                                    .uCallbackMessage = ON_CLICK,
                                    .hIcon = LoadIconW (GetModuleHandleW (NULL), MAKEINTRESOURCEW (THE_ICON)),
                                    .dwInfoFlags = urgent ? NIIF_WARNING : NIIF_USER };
  write_words (notice->data.szTip, G_N_ELEMENTS (notice->data.szTip), title);
  write_words (notice->data.szInfoTitle, G_N_ELEMENTS (notice->data.szInfoTitle), title);
  write_words (notice->data.szInfo, G_N_ELEMENTS (notice->data.szInfo), body);
  gdk_win32_display_add_filter (notice->display, on_message, notice);
  Shell_NotifyIconW (NIM_ADD, &notice->data);
  flash (notice->data.hWnd, FLASHW_ALL | FLASHW_TIMERNOFG);
  g_object_set_data_full (G_OBJECT (application), DATA, notice, notice_free);
}

void
wizard_notice_withdraw (GtkApplication *application)
{
  g_object_set_data (G_OBJECT (application), DATA, NULL);
}
