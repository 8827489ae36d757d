/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "route/upload.h"
#include "upload-room.h"

/* The file's bytes by AT+QFUPL, and what is left behind when it goes wrong. */

#define OK(line) "\r\n" line "\r\n\r\nOK\r\n"
#define BARE_OK  "\r\nOK\r\n"
#define CONNECT  "\r\nCONNECT\r\n"

/* --- the checksum --- */

static void
the_checksum_is_the_modules (void **state)
{
  static const struct
  {
    const char *bytes;
    guint16 sum;
  } sums[] = {
    { "", 0 },
    { "A", 0x4100 },
    { "AB", 0x4142 },
    { "ABC", 0x0242 },
    /* what a real BG95 printed for these 28 bytes */
    { "-----BEGIN CERTIFICATE-----\r", 0x6c53 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      gsize n = strlen (sums[i].bytes);
      for (gsize cut = 0; cut <= n; cut++)
        {
          DfotaUploadSum sum = { 0, FALSE };
          dfota_upload_sum_add (&sum, (const guint8 *) sums[i].bytes, cut);
          dfota_upload_sum_add (&sum, (const guint8 *) sums[i].bytes + cut, n - cut);
          assert_int_equal (sum.sum, sums[i].sum);
        }
    }
}

/* --- the file goes over --- */

#define SIZE 20001

static void
assert_data (Journey *journey, const DfotaPackage *package)
{
  const GByteArray *data = script_port_data (journey->port);
  g_autofree char *bytes = NULL;
  gsize n;

  assert_true (g_file_get_contents (package->path, &bytes, &n, NULL));
  assert_int_equal (data->len, n);
  assert_memory_equal (data->data, bytes, n);
}

static void
leave (Journey *journey)
{
  /* the recipe hands over another cancellable for what is put back */
  journey->trip.cancel = NULL;
  journey->route->leave (&journey->trip);
}

static void
exactly_the_file_goes_over (void **state)
{
  static const gsize sizes[] = { 1, 2, 1023, 1024, 1025, 2048, 4095, 4096, 4097, 10000, 100001 };
  static const struct
  {
    DfotaPortKind kind;
    gsize ahead;
  } ports[] = { { DFOTA_PORT_USB, 8192 }, { DFOTA_PORT_UART, 2048 }, { DFOTA_PORT_TCP, 2048 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (ports); i++)
    {
      const DfotaPackage *package = upload_room_fill (*state, sizes[i / G_N_ELEMENTS (ports)]);
      g_auto (UploadModule) module;
      upload_module_init (&module, package);
      g_autoptr (Journey) journey = upload_module_journey (&module, package);

      journey->port->kind = ports[i % G_N_ELEMENTS (ports)].kind;
      assert_true (journey->route->stage (&journey->trip, NULL));
      assert_data (journey, package);
      assert_true (script_port_ahead (journey->port) <= ports[i % G_N_ELEMENTS (ports)].ahead);
      assert_int_equal (journey->trip.delivered, package->size);
      assert_true (journey->trip.touched);
      assert_text (journey->findings->str, "storage pass delta.bin|");

      leave (journey);
      leave (journey);
      g_autofree char *sent = g_strdup_printf (UPLOAD_ASKED "|%s|AT|AT+QFDEL=\"delta.bin\"", module.command);
      assert_sent (journey, sent);
    }
}

/* One acknowledgement more or less than there should be proves nothing: the checksum does. */
static void
a_lost_acknowledgement_is_no_loss (void **state)
{
  const DfotaPackage *package = upload_room_fill (*state, 20480);

  for (int missing = -2; missing <= 2; missing++)
    {
      g_auto (UploadModule) module;
      upload_module_init (&module, package);
      module.data.acks_missing = missing;
      g_autoptr (Journey) journey = upload_module_journey (&module, package);

      assert_true (journey->route->stage (&journey->trip, NULL));
      assert_data (journey, package);
    }
}

/* Letters that are no acknowledgements let nothing more go out. */
static void
only_an_acknowledgement_is_one (void **state)
{
  const DfotaPackage *package = upload_room_fill (*state, 20480);
  g_auto (UploadModule) module;
  upload_module_init (&module, package);
  module.lines[UPLOAD_MORE] = (ScriptLine){ NULL, "\r\n+QIND: \"AAAAAAAAAAAAAAAAAAAA\"\r\n", 10 };
  g_autoptr (Journey) journey = upload_module_journey (&module, package);

  assert_true (journey->route->stage (&journey->trip, NULL));
  assert_data (journey, package);
  assert_true (script_port_ahead (journey->port) <= 2048);
}

/* Some modules end the line of acknowledgements, some go on in it. */
static void
the_result_may_follow_in_the_same_line (void **state)
{
  const DfotaPackage *package = upload_room_fill (*state, 4096);
  g_auto (UploadModule) module;
  upload_module_init (&module, package);
  module.data.end = module.end + strlen ("\r\n");
  g_autoptr (Journey) journey = upload_module_journey (&module, package);

  assert_true (journey->route->stage (&journey->trip, NULL));
}

static void
the_length_counts_beside_the_checksum (void **state)
{
  const DfotaPackage *package = upload_room_fill (*state, SIZE);
  g_autofree char *end = g_strdup_printf (OK ("+QFUPL: 20000,%x"), upload_sum_of (package));
  g_auto (UploadModule) module;
  upload_module_init (&module, package);
  module.data.end = end;
  g_autoptr (Journey) journey = upload_module_journey (&module, package);
  g_autoptr (GError) error = NULL;

  assert_false (journey->route->stage (&journey->trip, &error));
  assert_fault (g_steal_pointer (&error), DFOTA_ERROR_STORAGE_DAMAGED, NULL);
}

static void
an_old_file_goes_first_where_it_may (void **state)
{
  static const char *const gone[] = { BARE_OK, "\r\n+CME ERROR: 405\r\n" };
  const DfotaPackage *package = upload_room_fill (*state, 5000);

  for (gsize i = 0; i < G_N_ELEMENTS (gone); i++)
    {
      g_auto (UploadModule) module;
      upload_module_init (&module, package);
      module.lines[UPLOAD_DELETE].bytes = gone[i];
      g_autoptr (Journey) journey = upload_module_journey (&module, package);
      g_autofree char *sent = g_strdup_printf (UPLOAD_ASKED "|AT+QFDEL=\"delta.bin\"|%s", module.command);

      journey->job->replace = TRUE;
      assert_true (journey->route->stage (&journey->trip, NULL));
      assert_sent (journey, sent);
    }
}

/* --- what goes wrong --- */

typedef struct
{
  const char *title;
  const char *answer; /* to AT+QFUPL */
  const char *end;    /* after the bytes; NULL: as it should be */
  gsize breaks_at;
  const char *breaks;
  int acks_missing;
  int error;
  const char *value;
  gboolean touched;
} Trouble;

static const Trouble troubles[] = {
  { "there already", "\r\n+CME ERROR: 407\r\n", NULL, 0, NULL, 0, DFOTA_ERROR_STORAGE_EXISTS, "delta.bin", FALSE },
  { "there already, in words", "\r\n+CME ERROR: File already existed\r\n", NULL, 0, NULL, 0, DFOTA_ERROR_STORAGE_EXISTS,
    "delta.bin", FALSE },
  { "no room", "\r\n+CME ERROR: 420\r\n", NULL, 0, NULL, 0, DFOTA_ERROR_STORAGE_UPLOAD, "+CME ERROR: 420", FALSE },
  { "unknown command", "\r\nERROR\r\n", NULL, 0, NULL, 0, DFOTA_ERROR_STORAGE_UPLOAD, "ERROR", FALSE },
  { "no answer", "", NULL, 0, NULL, 0, DFOTA_ERROR_STORAGE_UPLOAD, "", TRUE },
  { "another checksum", CONNECT, OK ("+QFUPL: 20001,1"), 0, NULL, 0, DFOTA_ERROR_STORAGE_DAMAGED, "20001,1", TRUE },
  { "another length", CONNECT, OK ("+QFUPL: 20000,683"), 0, NULL, 0, DFOTA_ERROR_STORAGE_DAMAGED, "20000,683", TRUE },
  { "no checksum", CONNECT, OK ("+QFUPL: 20001"), 0, NULL, 0, DFOTA_ERROR_STORAGE_DAMAGED, "20001", TRUE },
  { "nothing but OK", CONNECT, BARE_OK, 0, NULL, 0, DFOTA_ERROR_STORAGE_DAMAGED, "", TRUE },
  { "it cannot be written", CONNECT, "\r\n+CME ERROR: 409\r\n", 0, NULL, 0, DFOTA_ERROR_STORAGE_UPLOAD, "+CME ERROR: 409",
    TRUE },
  { "it cannot be written any more", CONNECT, NULL, 8000, "\r\n+CME ERROR: 409\r\n", 0, DFOTA_ERROR_STORAGE_UPLOAD,
    "+CME ERROR: 409", TRUE },
  { "it ends early", CONNECT, NULL, 8000, OK ("+QFUPL: 8000,683"), 0, DFOTA_ERROR_STORAGE_DAMAGED, "8000,683", TRUE },
  { "it ends early, and without OK", CONNECT, NULL, 8000, "\r\n+QFUPL: 8000,683\r\n", 0, DFOTA_ERROR_STORAGE_DAMAGED,
    "8000,683", TRUE },
  { "it restarts", CONNECT, NULL, 8000, "\r\nRDY\r\n", 0, DFOTA_ERROR_STORAGE_UPLOAD, "RDY", TRUE },
  { "it restarts, in other words", CONNECT, NULL, 8000, "\r\nAPP RDY\r\n", 0, DFOTA_ERROR_STORAGE_UPLOAD, "RDY", TRUE },
  { "it acknowledges no more", CONNECT, NULL, 0, NULL, 12, DFOTA_ERROR_STORAGE_UPLOAD, "+CME ERROR: 421", TRUE },
};

static void
trouble_is_named_and_cleared_up (void **state)
{
  const DfotaPackage *package = upload_room_fill (*state, SIZE);

  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      const Trouble *row = &troubles[i];
      g_auto (UploadModule) module;
      upload_module_init (&module, package);
      module.lines[UPLOAD_CONNECT].bytes = row->answer;
      if (row->end != NULL)
        module.data.end = row->end;
      module.data.breaks_at = row->breaks_at;
      module.data.breaks = row->breaks;
      module.data.acks_missing = row->acks_missing;
      g_autoptr (Journey) journey = upload_module_journey (&module, package);
      g_autoptr (GError) error = NULL;

      assert_false (journey->route->stage (&journey->trip, &error));
      assert_fault (g_steal_pointer (&error), row->error, row->value);
      assert_int_equal (journey->trip.touched, row->touched);
      assert_text (journey->findings->str, "");
      leave (journey);
      assert_int_equal (script_port_count (journey->port, "AT+QFDEL=\"delta.bin\""), row->touched);
    }
}

/* A module that neither acknowledges nor gives up. */
static void
silence_has_an_end (void **state)
{
  const DfotaPackage *package = upload_room_fill (*state, SIZE);
  g_auto (UploadModule) module;
  upload_module_init (&module, package);
  module.data.acks_missing = 100;
  module.data.timeout_ms = 0;
  g_autoptr (Journey) journey = upload_module_journey (&module, package);
  g_autoptr (GError) error = NULL;
  gint64 began = dfota_port_now (journey->port);

  assert_false (journey->route->stage (&journey->trip, &error));
  assert_fault (g_steal_pointer (&error), DFOTA_ERROR_STORAGE_UPLOAD, "");
  assert_true (dfota_port_now (journey->port) - began >= journey->trip.stall_us);
  assert_true (dfota_port_now (journey->port) - began < journey->trip.stall_us + DFOTA_PORT_SECOND);
}

/* --- Stop --- */

/* Nothing is said to a module that would take it for the file's bytes. */
static void
after_a_stop_the_module_gives_up_first (void **state)
{
  static const gsize places[] = { 1, 1024, 5000, SIZE - 1025 };
  const DfotaPackage *package = upload_room_fill (*state, SIZE);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_auto (UploadModule) module;
      upload_module_init (&module, package);
      module.data.stop_at = places[i];
      g_autoptr (Journey) journey = upload_module_journey (&module, package);
      g_autofree char *sent = g_strdup_printf (UPLOAD_ASKED "|%s|AT|AT+QFDEL=\"delta.bin\"", module.command);
      g_autoptr (GError) error = NULL;

      assert_false (journey->route->stage (&journey->trip, &error));
      assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
      assert_true (journey->trip.touched);
      guint taken = script_port_data (journey->port)->len;
      assert_true (taken >= places[i] && taken < SIZE);
      leave (journey);
      assert_int_equal (script_port_data (journey->port)->len, taken);
      assert_sent (journey, sent);
    }
}

