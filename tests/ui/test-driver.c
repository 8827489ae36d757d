/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "device-manager.h"
#include "model-private.h"
#include "plugs.h"

/* Page 1: a module or an adapter is plugged in and has no port. One program has this system's words, another one those of
 * Windows; the system's look at its devices, and its device manager, are this test's. */

#define NONE ((const DfotaDriverless *) NULL)

static const DfotaDriverless module = { (char *) "EC200A", 0x2c7c, 0x6005, TRUE, TRUE, 28 };
static const DfotaDriverless adapter = { (char *) "CH340", 0x1a86, 0x7523, FALSE, TRUE, 28 };
static const DfotaDriverless refused = { (char *) "PL2303", 0x067b, 0x2303, FALSE, FALSE, 10 };

static const DfotaDriverless *plugged_in; /* without a port; read by a worker */
static int looks;                         /* how many there have been */
static int looks_to_see;                  /* after so many of them it is gone; 0: it stays */
static int times_shown;

GPtrArray *__wrap_dfota_driverless_list (void);

GPtrArray *
__wrap_dfota_driverless_list (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  const DfotaDriverless *device = g_atomic_pointer_get (&plugged_in);
  const int n = g_atomic_int_add (&looks, 1) + 1;
  const int last = g_atomic_int_get (&looks_to_see);

  if (device != NULL && (last == 0 || n <= last))
    g_ptr_array_add (list, g_memdup2 (device, sizeof *device));
  return list;
}

static gboolean
speaks_of_windows (void)
{
  return strstr (dfota_driver_hint (), "device manager") != NULL || strstr (dfota_driver_hint (), "设备管理器") != NULL;
}

gboolean
wizard_device_manager_exists (void)
{
  return speaks_of_windows ();
}

void
wizard_device_manager_show (void)
{
  times_shown++;
}

static void
set_plugged_in (const DfotaDriverless *device)
{
  g_atomic_pointer_set (&plugged_in, (gpointer) device);
}

static void
a_module_without_a_driver (void **state)
{
  Ui *ui;
  set_plugged_in (&module);
  ui = plug_start ("en");
  ui_await (ui, speaks_of_windows () ? "A module (EC200A) is plugged in, but Windows has no driver for it."
                                     : "A module (EC200A) is plugged in, but this system has no driver for it.");
  ui_expect (ui, "appear");
  ui_expect_not (ui, "No module is connected yet");
  ui_expect_not (ui, "Connect your module with its cable");
  ui_expect (ui, "Its port is missing yet");
  ui_expect (ui, "Practice module");
  assert_false (ui_is_sensitive ("Next"));

  /* its driver comes */
  set_plugged_in (NONE);
  plug (PLUG_AT);
  plug_await_port (ui, "/dev/ttyUSB3");
  plug_await_gone (ui, "is plugged in, but");
  assert_true (ui_is_sensitive ("Next"));
  plug_end (ui);
}

static void
a_place_to_do_it (void **state)
{
  Ui *ui;
  set_plugged_in (&module);
  ui = plug_start ("en");
  ui_await (ui, "A module (EC200A) is plugged in");
  if (speaks_of_windows ())
    {
      ui_expect_not (ui, "sudo");
      ui_click (ui, "Open the device manager");
      assert_int_equal (times_shown, 1);
    }
  else
    {
      ui_expect (ui, "sudo modprobe option && echo 2c7c 6005 | sudo tee /sys/bus/usb-serial/drivers/option1/new_id");
      ui_expect_not (ui, "Open the device manager");
      ui_click (ui, "Copy");
      ui_await (ui, "Copied");
    }
  plug_end (ui);
}

static void
in_chinese (void **state)
{
  Ui *ui;
  set_plugged_in (&module);
  ui = plug_start ("zh_CN");
  ui_await (ui, speaks_of_windows () ? "已插入模块（EC200A），但 Windows 没有它的驱动。"
                                     : "已插入模块（EC200A），但系统没有它的驱动。");
  ui_expect (ui, speaks_of_windows () ? "打开设备管理器" : "请在终端中输入：");
  ui_expect (ui, "它还没有串口");
  ui_expect (ui, "自动出现在列表中");
  plug_end (ui);
}

/* While Windows sets a new device up, it has no driver for some moments. */
static gboolean
has_looked (WizardModel *model)
{
  return g_atomic_int_get (&looks) >= 5;
}

static void
on_changed (WizardModel *model, int *times)
{
  *times += wizard_model_driverless (model) != NULL;
}

