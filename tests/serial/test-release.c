/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ModemManager, asked to leave a module alone: what it says of its ports, how it answers, and that it has them back. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "as-nobody.h"
#include "error.h"
#include "fake-manager.h"
#include "fake-port.h"
#include "port/port-list.h"
#include "port/release.h"

#define DEVICE   "/sys/devices/usb1/1-2.3"
#define PATIENCE (20 * G_USEC_PER_SEC)

static const FakeUsb devices[] = {
  { "ttyUSB1", "1-2.3", 2, 0x2c7c, 0x6002, "SN1", NULL },
  { "ttyUSB2", "1-2.3", 3, 0x2c7c, 0x6002, "SN1", NULL },
  { "ttyUSB5", "1-4", 0, 0x10c4, 0xea60, NULL, NULL },
};

static FakePort *fakes[G_N_ELEMENTS (devices)];

static int
plug_all (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    fakes[i] = fake_port_plug (&devices[i], TRUE);
  return 0;
}

static int
unplug_all (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    fake_port_unplug (fakes[i]);
  return 0;
}

static void
await_uninhibited (FakeManager *manager)
{
  gint64 until = g_get_monotonic_time () + PATIENCE;

  while (fake_manager_is_inhibited (manager) && g_get_monotonic_time () < until)
    g_usleep (1000);
  assert_false (fake_manager_is_inhibited (manager));
}

static void
its_ports_are_named (void **state)
{
  FakeManager *manager = fake_manager_start (DEVICE, "ttyUSB2 wwan0", FAKE_MANAGER_WILLING);
  g_autoptr (GPtrArray) list = dfota_port_list ();
  g_autofree char *held = dfota_release_holder ("/dev/ttyUSB2");
  g_autofree char *free_one = dfota_release_holder ("/dev/ttyUSB5");

  for (guint i = 0; i < list->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (list, i);

      if (g_str_equal (info->name, "/dev/ttyUSB2"))
        assert_string_equal (info->busy_by, "ModemManager");
      else
        assert_null (info->busy_by);
    }
  assert_string_equal (held, "ModemManager");
  assert_null (free_one);
  assert_true (dfota_release_is_service (held));
  assert_false (dfota_release_is_service ("minicom"));
  assert_false (dfota_release_is_service (NULL));
  fake_manager_stop (manager);

  g_autofree char *nobody = dfota_release_holder ("/dev/ttyUSB2");
  assert_null (nobody);
}

/* Taking it back by a call would ask for the password once more. */
static void
it_has_the_port_back_without_a_call (void **state)
{
  FakeManager *manager = fake_manager_start (DEVICE, "ttyUSB2", FAKE_MANAGER_WILLING);
  DfotaRelease *release = dfota_release_ask ("/dev/ttyUSB2", NULL, NULL);

  assert_non_null (release);
  assert_true (fake_manager_is_inhibited (manager));
  g_autofree char *holder = dfota_release_holder ("/dev/ttyUSB2");
  assert_null (holder);
  dfota_release_free (release);
  await_uninhibited (manager);
  assert_int_equal (fake_manager_times_asked (manager), 1);
  fake_manager_stop (manager);
}

/* It lists the ports that it uses, and may use another one of the same device; an administrator may have named the device. */
static void
the_device_is_found (void **state)
{
  static const char *const cases[][3] = {
    { DEVICE, "ttyUSB2", "/dev/ttyUSB2" },
    { DEVICE, "ttyUSB2", "/dev/ttyUSB1" },
    { "gate-modem", "ttyUSB2", "/dev/ttyUSB2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FakeManager *manager = fake_manager_start (cases[i][0], cases[i][1], FAKE_MANAGER_WILLING);
      g_autoptr (DfotaRelease) release = dfota_release_ask (cases[i][2], NULL, NULL);

      assert_non_null (release);
      assert_true (fake_manager_is_inhibited (manager));
      fake_manager_stop (manager);
    }
}

static gpointer
show_later (gpointer manager)
{
  g_usleep (700 * 1000);
  fake_manager_show (manager, TRUE);
  return NULL;
}

static void
it_is_waited_for (void **state)
{
  FakeManager *manager = fake_manager_start (DEVICE, "ttyUSB2", FAKE_MANAGER_WILLING);
  GThread *later;

  fake_manager_show (manager, FALSE);
  later = g_thread_new ("later", show_later, manager);
  g_autoptr (DfotaRelease) release = dfota_release_ask ("/dev/ttyUSB2", NULL, NULL);
  g_thread_join (later);
  assert_non_null (release);
  assert_true (fake_manager_is_inhibited (manager));
  fake_manager_stop (manager);
}

static void
a_refusal_is_told (void **state)
{
  static const FakeManagerTemper tempers[] = { FAKE_MANAGER_UNWILLING, FAKE_MANAGER_OLD };

  for (guint i = 0; i < G_N_ELEMENTS (tempers); i++)
    {
      FakeManager *manager = fake_manager_start (DEVICE, "ttyUSB2", tempers[i]);
      g_autoptr (GError) error = NULL;
      DfotaRelease *release = dfota_release_ask ("/dev/ttyUSB2", NULL, &error);

      assert_null (release);
      assert_true (g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_RELEASE_REFUSED));
      assert_string_equal (error->message, "ModemManager");
      fake_manager_stop (manager);
    }
}

