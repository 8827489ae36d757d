/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "voyage.h"

/* Protocol download as a whole: the command, the frames, the point of no return, and how each trouble ends. */

static Voyage *
voyage_of (const char *receiver, gsize size)
{
  Voyage *voyage = voyage_new (size);
  g_autofree char *name = g_strconcat (receiver, ".dfota-framing", NULL);

  voyage->job->via = DFOTA_VIA_PROTOCOL;
  voyage->job->framing = g_build_filename (g_getenv ("DFOTA_TEST_SOURCE_ROOT"), "resources", "framing", name, NULL);
  voyage->config.receiver = receiver;
  return voyage;
}

static void
assert_end (const Voyage *voyage, DfotaOutcome outcome, int exit_code, DfotaErrorCode error, const char *value)
{
  const DfotaFinishedEvent *end = voyage->finished;

  if (end->outcome != outcome || end->exit_code != exit_code)
    fail_msg ("%s, exit %d, error %s (%s)", dfota_outcome_name (end->outcome), end->exit_code,
              end->fault != NULL ? dfota_error_id (end->fault->error) : "none", end->fault != NULL ? end->fault->value : "");
  if (outcome == DFOTA_OUTCOME_DONE)
    return;
  assert_string_equal (dfota_error_id (end->fault->error), dfota_error_id (error));
  if (value != NULL)
    assert_string_equal (end->fault->value, value);
}

/* The bytes of the package that were told to be on the module, in the end. */
static goffset
told_bytes (const Voyage *voyage)
{
  goffset most = 0;

  for (guint i = 0; i < voyage->events->len; i++)
    {
      const DfotaEvent *event = g_ptr_array_index (voyage->events, i);
      if (event->type == DFOTA_EVENT_PROGRESS && event->progress.state == DFOTA_STATE_SENDING)
        most = MAX (most, event->progress.bytes);
    }
  return most;
}

/* How often Cancel went out. */
static guint
count_cancels (const Voyage *voyage)
{
  static const guint8 cancel[] = { 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 8, 8, 8, 8, 8, 8, 8, 8 };
  const GByteArray *written = jump_port_written (voyage->port);
  guint n = 0;

  for (gsize i = 0; i + sizeof cancel <= written->len; i++)
    if (memcmp (written->data + i, cancel, sizeof cancel) == 0)
      n++;
  return n;
}

static void
packages_of_every_size_arrive (void **state)
{
  static const gsize sizes[] = { 1, 127, 128, 129, 512, 513, 1024, 1025, 5000, 300000 };
  static const char *const receivers[] = { "xmodem-crc", "xmodem-1k" };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes) * 2; i++)
    {
      g_autoptr (Voyage) voyage = voyage_of (receivers[i % 2], sizes[i / 2]);
      g_autofree char *command = g_strdup_printf ("AT+QFOTADL=\"FILE:%" G_GSIZE_FORMAT "\",2", sizes[i / 2]);
      const char *name = NULL;

      voyage_sail (voyage);
      print_message ("%s %" G_GSIZE_FORMAT "\n", receivers[i % 2], sizes[i / 2]);
      assert_end (voyage, DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, NULL);
      assert_true (voyage_wrote (voyage, command));
      assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_FRAMING, DFOTA_VERDICT_PASS, &name), 1);
      assert_non_null (strstr (name, "example"));
      assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_SPACE, DFOTA_VERDICT_PASS, NULL), 1);
      assert_false (voyage->seen.flow_control);
      assert_int_equal (told_bytes (voyage), sizes[i / 2]);
      assert_int_equal (count_cancels (voyage), 0);
    }
}

/* What begins the delivery may be the module's 010003 itself. */
static void
a_profile_may_wait_for_the_invitation (void **state)
{
  static const char text[] = "[Profile]\nName=t\nSteps=data;eot\nAck=06\nNak=15\n[Step data]\nWait='010003' ?"
                             "? 0A\nPayload=file\nSize=128\nPad=1A\n"
                             "Seq=1\nSend=01 seq:u8 seq:u8:inv ^ data crc16-xmodem:u16be\n[Step eot]\nSend=04\n";
  g_autoptr (Voyage) voyage = voyage_of ("xmodem-crc", 1000);
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("framing-XXXXXX", &path, NULL);

  assert_true (g_close (fd, NULL));
  assert_true (g_file_set_contents (path, text, -1, NULL));
  g_free (voyage->job->framing);
  voyage->job->framing = g_strdup (path);
  voyage_sail (voyage);
  g_remove (path);
  assert_end (voyage, DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, NULL);
}

