/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <utime.h>

#include "error.h"
#include "package/package.h"

typedef struct
{
  char *dir;
  char *path;
} Room;

static int
set_up (void **state)
{
  Room *room = g_new0 (Room, 1);

  room->dir = g_dir_make_tmp ("dfota-package-XXXXXX", NULL);
  room->path = g_build_filename (room->dir, "delta.bin", NULL);
  g_file_set_contents (room->path, "0123456789", 10, NULL);
  *state = room;
  return 0;
}

static int
tear_down (void **state)
{
  Room *room = *state;

  g_unlink (room->path);
  g_rmdir (room->dir);
  g_free (room->path);
  g_free (room->dir);
  g_free (room);
  return 0;
}

static void
assert_refused (const char *path, DfotaErrorCode code)
{
  g_autoptr (GError) error = NULL;

  assert_null (dfota_package_new (path, NULL, &error));
  assert_true (g_error_matches (error, DFOTA_ERROR, (int) code));
}

static void
what_is_no_package_is_refused (void **state)
{
  Room *room = *state;
  g_autofree char *missing = g_build_filename (room->dir, "missing.bin", NULL);
  g_autofree char *below = g_build_filename (room->path, "below.bin", NULL);

  assert_refused (missing, DFOTA_ERROR_PACKAGE_MISSING);
  assert_refused (below, DFOTA_ERROR_PACKAGE_MISSING);
  assert_refused (room->dir, DFOTA_ERROR_PACKAGE_NOT_A_FILE);
  g_file_set_contents (room->path, "", 0, NULL);
  assert_refused (room->path, DFOTA_ERROR_PACKAGE_EMPTY);
}

static void
it_is_hashed (void **state)
{
  Room *room = *state;
  g_autoptr (DfotaPackage) package = dfota_package_new (room->path, NULL, NULL);

  assert_string_equal (package->name, "delta.bin");
  assert_int_equal (package->size, 10);
  assert_string_equal (package->sha256, "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882");
}