static void
where_it_does_not_run_there_is_nothing_to_ask (void **state)
{
  g_autoptr (DfotaRelease) release = dfota_release_ask ("/dev/ttyUSB2", NULL, NULL);

  assert_non_null (release);
}

static gpointer
cancel_later (gpointer cancel)
{
  g_usleep (200 * 1000);
  g_cancellable_cancel (cancel);
  return NULL;
}

static void
ask_and_cancel (FakeManager *manager)
{
  g_autoptr (GCancellable) cancel = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 begun = g_get_monotonic_time ();
  GThread *later = g_thread_new ("later", cancel_later, cancel);
  DfotaRelease *release = dfota_release_ask ("/dev/ttyUSB2", cancel, &error);

  g_thread_join (later);
  assert_null (release);
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  assert_true (g_get_monotonic_time () - begun < PATIENCE);
  fake_manager_stop (manager);
}

static void
waiting_ends_when_somebody_leaves (void **state)
{
  FakeManager *manager = fake_manager_start (DEVICE, "ttyUSB2", FAKE_MANAGER_WILLING);

  fake_manager_show (manager, FALSE);
  ask_and_cancel (manager);
  ask_and_cancel (fake_manager_start (DEVICE, "ttyUSB2", FAKE_MANAGER_ASKING));
}

static char *
group_to_join (const char *name)
{
  g_autoptr (GPtrArray) list = dfota_port_list ();

  for (guint i = 0; i < list->len; i++)
    {
      const DfotaPortInfo *info = g_ptr_array_index (list, i);

      if (g_str_equal (info->name, name))
        return info->group != NULL ? g_strdup_printf ("join “%s”", info->group) : g_strdup ("may");
    }
  return g_strdup ("gone");
}

/* The list tells it before anything is opened; and nobody is told to join the group of root. */
static void
the_group_is_in_the_list (void **state)
{
  g_autofree char *granted = NULL;
  g_autofree char *denied = NULL;
  g_autofree char *nobody_joins_root = NULL;
  const struct group *group = getgrnam ("dialout");

  assert_int_equal (fchmod (fakes[1]->slave, 0666), 0);
  granted = answer_as_nobody (group_to_join, "/dev/ttyUSB2");
  assert_string_equal (granted, "may");
  if (getuid () != 0 || group == NULL)
    return;
  assert_int_equal (fchmod (fakes[1]->slave, 0660), 0);
  assert_int_equal (fchown (fakes[1]->slave, 0, group->gr_gid), 0);
  denied = answer_as_nobody (group_to_join, "/dev/ttyUSB2");
  assert_string_equal (denied, "join “dialout”");
  assert_int_equal (fchown (fakes[1]->slave, 0, 0), 0);
  nobody_joins_root = answer_as_nobody (group_to_join, "/dev/ttyUSB2");
  assert_string_equal (nobody_joins_root, "join “”");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (the_group_is_in_the_list), /* a process that has seen a bus cannot be forked */
    cmocka_unit_test (its_ports_are_named),
    cmocka_unit_test (it_has_the_port_back_without_a_call),
    cmocka_unit_test (the_device_is_found),
    cmocka_unit_test (it_is_waited_for),
    cmocka_unit_test (a_refusal_is_told),
    cmocka_unit_test (where_it_does_not_run_there_is_nothing_to_ask),
    cmocka_unit_test (waiting_ends_when_somebody_leaves),
  };

  fake_tree_begin ();
  fake_manager_begin ();
  const int failed = cmocka_run_group_tests_name ("release", tests, plug_all, unplug_all);
  fake_manager_end ();
  fake_tree_end ();
  return failed;
}