/* The guide's limits for a line without flow control hold for frames too. */
static void
the_line_is_not_overrun (void **state)
{
  static const guint bauds[] = { 9600, 115200, 921600 };

  for (gsize i = 0; i < G_N_ELEMENTS (bauds); i++)
    {
      g_autoptr (Voyage) voyage = voyage_of ("xmodem-1k", 40000);

      voyage->config.usb = FALSE;
      voyage->config.rate = bauds[i] / 10;
      voyage->kind = DFOTA_PORT_UART;
      voyage->baud = bauds[i];
      voyage_sail (voyage);
      assert_end (voyage, DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, NULL);
      assert_in_range (voyage->seen.longest_burst, 1, 32);
      assert_in_range (voyage->seen.max_second_no_flow, 1, 15 * 1024);
      assert_int_equal (voyage->seen.lost_bytes, 0);
    }
}

static void
every_trouble_ends_as_the_contract_says (void **state)
{
  static const struct
  {
    const char *fault;
    DfotaOutcome outcome;
    int exit_code;
    DfotaErrorCode error;
    const char *value;
  } rows[] = {
    { "frame-nak@3", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, NULL },
    { "end-lost", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, NULL },
    { "all-urcs-lost", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, NULL },
    { "byte-at-a-time", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, NULL },
    { "urc-noise", DFOTA_OUTCOME_DONE, 0, DFOTA_ERROR_USAGE, NULL },
    { "receiver-cancel@4000", DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_FRAMING_FAILED, "data" },
    { "command-error", DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_COMMAND_REFUSED, NULL },
    { "check-504", DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_RESULT_CODE, NULL },
    { "no-space", DFOTA_OUTCOME_FAILED, 2, DFOTA_ERROR_PACKAGE_TOO_LARGE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Voyage) voyage = voyage_of ("xmodem-crc", 9000);

      voyage->faults[0] = rows[i].fault;
      print_message ("%s\n", rows[i].fault);
      voyage_sail (voyage);
      assert_end (voyage, rows[i].outcome, rows[i].exit_code, rows[i].error, rows[i].value);
    }
}

/* It takes frames and answers none of them; in the end it is told that no more will come. */
static void
a_receiver_that_says_nothing_is_given_up (void **state)
{
  g_autoptr (Voyage) voyage = voyage_of ("xmodem-crc", 9000);

  voyage->config.receiver = "none";
  voyage_sail (voyage);
  assert_end (voyage, DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_FRAMING_FAILED, "data");
  assert_int_equal (count_cancels (voyage), 3);
}

/* Cancel goes out, and the module answers AT again with its old firmware. */
static void
a_stop_keeps_the_old_firmware (void **state)
{
  static const gint64 payloads[] = { 0, 128, 4000, 8000 };

  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autoptr (Voyage) voyage = voyage_of ("xmodem-crc", 9000);

      voyage->stop_at_payload = payloads[i];
      voyage_sail (voyage);
      print_message ("stop at %d: taken %d, %d bytes\n", (int) payloads[i], voyage->stop_taken,
                     (int) voyage->seen.payload_bytes);
      assert_true (voyage->stop_taken);
      assert_end (voyage, DFOTA_OUTCOME_CANCELLED, 130, DFOTA_ERROR_STOPPED, NULL);
      assert_int_equal (count_cancels (voyage), payloads[i] > 0 ? 1 : 0);
    }
}

/* A Stop, when so many bytes have gone out after the command. */
typedef struct
{
  Voyage *voyage;
  guint at;
  guint frames; /* where they begin among what was written */
} StopAt;

