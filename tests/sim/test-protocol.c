/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "rig.h"

/* "FILE:<n>",2: 010003 and, where the module is asked to play one, an XMODEM receiver in the place of the maker's own. */

#define BEGIN "\r\n010003\r\n"

static guint16
crc (const guint8 *bytes, gsize n)
{
  guint16 sum = 0;

  for (gsize bit = 0; bit < n * 8; bit++)
    {
      gboolean top = (sum >> 15) ^ (bytes[bit / 8] >> (7 - bit % 8) & 1);

      sum = sum << 1 ^ (top ? 0x1021 : 0);
    }
  return sum;
}

static Rig *
protocol_rig (const char *receiver)
{
  Rig *rig = rig_new ();

  rig->config.echo = FALSE;
  rig->config.boot_junk = FALSE;
  rig->config.receiver = receiver;
  return rig;
}

static void
begin (Rig *rig, gsize declared)
{
  g_autofree char *line = g_strdup_printf ("AT+QFOTADL=\"FILE:%zu\",2\r", declared);

  rig_start (rig);
  rig_send (rig, line);
}

/* One frame; what came back, one byte or none. */
static char
send_frame (Rig *rig, guint8 number, const guint8 *bytes, gsize n, gsize size, guint8 spoil)
{
  guint8 frame[3 + 1024 + 2] = { size == 1024 ? 0x02 : 0x01, number, 0xff - number };

  memset (frame + 3, 0x1a, size);
  memcpy (frame + 3, bytes, n);
  frame[3 + size] = crc (frame + 3, size) >> 8;
  frame[4 + size] = (crc (frame + 3, size) & 0xff) ^ spoil;
  rig_hush (rig);
  sim_engine_input (rig->engine, rig->now, frame, 5 + size);
  rig_run (rig, 0.1);
  return rig->heard->str[0];
}

