/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files as people and systems make them: every one is opened, or refused without being touched. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "error.h"
#include "package/package.h"
#include "package/path.h"
#include "route/framing.h"
#include "native.h"

static const char bytes[] = "0123456789";

static void
assert_refused (const char *path, DfotaErrorCode code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DfotaPackage) package = dfota_package_new (path, NULL, &error);

  if (package != NULL || !g_error_matches (error, DFOTA_ERROR, (int) code))
    fail_msg ("%s: %s", path, error != NULL ? error->message : "taken");
}

static void
devices_are_no_packages (void **state)
{
  const char *const *devices = native_devices ();

  for (guint i = 0; devices[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      assert_refused (devices[i], DFOTA_ERROR_PACKAGE_NOT_A_FILE);
      assert_null (dfota_framing_load (devices[i], &error));
      assert_true (g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_FRAMING_BAD));
    }
}

static void
a_name_like_a_devices_is_none (void **state)
{
  static const char *const names[] = { "nul1", "con-2.bin", "COM", "COM10", "aux_", "EC200A.bin", "fw/COM1x.bin" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    assert_false (dfota_path_is_device (names[i]));
}

/* Reads the whole file at @path the way a delivery does. */
static void
assert_taken (const char *path, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DfotaPackage) package = dfota_package_new (path, NULL, &error);
  guint8 read[sizeof bytes - 1];

  if (package == NULL)
    fail_msg ("%s: %s", path, error->message);
  assert_string_equal (package->name, name);
  assert_int_equal (package->size, sizeof read);
  g_autoptr (DfotaPackageReader) reader = dfota_package_reader_new (package, NULL);
  assert_non_null (reader);
  assert_true (dfota_package_reader_take (reader, read, sizeof read, NULL));
  assert_true (dfota_package_reader_prove (reader, NULL));
}

static void
any_name_of_the_system_is_taken (void **state)
{
  static const char *const names[]
      = { "升级包 [测试] (1).bin", "a b.bin",  "'a'%PATH%$HOME.bin", "\xf0\x9f\x93\xb6.bin", "-x.bin",
          "a&b;c^d!.bin",          "é.b.c.bin" };
  g_autofree char *folder = g_dir_make_tmp ("dfota-张三 [1]-XXXXXX", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      assert_true (g_file_set_contents (path, bytes, sizeof bytes - 1, NULL));
      assert_taken (path, names[i]);
      assert_int_equal (g_remove (path), 0);
    }
  g_rmdir (folder);
}

/* A line of an agreement's numbers, Ctrl-Z and CR LF among them: bytes, not text. */
static void
bytes_are_not_text (void **state)
{
  static const char odd[] = "a\r\nb\nc\r\x1a\0\xff\r\n";
  g_autofree char *folder = g_dir_make_tmp ("dfota-path-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "odd.bin", NULL);
  g_autoptr (GError) error = NULL;
  char read[sizeof odd];

  assert_true (g_file_set_contents (path, odd, sizeof odd, NULL));
  g_autoptr (DfotaPackage) package = dfota_package_new (path, NULL, &error);
  assert_int_equal (package->size, sizeof odd);
  g_autoptr (DfotaPackageReader) reader = dfota_package_reader_new (package, NULL);
  assert_true (dfota_package_reader_take (reader, (guint8 *) read, sizeof read, NULL));
  assert_memory_equal (read, odd, sizeof odd);
  g_clear_pointer (&reader, dfota_package_reader_free);
  g_remove (path);
  g_rmdir (folder);
}

/* Folders in each other, with 60 characters each, so that the path is longer than MAX_PATH. */
static void
a_long_path_is_taken (void **state)
{
  static const char *const depths[] = { "1", "2", "3", "4", "5", "6" };
  g_autofree char *top = g_dir_make_tmp ("dfota-path-XXXXXX", NULL);
  g_autofree char *folder = g_strdup (top);
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (depths); i++)
    {
      g_autofree char *name = g_strnfill (58, 'x');
      g_autofree char *below = g_strdup_printf ("%s%c%s-%s", folder, G_DIR_SEPARATOR, name, depths[i]);
      char *native = dfota_path_to_open (below);

      if (g_mkdir (native, 0700) != 0)
        fail_msg ("no folder %s", native);
      g_ptr_array_add (made, native);
      g_free (folder);
      folder = g_steal_pointer (&below);
    }
  g_autofree char *path = g_build_filename (folder, "升级包.bin", NULL);
  g_autofree char *native = dfota_path_to_open (path);
  assert_true (strlen (path) > 300);
  assert_int_equal (g_str_has_prefix (native, "\\\\?\\"), G_DIR_SEPARATOR == '\\');
  assert_true (g_file_set_contents (native, bytes, sizeof bytes - 1, NULL));
  assert_taken (path, "升级包.bin");
  assert_int_equal (g_remove (native), 0);
  for (guint i = made->len; i > 0; i--)
    g_rmdir (g_ptr_array_index (made, i - 1));
  g_rmdir (top);
}

/* Another program has it open and shares it with nobody. */
static void
a_locked_package_cannot_be_read (void **state)
{
  g_autofree char *folder = g_dir_make_tmp ("dfota-path-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "delta.bin", NULL);

  assert_true (g_file_set_contents (path, bytes, sizeof bytes - 1, NULL));
  gpointer lock = native_lock (path);
  if (lock != NULL)
    {
      assert_refused (path, DFOTA_ERROR_PACKAGE_UNREADABLE);
      native_unlock (lock);
    }
  else
    print_message ("nobody can be kept out of a file here; that it can be read is tried all the same\n");
  assert_taken (path, "delta.bin");
  g_remove (path);
  g_rmdir (folder);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (devices_are_no_packages),
    cmocka_unit_test (a_name_like_a_devices_is_none),
    cmocka_unit_test (any_name_of_the_system_is_taken),
    cmocka_unit_test (bytes_are_not_text),
    cmocka_unit_test (a_long_path_is_taken),
    cmocka_unit_test (a_locked_package_cannot_be_read),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
