/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "voyage.h"

#define SIZE 20000

/* Flow control: set on both sides, read back, tried out; otherwise none, and said. And the command that is sent. */

static void
in_the_right_form_for_the_port (void **state)
{
  static const struct
  {
    DfotaPortKind kind;
    const char *command;
    guint remote; /* the serial server's own side is named */
  } rows[] = {
    { DFOTA_PORT_USB, "AT+QCFG=\"usbifc\",2,2", 0 },
    { DFOTA_PORT_UART, "AT+IFC=2,2", 0 },
    { DFOTA_PORT_TCP, "AT+IFC=2,2", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (2000);
      voyage->kind = rows[i].kind;
      voyage->config.usb = rows[i].kind == DFOTA_PORT_USB;
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
      assert_true (voyage_wrote (voyage, rows[i].command));
      assert_true (jump_port_has_flow (voyage->port));
      assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_FLOW, DFOTA_VERDICT_PASS, NULL), 1);
      assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_FLOW_REMOTE, DFOTA_VERDICT_WARN, NULL), rows[i].remote);
    }
}

static const struct
{
  const char *fault;
  gboolean cts;
  const char *refused_by;
} refusals[] = {
  { "usbifc-refused", TRUE, "AT+QCFG=\"usbifc\",2,2" },
  { "ifc-ignored", TRUE, "AT+QCFG=\"usbifc\"" },
  { "dead-flow", TRUE, NULL },
  { NULL, FALSE, "CTS" },
};

static void
where_it_does_not_hold_auto_goes_on_slowly_and_says_so (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (2000);
      const char *value = NULL;
      voyage->faults[0] = refusals[i].fault;
      voyage->cts = refusals[i].cts;
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
      assert_false (jump_port_has_flow (voyage->port));
      assert_false (voyage->seen.flow_control);
      assert_int_equal (voyage_findings (voyage, DFOTA_CHECK_FLOW, DFOTA_VERDICT_WARN, &value), 1);
      if (refusals[i].refused_by != NULL)
        assert_string_equal (value, refusals[i].refused_by);
    }
}

static void
where_it_does_not_hold_hardware_fails_before_anything_changes (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (2000);
      voyage->faults[0] = refusals[i].fault;
      voyage->cts = refusals[i].cts;
      voyage->job->flow = DFOTA_FLOW_CHOICE_RTSCTS;
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->exit_code, 2);
      assert_int_equal (voyage->finished->fault->error, DFOTA_ERROR_FLOW_REFUSED);
      assert_int_equal (voyage->seen.commands_accepted, 0);
    }
}

static void
without_it_the_guides_limits_hold_on_every_line (void **state)
{
  static const guint bauds[] = { 0, 4800, 115200, 921600 };

  for (gsize i = 0; i < G_N_ELEMENTS (bauds); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (60000);
      voyage->job->flow = DFOTA_FLOW_CHOICE_NONE;
      voyage->kind = bauds[i] == 0 ? DFOTA_PORT_USB : DFOTA_PORT_UART;
      voyage->baud = bauds[i];
      voyage_sail (voyage);
      assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
      assert_in_range (voyage->seen.longest_burst, 1, 32);
      assert_in_range (voyage->seen.max_second_no_flow, 1, bauds[i] == 4800 ? 512 : 15 * 1024);
    }
}

static gboolean
is_put_back (const Voyage *voyage)
{
  return voyage_wrote (voyage, voyage->kind == DFOTA_PORT_USB ? "AT+QCFG=\"usbifc\",0,0" : "AT+IFC=0,0");
}

/* What came to nothing leaves the module as it was found; one that may be at work, or has restarted, is left alone. */
static void
it_is_put_back_where_the_module_has_ended (void **state)
{
  static const struct
  {
    const char *fault;
    gint64 stop_at;
    gboolean put_back;
  } rows[] = {
    { "command-error", -1, TRUE },  { "download-500", -1, TRUE }, { "check-504", -1, TRUE },
    { NULL, SIZE / 2, TRUE },       { NULL, -1, FALSE },          { "silence@41", -1, FALSE },
    { "unplug-return", -1, FALSE }, { "unchanged", -1, FALSE },   { "update-504", -1, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int usb = 0; usb < 2; usb++)
      {
        g_autoptr (Voyage) voyage = voyage_new (SIZE);
        voyage->kind = usb ? DFOTA_PORT_USB : DFOTA_PORT_UART;
        voyage->baud = usb ? 0 : 115200;
        voyage->config.usb = usb;
        voyage->faults[0] = rows[i].fault;
        voyage->stop_at_payload = rows[i].stop_at;
        voyage_sail (voyage);
        assert_true (voyage->seen.flow_control || voyage->seen.commands_refused > 0);
        if (is_put_back (voyage) != rows[i].put_back)
          fail_msg ("%s, %s: %d", rows[i].fault != NULL ? rows[i].fault : "none", usb ? "usb" : "uart", !rows[i].put_back);
      }
}

/* A Stop before the command, when it has just been set. */
static void
it_is_put_back_where_no_command_went_out (void **state)
{
  g_autoptr (Voyage) voyage = voyage_new (SIZE);

  voyage->kind = DFOTA_PORT_UART;
  voyage->baud = 115200;
  voyage->config.usb = FALSE;
  voyage->stop_at_state = DFOTA_STATE_STARTING;
  voyage_sail (voyage);
  assert_true (voyage->stop_taken);
  assert_true (is_put_back (voyage));
}

static void
mode_and_count_are_always_sent (void **state)
{
  static const struct
  {
    int mode, download, update;
    const char *command;
  } rows[] = {
    { 1, 100, DFOTA_UNSET, "AT+QFOTADL=\"FILE:2000\",1,100" },
    { 0, 50, DFOTA_UNSET, "AT+QFOTADL=\"FILE:2000\",0,50" },
    { 1, 0, 5, "AT+QFOTADL=\"FILE:2000\",1,0,5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Voyage) voyage = voyage_new (2000);
      voyage->job->mode = rows[i].mode;
      voyage->job->download_urcs = rows[i].download;
      voyage->job->update_urcs = rows[i].update;
      voyage_sail (voyage);
      assert_true (voyage_wrote (voyage, rows[i].command));
      assert_int_equal (voyage->finished->outcome, DFOTA_OUTCOME_DONE);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (in_the_right_form_for_the_port),
    cmocka_unit_test (where_it_does_not_hold_auto_goes_on_slowly_and_says_so),
    cmocka_unit_test (where_it_does_not_hold_hardware_fails_before_anything_changes),
    cmocka_unit_test (without_it_the_guides_limits_hold_on_every_line),
    cmocka_unit_test (it_is_put_back_where_the_module_has_ended),
    cmocka_unit_test (it_is_put_back_where_no_command_went_out),
    cmocka_unit_test (mode_and_count_are_always_sent),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
