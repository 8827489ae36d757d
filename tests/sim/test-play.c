/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* The program from outside, by TCP and by pty: what it prints, how the port goes and comes, what it reports. */

#define SIZE    60000
#define LIMIT_S 20

typedef struct
{
  GSubprocess *process;
  char *name; /* of the port */
  char *room;
  char *report;
  GSocketConnection *connection;
  int fd;
  GString *heard;
} Play;

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

static void
open_port (Play *play)
{
  gint64 until = limit ();

  while (!try_open (play))
    {
      assert_true (g_get_monotonic_time () < until);
      poll (NULL, 0, 5);
    }
}

static void
close_port (Play *play)
{
  if (play->connection == NULL && play->fd >= 0)
    close (play->fd);
  g_clear_object (&play->connection);
  play->fd = -1;
}

/* Reads until `text` is heard, or until the port is gone if it is NULL. */
static void
await (Play *play, const char *text)
{
  gint64 until = limit ();

  g_string_truncate (play->heard, 0);
  while (text == NULL || memmem (play->heard->str, play->heard->len, text, strlen (text)) == NULL)
    {
      struct pollfd wait = { play->fd, POLLIN, 0 };
      gint64 left_ms = (until - g_get_monotonic_time ()) / 1000;
      char bytes[1024];
      ssize_t n;

      assert_true (poll (&wait, 1, MAX (0, left_ms)) > 0);
      n = read (play->fd, bytes, sizeof bytes);
      if (n > 0)
        g_string_append_len (play->heard, bytes, n);
      else if (n == 0 || errno != EAGAIN)
        {
          assert_null (text);
          return;
        }
    }
}

static void
put (Play *play, const char *bytes, gsize n)
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

static void
ask (Play *play, const char *line, const char *answer)
{
  put (play, line, strlen (line));
  await (play, answer);
}

static void
start (Play *play, const char *where, const char *scenario)
{
  g_autofree char *program = g_build_filename (g_getenv ("DFOTA_TEST_BUILD_ROOT"), "app", "sim", "dfota-sim", NULL);
  g_autofree char *file = NULL;
  g_autofree char *link = NULL;
  g_autoptr (GDataInputStream) out = NULL;

  play->room = g_dir_make_tmp ("dfota-sim-XXXXXX", NULL);
  play->report = g_build_filename (play->room, "report.json", NULL);
  play->heard = g_string_new (NULL);
  play->fd = -1;
  file = g_build_filename (play->room, "scenario", NULL);
  link = g_build_filename (play->room, "ttyUSB3", NULL);
  assert_true (g_file_set_contents (file, scenario, -1, NULL));
  play->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, program, "--scenario", file, "--report",
                                    play->report, where, strcmp (where, "--pty") == 0 ? link : "127.0.0.1:0", NULL);
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

static void
stop (Play *play)
{
  close_port (play);
  g_subprocess_send_signal (play->process, SIGTERM);
  assert_true (g_subprocess_wait_check (play->process, NULL, NULL));
  /* the link goes with its program */
  assert_false (!g_str_has_prefix (play->name, "tcp:") && g_file_test (play->name, G_FILE_TEST_IS_SYMLINK));
  remove_file (play->room, "scenario");
  remove_file (play->room, "report.json");
  assert_int_equal (rmdir (play->room), 0);
  g_object_unref (play->process);
  g_string_free (play->heard, TRUE);
  g_free (play->name);
  g_free (play->report);
  g_free (play->room);
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
  start (&play, where, "[module]\nspeed=20\nfaults=urc-noise;duplicate-urcs\n");
  open_port (&play);
  ask (&play, "AT+QCFG=\"usbifc\",2,2\r", "OK\r\n");
  ask (&play, "AT+QFOTADL=\"FILE:60000\",0,10\r", "\"FILESTART\"\r\n");
  put (&play, bytes, SIZE);
  await (&play, "\"FILEEND\",0\r\n");
  await (&play, NULL);
  close_port (&play);
  open_port (&play);
  await (&play, "\"END\",0\r\n");
  await (&play, NULL);
  close_port (&play);
  open_port (&play);
  await (&play, "RDY\r\n");
  ask (&play, "ATI\r", "Revision: EC200ACNHAR01A03M16\r\n");
  /* written when the upgrade ended, not only when the program does */
  assert_true (g_file_get_contents (play.report, &report, NULL, NULL));
  assert_non_null (strstr (report, sum));
  assert_non_null (strstr (report, "\"upgraded\" : true"));
  assert_non_null (strstr (report, "\"extra_bytes\" : 0"));
  stop (&play);
}

static void
upgrade_over_tcp (void **state)
{
  upgrade_over ("--listen");
}

static void
upgrade_over_pty (void **state)
{
  upgrade_over ("--pty");
}

/* What one program did not read is not kept for the next one. (A pty forgets it a moment after the close: not tried.) */
static void
programs_come_and_go (void **state)
{
  static const char *const ways[] = { "--listen", "--pty" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      struct pollfd unread = { .events = POLLIN };
      Play play = { 0 };

      start (&play, ways[i], "[module]\nspeed=20\necho=off\n");
      open_port (&play);
      ask (&play, "AT+CGMM\r", "OK\r\n");
      put (&play, "AT+CSQ\r", 7);
      unread.fd = play.fd;
      assert_int_equal (poll (&unread, 1, LIMIT_S * 1000), 1);
      close_port (&play);
      open_port (&play);
      ask (&play, "AT+CPIN?\r", "READY\r\n\r\nOK\r\n");
      assert_true (i == 1 || strstr (play.heard->str, "CSQ") == NULL);
      stop (&play);
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
  g_autofree char *program = g_build_filename (g_getenv ("DFOTA_TEST_BUILD_ROOT"), "app", "sim", "dfota-sim", NULL);

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
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (upgrade_over_tcp),
    cmocka_unit_test (upgrade_over_pty),
    cmocka_unit_test (programs_come_and_go),
    cmocka_unit_test (wrong_use_is_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
