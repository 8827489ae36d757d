/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bytes a second of a package on its way to dfota-sim over TCP, with flow control and without, beside a bare copy of the same
 * bytes over the same kind of connection; and the time from `dfota identify` to its answer beside `dfota --version`. */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "upgrade/run.h"

#define MIB (1024 * 1024)

typedef struct
{
  gint64 began, ended;
  DfotaOutcome outcome;
} Times;

static void
on_event (DfotaEvent *event, gpointer user_data)
{
  Times *times = user_data;

  if (event->type == DFOTA_EVENT_STATE && event->state.state == DFOTA_STATE_SENDING && times->began == 0)
    times->began = event->time;
  if (event->type == DFOTA_EVENT_STATE && event->state.state > DFOTA_STATE_SENDING && times->ended == 0)
    times->ended = event->time;
  if (event->type == DFOTA_EVENT_FINISHED)
    times->outcome = event->finished.outcome;
  dfota_event_free (event);
}

static GSubprocess *
start_sim (char **ret_port)
{
  GSubprocess *sim = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, BENCH_SIM, "--listen", "127.0.0.1:0", "--rate",
                                       "100000000", "--speed", "20", NULL);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (sim));

  *ret_port = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  return sim;
}

static double
deliver (const char *path, goffset size, DfotaFlowChoice flow)
{
  g_autofree char *port = NULL;
  g_autoptr (GSubprocess) sim = start_sim (&port);
  g_autoptr (DfotaJob) job = dfota_job_new ();
  Times times = { 0 };

  job->port = g_strdup (port);
  job->package_path = g_strdup (path);
  job->flow = flow;
  g_autoptr (DfotaRun) run = dfota_run_new (job, NULL, on_event, &times);
  dfota_run_upgrade (run);
  g_subprocess_force_exit (sim);
  g_subprocess_wait (sim, NULL, NULL);
  if (times.outcome != DFOTA_OUTCOME_DONE)
    g_error ("the upgrade did not end well");
  return (double) size * G_USEC_PER_SEC / (double) (times.ended - times.began);
}

static gpointer
swallow (gpointer data)
{
  g_autoptr (GSocketConnection) end = g_socket_listener_accept (data, NULL, NULL, NULL);
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (end));
  guint8 block[4096];

  while (g_input_stream_read (in, block, sizeof block, NULL, NULL) > 0)
    continue;
  return NULL;
}

/* The same bytes, 4 KiB at a time, to somebody who only reads. */
static double
bare_copy (goffset size)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  GThread *thread = g_thread_new ("swallow", swallow, listener);
  g_autoptr (GSocketConnection) end = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (end));
  guint8 block[4096] = { 0 };
  gint64 began = g_get_monotonic_time ();

  for (goffset done = 0; done < size; done += sizeof block)
    g_output_stream_write_all (out, block, sizeof block, NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (end), NULL, NULL);
  g_thread_join (thread);
  return (double) size * G_USEC_PER_SEC / (double) (g_get_monotonic_time () - began);
}

static double
seconds_of (const char *const *command)
{
  gint64 began = g_get_monotonic_time ();
  g_autoptr (GSubprocess) program = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL);

  if (!g_subprocess_wait_check (program, NULL, NULL))
    g_error ("%s failed", command[0]);
  return (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
}

static void
bench_identify (void)
{
  g_autofree char *port = NULL;
  g_autoptr (GSubprocess) sim = start_sim (&port);
  const char *identify[] = { BENCH_DFOTA, "identify", "--port", port, "--json", NULL };
  const char *version[] = { BENCH_DFOTA, "--version", NULL };
  double answer = seconds_of (identify);
  double bare = seconds_of (version);

  printf ("identify                %8.3f s  (dfota --version: %.3f s; 0.2 s of it are spent listening)\n", answer, bare);
  g_subprocess_force_exit (sim);
  g_subprocess_wait (sim, NULL, NULL);
}

static char *
make_package (const char *dir, goffset size)
{
  char *path = g_build_filename (dir, "package.bin", NULL);
  g_autofree char *bytes = g_malloc (size);

  for (goffset i = 0; i < size; i++)
    bytes[i] = (char) g_random_int ();
  g_file_set_contents (path, bytes, size, NULL);
  return path;
}

int
main (int argc, char **argv)
{
  goffset slow_size = argc > 1 && g_str_equal (argv[1], "--whole") ? 5 * MIB : MIB / 4;
  g_autofree char *dir = g_dir_make_tmp ("dfota-bench-XXXXXX", NULL);
  g_autofree char *path = make_package (dir, 5 * MIB);
  double bare = bare_copy (5 * MIB);
  double fast = deliver (path, 5 * MIB, DFOTA_FLOW_CHOICE_RTSCTS);

  printf ("with flow control    %11.0f B/s  (a bare copy: %.0f B/s; ratio %.2f)\n", fast, bare, fast / bare);
  g_free (path);
  path = make_package (dir, slow_size);
  double slow = deliver (path, slow_size, DFOTA_FLOW_CHOICE_NONE);
  printf ("without flow control %11.0f B/s  (the guide's limit: 15360 B/s; ratio %.3f)\n", slow, slow / 15360);
  bench_identify ();
  g_unlink (path);
  g_rmdir (dir);
  return 0;
}
