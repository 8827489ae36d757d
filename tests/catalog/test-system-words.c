/* SPDX-License-Identifier: LGPL-3.0-or-later */
/* test-system-words SYSTEM: the words that are another advice on another system, for "linux" or "windows". The words of Windows
 * are linked into a program of this system, too. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "explain/driver.h"
#include "po-file.h"
#include "upgrade/preflight.h"

#define VALUE "@value@"

typedef struct
{
  DfotaErrorCode error;
  const char *value, *in_title, *in_advice;
} FaultCase;

typedef struct
{
  DfotaDriverless device;
  const char *in_title, *in_advice, *command;
} DriverCase;

#define MODULE(no_driver, problem)                                                                                          \
  {                                                                                                                         \
    (char *) "EC200A", 0x2c7c, 0x6005, TRUE, no_driver, problem                                                             \
  }
#define ADAPTER(name, vid, pid, no_driver, problem)                                                                         \
  {                                                                                                                         \
    (char *) name, vid, pid, FALSE, no_driver, problem                                                                      \
  }

typedef struct
{
  const char *name;
  const char *foreign[16];      /* words that have no place on this system */
  const char *foreign_in_zh[8]; /* in a translation */
  FaultCase faults[12];
  DriverCase drivers[20];
  const char *holder, *power, *hint;
} System;

static const System systems[] = {
  { .name = "linux",
    .foreign = { "Windows", "evice manager", "COM ", "QNavigator", "QCOM", "devmgmt" },
    .foreign_in_zh = { "Windows", "设备管理器", "QNavigator" },
    .faults = { { DFOTA_ERROR_PORT_MISSING, "/dev/ttyUSB2", "/dev/ttyUSB2", "dfota ports" },
                { DFOTA_ERROR_PORT_BUSY, "ModemManager", "ModemManager", "sudo systemctl stop ModemManager" },
                { DFOTA_ERROR_PORT_DENIED, "dialout", NULL, "sudo usermod -aG dialout $USER" },
                { DFOTA_ERROR_PORT_DENIED, "%s", NULL, "-aG %s $USER" },
                { DFOTA_ERROR_PORT_DENIED, "", NULL, "Ask the person" },
                { DFOTA_ERROR_PORT_FAILED, "/dev/ttyUSB2", "/dev/ttyUSB2", "another USB socket" },
                { DFOTA_ERROR_PORT_NONE, "", NULL, "carries data" },
                { DFOTA_ERROR_PORT_NONE, "EC200A", "EC200A", "no driver for it" },
                { DFOTA_ERROR_RELEASE_REFUSED, "ModemManager", NULL, "sudo systemctl start ModemManager" },
                { 0 } },
    .drivers
    = { { MODULE (TRUE, 0), "A module (EC200A) is plugged in, but this system has no driver", "until the computer",
          "sudo modprobe option && echo 2c7c 6005 | sudo tee /sys/bus/usb-serial/drivers/option1/new_id" },
        { ADAPTER ("CH340", 0x1a86, 0x7523, TRUE, 0), "A USB serial adapter (CH340)", "brltty", "sudo modprobe ch341" },
        { ADAPTER ("CH343", 0x1a86, 0x55d3, TRUE, 0), "(CH343)", "extra modules", "sudo modprobe cdc_acm" },
        { ADAPTER ("CP210x", 0x10c4, 0xea60, TRUE, 0), "(CP210x)", "extra modules", "sudo modprobe cp210x" },
        { ADAPTER ("FT232", 0x0403, 0x6001, TRUE, 0), "(FT232)", "extra modules", "sudo modprobe ftdi_sio" },
        { ADAPTER ("", 0x067b, 0x2303, TRUE, 0), "(067b:2303)", "extra modules", "sudo modprobe pl2303" },
        { MODULE (FALSE, 0), "its driver does not work", "another USB socket", NULL },
        { { 0 } } },
    .holder = "sudo systemctl start ModemManager",
    .power = "type this in a terminal: " VALUE,
    .hint = "another USB socket" },
  { .name = "windows",
    .foreign = { "sudo", "systemctl", " tee ", "ModemManager", " group", "modprobe", "/dev/tty", "/sys/", "usermod", "Linux",
                 "in a terminal", "brltty", "kernel" },
    .foreign_in_zh = { "sudo", "systemctl", "ModemManager", "Linux", "用户组", "在终端", "内核" },
    .faults = { { DFOTA_ERROR_PORT_MISSING, "COM7", "COM7", "another COM number" },
                { DFOTA_ERROR_PORT_BUSY, "COM7", "COM7", "QNavigator, QCOM, a terminal program" },
                { DFOTA_ERROR_PORT_BUSY, "", NULL, "wait ten seconds" },
                { DFOTA_ERROR_PORT_DENIED, "", NULL, "Close the other programs" },
                { DFOTA_ERROR_PORT_FAILED, "COM7", "COM7", "device manager" },
                { DFOTA_ERROR_PORT_NONE, "", NULL, "yellow mark" },
                { DFOTA_ERROR_PORT_NONE, "EC200A", "EC200A", "COM port" },
                { DFOTA_ERROR_RELEASE_REFUSED, "", NULL, "Close the other programs" },
                { 0 } },
    .drivers
    = { { MODULE (TRUE, 28), "A module (EC200A) is plugged in, but Windows has no driver for it.",
          "from the module's supplier", NULL },
        { ADAPTER ("CH340", 0x1a86, 0x7523, TRUE, 28), "A USB serial adapter (CH340)", "(WCH, CH341SER", NULL },
        { ADAPTER ("CP210x", 0x10c4, 0xea60, TRUE, 28), "(CP210x)", "Optional updates. Otherwise", NULL },
        { ADAPTER ("FT232", 0x0403, 0x6001, TRUE, 28), "(FT232)", "(FTDI, VCP)", NULL },
        { ADAPTER ("PL2303", 0x067b, 0x2303, TRUE, 28), "(PL2303)", "(Prolific, PL2303)", NULL },
        { ADAPTER ("", 0x1234, 0xabc, TRUE, 28), "(1234:0abc)", "adapter's supplier", NULL },
        { ADAPTER ("PL2303", 0x067b, 0x2303, FALSE, 10), "its driver does not work", "on Windows 11", NULL },
        { ADAPTER ("CH340", 0x1a86, 0x7523, FALSE, 10), "A USB serial adapter (CH340)", "Code 10: the driver cannot", NULL },
        { MODULE (FALSE, 10), "A module (EC200A) is plugged in, but its driver", "Code 10: the driver cannot", NULL },
        { MODULE (FALSE, 14), "(EC200A)", "Code 14: restart", NULL },
        { MODULE (FALSE, 22), "(EC200A)", "choose Enable device", NULL },
        { MODULE (FALSE, 43), "(EC200A)", "enough current", NULL },
        { MODULE (FALSE, 47), "(EC200A)", "plug it in again", NULL },
        { MODULE (FALSE, 48), "(EC200A)", "too old", NULL },
        { MODULE (FALSE, 52), "(EC200A)", "not signed", NULL },
        { MODULE (FALSE, 31), "(EC200A)", "(code 31)", NULL },
        { { 0 } } },
    .holder = "Close it",
    .power = "USB Root Hub",
    .hint = "yellow mark" },
};

