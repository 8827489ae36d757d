/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "appearance.h"
#include "bench.h"
#include "common/app-locale-system.h"
#include "notice.h"
#include "common/app-power.h"
#include "secret.h"
#include "session.h"
#include "ui.h"

#include <gdk/win32/gdkwin32.h>
#include <shellapi.h>
#include <shlobj.h>
#include <string.h>
#include <wincred.h>

/* What the wizard asks of Windows, and what of Linux it does without. */

static const char *icon_names; /* a file: one a line */

/* --- where passwords are kept --- */

typedef struct
{
  gboolean done;
  char *password;
} Answer;

static void
on_password (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->password = wizard_secret_look_up_finish (result);
  answer->done = TRUE;
}

static char *
look_up (const char *address)
{
  Answer answer = { FALSE, NULL };

  wizard_secret_look_up (address, NULL, on_password, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  return answer.password;
}

/* It is stored on a worker. */
static void
store_and_expect (const char *address, const char *password)
{
  gint64 end = g_get_monotonic_time () + 30 * G_TIME_SPAN_SECOND;
  g_autofree char *found = NULL;

  wizard_secret_store (address, password);
  while (g_strcmp0 (found, password) != 0)
    {
      if (g_get_monotonic_time () > end)
        fail_msg ("the password of %s is not kept: %s", address, found != NULL ? found : "none");
      g_free (found);
      found = look_up (address);
    }
}

static gboolean
forget (const char *address)
{
  g_autofree char *target = g_strconcat ("DFOTA Wizard: ", address, NULL);
  g_autofree wchar_t *wide = (wchar_t *) g_utf8_to_utf16 (target, -1, NULL, NULL, NULL);

  return CredDeleteW (wide, CRED_TYPE_GENERIC, 0);
}

static void
a_password_is_kept (void **state)
{
  static const char *const addresses[] = { "ftp://me@example.com/p.bin", "http://张三@example.com/升级包.bin" };

  assert_true (wizard_secret_is_built ());
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      forget (addresses[i]); /* of a test that failed */
      assert_null (look_up (addresses[i]));
      store_and_expect (addresses[i], "secret");
      store_and_expect (addresses[i], "密码 with \"quotes\" and 1000 €");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      assert_true (forget (addresses[i]));
      assert_null (look_up (addresses[i]));
    }
}

/* --- where the rest is kept --- */

static void
the_users_folders_are_local (void **state)
{
  wchar_t wide[MAX_PATH];
  g_autofree char *local = NULL;

  assert_int_equal (SHGetFolderPathW (NULL, CSIDL_LOCAL_APPDATA, NULL, 0, wide), S_OK);
  local = g_utf16_to_utf8 ((gunichar2 *) wide, -1, NULL, NULL, NULL);
  assert_string_equal (g_get_user_config_dir (), local);
  assert_string_equal (g_get_user_data_dir (), local);
  assert_string_equal (g_get_user_state_dir (), local);
}

/* --- language --- */

static void
windows_says_the_language (void **state)
{
  static const char *const variables[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };
  g_auto (GStrv) before = g_get_environ ();
  g_autofree char *chosen = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
  chosen = app_locale_system_language ();
  assert_non_null (chosen);
  assert_true (g_str_has_prefix (chosen, "en") || g_str_has_prefix (chosen, "zh"));
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_setenv (variables[i], "zh_CN", TRUE);
      assert_null (app_locale_system_language ());
      g_unsetenv (variables[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    if (g_environ_getenv (before, variables[i]) != NULL)
      g_setenv (variables[i], g_environ_getenv (before, variables[i]), TRUE);
}

static void
copy (const char *from, const char *to)
{
  g_autofree char *folder = g_path_get_dirname (to);
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  assert_int_equal (g_mkdir_with_parents (folder, 0700), 0);
  assert_true (g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL));
}

/* As it is installed for one user: the program finds its catalogue, whatever the user is called. */
static void
a_folder_may_be_named_in_chinese (void **state)
{
  static const char *const mo[] = { "zh_CN", "LC_MESSAGES", "dfota-wizard.mo" };
  g_autofree char *home = g_dir_make_tmp ("张三-XXXXXX", NULL);
  g_autofree char *built = bench_program ("wizard", "dfota-wizard");
  g_autofree char *tree = g_path_get_dirname (built);
  g_autofree char *built_mo = g_build_filename (tree, "..", "..", "po", mo[0], mo[1], mo[2], NULL);
  g_autofree char *program = g_build_filename (home, "升级 DFOTA", "bin", "dfota-wizard.exe", NULL);
  g_autofree char *program_mo = g_build_filename (home, "升级 DFOTA", "share", "locale", mo[0], mo[1], mo[2], NULL);
  const char *argv[] = { program, "--lang", "zh_CN", "--help", NULL };
  g_autofree char *help = NULL;

  copy (built, program);
  copy (built_mo, program_mo);
  assert_true (g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, &help, NULL, NULL, NULL));
  assert_non_null (strstr (help, "流控"));
  bench_remove (home);
}

