/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "bench-system.h"
#include "cable.h"

#include <glib/gstdio.h>

void
cable_plug_in (Bench *bench, const FakeUsb *usb)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *node = g_strdup_printf ("%s/dev/%s", fake_tree_root (), usb->name);
  g_autofree char *sim = bench_program ("sim", "dfota-sim");
  const char *argv[] = { sim, "--pty", node, "--speed", "20", NULL };

  /* it makes the port itself, and is not to see the made-up ones */
  g_subprocess_launcher_unsetenv (launcher, "LD_PRELOAD");
  bench_system_tie (launcher);
  bench->sim = g_subprocess_launcher_spawnv (launcher, argv, NULL);
  assert_non_null (bench->sim);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (bench->sim));
  g_autofree char *name = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  assert_string_equal (name, node);
  fake_port_announce (usb);
}

void
cable_pull_out (Bench *bench, const FakeUsb *usb)
{
  g_autofree char *device = g_build_filename (fake_tree_root (), "sys/devices/usb1", usb->path, NULL);
  g_autofree char *entry = g_build_filename (fake_tree_root (), "sys/class/tty", usb->name, NULL);
  g_autofree char *node = g_build_filename (fake_tree_root (), "dev", usb->name, NULL);
  g_autofree char *gone = g_strconcat (device, ".gone.", usb->name, NULL);

  g_subprocess_force_exit (bench->sim);
  g_subprocess_wait (bench->sim, NULL, NULL);
  g_clear_object (&bench->sim);
  g_remove (entry);
  g_remove (node);
  assert_int_equal (g_rename (device, gone), 0);
}