static const System *
this_system (void **state)
{
  return *state;
}

static void
assert_at_home (const System *system, const char *text)
{
  for (gsize i = 0; system->foreign[i] != NULL; i++)
    if (strstr (text, system->foreign[i]) != NULL)
      fail_msg ("`%s` on %s: %s", system->foreign[i], system->name, text);
}

static void
assert_has (const char *text, const char *wanted)
{
  if (wanted != NULL && strstr (text, wanted) == NULL)
    fail_msg ("`%s` is missing in: %s", wanted, text);
}

static void
test_faults (void **state)
{
  const System *system = this_system (state);

  for (gsize i = 0; system->faults[i].value != NULL; i++)
    {
      const FaultCase *it = &system->faults[i];
      g_autoptr (DfotaFault) fault = dfota_fault_new (it->error, it->value);
      g_autoptr (DfotaAdvice) advice = dfota_advice_new (fault);

      assert_has (advice->title, it->in_title);
      assert_has (advice->advice, it->in_advice);
    }
}

/* Not one error, with or without a value, sends somebody to a place that this system does not have. */
static void
test_no_error_speaks_of_another_system (void **state)
{
  static const char *const values[] = { VALUE, "" };

  for (int error = 0; error < DFOTA_N_ERRORS; error++)
    for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
      {
        g_autoptr (DfotaFault) fault = dfota_fault_new ((DfotaErrorCode) error, values[i]);
        g_autoptr (DfotaAdvice) advice = dfota_advice_new (fault);

        assert_at_home (this_system (state), advice->title);
        assert_at_home (this_system (state), advice->advice);
      }
}

static void
test_no_finding_speaks_of_another_system (void **state)
{
  const System *system = this_system (state);

  for (int id = 0; id < DFOTA_N_CHECKS; id++)
    for (int verdict = DFOTA_VERDICT_PASS; verdict <= DFOTA_VERDICT_FAIL; verdict++)
      {
        const DfotaCheckEvent check = { (DfotaCheckId) id, (DfotaCheckVerdict) verdict, (char *) VALUE };
        const DfotaCheckEvent service = { (DfotaCheckId) id, (DfotaCheckVerdict) verdict, (char *) "ModemManager" };
        g_autofree char *title = NULL, *advice = NULL, *title_of_service = NULL, *advice_of_service = NULL;

        dfota_check_words (&check, &title, &advice);
        dfota_check_words (&service, &title_of_service, &advice_of_service);
        assert_at_home (system, title);
        assert_at_home (system, advice);
        if (id == DFOTA_CHECK_HOLDER && verdict == DFOTA_VERDICT_WARN)
          {
            assert_at_home (system, advice_of_service);
            assert_has (advice_of_service, system->holder);
          }
        if (id == DFOTA_CHECK_POWER && verdict == DFOTA_VERDICT_WARN)
          assert_has (advice, system->power);
      }
}

