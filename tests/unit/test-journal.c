/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal on a disk: written over while somebody reads it, in folders of any name, and where nothing can be written. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "record/journal.h"

#define PLACE "usb:1-2:3"
#define TIMES 50

static DfotaJournal *
made_up (gint64 seen)
{
  DfotaJournal *journal = g_new0 (DfotaJournal, 1);

  journal->place = g_strdup (PLACE);
  journal->port = g_strdup ("COM12");
  journal->package = g_strdup ("升级包 [1].bin");
  journal->path = g_strdup ("C:\\Users\\张三\\升级包 [1].bin");
  journal->state = g_strdup ("sending");
  journal->seen = seen;
  journal->updated = journal->code = -1;
  return journal;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_remove (path);
    }
  g_clear_pointer (&dir, g_dir_close);
  assert_int_equal (g_rmdir (folder), 0);
}

static void
it_comes_back_as_it_was (void **state)
{
  g_autofree char *top = g_dir_make_tmp ("dfota-张三 [1]-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (top, "新的", NULL);
  g_autoptr (DfotaJournal) journal = made_up (7);

  assert_true (dfota_journal_may_write (folder));
  assert_true (dfota_journal_write (journal, folder));
  g_autoptr (DfotaJournal) found = dfota_journal_find (PLACE, folder);
  assert_non_null (found);
  assert_string_equal (found->package, journal->package);
  assert_string_equal (found->path, journal->path);
  assert_int_equal (found->seen, 7);
  assert_false (found->past_point);
  dfota_journal_pass_point (PLACE, folder);
  g_autoptr (DfotaJournal) passed = dfota_journal_find (PLACE, folder);
  assert_true (passed->past_point);
  assert_true (dfota_journal_forget (PLACE, folder));
  assert_null (dfota_journal_find (PLACE, folder));
  remove_folder (folder);
  g_rmdir (top);
}

/* Two units on an adapter whose ports share one interface: neither is taken for the other. */
static void
each_port_has_a_journal_of_its_own (void **state)
{
  g_autofree char *folder = g_dir_make_tmp ("dfota-journal-XXXXXX", NULL);
  g_autofree char *uart = dfota_journal_place ("/dev/ttyS0", NULL, -1, 0);
  g_autofree char *first = dfota_journal_place ("/dev/ttyUSB0", "1-2", 3, 0);
  g_autofree char *second = dfota_journal_place ("/dev/ttyUSB1", "1-2", 3, 1);
  g_autoptr (DfotaJournal) journal = made_up (7);

  assert_string_equal (uart, "/dev/ttyS0");
  assert_string_equal (first, PLACE);
  assert_string_not_equal (second, first);
  assert_true (dfota_journal_write (journal, folder));
  assert_null (dfota_journal_find (second, folder));
  assert_true (dfota_journal_forget (second, folder));
  g_autoptr (DfotaJournal) found = dfota_journal_find (first, folder);
  assert_non_null (found);
  remove_folder (folder);
}

/* What was read before the upgrade is compared with what is read after it, each source with itself. */
static void
it_is_kept_which_answer_a_version_is_from (void **state)
{
  g_autofree char *folder = g_dir_make_tmp ("dfota-journal-XXXXXX", NULL);

  for (int by_cgmr = 0; by_cgmr < 2; by_cgmr++)
    {
      g_autoptr (DfotaJournal) journal = made_up (7);
      journal->module = g_new0 (DfotaModule, 1);
      journal->module->model = g_strdup ("EC200A");
      journal->module->revision = g_strdup (by_cgmr ? "EC200ACNHAR01A02M16_01" : "EC200ACNHAR01A02M16");
      journal->module->cgmr = g_strdup ("EC200ACNHAR01A02M16_01");
      journal->module->by_cgmr = by_cgmr;
      dfota_module_classify (journal->module);
      assert_true (dfota_journal_write (journal, folder));
      g_autoptr (DfotaJournal) found = dfota_journal_find (PLACE, folder);
      assert_non_null (found);
      assert_true (dfota_module_agrees (found->module, journal->module));
      assert_int_equal (found->module->by_cgmr, by_cgmr);
    }
  remove_folder (folder);
}

typedef struct
{
  const char *folder;
  int over; /* atomic */
  guint met;
} Reader;

/* As `dfota status` does, and a virus scanner. */
static gpointer
read_on (gpointer data)
{
  Reader *reader = data;

  while (!g_atomic_int_get (&reader->over))
    {
      g_autoptr (GPtrArray) all = dfota_journal_list (reader->folder);
      reader->met += all->len;
    }
  return NULL;
}

/* Each writing replaces the file; a reader meets the old one or the new one, and never keeps the writer off. */
static void
it_is_replaced_under_a_reader (void **state)
{
  g_autofree char *folder = g_dir_make_tmp ("dfota-journal-XXXXXX", NULL);
  Reader reader = { .folder = folder };
  g_autoptr (DfotaJournal) first = made_up (0);

  assert_true (dfota_journal_write (first, folder));
  GThread *thread = g_thread_new ("reader", read_on, &reader);
  for (gint64 i = 1; i <= TIMES; i++)
    {
      g_autoptr (DfotaJournal) journal = made_up (i);
      if (!dfota_journal_write (journal, folder))
        fail_msg ("writing %d was kept off", (int) i);
    }
  g_atomic_int_set (&reader.over, 1);
  g_thread_join (thread);
  g_autoptr (DfotaJournal) last = dfota_journal_find (PLACE, folder);
  assert_int_equal (last->seen, TIMES);
  assert_true (reader.met > 0);
  remove_folder (folder);
}

static void
where_nothing_can_be_written_it_says_so (void **state)
{
  g_autofree char *top = g_dir_make_tmp ("dfota-journal-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (top, "file", NULL);
  g_autofree char *folder = g_build_filename (file, "below", NULL);
  g_autoptr (DfotaJournal) journal = made_up (1);

  assert_true (g_file_set_contents (file, "", 0, NULL));
  assert_false (dfota_journal_may_write (folder));
  assert_false (dfota_journal_write (journal, folder));
  assert_null (dfota_journal_find (PLACE, folder));
  g_remove (file);
  g_rmdir (top);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (it_comes_back_as_it_was),
    cmocka_unit_test (each_port_has_a_journal_of_its_own),
    cmocka_unit_test (it_is_kept_which_answer_a_version_is_from),
    cmocka_unit_test (it_is_replaced_under_a_reader),
    cmocka_unit_test (where_nothing_can_be_written_it_says_so),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
