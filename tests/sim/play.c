/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "play.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define LIMIT_S 20

/* Reads or connects again until LIMIT_S: a program that hangs must not hang the test. */
static gint64
limit (void)
{
  return g_get_monotonic_time () + LIMIT_S * G_USEC_PER_SEC;
}

static gboolean
try_open (Play *play)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  if (!g_str_has_prefix (play->name, "tcp:"))
    {
      play->fd = open (play->name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
      return play->fd >= 0;
    }
  play->connection = g_socket_client_connect_to_host (client, play->name + 4, 0, NULL, NULL);
  if (play->connection == NULL)
    return FALSE;
  play->fd = g_socket_get_fd (g_socket_connection_get_socket (play->connection));
  return TRUE;
}

void
play_open (Play *play)
{
  gint64 until = limit ();

  while (!try_open (play))
    {
      assert_true (g_get_monotonic_time () < until);
      poll (NULL, 0, 5);
    }
}

void
play_close (Play *play)
{
  if (play->connection == NULL && play->fd >= 0)
    close (play->fd);
  g_clear_object (&play->connection);
  play->fd = -1;
  g_string_truncate (play->ahead, 0);
}

/* FALSE: the port is gone. */
static gboolean
listen_for (Play *play, const char *text, gint64 until)
{
  const char *found;

  while (text == NULL || (found = memmem (play->heard->str, play->heard->len, text, strlen (text))) == NULL)
    {
      struct pollfd wait = { play->fd, POLLIN, 0 };
      gint64 left_ms = (until - g_get_monotonic_time ()) / 1000;
      char bytes[1024];
      ssize_t n;

      if (poll (&wait, 1, MAX (0, left_ms)) <= 0)
        fail_msg ("no \"%s\" after \"%s\"", text, play->heard->str);
      n = read (play->fd, bytes, sizeof bytes);
      if (n > 0)
        g_string_append_len (play->heard, bytes, n);
      else if (n == 0 || errno != EAGAIN)
        return FALSE;
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
      struct pollfd wait = { play->fd, POLLOUT, 0 };
      ssize_t done;

      assert_true (poll (&wait, 1, LIMIT_S * 1000) > 0);
      done = write (play->fd, bytes, n);
      assert_true (done > 0 || errno == EAGAIN);
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

/* In the child: it ends with a test that failed, too. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

void
play_start (Play *play, const char *where, const char *scenario, const char *more)
{
  g_autofree char *program = g_build_filename (g_getenv ("DFOTA_TEST_BUILD_ROOT"), "app", "sim", "dfota-sim", NULL);
  g_autofree char *file = NULL;
  g_autofree char *link = NULL;
  g_autoptr (GDataInputStream) out = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);

  play->room = g_dir_make_tmp ("dfota-sim-XXXXXX", NULL);
  play->report = g_build_filename (play->room, "report.json", NULL);
  play->heard = g_string_new (NULL);
  play->ahead = g_string_new (NULL);
  play->fd = -1;
  file = g_build_filename (play->room, "scenario", NULL);
  link = g_build_filename (play->room, "ttyUSB3", NULL);
  assert_true (g_file_set_contents (file, scenario, -1, NULL));
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  play->process = g_subprocess_launcher_spawn (launcher, NULL, program, "--scenario", file, "--report", play->report, where,
                                               strcmp (where, "--pty") == 0 ? link : "127.0.0.1:0", more, NULL);
  assert_non_null (play->process);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (play->process));
  play->name = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  assert_non_null (play->name);
  if (strcmp (where, "--pty") == 0)
    assert_string_equal (play->name, link);
}

static void
remove_file (const char *room, const char *name)
{
  g_autofree char *path = g_build_filename (room, name, NULL);

  unlink (path);
}

void
play_stop (Play *play)
{
  play_close (play);
  g_subprocess_send_signal (play->process, SIGTERM);
  assert_true (g_subprocess_wait_check (play->process, NULL, NULL));
  /* the link goes with its program */
  assert_false (!g_str_has_prefix (play->name, "tcp:") && g_file_test (play->name, G_FILE_TEST_IS_SYMLINK));
  remove_file (play->room, "scenario");
  remove_file (play->room, "report.json");
  assert_int_equal (rmdir (play->room), 0);
  g_object_unref (play->process);
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
      poll (NULL, 0, 5);
    }
  return report;
}