static void
half_a_pair_is_refused_for_dfota (void **state)
{
  static const struct
  {
    const char *name;
    gboolean allowed;
  } rows[] = {
    { "a.bin", TRUE },     { "a", TRUE },       { "a.mini_1", FALSE },
    { "a.mini_2", FALSE }, { "a.MINI", FALSE }, { "mini.bin", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DfotaPackage package = { .name = (char *) rows[i].name };
      assert_int_equal (dfota_package_check_name (&package, DFOTA_METHOD_DFOTA, NULL), rows[i].allowed);
    }
}

static void
a_pair_has_names_that_an_address_can_hold (void **state)
{
  static const struct
  {
    const char *name;
    gboolean allowed;
  } rows[] = {
    { "a.mini_1", TRUE },     { "a.mini_2", TRUE },      { "EG800K-A_1.0.mini_1", TRUE }, { "a.bin", FALSE },
    { "a", FALSE },           { "a.mini", FALSE },       { "a.mini_3", FALSE },           { "a.mini_10", FALSE },
    { "a.MINI_1", FALSE },    { ".mini_1", FALSE },      { "a b.mini_1", FALSE },         { "a\\b.mini_1", FALSE },
    { "a\"b.mini_1", FALSE }, { "a'b.mini_1", FALSE },   { "a#b.mini_1", FALSE },         { "a\tb.mini_1", FALSE },
    { "升级.mini_1", FALSE }, { "a.mini_1.bin", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DfotaPackage package = { .name = (char *) rows[i].name };
      g_autoptr (GError) error = NULL;

      assert_int_equal (dfota_package_check_name (&package, DFOTA_METHOD_MINIFOTA, &error), rows[i].allowed);
      assert_int_equal (g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_PACKAGE_PAIR), !rows[i].allowed);
      if (error != NULL)
        assert_string_equal (error->message, rows[i].name);
    }
}

/* --- pairs --- */

typedef struct
{
  const char *first, *second; /* second NULL: the one beside the first */
  const char *one, *other;    /* what comes back; NULL: refused */
  DfotaErrorCode error;
  const char *value;
} Pair;

#define REFUSED(code, value) NULL, NULL, DFOTA_ERROR_##code, value

static const Pair pairs[] = {
  { "fw.mini_1", NULL, "fw.mini_1", "fw.mini_2", 0, NULL },
  { "fw.mini_2", NULL, "fw.mini_1", "fw.mini_2", 0, NULL },
  { "fw.mini_1", "fw.mini_2", "fw.mini_1", "fw.mini_2", 0, NULL },
  { "fw.mini_2", "fw.mini_1", "fw.mini_1", "fw.mini_2", 0, NULL },
  { "fw.mini_1", "below/fw.mini_2", "fw.mini_1", "fw.mini_2", 0, NULL },

  { "fw.mini_1", "fw.mini_1", REFUSED (PACKAGE_PAIR, "fw.mini_1") },
  { "fw.mini_1", "alone.mini_2", REFUSED (PACKAGE_PAIR, "alone.mini_2") },
  { "fw.mini_1", "Fw.mini_2", REFUSED (PACKAGE_PAIR, "Fw.mini_2") },
  { "fw.mini_1", "fw.bin", REFUSED (PACKAGE_PAIR, "fw.bin") },
  { "fw.mini_1", "fw.mini_3", REFUSED (PACKAGE_PAIR, "fw.mini_3") },
  { "fw.mini_1", "fw.mini_2.mini_2", REFUSED (PACKAGE_PAIR, "fw.mini_2.mini_2") },
  { "fw.bin", NULL, REFUSED (PACKAGE_PAIR, "fw.bin") },
  { "fw.bin", "fw.mini_2", REFUSED (PACKAGE_PAIR, "fw.bin") },
  { "fw fw.mini_1", NULL, REFUSED (PACKAGE_PAIR, "fw fw.mini_1") },
  { "fw.mini_1", "fw#.mini_2", REFUSED (PACKAGE_PAIR, "fw#.mini_2") },
  { "alone.mini_2", NULL, REFUSED (PACKAGE_PAIR, "alone.mini_1") },
  { "nowhere.mini_1", NULL, REFUSED (PACKAGE_MISSING, "nowhere.mini_1") },
  { "empty.mini_1", NULL, REFUSED (PACKAGE_EMPTY, "empty.mini_2") },
  { "folder.mini_1", NULL, REFUSED (PACKAGE_NOT_A_FILE, "folder.mini_2") },
};

static void
make (const char *dir, const char *name, const char *bytes)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);

  if (bytes == NULL)
    assert_int_equal (g_mkdir (path, 0700), 0);
  else
    assert_true (g_file_set_contents (path, bytes, -1, NULL));
}

static void
remove_all (const char *dir, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (dir, names[i], NULL);
      g_remove (path);
    }
}

static void
assert_pair (const char *dir, const Pair *pair)
{
  g_autofree char *first = g_build_filename (dir, pair->first, NULL);
  g_autofree char *second = pair->second != NULL ? g_build_filename (dir, pair->second, NULL) : NULL;
  g_autoptr (DfotaPackage) one = NULL;
  g_autoptr (DfotaPackage) other = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok = dfota_package_pair (first, second, NULL, &one, &other, &error);

  if (ok != (pair->one != NULL))
    fail_msg ("%s, %s: %s", pair->first, pair->second, error != NULL ? error->message : "taken");
  if (!ok)
    {
      assert_null (one);
      assert_null (other);
      assert_string_equal (error->message, pair->value);
      assert_true (g_error_matches (error, DFOTA_ERROR, (int) pair->error));
      return;
    }
  assert_string_equal (one->name, pair->one);
  assert_string_equal (other->name, pair->other);
  assert_int_equal (one->size, 3);
  assert_int_equal (other->size, 5);
}