static void
a_moment_without_a_driver_is_not_told (void **state)
{
  Ui *ui;
  int times = 0;

  g_atomic_int_set (&looks_to_see, 2);
  set_plugged_in (&module);
  ui = plug_start ("en");
  g_signal_connect (ui_model (ui), "changed", G_CALLBACK (on_changed), &times);
  ui_await_model (ui, has_looked, "there have been five looks");
  assert_int_equal (times, 0);
  ui_expect_not (ui, "is plugged in, but");
  ui_expect (ui, "No module is connected yet");
  plug_end (ui);
}

/* An adapter that lies about on the desk is no news beside a module; nor is it chosen. */
static void
an_adapter_is_spoken_of_only_alone (void **state)
{
  Ui *ui;
  set_plugged_in (&adapter);
  plug (PLUG_AT);
  ui = plug_start ("en");
  ui_await_model (ui, has_looked, "there have been five looks");
  ui_expect_not (ui, "CH340");
  ui_expect (ui, "A module is connected.");
  unplug (PLUG_AT);
  ui_await (ui, "A USB serial adapter (CH340) is plugged in, but");
  plug_end (ui);
}

static void
a_module_is_spoken_of_beside_others (void **state)
{
  Ui *ui;
  set_plugged_in (&module);
  plug (PLUG_ADAPTER);
  ui = plug_start ("en");
  ui_await (ui, "A module (EC200A) is plugged in, but");
  assert_string_equal (wizard_model_state (ui_model (ui))->port, "/dev/ttyUSB7");
  assert_true (ui_is_sensitive ("Next"));
  plug_end (ui);
}

static void
a_driver_that_refuses (void **state)
{
  Ui *ui;
  set_plugged_in (&refused);
  ui = plug_start ("en");
  ui_await (ui, "A USB serial adapter (PL2303) is plugged in, but its driver does not work.");
  ui_expect (ui, speaks_of_windows () ? "Use another adapter" : "another USB socket");
  ui_expect_not (ui, "Type this in a terminal:");
  plug_end (ui);
}

static void
nothing_at_all (void **state)
{
  Ui *ui;
  ui = plug_start ("en");
  ui_await (ui, "No module is connected yet");
  ui_expect (ui, dfota_driver_hint ());
  if (speaks_of_windows ())
    {
      ui_click (ui, "Open the device manager");
      assert_int_equal (times_shown, 1);
    }
  else
    ui_expect_not (ui, "device manager");
  plug_end (ui);
}

/* Windows does not tell which program has the port: its number is not the name of one. */
static void
a_port_is_no_program (void **state)
{
  Ui *ui;
  WizardModel *model;
  const char *value = NULL;

  ui = plug_start ("en");
  model = ui_model (ui);
  wizard_model_choose_port (model, "COM7", TRUE);
  model->state.connect_fault = dfota_fault_new (DFOTA_ERROR_PORT_BUSY, "COM7");
  wizard_model_changed (model);
  assert_int_equal (wizard_model_obstacle (model, &value), WIZARD_OBSTACLE_NONE);
  ui_await (ui, "The port is in use: COM7.");
  ui_expect (ui, speaks_of_windows () ? "QNavigator, QCOM" : "sudo systemctl stop ModemManager");
  ui_expect_not (ui, "The program COM7");

  dfota_fault_free (model->state.connect_fault);
  model->state.connect_fault = dfota_fault_new (DFOTA_ERROR_PORT_BUSY, "QCOM.exe");
  wizard_model_changed (model);
  assert_int_equal (wizard_model_obstacle (model, &value), WIZARD_OBSTACLE_PROGRAM);
  ui_await (ui, "The program QCOM.exe uses this port");
  plug_end (ui);
}

/* test-ui-driver [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_module_without_a_driver),
    cmocka_unit_test (a_place_to_do_it),
    cmocka_unit_test (in_chinese),
    cmocka_unit_test (a_moment_without_a_driver_is_not_told),
    cmocka_unit_test (an_adapter_is_spoken_of_only_alone),
    cmocka_unit_test (a_module_is_spoken_of_beside_others),
    cmocka_unit_test (a_driver_that_refuses),
    cmocka_unit_test (nothing_at_all),
    cmocka_unit_test (a_port_is_no_program),
  };
  int failed;

  if (argc < 2)
    return abreast_run (argv[0], tests, G_N_ELEMENTS (tests));
  fake_tree_begin ();
  cmocka_set_test_filter (argv[1]);
  failed = cmocka_run_group_tests (tests, NULL, NULL);
  fake_tree_end ();
  return failed;
}
