/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "abreast.h"
#include "plugs.h"

/* Page 1: the port finds itself. */

static gboolean
is_listed (WizardModel *model)
{
  return wizard_model_state (model)->ports != NULL;
}

static void
nothing_is_there (void **state)
{
  Ui *ui;
  ui = plug_start ("en");
  ui_await (ui, "No module is connected yet");
  ui_expect (ui, "many charging cables carry power only");
  ui_expect (ui, "Give the module power");
  ui_expect (ui, "another USB socket");
  ui_expect (ui, "Practice module");
  ui_expect (ui, "Connect the module first");
  assert_false (ui_is_sensitive ("Next"));
  plug_end (ui);
}

static void
nothing_is_there_in_chinese (void **state)
{
  Ui *ui;
  ui = plug_start ("zh_CN");
  ui_await (ui, "尚未连接模块");
  ui_expect (ui, "充电线");
  ui_expect (ui, "请先连接模块");
  plug (PLUG_AT);
  ui_await (ui, "已插入并选中：蜂窝模块");
  plug_await_port (ui, "/dev/ttyUSB3");
  unplug (PLUG_AT);
  ui_await (ui, "已拔出：蜂窝模块");
  plug_end (ui);
}

/* A worse port is chosen for want of a better one, and the module takes its place: said once, whatever ports it has. */
static void
plugged_in_late (void **state)
{
  Ui *ui;
  ui = plug_start ("en");
  ui_await (ui, "No module is connected yet");
  plug (PLUG_ADAPTER);
  plug_await_port (ui, "/dev/ttyUSB7");
  ui_await (ui, "Plugged in and chosen: USB serial adapter (CP2102N)");
  ui_expect_not (ui, "No module is connected yet");
  assert_true (ui_is_sensitive ("Next"));

  plug (PLUG_DIAG);
  plug (PLUG_AT);
  plug (PLUG_MODEM);
  plug_await_port (ui, "/dev/ttyUSB3");
  ui_await (ui, "Cellular module, AT port");
  assert_string_equal (plug_notices (), "Plugged in and chosen: USB serial adapter (CP2102N)\n"
                                        "Plugged in and chosen: Cellular module (EC200A)\n");
  ui_unfold (ui, "Other ports");
  ui_await (ui, "For the maker's tools only");
  plug_end (ui);
}

/* The module that has just been plugged in is the one in the user's hand. But what the user has chosen stays. */
static void
a_choice_is_kept (void **state)
{
  Ui *ui;
  plug (PLUG_AT);
  ui = plug_start ("en");
  plug_await_port (ui, "/dev/ttyUSB3");
  plug (PLUG_SECOND_AT);
  plug_await_port (ui, "/dev/ttyUSB9");
  unplug (PLUG_SECOND_AT);
  plug_await_port (ui, NULL);
  ui_choose (ui, "Cellular module, AT port");
  plug_await_port (ui, "/dev/ttyUSB3");

  plug (PLUG_SECOND_AT);
  ui_await (ui, "Plugged in: Cellular module (EC25/EG25)");
  assert_string_equal (wizard_model_state (ui_model (ui))->port, "/dev/ttyUSB3");
  plug_end (ui);
}

/* No other device takes the place of the one that was pulled out. */
static void
unplugged_while_chosen (void **state)
{
  Ui *ui;
  plug (PLUG_ADAPTER);
  plug (PLUG_AT);
  plug (PLUG_MODEM);
  ui = plug_start ("en");
  plug_await_port (ui, "/dev/ttyUSB3");
  unplug (PLUG_AT);
  unplug (PLUG_MODEM);
  plug_await_port (ui, NULL);
  ui_await (ui, "Unplugged: Cellular module (EC200A)");
  ui_expect (ui, "Choose a port first");
  assert_false (ui_is_sensitive ("Next"));
  plug (PLUG_AT);
  plug_await_port (ui, "/dev/ttyUSB3");
  assert_string_equal (plug_notices (),
                       "Unplugged: Cellular module (EC200A)\nPlugged in and chosen: Cellular module (EC200A)\n");
  plug_end (ui);
}

static void
unplugged_while_asked (void **state)
{
  Ui *ui;
  plug (PLUG_AT);
  ui = plug_start ("en");
  plug_await_port (ui, "/dev/ttyUSB3");
  ui_click (ui, "Next");
  ui_await (ui, "Asking the module who it is");
  assert_true (wizard_model_state (ui_model (ui))->identifying);
  unplug (PLUG_AT);
  plug_await_port (ui, NULL);
  assert_false (wizard_model_state (ui_model (ui))->identifying);
  ui_await (ui, "Unplugged: Cellular module (EC200A)");
  ui_await (ui, "No module is connected yet");
  assert_null (wizard_model_state (ui_model (ui))->connect_fault);
  plug_end (ui);
}

/* A module that comes back under another name, between two looks, is still the chosen one. */
static void
renumbered (void **state)
{
  Ui *ui;
  FakeUsb moved = plug_devices[PLUG_AT];

  plug (PLUG_AT);
  plug (PLUG_SECOND_AT);
  ui = plug_start ("en");
  plug_await_port (ui, "/dev/ttyUSB3");
  ui_choose (ui, "Cellular module, AT port");
  moved.name = "ttyUSB5";
  unplug (PLUG_AT);
  plug_as (PLUG_AT, &moved);
  plug_await_port (ui, "/dev/ttyUSB5");
  assert_string_equal (plug_notices (), "");
  plug_end (ui);
}

static void
download_mode_is_said (void **state)
{
  Ui *ui;
  ui = plug_start (*state);
  ui_await_model (ui, is_listed, "the ports are listed");
  plug (PLUG_DOWNLOAD);
  if (g_str_equal (*state, "en"))
    {
      ui_await (ui, "A module is in its download mode");
      ui_expect (ui, "ask its supplier");
      ui_await (ui, "Plugged in: Cellular module (QUSB_BULK)");
      ui_expect (ui, "Connect the module first");
    }
  else
    ui_await (ui, "有一个模块处于下载模式");
  assert_null (wizard_model_state (ui_model (ui))->port);
  plug_end (ui);
}

/* test-ui-connect [PATTERN]: the cases whose names match; without one all of them, side by side. */
int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (nothing_is_there),
    cmocka_unit_test (nothing_is_there_in_chinese),
    cmocka_unit_test (plugged_in_late),
    cmocka_unit_test (a_choice_is_kept),
    cmocka_unit_test (unplugged_while_chosen),
    cmocka_unit_test (unplugged_while_asked),
    cmocka_unit_test (renumbered),
    { "download_mode_is_said", download_mode_is_said, NULL, NULL, (void *) "en" },
    { "download_mode_in_chinese", download_mode_is_said, NULL, NULL, (void *) "zh_CN" },
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
