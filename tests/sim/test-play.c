/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "native.h"
#include "play.h"

/* The program from outside, by TCP and by pty: what it prints, how the port goes and comes, what it reports. */

#define SIZE 60000

static void
needs_ptys (void)
{
  if (native_has_ptys ())
    return;
  print_message ("this system has no pseudo-terminals\n");
  skip ();
}

static void
upgrade_over (const char *where)
{
  g_autofree char *bytes = g_malloc (SIZE);
  g_autofree char *sum = NULL;
  g_autofree char *report = NULL;
  Play play = { 0 };

  for (gsize i = 0; i < SIZE; i++)
    bytes[i] = i * 7 + (i >> 8);
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, SIZE);
  play_start (&play, where, "[module]\nspeed=20\nfaults=urc-noise;duplicate-urcs\n", NULL);
  play_open (&play);
  play_ask (&play, "AT+QCFG=\"usbifc\",2,2\r", "OK\r\n");
  play_ask (&play, "AT+QFOTADL=\"FILE:60000\",0,10\r", "\"FILESTART\"\r\n");
  play_put (&play, bytes, SIZE);
  play_await (&play, "\"FILEEND\",0\r\n");
  play_await (&play, NULL);
  play_close (&play);
  play_open (&play);
  play_await (&play, "\"END\",0\r\n");
  play_await (&play, NULL);
  play_close (&play);
  play_open (&play);
  play_await (&play, "RDY\r\n");
  play_ask (&play, "ATI\r", "Revision: EC200ACNHAR01A03M16\r\n");
  /* written when the upgrade ended, not only when the program does */
  report = play_report (&play);
  assert_non_null (strstr (report, sum));
  assert_non_null (strstr (report, "\"upgraded\" : true"));
  assert_non_null (strstr (report, "\"extra_bytes\" : 0"));
  play_stop (&play);
}

static void
upgrade_over_tcp (void **state)
{
  upgrade_over ("--listen");
}

static void
upgrade_over_pty (void **state)
{
  needs_ptys ();
  upgrade_over ("--pty");
}

/* What one program did not read is not kept for the next one. (A pty forgets it a moment after the close: not tried.) */
static void
programs_come_and_go (void **state)
{
  static const char *const ways[] = { "--listen", "--pty" };

  for (guint i = 0; i < (native_has_ptys () ? 2 : 1); i++)
    {
      Play play = { 0 };

      play_start (&play, ways[i], "[module]\nspeed=20\necho=off\n", NULL);
      play_open (&play);
      play_ask (&play, "AT+CGMM\r", "OK\r\n");
      play_put (&play, "AT+CSQ\r", 7);
      play_await_unread (&play);
      play_close (&play);
      play_open (&play);
      play_ask (&play, "AT+CPIN?\r", "READY\r\n\r\nOK\r\n");
      assert_true (i == 1 || strstr (play.heard->str, "CSQ") == NULL);
      play_stop (&play);
    }
}

static void
wrong_use_is_refused (void **state)
{
  static const char *const words[][3] = {
    { "--nonsense", NULL },
    { "--listen=nowhere", NULL },
    { "--listen=127.0.0.1:0", "--pty=x", NULL },
    { "--listen=127.0.0.1:0", "--fault=nothing", NULL },
    { "--listen=127.0.0.1:0", "--speed=-1", NULL },
    { "--listen=127.0.0.1:0", "--echo=maybe", NULL },
    { "--listen=127.0.0.1:0", "more", NULL },
    { NULL },
  };
  const char *program = g_getenv ("DFOTA_SIM");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *argv[] = { program, words[i][0], words[i][0] != NULL ? words[i][1] : NULL, NULL };
      g_autoptr (GSubprocess) process
          = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL);
      g_autofree char *out = NULL;
      g_autofree char *complaint = NULL;

      assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &complaint, NULL));
      assert_int_equal (g_subprocess_get_exit_status (process), 2);
      assert_string_equal (out, "");
      /* one sentence */
      assert_ptr_equal (strchr (complaint, '\n'), complaint + strlen (complaint) - 1);
      assert_null (strchr (complaint, '\r'));
    }
}

/* One clear sentence where there are no pseudo-terminals. */
static void
a_pty_is_refused_where_there_is_none (void **state)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL,
                                                      g_getenv ("DFOTA_SIM"), "--pty=x", "--json", NULL);
  g_autofree char *complaint = NULL;

  if (native_has_ptys ())
    {
      g_subprocess_force_exit (process);
      print_message ("this system has pseudo-terminals\n");
      skip ();
    }
  assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &complaint, NULL));
  assert_int_equal (g_subprocess_get_exit_status (process), 2);
  assert_non_null (strstr (complaint, "--listen"));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (upgrade_over_tcp),
    cmocka_unit_test (upgrade_over_pty),
    cmocka_unit_test (programs_come_and_go),
    cmocka_unit_test (wrong_use_is_refused),
    cmocka_unit_test (a_pty_is_refused_where_there_is_none),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