/* --- the session --- */

static HWND
handle_of (Ui *ui)
{
  return gdk_win32_surface_get_handle (gtk_native_get_surface (GTK_NATIVE (ui_window (ui))));
}

static void
shutting_down_is_asked_about (void **state)
{
  Ui *ui = ui_start ("en", NULL);
  WizardSessionLock *lock;

  assert_true (SendMessageW (handle_of (ui), WM_QUERYENDSESSION, 0, 0));
  lock = wizard_session_lock (GTK_APPLICATION (g_application_get_default ()), "a test");
  assert_false (SendMessageW (handle_of (ui), WM_QUERYENDSESSION, 0, 0));
  /* the window of the other language is another window */
  ui_click (ui, "中");
  ui_await (ui, "第 1 页");
  assert_false (SendMessageW (handle_of (ui), WM_QUERYENDSESSION, 0, 0));
  wizard_session_unlock (lock);
  assert_true (SendMessageW (handle_of (ui), WM_QUERYENDSESSION, 0, 0));
  ui_end (ui);
}

/* What a system without power requests answers (Wine), or one with them: neither is taken for the other. */
static void
sleep_is_held_off (void **state)
{
  AppPower power = { TRUE, TRUE };
  SYSTEM_POWER_STATUS status = { 0 };
  HANDLE request = PowerCreateRequest (&(REASON_CONTEXT){ .Version = POWER_REQUEST_CONTEXT_VERSION,
                                                          .Flags = POWER_REQUEST_CONTEXT_SIMPLE_STRING,
                                                          .Reason.SimpleReasonString = (LPWSTR) L"a test" });
  gboolean possible = request != NULL && request != INVALID_HANDLE_VALUE;
  AppPowerLock *lock = app_power_lock ("a test", &power);

  assert_true ((lock != NULL) == possible);
  app_power_unlock (lock);
  assert_true (GetSystemPowerStatus (&status));
  assert_true (power.battery == (status.ACLineStatus == 0));
  if (possible)
    CloseHandle (request);
}

/* --- notices --- */

static void
a_notice_leads_to_the_window (void **state)
{
  Ui *ui = ui_start ("en", NULL);
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  HWND window = handle_of (ui);
  gint64 end;

  ui_await (ui, "Page 1 of 8");
  wizard_notice_show (application, "Done: EC200A", "Your module works with its new firmware.", FALSE);
  ShowWindow (window, SW_MINIMIZE);
  assert_true (IsIconic (window));
  SendMessageW (window, WM_APP + 0x0df, 0, NIN_BALLOONUSERCLICK);
  end = g_get_monotonic_time () + 30 * G_TIME_SPAN_SECOND;
  while (IsIconic (window) && g_get_monotonic_time () < end)
    ui_sleep (ui, 10);
  assert_false (IsIconic (window));

  /* once it is taken back, nothing comes of a late click */
  wizard_notice_withdraw (application);
  ShowWindow (window, SW_MINIMIZE);
  SendMessageW (window, WM_APP + 0x0df, 0, NIN_BALLOONUSERCLICK);
  assert_true (IsIconic (window));
  wizard_notice_withdraw (application);
  ui_end (ui);
}

/* --- light and dark --- */

static void
choose_light (DWORD light)
{
  const wchar_t *key = L"Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize";

  assert_int_equal (RegSetKeyValueW (HKEY_CURRENT_USER, key, L"AppsUseLightTheme", REG_DWORD, &light, sizeof light), 0);
}

