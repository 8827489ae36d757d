/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"
#include "bench-system.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
first_line (GSubprocess *sim)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (sim));
  char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  if (line == NULL)
    g_error ("dfota-sim says nothing");
  return g_strstrip (line);
}

/* Tests, and the pictures that are made by hand, lie in the same tree. */
char *
bench_program (const char *folder, const char *name)
{
  g_autofree char *self = bench_system_self ();
  g_autofree char *room = g_path_get_dirname (self);
  g_autofree char *file = bench_system_name (name);

  return g_build_filename (room, "..", "..", "app", folder, file, NULL);
}

/* @options are separated by blanks. */
static GSubprocess *
start (const char *folder, const char *name, const char *options)
{
  g_autofree char *program = bench_program (folder, name);
  g_autofree char *quoted = g_shell_quote (program);
  g_autofree char *line = g_strdup_printf ("%s %s", quoted, options);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  if (!g_shell_parse_argv (line, NULL, &argv, &error))
    g_error ("%s", error->message);
  bench_system_tie (launcher);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  if (process == NULL)
    g_error ("%s", error->message);
  return process;
}

static GSubprocess *
start_sim (const char *place, const char *options)
{
  g_autofree char *line = g_strdup_printf ("%s %s", place, options);

  return start ("sim", "dfota-sim", line);
}

void
bench_begin (Bench *bench, const char *options)
{
  bench->sim = start_sim ("--listen 127.0.0.1:0", options);
  bench->port = first_line (bench->sim);
  bench->folder = g_dir_make_tmp ("dfota-ui-XXXXXX", NULL);
  bench->ui = NULL;

  /* what this test leaves unfinished is no other test's business */
  g_autofree char *state = g_build_filename (bench->folder, "state", NULL);
  g_setenv ("XDG_STATE_HOME", state, TRUE);
}

void
bench_open (Bench *bench, const char *lang)
{
  bench->ui = ui_start (lang, bench->port);
}

void
bench_start (Bench *bench, const char *lang, const char *options)
{
  bench_begin (bench, options);
  bench_open (bench, lang);
}

GSubprocess *
bench_upgrade (Bench *bench, const char *options)
{
  g_autofree char *line = g_strdup_printf ("upgrade --port %s --json --yes %s", bench->port, options);

  return start ("cli", "dfota", line);
}

void
bench_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        bench_remove (path);
      g_unlink (path);
    }
  g_rmdir (folder);
}

void
bench_end (Bench *bench)
{
  if (bench->ui != NULL)
    ui_end (bench->ui);
  if (bench->sim != NULL) /* its cable may be out */
    {
      g_subprocess_force_exit (bench->sim);
      g_subprocess_wait (bench->sim, NULL, NULL);
      g_clear_object (&bench->sim);
    }
  bench_remove (bench->folder);
  g_clear_pointer (&bench->folder, g_free);
  g_clear_pointer (&bench->port, g_free);
}

void
bench_open_anew (Bench *bench, const char *lang)
{
  ui_end (bench->ui);
  bench->ui = ui_start (lang, bench->port);
}

char *
bench_package (Bench *bench, const char *name, gsize bytes)
{
  char *path = g_build_filename (bench->folder, name, NULL);
  g_autofree char *content = g_malloc (bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) bytes);

  for (gsize i = 0; i < bytes; i++)
    content[i] = (char) g_rand_int (random);
  if (!g_file_set_contents (path, content, (gssize) bytes, &error))
    g_error ("%s", error->message);
  return path;
}

void
bench_unplug (Bench *bench)
{
  g_subprocess_force_exit (bench->sim);
  g_subprocess_wait (bench->sim, NULL, NULL);
  g_clear_object (&bench->sim);
  ui_excuse (bench->ui);
}

void
bench_plug (Bench *bench, const char *options)
{
  g_autofree char *place = g_strconcat ("--listen ", bench->port + strlen ("tcp:"), NULL);
  g_autofree char *port = NULL;

  bench->sim = start_sim (place, options);
  port = first_line (bench->sim);
  g_assert_cmpstr (port, ==, bench->port);
  ui_excuse (bench->ui);
}