static void
test_drivers (void **state)
{
  const System *system = this_system (state);

  for (gsize i = 0; system->drivers[i].device.vid != 0; i++)
    {
      const DriverCase *it = &system->drivers[i];
      g_autoptr (DfotaAdvice) advice = dfota_driver_advice (&it->device);
      g_autofree char *command = dfota_driver_command (&it->device);

      assert_has (advice->title, it->in_title);
      assert_has (advice->advice, it->in_advice);
      assert_null (strchr (advice->title, '%'));
      assert_null (strchr (advice->advice, '%'));
      assert_at_home (system, advice->title);
      assert_at_home (system, advice->advice);
      if (g_strcmp0 (command, it->command) != 0)
        fail_msg ("%s: the command is %s", it->in_title, command);
    }
  assert_has (dfota_driver_hint (), system->hint);
  assert_at_home (system, dfota_driver_hint ());
}

/* A command is offered only where the system has a terminal for it. */
static void
test_commands (void **state)
{
  gboolean windows = g_str_equal (this_system (state)->name, "windows");

  for (int error = 0; error < DFOTA_N_ERRORS; error++)
    {
      g_autoptr (DfotaFault) fault = dfota_fault_new ((DfotaErrorCode) error, "ModemManager");
      g_autoptr (DfotaFault) other = dfota_fault_new ((DfotaErrorCode) error, "");
      g_autofree char *command = dfota_fault_command (fault);
      g_autofree char *none = dfota_fault_command (other);
      gboolean wanted
          = !windows
            && (error == DFOTA_ERROR_PORT_BUSY || error == DFOTA_ERROR_RELEASE_REFUSED || error == DFOTA_ERROR_PORT_DENIED);

      assert_true (wanted == (command != NULL));
      assert_null (none);
    }
}

static void
assert_translated (const System *system, GHashTable *words, const char *text, const char *value)
{
  g_autoptr (GString) msgid = g_string_new (text);
  const char *msgstr;

  if (value != NULL && *value != '\0')
    g_string_replace (msgid, value, "%s", 0);
  po_assert_translated (words, msgid->str);
  msgstr = g_hash_table_lookup (words, msgid->str);
  for (gsize i = 0; system->foreign_in_zh[i] != NULL; i++)
    if (strstr (msgstr, system->foreign_in_zh[i]) != NULL)
      fail_msg ("`%s` on %s: %s", system->foreign_in_zh[i], system->name, msgstr);
}

static void
test_translations (void **state)
{
  const System *system = this_system (state);
  const char *path = g_getenv ("DFOTA_PO");
  g_autoptr (GHashTable) words = NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      print_message ("SKIP translations: DFOTA_PO does not name a .po file (%s)\n", path != NULL ? path : "unset");
      skip ();
    }
  words = po_read (path);
  for (int error = DFOTA_ERROR_PORT_MISSING; error <= DFOTA_ERROR_RELEASE_REFUSED; error++)
    {
      g_autoptr (DfotaFault) fault = dfota_fault_new ((DfotaErrorCode) error, VALUE);
      g_autoptr (DfotaFault) bare = dfota_fault_new ((DfotaErrorCode) error, "");
      g_autoptr (DfotaAdvice) advice = dfota_advice_new (fault);
      g_autoptr (DfotaAdvice) advice_of_bare = dfota_advice_new (bare);

      assert_translated (system, words, advice->advice, VALUE);
      if (strstr (advice_of_bare->advice, "ModemManager") == NULL)
        assert_translated (system, words, advice_of_bare->advice, NULL);
    }
  for (gsize i = 0; system->drivers[i].device.vid != 0; i++)
    {
      DfotaDriverless device = system->drivers[i].device;
      g_autoptr (DfotaAdvice) advice = NULL;

      device.name = (char *) VALUE;
      advice = dfota_driver_advice (&device);
      assert_translated (system, words, advice->title, VALUE);
    }
  assert_translated (system, words, dfota_driver_hint (), NULL);
}

int
main (int argc, char **argv)
{
  static const System *chosen;
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_faults),
    cmocka_unit_test (test_no_error_speaks_of_another_system),
    cmocka_unit_test (test_no_finding_speaks_of_another_system),
    cmocka_unit_test (test_drivers),
    cmocka_unit_test (test_commands),
    cmocka_unit_test (test_translations),
  };
  struct CMUnitTest with_system[G_N_ELEMENTS (tests)];

  for (gsize i = 0; argc == 2 && i < G_N_ELEMENTS (systems); i++)
    if (g_str_equal (argv[1], systems[i].name))
      chosen = &systems[i];
  if (chosen == NULL)
    {
      g_printerr ("Usage: test-system-words linux|windows\n");
      return 2;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      with_system[i] = tests[i];
      with_system[i].initial_state = (void *) chosen;
    }
  g_log_set_always_fatal ((GLogLevelFlags) (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING));
  return cmocka_run_group_tests (with_system, NULL, NULL);
}
