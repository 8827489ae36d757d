/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "native.h"
#include "play-port.h"

#define LIMIT_S 20

/* Reads or connects again until LIMIT_S: a program that hangs must not hang the test. */
static gint64
limit (void)
{
  return g_get_monotonic_time () + LIMIT_S * G_USEC_PER_SEC;
}

void
play_open (Play *play)
{
  gint64 until = limit ();

  while (!play_port_open (play))
    {
      assert_true (g_get_monotonic_time () < until);
      g_usleep (5000);
    }
}

void
play_await_unread (Play *play)
{
  assert_true (play_port_wait (play, G_IO_IN, LIMIT_S * 1000));
}

void
play_close (Play *play)
{
  play_port_close (play);
  g_string_truncate (play->ahead, 0);
}

/* FALSE: the port is gone. */
static gboolean
listen_for (Play *play, const char *text, gint64 until)
{
  const char *found;

  while (text == NULL || (found = native_find (play->heard->str, play->heard->len, text, strlen (text))) == NULL)
    {
      char bytes[1024];
      gssize n;

      if (!play_port_wait (play, G_IO_IN, (until - g_get_monotonic_time ()) / 1000))
        fail_msg ("no \"%s\" after \"%s\"", text, play->heard->str);
      n = play_port_read (play, bytes, sizeof bytes);
      if (n == 0)
        return FALSE;
      if (n > 0)
        g_string_append_len (play->heard, bytes, n);
    }
  /* what came with it is for the next one */
  g_string_append (play->ahead, found + strlen (text));
  g_string_truncate (play->heard, found + strlen (text) - play->heard->str);
  return TRUE;
}

static void
begin_listening (Play *play)
{
  g_string_assign (play->heard, play->ahead->str);
  g_string_truncate (play->ahead, 0);
}

void
play_await (Play *play, const char *text)
{
  begin_listening (play);
  assert_int_equal (listen_for (play, text, limit ()), text != NULL);
}

void
play_follow (Play *play, const char *text)
{
  gint64 until = limit ();

  begin_listening (play);
  while (!listen_for (play, text, until))
    {
      play_close (play);
      play_open (play);
    }
}

void
play_put (Play *play, const char *bytes, gsize n)
{
  while (n > 0)
    {
      gssize done;

      assert_true (play_port_wait (play, G_IO_OUT, LIMIT_S * 1000));
      done = play_port_write (play, bytes, n);
      assert_true (done != 0);
      bytes += MAX (done, 0);
      n -= MAX (done, 0);
    }
}

void
play_ask (Play *play, const char *line, const char *answer)
{
  play_put (play, line, strlen (line));
  play_await (play, answer);
}

void
play_start (Play *play, const char *where, const char *scenario, const char *more)
{
  g_autofree char *file = NULL;
  g_autofree char *link = NULL;
  g_autoptr (GDataInputStream) out = NULL;

  play->room = g_dir_make_tmp ("dfota-sim-XXXXXX", NULL);
  play->report = g_build_filename (play->room, "report.json", NULL);
  play->heard = g_string_new (NULL);
  play->ahead = g_string_new (NULL);
  play->fd = -1;
  file = g_build_filename (play->room, "scenario", NULL);
  link = g_build_filename (play->room, "ttyUSB3", NULL);
  assert_true (g_file_set_contents (file, scenario, -1, NULL));
  const char *const argv[] = { g_getenv ("DFOTA_SIM"),
                               "--scenario",
                               file,
                               "--report",
                               play->report,
                               where,
                               strcmp (where, "--pty") == 0 ? link : "127.0.0.1:0",
                               more,
                               NULL };
  play->program = program_start (argv, NULL, FALSE, NULL);
  assert_non_null (play->program);
  out = g_data_input_stream_new (program_out (play->program));
  play->name = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  assert_non_null (play->name);
  if (strcmp (where, "--pty") == 0)
    assert_string_equal (play->name, link);
}

static void
remove_file (const char *room, const char *name)
{
  g_autofree char *path = g_build_filename (room, name, NULL);

  g_unlink (path);
}

void
play_stop (Play *play)
{
  play_close (play);
  program_end (play->program);
  assert_int_equal (program_wait (play->program), 0);
  /* the link goes with its program */
  assert_false (!g_str_has_prefix (play->name, "tcp:") && g_file_test (play->name, G_FILE_TEST_IS_SYMLINK));
  remove_file (play->room, "scenario");
  remove_file (play->room, "report.json");
  program_free (play->program);
  assert_int_equal (g_rmdir (play->room), 0);
  g_string_free (play->heard, TRUE);
  g_string_free (play->ahead, TRUE);
  g_free (play->name);
  g_free (play->report);
  g_free (play->room);
}

char *
play_report (Play *play)
{
  char *report;

  assert_true (g_file_get_contents (play->report, &report, NULL, NULL));
  return report;
}

char *
play_report_with (Play *play, const char *text)
{
  gint64 until = limit ();
  char *report = NULL;

  while (!g_file_get_contents (play->report, &report, NULL, NULL) || strstr (report, text) == NULL)
    {
      if (g_get_monotonic_time () > until)
        fail_msg ("no \"%s\" in the report: %s", text, report);
      g_clear_pointer (&report, g_free);
      g_usleep (5000);
    }
  return report;
}
