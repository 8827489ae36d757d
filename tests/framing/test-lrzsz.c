/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The example profiles against the receivers of lrzsz, which nobody here wrote. Every error costs a receiver seconds, so all
 * transfers run side by side. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <signal.h>
#include <string.h>

#include "error.h"
#include "far-end.h"

#define XMODEM_CRC "rx", "xmodem-crc.dfota-framing"
#define XMODEM_1K  "rx", "xmodem-1k.dfota-framing"
#define YMODEM     "rb", "ymodem.dfota-framing"

/* rx throws away what comes just after its answer: on a machine that is busy it needs more quiet than the profile's half
 * millisecond. And what is lost would be waited for ten seconds. */
#define QUIET                                                                                                               \
  {                                                                                                                         \
    "Delay=0.0005", "Delay=0.003\nTimeout=1.5"                                                                              \
  }
#define IN_TEST .edits = { QUIET }

static Transfer clean[] = {
  { XMODEM_CRC, 1, IN_TEST }, { XMODEM_CRC, 128, IN_TEST }, { XMODEM_CRC, 40000, IN_TEST }, /* the number counts round */
  { XMODEM_1K, 1, IN_TEST },  { XMODEM_1K, 1024, IN_TEST }, { XMODEM_1K, 1025, IN_TEST },   { XMODEM_1K, 300000, IN_TEST },
  { YMODEM, 1, IN_TEST },     { YMODEM, 1025, IN_TEST },    { YMODEM, 300000, IN_TEST },
};

static Transfer lossy[] = {
  { XMODEM_CRC, 1000, { { RELAY_LOSE_FRAME, 3 } }, IN_TEST },
  { XMODEM_CRC, 1000, { { RELAY_FLIP_BIT, 1 }, { RELAY_FLIP_BIT, 5 } }, IN_TEST },
  { XMODEM_CRC, 1000, { { RELAY_LOSE_BYTE, 4 } }, IN_TEST },
  { XMODEM_CRC, 1000, { { RELAY_TWICE, 3 } }, IN_TEST },
  { XMODEM_CRC, 1000, { { RELAY_LOSE_ANSWER, 5 } }, IN_TEST },
  { XMODEM_CRC, 1000, { { RELAY_TWICE_ANSWER, 4 }, { RELAY_NOISE, 3 } }, IN_TEST },
  { XMODEM_1K, 5000, { { RELAY_LOSE_FRAME, 2 } }, IN_TEST },
  { XMODEM_1K, 5000, { { RELAY_FLIP_BIT, 5 } }, IN_TEST },
  { XMODEM_1K, 5000, { { RELAY_LOSE_ANSWER, 3 }, { RELAY_NOISE, 5 } }, IN_TEST },
  { XMODEM_1K, 5000, { { RELAY_LOSE_BYTE, 3 } }, IN_TEST },
  { YMODEM, 5000, { { RELAY_FLIP_BIT, 1 } }, IN_TEST }, /* the header */
  { YMODEM, 5000, { { RELAY_LOSE_FRAME, 3 } }, IN_TEST },
  { YMODEM, 5000, { { RELAY_LOSE_ANSWER, 5 } }, IN_TEST },
  { YMODEM, 5000, { { RELAY_TWICE_ANSWER, 4 }, { RELAY_TWICE, 4 } }, IN_TEST },
};

static Transfer cancelled[] = {
  { XMODEM_CRC, 5000, { { RELAY_STOP, 1 } }, IN_TEST },
  { XMODEM_CRC, 5000, { { RELAY_STOP, 20 } }, IN_TEST },
  { XMODEM_1K, 5000, { { RELAY_STOP, 3 } }, IN_TEST },
  { YMODEM, 5000, { { RELAY_STOP, 3 } }, IN_TEST },
};

static Transfer given_up[] = {
  { XMODEM_CRC, 5000, { { RELAY_KILL, 9 } }, IN_TEST },
  { YMODEM, 5000, { { RELAY_KILL, 3 } }, IN_TEST },
};

static Transfer poor[] = {
  { XMODEM_CRC, 1000, .edits = { QUIET, { "Seq=1", "" } } },
  { XMODEM_CRC, 1000, .edits = { QUIET, { "Pad=1A", "Retries=2" } } },
  { XMODEM_CRC, 1000, { { RELAY_LOSE_BYTE, 3 } }, { QUIET, { "Nak=15;43", "Retries=2" } } },
  { XMODEM_CRC, 1000, .edits = { QUIET, { "crc16-xmodem", "crc16-kermit" }, { "Seq=1", "Seq=1\nRetries=2" } } },
  { YMODEM, 1025, .edits = { QUIET, { "filesize:dec 20", "20" } } },
};