/* The module has the whole file already and says so: it need not be waited for. */
static void
a_stop_with_the_last_bytes_clears_up_too (void **state)
{
  const DfotaPackage *package = upload_room_fill (*state, SIZE);
  g_auto (UploadModule) module;
  upload_module_init (&module, package);
  module.data.stop_at = SIZE - 1;
  g_autoptr (Journey) journey = upload_module_journey (&module, package);
  g_autoptr (GError) error = NULL;

  assert_false (journey->route->stage (&journey->trip, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  gint64 began = dfota_port_now (journey->port);
  leave (journey);
  assert_true (dfota_port_now (journey->port) - began < DFOTA_PORT_SECOND);
  assert_int_equal (script_port_count (journey->port, "AT+QFDEL=\"delta.bin\""), 1);
}

static void
a_stop_before_connect_is_waited_for_too (void **state)
{
  const DfotaPackage *package = upload_room_fill (*state, SIZE);
  g_auto (UploadModule) module;
  upload_module_init (&module, package);
  module.lines[UPLOAD_CONNECT].bytes = SCRIPT_STOP;
  g_autoptr (Journey) journey = upload_module_journey (&module, package);
  g_autoptr (GError) error = NULL;

  assert_false (journey->route->stage (&journey->trip, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  gint64 began = dfota_port_now (journey->port);
  leave (journey);
  assert_true (dfota_port_now (journey->port) - began >= 10 * DFOTA_PORT_SECOND);
  assert_int_equal (script_port_count (journey->port, "AT+QFDEL=\"delta.bin\""), 1);
}

/* A file of that name is then not ours to delete. */
static void
a_stop_before_the_command_leaves_nothing (void **state)
{
  const DfotaPackage *package = upload_room_fill (*state, SIZE);
  g_auto (UploadModule) module;
  upload_module_init (&module, package);
  g_autoptr (Journey) journey = upload_module_journey (&module, package);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (journey->cancel);
  assert_false (journey->route->stage (&journey->trip, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  assert_false (journey->trip.touched);
  leave (journey);
  assert_sent (journey, UPLOAD_ASKED);
}

static void
a_port_that_is_gone_ends_it_at_once (void **state)
{
  const DfotaPackage *package = upload_room_fill (*state, 100000);
  g_auto (UploadModule) module;
  upload_module_init (&module, package);
  module.lines[UPLOAD_MORE] = (ScriptLine){ NULL, SCRIPT_GONE, 20 };
  g_autoptr (Journey) journey = upload_module_journey (&module, package);
  g_autoptr (GError) error = NULL;

  assert_false (journey->route->stage (&journey->trip, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED));
  assert_true (script_port_data (journey->port)->len < 100000);
}

/* --- the package changes under our hands --- */

/* In place, as other programs write while it is being read: Windows lets nobody put another file there then. */
static void
write_over (const char *path, const char *bytes)
{
  FILE *file = g_fopen (path, "wb");

  assert_non_null (file);
  assert_int_equal (fwrite (bytes, 1, strlen (bytes), file), strlen (bytes));
  assert_int_equal (fclose (file), 0);
}

static void
change_file (DfotaTrip *trip, goffset sent)
{
  if (sent == 8192)
    write_over (trip->package->path, "x");
}

static void
a_changed_package_never_gets_there_whole (void **state)
{
  const DfotaPackage *package = upload_room_fill (*state, SIZE);
  g_auto (UploadModule) module;
  upload_module_init (&module, package);
  g_autoptr (Journey) journey = upload_module_journey (&module, package);
  g_autoptr (GError) error = NULL;

  journey->trip.progress = change_file;
  assert_false (journey->route->stage (&journey->trip, &error));
  assert_fault (g_steal_pointer (&error), DFOTA_ERROR_PACKAGE_CHANGED, "delta.bin");
  leave (journey);
  assert_int_equal (script_port_count (journey->port, "AT+QFDEL=\"delta.bin\""), 1);
}

/* The same size and time: the hash tells, before the last bytes have gone. */
static void
other_bytes_never_get_there_whole (void **state)
{
  const DfotaPackage *package = upload_room_fill (*state, SIZE);
  g_autofree char *sha256 = g_strdup (package->sha256);
  DfotaPackage other = *package;
  g_auto (UploadModule) module;
  upload_module_init (&module, package);
  sha256[0] = sha256[0] == '0' ? '1' : '0';
  other.sha256 = sha256;
  g_autoptr (Journey) journey = upload_module_journey (&module, &other);
  g_autoptr (GError) error = NULL;

  assert_false (journey->route->stage (&journey->trip, &error));
  assert_fault (g_steal_pointer (&error), DFOTA_ERROR_PACKAGE_CHANGED, "delta.bin");
  assert_true (script_port_data (journey->port)->len < SIZE);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (the_checksum_is_the_modules),
    cmocka_unit_test_setup_teardown (exactly_the_file_goes_over, upload_room_set_up, upload_room_tear_down),
    cmocka_unit_test_setup_teardown (a_lost_acknowledgement_is_no_loss, upload_room_set_up, upload_room_tear_down),
    cmocka_unit_test_setup_teardown (only_an_acknowledgement_is_one, upload_room_set_up, upload_room_tear_down),
    cmocka_unit_test_setup_teardown (the_result_may_follow_in_the_same_line, upload_room_set_up, upload_room_tear_down),
    cmocka_unit_test_setup_teardown (the_length_counts_beside_the_checksum, upload_room_set_up, upload_room_tear_down),
    cmocka_unit_test_setup_teardown (an_old_file_goes_first_where_it_may, upload_room_set_up, upload_room_tear_down),
    cmocka_unit_test_setup_teardown (trouble_is_named_and_cleared_up, upload_room_set_up, upload_room_tear_down),
    cmocka_unit_test_setup_teardown (silence_has_an_end, upload_room_set_up, upload_room_tear_down),
    cmocka_unit_test_setup_teardown (after_a_stop_the_module_gives_up_first, upload_room_set_up, upload_room_tear_down),
    cmocka_unit_test_setup_teardown (a_stop_with_the_last_bytes_clears_up_too, upload_room_set_up, upload_room_tear_down),
    cmocka_unit_test_setup_teardown (a_stop_before_connect_is_waited_for_too, upload_room_set_up, upload_room_tear_down),
    cmocka_unit_test_setup_teardown (a_stop_before_the_command_leaves_nothing, upload_room_set_up, upload_room_tear_down),
    cmocka_unit_test_setup_teardown (a_port_that_is_gone_ends_it_at_once, upload_room_set_up, upload_room_tear_down),
    cmocka_unit_test_setup_teardown (a_changed_package_never_gets_there_whole, upload_room_set_up, upload_room_tear_down),
    cmocka_unit_test_setup_teardown (other_bytes_never_get_there_whole, upload_room_set_up, upload_room_tear_down),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