static void
whole_package (void **state)
{
  static const struct
  {
    const char *receiver, *fault;
    gsize n, size;
    guint refused;
  } rows[] = {
    { "xmodem-crc", NULL, 128, 128, 0 },           { "xmodem-crc", NULL, 40000, 128, 0 },
    { "xmodem-1k", NULL, 40001, 1024, 0 },         { "xmodem-1k", NULL, 1000, 128, 0 },
    { "xmodem-crc", "frame-nak@3", 1500, 128, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = protocol_rig (rows[i].receiver);
      g_autofree guint8 *bytes = rig_package (rows[i].n);
      g_autofree char *wanted = rig_sha256 (rows[i].n);
      g_autofree char *sum = NULL;
      g_autofree char *story = NULL;
      guint refused = 0;
      guint8 number = 1;

      if (rows[i].fault != NULL)
        rig_fault (rig, rows[i].fault);
      begin (rig, rows[i].n);
      assert_true (rig_await (rig, "C", 5));
      assert_memory_equal (rig->heard->str, BEGIN "C", strlen (BEGIN "C"));
      for (gsize at = 0; at < rows[i].n;)
        {
          gsize left = rows[i].n - at;
          char answer = send_frame (rig, number, bytes + at, MIN (left, rows[i].size), rows[i].size, 0);

          assert_true (answer == 0x06 || answer == 0x15);
          if (answer == 0x15)
            refused++;
          else
            {
              at += rows[i].size;
              number++;
            }
        }
      assert_int_equal (refused, rows[i].refused);
      rig_hush (rig);
      rig_send (rig, "\x04");
      rig_run (rig, 0.1);
      assert_string_equal (rig->heard->str, "\x06");
      rig_run (rig, 60);
      story = rig_story (rig);
      assert_true (g_str_has_prefix (story, "FILEEND,0 | START UPDATING,8 "));
      assert_true (g_str_has_suffix (story, "END,0 | RDY"));
      sum = sim_engine_payload_sha256 (rig->engine);
      assert_string_equal (sum, wanted);
      assert_true (sim_engine_observed (rig->engine)->upgraded);
    }
}

/* Loss and repeats: a spoilt frame is asked for again, a repeated one is not taken twice, a wrong number ends it. */
static void
frames_that_go_wrong (void **state)
{
  g_autoptr (Rig) rig = protocol_rig ("xmodem-crc");
  g_autofree guint8 *bytes = rig_package (400);

  begin (rig, 400);
  rig_run (rig, 1);
  assert_int_equal (send_frame (rig, 1, bytes, 128, 128, 1), 0x15);
  assert_int_equal (send_frame (rig, 1, bytes, 128, 128, 0), 0x06);
  assert_int_equal (send_frame (rig, 1, bytes, 128, 128, 0), 0x06);
  assert_int_equal (sim_engine_observed (rig->engine)->payload_bytes, 128);
  assert_int_equal (send_frame (rig, 2, bytes + 128, 128, 128, 0), 0x06);
  assert_int_equal (send_frame (rig, 4, bytes + 256, 128, 128, 0), 0x18);
  assert_string_equal (rig_ask (rig, "AT"), "\r\nOK\r\n");
  assert_int_equal (sim_engine_observed (rig->engine)->payload_bytes, 256);
}

static void
endings (void **state)
{
  static const struct
  {
    const char *receiver, *fault, *sent;
    double seconds;
    const char *heard;
  } rows[] = {
    /* nobody outside knows the frames: without a receiver it takes what comes and says nothing */
    { NULL, NULL, "anything at all", 60, BEGIN }, { "none", NULL, "\x04", 60, BEGIN },
    { "xmodem-crc", NULL, "", 10, BEGIN "CCCC" }, { "xmodem-crc", NULL, "\x18\x18", 1, BEGIN "C\x18\x18" },
    { "xmodem-crc", NULL, "noise", 0.05, BEGIN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Rig) rig = protocol_rig (rows[i].receiver);

      begin (rig, 400);
      rig_run (rig, 0.05);
      if (rows[i].sent[0] == 0x18)
        rig_run (rig, 0.1);
      rig_send (rig, rows[i].sent);
      rig_run (rig, rows[i].seconds);
      assert_string_equal (rig->heard->str, rows[i].heard);
      rig_run (rig, 60);
      assert_string_equal (rig_ask (rig, "AT"), "\r\nOK\r\n");
      assert_int_equal (sim_engine_observed (rig->engine)->payload_bytes, 0);
    }
}

static void
too_few_frames (void **state)
{
  g_autoptr (Rig) rig = protocol_rig ("xmodem-crc");
  g_autofree guint8 *bytes = rig_package (400);

  begin (rig, 400);
  rig_run (rig, 1);
  assert_int_equal (send_frame (rig, 1, bytes, 128, 128, 0), 0x06);
  rig_hush (rig);
  rig_send (rig, "\x04");
  rig_run (rig, 1);
  assert_string_equal (rig->heard->str, "\x06\r\n+QIND: \"FOTA\",\"FILEEND\",500\r\n");
}

static void
cancelled (void **state)
{
  g_autoptr (Rig) rig = protocol_rig ("xmodem-crc");
  g_autofree guint8 *bytes = rig_package (400);

  rig_fault (rig, "receiver-cancel@200");
  begin (rig, 400);
  rig_run (rig, 1);
  assert_int_equal (send_frame (rig, 1, bytes, 128, 128, 0), 0x06);
  assert_int_equal (send_frame (rig, 2, bytes + 128, 128, 128, 0), 0x18);
  assert_string_equal (rig->heard->str, "\x18\x18");
  assert_string_equal (rig_ask (rig, "AT"), "\r\nOK\r\n");
}

static void
no_such_receiver (void **state)
{
  g_autoptr (GError) error = NULL;
  SimConfig config;

  sim_config_init (&config, NULL);
  config.receiver = "zmodem";
  assert_false (sim_config_check (&config, &error));
  assert_true (g_error_matches (error, SIM_ERROR, SIM_ERROR_VALUE));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (whole_package), cmocka_unit_test (frames_that_go_wrong),
    cmocka_unit_test (endings),       cmocka_unit_test (too_few_frames),
    cmocka_unit_test (cancelled),     cmocka_unit_test (no_such_receiver),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