static void
stop_in_frame (DfotaPort *port, gpointer data)
{
  StopAt *stop = data;
  const GByteArray *written = jump_port_written (port);

  if (stop->frames == 0 && written->len > 3 && memcmp (written->data + written->len - 3, ",2\r", 3) == 0)
    stop->frames = written->len;
  if (stop->frames > 0 && written->len >= stop->frames + stop->at && dfota_run_stop (stop->voyage->run))
    stop->voyage->stop_taken = TRUE;
}

static StopAt stop_at;

static void
upgrade_and_stop (DfotaRun *run)
{
  jump_port_set_hook (stop_at.voyage->port, stop_in_frame, &stop_at);
  dfota_run_upgrade (run);
}

/* In the middle of a frame the receiver would take Cancel for data. */
static void
a_frame_that_was_begun_is_finished (void **state)
{
  for (guint at = 1; at < 300; at += 30)
    {
      g_autoptr (Voyage) voyage = voyage_of ("xmodem-crc", 9000);

      stop_at = (StopAt){ voyage, at, 0 };
      voyage->deed = upgrade_and_stop;
      voyage_sail (voyage);
      print_message ("stop at %u\n", at);
      assert_end (voyage, DFOTA_OUTCOME_CANCELLED, 130, DFOTA_ERROR_STOPPED, NULL);
      assert_int_equal (count_cancels (voyage), 1);
    }
}

/* The last frame is held back until the bytes are proven. */
static void
a_package_that_changes_on_its_way_is_not_completed (void **state)
{
  g_autoptr (Voyage) voyage = voyage_of ("xmodem-1k", 9000);

  voyage->change_at_payload = 2000;
  voyage_sail (voyage);
  assert_end (voyage, DFOTA_OUTCOME_FAILED, 1, DFOTA_ERROR_PACKAGE_CHANGED, NULL);
  assert_true (voyage->seen.payload_bytes < 9000);
  assert_int_equal (count_cancels (voyage), 1);
}

static void
without_a_sound_profile_nothing_is_sent (void **state)
{
  static const struct
  {
    const char *text; /* NULL: there is none */
    DfotaErrorCode error;
    const char *value;
  } rows[] = {
    { NULL, DFOTA_ERROR_FRAMING_MISSING, "" },
    { "[Profile]\nName=t\nSteps=data\nAck=06\n[Step data]\nSend=data\nPayload=file\nSise=128\n", DFOTA_ERROR_FRAMING_BAD,
      "[Step data] Sise" },
    { "[Profile]\nName=t\nSteps=data\nAck=06\n[Step data]\nSend=filesize:u8 data\nPayload=file\nSize=128\n",
      DFOTA_ERROR_FRAMING_BAD, "[Step data] Send: filesize:u8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Voyage) voyage = voyage_of ("xmodem-crc", 9000);
      g_autofree char *path = NULL;
      int fd = g_file_open_tmp ("framing-XXXXXX", &path, NULL);

      assert_true (g_close (fd, NULL));
      g_clear_pointer (&voyage->job->framing, g_free);
      if (rows[i].text != NULL)
        {
          assert_true (g_file_set_contents (path, rows[i].text, -1, NULL));
          voyage->job->framing = g_strdup (path);
        }
      voyage_sail (voyage);
      g_remove (path);
      assert_end (voyage, DFOTA_OUTCOME_FAILED, 2, rows[i].error, rows[i].value);
      assert_int_equal (voyage->seen.commands_accepted + voyage->seen.commands_refused, 0);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (packages_of_every_size_arrive),
    cmocka_unit_test (a_profile_may_wait_for_the_invitation),
    cmocka_unit_test (the_line_is_not_overrun),
    cmocka_unit_test (every_trouble_ends_as_the_contract_says),
    cmocka_unit_test (a_receiver_that_says_nothing_is_given_up),
    cmocka_unit_test (a_stop_keeps_the_old_firmware),
    cmocka_unit_test (a_frame_that_was_begun_is_finished),
    cmocka_unit_test (a_package_that_changes_on_its_way_is_not_completed),
    cmocka_unit_test (without_a_sound_profile_nothing_is_sent),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