static gpointer
run (gpointer transfer)
{
  transfer_run (transfer);
  return NULL;
}

static void
begin (GPtrArray *threads, Transfer *transfers, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (threads, g_thread_new ("transfer", run, &transfers[i]));
}

static int
run_all (void **state)
{
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();

  begin (threads, clean, G_N_ELEMENTS (clean));
  begin (threads, lossy, G_N_ELEMENTS (lossy));
  begin (threads, cancelled, G_N_ELEMENTS (cancelled));
  begin (threads, given_up, G_N_ELEMENTS (given_up));
  begin (threads, poor, G_N_ELEMENTS (poor));
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));
  return 0;
}

static void
print (const Transfer *transfer)
{
  print_message ("%s %s %" G_GSIZE_FORMAT " B, fault %d: sent %d (%s), status %d, kept %" G_GSIZE_FORMAT
                 " B, %u frames, %.1f s\n",
                 transfer->receiver, transfer->profile, transfer->size, transfer->events[0].fault, transfer->sent,
                 transfer->failed, transfer->status, transfer->came_size, transfer->frames, transfer->seconds);
}

static void
assert_arrived (const Transfer *transfer)
{
  gboolean exact = strcmp (transfer->receiver, "rb") == 0; /* YMODEM tells the size */

  print (transfer);
  assert_true (transfer->sent);
  assert_string_equal (transfer->failed, "");
  assert_int_equal (transfer->status, 0);
  assert_non_null (transfer->came);
  assert_string_equal (transfer->came, transfer->went);
  assert_true (exact ? transfer->came_size == transfer->size : transfer->all_pad && transfer->came_size % 128 == 0);
  assert_int_equal (transfer->counted, transfer->size);
  assert_true (transfer->held_back);
}

static void
files_arrive_byte_for_byte (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (clean); i++)
    {
      assert_arrived (&clean[i]);
      transfer_clear (&clean[i]);
    }
}

static void
losses_and_repeats_are_made_good (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lossy); i++)
    {
      assert_arrived (&lossy[i]);
      transfer_clear (&lossy[i]);
    }
}

/* lrzsz ends with 128 when a transfer failed or was cancelled, and keeps nothing. */
static void
a_cancel_is_understood (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cancelled); i++)
    {
      print (&cancelled[i]);
      assert_false (cancelled[i].sent);
      assert_int_equal (cancelled[i].status, 128);
      assert_null (cancelled[i].came);
      transfer_clear (&cancelled[i]);
    }
}

/* It says so, and what it was sent after that would be taken for something else. */
static void
a_receiver_that_gives_up_is_understood (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (given_up); i++)
    {
      print (&given_up[i]);
      assert_false (given_up[i].sent);
      assert_int_equal (given_up[i].error, DFOTA_ERROR_FRAMING_FAILED);
      assert_string_equal (given_up[i].failed, "data");
      assert_int_equal (given_up[i].status, 128 + SIGINT);
      assert_int_equal (given_up[i].frames, given_up[i].events[0].at);
      transfer_clear (&given_up[i]);
    }
}

/* A profile that says too little is met here: the receivers take nothing that is not theirs, or take it wrong. */
static void
every_key_of_a_profile_matters (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (poor); i++)
    print (&poor[i]);
  /* the first block is lost, and nobody notices: only the SHA-256 tells */
  assert_true (poor[0].sent);
  assert_int_equal (poor[0].status, 0);
  assert_string_not_equal (poor[0].came, poor[0].went);
  for (gsize i = 1; i < 4; i++)
    {
      assert_false (poor[i].sent);
      assert_int_equal (poor[i].error, DFOTA_ERROR_FRAMING_FAILED);
      assert_string_equal (poor[i].failed, "data");
      assert_null (poor[i].came);
    }
  /* the filler stays */
  assert_true (poor[4].came_size > poor[4].size);
  for (gsize i = 0; i < G_N_ELEMENTS (poor); i++)
    transfer_clear (&poor[i]);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (files_arrive_byte_for_byte),     cmocka_unit_test (losses_and_repeats_are_made_good),
    cmocka_unit_test (a_cancel_is_understood),         cmocka_unit_test (a_receiver_that_gives_up_is_understood),
    cmocka_unit_test (every_key_of_a_profile_matters),
  };

  return cmocka_run_group_tests (tests, run_all, NULL);
}