static void
dark_is_followed (void **state)
{
  Ui *ui;
  AdwStyleManager *style;

  choose_light (0);
  ui = ui_start ("en", NULL);
  style = adw_style_manager_get_default ();
  assert_true (adw_style_manager_get_dark (style));
  choose_light (1);
  SendMessageW (handle_of (ui), WM_SETTINGCHANGE, 0, (LPARAM) L"ImmersiveColorSet");
  assert_false (adw_style_manager_get_dark (style));
  choose_light (0);
  SendMessageW (handle_of (ui), WM_SETTINGCHANGE, 0, (LPARAM) L"ImmersiveColorSet");
  assert_true (adw_style_manager_get_dark (style));
  choose_light (1);
  ui_end (ui);
}

/* --- pictures, where nothing reads SVG --- */

static void
expect_icon (GtkIconTheme *theme, const char *name, int size)
{
  g_autoptr (GtkIconPaintable) icon
      = gtk_icon_theme_lookup_icon (theme, name, NULL, size, 1, GTK_TEXT_DIR_LTR, (GtkIconLookupFlags) 0);
  g_autoptr (GFile) file = gtk_icon_paintable_get_file (icon);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : g_strdup ("none");

  if (!gtk_icon_theme_has_icon (theme, name) || strstr (uri, name) == NULL || g_str_has_suffix (uri, ".svg"))
    fail_msg ("no icon %s: %s", name, uri);
  /* GTK's own are 16 pixels wide, and larger ones are made of that */
  if (size > 16 && strstr (uri, "/16x16/") != NULL)
    fail_msg ("the icon %s is blurred with %d pixels: %s", name, size, uri);
}

static void
every_icon_is_there (void **state)
{
  static const char *const of_widgets[]
      = { "adw-expander-arrow-symbolic", "adw-external-link-symbolic", "document-edit-symbolic", "window-close-symbolic",
          "window-minimize-symbolic",    "window-maximize-symbolic",   "io.github.dfota.Wizard" };
  Ui *ui = ui_start ("en", NULL);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autofree char *text = NULL;
  g_auto (GStrv) names = NULL;

  assert_true (g_file_get_contents (icon_names, &text, NULL, NULL));
  names = g_strsplit_set (g_strstrip (text), "\r\n", -1);
  assert_true (g_strv_length (names) > 20);
  for (int size = 16; size <= 64; size *= 2)
    {
      for (char **name = names; *name != NULL; name++)
        expect_icon (theme, *name, size);
      for (gsize i = 0; i < G_N_ELEMENTS (of_widgets); i++)
        expect_icon (theme, of_widgets[i], size);
    }
  ui_end (ui);
}

static void
every_drawing_is_readable (void **state)
{
  const char *folder = "/io/github/dfota/Wizard/illustrations";
  Ui *ui = ui_start ("en", NULL);
  g_auto (GStrv) names = g_resources_enumerate_children (folder, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  assert_true (names != NULL && g_strv_length (names) >= 3);
  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *path = g_build_path ("/", folder, *name, NULL);
      g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new_from_resource_at_scale (path, 640, -1, TRUE, NULL);

      if (picture == NULL)
        fail_msg ("%s cannot be read", path);
      assert_int_equal (gdk_pixbuf_get_height (picture), 256);
    }
  ui_end (ui);
}

/* test-ui-windows ICON-NAMES [PATTERN] */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_password_is_kept),           cmocka_unit_test (the_users_folders_are_local),
    cmocka_unit_test (windows_says_the_language),    cmocka_unit_test (a_folder_may_be_named_in_chinese),
    cmocka_unit_test (shutting_down_is_asked_about), cmocka_unit_test (sleep_is_held_off),
    cmocka_unit_test (a_notice_leads_to_the_window), cmocka_unit_test (dark_is_followed),
    cmocka_unit_test (every_icon_is_there),          cmocka_unit_test (every_drawing_is_readable),
  };

  /* the folders that Windows has for it */
  g_unsetenv ("XDG_CONFIG_HOME");
  g_unsetenv ("XDG_DATA_HOME");
  g_unsetenv ("XDG_STATE_HOME");
  icon_names = argc > 1 ? argv[1] : "";
  if (argc > 2)
    cmocka_set_test_filter (argv[2]);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
