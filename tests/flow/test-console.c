/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "flow.h"

#include <string.h>
#include <windows.h>

/* dfota in a console of Windows, which has no window but a screen: what a person reads there, and what he types. */

#define SIM        "--model EC200A --revision EC200ACNHAR01A02M16 --target EC200ACNHAR01A03M16"
#define DEADLINE   60
#define ENGLISH    "upgrade --lang en --port @PORT --package @PACKAGE"
#define CHINESE    "upgrade --lang zh_CN --port @PORT --package @PACKAGE"
#define TYPE_YES   "Type yes to start:"
#define CELLS_MOST 65536

typedef struct
{
  Flow *flow;
  HANDLE process;
  DWORD id;
  HANDLE screen, keys;
} Console;

static wchar_t *
wide (const char *text)
{
  return (wchar_t *) g_utf8_to_utf16 (text, -1, NULL, NULL, NULL);
}

static BOOL WINAPI
not_for_us (DWORD type)
{
  return TRUE;
}

/* Its console becomes ours as well, until close_console(). */
static void
attach (Console *console)
{
  const gint64 until = g_get_monotonic_time () + DEADLINE * G_TIME_SPAN_SECOND;

  FreeConsole ();
  while (!AttachConsole (console->id))
    {
      if (g_get_monotonic_time () > until)
        fail_msg ("no console: %lu", GetLastError ());
      g_usleep (5000);
    }
  SetConsoleCtrlHandler (not_for_us, TRUE);
  console->screen = CreateFileW (L"CONOUT$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                                 OPEN_EXISTING, 0, NULL);
  console->keys = CreateFileW (L"CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                               OPEN_EXISTING, 0, NULL);
  assert_true (console->screen != INVALID_HANDLE_VALUE && console->keys != INVALID_HANDLE_VALUE);
}

/* @words as for flow_start(); @sim NULL: no module. */
static void
open_console (Console *console, const char *sim, const char *words)
{
  g_autoptr (GString) line = g_string_new (NULL);
  STARTUPINFOW start = { .cb = sizeof start };
  PROCESS_INFORMATION info;

  console->flow = flow_new (sim);
  g_string_printf (line, "\"%s\" %s", g_getenv ("DFOTA_CLI"), words);
  if (sim != NULL)
    g_string_replace (line, "@PORT", console->flow->port, 0);
  g_string_replace (line, "@PACKAGE", console->flow->package, 0);
  g_autofree wchar_t *wide_line = wide (line->str);
  g_setenv ("XDG_STATE_HOME", console->flow->dir, TRUE);
  assert_true (CreateProcessW (NULL, wide_line, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL, NULL, &start, &info));
  CloseHandle (info.hThread);
  console->process = info.hProcess;
  console->id = info.dwProcessId;
  attach (console);
}

/* Its exit code. */
static int
close_console (Console *console)
{
  DWORD code = 0;

  if (WaitForSingleObject (console->process, DEADLINE * 1000) != WAIT_OBJECT_0)
    {
      TerminateProcess (console->process, 99);
      fail_msg ("dfota does not end");
    }
  GetExitCodeProcess (console->process, &code);
  CloseHandle (console->screen);
  CloseHandle (console->keys);
  FreeConsole ();
  CloseHandle (console->process);
  flow_wait (&console->flow, 1);
  return (int) code;
}

/* All that stands on the screen. A Chinese character fills two cells, which some consoles report as two: it comes once. */
static char *
read_screen (const Console *console)
{
  CONSOLE_SCREEN_BUFFER_INFO info;
  g_autofree wchar_t *cells = g_new0 (wchar_t, CELLS_MOST + 1);
  g_autoptr (GString) text = g_string_new (NULL);
  DWORD n = 0;

  if (!GetConsoleScreenBufferInfo (console->screen, &info))
    return g_strdup ("");
  const DWORD all = MIN ((DWORD) info.dwSize.X * (DWORD) (info.dwCursorPosition.Y + 1), CELLS_MOST);
  ReadConsoleOutputCharacterW (console->screen, cells, all, (COORD){ 0, 0 }, &n);
  for (DWORD i = 0; i < n; i++)
    if (cells[i] != 0 && (cells[i] < 0x1100 || i == 0 || cells[i] != cells[i - 1]))
      g_string_append_unichar (text, cells[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
await (const Console *console, const char *text)
{
  const gint64 until = g_get_monotonic_time () + DEADLINE * G_TIME_SPAN_SECOND;

  while (TRUE)
    {
      g_autofree char *screen = read_screen (console);

      if (strstr (screen, text) != NULL)
        return;
      if (g_get_monotonic_time () > until || WaitForSingleObject (console->process, 20) == WAIT_OBJECT_0)
        {
          g_autofree char *last = read_screen (console);
          if (strstr (last, text) != NULL)
            return;
          fail_msg ("no “%s” in:\n%s", text, last);
        }
    }
}

static void
type (const Console *console, const char *text)
{
  g_autofree wchar_t *keys = wide (text);
  DWORD n;

  for (const wchar_t *key = keys; *key != 0; key++)
    {
      INPUT_RECORD press
          = { .EventType = KEY_EVENT, .Event.KeyEvent = { .bKeyDown = TRUE, .wRepeatCount = 1, .uChar.UnicodeChar = *key } };
      if (*key == L'\r')
        press.Event.KeyEvent.wVirtualKeyCode = VK_RETURN;
      assert_true (WriteConsoleInputW (console->keys, &press, 1, &n));
      press.Event.KeyEvent.bKeyDown = FALSE;
      assert_true (WriteConsoleInputW (console->keys, &press, 1, &n));
    }
}

static void
test_yes (void **state)
{
  Console console = { 0 };

  open_console (&console, SIM, ENGLISH);
  await (&console, TYPE_YES);
  await (&console, "EC200ACNHAR01A02M16 → EC200ACNHAR01A03M16");
  type (&console, "yes\r");
  await (&console, "Done");
  assert_int_equal (close_console (&console), 0);
  assert_int_equal (flow_commands_seen (console.flow), 1);
  flow_free (console.flow);
}

/* Whatever code page the console has. */
static void
test_yes_in_chinese (void **state)
{
  Console console = { 0 };

  open_console (&console, SIM, CHINESE);
  await (&console, "yes");
  await (&console, "固件");
  type (&console, "是\r");
  await (&console, "升级完成");
  assert_int_equal (close_console (&console), 0);
  flow_free (console.flow);
}

static void
test_no (void **state)
{
  Console console = { 0 };

  open_console (&console, SIM, ENGLISH);
  await (&console, TYPE_YES);
  type (&console, "no\r");
  await (&console, "Stopped");
  assert_int_equal (close_console (&console), 130);
  assert_int_equal (flow_commands_seen (console.flow), 0);
  flow_free (console.flow);
}

static void
test_interrupted_question (void **state)
{
  Console console = { 0 };

  open_console (&console, SIM, ENGLISH);
  await (&console, TYPE_YES);
  assert_true (GenerateConsoleCtrlEvent (CTRL_C_EVENT, 0));
  assert_int_equal (close_console (&console), 130);
  assert_int_equal (flow_commands_seen (console.flow), 0);
  flow_free (console.flow);
}

/* The first explains, the second ends the watching. */
static void
test_interrupted_too_late (void **state)
{
  Console console = { 0 };

  open_console (&console, SIM " --updating 250", ENGLISH " --yes");
  await (&console, "is upgrading itself");
  assert_true (GenerateConsoleCtrlEvent (CTRL_C_EVENT, 0));
  await (&console, "a second Ctrl-C ends only the watching");
  assert_true (GenerateConsoleCtrlEvent (CTRL_C_EVENT, 0));
  await (&console, "Not certain");
  assert_int_equal (close_console (&console), 3);
  flow_free (console.flow);
}

/* A person may look at what is meant for programs. */
static void
test_json_is_readable (void **state)
{
  Console console = { 0 };

  open_console (&console, NULL, "explain 504 --json --lang zh_CN");
  await (&console, "模块");
  assert_int_equal (close_console (&console), 0);
  flow_free (console.flow);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_yes),
    cmocka_unit_test (test_yes_in_chinese),
    cmocka_unit_test (test_no),
    cmocka_unit_test (test_interrupted_question),
    cmocka_unit_test (test_interrupted_too_late),
    cmocka_unit_test (test_json_is_readable),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
