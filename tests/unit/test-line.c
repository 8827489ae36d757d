/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "route/baud.h"
#include "route/holder.h"
#include "trip.h"

/* The line to the module: its baud rate, and who else is on it. */

#define LTE  DFOTA_FAMILY_LTE_STANDARD
#define NB   DFOTA_FAMILY_BC260Y
#define EP06 DFOTA_FAMILY_EP06

#define OK(line) "\r\n" line "\r\n\r\nOK\r\n"
#define BARE_OK  "\r\nOK\r\n"
#define ERROR    "\r\nERROR\r\n"

#define AUTOMATIC                                                                                                           \
  {                                                                                                                         \
    "AT+IPR?", OK ("+IPR: 0"), 0                                                                                            \
  }
#define FIXED(n)                                                                                                            \
  {                                                                                                                         \
    "AT+IPR?", OK ("+IPR: " n), 0                                                                                           \
  }

typedef struct
{
  DfotaFamilyId family;
  DfotaPortKind kind;
  guint baud;
  ScriptLine lines[6];
  const char *checked, *settled, *sent;
  int before; /* what is owed */
} Line;

static const Line lines_of[] = {
  { NB, DFOTA_PORT_UART, 9600, { FIXED ("9600"), FIXED ("9600") }, "baud pass 9600|", "", "AT+IPR?|AT+IPR?", DFOTA_UNSET },
  { NB,
    DFOTA_PORT_UART,
    9600,
    { AUTOMATIC, AUTOMATIC, { "AT+IPR=9600", BARE_OK, 0 }, FIXED ("9600") },
    "baud warn 0|",
    "baud pass 9600|",
    "AT+IPR?|AT+IPR?|AT+IPR=9600|AT+IPR?",
    0 },
  { NB,
    DFOTA_PORT_TCP,
    0,
    { AUTOMATIC, AUTOMATIC, { "AT+IPR=115200", BARE_OK, 0 }, FIXED ("115200") },
    "baud warn 0|",
    "baud pass 115200|",
    "AT+IPR?|AT+IPR?|AT+IPR=115200|AT+IPR?",
    0 },
  { NB,
    DFOTA_PORT_UART,
    9600,
    { AUTOMATIC, AUTOMATIC, { "AT+IPR=9600", ERROR, 0 }, AUTOMATIC },
    "baud warn 0|",
    "baud warn !|",
    "AT+IPR?|AT+IPR?|AT+IPR=9600|AT+IPR?",
    DFOTA_UNSET },
  { NB,
    DFOTA_PORT_UART,
    9600,
    { AUTOMATIC, AUTOMATIC, { "AT+IPR=9600", BARE_OK, 0 }, AUTOMATIC },
    "baud warn 0|",
    "baud warn !|",
    "AT+IPR?|AT+IPR?|AT+IPR=9600|AT+IPR?",
    0 },
  { NB,
    DFOTA_PORT_UART,
    9600,
    { { "AT+IPR?", ERROR, 0 }, { "AT+IPR?", ERROR, 0 } },
    "",
    "",
    "AT+IPR?|AT+IPR?",
    DFOTA_UNSET },
  { NB, DFOTA_PORT_USB, 0, { AUTOMATIC }, "", "", "", DFOTA_UNSET },
  { LTE, DFOTA_PORT_UART, 115200, { AUTOMATIC }, "", "", "", DFOTA_UNSET },
  { EP06, DFOTA_PORT_UART, 115200, { AUTOMATIC }, "", "", "", DFOTA_UNSET },
};

static void
an_automatic_baud_rate_is_fixed (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lines_of); i++)
    {
      const Line *line = &lines_of[i];
      g_autoptr (Journey) journey = journey_new (line->family, DFOTA_VIA_HTTP, line->lines);

      journey->port->kind = line->kind;
      journey->port->baud = line->baud;
      g_free (journey->port->name);
      journey->port->name = g_strdup ("tcp:127.0.0.1:7000"); /* the practice module's: its rate is the usual one */
      dfota_at_channel_set_licence (journey->at, DFOTA_LICENCE_READ);
      assert_true (dfota_baud_check (&journey->trip, NULL));
      assert_text (journey->findings->str, line->checked);
      g_string_truncate (journey->findings, 0);
      dfota_at_channel_set_licence (journey->at, DFOTA_LICENCE_CHANGE);
      assert_true (dfota_baud_settle (&journey->trip, NULL));
      assert_text (journey->findings->str, line->settled);
      assert_int_equal (journey->trip.baud_before, line->before);
      assert_sent (journey, line->sent);
    }
}

/* Fixed to another rate than the far server's it would be out of reach. */
static void
a_module_behind_a_far_server_keeps_its_automatic_rate (void **state)
{
  static const ScriptLine lines[] = { AUTOMATIC, { NULL, NULL, 0 } };
  g_autoptr (Journey) journey = journey_new (NB, DFOTA_VIA_HTTP, lines);

  journey->port->kind = DFOTA_PORT_TCP;
  g_free (journey->port->name);
  journey->port->name = g_strdup ("tcp:192.0.2.7:4001");
  dfota_at_channel_set_licence (journey->at, DFOTA_LICENCE_CHANGE);
  assert_true (dfota_baud_settle (&journey->trip, NULL));
  assert_text (journey->findings->str, "baud warn !|");
  assert_sent (journey, "AT+IPR?");
}

static void
what_was_changed_is_put_back_once (void **state)
{
  static const ScriptLine lines[] = { { "AT+IPR=0", BARE_OK, 0 }, { NULL, NULL, 0 } };
  g_autoptr (Journey) journey = journey_new (NB, DFOTA_VIA_COAP, lines);

  journey->route->leave (&journey->trip);
  assert_sent (journey, "");
  journey->trip.baud_before = 0;
  journey->route->leave (&journey->trip);
  journey->route->leave (&journey->trip);
  assert_sent (journey, "AT+IPR=0");
}

/* --- who else is on the line --- */

static void
another_program_on_the_port_is_named (void **state)
{
  static const struct
  {
    DfotaPortKind kind;
    const char *title, *finding;
  } ports[] = {
    { DFOTA_PORT_USB, "/dev/ttyUSB2", "holder warn ModemManager|" },
    { DFOTA_PORT_UART, "/dev/ttyUSB2", "holder warn ModemManager|" },
    { DFOTA_PORT_USB, "/dev/ttyUSB3", "" },
    { DFOTA_PORT_TCP, "/dev/ttyUSB2", "" },
  };
  static const ScriptLine lines[] = { { NULL, NULL, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (ports); i++)
    {
      g_autoptr (Journey) journey = journey_new (LTE, DFOTA_VIA_HTTP, lines);

      journey->port->kind = ports[i].kind;
      g_free (journey->port->title);
      journey->port->title = g_strdup (ports[i].title);
      dfota_holder_check (&journey->trip);
      assert_text (journey->findings->str, ports[i].finding);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (an_automatic_baud_rate_is_fixed),
    cmocka_unit_test (a_module_behind_a_far_server_keeps_its_automatic_rate),
    cmocka_unit_test (what_was_changed_is_put_back_once),
    cmocka_unit_test (another_program_on_the_port_is_named),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