static void
both_halves_belong_together (void **state)
{
  Room *room = *state;
  static const char *const names[] = { "fw.mini_1",
                                       "fw.mini_2",
                                       "fw.bin",
                                       "alone.mini_2",
                                       "Fw.mini_2",
                                       "fw fw.mini_1",
                                       "fw fw.mini_2",
                                       "fw#.mini_2",
                                       "empty.mini_1",
                                       "empty.mini_2",
                                       "folder.mini_1",
                                       "folder.mini_2",
                                       "below/fw.mini_2",
                                       "fw.mini_3",
                                       "fw.mini_2.mini_2",
                                       "below",
                                       NULL };

  make (room->dir, "below", NULL);
  make (room->dir, "folder.mini_2", NULL);
  make (room->dir, "empty.mini_2", "");
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_str_equal (names[i], "below") && !g_str_equal (names[i], "folder.mini_2")
        && !g_str_equal (names[i], "empty.mini_2"))
      make (room->dir, names[i], g_str_has_suffix (names[i], "2") ? "two 2" : "one");
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    assert_pair (room->dir, &pairs[i]);
  remove_all (room->dir, names);
}

static void
reading_proves_that_it_is_still_the_same (void **state)
{
  Room *room = *state;
  g_autoptr (DfotaPackage) package = dfota_package_new (room->path, NULL, NULL);
  g_autoptr (DfotaPackageReader) reader = dfota_package_reader_new (package, NULL);
  guint8 bytes[10];

  assert_true (dfota_package_reader_take (reader, bytes, 4, NULL));
  assert_memory_equal (bytes, "0123", 4);
  assert_true (dfota_package_reader_take (reader, bytes, 6, NULL));
  assert_true (dfota_package_reader_prove (reader, NULL));
}

/* In place, as other programs write while it is being read: Windows lets nobody put another file there then. */
static void
write_over (const char *path, const char *bytes)
{
  FILE *file = g_fopen (path, "wb");

  assert_non_null (file);
  assert_int_equal (fwrite (bytes, 1, strlen (bytes), file), strlen (bytes));
  assert_int_equal (fclose (file), 0);
}

/* The same size and the same time: only the bytes tell. */
static void
a_changed_file_is_found_out (void **state)
{
  Room *room = *state;
  g_autoptr (DfotaPackage) package = dfota_package_new (room->path, NULL, NULL);
  struct utimbuf times = { .actime = package->mtime, .modtime = package->mtime };
  g_autoptr (GError) error = NULL;
  guint8 bytes[10];

  g_file_set_contents (room->path, "0123456780", 10, NULL);
  g_utime (room->path, &times);
  g_autoptr (DfotaPackageReader) reader = dfota_package_reader_new (package, NULL);
  assert_true (dfota_package_reader_take (reader, bytes, 10, NULL));
  assert_false (dfota_package_reader_prove (reader, &error));
  assert_true (g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_PACKAGE_CHANGED));

  write_over (room->path, "0123");
  g_autoptr (DfotaPackageReader) shorter = dfota_package_reader_new (package, NULL);
  assert_false (dfota_package_reader_take (shorter, bytes, 4, NULL));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (what_is_no_package_is_refused, set_up, tear_down),
    cmocka_unit_test_setup_teardown (it_is_hashed, set_up, tear_down),
    cmocka_unit_test_setup_teardown (half_a_pair_is_refused_for_dfota, set_up, tear_down),
    cmocka_unit_test (a_pair_has_names_that_an_address_can_hold),
    cmocka_unit_test_setup_teardown (both_halves_belong_together, set_up, tear_down),
    cmocka_unit_test_setup_teardown (reading_proves_that_it_is_still_the_same, set_up, tear_down),
    cmocka_unit_test_setup_teardown (a_changed_file_is_found_out, set_up, tear_down),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
